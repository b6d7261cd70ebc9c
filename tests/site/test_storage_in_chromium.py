"""What a learner is told where a browser's storage, its line or a file fails, and what stays."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from served import Device, Devices, Site, ready, seen

START, CASE = "00-start-here", "05-your-own-case"
PROGRESS = "my-work/progress.json"
KEPT = "Kept in this browser’s own storage"
SENTENCE = ".lessons-chart-sentence"
LOST = ".lessons-site-lost"
OFFLINE = ".lessons-site-bar .lessons-site-offline"
# Refuses what is put into the storage, from when the page says so.
FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {
    if (JSON.stringify(given[0]).length > (globalThis.room ?? Infinity)) {
      throw new DOMException("There is no room.", "QuotaExceededError");
    }
    return put.apply(this, given);
  };
}"""
DENIED = """() => {
  const deny = () => {
    throw new DOMException("It is denied.", "SecurityError");
  };
  IDBFactory.prototype.open = deny;
  IDBFactory.prototype.databases = async () => deny();
  Object.defineProperty(globalThis, "localStorage", { get: deny });
}"""
# All that a learner has, by path; read from where the scripts of a page are.
HERE = """async (scripts) => {
  const { files, textOf } = await import(`${scripts}storage.js`);
  return Object.fromEntries((await files()).map((one) => [one.path, textOf(one)]));
}"""


def kept(page: Page, site: Site) -> dict[str, str]:
    """Return what is in the browser's storage: each file's text by its path."""
    return page.evaluate(HERE, f"{site.address}lessons/author/site/page/")


def at_start(device: Device, site: Site, script: str = "") -> Page:
    """Open the start page."""
    page = device.page()
    if script:
        page.add_init_script(f"({script})()")
    page.goto(site.address)
    return page


def question(page: Page) -> Locator:
    """Return the question of the first lesson, scrolled to."""
    return seen(page, page.locator("#main .lessons-question"))


def answer(page: Page, number: str = "97,875") -> Locator:
    """Answer the question, and return it."""
    asked = question(page)
    asked.get_by_role("textbox").fill(number)
    asked.get_by_role("button", name="Check").click()
    return asked


def forgiving(device: Device) -> None:
    """Leave aside what JupyterLite throws where the storage fails: it is meant to."""
    device.errors.clear()


def everything(*files: dict[str, object]) -> str:
    """Return what a file of everything says."""
    return json.dumps({"format": "lessons-in-the-browser/1", "files": files})


def saved(path: str, content: object, **more: object) -> dict[str, object]:
    """Return a file as JupyterLite keeps it."""
    name = path.rsplit("/", 1)[-1]
    return {
        "name": name,
        "path": path,
        "type": "file",
        "format": "text",
        "content": content,
        "last_modified": "2026-01-01T00:00:00.000Z",
        **more,
    }


def progress(**entry: object) -> dict[str, object]:
    """Return a progress file with the one question of the first lesson answered."""
    done = {"name": "start-here", "lesson": 0, "kind": "question", "right": True, **entry}
    return saved(PROGRESS, json.dumps({"format": 1, "entries": [done]}))


def opens(page: Page, folder: Path, text: str) -> Locator:
    """Open a file on the start page; return where it says what came of it."""
    file = folder / "everything.json"
    file.write_text(text, encoding="utf-8")
    page.locator(".lessons-site-open input").set_input_files(file)
    return page.locator(".lessons-site-said")


def test_without_a_service_worker_nothing_is_said_to_be_kept(site: Site, devices: Devices) -> None:
    with devices() as device:
        device.context.route("**/service-worker.js*", lambda route: route.fulfill(status=404))
        page = device.lesson(site, START)
        expect(page.locator(OFFLINE)).to_contain_text("Nothing is kept here.")
        asked = answer(page)
        expect(asked).to_contain_text("Right.")
        expect(asked).to_contain_text("it goes when you close this page")
        panel = seen(page, page.locator("#main .lessons-progress"))
        expect(panel).to_contain_text("What you do is not kept")
        expect(panel).to_contain_text("1 of 1")
        expect(panel).not_to_contain_text(KEPT)
        assert PROGRESS not in kept(page, site)
        with page.expect_download() as download:
            panel.get_by_role("button", name="Save a receipt").click()
        assert "start-here" in Path(download.value.path()).read_text("utf-8")
        page.goto(site.address)
        expect(page.locator(".lessons-site-said")).to_contain_text("is not kept here")
        forgiving(device)


def test_an_answer_is_kept_or_said_not_to_be_once_the_storage_is_full_or_emptied(
    site: Site, devices: Devices
) -> None:
    with devices() as device:
        page = device.page()
        page.add_init_script(f"({FULL})()")
        device.lesson(site, START, page)
        asked = answer(page, "5")
        expect(asked).to_contain_text("Not quite.")
        assert '"5"' in kept(page, site)[PROGRESS]

        page.evaluate("room = 1")
        asked = answer(page)
        expect(asked).to_contain_text("Right.")
        expect(asked).to_contain_text("the browser’s storage did not take it")
        assert "97,875" not in kept(page, site)[PROGRESS]
        panel = seen(page, page.locator("#main .lessons-progress"))
        expect(panel).to_contain_text("What you do now is not kept")
        expect(panel).not_to_contain_text(KEPT)

        page.evaluate("room = Infinity")
        asked = answer(page, "97,875")
        expect(asked).not_to_contain_text("did not take it")
        assert kept(page, site)[PROGRESS].count("97,875") == 2  # the one before, too
        panel = seen(page, page.locator("#main .lessons-progress"))
        expect(panel).to_contain_text(KEPT)

        origin = site.address.partition("/courses")[0]
        devtools = device.context.new_cdp_session(page)
        devtools.send(
            "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"}
        )
        asked = answer(page, "6")
        expect(asked).to_contain_text("Not quite.")
        expect(asked).to_contain_text("the browser’s storage did not take it")
        panel = seen(page, page.locator("#main .lessons-progress"))
        expect(panel).not_to_contain_text(KEPT)
        forgiving(device)


def test_where_the_browser_denies_its_storage_the_pages_say_what_to_do(
    site: Site, devices: Devices
) -> None:
    with devices() as device:
        page = at_start(device, site, DENIED)
        said = page.locator(".lessons-site-said")
        expect(said).to_contain_text("is not kept here")
        page.get_by_role("button", name="Save everything").click()
        expect(said).to_contain_text("Allow them to store data")
        page = device.page()
        page.add_init_script(f"({DENIED})()")
        page.goto(f"{site.address}notebooks/index.html?path={START}.ipynb")
        expect(page.locator(LOST)).to_contain_text("Allow them to store data")
        expect(page.locator(f".lessons-site-cover {SENTENCE}")).to_contain_text("hours a year")
        forgiving(device)


def test_a_file_that_the_storage_refuses_in_part_changes_nothing(
    site: Site, devices: Devices, tmp_path: Path
) -> None:
    with devices() as device:
        page = at_start(device, site, FULL)
        expect(opens(page, tmp_path, everything(progress()))).to_contain_text("Opened:")
        done = page.locator("[data-lesson='0'] .lessons-site-done")
        expect(done).to_have_text("✔ All 1 done")
        before = kept(page, site)
        page.evaluate("room = 10_000")
        other = everything(progress(right=False), saved("my-work/memo-x.html", "x" * 20_000))
        expect(opens(page, tmp_path, other)).to_contain_text("Nothing was changed.")
        assert kept(page, site) == before
        page.reload()
        expect(done).to_have_text("✔ All 1 done")


WRONG = {
    "files that are a text": everything().replace("[]", '"abc"'),
    "files that only have a length": everything().replace("[]", '{"length": 1}'),
    "no object": "null",
    "base64 that is none": everything(saved(PROGRESS, "%%%", format="base64")),
    "a text that is a number": everything(saved(PROGRESS, 5)),
    "entries that are a number": everything(saved(PROGRESS, '{"format": 1, "entries": 5}')),
    "an entry that is nothing": everything(saved(PROGRESS, '{"format": 1, "entries": [null]}')),
    "an entry without a name": everything(progress(name=None, kind="decision", given="insource")),
    "my-work as a file": everything(saved("my-work", "")),
    "a part without a name": everything(saved("my-work//x", "")),
    "a path that leaves": everything(saved("my-work/../x", "")),
    "a folder alone": everything(
        saved("my-work", None, type="directory", format="json"),
    ),
}


def test_a_file_that_would_not_be_read_again_is_refused_with_a_sentence(
    site: Site, devices: Devices, tmp_path: Path
) -> None:
    with devices() as device:
        page = at_start(device, site)
        said = opens(page, tmp_path, everything(progress()))
        expect(said).to_contain_text("Opened:")
        before = kept(page, site)
        for what, text in WRONG.items():
            page.locator(".lessons-site-said").evaluate("(said) => { said.textContent = ''; }")
            expect(opens(page, tmp_path, text), what).to_have_text(
                "everything.json is no file that was saved here. Nothing was changed."
            )
            assert page.locator(".lessons-site-open input").input_value() == "", what
            assert kept(page, site) == before, what
        page.reload()
        expect(page.locator("[data-lesson='0'] .lessons-site-done")).to_have_text("✔ All 1 done")


def test_a_notebook_of_ones_own_goes_out_and_comes_back(
    site: Site, devices: Devices, tmp_path: Path
) -> None:
    notebook = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    own = saved("my-work/mine.ipynb", notebook, type="notebook", format="json")
    taken = tmp_path / "taken.json"
    with devices() as device:
        page = at_start(device, site)
        expect(opens(page, tmp_path, everything(own))).to_contain_text("Opened:")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save everything").click()
        shutil.copy(download.value.path(), taken)
    with devices() as device:
        page = at_start(device, site)
        expect(opens(page, tmp_path, taken.read_text("utf-8"))).to_contain_text("Opened:")
        assert "my-work/mine.ipynb" in kept(page, site)


def test_what_a_memo_needs_is_fetched_anew_once_the_line_is_back(
    site: Site, devices: Devices
) -> None:
    with devices() as device:
        pattern = "**/python_docx*.whl*"
        device.context.route(pattern, lambda route: route.fulfill(status=404))
        page = device.lesson(site, CASE)
        memo = seen(page, page.locator("#main .lessons-memo"))
        memo.get_by_role("button", name="Save").click()
        fault = memo.locator("xpath=..").get_by_role("alert")
        expect(fault).to_contain_text("could not be fetched")
        expect(memo.get_by_role("status")).not_to_contain_text("being saved")
        device.context.unroute(pattern)
        with page.expect_download(timeout=120_000) as download:
            memo.get_by_role("button", name="Save").click()
        assert download.value.suggested_filename.endswith(".docx")
        expect(memo.get_by_role("status")).to_contain_text("Your memo is among your downloads")


def test_where_python_does_not_come_whole_the_page_says_what_to_do(
    site: Site, devices: Devices
) -> None:
    with devices() as device:
        pattern = "**/numpy*.whl*"
        device.context.route(pattern, lambda route: route.fulfill(status=404))
        page = device.page()
        page.goto(f"{site.address}notebooks/index.html?path={START}.ipynb")
        lost = page.locator(LOST)
        expect(lost).to_contain_text("Python could not be fetched whole", timeout=180_000)
        expect(page.locator(f".lessons-site-cover {SENTENCE}")).to_contain_text("hours a year")
        device.context.unroute(pattern)
        lost.get_by_role("button", name="Load the page again").click()
        ready(page)
        expect(
            seen(page, page.locator("#main .lessons-explorer")).locator(SENTENCE)
        ).to_be_visible()


@pytest.mark.parametrize(
    ("asked", "explorer", "said"),
    [
        ("volume=1200", 0, "at 1,200\u00a0hours a year"),
        ("volume=99999", 0, "Yearly volume"),
    ],
)
def test_a_link_is_a_scenario(
    site: Site, devices: Devices, asked: str, explorer: int, said: str
) -> None:
    with devices() as device:
        page = device.page()
        waiting: list[Route] = []
        page.route("**/pyodide.asm.wasm", lambda route: waiting.append(route))
        page.goto(f"{site.address}notebooks/index.html?path={START}.ipynb&{asked}")
        cover = page.locator(".lessons-site-cover")
        expect(cover).to_contain_text("Your link is opened here as soon as Python is there.")
        expect(cover.locator(SENTENCE)).to_have_count(0)
        page.unroute("**/pyodide.asm.wasm")
        for route in waiting:
            route.continue_()
        ready(page)
        place = page.locator("#main .lessons-explorer").nth(explorer)
        expect(place).to_contain_text(said)
