"""A pointer that waits for no page, as a hand does not.

Playwright's mouse moves on once the page has dealt with the last move, and so is as slow as it.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from playwright.sync_api import Page
from websockets.sync.client import connect


@contextmanager
def dragging(page: Page, port: int) -> Iterator[Callable[[float, float], None]]:
    """Yield what moves a pointer whose button is down to a place on the page, without waiting.

    Parameters
    ----------
    page
        Where its button was pressed.
    port
        On which the page's browser lets itself be told what to do.
    """
    session = page.context.new_cdp_session(page)
    target = session.send("Target.getTargetInfo")["targetInfo"]["targetId"]
    numbers = count(1)
    with connect(f"ws://127.0.0.1:{port}/devtools/page/{target}", max_queue=None) as line:

        def move(x: float, y: float) -> None:
            moved = {"type": "mouseMoved", "button": "left", "buttons": 1, "x": x, "y": y}
            order = {"id": next(numbers), "method": "Input.dispatchMouseEvent", "params": moved}
            line.send(json.dumps(order))

        yield move
