"""How a number is read that somebody has typed: a text means one number, or two, or none.

Here a comma sets thousands apart and a point begins the decimals, as the pages write. A text that
is no such number is read with the two marks exchanged, as many countries write. But where it is
one without its comma, that may have been a slip: then it means two, and is asked back. So does
1.500: nobody who begins decimals by a point writes the last zero of three.

In a language whose decimals begin with a comma, that comes first. What is no number so is read as
English writes it. 1.234 may be either, and so may 1,500: they are asked back.

The page's boxes read by the same rule, in `typed_number.js`; one table of cases holds both to it.
"""

import math
import re
from functools import cache

from lessons.words.language import said
from lessons.words.numbers import SHARES, number
from lessons.words.phrases import PHRASES

SIGNS = "-\N{MINUS SIGN}\N{EN DASH}"  # what stands before a negative number
FILLERS = "a an per"  # words behind a number that say nothing of its unit
SIZES = ("b", "k", "m", "t")  # 5 m may be five million: no short form of a unit
TYPED = re.compile(
    rf"([{SIGNS}+]?) ?(\$?) ?([{SIGNS}+]?) ?"
    r"([.,]?[0-9](?:[0-9.,'’ ]*[0-9.,])?(?:e[+-]?[0-9]+)?)((?:[ /-]*(?:[^\W\d_]\.?|[$%]))*)\.?"
)
WORDS = re.compile(r"[^\W\d_]+|[$%]")
ENGLISH = re.compile(
    r"(?:[1-9]\d{0,2}([, '’])\d{3}(?:\1\d{3})*|\d*)(?:\.\d*)?(?:e[+-]?\d+)?", re.ASCII
)
EXCHANGED = re.compile(r"(?:[1-9]\d{0,2}([. '’])\d{3}(?:\1\d{3})*|\d*)(?:,\d+)?", re.ASCII)
THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{2}0", re.ASCII)
# Of a language whose decimals begin with a comma, and what may be one of either kind.
COMMA = re.compile(r"(?:[1-9]\d{0,2}([. '’])\d{3}(?:\1\d{3})*|\d*)(?:,\d*)?", re.ASCII)
GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{2}0", re.ASCII)


def readings(text: str, unit: str = "", *, comma: bool | None = None) -> list[float]:
    """Return the numbers that a typed text may mean.

    Parameters
    ----------
    text
        Digits, grouped or not, with a sign, and behind them the unit or a part of it.
    unit
        What is asked for; of ``%`` and ``points`` a share is returned.
    comma
        Whether decimals begin with a comma; left out, as the language of this process has it.

    Returns
    -------
    list of float
        One number where it is clear, two where its marks can be read in two ways; none where it
        is no number, or one of something else.
    """
    match = TYPED.fullmatch(" ".join(text.lower().split()))
    if not match:
        return []
    before, dollar, after, digits, behind = match.groups()
    named = WORDS.findall(dollar + behind)
    if (before and after) or not all(_is_of(unit, word) for word in named):
        return []
    written = (100 if unit in SHARES else 1) * (-1 if (before or after or "+") in SIGNS else 1)
    values = _comma_values if (_has_comma() if comma is None else comma) else _values
    return [value / written + 0.0 for value in values(digits) if math.isfinite(value)]


@cache
def _has_comma() -> bool:
    """Whether the language of this process begins decimals with a comma."""
    return "," in number(1.5)


def _is_of(unit: str, word: str) -> bool:
    """Whether a word may stand beside a number of some unit: it is one of its own, or a part."""
    parts, whole = unit_words(unit).split("|")
    is_part = word not in SIZES and any(one.startswith(word) for one in parts.split())
    return is_part or word in whole.split()


def unit_words(unit: str) -> str:
    """Return the words that may stand behind a number of some unit, in this language and English.

    Parameters
    ----------
    unit
        As ``hours/year``, whose year is also “a year”.

    Returns
    -------
    str
        Those of which a part may stand there, and behind a ``|`` those that stand as a whole.
    """
    _, _, per = unit.partition("/")
    parts = [unit, said(unit)]
    parts += ["dollars usd"] if "$" in unit else []
    parts += ["% percentage points", PHRASES["share_words"]] if unit in SHARES else []
    whole = [FILLERS, PHRASES["per_words"]]
    if per:
        whole += [PHRASES.get(f"{per}_words", "")]
    return "|".join(_words_of(" ".join(told)) for told in (parts, whole))


def unit_on_page(unit: str) -> dict[str, str]:
    """Return what a page needs of a unit besides its name: how it is shown, and how typed."""
    return {"unit_shown": said(unit), "unit_words": unit_words(unit)}


@cache
def _words_of(text: str) -> str:
    return " ".join(dict.fromkeys(WORDS.findall(text.lower())))


def _values(digits: str) -> list[float]:
    if ENGLISH.fullmatch(digits):
        read = float(re.sub("[, '’]", "", digits))
        return [read, float(digits.replace(".", ""))] if THOUSANDS.fullmatch(digits) else [read]
    if not EXCHANGED.fullmatch(digits):
        return []
    exchanged = float(re.sub("[. '’]", "", digits).replace(",", "."))
    # Nobody means five by 0,5.
    slipped = "" if digits[0] in "0," else digits.replace(",", "")
    return [exchanged, *(_values(slipped) if ENGLISH.fullmatch(slipped) and slipped else [])]


def _comma_values(digits: str) -> list[float]:
    if COMMA.fullmatch(digits):
        read = float(re.sub("[. '’]", "", digits).replace(",", "."))
        if GROUPED.fullmatch(digits):
            return [read, float(digits)]
        is_thousands = COMMA_THOUSANDS.fullmatch(digits)
        return [read, float(digits.replace(",", ""))] if is_thousands else [read]
    return [float(re.sub("[, '’]", "", digits))] if ENGLISH.fullmatch(digits) else []
