"""Bring the lessons in other languages in step with the English ones: ``make translate``.

Each text that is new or changed is named; its translation is to be written into the catalogue.
"""

import json
import sys
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any

from babel.messages import Catalog

from lessons import data
from lessons.author.translation import catalogues, notebooks, texts
from lessons.author.translation.shown import with_outputs
from lessons.my_work.whole_files import write_whole
from lessons.server import notebook_file
from lessons.words.language import ASKED, DOMAIN, LANGUAGE, LANGUAGES, SOURCE

ROOT = data.FOLDER.parent
UNTRANSLATED = "Not translated yet, in {language}: {text}"
NOT_ENGLISH = "This reads the texts in English. Set {asked}={source} and run it again."
DONE = "{language}: {count} texts, of which {missing} are not translated yet."
SHOWN = 70  # letters of a text that is named


def placed(domain: str, root: Path = ROOT) -> list[tuple[str, str]]:
    """Return what a catalogue is to have: each text, and where it stands."""
    if domain == DOMAIN:
        return [*texts.placed_texts()]
    return [*notebooks.placed_blocks(root)]


def say_by(catalog: Catalog) -> Callable[[str], str]:
    """Return what says a text by a catalogue, or as it is where that has no translation."""
    return lambda text: getattr(catalog.get(text), "string", "") or text


def files_of(language: str, root: Path = ROOT) -> tuple[dict[Path, bytes], list[Catalog]]:
    """Return all files of a language as they should be, and its catalogues."""
    found: dict[Path, bytes] = {}
    read: list[Catalog] = []
    for domain in (DOMAIN, catalogues.NOTEBOOKS):
        path = catalogues.path_of(language, domain)
        catalog = catalogues.in_step(catalogues.read(path), placed(domain, root))
        read.append(catalog)
        found[path] = catalogues.written(catalog)
    found[catalogues.path_of(language).with_suffix(".mo")] = catalogues.compiled(read[0])
    return found, read


def main(root: Path = ROOT) -> int:
    """Write the catalogues, the notebooks and the pictures of each language; return 0, else 1."""
    if LANGUAGE != SOURCE:  # what it found would take the place of what is to be translated
        print(NOT_ENGLISH.format(asked=ASKED, source=SOURCE))
        return 1
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        files, (said, prose) = files_of(language, root)
        write_whole(files)
        missing = [*catalogues.untranslated(said), *catalogues.untranslated(prose)]
        for text in missing:
            print(UNTRANSLATED.format(language=language, text=" ".join(text.split())[:SHOWN]))
        shown = _of_notebooks(language, say_by(prose), root / "notebooks")
        write_whole(shown)
        for left in left_over(root / "notebooks" / language, shown):
            left.unlink()
        write_whole(_of_guide(language, say_by(prose), root))
        count = len(said) + len(prose)
        print(DONE.format(language=language, count=count, missing=len(missing)))
    return 0


def left_over(folder: Path, shown: Container[Path]) -> list[Path]:
    """Return the notebooks and pictures of a folder of which there is no English one any more."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".ipynb", ".svg") and path not in shown
    ]


def _of_notebooks(language: str, say: Callable[[str], str], folder: Path) -> dict[Path, bytes]:
    """Return the notebooks and pictures of a language, by their paths."""
    below = folder / language
    (below / notebooks.PICTURES).mkdir(parents=True, exist_ok=True)
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        read: Any = json.loads(path.read_text("utf-8"))
        new = with_outputs(notebooks.translated(read, language, say, folder), language)
        found[below / path.name] = notebook_file.text(new).encode("utf-8")
    for path in sorted((folder / notebooks.PICTURES).glob("*.svg")):
        drawing = notebooks.drawn(path.read_text("utf-8"), say)
        found[below / notebooks.PICTURES / path.name] = drawing.encode("utf-8")
    return found


def _of_guide(language: str, say: Callable[[str], str], root: Path) -> dict[Path, bytes]:
    """Return the instructor's guide of a language; what is worked out of it is not written yet."""
    english = root / notebooks.GUIDE
    guide = notebooks.translated_guide(english.read_text("utf-8"), language, say)
    return {english.with_stem(f"{english.stem}-{language}"): guide.encode("utf-8")}


if __name__ == "__main__":
    sys.exit(main())
