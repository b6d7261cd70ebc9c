"""What of a script or a style sheet is text in quotes, and what is a comment."""

import re

STRING = r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"""
BLOCK_COMMENT = r"/\*(?s:.*?)\*/"
COMMENTS = {
    ".js": re.compile(rf"{STRING}|//[^\n]*|{BLOCK_COMMENT}"),
    ".css": re.compile(rf"{STRING}|{BLOCK_COMMENT}"),
}


def without_comments(text: str, suffix: str) -> str:
    """Return what a page runs, or is styled by."""
    return COMMENTS[suffix].sub(lambda match: match[1] or "", text)
