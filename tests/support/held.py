"""All that is held of one scenario of an explorer, in one call."""

from agreement import hold_agreement, hold_answer
from claims_told import hold_reversal, hold_share, hold_title
from shown import Shown, hold_for_plotly, hold_picture, hold_words

from lessons.explore import Entry
from lessons.scenario import Scenario

OF_WORDS = (hold_words, hold_answer, hold_reversal, hold_share)
OF_PICTURES = (hold_picture, hold_agreement, hold_title)


def hold(entry: Entry, scenario: Scenario, *, pictured: bool, by_plotly: bool = False) -> None:
    """Hold that what is shown of a scenario is whole, true, and says one thing.

    Parameters
    ----------
    entry, scenario
        What is shown.
    pictured
        Whether chart and table are looked at, too: they take most of the time.
    by_plotly
        Whether Plotly is asked about the chart, which takes even more.

    Raises
    ------
    AssertionError
        If something does not hold; a note says with which line of a notebook it is seen.
    """
    try:
        shown = Shown(entry, scenario)
        parts = OF_WORDS + OF_PICTURES * pictured + (hold_for_plotly,) * by_plotly
        for part in parts:
            part(shown)
    except Exception as error:
        error.add_note(f"Seen with explore.{entry.name}(**{scenario.changed()})")
        raise
