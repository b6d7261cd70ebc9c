"""A slow line between a page and its server: what is said on it comes later, both ways."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 64 * 1024  # bytes


@contextmanager
def slow_line(address: str, delay: float) -> Iterator[str]:
    """Relay to a server of this machine, and yield the address to ask in its place.

    Parameters
    ----------
    address
        Of the server, with its port.
    delay
        Seconds that anything takes each way.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        port = asyncio.run_coroutine_threadsafe(_listen(address, delay), loop).result()
        yield f"http://127.0.0.1:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(_leave_off(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _leave_off() -> None:
    """End whatever is still being carried."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for one in others:
        one.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _listen(address: str, delay: float) -> int:
    """Begin to relay; return the port."""
    server = urlsplit(address)

    async def relayed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(server.hostname, server.port)
        with suppress(asyncio.CancelledError):  # by the end of the line
            await asyncio.gather(_carry(reader, there[1], delay), _carry(there[0], writer, delay))

    listening = await asyncio.start_server(relayed, "127.0.0.1", 0)
    return listening.sockets[0].getsockname()[1]


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    """Carry what comes on one side to the other, each piece as late, and so in its order."""
    loop = asyncio.get_running_loop()
    underway: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def arrive() -> None:
        with suppress(ConnectionError):
            while True:
                due, piece = await underway.get()
                await asyncio.sleep(due - loop.time())
                if not piece:
                    break
                writer.write(piece)
                await writer.drain()
        writer.close()

    arriving = loop.create_task(arrive())
    piece = b"first"
    while piece:
        piece = b""
        with suppress(ConnectionError):
            piece = await reader.read(CHUNK)
        await underway.put((loop.time() + delay, piece))
    await arriving
