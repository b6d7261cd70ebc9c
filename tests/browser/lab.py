"""A real JupyterLab with a real Chromium in front of it, for the browser tests."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, WebSocket, expect

STARTED_WITHIN = 90  # seconds; a cold disk is slow
ENDED_WITHIN = 45  # seconds, with all kernels
# A save ends with a checkpoint; until it is there, JupyterLab hears of no other. What it saves by
# itself while a notebook runs has none.
SAVED = """(name) => performance.getEntriesByType("resource")
  .some((one) => one.name.includes(name) && one.name.includes("/checkpoints"))"""
# Of all outputs that are widgets.
FILLED = """() => {
  const parts = [...document.querySelectorAll(".jp-OutputArea-output.lm-Panel")];
  return parts.length > 1 && parts.every((part) => part.querySelector("[class^=lessons-]"));
}"""
# No cell waits for its turn, or for its end.
RAN = """() => ![...document.querySelectorAll(".jp-InputPrompt")]
  .some((prompt) => prompt.textContent.includes("*"))"""
# What the page knows of the stops near the thumb: whether it has all that it asked for.
KNOWS = """() => {
  const all = globalThis[Symbol.for("lessons.frames")];
  const frames = all?.get(document.querySelector(".lessons-chart"));
  return frames?.frames.size > 20 && !frames.isAsked;
}"""
# Resolves once the page stands where a run has left it: JupyterLab goes on to the last cell for as
# long as cells above it grow.
STILL = """() => new Promise((still) => {
  const tops = () => [...document.querySelectorAll(".jp-Cell")]
    .map((cell) => Math.round(cell.getBoundingClientRect().top)).join();
  let [seen, since] = [tops(), performance.now()];
  const look = () => {
    if (tops() !== seen) [seen, since] = [tops(), performance.now()];
    if (performance.now() - since > 700) still();
    else requestAnimationFrame(look);
  };
  look();
})"""
# Puts away all that is open in JupyterLab, as it is.
CLOSE = """async () => {
  await jupyterapp.restored;
  for (const open of [...jupyterapp.shell.widgets("main")]) {
    if (open.context) open.context.model.dirty = false; // else it asks whether to save
    open.close();
  }
}"""
# Opens a notebook in JupyterLab, and is done once its kernel answers.
OPEN = """async (path) => {
  const { commands, shell } = jupyterapp;
  const notebook = await commands.execute("docmanager:open", { path });
  for (const other of [...shell.widgets("main")]) { // JupyterLab fills an empty desk by itself
    if (other !== notebook) other.close();
  }
  const { context, sessionContext } = notebook;
  await Promise.all([context.ready, sessionContext.ready]);
  await sessionContext.session.kernel.info;
}"""
LOCAL = {"127.0.0.1", "localhost", ""}
LOOPBACK_ONLY = Path(__file__).parents[1] / "support" / "loopback_only"
TRIED = "Another machine was asked for:"  # what a Python says there before it is refused
AT_FIRST = {"width": 1280, "height": 900}  # a window's size as a test finds it
# What a test may have changed of how a page is shown, as no one had changed it.
UNCHANGED = dict.fromkeys(("media", "color_scheme", "reduced_motion", "forced_colors"), "null")
FORGET = "origin === 'null' || (localStorage.clear(), sessionStorage.clear())"


def free_port() -> int:
    """Return a port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_lab(
    folder: Path, log: Path, python: str = sys.executable, ip: str = "127.0.0.1", token: str = ""
) -> Iterator[str]:
    """Run JupyterLab on `folder` and yield its address; stop it and its kernels at the end."""
    command = [python, "-m", "jupyterlab", "--no-browser", "--ServerApp.password="]
    command += [f"--ServerApp.ip={ip}", f"--IdentityProvider.token={token}"]
    command += [f"--ServerApp.root_dir={folder}", "--ServerApp.port_retries=0", "--allow-root"]
    command += ["--LabApp.expose_app_in_browser=True"]  # what OPEN asks to open a notebook
    with _running(command, log, f"api/status?token={token}") as address:
        yield address


@contextmanager
def running_voila(folder: Path, log: Path, *flags: str) -> Iterator[str]:
    """Present the notebooks of `folder` in Voilà and yield the address; stop it at the end."""
    command = [sys.executable, "-m", "voila", str(folder), "--no-browser"]
    command += ["--Voila.ip=127.0.0.1", "--Voila.port_retries=0", *flags]
    with _running(command, log, "") as address:
        yield address


@contextmanager
def _running(command: list[str], log: Path, asked: str) -> Iterator[str]:
    port = free_port()
    log.write_text("")
    server = started([*command, f"--port={port}"], log)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_up(f"{address}/{asked}", server, log)
        yield address
    finally:
        _end(server)
    tried = [line for line in log.read_text(errors="replace").splitlines() if TRIED in line]
    assert tried == []


def started(command: list[str], log: Path) -> subprocess.Popen:
    """Start a server, which writes what it says at the end of `log`; it may not be up yet."""
    # Settings and workspaces of whoever runs the tests must neither matter nor be touched.
    home = {"JUPYTER_CONFIG_DIR": str(log.parent / "config")}
    home |= {"JUPYTERLAB_SETTINGS_DIR": str(log.parent / "settings")}
    home |= {"JUPYTERLAB_WORKSPACES_DIR": str(log.parent / "workspaces")}
    # No server and none of its kernels may ask another machine.
    found = [str(LOOPBACK_ONLY), os.environ.get("PYTHONPATH", "")]
    home |= {"PYTHONPATH": os.pathsep.join(filter(None, found))}
    with log.open("a") as output:
        return subprocess.Popen(
            command, env=os.environ | home, stdout=output, stderr=subprocess.STDOUT
        )


def _end(server: subprocess.Popen) -> None:
    """End a server, by force where it waits for a kernel that it was starting as it was ended."""
    server.terminate()
    try:
        server.wait(ENDED_WITHIN)  # it ends its kernels first
    except subprocess.TimeoutExpired:
        server.kill()  # its kernels end themselves without it
        server.wait()


def wait_until_up(asked: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until a server answers, or has ended."""
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(asked, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text()}")


@dataclass
class Traffic:
    """What a page fetched, from where, and what it complained of."""

    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    received: int = 0
    sent: int = 0
    answers: int = 0
    frames: list[bytes] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to a page that has not been opened yet."""
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", self._opened)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._said)

    def forget(self) -> None:
        """Begin anew with a page that goes on."""
        self.strangers, self.complaints, self.frames = [], [], []
        self.received = self.sent = self.answers = 0

    @property
    def moves(self) -> list[bytes]:
        """What the kernel has answered to moves."""
        return [frame for frame in self.frames if b'"kind": "move"' in frame]

    def text(self) -> str:
        """Return all that the page has received through its sockets."""
        return b"\n".join(self.frames).decode(errors="replace")

    def _said(self, told: ConsoleMessage) -> None:
        # JupyterLab asks for a picture before it knows from where; then it asks for /files/....
        is_early = urlparse(told.location["url"]).path.startswith("/pictures/")
        if told.type == "error" and not is_early:
            self.complaints.append(f"{told.text} ({told.location['url']})")

    def _asked(self, address: str) -> None:
        host = urlparse(address)
        if host.scheme in ("http", "https", "ws", "wss") and host.hostname not in LOCAL:
            self.strangers.append(address)

    def _opened(self, socket: WebSocket) -> None:
        self._asked(socket.url)
        socket.on("framereceived", lambda frame: self._count("received", frame))
        socket.on("framesent", lambda frame: self._count("sent", frame))

    def _count(self, way: str, frame: str | bytes) -> None:
        content = frame if isinstance(frame, bytes) else frame.encode()
        setattr(self, way, getattr(self, way) + len(content))
        if way == "received":
            self.frames.append(content)
        # What the kernel's widgets say, but for frames, which no move asks for; its "busy" and
        # "idle" come with every message.
        is_said = way == "received" and b'{"data": {"method": ' in content
        self.answers += is_said and b'"kind": "ahead"' not in content


@contextmanager
def opened_page(context: BrowserContext) -> Iterator[Page]:
    """Open an empty page, and leave nothing of it to those that come after but the cache."""
    before = context.pages
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    if not page.is_closed():
        page.evaluate(FORGET)
    for one in context.pages:
        if one not in before:
            one.close()
    context.clear_permissions()


def write_notebook(path: Path, *cells: str) -> None:
    """Write a notebook with one code cell for each text."""
    made = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "source": source,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    path.write_text(
        json.dumps(
            {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
        )
    )


def open_notebook(page: Page, address: str, name: str) -> None:
    """Open a notebook in JupyterLab, alone, and wait until its kernel is idle.

    A page that shows JupyterLab already goes on: its scripts are not read once more.
    """
    if page.url.startswith(f"{address}/lab"):
        page.evaluate(CLOSE)
        page.evaluate(OPEN, name)
    else:
        page.goto(f"{address}/lab/tree/{name}?reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
    wait_for_kernel(page)


def wait_for_kernel(page: Page) -> None:
    """Wait until the notebook of a page of JupyterLab or Notebook 7 has a kernel that is idle.

    The circle beside the kernel's name is no such sign: it says idle before there is a kernel.
    """
    of_lab, of_notebook = page.get_by_text("| Idle"), ".jp-NotebookKernelStatus-fade:empty"
    of_lab.or_(page.locator(of_notebook)).wait_for(state="attached", timeout=60_000)


def end_kernels(page: Page, address: str) -> None:
    """End every kernel of JupyterLab, so that no notebook opens with what was run before."""
    page.request.get(f"{address}/tree")  # hands out the word that a change has to come with
    word = {one["name"]: one["value"] for one in page.context.cookies(address)}["_xsrf"]
    for session in page.request.get(f"{address}/api/sessions").json():
        kernel = f"{address}/api/sessions/{session['id']}"
        assert page.request.delete(kernel, headers={"X-XSRFToken": word}).status == 204


def run_all(page: Page) -> None:
    """Run all cells through JupyterLab's own menu, and wait until they have and stand still."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(RAN)
    # Until then a button may move away from under a click.
    page.evaluate(STILL)


def put_back(page: Page) -> None:
    """Show JupyterLab as it was at first, whatever a test has changed of its page."""
    page.set_viewport_size(AT_FIRST)
    page.emulate_media(**UNCHANGED)
    page.context.clear_permissions()
    page.mouse.move(0, 0)
    files = page.locator("#filebrowser")
    if not files.is_visible():
        page.keyboard.press("Control+b")
    expect(files).to_be_visible()
    page.evaluate(FORGET)


def clear_desk(page: Page, address: str) -> None:
    """Show JupyterLab as it was at first, with nothing open in it."""
    if not page.url.startswith(f"{address}/lab"):
        page.goto(f"{address}/lab?reset")
        expect(page.locator("#filebrowser")).to_be_visible()
    page.evaluate(CLOSE)
    put_back(page)


def run_anew(page: Page) -> None:
    """Put a page of JupyterLab back to how it was opened, and run its one explorer anew.

    What stands in the page afterwards is another explorer, which knows nothing of the one before.
    """
    before = page.locator(".lessons-explorer").element_handles()
    cells = page.locator(".jp-Notebook .jp-CodeCell").count()
    put_back(page)
    page.locator(".jp-WindowedPanel-outer").evaluate("panel => panel.scrollTo(0, 0)")
    run_all(page)
    page.wait_for_function("(all) => all.every((one) => !one.isConnected)", arg=before)
    expect(page.locator(".lessons-explorer")).to_have_count(1)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert page.evaluate("[scrollX, scrollY, sessionStorage.length]") == [0, 0, 0]
    assert page.evaluate("document.fullscreenElement") is None
    assert page.locator(".lm-Menu, .jp-Dialog").count() == 0


def drag(area: Locator, start: float, end: float, height: float = 0.5, inset: float = 0) -> None:
    """Drag along a slider or a drawing, from one share of its width to another.

    `inset` are the pixels that half a thumb takes at each end of a slider.
    """
    area.scroll_into_view_if_needed()
    area.page.evaluate(STILL)
    box, mouse = area.bounding_box(), area.page.mouse

    def to(share: float, steps: int = 1) -> None:
        across = box["x"] + inset + share * (box["width"] - 2 * inset)
        mouse.move(across, box["y"] + height * box["height"], steps=steps)

    to(start)
    mouse.down()
    to(end, steps=12)
    mouse.up()


def save(page: Page, name: str) -> None:
    """Save the notebook of that name with Ctrl and S, and wait until JupyterLab has."""
    page.evaluate("performance.clearResourceTimings()")
    page.keyboard.press("Control+s")
    page.wait_for_function(SAVED, arg=name)


def open_lesson(page: Page, address: str, name: str) -> None:
    """Open a lesson that was not run before, run it, and wait until all its parts are there."""
    end_kernels(page, address)
    open_notebook(page, address, name)
    run_lesson(page)


def run_lesson(page: Page) -> None:
    """Run all cells of the open lesson, and wait until all its parts are there and stand still."""
    run_all(page)
    page.locator(".lessons-progress").wait_for()
    page.wait_for_function(FILLED)
    page.evaluate(STILL)


def part(page: Page, asked: str) -> Locator:
    """Find the prediction or question that asks something."""
    found = page.get_by_role("region", name=asked)
    found.scroll_into_view_if_needed()
    return found
