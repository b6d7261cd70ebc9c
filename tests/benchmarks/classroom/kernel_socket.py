"""A page's line to its kernel, through hub, proxy and server, without the page.

It speaks Jupyter's messages in the form that JupyterLab sends: binary, each with its channel, and
what widgets say on a subshell of its own.
"""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
NUMBER = 8  # bytes in which each place of a message is told

Content = dict[str, Any]
Hearer = Callable[[Content], None]


def packed(channel: str, parts: Sequence[bytes]) -> bytes:
    """Return a message as it goes over the line: where each part begins, then all of them."""
    pieces = [channel.encode(), *parts]
    place = NUMBER * (len(pieces) + 2)
    places = [place]
    for piece in pieces:
        place += len(piece)
        places.append(place)
    head = [len(places), *places]
    return b"".join([*(one.to_bytes(NUMBER, "little") for one in head), *pieces])


def unpacked(frame: bytes) -> tuple[str, list[bytes]]:
    """Return the channel and the parts of a message as it came over the line."""
    count = int.from_bytes(frame[:NUMBER], "little")
    at = [
        int.from_bytes(frame[NUMBER * place : NUMBER * (place + 1)], "little")
        for place in range(1, count + 1)
    ]
    pieces = [frame[start:end] for start, end in pairwise(at)]
    return pieces[0].decode(), pieces[1:]


class KernelSocket:
    """One page's line to a kernel.

    Attributes
    ----------
    states
        What each widget of the kernel has told of itself, by its id.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self.states: dict[str, Content] = {}
        self._socket = socket
        self._session = uuid.uuid4().hex
        self._subshell: str | None = None
        self._replies: dict[str, asyncio.Future[Content]] = {}
        self._idle: dict[str, asyncio.Future[None]] = {}
        self._hearers: dict[str, Hearer] = {}
        self._changed = asyncio.Event()

    async def begin(self) -> None:
        """Ask for a thread of its own for what widgets say, as JupyterLab does."""
        reply = await self.ask("create_subshell_request", {}, "control")
        self._subshell = reply["subshell_id"]

    def go_on(self, before: "KernelSocket") -> None:
        """Know and hear what another line to the same kernel did, which was cut."""
        self.states, self._hearers = before.states, before._hearers

    async def ask(self, kind: str, content: Content, channel: str = "shell") -> Content:
        """Ask the kernel, and return its reply once it has done all that was asked.

        Raises
        ------
        RuntimeError
            If it replies with an error.
        """
        header = self._header(kind)
        number = header["msg_id"]
        loop = asyncio.get_running_loop()
        replied = self._replies[number] = loop.create_future()
        idle = self._idle[number] = loop.create_future()
        await self._send(channel, header, content)
        reply = await replied
        await idle
        if reply["status"] != "ok":
            raise RuntimeError(f"{kind}: {reply.get('ename')}: {reply.get('evalue')}")
        return reply

    async def run(self, code: str) -> None:
        """Run a cell."""
        await self.ask("execute_request", {"code": code, "stop_on_error": True})

    async def process(self) -> int:
        """Return the number of the kernel's process."""
        asked = {"code": "", "silent": True}
        asked["user_expressions"] = {"process": "__import__('os').getpid()"}
        reply = await self.ask("execute_request", asked)
        return int(reply["user_expressions"]["process"]["data"]["text/plain"])

    async def change(self, widget: str, state: Content) -> None:
        """Tell the kernel what the page has changed of a widget."""
        await self._tell(widget, {"method": "update", "state": state, "buffer_paths": []})

    async def tell(self, widget: str, content: Content) -> None:
        """Send a message of a widget's page."""
        await self._tell(widget, {"method": "custom", "content": content})

    async def _tell(self, widget: str, data: Content) -> None:
        header = self._header("comm_msg")
        if self._subshell:
            header["subshell_id"] = self._subshell
        await self._send("shell", header, {"comm_id": widget, "data": data})

    def hear(self, widget: str, hearer: Hearer) -> None:
        """Have what a widget's kernel sends to its page heard from now on."""
        self._hearers[widget] = hearer

    async def until(self, found: Callable[[dict[str, Content]], Any]) -> Any:
        """Return what is found in the widgets' states, once it is there."""
        while not (value := found(self.states)):
            self._changed.clear()
            await self._changed.wait()
        return value

    def _header(self, kind: str) -> Content:
        return {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": self._session,
            "username": "",
            "date": datetime.now(UTC).isoformat(),
            "version": "5.4",
        }

    async def _send(self, channel: str, header: Content, content: Content) -> None:
        parts = [json.dumps(one).encode() for one in (header, {}, {}, content)]
        await self._socket.send(packed(channel, parts))

    async def listen(self) -> None:
        """Take in what the kernel says, until the line ends; then nobody waits any longer."""
        try:
            async for frame in self._socket:
                _, (header, parent, _, content, *_) = unpacked(frame)
                kind = json.loads(header)["msg_type"]
                self._heard(kind, json.loads(parent).get("msg_id"), json.loads(content))
        finally:
            for waiting in (*self._replies.values(), *self._idle.values()):
                if not waiting.done():
                    waiting.set_exception(ConnectionError("The line to the kernel has ended."))
                    waiting.exception()  # whoever no longer waits need not hear of it

    def _heard(self, kind: str, parent: str | None, content: Content) -> None:
        if kind.startswith("comm_"):
            self._heard_of_a_widget(kind, content)
        elif kind == "status" and content["execution_state"] == "idle":
            self._settle(self._idle, parent, None)
        elif kind.endswith("_reply"):
            self._settle(self._replies, parent, content)

    def _settle(self, waiting: dict[str, asyncio.Future], parent: str | None, value: Any) -> None:
        future = waiting.pop(parent or "", None)
        if future and not future.done():
            future.set_result(value)

    def _heard_of_a_widget(self, kind: str, content: Content) -> None:
        widget, data = content["comm_id"], content.get("data", {})
        if data.get("method") == "custom":
            hearer = self._hearers.get(widget)
            if hearer:
                hearer(data["content"])
        elif kind == "comm_close":
            self.states.pop(widget, None)
        elif "state" in data:
            self.states.setdefault(widget, {}).update(data["state"])
            self._changed.set()


@asynccontextmanager
async def connected(address: str, cookies: str) -> AsyncIterator[KernelSocket]:
    """Open a line to a kernel.

    Parameters
    ----------
    address
        Of its channels.
    cookies
        By which the server knows whose page it is.
    """
    settings: dict[str, Any] = {"subprotocols": [PROTOCOL], "max_size": None, "max_queue": None}
    settings |= {"additional_headers": {"Cookie": cookies}, "proxy": None, "compression": None}
    settings |= {"open_timeout": 60, "close_timeout": 2, "ping_interval": None}
    async with connect(address, **settings) as socket:
        line = KernelSocket(socket)
        listening = asyncio.create_task(line.listen())
        try:
            await line.begin()
            yield line
        finally:
            listening.cancel()
