"""A canteen of which one part fails in one week."""

from collections.abc import Callable
from typing import Any

from canteen import Canteen, CanteenSubject, CanteenView

from lessons.widgets.explorer.explorer import Explorer

FAILING = 13  # the week in which everything fails
REASON = "no seat is left"


def failing(work: Callable[[Any], Any], fault: BaseException) -> Callable[[Any], Any]:
    """Return what does some work, and fails in one week."""

    def done(given: Any) -> Any:
        if getattr(given, "scenario", given).week == FAILING:
            raise fault
        return work(given)

    return done


def opened(part: str, fault: type[BaseException] = ZeroDivisionError) -> Explorer:
    """Open a canteen of which one part fails."""
    subject, view = CanteenSubject(), CanteenView()
    subject.view = view
    owner = subject if part == "solve" else view
    setattr(owner, part, failing(getattr(owner, part), fault(REASON)))
    return Explorer(subject, Canteen())
