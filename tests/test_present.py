"""What Voilà is told of the lessons: its start page, its key, and that nothing is kept there."""

import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyter_server.auth.identity import PasswordIdentityProvider
from traitlets.config import Application, PyFileConfigLoader

from lessons import explore, learn, voila, words
from lessons.explore import catalogue
from lessons.own_file import FOLDER
from lessons.present import SET_BY_VOILA
from lessons.saved import SavedScenarios

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
INSTALLED = {
    ".jupyter/voila.py": "etc/jupyter/voila.py",
    ".jupyter/template/index.html.j2": "share/jupyter/voila/templates/lessons/index.html.j2",
    ".jupyter/template/tree.html": "share/jupyter/voila/templates/lessons/tree.html",
    ".jupyter/template/static/present.css": (
        "share/jupyter/voila/templates/lessons/static/present.css"
    ),
}


class Server(Application):
    """Stands in for Voilà: a parent with an address."""

    ip = "localhost"


def settings(folder: Path, token: str = "") -> dict:
    return {
        "contents_manager": SimpleNamespace(root_dir=str(folder)),
        "identity_provider": SimpleNamespace(token=token),
    }


def written(folder: Path, name: str, first: str) -> Path:
    path = folder / name
    path.write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": [first]}]}))
    return path


def test_every_lesson_has_a_whole_card():
    cards = voila.cards(NOTEBOOKS)
    assert [card.file for card in cards] == sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
    for card in cards:
        first = "".join(
            json.loads((NOTEBOOKS / card.file).read_text("utf-8"))["cells"][0]["source"]
        )
        assert f"# {card.title}\n" in first
        assert card.question.endswith(("?", "."))
        assert card.question in first.replace("**", "")
        assert re.fullmatch(r"About \d+ minutes", card.minutes)


def test_a_notebook_without_all_that_has_a_card_too(tmp_path):
    written(tmp_path, "plain.ipynb", "Only words.")
    (tmp_path / "empty.ipynb").write_text('{"cells": []}')
    assert voila.cards(tmp_path) == [
        voila.Card("empty.ipynb", "empty", "", ""),
        voila.Card("plain.ipynb", "plain", "Only words.", ""),
    ]


def test_the_start_page_gets_the_cards_and_a_lesson_its_title(tmp_path):
    written(tmp_path, "one.ipynb", "# One\n\nWhy?")
    start = voila.page_config({}, settings=settings(tmp_path), notebook_path="")["lessons"]
    assert [card["title"] for card in start["cards"]] == ["One"]
    lesson = voila.page_config({}, settings=settings(tmp_path), notebook_path="one.ipynb")
    assert lesson["lessons"]["title"] == "One"


def test_a_page_knows_the_token_that_a_link_must_carry(tmp_path):
    key = "0123"
    config = voila.page_config({}, settings=settings(tmp_path, key), notebook_path="")
    assert config["token"] == key


@pytest.mark.parametrize("ip", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_no_token_is_asked_for_on_this_machine_alone(ip, monkeypatch):
    monkeypatch.delenv("JUPYTER_TOKEN", raising=False)
    monkeypatch.setattr(Server, "ip", ip)
    assert voila.OpenToThisMachine(parent=Server()).token == ""


@pytest.mark.parametrize("ip", ["0.0.0.0", "192.168.1.20", "::", "", "lectern.example"])  # noqa: S104
def test_a_token_is_asked_for_wherever_another_machine_can_come(ip, monkeypatch):
    monkeypatch.delenv("JUPYTER_TOKEN", raising=False)
    monkeypatch.setattr(Server, "ip", ip)
    assert len(voila.OpenToThisMachine(parent=Server()).token) >= 32


def test_a_token_that_was_chosen_holds_everywhere(monkeypatch):
    key = "0123"
    monkeypatch.setenv("JUPYTER_TOKEN", key)
    assert voila.OpenToThisMachine(parent=Server()).token == key


@pytest.fixture
def config():
    return PyFileConfigLoader("voila.py", path=str(ROOT / ".jupyter")).load_config()


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
