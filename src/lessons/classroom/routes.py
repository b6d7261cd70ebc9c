"""The addresses of the class on a server, whichever program serves the lessons."""

from typing import Any

from jupyter_server.utils import url_path_join

from lessons.classroom import for_phones, for_presenter
from lessons.classroom.serving import Classroom

CODE = r"/class/rooms/([A-Z]{4})"
ROUTES = [
    (r"/class/rooms", for_presenter.Opening),
    (CODE, for_presenter.Whole),
    (rf"{CODE}/rounds", for_presenter.Asking),
    (rf"{CODE}/close", for_presenter.Closing),
    (rf"{CODE}/reveal", for_presenter.Revealing),
    (rf"{CODE}/end", for_presenter.Ending),
    (rf"{CODE}/predictions\.csv", for_presenter.Saved),
    (rf"{CODE}/events", for_presenter.Counting),
    (r"/class/?", for_phones.Door),
    (r"/class/phone\.(js|css)", for_phones.Part),
    (r"/class/([^/]+)/events", for_phones.Events),
    (r"/class/([^/]+)/commit", for_phones.Committing),
    (r"/class/([^/]+)", for_phones.Page),
]


def routes(base_url: str) -> list[tuple[str, type, dict[str, Any]]]:
    """Return the routes of the class on a server, whose rooms are all its own.

    Parameters
    ----------
    base_url
        What all addresses of the server begin with.
    """
    given = {"classroom": Classroom()}
    return [(url_path_join(base_url, route), handler, given) for route, handler in ROUTES]
