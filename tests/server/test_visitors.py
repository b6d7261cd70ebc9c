"""Who may open what of a presentation that other machines can reach, asked of a running one."""

import asyncio
import http.client
import json
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import AsyncMock, Mock, patch
from urllib.parse import urlparse

import pytest
from lab import running_voila, write_notebook
from traitlets.config import Application
from voila.app import Voila
from voila.utils import create_include_assets_functions
from websockets.sync.client import ClientConnection, connect

from lessons import words
from lessons.server import visitors
from lessons.server.own_folder import FOLDER
from lessons.server.presented_kernels import PresentedKernels

TOKEN = "0123456789abcdef"  # noqa: S105 - of a presentation on this machine alone, for this test
LESSON = "1-lesson.ipynb"
MOST = 4  # kernels
FLOOD = 100  # requests, as many again for the start page
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
UPGRADE = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
UPGRADE |= {"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}  # what a browser asks a socket with
NOBODY = "00000000-0000-4000-8000-000000000000"
# An address for each route of Voilà's, which something is there for; {kernel} is a visitor's own.
ADDRESSES = {
    "/": "/",
    "/logout": "/logout",
    r"/voila/render/(.*)": f"/voila/render/{LESSON}",
    r"/voila/files/(.*)": "/voila/files/pictures/a.svg",
    r"/voila/tree(?P<path>(?:(?:/[^/]+)+|/?))": "/voila/tree/pictures",
    r"/voila/(?:tree|api/contents).*": "/voila/api/contents/",
    r"/voila/api/contents(?P<path>(?:(?:/[^/]+)+|/?))": f"/voila/api/contents/{LESSON}",
    r"/voila/api/shutdown/(.*)": "/voila/api/shutdown/{kernel}",
    r"/voila/query/.*": "/voila/query/{kernel}",
    r"/voila/query/(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)": "/voila/query/{kernel}",
    r"/api/kernels/(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)": "/api/kernels/{kernel}",
    r"/api/kernels/(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)/channels": "/api/kernels/{kernel}/channels",
    # Of a class: what its presenter does, and a room that there is none of.
    r"/class/rooms": "/class/rooms",
    r"/class/rooms/([A-Z]{4})": "/class/rooms/BCDF",
    **{
        rf"/class/rooms/([A-Z]{{4}})/{act}": f"/class/rooms/BCDF/{act}".replace("\\", "")
        for act in ("rounds", "close", "reveal", "end", r"predictions\.csv", "events")
    },
    **{rf"/class/([^/]+){act}": f"/class/BCDF{act}" for act in ("", "/events", "/commit")},
}
# What opens without a token: where it is asked for, files of the installed programs, and where the
# code of a class's room is typed.
OPEN = {
    "/login": "/login",
    r"/voila/static/(.*)": "/voila/static/voila.js",
    r"/voila/templates/(.*)": "/voila/templates/lessons/static/present.css",
    r"/voila/labextensions/(.*)": "/voila/labextensions/lessons/static/linked.js",
    r"/voila/api/themes/(.*)": "/voila/api/themes/@jupyterlab/theme-light-extension/index.css",
    r"/class/?": "/class",
    r"/class/phone\.(js|css)": "/class/phone.js",
}


@dataclass
class Visitor:
    """A browser as far as the server sees it: it has cookies, and perhaps the link's token."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str, dict]:
        """Return the status of the answer, its text and its headers; no redirect is followed."""
        host = http.client.HTTPConnection(urlparse(self.address).netloc, timeout=120)
        host.request(method, path, headers=self.headers() | headers)
        answer = host.getresponse()
        text = answer.read().decode(errors="replace")
        for told in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {
                name: one.OutputString().partition(";")[0].partition("=")[2]
                for name, one in SimpleCookie(told).items()
            }
        host.close()
        return answer.status, text, dict(answer.headers)

    def headers(self) -> dict[str, str]:
        """Return the cookies, as a browser sends them."""
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": told} if told else {}

    def socket(self, path: str) -> ClientConnection:
        """Open a socket as the page's own script does."""
        at = self.address.replace("http", "ws", 1)
        origin = {"Origin": self.address}
        return connect(at + path, additional_headers=self.headers() | origin, proxy=None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Present one lesson with a picture, beside what is the presenter's own or none of it."""
    folder = tmp_path_factory.mktemp("visited") / "notebooks"
    for name in ("pictures", FOLDER, ".hidden"):
        (folder / name).mkdir(parents=True)
        (folder / name / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
        write_notebook(folder / name / "other.ipynb", "'own'")
    (folder / "pictures" / "other.ipynb").unlink()
    write_notebook(folder / LESSON, "'Only words.'")
    write_notebook(folder.parent / "outside.ipynb", "'outside'")
    (folder / "notes.txt").write_text("note")
    return folder


@pytest.fixture(scope="module")
def log(folder: Path) -> Path:
    """Name the file in which the server says what it does."""
    return folder.parent / "voila.log"


@pytest.fixture(scope="module")
def presented(folder: Path, log: Path) -> Iterator[str]:
    """Present the folder with a token, as where other machines can come."""
    flags = (f"--Voila.token={TOKEN}", f"--PresentedKernels.most_kernels={MOST}")
    with running_voila(folder, log, *flags) as address:
        yield address


def entered(presented: str) -> Visitor:
    """Return who has opened the start page with the link."""
    visitor = Visitor(presented)
    assert visitor.ask(f"/?token={TOKEN}")[0] == 200
    return visitor


def opened(visitor: Visitor) -> tuple[str, str]:
    """Open the lesson, and return its page and the name of its kernel."""
    status, page, _ = visitor.ask(f"/voila/render/{LESSON}")
    assert status == 200
    return page, re.search(r'"kernelId": "([\w-]+)"', page)[1]


def closed(visitor: Visitor, kernel: str) -> int:
    """Close the page of a lesson, as its script tells the server."""
    word = visitor.cookies["_xsrf"].strip('"')
    return visitor.ask(f"/voila/api/shutdown/{kernel}", "POST", **{"X-XSRFToken": word})[0]


@pytest.fixture(scope="module")
def visitor(presented: str) -> Visitor:
    """Let somebody in who has the link."""
    return entered(presented)


@pytest.fixture(scope="module")
def page(visitor: Visitor) -> Iterator[tuple[str, str]]:
    """Open the lesson once, and close it at the end."""
    found = opened(visitor)
    yield found
    assert closed(visitor, found[1]) == 204


@pytest.fixture(scope="module")
def voila(tmp_path_factory: pytest.TempPathFactory) -> Voila:
    """Set Voilà up in this process, as it is started, without a lesson to run."""
    with patch("voila.app.signal.signal"):  # it would end this process otherwise
        voila = Voila()
        voila.initialize([str(tmp_path_factory.mktemp("empty")), f"--Voila.token={TOKEN}"])
    return voila


def test_without_the_token_nothing_opens_but_where_it_is_asked_for(presented, page, voila):
    """A route that an update of Voilà brings along is in neither table."""
    stranger, _, kernel = Visitor(presented), *page
    voila.init_settings()
    routes = [rule[0] for rule in voila.init_handlers()]
    found = {route: (ADDRESSES | OPEN)[route].format(kernel=kernel) for route in routes}
    opens = {
        route
        for route, path in found.items()
        for method in METHODS
        if stranger.ask(path, method)[0] in range(200, 300)
    }
    assert opens == {*OPEN}
    assert set(found) == {*OPEN, *ADDRESSES}
    assert "Log in" in stranger.ask("/login")[1]
    stranger.ask("/?token=fedcba9876543210")
    assert stranger.ask("/")[0] == 302
    for path in (f"/api/kernels/{kernel}/channels", f"/voila/query/{kernel}"):
        assert stranger.ask(path, **UPGRADE)[0] in {302, 403}


@pytest.mark.parametrize(
    "path",
    [
        *("/api/contents", "/api/sessions", "/api/terminals", "/api/kernels", "/api/kernelspecs"),
        *("/voila/api/contents/", "/voila/tree/", "/voila/tree/pictures", "/files/notes.txt"),
        *("/voila/files/notes.txt", f"/voila/files/{LESSON}", f"/voila/files/{FOLDER}/a.svg"),
        *("/voila/files/.hidden/a.svg", f"/voila/files/pictures/../{FOLDER}/a.svg"),
        f"/voila/files/{FOLDER.upper()}/a.svg",
        *("/voila/files/../outside.ipynb", "/voila/render/../outside.ipynb"),
        *(f"/voila/render/{FOLDER}/other.ipynb", "/voila/render/.hidden/other.ipynb"),
        *("/voila/render/notes.txt", f"/api/kernels/{NOBODY}", f"/voila/query/{NOBODY}"),
    ],
)
def test_a_page_reaches_no_file_no_list_and_no_other_kernel(visitor, folder, path):
    status, text, headers = visitor.ask(path)
    if status == 302:  # Voilà leads what is no notebook to its files
        status, text, headers = visitor.ask(headers["Location"])
    assert status in {403, 404}
    assert "outside" not in text.replace(path, "")
    absolute = (folder.parent / "outside.ipynb").as_posix()
    assert visitor.ask(f"/voila/render/{absolute}")[0] == 404


def test_a_page_reaches_its_own_kernel_and_nobody_elses(presented, visitor, page):
    kernel = f"/api/kernels/{page[1]}"
    assert json.loads(visitor.ask(kernel)[1])["id"] == page[1]
    word = visitor.cookies["_xsrf"].strip('"')
    assert visitor.ask(kernel, "DELETE", **{"X-XSRFToken": word})[0] == 403
    other = entered(presented)
    assert other.cookies != visitor.cookies
    assert other.ask(kernel)[0] == 403
    assert other.ask(f"{kernel}/channels", **UPGRADE)[0] == 403


def test_a_page_runs_no_code_of_its_own(visitor, page, log):
    """What it sends next is answered, what it sent first was not."""
    asked = {"msg_id": "1", "session": "s", "username": "", "version": "5.4", "date": ""}
    empty = {"parent_header": {}, "metadata": {}, "buffers": []}
    with visitor.socket(f"/api/kernels/{page[1]}/channels?session_id=s") as socket:
        for kind, content in (("execute_request", {"code": "1"}), ("kernel_info_request", {})):
            header = asked | {"msg_id": kind, "msg_type": kind}
            message = {"header": header, "content": content, "channel": "shell"} | empty
            socket.send(json.dumps(message))
        answered = set()
        while "kernel_info_request" not in answered:
            answered.add(json.loads(socket.recv(60))["parent_header"].get("msg_id"))
    assert "execute_request" not in answered
    assert "execute_request" in log.read_text()


class Scripts(HTMLParser):
    """The scripts of a page: where each comes from, and what kind it is."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.handlers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a script, and what an element runs."""
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag == "script":
            self.found.append(dict(attrs))


def test_a_page_may_run_files_of_this_server_and_no_script_of_its_own(presented, visitor, page):
    rules = dict(rule.split(" ", 1) for rule in visitors.POLICY.split("; "))
    assert rules["default-src"] == rules["base-uri"] == "'none'"
    assert re.fullmatch(r"'self' blob: 'sha256-[\w+/]+='", rules["script-src"])
    assert rules["connect-src"] == "'self'"
    assert not re.search(r"\*|//|eval", visitors.POLICY)
    start = visitor.ask("/")
    again, text, headers = visitor.ask(f"/voila/render/{LESSON}")
    assert again == 200
    for told in (start[2], headers, visitor.ask("/voila/tree")[2]):
        assert told["Content-Security-Policy"] == visitors.POLICY
        assert told["Referrer-Policy"] == "same-origin"
    picture = visitor.ask("/voila/files/pictures/a.svg")
    assert picture[0] == 200
    assert picture[2]["Content-Security-Policy"] == visitors.POLICY_OF_A_PICTURE
    for shown in (start[1], page[0], text):
        scripts = Scripts(shown)
        inline = [one for one in scripts.found if not one.get("src")]
        assert {one["type"] for one in inline} <= {
            "application/json",
            "application/vnd.voila.cell-output+json",
        }
        assert scripts.handlers == []
        assert not [one["src"] for one in scripts.found if "//" in one.get("src", "")]
    closed(visitor, re.search(r'"kernelId": "([\w-]+)"', text)[1])


def test_nobody_puts_a_password_in_the_place_of_the_token(presented, folder):
    visitor = Visitor(presented)
    visitor.ask("/login")
    word = visitor.cookies["_xsrf"].strip('"')
    form = f"/login?password={TOKEN}&new_password=another&_xsrf={word}"
    before = {*folder.iterdir()}
    assert visitor.ask(form, "POST", **{"Content-Length": "0"})[0] == 302
    assert {*folder.iterdir()} == before
    assert not list(Path().glob("jupyter_server_config.json"))
    assert entered(presented).ask("/")[0] == 200


def test_what_opens_the_presenters_browser_asks_no_other_machine(voila):
    environment = voila.init_settings()["voila_jinja2_env"]
    given = create_include_assets_functions("lessons", "/") | {"theme": "light"}
    page = environment.get_template("browser-open.html").render(open_url="/", **given)
    assert 'content="1;url=/"' in page
    assert "//" not in page


def started(log: Path) -> int:
    """Return how many kernels the server has started so far."""
    return log.read_text().count("Kernel started:")


def alive(log: Path) -> int:
    """Return how many kernels there are."""
    return started(log) - log.read_text().count("Kernel shutdown:")


def test_a_flood_of_requests_starts_no_more_kernels_than_there_may_be(presented, page, log):
    visitor = entered(presented)
    with ThreadPoolExecutor(20) as crowd:
        starts = crowd.map(lambda _: visitor.ask("/")[0], range(FLOOD))
        assert set(starts) == {200}
        assert started(log) <= log.read_text().count("Using pre-heated kernel") + 1
        path = f"/voila/render/{LESSON}"
        answers = list(crowd.map(lambda _: visitor.ask(path)[:2], range(FLOOD)))
    told = Counter(status for status, _ in answers)
    assert set(told) == {200, 503}
    assert told[503] >= FLOOD - MOST
    assert alive(log) <= MOST + 1  # the one that is warm for the next page
    full = next(text for status, text in answers if status == 503)
    assert words.PHRASES["present_full"] in full
    assert "//" not in re.sub(r"<!DOCTYPE html>|data:;", "", full)
    kernels = [re.search(r'"kernelId": "([\w-]+)"', text) for status, text in answers]
    assert {closed(visitor, kernel[1]) for kernel in kernels if kernel} == {204}
    assert closed(visitor, opened(visitor)[1]) == 204


def waited(kernels: PresentedKernels, minutes: int) -> list[str]:
    """Let all kernels be idle for some minutes, look for those to end, and return these."""
    for kernel in kernels._kernels.values():
        kernel.last_activity = datetime.now(UTC) - timedelta(minutes=minutes)
    ended = AsyncMock()
    with patch.object(PresentedKernels, "shutdown_kernel", ended), ThreadPoolExecutor() as apart:
        apart.submit(asyncio.run, kernels.cull_kernels()).result()
    return [call.args[0] for call in ended.await_args_list]


def test_a_kernel_ends_that_has_no_page_and_none_that_its_page_just_got(tmp_path):
    server = Application()
    server.root_dir = str(tmp_path)
    kernels = PresentedKernels(parent=server)
    kernels.cull_idle_timeout = 1800
    spec = SimpleNamespace(metadata={})
    for name in ("opened", "left", "never opened"):
        kernels._kernels[name] = Mock(execution_state="idle", kernel_spec=spec)
        kernels._kernel_connections[name] = 0
    assert waited(kernels, 600) == []  # it was warm for that long, and its page is on its way
    for name in ("opened", "left"):
        kernels.notify_connect(name)
    kernels.notify_disconnect("left")
    assert waited(kernels, 4) == []
    assert waited(kernels, 6) == ["never opened"]
    assert waited(kernels, 31) == ["left", "never opened"]
