"""The Jupyter server that the lessons come with: prompt, and at home in their environment."""

import os
import shutil
import sys
import sysconfig
from pathlib import Path
from unittest.mock import Mock, patch

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from jupyterlab.labapp import LabApp
from traitlets.config import PyFileConfigLoader

from lessons.words.language import LANGUAGES

ROOT = Path(__file__).parents[2]
NAME = "jupyter_server_config.py"


def test_a_connection_holds_no_small_message_back():
    config = PyFileConfigLoader(NAME, path=str(ROOT / "src/lessons/server")).load_config()
    kind = config.ServerApp.kernel_websocket_connection_class
    handler = Mock(spec=KernelWebsocketHandler)
    with patch.object(ZMQChannelsWebsocketConnection, "connect", return_value="connected"):
        connection = kind.__new__(kind)
        connection.websocket_handler = handler
        assert connection.connect() == "connected"
    handler.set_nodelay.assert_called_once_with(True)


def test_a_lesson_opens_alone_and_its_page_finds_what_it_needs(tmp_path):
    """As `jupyter lab notebooks/00-start-here.ipynb` does, which names no view."""
    lesson = ROOT / "notebooks" / "00-start-here.ipynb"
    with patch.dict(os.environ, {"JUPYTER_CONFIG_DIR": str(tmp_path)}):
        asked = [f"--ServerApp.runtime_dir={tmp_path}", "--allow-root", "--no-browser"]
        server = LabApp.initialize_server([str(lesson), *asked, "--port=0"])
    try:
        server.write_browser_open_files()
        opened = Path(server.browser_open_file_to_run).read_text("utf-8")
        assert "/doc/tree/" in opened
        words = server.web_app.settings["page_config_data"]["lessons"]
        states = {
            "run",
            "unrun",
            "running",
            "steps",
            "unshown",
            "reload",
            "gone",
            "waiting",
            "cut",
        }
        others = {"folded", "folded_look", "unbroken"}
        assert words.keys() == {"words", "classroom"}
        assert not words["classroom"]  # no phone can come
        assert tuple(words["words"]) == LANGUAGES
        for told in words["words"].values():
            assert set(told) == {f"lesson_{state}" for state in states} | others
            assert all(told.values())
        assert any(
            Path(folder, "plotly.min.js").is_file()
            for folder in server.web_app.settings["static_path"]
        )
    finally:
        server.remove_browser_open_files()
        LabApp.clear_instance()
        type(server).clear_instance()


def test_the_server_of_this_environment_reads_it():
    installed = Path(sys.prefix) / "etc" / "jupyter" / NAME
    assert installed.read_text("utf-8") == (ROOT / "src/lessons/server" / NAME).read_text("utf-8")


def test_what_a_cell_asks_of_a_shell_is_found_in_this_environment(monkeypatch, tmp_path):
    """Another pip is found first before; its folder stays, after ours."""
    elsewhere = str(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([elsewhere, os.environ["PATH"]]))
    for _ in range(2):
        PyFileConfigLoader(NAME, path=str(ROOT / "src/lessons/server")).load_config()
    path = os.environ["PATH"].split(os.pathsep)
    assert len(path) == len({*path})
    assert elsewhere in path
    scripts = sysconfig.get_path("scripts")
    assert Path(shutil.which("pip")).parent == Path(scripts)
