"""A walk in the page of a lesson: what is done, one thing after the other, hangs on a seed alone.

Four numbers are drawn for each action, whatever the page shows by then. So a seed stands for the
same actions in every run.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

KEYS = ("ArrowRight", "ArrowLeft", "ArrowUp", "PageUp", "PageDown", "Home", "End")
TYPED = ("0", "1", "12.5", "1,000", "12,5", "50%", "-5", "1e3", "99999999", "many", "", "<b>7</b>")
SIZES = ((1280, 900), (390, 844), (820, 1180), (1920, 1080), (640, 480))
THEMES = ("JupyterLab Light", "JupyterLab Dark")
# What would leave the page, or hold it up: files for a browser to keep, and a whole screen.
LEFT_ALONE = ("Download", "Full screen", "Leave full screen", "receipt", "Save the memo", "Print")
KINDS = {
    "slide": ".lessons-explorer input[type=range]",
    "key": ".lessons-explorer input[type=range]",
    "type": ".lessons-explorer-inputs input[inputmode]",
    "preset": ".lessons-explorer-bar select",
    "tab": ".lessons-explorer [role=tab]",
    "option": ":is([class^=lessons-]) :is(input[type=radio], input[type=checkbox])",
    "press": ":is([class^=lessons-]) button:not([role=tab])",
    "scroll": "",
    "size": "",
    "theme": "",
}
WEIGHTS = (20, 20, 12, 8, 10, 10, 14, 2, 2, 2)

# One of the elements that can be seen and used now, brought into view; nothing if there is none.
FIND = """([selector, share, leftAlone]) => {
  const found = [...document.querySelectorAll(selector)].filter((one) =>
    one.checkVisibility({ visibilityProperty: true }) && !one.matches(":disabled, [inert] *") &&
    !leftAlone.some((word) => one.textContent.includes(word)));
  const one = found[Math.floor(share * found.length)];
  if (!one) return null;
  one.scrollIntoView({ block: "center" });
  globalThis.walkedTo = one;
  const { left, top, width, height } = one.getBoundingClientRect();
  return { left, top, width, height };
}"""
CHOOSE = """(share) => {
  walkedTo.selectedIndex = 1 + Math.floor((walkedTo.length - 1) * share);
  walkedTo.dispatchEvent(new Event("change"));
}"""
INTO_BOX = """() => {
  walkedTo.focus();
  walkedTo.select();
  return document.activeElement === walkedTo ? "" : walkedTo.outerHTML;
}"""
SCROLL = """(share) => {
  const panel = document.querySelector(".jp-WindowedPanel-outer");
  panel.scrollTo(0, share * panel.scrollHeight);
}"""
CHANGE_THEME = "(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that is done.

    Attributes
    ----------
    kind
        One of `KINDS`.
    which, start, end
        From 0 to 1: which of all elements of its kind, and what is done with it.
    """

    kind: str
    which: float
    start: float
    end: float


def actions(seed: str) -> Iterator[Action]:
    """Yield actions without end; the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    while True:
        (kind,) = chance.choices(tuple(KINDS), WEIGHTS)
        yield Action(kind, chance.random(), chance.random(), chance.random())


def act(page: Page, action: Action) -> None:
    """Do one thing in a page; nothing where the page has nothing of its kind now."""
    if selector := KINDS[action.kind]:
        box = page.evaluate(FIND, [selector, action.which, LEFT_ALONE])
        if box is None:
            return
        {
            "slide": lambda: _slide(page, box, action),
            "key": lambda: _press(page, action),
            "type": lambda: _type(page, action),
            "preset": lambda: page.evaluate(CHOOSE, action.end),
        }.get(action.kind, lambda: page.evaluate("walkedTo.click()"))()
        return
    others: dict[str, Callable[[], object]] = {
        "scroll": lambda: page.evaluate(SCROLL, action.end),
        "size": lambda: page.set_viewport_size(_size(action.end)),
        "theme": lambda: page.evaluate(CHANGE_THEME, one_of(THEMES, action.end)),
    }
    others[action.kind]()


def one_of(options: tuple, share: float) -> object:
    """Return the option at a share of the way through all."""
    return options[int(share * len(options))]


def _size(share: float) -> dict[str, int]:
    width, height = one_of(SIZES, share)
    return {"width": width, "height": height}


def _slide(page: Page, box: dict[str, float], action: Action) -> None:
    """Drag along a slider with the mouse."""
    height = box["top"] + box["height"] / 2
    page.mouse.move(box["left"] + action.start * box["width"], height)
    page.mouse.down()
    page.mouse.move(box["left"] + action.end * box["width"], height, steps=4)
    page.mouse.up()


def _press(page: Page, action: Action) -> None:
    page.evaluate("walkedTo.focus()")
    for _ in range(1 + int(5 * action.start)):
        page.keyboard.press(one_of(KEYS, action.end))


def _type(page: Page, action: Action) -> None:
    # Else keys would go to the notebook, which restarts its kernel by some of them.
    assert page.evaluate(INTO_BOX) == ""
    page.keyboard.type(one_of(TYPED, action.end))
    page.keyboard.press("Enter" if action.start < 0.7 else "Tab")
