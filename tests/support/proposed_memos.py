"""Memos as the lessons propose them, with nothing typed but who wrote them."""

import os
from datetime import date
from pathlib import Path

from pictures import png

from lessons import explore, learn
from lessons.memo.document import Memo, Picture
from lessons.widgets.explorer.explorer import Explorer

CASES = list(explore.entry("your_case").presets)
OTHERS = ["make_or_buy", "service_advantage"]
PARTS = ("question", "recommendation", "numbers", "reversal", "risks", "assumptions")


def proposed_memos(folder: Path) -> dict[str, Memo]:
    """Return the memo of each worked case and of some other explorers, by name.

    `folder` is where a memo looks for the learner's own.
    """
    opened = {name: explore.your_case(name) for name in CASES}
    opened |= {name: explore.entry(name)() for name in OTHERS}
    before = Path.cwd()
    os.chdir(folder)
    try:
        return {name: _proposed(one) for name, one in opened.items()}
    finally:
        os.chdir(before)


def _proposed(opened: Explorer) -> Memo:
    sections = learn.memo(opened).sections()
    texts = {one.key: one.text for one in sections}
    parts = [one for one in sections if one.key in PARTS]
    chart = Picture(png(), opened.chart.spec["layout"]["title"]["text"], opened.sentence)
    return Memo(texts["name"], "Ana García", date(2026, 11, 25), [*parts, chart])
