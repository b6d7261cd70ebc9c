"""What a Jupyter server does differently where the lessons are installed."""

import os
import sys
import sysconfig

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from lessons.server import lesson_page
from lessons.server.lesson_contents import LessonContents


class PromptConnection(ZMQChannelsWebsocketConnection):
    """A kernel's connection to its page on which no message waits for an earlier one.

    By default the system holds a small message back until the one before it has been
    acknowledged (Nagle 1984), which a page does up to 40 ms late. While a slider is dragged
    that would be most of the time until the chart follows.
    """

    def connect(self):
        """Connect, and send each message at once from the first on."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()


c.ServerApp.kernel_websocket_connection_class = PromptConnection  # noqa: F821 - Jupyter's own

# What no lesson uses is not loaded: it would take a third of the memory of each learner's server.
c.ServerApp.jpserver_extensions = dict.fromkeys(  # noqa: F821
    ("jupyter_lsp", "jupyter_server_terminals", "notebook_shim", "voila.server_extension"), False
)
c.ServerApp.jpserver_extensions["lessons.classroom"] = True  # noqa: F821
c.LabApp.extension_manager = "readonly"  # noqa: F821 - nothing is fetched from elsewhere

# What a cell asks of a shell, such as !pip install, is asked of the lessons' own environment.
OWN = [sysconfig.get_path("scripts"), os.path.dirname(sys.executable)]
FOUND = os.environ.get("PATH", os.defpath).split(os.pathsep)
os.environ["PATH"] = os.pathsep.join(dict.fromkeys([*OWN, *FOUND]))

# Running a lesson leaves its file as it is.
c.ServerApp.contents_manager_class = LessonContents  # noqa: F821

# What the page of a lesson finds here: its words in each language, whether a class may be asked
# (`lessons.classroom` tells where), and Plotly.js before a chart asks.
WORDS = {"lessons": {"words": lesson_page.words_of_lessons(), "classroom": False}}
c.ServerApp.tornado_settings = {"page_config_data": WORDS}  # noqa: F821
c.ServerApp.extra_static_paths = [lesson_page.plotly_folder()]  # noqa: F821

# A notebook that is named when JupyterLab is started opens alone; /lab has the desk around it.
# JupyterLab puts its own address over any setting, so that the address itself is another here.
if "jupyterlab.labapp" in sys.modules:
    sys.modules["jupyterlab.labapp"].LabApp.file_url_prefix = "/doc/tree"
