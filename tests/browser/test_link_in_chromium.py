"""What a page does with its address: it opens what is meant, and leaves alone what is nobody's."""

import pytest
from names_of_links import FOREIGN, slips
from page_scripts import load
from playwright.sync_api import Browser, Page

from lessons.widgets.explorer.link import is_near

ADDRESSES = "widgets/explorer/address.js"
ADDRESS = "http://lessons.test/render/lesson.ipynb"
PLACES = """() => {
  globalThis.told = [];
  const place = (name, inputs, presets) => ({
    name, inputs, presets, root: document.body.appendChild(document.createElement("div")),
    open: (asked) => told.push([name, asked.parameters]),
  });
  awaitLink(place("make_or_buy", ["volume", "price"], ["A busy year"]));
  awaitLink(place("ramp_up", ["complexity", "price"], []));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """Open a page with a clock that waits to be told."""
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.install()
        text = "<body data-voila=voila>"
        page.route("**/*", lambda route: route.fulfill(body=text, content_type="text/html"))
        yield page


def opened(page: Page, query: str) -> list:
    """Return which explorer was told to open, and with which parameters."""
    page.goto(ADDRESS + query)
    load(page, ADDRESSES, "awaitLink")
    page.evaluate(PLACES)
    page.clock.run_for(10_000)
    return page.evaluate("told")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", []),
        ("?" + "&".join(f"{name}=1" for name in FOREIGN), []),
        ("?token=t&theme=dark&fbclid=x", []),
        ("?fbclid=x&complexity=2", [["ramp_up", [["complexity", "2"]]]]),
        ("?preset=A+busy+year&gclid=x", [["make_or_buy", [["preset", "A busy year"]]]]),
        ("?explorer=ramp_up&mc_cid=x", [["ramp_up", [["explorer", "ramp_up"]]]]),
        # Who opens a link with a slip of the pen is told so where the input most likely is.
        ("?compexity=2&ref=x", [["ramp_up", [["compexity", "2"]]]]),
        ("?amp;volume=2", [["make_or_buy", [["amp;volume", "2"]]]]),
        ("?perset=x", [["make_or_buy", [["perset", "x"]]]]),
    ],
)
def test_a_page_opens_what_its_address_means_and_leaves_the_rest_alone(page, query, told):
    assert opened(page, query) == told


def test_page_and_kernel_take_the_same_names_for_ours(page):
    known = ["volume", "fee", "price", "in_house_first_task", "explorer"]
    names = [*FOREIGN, *known, "", "[]", "amp;fee", "VOLUME", "prize", "fea", "vqlume", "vqlqme"]
    names += [one for name in known for one in slips(name) | slips(name[::-1])]
    names += [twice for one in slips("volume") for twice in slips(one)]
    page.goto(ADDRESS)
    load(page, ADDRESSES, "isNear")
    found = page.evaluate(
        "([names, known]) => names.map((one) => isNear(one, known))", [names, known]
    )
    assert found == [is_near(name, known) for name in names]
    assert 50 < sum(found) < len(names) - 50
