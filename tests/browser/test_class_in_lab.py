"""A class predicts together: the presenter's page in real JupyterLab."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from class_round import ClassRound
from class_servers import TO_PHONES, TOKEN
from lab import Traffic, open_notebook, run_all, running_lab, write_notebook
from playwright.sync_api import Page, expect
from test_explorer_in_lab import SENTENCE, curve

CELLS = (
    "from lessons import explore, learn",
    'learn.predict("break-even-volume")',
    'learn.predict("launch-training")',
)


# What another page of the presenter's would do.
CLOSE = """async () => {
  const key = Object.keys(sessionStorage).find((one) => one.startsWith("lessons.class:"));
  const room = JSON.parse(sessionStorage.getItem(key));
  const [, word] = /_xsrf=([^;]*)/.exec(document.cookie);
  const headers = { "Content-Type": "application/json", "X-Room-Key": room.key };
  headers["X-XSRFToken"] = word;
  const address = `/class/rooms/${room.code}/close`;
  return (await fetch(address, { method: "POST", headers, body: "{}" })).status;
}"""


@pytest.fixture(scope="module")
def lab(folder: Path, lab_page: tuple[Page, Traffic]) -> Iterator[str]:
    """Run a JupyterLab that phones can reach, and let the page in."""
    with running_lab(folder, folder.parent / "class.log", **TO_PHONES) as address:
        lab_page[0].goto(f"{address}/lab?token={TOKEN}")
        lab_page[0].goto("about:blank")  # else it is taken for a desk that is open
        yield address


@pytest.fixture
def notebook(desk: Page, lab: str, folder: Path) -> Page:
    """Open a notebook of two predictions, and run it."""
    write_notebook(folder / "class.ipynb", *CELLS)
    open_notebook(desk, lab, "class.ipynb")
    run_all(desk)
    desk.get_by_role("button", name="Ask the class").first.wait_for()
    return desk


@pytest.fixture
def held(notebook: Page, lab: str) -> Iterator[ClassRound]:
    """Hold a class on it."""
    with ClassRound(notebook, lab) as held:
        yield held


def test_a_class_predicts_twice_and_is_told(
    held: ClassRound, kept_traffic: Traffic, tmp_path: Path
) -> None:
    page = held.page
    page.get_by_role("button", name="Ask the class").first.focus()
    page.keyboard.press("Enter")
    held.join(held.begun())
    held.commit(400, 450, 1_000)
    # Nothing of what they said is on the page before the round is closed.
    expect(held.board.locator(".lessons-class-chart")).to_be_hidden()
    held.close()
    title = held.board.locator(".lessons-chart-title")
    expect(title).to_have_text("They expect 400 hours a year to 1,000 hours a year")
    expect(page.locator(".lessons-explorer")).to_have_count(0)
    held.board.get_by_role("button", name="Reveal").press("Tab")
    held.press("Ask again")
    expect(held.count).to_have_text("0 of 3 have committed")
    held.commit(950, 1_000, 1_000)
    held.close()
    legend = held.board.locator(".legendtext")
    expect(legend).to_have_text(["The class, round 1 (3)", "The class, round 2 (3)"])
    held.press("Reveal")
    expect(held.board.locator(".lessons-class-answer")).to_contain_text("The model finds 98")
    shown = page.locator(f".lessons-explorer {SENTENCE}")
    expect(shown).to_contain_text("at 800 hours a year")
    curve(page, "In-house").wait_for()
    expect(page.locator(".lessons-explorer .legendtext", has_text="The class (3)")).to_be_visible()
    for phone, said in zip(
        held.phones, ("that is close", "as good as right", "as good as right"), strict=True
    ):
        assert said in phone.seen()["reason"], phone.seen()["reason"]
    saved = held.board.get_by_role("button", name="Save the room")
    saved.focus()
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    coming.value.save_as(tmp_path / coming.value.suggested_filename)
    (table,) = tmp_path.glob("class-room-*.csv")
    rows = list(csv.DictReader(table.open(encoding="utf-8-sig", newline="")))
    assert [one["round"] for one in rows] == ["1"] * 3 + ["2"] * 3
    assert sorted(float(one["given"]) for one in rows[:3]) == [400, 450, 1_000]
    assert all(0 <= float(one["off"]) < 0.3 for one in rows)
    assert kept_traffic.strangers == []
    assert kept_traffic.complaints == []


def test_another_question_closes_the_first_and_is_asked_in_the_same_room(held: ClassRound) -> None:
    page = held.page
    first, second = (page.locator(".lessons-prediction").nth(place) for place in (0, 1))
    asked = [one.get_by_role("button", name="Ask the class") for one in (first, second)]
    asked[0].press("Enter")
    code = held.begun()
    held.join(code)
    held.commit(400, 450, 500)
    held.board = second.locator(".lessons-class")
    asked[1].press("Enter")
    expect(held.count).to_have_text("0 of 3 have committed")
    assert held.begun() == code
    board = first.locator(".lessons-class")
    expect(board.locator(".lessons-chart-sentence")).to_contain_text("Predictions: 3")
    expect(board.get_by_role("button", name="Reveal")).to_be_visible()
    held.commit(0, 1, 1)
    held.close()
    title = held.board.locator(".lessons-chart-title")
    expect(title).to_contain_text("2 of 3 chose “Both cost about the same")
    held.press("Reveal")
    expect(held.board.locator(".lessons-class-answer")).to_contain_text("Your own people")
    told = [phone.seen() for phone in held.phones]
    assert "So does the model" in told[0]["reason"]
    assert "The model does not" in told[1]["reason"]


def test_what_the_server_refuses_is_said_and_can_be_tried_again(held: ClassRound) -> None:
    page = held.page
    page.route("**/class/rooms", lambda route: route.abort())
    page.get_by_role("button", name="Ask the class").first.press("Enter")
    expect(held.board.get_by_role("status")).to_contain_text("The server does not answer.")
    page.unroute("**/class/rooms")
    page.get_by_role("button", name="Ask the class").first.press("Enter")
    assert held.begun()


def test_a_round_that_was_closed_elsewhere_is_shown_as_closed(held: ClassRound) -> None:
    page = held.page
    page.get_by_role("button", name="Ask the class").first.press("Enter")
    held.join(held.begun())
    held.commit(400, 450, 500)
    assert page.evaluate(CLOSE) == 200
    expect(held.board.locator(".lessons-chart-sentence")).to_contain_text("Predictions: 3")
    expect(held.board.get_by_role("button", name="Reveal")).to_be_visible()


def test_a_board_of_another_classs_room_tells_that_room_nothing(held: ClassRound) -> None:
    """One board is left closed; on the other one the room is ended, and another class is asked."""
    page = held.page
    first, second = (page.locator(".lessons-prediction").nth(place) for place in (0, 1))
    first.get_by_role("button", name="Ask the class").press("Enter")
    held.join(held.begun())
    held.commit(400, 450, 500)
    held.close()
    held.board = second.locator(".lessons-class")
    second.get_by_role("button", name="Ask the class").press("Enter")
    held.begun()
    held.commit(0, 1, 1)
    held.close()
    with page.expect_download():
        held.board.get_by_role("button", name="Save and end the room").press("Enter")
    expect(held.board.get_by_role("status")).to_contain_text("The room has ended.")
    held.press("Ask the class")
    held.join(held.begun())
    left = first.locator(".lessons-class")
    left.get_by_role("button", name="Reveal").press("Enter")
    expect(left.get_by_role("status")).to_contain_text("The room has ended.")
    expect(left.get_by_role("button", name="Ask the class")).to_be_visible()
    assert {phone.seen()["state"] for phone in held.phones} == {"open"}
    held.commit(0, 0, 1)


def test_two_boards_that_ask_at_once_share_a_room(held: ClassRound) -> None:
    page = held.page
    ask = """() => {
      const name = "Ask the class";
      const all = [...document.querySelectorAll(".lessons-prediction button")];
      const asked = all.filter((one) => one.textContent === name);
      for (const one of asked) one.click();
      return asked.length;
    }"""
    assert page.evaluate(ask) == 2
    boards = [page.locator(".lessons-class").nth(place) for place in (0, 1)]
    for board in boards:
        expect(board.locator(".lessons-class-ask")).not_to_be_empty()
    opened = page.locator('.lessons-class[data-state="open"]')
    expect(page.locator('.lessons-class[data-state="closed"]')).to_have_count(1)
    expect(opened).to_have_count(1)
    held.board = opened
    held.join(held.begun())
