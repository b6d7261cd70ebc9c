"""Where a student of the class moves a slider to, and what the model says there.

Run by the Python of the build that is measured, it prints both as JSON, so that every answer of
that build can be held against its own model.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "support"))

from sliders import sliders

from lessons.explore import catalogue

EXPLORER, INPUT = "candy_launch", "innovation"
PREDICTION = "busiest-week"  # behind which lesson 4 has that explorer
GUESSES = range(20, 120)  # what its slider takes; each student of a class has another one


def told(steps: int) -> dict:
    """Return the slider, its track, and so many steps of a way on it, with what is said at each.

    Raises
    ------
    ValueError
        If the slider has no room for them.
    """
    entry = catalogue()[EXPLORER]
    slider = next(one for one in sliders(entry) if one.name == INPUT)
    above, below = slider.room
    if steps > max(above, below):
        raise ValueError(f"{slider.label} has {max(above, below)} steps; {steps} were asked for.")
    way = [slider.value(slider.start), *slider.walk(steps)]
    count = round((slider.maximum - slider.minimum) / slider.step)
    track = [round(slider.minimum + step * slider.step, 9) for step in range(count + 1)]
    scenario = entry.scenario()
    outcomes = [entry.solve(scenario.replace(**{INPUT: value})) for value in way]
    said = [entry.view.describe(outcome) for outcome in outcomes]
    asked = {"prediction": PREDICTION, "input": INPUT, "label": slider.label}
    asked["guesses"] = [float(guess) for guess in GUESSES]
    return {**asked, "way": way, "said": said, "track": track, "up": above >= below}


if __name__ == "__main__":
    print(json.dumps(told(int(sys.argv[1]))))
