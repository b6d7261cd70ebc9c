"""A memo on the page: proposed texts in boxes to edit, and a button that saves them as files."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from lessons import words
from lessons.memo.document import Picture, Section, is_png
from lessons.memo.draft import Edit
from lessons.server.in_browser import is_in_browser
from lessons.widgets import page
from lessons.widgets.chart.chart import Chart
from lessons.widgets.controls.controls import Controls
from lessons.widgets.part import Message, Part
from lessons.words import typed

NAME = "name"  # the section that says what the learner calls the case
LONGEST_TEXT = 20_000  # characters of a box
LONGEST_REASON = 200
DOWNLOAD = ".docx"  # what is offered as a download, too


class MemoPanel(Part):
    """Boxes with what each part of a memo says, a picture of a chart, and a button to save.

    A box shows what is proposed until the learner edits it; then it keeps the learner's words,
    and has a button that puts the proposal back.

    Parameters
    ----------
    propose
        Makes the sections as they stand now, given what the learner calls the case; nothing
        where the box has the proposed name.
    draw
        Makes the spec of the picture and what it says, as they stand now.
    controls, panel
        What the proposals follow; there may be no panel.
    edits
        What the learner wrote on an earlier day, by the section's key.
    keep
        Keeps what was written in a box (None forgets it); returns what went wrong, if anything.
    compose
        Makes the files' contents by suffix, given the sections and a picture or None.
    save
        Writes those contents; given what they are of, returns where they are. Nothing is
        returned if that failed.
    notice
        Says what went wrong with the learner's files, if anything did.
    is_stored
        Whether what was written last stays; it is asked in a browser alone.
    folder
        Where the learner's folder is.
    made_up
        Names what the proposals rest on and the learner has not made their own.
    """

    SCRIPT = page.script(__file__)
    STYLES = page.part_styles("panel", "memo_panel")
    OWN = ("chart",)
    phrases = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    controls = anywidget.WidgetTrait().tag(sync=True)
    panel = anywidget.WidgetTrait().tag(sync=True)
    chart = anywidget.WidgetTrait().tag(sync=True)

    def __init__(
        self,
        *,
        propose: Callable[[str], Sequence[Section]],
        draw: Callable[[], tuple[dict[str, Any], str]],
        controls: Controls,
        panel: anywidget.AnyWidget | None = None,
        edits: Mapping[str, Edit],
        keep: Callable[[str, Edit | None], str],
        compose: Callable[[Sequence[Section], Picture | None], Mapping[str, bytes]],
        save: Callable[[Sequence[Section], Mapping[str, bytes]], Sequence[Path]],
        notice: Callable[[], str],
        is_stored: Callable[[], bool] = lambda: True,
        folder: str,
        made_up: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._propose, self._draw, self._keep = propose, draw, keep
        self._compose, self._save, self._notice = compose, save, notice
        self._made_up, self._is_stored = made_up, is_stored
        self._edits = dict(edits)
        self._turns: dict[str, int] = {}
        self._propose_anew()
        super().__init__(
            phrases={**page.part_phrases("memo"), "kept": _kept(folder)},
            controls=controls,
            panel=panel,
            # It is never shown: its picture is made from it.
            chart=Chart(*draw()),
        )
        self._show(notice())
        self.acts = {
            "edit": self._edit,
            "restore": self._restore,
            "renew": lambda _: self.renew(),
            "save": self._save_asked,
        }

    def sections(self) -> list[Section]:
        """Return the sections as they stand in the boxes."""
        return [
            Section(one.key, one.heading, self._edits[one.key].text, one.kind)
            if one.key in self._edits
            else one
            for one in self._proposed
        ]

    def write(self, key: str, text: str) -> None:
        """Write into a box, as the learner does; the proposal's own text is no edit of it."""
        proposed = {one.key: one.text for one in self._proposed}[key]
        text = typed.text(text[:LONGEST_TEXT])
        if text == proposed:
            self.restore(key)
            return
        self._edits[key] = Edit(text=text, proposed=proposed)
        self._edited(key, self._keep(key, self._edits[key]))

    def restore(self, key: str) -> None:
        """Put what is proposed back into a box."""
        edited = self._edits.pop(key, None)
        self._edited(key, self._keep(key, None) if edited else "")

    def _edited(self, key: str, message: str) -> None:
        """Show what stands in the boxes now; other boxes say what the case is called."""
        if key == NAME:
            self._propose_anew()
        self._show(message)

    def _propose_anew(self) -> None:
        called = self._edits[NAME].text if NAME in self._edits else ""
        self._proposed = list(self._propose(called))

    def renew(self) -> None:
        """Propose anew, and draw the picture anew; boxes that were edited keep their texts."""
        before = self._proposed
        self._propose_anew()
        self.chart.show(*self._draw())
        # What was said stays where nothing else is proposed: a move may be told of late.
        self._show(self.state["message"] if self._proposed == before else "")

    def save(self, png: bytes | None = None, failed: str = "") -> list[Path]:
        """Save the memo, and return where its files are.

        Parameters
        ----------
        png
            The picture; without one the memo is saved without, and says so.
        failed
            Why there is none, if the page said so.
        """
        self.renew()
        sections = self.sections()
        contents = self._compose(sections, self._picture(png))
        paths = list(self._save(sections, contents))
        name = paths[0].with_suffix(DOWNLOAD).name if paths else f"memo{DOWNLOAD}"
        if paths and is_in_browser():
            said = words.PHRASES["memo_downloaded"].format(name=name)
        elif paths:
            names = words.listed(f"{path.parent.name}/{path.name}" for path in paths)
            said = words.PHRASES["memo_saved"].format(paths=names)
        else:
            said = words.PHRASES["memo_not_saved"].format(notice=self._notice())
        self.send({"kind": "download", "name": name}, [contents[DOWNLOAD]])
        missing = words.PHRASES["memo_no_picture"].format(reason=failed)
        self._show(said if png else f"{said} {missing}".strip())
        return paths

    def _picture(self, png: bytes | None) -> Picture | None:
        title = self.chart.spec["layout"]["title"]["text"]
        return Picture(png, title, self.chart.sentence) if png else None

    def tell(self, message: str) -> None:
        """Say something below the boxes, which stay as they are."""
        self._show(message)

    def _show(self, message: str) -> None:
        boxes = [
            {
                "key": shown.key,
                "heading": shown.heading,
                "kind": shown.kind,
                "text": shown.text,
                "edited": shown.key in self._edits,
                "proposed": bool(proposed.text),
                "behind": self._is_behind(proposed),
                "turn": self._turns.get(shown.key, 0),
            }
            for shown, proposed in zip(self.sections(), self._proposed, strict=True)
        ]
        self.state = {
            "boxes": boxes,
            "message": message,
            "not_kept": self._told_if_not_kept(),
            "made_up": self._told_of_made_up(),
        }

    def _told_if_not_kept(self) -> str:
        """Say that the draft does not stay, where that is so, in place of where it is kept."""
        is_stored = not is_in_browser() or self._is_stored()
        return "" if is_stored else words.PHRASES["memo_not_stored"]

    def _told_of_made_up(self) -> str:
        """Say before the memo is saved which figures in it are not the learner's own."""
        names = list(self._made_up())
        return words.PHRASES["memo_made_up"].format(names=words.listed(names)) if names else ""

    def _is_behind(self, proposed: Section) -> bool:
        """Whether something else is proposed now than when the box was edited."""
        edit = self._edits.get(proposed.key)
        return edit is not None and edit.proposed != proposed.text

    def _knows(self, key: str | None) -> bool:
        return key in [one.key for one in self._proposed]

    def _edit(self, message: Message) -> None:
        key, text = message.text("key"), message.text("text")
        if self._knows(key) and text is not None:
            self._turns[key] = message.whole("turn") or 0
            self.write(key, text)

    def _restore(self, message: Message) -> None:
        key = message.text("key")
        if self._knows(key):
            self.restore(key)

    def _save_asked(self, message: Message) -> None:
        png = bytes(message.buffers[0]) if message.buffers else b""
        failed = words.one_line(message.text("failed") or "", LONGEST_REASON)
        self._show("")  # so that the page hears what is said next, though it was said before
        self.save(png if is_png(png) else None, failed)

    def _repr_mimebundle_(self, **kwargs: dict) -> tuple[dict, dict]:
        """Add what it is in plain words for a page that cannot run widgets."""
        return page.with_words(super()._repr_mimebundle_(**kwargs), words.PHRASES["memo"])


def _kept(folder: str) -> str:
    """Say where drafts are kept."""
    name = "memo_kept_in_browser" if is_in_browser() else "memo_kept"
    return words.PHRASES[name].format(folder=folder)
