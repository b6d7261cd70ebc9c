"""From a worked case to a memo that is saved, and both of its files opened."""

import re
from pathlib import Path

import pytest
from lab import Traffic, open_notebook, run_all, write_notebook
from libreoffice import as_pdf
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

NASTY = '<img src=x onerror="document.title=1"> & <b>R&D</b>'
CELLS = (
    'from lessons import explore, learn\ncase = explore.your_case("Payroll")\ncase',
    "learn.memo(case)",
)
# The colours of a picture: both ways' on white, so that it is the chart and fit for paper.
COLORS = """image => {
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const drawn = canvas.getContext("2d");
  drawn.drawImage(image, 0, 0);
  const { data } = drawn.getImageData(0, 0, canvas.width, canvas.height);
  const found = new Set();
  for (let at = 0; at < data.length; at += 4) found.add(data.slice(at, at + 3).join());
  return [...found];
}"""

NO_PICTURE = """() => {
  const toImage = () => Promise.reject(new Error("no canvas"));
  globalThis[Symbol.for("lessons.plotly")] = Promise.resolve({ toImage });
}"""


@pytest.fixture(autouse=True)
def afresh(folder: Path) -> None:
    """Write a notebook of a worked case and its memo, of which nothing is saved yet."""
    for path in (folder / "my-work").glob("memo*"):
        path.unlink()
    write_notebook(folder / "memo.ipynb", *CELLS)


@pytest.fixture
def memo(desk: Page, lab: str) -> Locator:
    """Open and run that notebook."""
    return opened(desk, lab)


def opened(page: Page, lab: str) -> Locator:
    open_notebook(page, lab, "memo.ipynb")
    run_all(page)
    memo = page.get_by_role("region", name="Decision memo")
    memo.wait_for()
    page.locator(".lessons-chart-drawing .main-svg").first.wait_for()
    return memo


def saved(memo: Locator) -> None:
    memo.get_by_role("button", name="Save the memo").click()
    expect(memo.get_by_role("status")).to_contain_text("Saved as my-work/memo-")


def test_a_worked_case_becomes_a_memo_that_opens(
    desk: Page, memo: Locator, lab: str, folder: Path, kept_traffic: Traffic, tmp_path: Path
) -> None:
    expect(memo.get_by_label("Recommendation", exact=True)).to_have_value(
        re.compile("Outsource: insourcing is expected to cost")
    )
    memo.get_by_label("Written by", exact=True).fill(NASTY)
    risks = memo.get_by_label("Risks, and what reduces them", exact=True)
    risks.fill(f"One: {NASTY}\nחברת ממתקים 🍫")
    saved(memo)
    expect(memo.get_by_role("status")).to_have_text(
        "Saved as my-work/memo-payroll.docx and my-work/memo-payroll.html. The first of them is "
        "among your downloads, too. Hand in one of them."
    )
    saved(memo)
    expect(memo.get_by_role("status")).to_contain_text("memo-payroll-2.docx")
    assert memo.locator("img").count() == 0
    assert (kept_traffic.strangers, kept_traffic.complaints) == ([], [])

    asked = []
    desk.on("request", lambda request: asked.append(request.url))
    address = (folder / "my-work" / "memo-payroll.html").as_uri()
    desk.goto(address)
    expect(desk).to_have_title("Decision memo: Payroll")
    expect(desk.get_by_role("listitem").filter(has_text=NASTY)).to_be_visible()
    expect(desk.locator(".byline")).to_contain_text(NASTY)
    chart = desk.get_by_role("img", name="Outsource: insourcing is expected to cost")
    size = chart.evaluate("one => [one.complete, one.naturalWidth, one.naturalHeight]")
    assert size == [True, 2_280, 960]
    assert desk.locator("img").count() == 1
    assert set(chart.evaluate(COLORS)) >= {"0,114,178", "213,94,0", "255,255,255"}
    assert desk.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == "28px"
    assert {one for one in asked if not one.startswith("data:")} == {address}
    assert kept_traffic.complaints == []

    (pdf,) = as_pdf([folder / "my-work" / "memo-payroll.docx"], tmp_path)
    (shown,) = PdfReader(pdf).pages
    text = "".join(shown.extract_text().split())
    for said in ("Decision memo: Payroll", "Recommendation", NASTY):
        assert "".join(said.split()) in text
    (image,) = (one.get_object() for one in shown["/Resources"]["/XObject"].values())
    assert image["/Subtype"] == "/Image"
    assert image["/Width"] > 1_000


def test_boxes_follow_the_sliders_until_they_are_edited(
    desk: Page, memo: Locator, lab: str
) -> None:
    numbers = memo.get_by_label("The three numbers that carry it", exact=True)
    recommendation = memo.get_by_label("Recommendation", exact=True)
    before = numbers.input_value()
    recommendation.fill("Keep it, whatever the numbers say.")
    box = desk.get_by_role("textbox", name="Cost difference, high, number box")
    box.fill("600000")
    box.press("Enter")
    expect(numbers).not_to_have_value(before)
    expect(recommendation).to_have_value("Keep it, whatever the numbers say.")
    expect(memo).to_contain_text("The explorer proposes something else by now.")
    desk.goto("about:blank")

    memo = opened(desk, lab)
    recommendation = memo.get_by_label("Recommendation", exact=True)
    expect(recommendation).to_have_value("Keep it, whatever the numbers say.")
    memo.get_by_role("button", name="Put the proposal back: Recommendation").click()
    expect(recommendation).to_be_focused()
    expect(recommendation).to_have_value(re.compile("Outsource: insourcing is expected to cost"))


def test_enter_begins_a_new_line_in_a_box_and_ends_one_of_a_single_line(
    desk: Page, memo: Locator
) -> None:
    risks = memo.get_by_label("Risks, and what reduces them", exact=True)
    risks.fill("One")
    risks.press("Enter")
    desk.keyboard.type("Two")
    expect(risks).to_have_value("One\nTwo")
    name = desk.get_by_role("textbox", name="Name of your case")
    name.fill("Our café")
    name.press("Enter")
    expect(memo.get_by_label("The question", exact=True)).to_have_value(re.compile("Our café"))
    expect(name).to_be_focused()


def test_no_line_of_a_box_ends_behind_a_minus_and_nothing_of_that_is_saved(
    memo: Locator, folder: Path
) -> None:
    assumed = memo.get_by_label("Assumptions and sources", exact=True)
    expect(assumed).to_have_value(re.compile("−\u2060\\$55,000"))
    assumed.press("Control+End")
    assumed.press_sequentially(" All mine.")
    saved(memo)
    written = (folder / "my-work" / "memo-payroll.html").read_text("utf-8")
    assert "−$55,000" in written
    assert "All mine." in written
    assert "\u2060" not in written


def test_without_a_picture_the_memo_is_saved_and_says_so(
    page: Page, lab: str, folder: Path
) -> None:
    memo = opened(page, lab)
    page.evaluate(NO_PICTURE)
    saved(memo)
    expect(memo.get_by_role("status")).to_contain_text("could not make a picture of it. no canvas")
    written = (folder / "my-work" / "memo-payroll.html").read_text("utf-8")
    assert "The chart is left out" in written
    assert "<img" not in written
