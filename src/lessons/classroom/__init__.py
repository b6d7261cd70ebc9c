"""Where a class predicts together, each on a phone of its own, and a presenter asks."""

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Tell a Jupyter server that this package has routes for it."""
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Give a Jupyter server the routes of the class."""
    from lessons.classroom.routes import routes

    server.web_app.add_handlers(".*$", routes(server.base_url))
