"""How Voilà presents the lessons: without code, from kernels that are warm before they are asked.

Whatever stands here may be set anew on the command line.
"""

import re

from lessons.server import open_files, presented_kernels, start_page, visitors
from lessons.server.own_folder import FOLDER

load_subconfig("jupyter_server_config.py")  # noqa: F821 - traitlets' own, as is c
c = get_config()  # noqa: F821

# Voilà opens the connections of its kernels itself, and holds small messages back unless told.
c.Voila.kernel_websocket_connection_class = c.ServerApp.kernel_websocket_connection_class
c.Voila.auto_token = True
c.Voila.identity_provider_class = visitors.OpenToThisMachine
c.Voila.authorizer_class = visitors.OwnKernel
c.OpenToThisMachine.more_routes = ["lessons.classroom.routes.routes"]
open_files.allow(4096)  # each phone of a class holds a line; Jupyter's own server allows as many
# Who has the token may not put a password in its place.
c.PasswordIdentityProvider.allow_password_change = False
# A page loads and runs what is ours, and tells no other site of the token in its address.
c.Voila.tornado_settings = {
    "headers": {"Content-Security-Policy": visitors.POLICY, "Referrer-Policy": "same-origin"}
}

c.VoilaConfiguration.template = "lessons"
c.VoilaConfiguration.classic_tree = True  # the start page is plain HTML: no script has to load
c.VoilaConfiguration.page_config_hook = start_page.page_config
c.VoilaConfiguration.strip_sources = True
c.VoilaConfiguration.show_tracebacks = False
# What stands in an address chooses no template and no theme, so that it reaches no HTML.
c.VoilaConfiguration.allow_template_override = "NO"
c.VoilaConfiguration.allow_theme_override = "NO"
# The presenter's own pictures and hidden ones are no part of a lesson.
c.VoilaConfiguration.file_denylist = [rf"(.*[\\/])?({re.escape(FOLDER)}|\.[^\\/]*)[\\/].*"]
c.VoilaConfiguration.extension_allowlist = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]

# Each lesson is run once before anybody opens it, and once more for the next one who does.
c.VoilaConfiguration.preheat_kernel = True
c.VoilaConfiguration.default_pool_size = 1
c.VoilaConfiguration.multi_kernel_manager_class = presented_kernels.PresentedKernels
c.VoilaKernelManager.preheat_denylist = [FOLDER, *start_page.not_warm()]
# A page that is closed ends its kernel; a phone that was put away does not say goodbye.
c.MappingKernelManager.cull_idle_timeout = 1800
# With a file that is no notebook among the lessons, no kernel can be stopped before this has
# looked for the first time: only then does Voilà forget that it could not run that file.
c.MappingKernelManager.cull_interval = 60
