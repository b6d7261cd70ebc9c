"""The learner's progress on the page: what was done, a receipt to hand in, and a reset."""

from collections.abc import Callable, Sequence
from pathlib import Path

import traitlets

from lessons import words
from lessons.server.in_browser import goes_with_page, is_in_browser
from lessons.widgets import page
from lessons.widgets.part import Part


class ProgressPanel(Part):
    """A table of what was done so far, with buttons for a receipt and for a fresh start.

    Parameters
    ----------
    rows
        Makes the table's rows, texts in the order of its columns.
    ahead
        Says what comes next: the ``step`` and the minutes ``left``, as sentences, and the
        ``notebook`` and ``cell`` where that step is.
    notice
        Says what went wrong with the learner's file, if anything did.
    receipt, save
        Make the receipt's text, and write it; ``save`` returns where it is, or None.
    reset
        Forgets everything.
    is_stored
        Finds out whether what is done stays; it is asked in a browser alone, whose storage may
        be full, or emptied under an open page.
    hand_in
        Hands a receipt in, and says how that went; left out where nothing takes it.
    folder
        Where the learner's folder is; left out where nothing is kept, and then nothing is shown
        but a sentence that says so.
    """

    SCRIPT = page.script(__file__)
    STYLES = page.part_styles("panel", "progress_panel")
    phrases = traitlets.Dict().tag(sync=True)
    is_kept = traitlets.Bool().tag(sync=True)
    can_hand_in = traitlets.Bool().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        *,
        rows: Callable[[], Sequence[Sequence[str]]],
        ahead: Callable[[], dict[str, str]],
        notice: Callable[[], str],
        receipt: Callable[[], str],
        save: Callable[[str], Path | None],
        reset: Callable[[], None],
        is_stored: Callable[[], bool] = lambda: True,
        hand_in: Callable[[str], str] | None = None,
        folder: str = "",
    ) -> None:
        self._rows, self._ahead, self._notice = rows, ahead, notice
        self._receipt, self._save, self._reset = receipt, save, reset
        self._is_stored, self._folder = is_stored, Path(folder)
        self._hand_in = hand_in
        here = "progress_kept_in_browser" if is_in_browser() else "progress_kept"
        kept = words.PHRASES[here if folder else "progress_presented"]
        super().__init__(
            phrases={
                **page.part_phrases("progress"),
                "kept": kept.format(folder=folder),
            },
            is_kept=bool(folder),
            can_hand_in=bool(folder and hand_in),
        )
        self._show("")
        self.acts = {
            "receipt": lambda _: self.save_receipt(),
            "hand_in": lambda _: self.hand_in(),
            "reset": lambda _: self.reset(),
            "renew": lambda _: self._show(""),
        }

    def save_receipt(self) -> Path | None:
        """Write the receipt into the learner's folder and offer it for download."""
        receipt = self._receipt()
        path = self._save(receipt)
        if path:
            said = words.PHRASES["receipt_downloaded" if is_in_browser() else "receipt_saved"]
            self._show(said.format(path=f"{path.parent.name}/{path.name}"))
        else:
            self._show("")
        self.send({"kind": "receipt", "name": "receipt.json", "text": receipt})
        return path

    def hand_in(self) -> None:
        """Hand the receipt in where a class does so, and say how that went."""
        if self._hand_in:
            self._show(self._hand_in(self._receipt()))

    def reset(self) -> None:
        """Forget everything done so far."""
        self._reset()
        self._show(words.PHRASES["progress_reset"])

    def _show(self, message: str) -> None:
        rows = [list(row) for row in self._rows()]
        self.state = {
            "rows": rows,
            "ahead": self._ahead(),
            "not_kept": self._told_if_not_kept(),
            "message": f"{message} {self._notice()}".strip(),
        }

    def _told_if_not_kept(self) -> str:
        """Say that nothing stays, where that is so; it stands in place of where it is kept."""
        if not (is_in_browser() and self.is_kept) or self._is_stored():
            return ""
        is_gone = goes_with_page(self._folder)
        return words.PHRASES["progress_goes_with_page" if is_gone else "progress_not_stored"]

    def _repr_mimebundle_(self, **kwargs: dict) -> tuple[dict, dict]:
        """Add the table in plain words for a page that cannot run widgets."""
        lines = [", ".join(row) for row in self.state["rows"]]
        ahead = self.state["ahead"]
        return page.with_words(
            super()._repr_mimebundle_(**kwargs),
            words.PHRASES["progress"],
            *(lines or [words.PHRASES["progress_none"]]),
            f"{ahead['step']} {ahead['left']}".strip(),
        )
