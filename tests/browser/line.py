"""A line between a browser and a server that can be broken, and mended."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlparse


class Line:
    """Carries whatever a browser and a server say to each other, as long as it is not broken.

    Attributes
    ----------
    address
        Where the server is found through this line.
    """

    def __init__(self, address: str) -> None:
        self._far = urlparse(address)
        self._carried: set[asyncio.StreamWriter] = set()
        self._is_broken = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._wait(self._listen())
        self.address = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def cut(self) -> None:
        """Break all connections, and let no new one come about."""
        self._wait(self._cut())

    def mend(self) -> None:
        """Let connections come about again."""
        self._is_broken = False

    def close(self) -> None:
        """Break it for good."""
        self.cut()
        self._wait(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _wait(self, doing):
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result()

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._connect, "127.0.0.1", 0)

    async def _cut(self) -> None:
        self._is_broken = True
        for end in self._carried:
            end.transport.abort()

    async def _end(self) -> None:
        self._server.close()
        carrying = asyncio.all_tasks() - {asyncio.current_task()}
        for one in carrying:
            one.cancel()
        await asyncio.gather(*carrying, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_broken:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(self._far.hostname, self._far.port)
        ends = {writer, far_writer}
        self._carried |= ends
        await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))
        self._carried -= ends

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while said := await reader.read(65_536):
                writer.write(said)
                await writer.drain()
        except OSError:
            pass  # one of the ends is gone, and so the other goes
        writer.close()


@contextmanager
def line_to(address: str) -> Iterator[Line]:
    """Lay a line to a server."""
    line = Line(address)
    try:
        yield line
    finally:
        line.close()
