"""What a learner types, made fit to be kept: text that any file can hold, and names of files."""

import re
import sys
import unicodedata

LONGEST_STEM = 60  # characters of a file's name
LONGEST_STEM_BYTES = 120  # some disks take no more than 143, with number and suffix
LINE_END = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
NO_CHARACTERS = "\ufffe\uffff"  # XML, and so a .docx, cannot hold them


def whole(typed: str) -> str:
    """Return a text in which half a pair of surrogates is the mark of a lost character.

    A page may send such a half, as where an emoji was cut in two; no file can hold it.
    """
    return typed.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def text(typed: str) -> str:
    """Return typed text without what no file can hold; it says the same.

    Lines end in one way, and empty ones at the end go. Half a pair of surrogates becomes the
    mark of a lost character; control characters other than tabs go.
    """
    lines = LINE_END.sub("\n", whole(typed))
    return "".join(one for one in lines if one in "\n\t" or _is_printed(one)).rstrip("\n")


def _is_printed(character: str) -> bool:
    return unicodedata.category(character) != "Cc" and character not in NO_CHARACTERS


def file_stem(prefix: str, name: str) -> str:
    """Return a legible name for a file, without its suffix, that leads to no other folder.

    Letters and digits of every script stay, as far as this system's names can hold them; each
    gap between them is a hyphen.

    Parameters
    ----------
    prefix
        What the file is: the name begins with it, so that it is never empty, hidden or one
        of those that Windows keeps for itself (CON, NUL).
    name
        What it is of, in the learner's words.
    """
    kept = ""
    for one in _nameable(unicodedata.normalize("NFKC", text(name)).lower()):
        kind = unicodedata.category(one)[0]
        # A mark belongs to the letter before it.
        joined = kind in "LN" or (kind == "M" and kept and kept[-1] != "-")
        kept += one if joined else "-"
    words = [word for word in kept.split("-") if word]
    stem = prefix
    for word in words:
        if not _is_short(f"{stem}-{word}"):
            break
        stem = f"{stem}-{word}"
    # One word that is too long by itself is cut rather than left out.
    return stem if stem != prefix or not words else _cut(f"{prefix}-{words[0]}")


def _nameable(letters: str) -> str:
    """Return a text with a gap for each letter that no file's name can hold here."""
    names = sys.getfilesystemencoding()
    return letters.encode(names, "replace").decode(names)


def _is_short(stem: str) -> bool:
    return len(stem) <= LONGEST_STEM and len(stem.encode()) <= LONGEST_STEM_BYTES


def _cut(stem: str) -> str:
    cut = stem[:LONGEST_STEM].encode()[:LONGEST_STEM_BYTES]
    return cut.decode(errors="ignore")


def unmarked(text: str) -> str:
    """Return a text without its marks of emphasis, ``*…*`` and ``**…**``."""
    return re.sub(r"(\*\*|\*)([^*]+)\1", r"\2", text)


def one_line(text: str, longest: int) -> str:
    """Return what a person typed as one line of text that can be shown and kept anywhere.

    Parameters
    ----------
    text
        Whatever was typed.
    longest
        How many characters are kept.

    Returns
    -------
    str
        Without control characters, marks that turn the direction of what follows, and halves
        of characters; with single spaces.
    """
    kept = (" " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one for one in text)
    shown = "".join(
        one
        for one in kept
        if not (
            "\u202a" <= one <= "\u202e"
            or "\u2066" <= one <= "\u2069"
            or unicodedata.category(one) == "Cs"
        )
    )
    return " ".join(shown.split())[:longest].strip()
