"""What Voilà is told of the lessons: its start page, its key, and that nothing is kept there."""

import errno
import json
import logging
import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from jupyter_server.auth.identity import PasswordIdentityProvider
from traitlets.config import Application, PyFileConfigLoader
from voila.voila_kernel_manager import voila_kernel_manager_factory

from lessons import explore, learn, words
from lessons.explore import catalogue
from lessons.my_work.saved_scenarios import SavedScenarios
from lessons.server import start_page, visitors
from lessons.server.own_folder import FOLDER
from lessons.server.presented import SET_BY_VOILA
from lessons.server.presented_kernels import PresentedKernels

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
TEMPLATE = ROOT / "src/lessons/server/template"
INSTALLED = {
    "src/lessons/server/voila_config.py": "etc/jupyter/voila.py",
    **{
        path.relative_to(ROOT).as_posix(): (
            f"share/jupyter/voila/templates/lessons/{path.relative_to(TEMPLATE).as_posix()}"
        )
        for path in sorted(TEMPLATE.rglob("*.*"))
    },
}


LOG = logging.getLogger("presented")

BARE = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
OTHER = "it holds something else"
UNREADABLE = {
    "an empty file": (b"", "it is empty"),
    "no JSON": (b"{", OTHER),
    "zeros": (bytes(64), OTHER),
    "a list": (b"[]", OTHER),
    "a number": (b"3", OTHER),
    "another object": (b'{"a": 1}', OTHER),
    "too deep": (b"[" * 100_000, OTHER),
    "no version": (b'{"cells": [{"cell_type": "markdown", "source": "x"}]}', OTHER),
    "no cells": (json.dumps(BARE).encode(), OTHER),
    "an object of cells": (json.dumps(BARE | {"cells": {}}).encode(), OTHER),
    "a cell that is a text": (json.dumps(BARE | {"cells": ["x"]}).encode(), OTHER),
    "a cell without source": (
        json.dumps(
            BARE | {"cells": [{"cell_type": "markdown", "id": "x", "metadata": {}}]}
        ).encode(),
        OTHER,
    ),
    "a later version": (json.dumps(BARE | {"nbformat": 99, "cells": []}).encode(), OTHER),
    "UTF-16": (json.dumps(BARE | {"cells": []}).encode("utf-16"), "its text is not in UTF-8"),
}


class Server(Application):
    """Stands in for Voilà: a parent with an address."""

    ip = "localhost"


def settings(folder: Path, token: str = "") -> dict:
    return {
        "contents_manager": SimpleNamespace(root_dir=str(folder)),
        "identity_provider": SimpleNamespace(token=token),
    }


def notebook(*cells: str | tuple[str, str]) -> str:
    """Return the text of a notebook; a cell is Markdown, or a pair of its kind and its text."""
    made = nbformat.v4.new_notebook()
    for cell in cells:
        kind, text = ("markdown", cell) if isinstance(cell, str) else cell
        made.cells.append(getattr(nbformat.v4, f"new_{kind}_cell")(text))
    return nbformat.writes(made)


def written(folder: Path, name: str, *cells: str | tuple[str, str]) -> Path:
    path = folder / name
    path.write_text(notebook(*cells), encoding="utf-8")
    return path


def test_every_lesson_has_a_whole_card():
    cards = start_page.cards(NOTEBOOKS, LOG)
    assert [card.file for card in cards] == sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
    for number, card in enumerate(cards):
        first = "".join(
            json.loads((NOTEBOOKS / card.file).read_text("utf-8"))["cells"][0]["source"]
        )
        assert f"# {card.title}\n" in first
        assert card.question.endswith(("?", "."))
        assert card.question in first.replace("**", "")
        assert re.fullmatch(r"About \d+ minutes", card.minutes)
        assert card.lesson == (f"Lesson {number}" if number else "")
        assert (NOTEBOOKS / card.picture).suffix == ".svg"
        assert not card.same
        assert not card.closed


def test_a_notebook_without_all_that_has_a_card_too(tmp_path):
    written(tmp_path, "plain.ipynb", "Only words.")
    written(tmp_path, "empty.ipynb")
    assert start_page.cards(tmp_path, LOG) == [
        start_page.Card("empty.ipynb", title="empty"),
        start_page.Card("plain.ipynb", title="plain", question="Only words."),
    ]


def test_a_card_is_made_of_markdown_alone_and_shows_none_of_its_marks(tmp_path):
    code = ("code", "# Not a title\n\nimport os\n\n- **It takes:** About 9 minutes")
    told = "```python\n# Nor this\n\nx = 1\n```\n\n![A bar](../bar.svg)\n\n| a | b |\n|---|---|"
    asked = "Is `x_1` a [link](far.html), <b>bold</b> or *not*?"
    path = written(tmp_path, "other.ipynb", code, told, f"# A *title* #\n\n{asked}", "Later.")
    assert start_page.card(path) == start_page.Card(
        "other.ipynb", title="A title", question="Is x_1 a link, bold or not?"
    )


def test_a_card_takes_only_a_picture_that_lies_beside_its_notebook(tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for path in (tmp_path / "out.svg", folder / "in.svg"):
        path.write_text("<svg/>")
    away = "![a](https://elsewhere.example/in.svg) ![b](../out.svg) ![c](gone.svg)"
    assert start_page.card(written(folder, "one.ipynb", away)).picture == ""
    assert start_page.card(written(folder, "two.ipynb", away, "![d](in.svg)")).picture == "in.svg"


def test_lessons_stand_in_their_order_and_what_has_no_number_after_them(tmp_path):
    names = ["other.ipynb", "10-last.ipynb", "2-b.ipynb", "00-start.ipynb", "Another.ipynb"]
    for name in names:
        written(tmp_path, name)
    (tmp_path / ".hidden.ipynb").touch()
    (tmp_path / "._2-b.ipynb").touch()
    found = [(card.file, card.lesson) for card in start_page.cards(tmp_path, LOG)]
    assert found == [
        ("00-start.ipynb", ""),
        ("2-b.ipynb", "Lesson 2"),
        ("10-last.ipynb", "Lesson 10"),
        ("Another.ipynb", ""),
        ("other.ipynb", ""),
    ]


def test_equal_titles_are_told_apart_by_the_names_of_their_files(tmp_path):
    for name, title in {"a": "The wave", "b": "Risks", "a-Copy1": "The Wave"}.items():
        written(tmp_path, f"{name}.ipynb", f"# {title}")
    found = {card.file: card.same for card in start_page.cards(tmp_path, LOG)}
    assert found == {
        "a.ipynb": "a.ipynb",
        "a-Copy1.ipynb": "a-Copy1.ipynb",
        "b.ipynb": "",
    }


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_notebook_is_named_with_a_reason_and_takes_nothing_else_down(
    name, tmp_path, caplog
):
    written(tmp_path, "1-lesson.ipynb", "# A lesson")
    content, reason = UNREADABLE[name]
    (tmp_path / "Untitled.ipynb").write_bytes(content)
    told = start_page.page_config({}, settings=settings(tmp_path), log=LOG, notebook_path="")
    (shelf,) = told["lessons"]["shelves"]
    lesson, other = shelf["cards"]
    assert lesson["title"] == "A lesson"
    assert not lesson["closed"]
    assert other["title"] == "Untitled.ipynb"
    assert other["closed"] == f"This file cannot be opened: {reason}."
    assert f"Untitled.ipynb cannot be read as a notebook: {reason}." in caplog.text


def test_a_folder_a_broken_link_and_a_refusal_of_the_system_are_named_too(
    tmp_path, monkeypatch, caplog
):
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "broken.ipynb").symlink_to(tmp_path / "nowhere")
    refused = written(tmp_path, "refused.ipynb", "# Secret")
    read = nbformat.read

    def reads(path: Path, **given: Any) -> Any:  # whoever runs this may be allowed everything
        if path == refused:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return read(path, **given)

    monkeypatch.setattr(nbformat, "read", reads)
    closed = {card.file: card.closed for card in start_page.cards(tmp_path, LOG)}
    codes = {"broken": errno.ENOENT, "folder": errno.EISDIR, "refused": errno.EACCES}
    for name, code in codes.items():
        assert closed.pop(f"{name}.ipynb").endswith(f"opened: {os.strerror(code)}.")
        assert f"{name}.ipynb cannot be read" in caplog.text
    assert not closed


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_what_is_no_regular_file_is_named_and_never_read(tmp_path, monkeypatch, caplog):
    """Nobody ever comes to the end of a pipe, and the whole server would wait for it."""
    os.mkfifo(tmp_path / "pipe.ipynb")
    monkeypatch.setattr(nbformat, "read", lambda path, **_: pytest.fail(f"{path} was read"))
    (card,) = start_page.cards(tmp_path, LOG)
    assert card.closed == "This file cannot be opened: it is no regular file."
    assert "pipe.ipynb cannot be read as a notebook: it is no regular file." in caplog.text
    kernels = voila_kernel_manager_factory(PresentedKernels, True, 1)
    server = Server()
    server.root_dir, server.notebook_path = str(tmp_path), None
    monkeypatch.setattr(kernels, "fill_if_needed", lambda *_, **given: pytest.fail(str(given)))
    kernels(parent=server)


def test_the_page_of_an_unreadable_notebook_has_its_name_for_a_title(tmp_path, caplog):
    (tmp_path / "Untitled.ipynb").touch()
    given = {"settings": settings(tmp_path), "log": LOG}
    told = start_page.page_config({}, notebook_path="Untitled.ipynb", **given)
    assert told["lessons"]["title"] == "Untitled"
    assert "Untitled.ipynb cannot be read as a notebook: it is empty." in caplog.text


def test_the_start_page_gets_the_cards_and_a_lesson_its_title(tmp_path):
    written(tmp_path, "one.ipynb", "# One\n\nWhy?")
    given = {"settings": settings(tmp_path), "log": LOG}
    start = start_page.page_config({}, notebook_path="", **given)["lessons"]
    (shelf,) = start["shelves"]
    assert [card["title"] for card in shelf["cards"]] == ["One"]
    lesson = start_page.page_config({}, notebook_path="one.ipynb", **given)
    assert lesson["lessons"]["title"] == "One"


def test_a_page_knows_the_token_that_a_link_must_carry(tmp_path):
    key = "0123"
    config = start_page.page_config(
        {}, settings=settings(tmp_path, key), log=LOG, notebook_path=""
    )
    assert config["token"] == key


@pytest.mark.parametrize("ip", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_no_token_is_asked_for_on_this_machine_alone(ip, monkeypatch):
    monkeypatch.delenv("JUPYTER_TOKEN", raising=False)
    monkeypatch.setattr(Server, "ip", ip)
    assert visitors.OpenToThisMachine(parent=Server()).token == ""


@pytest.mark.parametrize("ip", ["0.0.0.0", "192.168.1.20", "::", "", "lectern.example"])  # noqa: S104
def test_a_token_is_asked_for_wherever_another_machine_can_come(ip, monkeypatch):
    monkeypatch.delenv("JUPYTER_TOKEN", raising=False)
    monkeypatch.setattr(Server, "ip", ip)
    assert len(visitors.OpenToThisMachine(parent=Server()).token) >= 32


def test_a_token_that_was_chosen_holds_everywhere(monkeypatch):
    key = "0123"
    monkeypatch.setenv("JUPYTER_TOKEN", key)
    assert visitors.OpenToThisMachine(parent=Server()).token == key


@pytest.fixture
def config():
    return PyFileConfigLoader(
        "voila_config.py", path=str(ROOT / "src/lessons/server")
    ).load_config()


def test_voila_sends_each_message_at_once_too(config):
    kind = config.ServerApp.kernel_websocket_connection_class
    assert config.Voila.kernel_websocket_connection_class is kind


def test_voila_shows_no_code_and_takes_no_template_from_an_address(config):
    given = config.VoilaConfiguration
    assert given.strip_sources
    assert not given.show_tracebacks
    assert given.preheat_kernel
    assert (given.allow_template_override, given.allow_theme_override) == ("NO", "NO")
    assert config.Voila.auto_token
    assert issubclass(config.Voila.identity_provider_class, PasswordIdentityProvider)


@pytest.mark.parametrize("name", INSTALLED)
def test_voila_of_this_environment_reads_it(name):
    installed = Path(sys.prefix) / INSTALLED[name]
    assert installed.read_text("utf-8") == (ROOT / name).read_text("utf-8")


def test_the_presenters_own_progress_is_neither_shown_nor_added_to(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = "break-even-volume"
    learn.predict(name).commit(1_000)
    kept = (tmp_path / FOLDER / "progress.json").read_bytes()
    assert learn.predict(name).state["shown"]

    monkeypatch.setenv(SET_BY_VOILA, "False")
    again = learn.predict(name)
    assert not again.state["shown"]
    assert again.commit(1_500).startswith("You predicted")
    panel = learn.progress()
    assert not panel.is_kept
    assert panel.phrases["kept"] == words.PHRASES["progress_presented"]
    panel.reset()
    assert panel.save_receipt() is None
    assert (tmp_path / FOLDER / "progress.json").read_bytes() == kept


def test_what_cannot_be_saved_for_a_case_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv(SET_BY_VOILA, "True")
    saved = SavedScenarios(tmp_path / FOLDER)
    assert not saved.save("make_or_buy", {}, 1.0)
    assert saved.notice == words.PHRASES["presented_not_kept"]
    assert not (tmp_path / FOLDER).exists()


def test_a_prediction_knows_what_a_link_may_say_where_it_is_presented(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert learn.predict("break-even-volume").asked["opens"] is None
    monkeypatch.setenv(SET_BY_VOILA, "True")
    opens = learn.predict("break-even-volume").asked["opens"]
    entry = catalogue()["make_or_buy"]
    assert opens["name"] == "make_or_buy"
    assert opens["inputs"] == list(entry.model.inputs())
    assert opens["presets"] == list(entry.presets)


def test_an_explorer_offers_no_keeping_where_nothing_is_kept(monkeypatch):
    assert explore.make_or_buy().savable
    monkeypatch.setenv(SET_BY_VOILA, "True")
    assert not explore.make_or_buy().savable
