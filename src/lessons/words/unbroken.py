"""What stays on one line wherever a line ends: a number and what it counts, a week and its number.

The page's own scripts are handed the same pattern.
"""

import re

# What numbers count: the words of all units, and those that sentences count by.
COUNTED = (
    "billion",
    "campaigns?",
    "changes?",
    "customers?",
    "days?",
    "dollars?",
    "draws?",
    "hand-offs?",
    "hours?",
    "incidents?",
    "jobs?",
    "million",
    "minutes?",
    "people",
    "percent(?:age)?",
    "person",
    "points?",
    "tasks?",
    "thousand",
    "times",
    "ton-km",
    "weeks?",
    "working",
    "years?",
)
BEFORE = rf"(\d|\b(?:b|m)illion|\bthousand|\bpercentage) (?=(?:{'|'.join(COUNTED)})\b)"
AFTER = r"\b([Ww]eek|[Ll]esson) (?=\d)"
HELD = "\N{NO-BREAK SPACE}"

PATTERN = f"{BEFORE}|{AFTER}"

_PLACES = re.compile(PATTERN)


def unbroken(text: str) -> str:
    """Return a text whose numbers no end of a line parts from what they count."""
    return _PLACES.sub(lambda found: (found[1] or found[2]) + HELD, text)
