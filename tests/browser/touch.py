"""A finger on a page."""

from playwright.sync_api import CDPSession, Locator

STEPS = 12


def swipe(session: CDPSession, slider: Locator, across: float, up: float) -> None:
    """Put a finger on a slider, a fifth along it, and draw it some pixels across and up."""
    box = slider.bounding_box()
    x, y = box["x"] + box["width"] / 5, box["y"] + box["height"] / 2

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (x, y))
    for step in range(1, STEPS + 1):
        touch("touchMove", (x + across * step / STEPS, y - up * step / STEPS))
    touch("touchEnd")
