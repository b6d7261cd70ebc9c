"""What stays on one line wherever a line ends: a number and what it counts, a week and its number.

The page's own scripts are handed the same pattern.
"""

import re

from lessons.words.language import LANGUAGE, said_in

# What numbers count: the words of all units, and those that sentences count by; those that count
# themselves; and what a number names. Each is a pattern, and all are one text to translate.
COUNTED = (
    "billion | campaigns? | changes? | customers? | days? | dollars? | draws? | hand-offs? "
    "| hours? | incidents? | jobs? | million | minutes? | people | percent(?:age)? | person "
    "| points? | tasks? | thousand | times | ton-km | weeks? | working | years?"
)
COUNTING = "(?:b|m)illion | thousand | percentage"
NAMED = "[Ww]eek | [Ll]esson"
HELD = "\N{NO-BREAK SPACE}"


def pattern(language: str) -> str:
    """Return the pattern of a space at which no line is to end, in a language."""
    counted, counting, named = (
        "|".join(said_in(language, one).split(" | ")) for one in (COUNTED, COUNTING, NAMED)
    )
    return rf"(\d|\b(?:{counting})) (?=(?:{counted})\b)|\b({named}) (?=\d)"


PATTERN = pattern(LANGUAGE)

_PLACES = re.compile(PATTERN)


def unbroken(text: str) -> str:
    """Return a text whose numbers no end of a line parts from what they count."""
    return _PLACES.sub(lambda found: (found[1] or found[2]) + HELD, text)
