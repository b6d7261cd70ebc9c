"""One student of a class: what comes of logging in, running a lesson and moving its slider."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from hub import LESSON, Hub
from kernel_socket import Content, KernelSocket, connected
from processes import memory, seconds
from websockets.exceptions import WebSocketException

READ_WITHIN = 120  # seconds, any answer of hub and server
ANSWERED_WITHIN = 10  # seconds, a move
EACH = 5.0  # seconds from one drag to the next
A_SECOND = 30  # moves of a drag
IN_SIGHT, MOST_STOPS = 24, 400  # of what lies ahead, as a page asks for it
REFERENCE = "anywidget:"  # before the name of a widget that another one holds


@dataclass(slots=True)
class Found:
    """What was found of one student.

    Attributes
    ----------
    ready
        Seconds from logging in until the server was there.
    opened
        Seconds from then until the lesson was open, and its kernel answered.
    ran
        Seconds from then until all of it had run.
    moves
        Milliseconds from each move to its answer.
    server_memory, kernel_memory
        Bytes (PSS) after the last move.
    server_start, kernel_start
        Seconds of processor time: the server's until it was there; the kernel's until *Run All*
        was done.
    errors
        What went wrong, in words.
    """

    ready: float | None = None
    opened: float | None = None
    ran: float | None = None
    moves: list[float] = field(default_factory=list)
    server_memory: int | None = None
    kernel_memory: int | None = None
    server_start: float | None = None
    kernel_start: float | None = None
    errors: list[str] = field(default_factory=list)


class Student:
    """What every student does, whether by a browser or without one.

    Parameters
    ----------
    name
        By which the hub knows them.
    hub
        Where they come in.
    told
        Where the slider is moved to, and what the model says there; see ``expected.py``.

    Attributes
    ----------
    found
        What was found so far.
    is_up
        Whether the lesson runs.
    work
        The folder in which the lessons keep what the student did.
    """

    def __init__(self, name: str, hub: Hub, told: dict[str, Any]) -> None:
        self.name, self.hub, self.told = name, hub, told
        self.found = Found()
        self.is_up = False
        self.server = self.kernel = 0  # the numbers of their processes
        self.work = hub.work_of(name) if hub else Path()

    async def try_to(self, do: Awaitable[Any], within: float) -> bool:
        """Do something within so many seconds; whatever goes wrong is counted, and told."""
        try:
            await asyncio.wait_for(do, within)
        except Exception as error:
            said = str(error).strip().splitlines() or [f"not done within {within:.0f} s"]
            self.wrong(f"{type(error).__name__}: {said[0]}")
            return False
        return True

    def wrong(self, what: str) -> None:
        """Count an error."""
        self.found.errors.append(f"{self.name}: {what}")

    async def come(self, within: float) -> None:
        """Log in, and run the lesson as soon as the server is there."""
        self.is_up = await self.try_to(self._come(), within)

    async def _come(self) -> None:
        began = time.monotonic()
        await self.log_in()
        self.found.ready = time.monotonic() - began
        self.server = await self.hub.server_of(self.name)
        self.found.server_start = seconds(self.server)
        began = time.monotonic()
        await self.open()
        self.found.opened = time.monotonic() - began
        began = time.monotonic()
        await self.run()
        self.found.ran = time.monotonic() - began
        if self.kernel:
            self.found.kernel_start = seconds(self.kernel)
        await self.predict()

    def look_back(self) -> None:
        """Look whether all that was answered is kept."""

    def weigh(self) -> None:
        """Note what the student's server and kernel hold."""
        if self.server:
            self.found.server_memory = memory(self.server)
        if self.kernel:
            self.found.kernel_memory = memory(self.kernel)

    async def log_in(self) -> None:
        """Log in, and wait until the server is there."""
        raise NotImplementedError

    async def open(self) -> None:
        """Open the lesson, and wait until its kernel answers."""
        raise NotImplementedError

    async def run(self) -> None:
        """Run all of the lesson."""
        raise NotImplementedError

    async def predict(self) -> None:
        """Have the explorer shown that stands behind a prediction."""
        raise NotImplementedError

    async def move(self, until: float, first: float) -> None:
        """Move the slider until then, from then on."""
        raise NotImplementedError

    async def leave(self) -> None:
        """Close what is open."""


class PlainStudent(Student):
    """A student whose page is not there: what it would say goes over the same lines.

    Parameters
    ----------
    drag
        How many moves a drag is made of.
    guess
        What the student predicts, unlike any other.
    """

    def __init__(self, name: str, hub: Hub, told: dict[str, Any], drag: int, guess: float) -> None:
        super().__init__(name, hub, told)
        self.drag, self.guess = drag, guess
        self._open = AsyncExitStack()
        self._moves: dict[int, tuple[float, Content, str]] = {}  # that have no answer yet
        self._made = 0
        self._asked = 0  # how often what lies ahead was asked for
        self._stops: list[float] = []  # that were asked for last
        self._known: set[float] = set()  # stops of which the page has the picture

    async def log_in(self) -> None:
        """Fill in the form, and follow the page that shows how far the server is."""
        settings = {"follow_redirects": True, "trust_env": False, "timeout": READ_WITHIN}
        client = httpx.AsyncClient(base_url=self.hub.address, **settings)
        self.client = await self._open.enter_async_context(client)
        (await self.client.get("/hub/login")).raise_for_status()
        form = {"username": self.name, "password": "", "_xsrf": self._word("/hub/")}
        (await self.client.post("/hub/login", data=form)).raise_for_status()
        # What the page that waits listens to.
        progress = f"/hub/api/users/{self.name}/server/progress"
        asked = {"_xsrf": self._word("/hub/")}
        async with self.client.stream("GET", progress, params=asked) as events:
            events.raise_for_status()
            async for line in events.aiter_lines():
                event = json.loads(line.removeprefix("data:")) if line[:5] == "data:" else {}
                if event.get("ready"):
                    return
        raise RuntimeError(f"The server did not start: {event.get('message')}")

    def _word(self, path: str) -> str:
        """Return the word that a change has to come with, as the pages of a path have it."""
        return self.client.cookies.get("_xsrf", path=path) or ""

    async def open(self) -> None:
        """Open the lesson, and a line to its kernel."""
        own = f"/user/{self.name}/"
        (await self.client.get(f"{own}doc/tree/{LESSON}")).raise_for_status()
        answer = await self.client.get(f"{own}api/contents/{LESSON}?type=notebook&content=1")
        answer.raise_for_status()
        kernel = await self._kernel(own)
        self._channels = f"{own}api/kernels/{kernel}/channels?session_id={self.name}"
        self.line = await self._line()
        self.kernel = await self.line.process()
        self.cells = answer.json()["content"]["cells"]

    async def _line(self) -> KernelSocket:
        address = f"{self.hub.address}{self._channels}"
        cookies = self.client.build_request("GET", address).headers["Cookie"]
        line = connected(re.sub("^http", "ws", address), cookies)
        return await self._open.enter_async_context(line)

    async def line_again(self) -> None:
        """Try until there is a line to the same kernel again, as a page does that lost its own."""
        before = self.line
        while self.line is before:
            try:
                self.line = await self._line()
            except (OSError, WebSocketException):
                await asyncio.sleep(1)
        self.line.go_on(before)

    async def come_again(self) -> float:
        """Come as who loads the page anew: log in until there is a server, and run the lesson.

        Returns
        -------
        float
            What the lesson then shows to have been predicted.
        """
        await self._open.aclose()
        while True:
            try:
                await self.log_in()
            except httpx.HTTPStatusError:  # the hub has not noticed yet that there is no server
                await asyncio.sleep(1)
            else:
                break
        self.server = await self.hub.server_of(self.name)
        await self.open()
        await self.run()
        place = await self.line.until(self._prediction)
        await self._explorer_of(place)
        return self.line.states[place]["state"]["given"]

    def questions(self) -> list[str]:
        """Return the widgets that are questions with one right option, in their order."""
        asked = {key: one.get("asked") or {} for key, one in self.line.states.items()}
        return [key for key, one in asked.items() if one.get("kind") == "one"]

    async def answer(self, question: str) -> str:
        """Choose the first option of a question; return what is said of keeping the answer."""
        await self.line.tell(question, {"kind": "answer", "given": [0]})
        state = await self.line.until(
            lambda states: states[question]["state"]["tries"] and states[question]["state"]
        )
        return state["notice"]

    async def run(self) -> None:
        """Have each cell run, as a page does: all are sent at once."""
        code = ["".join(cell["source"]) for cell in self.cells if cell["cell_type"] == "code"]
        await asyncio.gather(*map(self.line.run, code))

    async def _kernel(self, own: str) -> str:
        asked = {"path": LESSON, "name": "", "type": "notebook", "kernel": {"name": "python3"}}
        headers = {"X-XSRFToken": self._word(own)}
        answer = await self.client.post(f"{own}api/sessions", json=asked, headers=headers)
        answer.raise_for_status()
        return answer.json()["kernel"]["id"]

    async def predict(self) -> None:
        """Predict, and have the explorer shown that stands behind it."""
        place = await self.line.until(self._prediction)
        await self._commit(self.line.states[place]["controls"].removeprefix(REFERENCE), place)
        await self._explorer_of(place)

    def _prediction(self, states: dict[str, Content]) -> str:
        asked = {key: one.get("asked") or {} for key, one in states.items()}
        name = self.told["prediction"]
        return next((key for key, one in asked.items() if one.get("name") == name), "")

    async def _explorer_of(self, place: str) -> None:
        shown = await self.line.until(lambda states: states[place].get("explorer"))
        self.explorer = shown.removeprefix(REFERENCE)
        parts = self.line.states[self.explorer]
        self.controls, chart = (
            parts[part].removeprefix(REFERENCE) for part in ("controls", "chart")
        )
        await self._draw(chart)

    async def _commit(self, controls: str, place: str) -> None:
        """Move a prediction's slider, and press its button."""
        (name,) = self.line.states[controls]["values"]
        await self.line.change(controls, {"values": {name: self.guess}, "moves": {self.name: 1}})
        await self.line.tell(place, {"kind": "commit", "given": self.guess})

    async def _draw(self, chart: str) -> None:
        """Ask for the whole picture, as a page does that shows it first."""
        whole = asyncio.get_running_loop().create_future()

        def first(content: Content) -> None:
            if content["kind"] == "whole" and not whole.done():
                whole.set_result(content)

        self.line.hear(chart, first)
        await self.line.tell(chart, {"kind": "whole"})
        self.values = (await whole)["values"]
        self.line.hear(chart, self._answered)

    async def move(self, until: float, first: float) -> None:
        """Drag the slider there and back, a drag each five seconds."""
        await self.try_to(self._move(until, first), until - time.monotonic() + 60)

    async def _move(self, until: float, first: float) -> None:
        way = range(1, self.drag + 1), range(self.drag - 1, -1, -1)
        turn, start = 0, first
        while start < until:
            await asyncio.sleep(start - time.monotonic())
            await self._ask_ahead()
            for number, stop in enumerate(way[turn % 2]):
                await asyncio.sleep(start + number / A_SECOND - time.monotonic())
                await self._move_to(stop)
            turn, start = turn + 1, start + EACH
        await self._wait_for_answers()

    async def _ask_ahead(self) -> None:
        """Ask for what lies near the thumb and is not known yet, as a page does (``ahead.js``)."""
        name, at = self.told["input"], self.values[self.told["input"]]
        nearest = sorted(self.told["track"], key=lambda value: abs(value - at))
        unknown = [value for value in nearest if value not in self._known]
        if not self._known.issuperset(nearest[:IN_SIGHT]):
            self._stops = unknown[:MOST_STOPS]
            self._asked += 1
            asked = {"asked": f"{self.name}-{self._asked}", "values": self.values}
            asked["stops"] = [{name: value} for value in self._stops]
            await self.line.tell(self.explorer, {"kind": "ahead", **asked})

    async def _move_to(self, stop: int) -> None:
        self.values = {**self.values, self.told["input"]: self.told["way"][stop]}
        self._made += 1
        self._moves[self._made] = time.monotonic(), self.values, self.told["said"][stop]
        changed = {"values": self.values, "moves": {self.name: self._made}}
        await self.line.change(self.controls, changed)

    def _answered(self, content: Content) -> None:
        """Hold an answer against the move that it is of."""
        if content.get("asked") == f"{self.name}-{self._asked}":
            self._known |= {self._stops[frame["stop"]] for frame in content["frames"]}
        if content["kind"] not in ("move", "whole"):
            return
        move = self._moves.pop(content["moves"].get(self.name), None)
        if move is None:
            self.wrong("an answer to no move")
            return
        sent, values, sentence = move
        is_changed = content["kind"] == "whole" or bool(content["traces"])
        if is_changed and (content["values"], content["sentence"]) == (values, sentence):
            self.found.moves.append(1000 * (time.monotonic() - sent))
        else:
            self.wrong(f"a wrong answer: {content['sentence']}")

    async def _wait_for_answers(self) -> None:
        until = time.monotonic() + ANSWERED_WITHIN
        while self._moves and time.monotonic() < until:
            await asyncio.sleep(0.05)
        for number in self._moves:
            self.wrong(f"no answer to move {number}")

    def kept(self) -> dict[str, Any]:
        """Return what is kept of all that was answered, in the student's own home."""
        file = self.work / "progress.json"
        kept = json.loads(file.read_text("utf-8"))["entries"] if file.exists() else []
        return {one["name"]: one["given"] for one in kept}

    def is_kept(self) -> bool:
        """Whether the prediction is."""
        return self.kept().get(self.told["prediction"]) == self.guess

    def look_back(self) -> None:
        """Look whether the prediction is kept, and nothing else."""
        if not self.is_kept() or len(self.kept()) > 1:
            self.wrong(f"kept of the prediction {self.guess}: {self.kept()}")

    async def leave(self) -> None:
        """Close what is open."""
        await self._open.aclose()
