"""What every part says, and how numbers and typed text are written and read."""

from lessons.words.language import LANGUAGE, LOCALE, said
from lessons.words.nearest import listed, nearest, quoted
from lessons.words.numbers import (
    FORMATTED_UNITS,
    LARGEST_WRITTEN,
    MINUS,
    ONE_OF,
    SHARES,
    YEAR,
    apart,
    chance,
    counted,
    marks,
    measure,
    moment,
    money,
    number,
    percent,
    short_money,
    spoken,
    to_nearest,
    with_minus,
)
from lessons.words.phrases import PHRASES, REFUSALS, SOURCE_PHRASES, on_page
from lessons.words.typed import one_line, unmarked
from lessons.words.typed_number import readings, unit_words

__all__ = [
    "FORMATTED_UNITS",
    "LANGUAGE",
    "LARGEST_WRITTEN",
    "LOCALE",
    "MINUS",
    "ONE_OF",
    "PHRASES",
    "REFUSALS",
    "SHARES",
    "SOURCE_PHRASES",
    "YEAR",
    "apart",
    "chance",
    "counted",
    "listed",
    "marks",
    "measure",
    "moment",
    "money",
    "nearest",
    "number",
    "on_page",
    "one_line",
    "percent",
    "quoted",
    "readings",
    "said",
    "short_money",
    "spoken",
    "to_nearest",
    "unit_words",
    "unmarked",
    "with_minus",
]
