"""The controls: for each input the elements that its kind needs, all following the scenario."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import traitlets

from lessons import words
from lessons.scenario.kinds import Declaration, ScenarioError
from lessons.widgets import page
from lessons.widgets.part import Part

MOST_AT_FIRST = 6  # blocks of controls; the rest stands under *More inputs*
MOST_WINDOWS = 16  # whose moves are counted: a window that was closed does not say so


class _Value(traitlets.TraitType):
    """Where an input of a panel stands. The panel alone keeps it: so none is moved twice."""

    def get(self, control: "Control", _class: type | None = None) -> Any:
        return control._panel.values[control.name]

    def set(self, control: "Control", value: Any) -> None:
        control._panel.move(**{control.name: value})

    def tell(self, control: "Control") -> None:
        """Tell who observes the input, if it stands elsewhere than it was last told."""
        super().set(control, self.get(control))


class Control(traitlets.HasTraits):
    """One input of a `Controls` panel; ``control.value = x`` moves it, as on the page.

    Whatever takes a trait takes its `value`: ``observe``, ``ipywidgets.link``,
    ``ipywidgets.interactive_output``. Who observes it is told once a move, after all that
    follows the panel, so that an explorer has drawn by then.

    Attributes
    ----------
    name
        The input's name in its Scenario.
    value
        Where it stands, in its own unit: a number, a flag, an option or a tuple, by kind. What
        the input refuses raises a ScenarioError, and it stays where it was.
    """

    value = _Value()

    def __init__(self, panel: "Controls", name: str) -> None:
        super().__init__()
        self._panel, self.name = panel, name
        Control.value.tell(self)

    @property
    def declared(self) -> Declaration:
        """The declaration of this input: kind, label, bounds or options."""
        return self._panel.declared[self.name]


class Controls(Part):
    """A panel of inputs under the headings of their groups.

    ``controls["volume"]`` is the `Control` of one input; iterating gives them all.

    Parameters
    ----------
    declared
        The declaration of each input, by name.
    values
        Where they stand at the start.
    in_order
        Names of inputs that are read from the lowest to the highest, group by group, each
        group a row of a table. Under a row that is out of order the page says how it is read.
    at_first
        Names of the inputs that are open at first, at most six of them; the others stand under
        *More inputs*, which opens when something moves one. The cells of a table count as one.
        Left out, the first six that are declared are open.

    Attributes
    ----------
    moves_heard
        How many moves have come from each window that has an input of these moved.
    lock
        Held by whoever moves them. A window's moves may arrive on a thread of their own, beside
        that of the cells; what follows from one is done before the next one begins. It is one
        for all panels: inputs of two that are linked move in one turn.
    """

    SCRIPT = page.script(__file__)
    STYLES = page.styles("controls", "play")
    lock = threading.RLock()
    FROM_PAGE = ("values",)
    inputs = traitlets.List().tag(sync=True)
    phrases = traitlets.Dict().tag(sync=True)
    locale = traitlets.Unicode(words.LOCALE.replace("_", "-")).tag(sync=True)
    # What one window moves is echoed to the others on the same kernel.
    values = traitlets.Dict().tag(sync=True)
    # What a page knows of itself: how many moves each of its windows has made.
    moves = traitlets.Dict().tag(sync=True, echo_update=False)
    in_order = traitlets.List().tag(sync=True)

    def __init__(
        self,
        declared: Mapping[str, Declaration],
        values: Mapping[str, Any],
        in_order: Iterable[Sequence[str]] = (),
        at_first: Sequence[str] = (),
    ) -> None:
        self.declared = dict(declared)
        shown = open_at_first(declared, at_first)
        # A message of the page is checked when `values` holds it already.
        self._good = dict(values)
        self._controls: dict[str, Control] = {}
        self.moves_heard: dict[str, int] = {}
        super().__init__(
            inputs=[
                {
                    **_described(name, one),
                    "later": name not in shown,
                    "unused": _unused(one, declared),
                }
                for name, one in declared.items()
            ],
            phrases=words.on_page("controls", "number_box", "play"),
            in_order=[list(row) for row in in_order],
            values=dict(values),
        )
        self._controls = {name: Control(self, name) for name in declared}

    def __getitem__(self, name: str) -> Control:
        if name not in self.declared:
            right = words.nearest(name, self.declared)
            raise KeyError(f"There is no input “{name}”. The nearest is “{right}”.")
        return self._controls[name]

    def __iter__(self) -> Iterator[Control]:
        return iter(self._controls.values())

    def move(self, **values: Any) -> None:
        """Move several inputs at once.

        Raises
        ------
        ScenarioError
            If a value is refused; then none is moved.
        """
        checked = {name: self[name].declared.checked(value) for name, value in values.items()}
        with self.lock:
            self.values = {**self.values, **checked}

    def notify_change(self, change: Any) -> None:
        """Tell of a change: first who follows all inputs, then who observes one that has moved."""
        super().notify_change(change)
        for control in self._controls.values() if change["name"] == "values" else ():
            Control.value.tell(control)

    def set_state(self, sync_data: object) -> None:
        """Take what a page has sent, one page after the other."""
        with self.lock:
            self._hear_of(sync_data.get("moves") if isinstance(sync_data, dict) else None)
            super().set_state(sync_data)

    def _hear_of(self, moves: Any) -> None:
        """Remember how many moves have come from a window, the windows moved last at the end."""
        for window, count in moves.items() if isinstance(moves, dict) else ():
            if type(count) is int:
                self.moves_heard.pop(window, None)
                self.moves_heard[window] = count
        for window in list(self.moves_heard)[:-MOST_WINDOWS]:
            del self.moves_heard[window]

    @traitlets.validate("values")
    def _only_good_values(self, proposal: Any) -> dict[str, Any]:
        """Refuse what a page sends that an input refuses, before anything follows it."""
        values = {**self._good, **proposal.value}
        try:
            self._good = {name: one.checked(values[name]) for name, one in self.declared.items()}
            return self._good
        except ScenarioError as error:
            # Only after this kind of error does the trait keep its last good value.
            raise traitlets.TraitError(str(error)) from None


class ExplorerControls(Controls):
    """The controls of an explorer, whose chart tells every window where they stand.

    So that a sentence and the inputs that it is about come in one message, without an echo.
    """

    values = traitlets.Dict().tag(sync=True, echo_update=False)


def open_at_first(declared: Mapping[str, Declaration], chosen: Sequence[str] = ()) -> set[str]:
    """Return the names of the inputs that are open at first; see `Controls`.

    Raises
    ------
    ValueError
        If one of those `chosen` is no input, or if they are too many: a mistake of the author.
    """
    for name in chosen:
        if name not in declared:
            right = words.nearest(name, declared)
            raise ValueError(f"There is no input “{name}”. The nearest is “{right}”.")
    blocks = list(dict.fromkeys(_block(name, declared[name]) for name in chosen or declared))
    if chosen and len(blocks) > MOST_AT_FIRST:
        raise ValueError(f"At most {MOST_AT_FIRST} inputs are open at first; got {len(blocks)}.")
    shown = blocks[:MOST_AT_FIRST]
    return {name for name, one in declared.items() if _block(name, one) in shown}


def _block(name: str, declared: Declaration) -> str:
    """Name what an input is part of on the page: its group's table, or itself alone."""
    return f"table of {declared.group}" if getattr(declared, "row", "") else name


def _unused(one: Declaration, declared: Mapping[str, Declaration]) -> str:
    """Return what is said of an input while an option of another one leaves it without effect."""
    if not one.unused_with:
        return ""
    name, option = one.unused_with
    label = declared[name].label if name in declared else name
    return words.PHRASES["unused"].format(label=label, option=words.said(option))


def _described(name: str, declared: Declaration) -> dict[str, Any]:
    """Return what the page needs to know of an input."""
    return {
        **asdict(declared),
        "name": name,
        "kind": declared.kind,
        "refusal": declared.refusal("{got}"),
        # What the page goes by stays as it is declared; beside it stands what it shows.
        **words.unit_on_page(getattr(declared, "unit", "")),
        "options_shown": words.said(getattr(declared, "options", ())),
    }
