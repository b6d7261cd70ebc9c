"""What is told of a fault: of code that failed, whatever a learner has done."""

import traceback
from pathlib import PurePath


def where(error: BaseException) -> str:
    """Return what went wrong and where in the lessons, in a line for whoever mends it.

    No folder of the machine is named: a page may be shown to strangers.
    """
    kind = type(error).__name__
    what = f"{kind}: {error}" if str(error) else kind
    places = [
        f"{'/'.join(parts[parts.index('lessons') :])}, line {frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "lessons" in (parts := PurePath(frame.filename).parts)
    ]
    return f"{what} ({places[-1]})" if places else what
