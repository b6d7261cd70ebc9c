"""The panel of a case: its name, and what was saved earlier and can fill its inputs."""

from collections.abc import Callable
from typing import Any

import traitlets

from lessons import words
from lessons.widgets import page
from lessons.widgets.part import Message, Part

LONGEST_NAME = 80


class CasePanel(Part):
    """A box for the name of a case, and buttons that carry results over.

    Parameters
    ----------
    carry
        Fills inputs from what was saved at a place, and says so in a sentence.
    renew
        Sets `offers` and `notice` anew.

    Attributes
    ----------
    case_name
        What the learner typed, as one line of at most 80 characters; shown as text alone.
    offers
        What can be carried over: ``place``, ``text``, and ``fill``, the words of its button.
    notice
        What went wrong with the learner's file, if anything did.
    message
        What happened last.
    """

    SCRIPT = page.script(__file__)
    STYLES = page.part_styles("case_panel")
    FROM_PAGE = ("case_name",)
    phrases = traitlets.Dict().tag(sync=True)
    longest = traitlets.Int(LONGEST_NAME).tag(sync=True)
    case_name = traitlets.Unicode().tag(sync=True)
    offers = traitlets.List().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)
    message = traitlets.Unicode().tag(sync=True)

    def __init__(self, *, carry: Callable[[int], str], renew: Callable[[], None]) -> None:
        self._carry = carry
        super().__init__(phrases=page.part_phrases("case"))
        self.acts = {"carry": self._carry_over, "renew": lambda _: renew()}

    @traitlets.validate("case_name")
    def _one_line(self, proposal: Any) -> str:
        return words.one_line(proposal.value, LONGEST_NAME)

    def _carry_over(self, message: Message) -> None:
        place = message.whole("place")
        if place is not None:
            self.message = self._carry(place)
