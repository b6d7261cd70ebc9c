"""A question on the page: an answer, what it is worth, hints and the worked solution."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import anywidget
import traitlets

from lessons import words
from lessons.widgets import page
from lessons.widgets.controls.controls import Controls
from lessons.widgets.part import Message, Part

LONGEST = 60  # characters of a number as typed
COUNTED = ("near", "wrong", "right")  # levels of an answer that was a try


class Verdict(Protocol):
    """What an answer is worth: a level, what the learner is told, and whether that says why.

    It also says whether what is told names the right answer.
    """

    level: str
    message: str
    explained: bool
    names_answer: bool


class Question(Part):
    """A question to answer, with feedback in layers, three hints and a worked solution.

    Nothing but the question and the texts of its options is sent to the page before the
    learner asks for it.

    Parameters
    ----------
    ask
        The question.
    kind
        ``one`` choice, ``several`` choices or a ``number``.
    options
        Texts to choose from; an option is known by its place among them.
    order
        The places of the options, in the order in which the page shows them; left out, as
        they stand.
    unit
        Of a number.
    judge
        Says what an answer is worth: places of the options chosen, or the number as typed.
    hints, solution
        Each makes its text when it is asked for.
    record
        Called with each answer that counts, what it was worth and how many hints were read;
        returns what went wrong with keeping it, if anything did.
    earlier
        What was answered on an earlier day: the answer, and its verdict.
    controls
        Inputs that the learner sets before answering.
    explorer, hidden_by
        Title of the explorer that it is about, and names of the predictions that show it. As
        long as all of them hide it, the page says what to do first.
    notice
        What went wrong with what was kept on an earlier day, if anything did.
    """

    SCRIPT = page.script(__file__)
    STYLES = page.part_styles("panel", "options", "verdict", "question_panel")
    OWN = ("controls",)
    asked = traitlets.Dict().tag(sync=True)
    phrases = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    controls = anywidget.WidgetTrait().tag(sync=True)

    def __init__(
        self,
        ask: str,
        kind: str,
        *,
        judge: Callable[[Any], Verdict],
        hints: Sequence[Callable[[], str]],
        solution: Callable[[], str],
        options: Sequence[str] = (),
        order: Sequence[int] | None = None,
        unit: str = "",
        record: Callable[[Any, Verdict, int], str] = lambda *_: "",
        earlier: tuple[Any, Verdict] | None = None,
        controls: Controls | None = None,
        explorer: str = "",
        hidden_by: Sequence[str] = (),
        notice: str = "",
    ) -> None:
        self._judge, self._hints, self._solution, self._record = judge, hints, solution, record
        super().__init__(
            asked={
                "ask": ask,
                "kind": kind,
                "options": list(options),
                "order": list(range(len(options)) if order is None else order),
                "unit": unit,
                "hint_count": len(hints),
                "hidden_by": list(hidden_by),
            },
            phrases={
                **page.part_phrases("question"),
                "explorer_hidden": words.PHRASES["explorer_hidden"].format(
                    title=explorer, reveal=words.PHRASES["reveal"]
                ),
            },
            controls=controls,
            state=_started(earlier, notice),
        )

    @property
    def acts(self) -> Mapping[str, Callable[[Message], object]]:
        """What is done with a message of the page, by its kind."""
        return {
            "answer": lambda message: self.answer(self._given(message)),
            "hint": lambda _: self.hint(),
            "solution": self._solution_asked,
        }

    def answer(self, given: Any) -> Verdict:
        """Answer, as the page does: places of options in order, or a number as typed."""
        verdict = self._judge(given)
        tries = self.state["tries"] + 1
        message = verdict.message if verdict.explained else f"{verdict.message} {self._advice()}"
        if verdict.level == "right" and self.state["solution"]:
            message = f"{message} {words.PHRASES['answer_not_counted']}"
        # Of a number the next answer may be one to other inputs.
        was_out = self.state["is_out"] and self.asked["kind"] != "number"
        is_out = was_out or verdict.names_answer
        told = {"given": given, "level": verdict.level, "message": message, "tries": tries}
        # An answer after the solution was read shows nothing of what was learnt.
        if verdict.level in COUNTED and not self.state["solution"]:
            # Kept first: when the page hears of it, the progress has it.
            told["notice"] = self._record(given, verdict, len(self.state["hints"]))
        self._change(**told, is_out=is_out)
        return verdict

    def _advice(self) -> str:
        """Say what help there is left for a learner who is not told what is amiss."""
        if self.state["solution"]:
            return words.PHRASES["try_with_solution"]
        left = len(self.state["hints"]) < len(self._hints) and not self.state["is_out"]
        return words.PHRASES["try_or_hint" if left else "try_or_solution"]

    def hint(self) -> str:
        """Return the next hint; the last one again once all have been read."""
        read = self.state["hints"]
        if len(read) < len(self._hints):
            read = [*read, self._hints[len(read)]()]
            self._change(hints=read)
        return read[-1]

    def solution(self) -> str:
        """Return the worked solution.

        The page offers it after the last hint, or once the answer has been named.
        """
        self._change(solution=self._solution())
        return self.state["solution"]

    def _change(self, **parts: Any) -> None:
        self.state = {**self.state, **parts}

    def _solution_asked(self, _message: Message) -> None:
        if self.state["is_out"] or len(self.state["hints"]) == len(self._hints):
            self.solution()

    def _given(self, message: Message) -> Any:
        """Return what was answered, so far as it can be of this kind of answer."""
        if self.asked["kind"] == "number":
            return (message.text("given") or "")[:LONGEST]
        given = [one for one in message.items("given") if type(one) is int]
        return [place for place in range(len(self.asked["options"])) if place in given]

    def _repr_mimebundle_(self, **kwargs: dict) -> tuple[dict, dict]:
        """Add the question in plain words for a page that cannot run widgets."""
        return page.with_words(super()._repr_mimebundle_(**kwargs), self.asked["ask"])


def _started(earlier: tuple[Any, Verdict] | None, notice: str) -> dict[str, Any]:
    """Return what the page shows at first: nothing, or what was answered on an earlier day."""
    given, verdict = earlier or (None, None)
    before = words.PHRASES["answered_before"]
    return {
        "given": given,
        "level": verdict.level if verdict else "",
        "message": f"{before} {verdict.message}" if verdict else "",
        "is_out": bool(verdict and verdict.names_answer),
        "tries": 0,
        "hints": [],
        "solution": "",
        "notice": notice,
    }
