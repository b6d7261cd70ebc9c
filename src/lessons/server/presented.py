"""Whether a notebook is shown to an audience, where nothing of what is done may be kept."""

import os

# Voilà sets it for each of its kernels, to "True" or "False" as the kernel was warm or not.
SET_BY_VOILA = "VOILA_PREHEAT"


def is_presented() -> bool:
    """Whether this kernel belongs to a page of Voilà.

    All pages share the presenter's folder, so that what one of them kept would be the next
    one's past.
    """
    return SET_BY_VOILA in os.environ
