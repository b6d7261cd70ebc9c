"""A part of the page, and what that page may send to it: all is read here, or passed over."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

import anywidget
import traitlets

from lessons.server.in_browser import done_when_there
from lessons.widgets import fault, rerun
from lessons.widgets.page_script import FETCHING, page_script
from lessons.words.typed import whole


class Message:
    """What a page has sent, whatever that is; a field that is not what it has to be is none.

    Attributes
    ----------
    kind
        What the page asks for.
    buffers
        What came with it as bytes.
    """

    def __init__(self, content: object, buffers: Sequence[Any] = ()) -> None:
        self._content = content if isinstance(content, dict) else {}
        self.kind, self.buffers = self.text("kind"), buffers

    def text(self, name: str) -> str | None:
        """Return a text, in whole characters; without one None."""
        given = self._content.get(name)
        return whole(given) if isinstance(given, str) else None

    def is_true(self, name: str) -> bool:
        """Whether it says yes."""
        return self._content.get(name) is True

    def whole(self, name: str) -> int | None:
        """Return a whole number, such as a place; without one None."""
        given = self._content.get(name)
        return given if type(given) is int else None

    def number(self, name: str) -> float | None:
        """Return a finite number; without one None."""
        return _number(self._content.get(name))

    def items(self, name: str) -> list[Any]:
        """Return a list of anything; without one an empty list."""
        given = self._content.get(name)
        return given if isinstance(given, list) else []

    def mapping(self, name: str) -> dict[str, Any]:
        """Return anything by name; without it an empty dict."""
        given = self._content.get(name)
        return given if isinstance(given, dict) else {}

    def texts(self, name: str) -> list[str]:
        """Return the texts of a list."""
        return [whole(one) for one in self.items(name) if isinstance(one, str)]

    def numbers(self, name: str) -> list[float] | None:
        """Return a list of finite numbers; None if it is none, or another thing is in it."""
        given = [_number(one) for one in self.items(name)]
        return None if None in given else given


def _number(given: object) -> float | None:
    is_finite = type(given) in (int, float) and abs(given) <= sys.float_info.max
    return float(given) if is_finite else None


class Part(anywidget.AnyWidget):
    """A widget that acts on what its page sends, and takes nothing else from it.

    Attributes
    ----------
    FROM_PAGE
        Names of the traits that a page may change.
    SCRIPT, STYLES
        Its script and its styles on the page, which all of its class share.
    OWN
        Names of the traits whose widgets are part of it, and go with it.
    acts
        What is done with a message, by its kind; those of other kinds are passed over.
    """

    SCRIPT: ClassVar[str]
    STYLES: ClassVar[str]
    OWN: ClassVar[tuple[str, ...]] = ()
    FROM_PAGE: ClassVar[tuple[str, ...]] = ()
    acts: Mapping[str, Callable[[Message], object]] = {}
    _esm = traitlets.Unicode(FETCHING).tag(sync=True)
    page_script = anywidget.WidgetTrait().tag(sync=True)

    def __init__(self, **parts: Any) -> None:
        super().__init__(page_script=page_script(self.SCRIPT, self.STYLES), **parts)
        self.on_msg(self._hear)

    def close(self) -> None:
        """Take it off every page, with what is part of it."""
        for name in (*self.OWN, "layout"):
            own = self._trait_values.get(name)  # what was never asked for need not be made now
            if own is not None:
                own.close()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        rerun.shows(self)
        return super()._repr_mimebundle_(**kwargs)

    def _hear(self, _widget: object, content: object, buffers: Sequence[Any]) -> None:
        message = Message(content, buffers)
        if message.kind in self.acts:
            act = self.acts[message.kind]
            with self.faults_told():
                done_when_there(
                    lambda: act(message), lambda is_there: self._act_later(act, message, is_there)
                )

    def _act_later(
        self, act: Callable[[Message], object], message: Message, is_there: bool
    ) -> None:
        """Act on a message that needed what a browser had to fetch; say where it has not come."""
        if not is_there:
            self.send({"kind": "unfetched"})
            return
        with self.faults_told():
            act(message)

    @contextmanager
    def faults_told(self) -> Iterator[None]:
        """Tell the page of code that fails; what is raised goes on to the kernel's own log."""
        try:
            yield
        except Exception as error:
            self.tell_fault(error)
            raise

    def tell_fault(self, error: Exception) -> None:
        """Have the page say that something failed, with what and where for whoever mends it."""
        self.send({"kind": "fault", "details": fault.where(error)})

    def set_state(self, sync_data: object) -> None:
        """Take what a page has changed; where that is refused, have the page take it back."""
        given = sync_data if isinstance(sync_data, dict) else {}
        taken = {name: value for name, value in given.items() if name in self.FROM_PAGE}
        with self.faults_told():
            try:
                super().set_state(taken)
            except traitlets.TraitError:
                self.send_state([*taken])
