"""What the browser's own store keeps of the site: one version whole, until a newer one is."""

import json
import shutil
from dataclasses import replace

import pytest
from chromium import FLAGS, find_chromium
from playwright.sync_api import Browser, Page, expect
from published import (
    LESSON,
    NEW_TITLE,
    NOTEBOOK,
    OLD_TITLE,
    PYODIDE,
    START,
    got,
    parts,
    publish_all,
    stamp,
    wheel_of,
)
from served import Device, Devices, Site

KEPT, NOT_KEPT = "Works offline now.", "Not all pages could be kept for working offline."
REGISTRATION = "(await navigator.serviceWorker.getRegistration(root))"


@pytest.fixture
def small(site: Site) -> Site:
    """Leave of the site what no more than the start page needs, and what a lesson would fetch."""
    shutil.rmtree(site.folder / "build")
    for path in (site.folder / PYODIDE).glob("*.whl"):
        if path != wheel_of(site):
            path.unlink()
    stamp(site)
    return site


def start_page(device: Device, site: Site, words: str = KEPT) -> Page:
    """Open the start page, and wait until it says how much is kept."""
    page = device.page()
    page.goto(site.address)
    expect(page.locator(".lessons-site-offline")).to_have_text(words)
    return page


def title_is(page: Page, title: str) -> None:
    """Wait until the start page is of one version or the other."""
    expect(page.get_by_role("link", name=f"Start here: {title}")).to_be_visible()


def kept(page: Page) -> int:
    """Return how many files are kept, in all stores."""
    return page.evaluate(
        """async () => {
          const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
          const all = await Promise.all(stores.map((store) => store.keys()));
          return all.flat().length;
        }"""
    )


def test_a_newer_version_waits_and_the_older_goes_on_without_network(
    small: Site, devices: Devices
) -> None:
    with devices() as device:
        page = start_page(device, small)
        outside = device.page()
        beside = small.folder.with_name("beside.html")
        beside.write_text("<title>Beside the site</title>")
        outside.goto(small.address.replace("insourcing/", beside.name))
        older = parts(small)
        publish_all(small)
        page.reload()
        expect(page.locator(".lessons-site-version")).to_contain_text("There is a newer version")
        assert got(page, small) == older
        port = small.stop()
        page.goto(small.address)
        title_is(page, OLD_TITLE)
        expect(page.locator(".lessons-site-offline")).to_have_text(KEPT)
        assert got(page, small) == older
        # Once no page of the older is open, the newer is there, whole, though there is no network.
        page.close()
        outside.wait_for_function(
            f"async (root) => !{REGISTRATION}.waiting", arg=small.address, timeout=60_000
        )
        page = device.page()
        page.goto(small.address)
        title_is(page, NEW_TITLE)
        assert got(page, small) == parts(small) != older
        small.start(port)


def test_a_newer_version_that_cannot_be_kept_whole_takes_nothing_away(
    small: Site, devices: Devices
) -> None:
    with devices() as device:
        page = start_page(device, small)
        older = parts(small)
        publish_all(small)
        newer, wheel = parts(small), wheel_of(small)
        aside = shutil.move(wheel, small.folder.parent)
        ended = page.evaluate(
            f"""async (root) => {{
              const registration = {REGISTRATION};
              const found = new Promise((found) => {{
                registration.onupdatefound = () => found(registration.installing);
              }});
              registration.update();
              const worker = await found;
              return new Promise((ended) => {{
                worker.onstatechange = () => ended(worker.state);
              }});
            }}""",
            small.address,
        )
        assert ended == "redundant"
        shutil.move(aside, wheel)
        page.close()
        port = small.stop()
        page = device.page()
        page.goto(small.address)
        title_is(page, OLD_TITLE)
        assert got(page, small) == older
        small.start(port)
        # It comes as soon as it can be had.
        page.goto(small.address)
        notice = page.locator(".lessons-site-version")
        with page.expect_navigation():
            notice.get_by_role("button", name="Take the newer version").click()
        expect(page.locator(".lessons-site-offline")).to_have_text(KEPT)
        assert got(page, small) == newer


def test_a_version_that_is_taken_is_that_of_every_page_and_the_older_is_forgotten(
    small: Site, devices: Devices
) -> None:
    with devices() as device:
        page = start_page(device, small)
        before = kept(page)
        other = start_page(device, small)
        publish_all(small)
        page.reload()
        button = page.get_by_role("button", name="Take the newer version")
        with other.expect_navigation(), page.expect_navigation():
            button.click()
        for one in (page, other):
            expect(one.locator(".lessons-site-offline")).to_have_text(KEPT)
            title_is(one, NEW_TITLE)
            assert got(one, small) == parts(small)
        assert kept(page) == before


@pytest.mark.parametrize("lost", [LESSON, NOTEBOOK])
def test_a_version_that_cannot_be_had_any_more_gives_way_to_the_newer(
    site: Site, devices: Devices, lost: str
) -> None:
    with devices() as device:
        page = start_page(device, site)
        # As if not all had been kept yet.
        page.evaluate(
            """async (lost) => {
              for (const name of await caches.keys()) {
                const store = await caches.open(name);
                for (const request of await store.keys()) {
                  if (lost.some((one) => request.url.includes(one))) await store.delete(request);
                }
              }
            }""",
            [f"/{lost}", "?whole"],
        )
        # Nor can all of the newer be kept.
        late = site.folder / "late.txt"
        late.write_text("This comes late.")
        publish_all(site)
        late.unlink()
        page.goto(f"{site.address}{LESSON}?path={START}.ipynb")
        cover = page.locator(".lessons-site-cover")
        expect(cover.get_by_role("heading", level=1)).to_contain_text(NEW_TITLE)
        assert got(page, site) == parts(site)


def test_two_courses_of_one_host_both_work_without_network(small: Site, devices: Devices) -> None:
    folder = small.folder.with_name("outsourcing")
    shutil.copytree(small.folder, folder)
    other = replace(
        small, folder=folder, address=small.address.replace("insourcing", "outsourcing")
    )
    with devices() as device:
        start_page(device, small).close()
        start_page(device, other).close()
        port = small.stop()
        page = device.page()
        for one in (small, other):
            page.goto(one.address)
            title_is(page, OLD_TITLE)
            assert got(page, one) == parts(one)
        small.start(port)


def test_a_store_that_is_full_keeps_no_file_from_a_page(small: Site, devices: Devices) -> None:
    with devices() as device:
        page = device.page()
        session = device.context.new_cdp_session(page)
        origin = small.address.removesuffix("/courses/insourcing/")
        full = {"origin": origin, "quotaSize": 12_000_000}
        session.send("Storage.overrideQuotaForOrigin", full)
        page.goto(small.address)
        expect(page.locator(".lessons-site-offline")).to_have_text(NOT_KEPT)
        page.reload()  # now the worker has it
        largest = max((small.folder / PYODIDE).iterdir(), key=lambda path: path.stat().st_size)
        size = page.evaluate(
            "async (path) => (await (await fetch(path)).arrayBuffer()).byteLength",
            f"{PYODIDE}/{largest.name}",
        )
        assert size == largest.stat().st_size
        assert got(page, small) == parts(small)


def test_what_is_no_file_of_the_site_is_neither_kept_nor_given_out(
    small: Site, devices: Devices
) -> None:
    """A network that wants a login answers each request with a page of its own."""
    wheel = wheel_of(small)
    aside = shutil.move(wheel, small.folder.parent)
    wheel.write_text("<h1>Log in to this network</h1>")
    with devices() as device:
        page = start_page(device, small, NOT_KEPT)
        refused = page.evaluate(
            "(path) => fetch(path).then(() => false, () => true)", f"{PYODIDE}/{wheel.name}"
        )
        assert refused
        shutil.move(aside, wheel)
        page.reload()
        expect(page.locator(".lessons-site-offline")).to_have_text(KEPT)


def test_a_lesson_opens_again_where_a_browser_has_no_hash_of_its_own(
    site: Site, browser: Browser
) -> None:
    """On plain http a page has no `crypto.subtle`."""
    flags = [*FLAGS, "--host-resolver-rules=MAP school.example 127.0.0.1"]
    school = browser.browser_type.launch(executable_path=find_chromium(), args=flags)
    notebook = json.loads((site.folder / NOTEBOOK).read_text("utf-8"))
    with school, school.new_page() as page:
        page.goto(site.address.replace("127.0.0.1", "school.example"))
        assert page.evaluate("crypto.subtle === undefined")
        # What JupyterLite keeps of a lesson that was open before, and was not changed.
        page.evaluate(
            """async (copy) => {
              const { change } = await import("./lessons/author/site/page/storage.js");
              await change([], [copy]);
            }""",
            {"path": f"{START}.ipynb", "name": f"{START}.ipynb", "content": notebook},
        )
        page.goto(f"{page.url}{LESSON}?path={START}.ipynb")
        expect(page.locator(".lessons-site-step")).to_contain_text("Starting Python")
        paths = page.evaluate(
            """async () => {
              const { files } = await import("../lessons/author/site/page/storage.js");
              return (await files()).map(({ path }) => path);
            }"""
        )
        assert paths == []
