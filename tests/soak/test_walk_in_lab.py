"""Random walks in the real page of each lesson; at rest page and kernel say the same."""

import itertools
import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import FLAGS, find_chromium
from lab import AT_FIRST, Traffic, open_notebook, opened_page, run_lesson, running_lab
from playwright.sync_api import Page, sync_playwright
from walker import act, actions

from lessons.words import PHRASES

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = sorted(path.name for path in NOTEBOOKS.glob("0[1-5]-*.ipynb"))
BURST = 6  # actions in a hurry, one on the heels of the other
RESTS_WITHIN = 120  # seconds
WRONG = re.compile(r"\b(?:undefined|NaN|Infinity)\b|\[object ")

# Shows every explorer of a lesson that hides behind a prediction.
REVEAL = """(words) => {
  const waiting = [...document.querySelectorAll(".lessons-prediction button")].filter(
    (one) => one.textContent === words && one.getClientRects().length);
  for (const one of waiting) one.click();
  return waiting.length;
}"""
# What its kernel holds of each part of the notebook that is a widget, in the order of the page.
HELD = """
def _held():
    import json
    from ipywidgets.widgets.widget import _instances
    from lessons.widgets.explorer.explorer import Explorer
    from lessons.words import SHARES, YEAR, number
    def explorers(one):
        if isinstance(one, Explorer):
            return [one]
        inner = getattr(one, "explorer", None)
        return [inner] if isinstance(inner, Explorer) else []
    def written(one, value):
        factor = 100 if one.unit in SHARES else 1
        return number(round(value * factor, 6), grouped=one.unit != YEAR)
    def numbers(explorer):
        for name, one in type(explorer.scenario).inputs().items():
            value = getattr(explorer.scenario, name)
            if one.kind in ("quantity", "span"):
                for end in value if one.kind == "span" else [value]:
                    yield written(one, end)
    print(json.dumps([
        [explorer.chart.sentence, explorer.chart.spec["layout"]["title"]["text"],
         sorted(numbers(explorer))]
        for model in MODELS for explorer in explorers(_instances.get(model))]))
_held()
"""
ASK = """async (code) => {
  const { content, sessionContext } = jupyterapp.shell.currentWidget;
  const models = [...content.model.cells].filter((cell) => cell.type === "code").flatMap((cell) =>
    cell.outputs.toJSON().map(
      ({ data }) => data?.["application/vnd.jupyter.widget-view+json"]?.model_id));
  const asked = code.replaceAll("MODELS", JSON.stringify(models.filter(Boolean)));
  const future = sessionContext.session.kernel.requestExecute(
    { code: asked, silent: false, store_history: false });
  let told = "";
  future.onIOPub = ({ content }) => told += content.text ?? content.traceback?.join("\\n") ?? "";
  await future.done;
  return told;
}"""
SHOWN = """() => [...document.querySelectorAll(".lessons-explorer")].map((explorer) => {
  const plain = (text) => text.replaceAll("\\u00a0", " ").replaceAll("\\u2060", "");
  const [sentence, title] = ["sentence", "title"].map((part) =>
    plain(explorer.querySelector(`.lessons-chart-${part}`)?.textContent ?? ""));
  const boxes = [...explorer.querySelectorAll(".lessons-explorer-inputs input[inputmode]")];
  return [sentence, title, boxes.map((box) => box.value).sort()];
})"""
# What of an explorer that can be seen is waiting.
BUSY = """() => [...document.querySelectorAll(".lessons-explorer [aria-busy=true]")]
  .filter((one) => one.getClientRects().length)
  .map((one) => `${one.className}: ${one.textContent}`)"""
TEXTS = """() => [...document.querySelectorAll("[class^=lessons-]")]
  .filter((one) => !one.parentElement.closest("[class^=lessons-]"))
  .map((one) => one.textContent).join("\\n")"""
# Keeps what is told of a fault, which stands there until the next thing is done.
WATCH = """() => {
  globalThis.faults = [];
  const look = ({ target }) => {
    if (target.matches(".lessons-fault:not([hidden])")) faults.push(target.textContent);
  };
  new MutationObserver((seen) => seen.forEach(look)).observe(
    document.body, { subtree: true, attributeFilter: ["hidden"] });
}"""
NOTICES = """() => [...faults, ...[...document.querySelectorAll(
    ".lessons-kernel, [data-mime-type='application/vnd.jupyter.stderr']")]
  .filter((one) => !one.hidden && one.getClientRects().length).map((one) => one.textContent)]"""
FRAME = "() => new Promise(requestAnimationFrame)"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Run JupyterLab on copied notebooks; yield its address, and the file of what it says."""
    folder = tmp_path_factory.mktemp("walks") / "notebooks"
    shutil.copytree(NOTEBOOKS, folder)
    log = folder.parent / "lab.log"
    with running_lab(folder, log) as address:
        yield address, log


@pytest.fixture
def watched() -> Iterator[tuple[Page, Traffic]]:
    """Open an empty page, and watch what it asks for and complains of."""
    traffic = Traffic()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        with browser.new_context(viewport=AT_FIRST) as context, opened_page(context) as page:
            traffic.watch(page)
            yield page, traffic
        browser.close()


def at_rest(page: Page) -> None:
    """Wait until page and kernel say the same of every explorer; fail where they never do."""
    until = time.monotonic() + RESTS_WITHIN
    while True:
        told = page.evaluate(ASK, HELD)
        held, shown, busy = json.loads(told), page.evaluate(SHOWN), page.evaluate(BUSY)
        if held == shown and not busy:
            return
        if time.monotonic() > until:
            assert shown == held
            assert not busy
        page.evaluate(FRAME)


def hold_whole(page: Page, traffic: Traffic) -> None:
    """Hold that a page at rest shows no fault, and has complained of nothing."""
    found = WRONG.search(page.evaluate(TEXTS))
    assert not found, found
    assert page.evaluate(NOTICES) == []
    assert traffic.complaints == []
    assert traffic.strangers == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_page_at_rest_says_what_its_kernel_holds(
    lesson: str,
    seed: str,
    request: pytest.FixtureRequest,
    served: tuple[str, Path],
    watched: tuple[Page, Traffic],
) -> None:
    page, traffic = watched
    address, log = served
    open_notebook(page, address, lesson)
    run_lesson(page)
    page.evaluate(WATCH)
    while page.evaluate(REVEAL, PHRASES["reveal"]):
        page.evaluate(FRAME)
    at_rest(page)
    hold_whole(page, traffic)
    assert page.evaluate(SHOWN)
    until = time.monotonic() + 60 * request.config.option.minutes / len(LESSONS)
    walk = actions(f"{lesson} {seed}")
    done = []
    while time.monotonic() < until:
        for action in itertools.islice(walk, BURST):
            done.append(action)
            act(page, action)
        try:
            at_rest(page)
            hold_whole(page, traffic)
        except BaseException:
            print(f"After {len(done)} actions, the last of them:", *done[-BURST:], sep="\n")
            raise
    print(f"{lesson}: {len(done)} actions")
    assert not re.findall(r"(?m)^\S*Error: .*", log.read_text("utf-8", "replace"))
