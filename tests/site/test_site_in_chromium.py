"""The browser edition as a learner has it: opened, worked with, left, opened again offline."""

import json
import shutil
from pathlib import Path

import pytest
from axe import AXE, OURS, faults
from libreoffice import as_pdf
from playwright.sync_api import Locator, Page, expect
from published import publish
from served import Devices, Site, ready, seen

START, FIRST, GAME, CASE = (
    "00-start-here",
    "01-what-is-insourcing",
    "04-the-candy-campaign",
    "05-your-own-case",
)
LESSONS = (START, FIRST, "02-the-outsourcing-wave", "03-risks-and-advantage", GAME, CASE)
SENTENCE = ".lessons-chart-sentence"
COVER = ".lessons-site-cover"
VIOLATIONS = """async () => {
  const { violations } = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa"] });
  return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]);
}"""


def part(page: Page, asked: str) -> Locator:
    """Return a prediction, a question or a game of a lesson by what it asks."""
    return seen(page, page.locator("#main").get_by_role("region", name=asked))


def errors(page: Page) -> list[str]:
    """Return what cells have raised, of all that were drawn, and what Python complained of."""
    raised = page.locator("#main .jp-RenderedText[data-mime-type*=error]").all_inner_texts()
    return [*raised, *page.evaluate("heard.complaints")]


def axe(page: Page) -> list[object]:
    """Return what axe-core finds."""
    page.add_script_tag(content=AXE)
    return page.evaluate(VIOLATIONS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 820, 390])
def test_the_start_page_leads_to_every_lesson(
    site: Site, devices: Devices, scheme: str, width: int
) -> None:
    with devices(color_scheme=scheme, viewport={"width": width, "height": 800}) as device:
        page = device.page()
        page.goto(site.address)
        links = page.locator(".lessons-site-cards a")
        expect(links).to_have_count(len(LESSONS))
        assert [one.get_attribute("href").rsplit("=", 1)[1] for one in links.all()] == [
            f"{name}.ipynb" for name in LESSONS
        ]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
        page.get_by_role("button", name="Save everything").click()
        expect(page.locator(".lessons-site-said")).to_have_text("There is nothing to save yet.")


@pytest.mark.parametrize("page_of", ["", f"notebooks/index.html?path={START}.ipynb"])
def test_where_no_script_runs_the_page_says_what_it_needs(
    site: Site, devices: Devices, page_of: str
) -> None:
    with devices(java_script_enabled=False) as device:
        page = device.context.new_page()
        page.goto(f"{site.address}{page_of}")
        expect(page.get_by_text("a browser that lets them run scripts")).to_be_visible()
    with devices() as device:
        page = device.page()
        page.goto(f"{site.address}{page_of}")
        expect(page.locator(".lessons-site-none")).to_have_count(0)


def test_the_first_explorer_answers_before_python_and_goes_on_with_it(
    site: Site, devices: Devices
) -> None:
    with devices() as device:
        page = device.page()
        # Python is kept away, so that it is certain who answers.
        page.route("**/pyodide.asm.wasm", lambda route: waiting.append(route))
        waiting = []
        page.goto(f"{site.address}notebooks/index.html?path={START}.ipynb")
        cover = page.locator(COVER)
        expect(cover.get_by_role("heading", level=1)).to_have_text(
            "Start here: how these lessons work"
        )
        slider = cover.get_by_role("slider", name="Yearly volume")
        said = cover.locator(SENTENCE)
        expect(said).to_contain_text("at 800\u00a0hours a year")
        for _ in range(4):
            slider.press("ArrowRight")
        expect(said).to_contain_text("at 1,000\u00a0hours a year your own team is $25,250 cheaper")
        # What nobody worked out beforehand is not shown.
        other = cover.get_by_role("slider", name="Fixed cost in-house")
        other.press("ArrowRight")
        behind = cover.locator(".lessons-site-behind")
        expect(behind).to_have_text("Two changes at once are drawn as soon as Python is there.")
        expect(page.locator(".lessons-site-step")).to_contain_text("Starting Python")
        # With JupyterLite's own sheets on the page, too, a heading looks like one.
        size = "(heading) => parseFloat(getComputedStyle(heading).fontSize)"
        assert cover.get_by_role("heading", level=1).evaluate(size) > 30
        assert cover.get_by_role("heading", level=2).first.evaluate(size) > 24
        page.unroute("**/pyodide.asm.wasm")
        for route in waiting:
            route.continue_()
        ready(page)
        expect(cover).to_have_count(0)
        explorer = seen(page, page.locator("#main .lessons-explorer"))
        expect(explorer.get_by_role("textbox", name="Yearly volume, number box")).to_have_value(
            "1,000"
        )
        expect(
            explorer.get_by_role("textbox", name="Fixed cost in-house, number box")
        ).to_have_value("125,000")
        expect(explorer.locator(SENTENCE)).to_contain_text("at 1,000\u00a0hours a year")
        expect(explorer.locator(SENTENCE)).to_contain_text("$20,250 cheaper")
        expect(explorer.get_by_role("button", name="Keep this curve")).to_be_visible()
        expect(explorer.get_by_role("button", name="Copy as code")).to_be_hidden()


def test_python_in_a_browser_works_out_what_lies_ahead_and_complains_of_nothing(
    site: Site, devices: Devices
) -> None:
    with devices() as device:
        page = device.lesson(site, START)
        explorer = seen(page, page.locator("#main .lessons-explorer"))
        explorer.get_by_role("slider", name="Yearly volume").focus()
        page.wait_for_function("heard.frames > 0")
        assert errors(page) == []


def test_lesson_one_from_a_prediction_to_the_receipt_and_the_next_day_without_network(
    site: Site, devices: Devices
) -> None:
    with devices() as device:
        page = device.lesson(site, FIRST)
        # JupyterLite goes to the last cell; the page stays where one reads.
        top = "(panel) => panel.scrollTop"
        assert page.locator("#main .jp-WindowedPanel-outer").evaluate(top) == 0
        predicted = part(page, "At 800 hours of work a year")
        predicted.get_by_role("slider", name="Your prediction").press("Home")
        predicted.get_by_role("button", name="That is my prediction").click()
        expect(predicted.get_by_role("status")).to_contain_text("The model finds 984 hours a year")
        explorer = seen(page, page.locator("#main .lessons-explorer"))
        explorer.get_by_role("slider", name="Yearly volume").press("End")
        expect(explorer.locator(SENTENCE)).to_contain_text("at 3,000\u00a0hours a year")
        explorer.get_by_role("tab", name="Table").click()
        expect(explorer.get_by_role("cell", name="3,000").first).to_be_visible()
        question = part(page, "The agency's rate is 110 dollars")
        question.get_by_role("textbox").fill("1,655")
        question.get_by_role("button", name="Check").click()
        expect(question.get_by_role("status")).to_contain_text("Right.")
        progress = seen(page, page.locator("#main .lessons-progress"))
        expect(progress).to_contain_text("in this browser’s own storage")
        with page.expect_download() as download:
            progress.get_by_role("button", name="Save a receipt").click()
        receipt = json.loads(Path(download.value.path()).read_text("utf-8"))
        (lesson,) = (one for one in receipt["lessons"] if one["lesson"] == 1)
        assert [one["name"] for one in lesson["questions"]] == ["faded-break-even"]
        assert errors(page) == []
        offline = page.locator(".lessons-site-bar .lessons-site-offline")
        expect(offline).to_have_text("Works offline now.", timeout=120_000)
        page.close()

        site.stop()
        page = device.page()
        page.goto(site.address)
        expect(page.locator("[data-lesson='1'] .lessons-site-done")).to_contain_text("2 of")
        page.get_by_role("link", name="What is insourcing?").click()
        ready(page)
        predicted = part(page, "At 800 hours of work a year")
        expect(predicted.get_by_role("status")).to_contain_text("You predicted 0 hours a year.")
        site.start()


def test_the_game_of_lesson_four_is_played_to_its_end(site: Site, devices: Devices) -> None:
    with devices(viewport={"width": 820, "height": 1180}, has_touch=True) as device:
        page = device.lesson(site, GAME)
        game = part(page, "The candy campaign, week by week")
        game.get_by_role("button", name="Start with the agency").click()
        game.get_by_role("combobox", name="Speed of the campaign").select_option("Fast")
        play = game.get_by_role("button", name="Play the campaign")
        for week in (4, 8, 11):
            play.click()
            expect(game.locator(".lessons-decision-feed p").first).to_contain_text(
                f"After week {week}:"
            )
            if week == 8:
                game.get_by_role("button", name="Hand over to your team now").click()
        play.click()
        expect(game.get_by_role("button", name="Play again")).to_be_visible()
        expect(game.locator(SENTENCE)).to_contain_text("You handed over after week\u00a08")
        expect(game.get_by_role("table").filter(has_text="Best in hindsight")).to_be_visible()
        progress = seen(page, page.locator("#main .lessons-progress"))
        with page.expect_download() as download:
            progress.get_by_role("button", name="Save a receipt").click()
        assert "candy-campaign" in Path(download.value.path()).read_text("utf-8")


@pytest.mark.parametrize(("name", "scheme"), [*zip(LESSONS[2:4], ("light", "dark"), strict=True)])
def test_every_cell_of_the_other_lessons_runs_and_axe_finds_nothing(
    site: Site, devices: Devices, name: str, scheme: str
) -> None:
    with devices(viewport={"width": 1280, "height": 6000}, color_scheme=scheme) as device:
        page = device.lesson(site, name)
        seen(page, page.locator("#main .lessons-progress"))
        assert errors(page) == []
        assert page.locator("#main .lessons-prediction").count() > 0
        assert list(faults(page, OURS)) == []


def test_a_memo_is_downloaded_and_opens_in_an_office(
    site: Site, devices: Devices, tmp_path: Path
) -> None:
    with devices() as device:
        page = device.lesson(site, CASE)
        memo = seen(page, page.locator("#main .lessons-memo"))
        with page.expect_download(timeout=120_000) as download:
            memo.get_by_role("button", name="Save").click()
        expect(memo.get_by_role("status")).to_contain_text(
            "Your memo is among your downloads, as memo-"
        )
        saved = tmp_path / download.value.suggested_filename
        shutil.copy(download.value.path(), saved)
        assert errors(page) == []
    (printed,) = as_pdf([saved], tmp_path / "printed")
    assert printed.read_bytes().startswith(b"%PDF")


def test_everything_goes_to_another_device_in_one_file(
    site: Site, devices: Devices, tmp_path: Path
) -> None:
    taken = tmp_path / "everything.json"
    with devices() as device:
        page = device.lesson(site, START)
        answered(page, "97,875")
        page.goto(site.address)
        expect(page.locator("[data-lesson='0'] .lessons-site-done")).to_have_text("✔ All 1 done")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save everything").click()
        shutil.copy(download.value.path(), taken)
    with devices() as device:
        page = device.page()
        page.goto(site.address)
        wrong = tmp_path / "wrong.json"
        wrong.write_text('{"format": "lessons-in-the-browser/1", "files": [{"path": "../x"}]}')
        box = page.locator(".lessons-site-open input")
        box.set_input_files(wrong)
        expect(page.locator(".lessons-site-said")).to_have_text(
            "wrong.json is no file that was saved here. Nothing was changed."
        )
        box.set_input_files(taken)
        expect(page.locator(".lessons-site-said")).to_contain_text("Opened:")
        expect(page.locator("[data-lesson='0'] .lessons-site-done")).to_have_text("✔ All 1 done")
        # Once more: what is here by now is set aside.
        box.set_input_files(taken)
        expect(page.locator(".lessons-site-said")).to_contain_text(
            "in the folder my-work-before-1"
        )
        page = device.lesson(site, START, page)
        question = seen(page, page.locator("#main .lessons-question"))
        expect(question.get_by_role("status")).to_contain_text(
            "You answered this one before. Right."
        )


def answered(page: Page, number: str) -> None:
    """Answer the question of the start page's lesson."""
    question = seen(page, page.locator("#main .lessons-question"))
    question.get_by_role("textbox").fill(number)
    question.get_by_role("button", name="Check").click()
    expect(question.get_by_role("status")).to_contain_text("Right.")


def test_a_new_version_is_told_of_and_taken_and_keeps_answers_and_what_one_wrote(
    site: Site, devices: Devices
) -> None:
    with devices() as device:
        page = device.lesson(site, START)
        answered(page, "97,875")
        offline = page.locator(".lessons-site-bar .lessons-site-offline")
        expect(offline).to_have_text("Works offline now.", timeout=120_000)
        write_into(page, "My own note")

        publish(site)
        page.reload()
        notice = page.locator(".lessons-site-version:not(.lessons-site-lost)")
        expect(notice).to_contain_text("There is a newer version")
        ready(page)
        expect(page.locator("#main .jp-Notebook h1").first).to_contain_text(
            "how these lessons work"
        )
        typed(page, "Not saved by hand")
        with page.expect_navigation():
            notice.get_by_role("button", name="Take the newer version").click()
        ready(page)
        expect(page.locator("#main .jp-Notebook h1").first).to_contain_text(
            "how these new lessons work"
        )
        question = seen(page, page.locator("#main .lessons-question"))
        expect(question.get_by_role("status")).to_contain_text(
            "You answered this one before. Right."
        )
        mine = page.evaluate(
            """async () => {
              const { files } = await import("../lessons/author/site/page/storage.js");
              const paths = (await files()).map(({ path }) => path);
              return paths.filter((path) => path.includes("own"));
            }"""
        )
        assert mine == [f"{START} (own 1).ipynb"]
        page.goto(site.address)
        page.get_by_role("link", name=f"{START} (own 1)").click()
        ready(page)
        expect(page.get_by_text("My own note").last).to_be_visible()
        expect(page.get_by_text("Not saved by hand").last).to_be_visible()


def typed(page: Page, words: str) -> Locator:
    """Write into the first text of a lesson; return where that is written."""
    page.locator("#main .jp-MarkdownCell").first.dblclick()
    editor = page.locator("#main .jp-MarkdownCell .cm-content").first
    editor.press("Control+End")
    editor.press_sequentially(f"\n\n{words}")
    return editor


def write_into(page: Page, words: str) -> None:
    """Write into the first text of a lesson, and save it, as a learner may."""
    typed(page, words).press("Control+s")
    page.wait_for_function(
        """async (words) => {
          const { files } = await import("../lessons/author/site/page/storage.js");
          return (await files()).some(({ content }) => JSON.stringify(content).includes(words));
        }""",
        arg=words,
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_lesson(site: Site, devices: Devices, scheme: str) -> None:
    with devices(color_scheme=scheme) as device:
        page = device.page()
        page.goto(f"{site.address}notebooks/index.html?path={START}.ipynb")
        expect(page.locator(f"{COVER} {SENTENCE}")).to_contain_text("hours a year")
        page.add_script_tag(content=AXE)
        before = page.evaluate(
            VIOLATIONS.replace("document,", "document.querySelector('main.lessons-site-cover'),")
        )
        assert before == []


def test_a_link_leads_to_a_cell_of_another_lesson(site: Site, devices: Devices) -> None:
    with devices() as device:
        page = device.lesson(site, START)
        link = seen(
            page, page.locator("#main a[href*='04-the-candy-campaign.ipynb#cell-id=booked']")
        )
        link.click()
        page.wait_for_url(
            "**/notebooks/index.html?path=04-the-candy-campaign.ipynb#cell-id=booked"
        )
        ready(page)
        heading = page.get_by_role("heading", name="A team that is fully booked")
        expect(heading.last).to_be_in_viewport()


def test_a_page_whose_lesson_is_not_there_says_so(site: Site, devices: Devices) -> None:
    with devices() as device:
        page = device.page()
        page.goto(f"{site.address}notebooks/index.html?path=nowhere.ipynb")
        expect(page.locator(COVER)).to_have_count(0)


def test_every_host_but_its_own_is_left_alone(built: Path) -> None:
    """With a distribution at hand no page needs another machine: nothing names one."""
    lock = json.loads((built / "static/pyodide/pyodide-lock.json").read_text("utf-8"))
    assert lock["packages"]
    for entry in lock["packages"].values():
        assert "://" not in entry["file_name"]
        assert (built / "static/pyodide" / entry["file_name"]).is_file()
