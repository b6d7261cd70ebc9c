"""Whether Python runs in the learner's own browser, with no server and no other program."""

import sys


def is_in_browser() -> bool:
    """Whether this is the browser edition.

    There the folders that a notebook sees are the browser's own storage, which it alone uses; and
    nobody has a file until it is downloaded.
    """
    return sys.platform == "emscripten"
