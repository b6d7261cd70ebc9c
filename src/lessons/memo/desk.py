"""The desk at which a memo is written: an explorer, its words, the boxes and the files, joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lessons import words
from lessons.memo import proposal as view
from lessons.memo.document import Memo, Picture, Section
from lessons.memo.draft import MemoFile
from lessons.memo.memo_panel import MemoPanel
from lessons.scenario import ScenarioError
from lessons.server.in_browser import local_now
from lessons.server.own_folder import own_folder
from lessons.widgets.explorer.explorer import Explorer

if TYPE_CHECKING:
    from lessons.my_work.progress import Progress

LESSON = 5  # what a saved memo counts for
ABOUT = ("name", "author")  # sections that are no part of the memo's body
BEFORE_PICTURE = "assumptions"  # the section that the chart stands above


def opened(explorer: Explorer, kept: Progress) -> MemoPanel:
    """Open the memo of what an explorer decides.

    Parameters
    ----------
    explorer
        Whose Outcome it is written from, as it stands at any time.
    kept
        Where a saved memo is noted as a decision.

    Raises
    ------
    ScenarioError
        If it is no explorer, or one that decides nothing.
    """
    if not isinstance(explorer, Explorer) or not hasattr(explorer.outcome, "decision"):
        raise ScenarioError(words.PHRASES["memo_nothing"])
    subject = explorer.subject
    file = MemoFile(own_folder(), explorer.name)

    def save(sections: Sequence[Section], contents: Mapping[str, bytes]) -> list[Path]:
        paths = file.save_memo(_texts(sections)["name"], contents)
        if paths:
            decided = explorer.outcome.decision
            kept.record(name=explorer.name, lesson=LESSON, kind="decision", given=decided)
        return paths

    panel = MemoPanel(
        propose=lambda called: view.propose(_told(explorer, called), subject.cite),
        draw=lambda: (view.picture(subject.view, explorer.outcome), explorer.sentence),
        controls=explorer.controls,
        panel=explorer.panel,
        edits=file.edits(),
        keep=file.keep,
        compose=composed,
        save=save,
        notice=lambda: file.notice,
        is_stored=lambda: file.is_kept,
        made_up=lambda: view.still_made_up(_told(explorer)),
        folder=str(file.folder),
    )
    # A cell that is run again has closed what it had shown: no slider on the page moves this memo.
    explorer.observe(lambda _: panel.tell(words.PHRASES["memo_of_old"]), "comm")
    return panel


def composed(sections: Sequence[Section], picture: Picture | None) -> dict[str, bytes]:
    """Return the contents of a memo's files by their suffixes.

    Parameters
    ----------
    sections
        What it says.
    picture
        Its chart; without one the memo says that there is none.
    """
    from lessons.memo.as_docx import written_docx
    from lessons.memo.as_html import written_html

    texts = _texts(sections)
    missing = Section("picture", words.PHRASES["chart"], words.PHRASES["memo_no_chart"], "small")
    parts: list[Any] = [one for one in sections if one.key not in ABOUT]
    places = [place for place, one in enumerate(parts) if one.key == BEFORE_PICTURE]
    parts.insert(places[0] if places else len(parts), picture or missing)
    memo = Memo(texts["name"], texts["author"], local_now().date(), parts)
    return {".docx": written_docx(memo), ".html": written_html(memo)}


def _texts(sections: Sequence[Section]) -> dict[str, str]:
    return {one.key: one.text for one in sections}


def _told(explorer: Explorer, called: str = "") -> view.Told:
    subject = explorer.subject
    is_case = hasattr(explorer, "case_name")
    return view.Told(
        view=subject.view,
        outcome=explorer.outcome,
        flips=[] if is_case else subject.flip_points(explorer.scenario),
        name=explorer.case_name if is_case else subject.view.TITLE.partition(":")[0],
        lines=explorer.assumptions() if is_case else (),
        presets=subject.presets,
        called=called,
    )
