"""Staff allocation: who does which project, and what one more project in-house costs elsewhere."""

from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Any

import numpy as np

from lessons.models.shared.decision import Decision, decide
from lessons.scenario import Scenario, quantity

PEOPLE = ("ana", "kofi", "mei")
PROJECTS = ("launch", "chips", "fair", "club")
LAUNCH = 0  # the project that may go to the supplier, among PROJECTS


def _earnings(default: float, row: str, column: str, label: str) -> Any:
    """Declare what the company earns in the quarter if a person (row) does a project (column)."""
    group = "What each person would earn with each project"
    return quantity(
        default, 0, 150_000, step=1_000, label=label, unit="$", group=group, row=row, column=column
    )


class StaffAllocation(Scenario):
    """What the company earns in a quarter by who does which project.

    Each person does one project. The candy launch is done by one of them, or by a supplier
    for a fee. Sending a person to the launch costs what the others' best plan then earns
    less: the opportunity cost.
    """

    ana_launch: float = _earnings(60_000, "Ana", "Candy launch", "Ana on the candy launch")
    ana_chips: float = _earnings(70_000, "Ana", "Summer chips", "Ana on the summer chips")
    ana_fair: float = _earnings(40_000, "Ana", "Trade fair", "Ana on the trade fair")
    ana_club: float = _earnings(35_000, "Ana", "Loyalty club", "Ana on the loyalty club")
    kofi_launch: float = _earnings(50_000, "Kofi", "Candy launch", "Kofi on the candy launch")
    kofi_chips: float = _earnings(45_000, "Kofi", "Summer chips", "Kofi on the summer chips")
    kofi_fair: float = _earnings(55_000, "Kofi", "Trade fair", "Kofi on the trade fair")
    kofi_club: float = _earnings(30_000, "Kofi", "Loyalty club", "Kofi on the loyalty club")
    mei_launch: float = _earnings(30_000, "Mei", "Candy launch", "Mei on the candy launch")
    mei_chips: float = _earnings(40_000, "Mei", "Summer chips", "Mei on the summer chips")
    mei_fair: float = _earnings(25_000, "Mei", "Trade fair", "Mei on the trade fair")
    mei_club: float = _earnings(50_000, "Mei", "Loyalty club", "Mei on the loyalty club")
    fee: float = quantity(
        40_000,
        0,
        150_000,
        step=1_000,
        label="Fee of the supplier",
        unit="$",
        help="What the supplier charges for the candy launch.",
        group="The supplier",
    )
    supplier_launch: float = quantity(
        45_000,
        0,
        150_000,
        step=1_000,
        label="Supplier on the candy launch",
        unit="$",
        help="What the company earns, before the fee, if the supplier does the launch.",
        group="The supplier",
    )

    def matrix(self) -> np.ndarray:
        """Return the earnings, $, of shape (3, 4): people by projects."""
        cells = [[getattr(self, f"{one}_{project}") for project in PROJECTS] for one in PEOPLE]
        return np.array(cells)

    def in_house_plan(self) -> "Plan":
        """Return the best plan in which somebody does the launch and nobody another project."""
        nobody = np.zeros(len(PROJECTS))
        nobody[LAUNCH] = -np.inf
        return self._plan(nobody)

    def outsourced_plan(self) -> "Plan":
        """Return the best plan in which the supplier does the launch, its fee taken off."""
        supplier = np.full(len(PROJECTS), -np.inf)
        supplier[LAUNCH] = self.supplier_launch - self.fee
        return self._plan(supplier)

    def _plan(self, last_row: np.ndarray) -> "Plan":
        matrix = np.vstack([self.matrix(), last_row])
        projects = best_assignment(matrix)
        return Plan(projects[:-1], float(matrix[np.arange(len(matrix)), projects].sum()))

    def margin(self) -> Any:
        """Return how much more the company earns insourcing, $; any input may be an array."""
        names = tuple(self.quantities())

        def one(*values: float) -> float:
            scenario = self.model_copy(update=dict(zip(names, values, strict=True)))
            return scenario.in_house_plan().total - scenario.outsourced_plan().total

        return np.vectorize(one, otypes=[float])(*(getattr(self, name) for name in names))[()]

    def solve(self) -> "StaffAllocationOutcome":
        """Find both plans, and hold the opportunity cost against the supplier's net price."""
        in_house, outsourced = self.in_house_plan(), self.outsourced_plan()
        matrix = self.matrix()
        own_launch = float(matrix[in_house.projects == LAUNCH, LAUNCH].item())
        others = outsourced.total - (self.supplier_launch - self.fee)
        margin = in_house.total - outsourced.total
        return StaffAllocationOutcome(
            scenario=self,
            matrix=matrix,
            in_house=in_house,
            outsourced=outsourced,
            opportunity_cost=others - (in_house.total - own_launch),
            net_price=self.fee + own_launch - self.supplier_launch,
            margin=margin,
            decision=decide(margin),
        )


def best_assignment(matrix: Any, *, least: bool = False) -> np.ndarray:
    """Return which column each row is given so that the total is greatest.

    Parameters
    ----------
    matrix
        Value (or hours, or cost) of each row doing each column, of a shape with at least as
        many columns as rows. ``-inf`` forbids a cell where the total is to be greatest,
        ``inf`` where it is to be least.
    least
        Make the total the least instead, as for hours.

    Returns
    -------
    numpy.ndarray
        For each row its column, of shape (rows,); no column comes twice.

    Raises
    ------
    ValueError
        If there are fewer columns than rows, or the forbidden cells leave no assignment.

    Notes
    -----
    The linear sum assignment problem (Kuhn 1955). Every assignment is tried, of which there are
    24 for four rows and columns; of several best ones the first is taken.
    """
    values = np.asarray(matrix, dtype=float)
    if values.ndim != 2 or values.shape[1] < values.shape[0]:
        raise ValueError(
            "The matrix needs rows and columns, and a column for each row; "
            f"got the shape {values.shape}."
        )
    assignments = _assignments(*values.shape)
    totals = values[np.arange(len(values)), assignments].sum(axis=1)
    best = np.argmin(totals) if least else np.argmax(totals)
    if not np.isfinite(totals[best]):
        raise ValueError("The forbidden cells leave no assignment: it is infeasible.")
    return assignments[best]


@cache
def _assignments(rows: int, columns: int) -> np.ndarray:
    """Return every assignment of columns to rows, of shape (assignments, rows)."""
    return np.array(list(permutations(range(columns), rows)))


@dataclass(frozen=True, slots=True)
class Plan:
    """Who does what, and what the company earns by it.

    Attributes
    ----------
    projects
        For each of the people the index of a project, of shape (3,).
    total
        Of all people, and of the supplier after its fee where it does the launch, $.
    """

    projects: np.ndarray
    total: float


@dataclass(frozen=True, slots=True)
class StaffAllocationOutcome:
    """What `StaffAllocation` found.

    Attributes
    ----------
    matrix
        Earnings, $, of shape (3, 4): people by projects, the launch first.
    in_house, outsourced
        The best plan with the launch in-house, and with the launch at the supplier.
    opportunity_cost
        What the other projects earn less because of the launch in-house, $; never negative.
    net_price
        The supplier's fee, less what its launch earns more than one's own, $.
    margin
        Net price less opportunity cost, $; positive where insourcing earns more.
    """

    scenario: StaffAllocation
    matrix: np.ndarray
    in_house: Plan
    outsourced: Plan
    opportunity_cost: float
    net_price: float
    margin: float
    decision: Decision

    @property
    def chosen(self) -> Plan:
        """The better of the two plans; in-house where they are equal."""
        return self.outsourced if self.decision == "outsource" else self.in_house

    @property
    def launcher(self) -> str:
        """Who does the launch in the best plan that keeps it in-house: one of `PEOPLE`."""
        return PEOPLE[int(np.flatnonzero(self.in_house.projects == LAUNCH)[0])]
