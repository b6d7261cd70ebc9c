"""Where a class predicts together, each on a phone of its own, and a presenter asks."""

import os
from typing import Any

from lessons.server.reached import is_loopback

OF_A_HUB = "JUPYTERHUB_SERVICE_PREFIX"  # which a hub sets for each of its servers


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Tell a Jupyter server that this package has routes for it."""
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Give a Jupyter server that phones can reach the routes of the class.

    A learner's own server has none, and its pages offer none: neither that of one machine alone,
    nor that of a hub, whose log-in stands before all that it has.
    """
    if is_loopback(server.ip) or OF_A_HUB in os.environ:
        return
    from lessons.classroom.routes import routes

    server.web_app.settings["page_config_data"]["lessons"]["classroom"] = True
    server.web_app.add_handlers(".*$", routes(server.base_url))
