"""The demo script of a lesson as an instructor reads it, from the file that the bar walks."""

from typing import TYPE_CHECKING

from lessons import explore, words
from lessons.instructor.answer_key import plain
from lessons.scenario import Scenario
from lessons.words import said

if TYPE_CHECKING:
    from lessons.data.demos import Demo, Place

EXPLORER = said("Explorer: *{title}* Start: {move}")
ASK = said("{number}. **Ask:** {ask}")
ASK_CLASS = said("{number}. **Ask the class:** {ask}")
MOVE = said("    - **Then:** {move}")
SAY = said("    - **Say:** {say}")
SENTENCE = said("    - *The sentence:* {sentence}")
RESET = said("press *Reset*")
PRESET = said("choose the preset *{preset}*")
INPUT = said("set *{label}* to {value}")
STAY = said("as it opens")
ENDED = "{moves}."


def written(demo: "Demo") -> str:
    """Return the steps of a demo as Markdown, with the sentence that each leads to."""
    entry = explore.entry(demo.explorer)
    before = entry.scenario()
    start = _move(demo.start, before)
    before = entry.scenario(demo.start.preset, **demo.start.inputs)
    lines = [EXPLORER.format(title=plain(entry.view.TITLE), move=start), ""]
    for number, step in enumerate(demo.steps, start=1):
        after = entry.scenario(step.preset, **step.inputs)
        sentence = entry.view.describe(entry.solve(after))
        lines += [
            (ASK_CLASS if step.class_ else ASK).format(
                number=number, ask=plain(after.filled(step.ask))
            ),
            MOVE.format(move=_move(step, before)),
            SAY.format(say=plain(after.filled(step.say))),
            SENTENCE.format(sentence=plain(sentence)),
        ]
        before = after
    return "\n".join(lines)


def _move(place: "Place", before: Scenario) -> str:
    """Return what an instructor does by hand to get from some inputs to a step's."""
    moves = [PRESET.format(preset=plain(place.preset))] if place.preset else []
    # What a step does not name stands at its default.
    if not place.preset and before.changed().keys() - place.inputs.keys():
        moves.append(RESET)
    declared = before.inputs()
    for name, value in place.inputs.items():
        one = declared[name]
        # Beside the slider stands its unit; a number alone reads better than “26 week”.
        bare = name in before.quantities() and one.unit.isalpha()
        shown = words.number(value) if bare else one.spoken(value)
        moves.append(INPUT.format(label=plain(one.label), value=plain(shown)))
    text = ENDED.format(moves=words.listed(moves or [STAY]))
    return text[0].upper() + text[1:]
