"""The catalogues of a language: brought in step with what there is to translate, and compiled."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from lessons.words.language import CATALOGUES, DOMAIN

NOTEBOOKS = "notebooks"  # the catalogue of the notebooks' prose, which no program reads
WIDTH = 99
CONTEXT = "\x04"  # between a text and where it stands, where that matters
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)  # the same texts are the same file, whenever written


def path_of(language: str, domain: str = DOMAIN, folder: Path = CATALOGUES) -> Path:
    """Return the path of a catalogue, where gettext looks for it."""
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def read(path: Path) -> Catalog:
    """Return a catalogue; an empty one where there is none yet."""
    language = path.parents[1].name
    if not path.is_file():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _empty(language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="lessons",
        header_comment="",
        fuzzy=False,
        creation_date=UNDATED,
        revision_date=UNDATED,
    )


def in_step(catalog: Catalog, placed: Iterable[tuple[str, str]]) -> Catalog:
    """Return a catalogue that has each text once, with its translation if there was one.

    Parameters
    ----------
    catalog
        As it was.
    placed
        Each text, and a place where it stands.
    """
    new = _empty(catalog.locale)
    for placed_text, place in placed:
        context, _, text = placed_text.rpartition(CONTEXT)
        before = catalog.get(text, context or None)
        kept = {"string": before.string, "flags": before.flags} if before else {}
        notes = before.user_comments if before else ()
        new.add(
            text,
            **kept,
            locations=[(place, None)],
            context=context or None,
            user_comments=notes,
        )
    return new


def written(catalog: Catalog) -> bytes:
    """Return the text of a catalogue's file, the same for the same texts."""
    file = io.BytesIO()
    write_po(file, catalog, width=WIDTH, omit_header=False, include_lineno=False)
    # When it was written is none of its texts.
    lines = file.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_DATED)).encode("utf-8")


_DATED = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team')


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the texts that have no translation yet, or one that is marked as fuzzy."""
    return [one.id for one in catalog if one.id and (one.fuzzy or not one.string)]
