"""The kernels of a presentation: how many there may be, and when one is ended."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import Integer

from lessons import words
from lessons.server import notebook_file

UNOPENED = timedelta(minutes=5)  # how long a kernel waits for its page, on a slow line too

_PAGE: ContextVar[object] = ContextVar("page", default=None)  # that is being opened


class PresentedKernels(AsyncMappingKernelManager):
    """Starts as many kernels as the machine bears, and ends those that no page has.

    Voilà's own manager of kernels that are warm is made on top of it. What is no regular file is
    not run beforehand, as the server would wait for its end, and neither is what is hidden: Voilà
    refuses it, and then could end no kernel.
    """

    most_kernels = Integer(
        50, config=True, help="How many kernels there may be at once, of some 150 MB each."
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        folder = Path(self.parent.root_dir)
        unfit = [
            re.escape(str(path))
            for path in folder.rglob("*.ipynb")
            if notebook_file.is_special(path) or _is_hidden(path.relative_to(folder))
        ]
        self.preheat_denylist = [*getattr(self, "preheat_denylist", ()), *unfit]
        self._coming: set[object] = set()
        self._handed_out: set[str] = set()
        self._opened: set[str] = set()

    @contextmanager
    def room_for_a_page(self) -> Iterator[None]:
        """Keep room for the kernel of a page while it is being opened.

        Raises
        ------
        HTTPError
            If there are as many kernels as there may be.
        """
        if len(self) + len(self._coming) >= self.most_kernels:
            raise HTTPError(503, words.PHRASES["present_full"])
        page = object()
        self._coming.add(page)
        _PAGE.set(page)
        try:
            yield
        finally:
            self._coming.discard(page)

    async def start_kernel(self, **given: Any) -> str:
        """Start a kernel, which then counts instead of the page that it was started for."""
        kernel_id = await super().start_kernel(**given)
        self._coming.discard(_PAGE.get())
        return kernel_id

    def notify_connect(self, kernel_id: str) -> None:
        """Note that a page has come to its kernel."""
        super().notify_connect(kernel_id)
        self._opened.add(kernel_id)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that long had no page, and sooner one that never had any.

        It is asked of no kernel that waits for a page. For how long one has waited does not count.
        """
        for known in (self._handed_out, self._opened):
            known.intersection_update(self._kernels)
        now, kernel = datetime.now(UTC), self._kernels[kernel_id]
        if kernel_id not in self._handed_out:
            self._handed_out.add(kernel_id)
            kernel.last_activity = now
        elif kernel_id not in self._opened and now - kernel.last_activity > UNOPENED:
            await self.shutdown_kernel(kernel_id)
        else:
            await super().cull_kernel_if_idle(kernel_id)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
