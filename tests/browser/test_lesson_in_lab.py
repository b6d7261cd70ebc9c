"""A lesson says itself what to do: at first, the next day, and when its kernel or line is gone."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from lab import write_notebook
from line import Line, line_to
from playwright.sync_api import Browser, Locator, Page, expect

LESSON = "a-lesson.ipynb"
CELLS = (
    "import os\nfrom lessons import explore, learn\nprint('Process', os.getpid())",
    "explore.make_or_buy()",
    'learn.predict("break-even-volume")',
    'learn.question("faded-break-even")',
    'learn.decide("candy-campaign")',
    "case = explore.your_case()\ncase",
    "learn.memo(case)",
    "learn.progress()",
)
PARTS = ("explorer", "prediction", "question", "decision", "case", "memo", "progress")


@pytest.fixture(scope="module")
def lesson(folder: Path) -> Path:
    """Write a lesson with a part of each kind, and prose before and between them."""
    path = folder / LESSON
    write_notebook(path, *CELLS)
    notebook = json.loads(path.read_text("utf-8"))
    notebook["metadata"]["lessons"] = True
    prose = {"cell_type": "markdown", "id": "prose", "metadata": {}, "source": "# A lesson"}
    notebook["cells"].insert(0, prose)
    path.write_text(json.dumps(notebook))
    return path


@pytest.fixture(scope="module")
def line(lab: str) -> Iterator[Line]:
    """Lay a line to JupyterLab."""
    with line_to(lab) as line:
        yield line


@pytest.fixture(scope="module")
def page(browser: Browser, line: Line, lesson: Path) -> Iterator[Page]:
    """Open the lesson as `make lab` does, once for all tests, which go on from each other."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{line.address}/doc/tree/{lesson.name}?reset")
        page.get_by_role("heading", name="A lesson").wait_for(timeout=60_000)
        # JupyterLab says on its own, too, that it lost its server or its kernel.
        page.add_locator_handler(
            page.get_by_role("dialog"), lambda told: told.get_by_role("button").last.click()
        )
        yield page


# Keeps how far the bar says that a run is.
FOLLOW_STEPS = """() => {
  const bar = document.querySelector(".lessons-bar progress");
  globalThis.steps = [];
  const told = () => steps.push([bar.checkVisibility(), bar.value, bar.max]);
  new MutationObserver(told).observe(bar, { attributes: true });
}"""


def bar(page: Page, state: str) -> Locator:
    """Find the bar of the lesson while it is in a state."""
    return page.locator(f".lessons-bar[data-state='{state}']")


def run_lesson(page: Page) -> None:
    """Press the one button, and wait until all has been run."""
    page.get_by_role("button", name="Run this lesson").click()
    all_is_run(page)


def all_is_run(page: Page) -> None:
    """Wait until the bar has nothing more to say."""
    bar(page, "").wait_for(state="attached", timeout=60_000)
    expect(page.locator(".lessons-progress")).to_have_count(1)


def top_of(page: Page, place: Locator) -> float:
    """Return where an element is in the window, in pixels from its top."""
    return place.evaluate("(element) => element.getBoundingClientRect().top")


def notices(page: Page, words: str) -> Locator:
    """Find what parts say of their kernel, hidden or not in the window."""
    return page.locator(".lessons-kernel:not([hidden])", has_text=words)


def follows(page: Page) -> None:
    """Move the first slider, and see its sentence follow."""
    explorer = page.locator(".lessons-explorer").first
    slider = explorer.get_by_role("slider", name="Yearly volume", exact=True)
    before = explorer.locator(".lessons-chart-sentence").inner_text()
    slider.click()  # whatever lies over it is put away first
    slider.press("ArrowRight")
    expect(explorer.locator(".lessons-chart-sentence")).not_to_have_text(before)


def give_up(page: Page, *, for_good: bool = False) -> None:
    """Show the question as JupyterLab does a widget that it gave up once it has its line again."""
    page.evaluate(
        """(isForGood) => {
          const { content, sessionContext } = jupyterapp.shell.currentWidget;
          const panels = content.widgets.flatMap(({ outputArea }) => outputArea?.widgets ?? []);
          for (const output of panels.flatMap((panel) => [...panel.children()])) {
            if (!output.node.querySelector(".lessons-question")) continue;
            if (isForGood) output.renderModel = () => {};
            output.node.textContent = "Error displaying widget: model not found";
          }
          sessionContext.connectionStatusChanged.emit("connected"); // after a loss of its line
        }""",
        for_good,
    )


def end_kernels(page: Page) -> None:
    """End all kernels, as they end overnight."""
    page.evaluate("""async () => {
      const headers = { "X-XSRFToken": document.cookie.match(/_xsrf=([^;]*)/)[1] };
      const kernels = await (await fetch("/api/kernels")).json();
      await Promise.all(kernels.map(({ id }) =>
        fetch(`/api/kernels/${id}`, { method: "DELETE", headers })));
    }""")


def test_a_lesson_opens_alone_and_runs_nothing_by_itself(page):
    expect(bar(page, "unrun")).to_contain_text("Run it")
    expect(page.locator(".jp-OutputArea-output")).to_have_count(0)
    expect(page.locator("#jp-main-statusbar")).to_be_hidden()
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_hidden()
    expect(page.locator(".jp-FileBrowser")).to_be_hidden()
    page.locator("[data-id=filebrowser]").click()
    expect(page.locator(".jp-FileBrowser")).to_be_visible()
    page.locator("[data-id=filebrowser]").click()
    expect(page.locator(".jp-FileBrowser")).to_be_hidden()


def test_one_click_runs_it_and_the_page_stands_at_its_top(page, lesson):
    before = nbformat.read(lesson, 4)
    page.evaluate(FOLLOW_STEPS)
    run_lesson(page)
    steps = [(run, parts) for seen, run, parts in page.evaluate("steps") if seen]
    parts = sum(cell.cell_type == "code" for cell in before.cells)
    assert steps == sorted(steps)
    assert {(1, parts), (parts - 1, parts), (parts, parts)} <= {*steps}
    expect(page.locator(".lessons-bar progress")).to_be_hidden()
    expect(page.get_by_role("heading", name="A lesson")).to_be_in_viewport()
    for name in PARTS:
        expect(page.locator(f".lessons-{name}").first).to_be_attached()
    follows(page)
    assert nbformat.read(lesson, 4) == before


def test_a_page_that_is_loaded_again_has_everything_as_it_was(page):
    page.reload()
    page.locator(".lessons-progress").wait_for(state="attached", timeout=60_000)
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)
    follows(page)
    expect(page.locator(".lessons-bar[data-state]:not([data-state=''])")).to_have_count(0)


def test_a_part_that_was_given_up_comes_back_by_itself(page):
    """JupyterLab gives a widget up now and then as a page is loaded, and says so by an error."""
    page.reload()
    page.locator(".lessons-question").wait_for(state="attached")
    before = page.locator(".lessons-question").element_handle()
    give_up(page)
    assert not before.evaluate("part => part.isConnected")
    page.locator(".lessons-question").wait_for(state="attached")
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)
    expect(bar(page, "unshown")).to_have_count(0)


def test_a_part_that_does_not_come_back_comes_with_the_page_loaded_again(page):
    give_up(page, for_good=True)
    expect(bar(page, "unshown")).to_contain_text("nothing that you did is lost")
    page.get_by_role("button", name="Load this page again").click()
    page.locator(".lessons-question").wait_for(state="attached")
    expect(bar(page, "unshown")).to_have_count(0)
    follows(page)


def test_a_run_from_the_menu_leaves_the_page_where_the_learner_was(page):
    question = page.locator(".jp-Cell", has=page.locator(".lessons-question"))
    question.scroll_into_view_if_needed()
    question.click(position={"x": 5, "y": 5})
    before = top_of(page, question)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    bar(page, "running").wait_for()
    all_is_run(page)
    expect(question.locator(".lessons-question")).to_be_in_viewport()
    assert abs(top_of(page, question) - before) < 3


def test_a_broken_line_is_told_of_and_heals_by_itself(page, line):
    page.locator(".lessons-question input[type=text]").fill("123")
    line.cut()
    expect(notices(page, "connection is lost")).to_have_count(
        page.locator(".lessons-kernel").count()
    )
    expect(bar(page, "waiting")).to_be_visible()
    line.mend()
    expect(notices(page, "")).to_have_count(0, timeout=60_000)
    expect(bar(page, "waiting")).to_have_count(0)
    expect(page.locator(".lessons-question input[type=text]")).to_have_value("123")
    follows(page)


def test_each_part_says_that_its_kernel_is_gone_and_nothing_typed_is_lost(page, lesson):
    page.get_by_role("button", name="Show without predicting").click()
    expect(page.locator(".lessons-prediction ~ * .lessons-explorer")).to_be_attached()
    author = page.get_by_role("textbox", name="Written by")
    author.fill("Anna")
    process = int(page.locator(".jp-OutputArea-output pre").first.text_content().split()[1])
    os.kill(process, signal.SIGSTOP)  # it hears nothing of what is typed now
    author.fill("Anna A")
    expect(notices(page, "does not answer")).to_have_count(page.locator(".lessons-kernel").count())
    os.kill(process, signal.SIGCONT)
    expect(notices(page, "")).to_have_count(0)
    os.kill(process, signal.SIGSTOP)
    author.fill("Anna B")
    os.kill(process, signal.SIGKILL)
    gone = notices(page, "the kernel of this part is gone")
    expect(gone).to_have_count(page.locator(".lessons-kernel").count())
    for name in PARTS:
        expect(
            gone.locator(f"xpath=following-sibling::*[contains(@class, '{name}')]")
        ).not_to_have_count(0)
    # The explorer of a prediction does not say it once more below the prediction's own words.
    within = page.locator(".lessons-prediction ~ *").locator(gone)
    expect(within).to_have_count(1)
    expect(within).to_be_hidden()
    expect(bar(page, "gone")).to_contain_text("old")
    assert all(
        one.is_disabled() or one.get_attribute("readonly") is not None
        for one in page.locator(".lessons-explorer :is(button, select, input)").all()
    )
    expect(page.locator(".lessons-question input[type=text]")).to_have_value("123")
    run_lesson(page)
    expect(notices(page, "")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Written by")).to_have_value("Anna B")
    follows(page)


def test_the_next_day_a_lesson_says_what_to_do_and_shows_no_errors(page, line, lesson):
    end_kernels(page)
    page.goto(f"{line.address}/doc/tree/{lesson.name}")
    expect(bar(page, "unrun")).to_be_visible()
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)
    expect(page.locator(".jp-OutputArea-output")).to_have_count(0)


def test_the_usual_desk_is_where_it_was_and_other_notebooks_are_left_alone(page, line, folder):
    end_kernels(page)
    page.goto(f"{line.address}/lab/tree/{LESSON}?reset")
    expect(bar(page, "unrun")).to_be_visible()
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    expect(page.locator("#jp-main-statusbar")).to_be_visible()
    write_notebook(folder / "another.ipynb", "1 + 1")
    page.goto(f"{line.address}/doc/tree/another.ipynb")
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    expect(page.locator("#jp-main-statusbar")).to_be_visible()
    expect(page.locator(".lessons-bar")).to_have_count(0)


def test_what_is_asked_of_a_server_that_is_gone_is_put_away_once_it_answers(
    browser: Browser, line: Line, lesson: Path
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{line.address}/doc/tree/{lesson.name}?reset")
        page.get_by_role("heading", name="A lesson").wait_for()
        run_lesson(page)
        line.cut()
        expect(page.get_by_role("dialog")).to_contain_text("could not be established")
        bar(page, "waiting").wait_for(state="attached")
        line.mend()
        expect(page.get_by_role("dialog")).to_have_count(0)
        bar(page, "").wait_for(state="attached")
        follows(page)
