"""Who may open what of a presentation: the token, the routes, and whose kernel is whose.

Voilà asks for its token before a page, but not on all of its routes. What it leaves open, or no
page of ours needs, has a route of ours before it. ``tests/server/test_visitors.py`` asks each
route of Voilà's own list, so that one that an update brings along is noticed. Voilà's settings,
which name the parts of this file, are in ``voila_config.py``, beside it.
"""

import base64
import hashlib
from pathlib import Path, PurePosixPath
from typing import Any
from weakref import WeakKeyDictionary

from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_async
from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import PasswordIdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.web import HTTPError
from traitlets import List, Unicode, default
from traitlets.utils.importstring import import_item
from voila.configuration import VoilaConfiguration
from voila.handler import BaseVoilaHandler
from voila.static_file_handler import AllowListFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from lessons.server.own_folder import FOLDER
from lessons.server.reached import is_loopback

# What Voilà writes into a page by itself while a lesson without a warm kernel is being run.
_HEARTBEAT = hashlib.sha256(b"window.voila_heartbeat()").digest()
# What a page may load and run: files of this server, and the panels' scripts, which come from the
# kernel and are given an address of the page's own (blob:). Styles also stand in elements.
POLICY = "; ".join(
    [
        "default-src 'none'",
        f"script-src 'self' blob: 'sha256-{base64.b64encode(_HEARTBEAT).decode()}'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
POLICY_OF_A_PICTURE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class NotThere(BaseVoilaHandler):
    """A route of Voilà's that no page of ours needs."""

    async def prepare(self) -> None:
        """Let nobody find it, after the token has been asked for."""
        await super().prepare()
        raise HTTPError(404)


class Picture(BaseVoilaHandler, AllowListFileHandler):
    """A picture beside a lesson, for those who may open the lesson."""

    def initialize(self, voila_configuration: VoilaConfiguration, path: str) -> None:
        """Know Voilà's settings, and the folder where the pictures are."""
        BaseVoilaHandler.initialize(self, voila_configuration=voila_configuration)
        allowed, denied = (
            voila_configuration.file_allowlist,
            voila_configuration.file_denylist,
        )
        AllowListFileHandler.initialize(self, path=path, allowlist=allowed, denylist=denied)

    @property
    def content_security_policy(self) -> str:
        """Let a drawing run and load nothing, where it is opened by itself."""
        return POLICY_OF_A_PICTURE


class Lesson(TornadoVoilaHandler):
    """The page of a notebook that lies in the folder that is presented."""

    async def get(self, path: str = "") -> None:
        """Show it; nothing of the presenter's own, hidden or elsewhere is found."""
        folder = Path(self.contents_manager.root_dir).resolve()
        parts = PurePosixPath(path).parts
        is_kept = any(part.casefold() == FOLDER or part.startswith(".") for part in parts)
        if is_kept or not (folder / path).resolve().is_relative_to(folder):
            raise HTTPError(404)
        with self.kernel_manager.room_for_a_page():
            await super().get(path)


class OpenToThisMachine(PasswordIdentityProvider):
    """Asks for a token wherever another machine can reach the server, and only there.

    Who is let in has the cookie that goes with what a page sends. Voilà checks it but hands none
    out, and so refuses the word by which a page that is closed ends its kernel.
    """

    more_routes = List(
        Unicode(),
        config=True,
        help="Functions that return routes of other rooms, given the server's address.",
    )

    async def get_user(self, handler: JupyterHandler) -> User | None:
        """Return who asks, or None; with its answer goes the cookie, where there was none."""
        user = await ensure_async(super().get_user(handler))
        if user and handler.request.method == "GET":
            handler.current_user = user  # as Jupyter's own handlers set it next
            _ = handler.xsrf_token  # to be asked for it is what makes tornado set the cookie
        return user

    def get_handlers(self) -> list[tuple]:
        """Return where one logs in, and what stands before those of Voilà's routes that are open.

        A picture asks for the token too. What no page of ours needs is not there: lists of files,
        and what a kernel could be told of the request of its page.
        """
        voila = self.parent
        given = {"voila_configuration": voila.voila_configuration}
        page = given | {"template_paths": voila.template_paths, "config": voila.config}
        own = [
            (r"/voila/query/.*", NotThere, given),
            (r"/voila/files/(.*)", Picture, given | {"path": voila.root_dir}),
        ]
        if not voila.notebook_path:  # or else one notebook alone is presented, at each address
            own += [
                (r"/voila/(?:tree|api/contents).*", NotThere, given),
                (r"/voila/render/(.*)", Lesson, page),
            ]
        placed = [(url_path_join(voila.server_url, route), *rest) for route, *rest in own]
        for name in self.more_routes:
            placed += import_item(name)(voila.server_url)
        return [*super().get_handlers(), *placed]

    @default("token")
    def _token_default(self) -> str:
        token = super()._token_default()
        return "" if self.token_generated and is_loopback(self.parent.ip) else token


class OwnKernel(Authorizer):
    """Lets a visitor reach the kernel of their own page, and nobody else's.

    A page alone is told its kernel's name, and asks for it at once: it is the first who does.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._visitors: WeakKeyDictionary[KernelManager, str] = WeakKeyDictionary()

    def is_authorized(
        self, handler: JupyterHandler, user: User, action: str, resource: str
    ) -> bool:
        """Whether somebody may read or speak to a kernel, which is all that may be done."""
        if resource != "kernels" or action == "write":
            return False
        name = handler.path_kwargs["kernel_id"]
        if name not in handler.kernel_manager:
            return True  # it is gone, as Jupyter says then
        kernel = handler.kernel_manager.get_kernel(name)
        return self._visitors.setdefault(kernel, user.username) == user.username
