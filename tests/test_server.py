"""The Jupyter server that the lessons come with: prompt, and at home in their environment."""

import os
import shutil
import sys
import sysconfig
from pathlib import Path
from unittest.mock import Mock, patch

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from traitlets.config import PyFileConfigLoader

ROOT = Path(__file__).parents[1]
NAME = "jupyter_server_config.py"


def test_a_connection_holds_no_small_message_back():
    config = PyFileConfigLoader(NAME, path=str(ROOT / ".jupyter")).load_config()
    kind = config.ServerApp.kernel_websocket_connection_class
    handler = Mock(spec=KernelWebsocketHandler)
    with patch.object(ZMQChannelsWebsocketConnection, "connect", return_value="connected"):
        connection = kind.__new__(kind)
        connection.websocket_handler = handler
        assert connection.connect() == "connected"
    handler.set_nodelay.assert_called_once_with(True)


def test_the_server_of_this_environment_reads_it():
    installed = Path(sys.prefix) / "etc" / "jupyter" / NAME
    assert installed.read_text("utf-8") == (ROOT / ".jupyter" / NAME).read_text("utf-8")


def test_what_a_cell_asks_of_a_shell_is_found_in_this_environment(monkeypatch, tmp_path):
    """Another pip is found first before; its folder stays, after ours."""
    elsewhere = str(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([elsewhere, os.environ["PATH"]]))
    for _ in range(2):
        PyFileConfigLoader(NAME, path=str(ROOT / ".jupyter")).load_config()
    path = os.environ["PATH"].split(os.pathsep)
    assert len(path) == len({*path})
    assert elsewhere in path
    scripts = sysconfig.get_path("scripts")
    assert Path(shutil.which("pip")).parent == Path(scripts)
