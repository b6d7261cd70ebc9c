"""Which of a class's receipts look like attempts of one student, and which of them counts.

Platforms hand out every attempt. Each writes the student, the time and the attempt into the
name in a way of its own; people and browsers add `` (1)`` and `` - Copy``. What the names
leave open, the receipts decide: of one student's, the later one goes on from the earlier.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from lessons.instructor.handed_in import HandedIn, Receipt
from lessons.my_work.hand_in import KEY_BYTES

# A time in a name: 2026-11-21-10-00-00, 20261121100000, 2026-11-21 10:00:00.5 UTC, 2026-11-21.
_DAY = r"(?:19|20)\d\d[-._](?:0[1-9]|1[0-2])[-._](?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"[-_ T.]{1,3}[0-2]\d[-.:_ h]?[0-5]\d(?:[-.:_ ]?[0-5]\d)?(?:[.,]\d+)?"
_TIGHT = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-_ T]?[0-2]\d[0-5]\d(?:[0-5]\d)?"
_ZONE = r"(?: ?(?:UTC|Z\b|[+-]\d\d:?\d\d\b))?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_SPOKEN = rf"{_MONTH} \d{{1,2}}, \d{{4}}(?: \d{{1,2}}[.: ]?\d\d(?: ?[AP]M)?)?"
TIME = re.compile(rf"(?<!\d)(?:{_DAY}(?:{_CLOCK}{_ZONE})?|{_TIGHT}|{_SPOKEN})(?!\d)(?:\+\w+$)?")
ATTEMPT = re.compile(
    r"(?:^|(?<=[-_ ]))(?:(?:attempt|versuch|try|version)[-_ #]?\d{0,3}|v\d{1,2}|resubmission)"
    r"(?=[-_ ]|$)",
    re.IGNORECASE,
)
# Names as platforms make them: of Canvas, and of Moodle.
PLATFORMS = (
    re.compile(r"(?P<who>.+?_)(?:LATE_)?(?P<user>\d+)_(?P<upload>\d+)_(?P<file>.+)"),
    re.compile(r"(?P<who>.+?_)(?P<user>\d+)_(?P<upload>assignsubmission_\w+?_)(?P<file>.*)"),
)
# What is added to the name of a copy, or of what is there already.
COPY = re.compile(
    r"^(?:(?:another )?copy (?:\(\d+\) )?of|kopie(?: \(\d+\))? von|copie de|c[oó]pia de) "
    r"|(?:[-_ ]+(?:copy|kopie|copie|c[oó]pia)(?: ?\(?\d+\)?)?| ?\((?:[\w ]*copy|\d+)\))+$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<=[^\W\d])[-_ .]?([1-9]\d?)$")
ANYBODYS = {"", "receipt", "my work"}  # names that tell nobody apart
# What keeps others from guessing the name of a receipt that was handed in on a hub.
KEY = re.compile(rf"_[0-9a-f]{{{2 * KEY_BYTES}}}(?=\.json$|$)")
GAPS = "-_ +.,/"
MOST_ATTEMPTS = 5  # in one folder; more are rather those of a class


@dataclass(frozen=True, slots=True)
class Attempts:
    """What looks like the attempts of one student.

    Attributes
    ----------
    newest
        Name of the one that counts.
    earlier
        Names of the others.
    """

    newest: str
    earlier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """The receipts of a class that count, and what may be more than one of a student's.

    Attributes
    ----------
    receipts
        Those that count, each under a short name that nobody else has.
    attempts
        What looks like the attempts of one student.
    alike
        Names that look like one student's, of receipts that do not: each counts.
    same
        Names of different students whose receipts hold the same.
    """

    receipts: list[HandedIn]
    attempts: list[Attempts]
    alike: list[list[str]]
    same: list[list[str]]


@dataclass(frozen=True, slots=True)
class _Trace:
    """What a name tells.

    Attributes
    ----------
    who
        The name, without what differs between attempts of one student.
    shown
        The same, as it is written.
    time
        Of the attempt; empty where the name has none.
    number
        Of the copy.
    named
        Whether the name tells anybody apart.
    sure
        Whether all attempts of that name are the same student's; else the receipts decide.
    """

    who: tuple[str, ...]
    shown: str
    time: str
    number: int
    named: bool
    sure: bool


def counted(handed_in: Sequence[HandedIn], every: bool = False) -> Counted:
    """Return the receipts that count, and what looks like attempts of one student.

    Parameters
    ----------
    handed_in
        All receipts.
    every
        Whether each attempt counts; otherwise the newest of each student does.
    """
    traces = _traces([one.student for one in handed_in])
    students = [
        sorted(places, key=lambda place: _age(handed_in, traces, places, place))
        for places in _students(handed_in, traces)
    ]
    chosen = {
        place: len(places) for places in students for place in (places if every else places[-1:])
    }
    names = _told_apart(
        [handed_in[place].student for place in chosen], [traces[place].shown for place in chosen]
    )
    shown = dict(zip(chosen, without_shared(names), strict=True))
    return Counted(
        [
            replace(handed_in[place], student=shown[place], attempts=chosen[place])
            for place in sorted(chosen)
        ],
        [_attempts([handed_in[place].student for place in one]) for one in students if one[1:]],
        _together(handed_in, students, [one.who for one in traces]),
        _together(handed_in, students, [_held(one.receipt) for one in handed_in]),
    )


def _attempts(names: list[str]) -> Attempts:
    *earlier, newest = names
    return Attempts(newest, tuple(earlier))


def _held(receipt: Receipt) -> Receipt | None:
    """Return a receipt in which something was predicted; many are the same without."""
    return receipt if any(one.predictions for one in receipt.lessons) else None


def _together(
    handed_in: Sequence[HandedIn], students: Iterable[list[int]], marks: Sequence[Any]
) -> list[list[str]]:
    """Return the names of different students' newest receipts that have the same mark."""
    found: dict[Any, list[str]] = {}
    for *_, newest in students:
        if marks[newest] is not None:
            found.setdefault(marks[newest], []).append(handed_in[newest].student)
    return [names for names in found.values() if len(names) > 1]


def _age(
    handed_in: Sequence[HandedIn], traces: Sequence[_Trace], places: Iterable[int], place: int
) -> tuple[str, datetime, int]:
    """Return what attempts are put in order by: the platform's time, if all have one, first."""
    timed = all(traces[one].time for one in places)
    trace, written = traces[place], moment(handed_in[place].receipt)
    return trace.time if timed else "", written, trace.number


def moment(receipt: Receipt) -> datetime:
    """Return when a receipt was written; one without a zone is taken to be of this machine's."""
    try:
        return receipt.written.astimezone(UTC)
    except (OverflowError, ValueError, OSError):  # a year that no calendar here has
        return receipt.written.replace(tzinfo=UTC)


# What names tell -------------------------------------------------------------------------


def _traces(names: Sequence[str]) -> list[_Trace]:
    paths = [unicodedata.normalize("NFC", name).split("/") for name in names]
    bare = {(*map(_folded, path[:-1]), _folded(_stem(path[-1]))) for path in paths}
    own_folders = _own_folders(paths)
    return [_trace(path, bare, tuple(path[:-1]) in own_folders) for path in paths]


def _own_folders(paths: Iterable[list[str]]) -> set[tuple[str, ...]]:
    """Return the folders that are one student's: others hand in beside them, and few are in it."""
    folders = Counter(tuple(path[:-1]) for path in paths)
    return {
        one
        for one, count in folders.items()
        if count <= MOST_ATTEMPTS and any(other[: len(one)] != one for other in folders)
    }


def _trace(path: list[str], bare: set[tuple[str, ...]], is_own_folder: bool) -> _Trace:
    times: list[str] = []
    parts = [_stripped(_stem(part), times) for part in path]
    last = COPY.sub("", parts[-1])
    number = int((re.findall(r"\d+", parts[-1][len(last) :]) or [0])[-1])
    folder = tuple(map(_folded, path[:-1]))
    numbered = NUMBER.search(last)
    if numbered and (*folder, _folded(last[: numbered.start()])) in bare:
        last, number = last[: numbered.start()], int(numbered[1])
    # Who gives many files one name has them numbered, too; then none is without a number.
    copied = last != parts[-1] and (*folder, _folded(last)) not in bare
    parts[-1] = last
    telling = [part for part in parts[:-1] if part.strip(GAPS)]
    if _folded(last) not in ANYBODYS or not telling:
        telling.append(last)
    tells = _folded(last) not in ANYBODYS
    return _Trace(
        who=tuple(map(_folded, telling)),
        shown="/".join(telling),
        time=" ".join(times),
        number=number,
        named=tells or is_own_folder,
        sure=not copied if tells else is_own_folder,
    )


def _stem(part: str) -> str:
    """Return a part of a path without the endings that files have, and what was put after."""
    part = re.sub(r"\.json\.(\d+)$", r" (\1)", part, flags=re.IGNORECASE)
    part = KEY.sub("", part)
    return re.sub(r"\.(json|txt|zip)(?=$|[. (~_-])|~$|\.bak$", "", part, flags=re.IGNORECASE)


def _stripped(part: str, times: list[str]) -> str:
    """Return a name without the time and number of the attempt; the times are put down."""
    for platform in PLATFORMS:
        found = platform.fullmatch(part)
        if found:
            upload = re.sub(r"\D", "", found["upload"])
            times += [upload.rjust(20, "0")] if upload else []
            # A file of that name was handed in before.
            file = re.sub(r"-\d{1,2}$", "", found["file"])
            part = f"{found['who']}{found['user']}_{file}".strip(GAPS)
    # Digits alone, so that times are put in order as text; a month's name comes first there.
    times += [_digits(one) for one in TIME.findall(part)]
    timeless = TIME.sub("", part)
    plain = ATTEMPT.sub("", timeless)
    if plain == part:
        return part
    return re.sub(rf"([{re.escape(GAPS)}])[{re.escape(GAPS)}]+", r"\1", plain).strip(GAPS)


def _digits(time: str) -> str:
    """Return a time as digits that stand in order, the year first."""
    for form in ("%b %d, %Y %I%M %p", "%b %d, %Y %I.%M %p", "%b %d, %Y %H%M", "%b %d, %Y"):
        try:
            return datetime.strptime(time, form).strftime("%Y%m%d%H%M%S")
        except ValueError:
            continue
    return re.sub(r"\D", "", time)


def _folded(part: str) -> str:
    return " ".join(re.split(rf"[{re.escape(GAPS)}]+", part.casefold())).strip()


# Which are of one student ----------------------------------------------------------------


def _students(handed_in: Sequence[HandedIn], traces: Sequence[_Trace]) -> Iterator[list[int]]:
    """Yield the places of each student's receipts."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for place, who in enumerate(_whose(handed_in, traces)):
        alike.setdefault(who, []).append(place)
    for places in alike.values():
        sure = [place for place in places if traces[place].sure]
        groups = [sure] if sure else []
        # All are held against each other: what each has done is put together once.
        work = {place: _Work.of(handed_in[place].receipt) for place in places}
        for place in (one for one in places if not traces[one].sure):
            named = traces[place].named
            fitting = (
                group
                for group in groups
                if any(work[place].goes_on(work[other], named) for other in group)
            )
            group = next(fitting, None)
            groups.append([place]) if group is None else group.append(place)
        yield from groups


def _whose(handed_in: Sequence[HandedIn], traces: Sequence[_Trace]) -> list[tuple[str, ...]]:
    """Return whose each receipt is by its name; what is there packed and unpacked is one's."""
    whose = [one.who for one in traces]
    places: dict[Receipt, list[int]] = {}
    for place, one in enumerate(handed_in):
        places.setdefault(one.receipt, []).append(place)
    for same in places.values():
        for place in same:
            path = f"/{handed_in[place].student}"
            longer = (one for one in same if handed_in[one].student.endswith(path))
            whose[place] = traces[next(longer, place)].who
    return whose


def goes_on(one: Receipt, other: Receipt, named: bool = True) -> bool:
    """Return whether of two receipts one goes on from the other, as a student's later one does.

    What was predicted once stays, and so does what was answered right; tries are only added.

    Parameters
    ----------
    one, other
        In any order.
    named
        Whether their names tell anybody apart. If not, both must have a prediction in common:
        no two students make the same one by chance.
    """
    return _Work.of(one).goes_on(_Work.of(other), named)


@dataclass(frozen=True, slots=True)
class _Work:
    """What a receipt tells: how far off each prediction was, and how each question went."""

    receipt: Receipt
    predicted: dict[tuple[int, str], float | None]
    tried: dict[tuple[int, str], tuple[bool, int]]

    @classmethod
    def of(cls, receipt: Receipt) -> "_Work":
        """Put together what a receipt tells."""
        parts = receipt.lessons
        predicted = {
            (part.lesson, one.name): one.off for part in parts for one in part.predictions
        }
        tried = {
            (part.lesson, one.name): (one.right, one.tries)
            for part in parts
            for one in part.questions
        }
        return cls(receipt, predicted, tried)

    def goes_on(self, other: "_Work", named: bool) -> bool:
        """Whether one goes on from the other; see `goes_on`."""
        return (
            self._is_within(other, not named)
            or other._is_within(self, not named)
            # Of the same work alone: to hold whole receipts against each other takes long.
            or (self.predicted == other.predicted and self.receipt == other.receipt)
        )

    def _is_within(self, later: "_Work", predicting: bool) -> bool:
        return (
            (not predicting or any(off is not None for off in self.predicted.values()))
            and self.predicted.items() <= later.predicted.items()
            and all(
                name in later.tried
                and (later.tried[name] == had if had[0] else later.tried[name][1] >= had[1])
                for name, had in self.tried.items()
            )
        )


# How they are called ---------------------------------------------------------------------


def _told_apart(names: Sequence[str], shorter: Sequence[str]) -> list[str]:
    """Return the shorter of two names for each, where that is nobody else's."""
    return [
        short if short and shorter.count(short) == 1 and short not in names else name
        for name, short in zip(names, shorter, strict=True)
    ]


def without_shared(names: Sequence[str]) -> list[str]:
    """Return names without the words that all of them begin and end with.

    Each keeps a word of its own at least, and no two become the same.
    """
    if len({*names}) < 2:
        return list(names)
    split = [re.findall(r"[^\W_]+|[\W_]", name) for name in names]
    words = [[*one] for one in split]
    ahead = _shared(words)
    words = [one[ahead:] for one in words]
    behind = _shared([one[::-1] for one in words])
    cut = ["".join(one[: len(one) - behind]).strip(GAPS) for one in words]
    return cut if all(cut) and len({*cut}) == len({*names}) else list(names)


def _shared(words: Sequence[Sequence[str]]) -> int:
    """Return how many words all begin with, of which none is the last of any."""
    shared = 0
    for column in zip(*words, strict=False):
        if len({*column}) > 1:
            break
        shared += 1
    shortest = min(sum(word.isalnum() for word in one) for one in words)
    while shared and sum(word.isalnum() for word in words[0][:shared]) >= shortest:
        shared -= 1
    return shared
