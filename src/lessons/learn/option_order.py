"""The order in which a learner sees options: shuffled, and the same each time for one learner.

Everything else knows an option by its place in its file, or by its text: what is kept, judged
and handed in does not depend on the order on the page.
"""

import random
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from lessons.my_work.own_file import OwnFile

if TYPE_CHECKING:
    from lessons.data.questions import Lesson, Prediction, Question

SEED_BITS = 32


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    format: Literal[1]
    seed: int | None = None


class OwnSeed(OwnFile[_File]):
    """The file that holds a learner's seed, made once; forgetting the progress leaves it."""

    file = "option-order.json"
    content = _File
    # That nothing can be kept the progress says, with the first answer.
    phrases = ("", "order_set_aside")
    when_presented = ""

    def seed(self) -> int | None:
        """Return the learner's seed; None where there is none, and none can be kept."""
        made = self.in_turn(self._made_once)
        return self.look().seed if made is None else made

    def _made_once(self) -> int:
        seed = self.read().seed
        if seed is None:
            seed = secrets.randbits(SEED_BITS)
            self.write(self.path, _File(format=1, seed=seed).model_dump_json(indent=1))
        return seed


def orders(lessons: Mapping[int, "Lesson"], seed: int | None) -> dict[str, list[int]]:
    """Return for everything that has options their places, in the order shown, by its name.

    Whoever always takes the same place is right no more often than by chance. So the right
    answers are dealt like cards, to the questions in an order that is drawn as well: each place
    holds as many of them as any other, or one more. What has an order of its own keeps it, and
    its place counts as a card that was dealt.

    Parameters
    ----------
    lessons
        All lessons, by number.
    seed
        The learner's; without one the names alone decide, and the order is the same for all.
    """
    all_asked = {
        name: asked
        for lesson in lessons.values()
        for name, asked in {**lesson.predictions, **lesson.questions}.items()
        if asked.options
    }
    dealt: dict[int, list[int]] = {}
    found = {}
    for name in random.Random(f"{seed}").sample(list(all_asked), len(all_asked)):  # noqa: S311
        asked = all_asked[name]
        counts = dealt.setdefault(len(asked.options), [0] * len(asked.options))
        found[name] = _order(asked, counts, f"{seed} {name}")
    return {name: found[name] for name in all_asked}


def _order(asked: "Prediction | Question", counts: list[int], seed: str) -> list[int]:
    """Return the order of some options; the right one stands where it has stood least so far.

    Where a model decides which one is right, nothing is known of it beforehand.
    """
    drawn = random.Random(seed)  # noqa: S311 - no secret
    places = list(range(len(asked.options)))
    right = [place for place in places if asked.options[place].right]
    if not asked.ordered:
        drawn.shuffle(places)
    if len(right) != 1:
        return places
    if not asked.ordered:
        at = drawn.choice([at for at, count in enumerate(counts) if count == min(counts)])
        places.remove(right[0])
        places.insert(at, right[0])
    counts[places.index(right[0])] += 1
    return places
