"""The running number sheet: amounts that stand in more than one explorer.

An amount is the same wherever it stands, or the sheet says why it is not.
"""

from dataclasses import dataclass

from lessons import explore
from lessons.instructor.answer_key import plain
from lessons.words import said

HEAD = said("| What | Where it stands, and at what | Why |\n|---|---|---|")
ROW = "| **{meaning}** | {places} | {why} |"
PLACE = said("*{title}*, “{label}”: {value}")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that stands in several explorers.

    Attributes
    ----------
    meaning
        What it is.
    places
        Each input that it is the start of: the explorer's name and the input's.
    why
        Why it is the same everywhere, or why it differs.
    differs
        Whether the places begin with different figures.
    """

    meaning: str
    places: tuple[tuple[str, str], ...]
    why: str
    differs: bool = False


SHEET = (
    Amount(
        said("An hour of your own people"),
        (
            ("make_or_buy", "variable_cost"),
            ("ramp_up", "in_house_rate"),
            ("offshoring", "home_cost"),
            ("handover", "hourly_cost"),
        ),
        said("The same: the cited wage of 33.95 dollars, divided by the 70% that benefits leave."),
    ),
    Amount(
        said("An hour of an agency"),
        (("make_or_buy", "price"), ("ramp_up", "supplier_rate"), ("handover", "agency_rate")),
        said("The same: the cited average of agencies' blended rates."),
    ),
    Amount(
        said("An hour of a supplier"),
        (("make_or_buy", "price"), ("offshoring", "foreign_cost")),
        said(
            "An agency at home sells at the cited rate. The price abroad is made up, for a "
            "country with lower wages; its presets take published figures."
        ),
        differs=True,
    ),
    Amount(
        said("Weeks until somebody is fully productive"),
        (("ramp_up", "ramp_up_weeks"), ("handover", "ramp_up_weeks")),
        said("The same: the cited survey of media and advertising."),
    ),
    Amount(
        said("Handing the candy campaign over"),
        (("handover", "handover_cost"), ("your_case", "switch_cost")),
        said(
            "The same, made up: one campaign a year is handed over once. What the team must learn "
            "then is in the cost of its hours."
        ),
    ),
    Amount(
        said("What a dollar would earn elsewhere in a year"),
        (("contract_enforcement", "discount"), ("service_advantage", "discount")),
        said("The same, made up, and in one way in all lessons."),
    ),
    Amount(
        said("Overhead of outsourcing"),
        (
            ("make_or_buy", "overhead_rate"),
            ("offshoring", "selection"),
            ("offshoring", "transition"),
            ("offshoring", "lost_productivity"),
            ("offshoring", "contract_management"),
        ),
        said(
            "Lesson 1 counts one share of the bill, for an agency near by. Lesson 2 takes it "
            "apart for a supplier abroad, where more goes wrong. Lesson 3 takes lesson 2's parts. "
            "“Ramp-up” and lesson 4 leave it out, and say so: with a rate a tenth higher the best "
            "week is 9, and starting in-house is 5,133 dollars dearer than the agency."
        ),
        differs=True,
    ),
    Amount(
        said("How much faster an agency is"),
        (
            ("ramp_up", "supplier_first_task"),
            ("ramp_up", "in_house_first_task"),
            ("handover", "beginner"),
        ),
        said(
            "Lesson 1 has a craft that the team never did: its first task takes five times as "
            "long. In lesson 4 the team runs social media already: a launch takes it twice as "
            "long at first."
        ),
        differs=True,
    ),
    Amount(
        said("What one's own people know"),
        (
            ("change_requests", "in_house_knowledge"),
            ("ramp_up", "in_house_knowledge"),
            ("handover", "own_knowledge"),
        ),
        said(
            "Lesson 1 asks what they know of the company. Lesson 4 asks what they know of "
            "launching on social media, which they have never done."
        ),
        differs=True,
    ),
    Amount(
        said("What a supplier knows"),
        (("change_requests", "outsourced_knowledge"), ("ramp_up", "supplier_knowledge")),
        said(
            "What goes without saying in a company is hidden from a supplier. Of all that a task "
            "needs, the supplier's craft is a part."
        ),
        differs=True,
    ),
    Amount(
        said("Hours of work"),
        (("make_or_buy", "volume"), ("offshoring", "hours")),
        said(
            "Lesson 1 counts the work on the company's own channels. Lesson 2 counts that of a "
            "whole department. The candy launch of lesson 4 comes on top of the first."
        ),
        differs=True,
    ),
    Amount(
        said("What the outside firm asks for the candy launch"),
        (("staff_allocation", "fee"), ("handover", "agency_rate")),
        said(
            "Lesson 1 has one project of a quarter at a fixed fee. Lesson 4 has a campaign of "
            "half a year that is billed by the hour, 920 of them."
        ),
        differs=True,
    ),
    Amount(
        said("Other work that is left undone"),
        (("handover", "displaced_value"), ("your_case", "opportunity_cost_likely")),
        said(
            "Lesson 4 counts an hour, beyond its own cost. Lesson 5 counts what all such hours "
            "lose in lesson 4 if the team begins, for one campaign a year."
        ),
        differs=True,
    ),
    Amount(
        said("What better work in-house costs more"),
        (("change_requests", "extra_cost"), ("service_advantage", "extra_cost")),
        said(
            "Lesson 1 counts a quarter of changes to a campaign. Lesson 3 counts a year of "
            "serving customers. They are two functions."
        ),
        differs=True,
    ),
)


def written() -> str:
    """Return the sheet as Markdown."""
    rows = [
        ROW.format(
            meaning=one.meaning,
            places="<br>".join(_placed(*place) for place in one.places),
            why=plain(one.why),
        )
        for one in SHEET
    ]
    return "\n".join([HEAD, *rows])


def _placed(explorer: str, name: str) -> str:
    entry = explore.entry(explorer)
    declared = entry.model.inputs()[name]
    return PLACE.format(
        title=plain(entry.view.TITLE.partition(":")[0]),
        label=plain(declared.label),
        value=plain(declared.spoken(declared.default)),
    )
