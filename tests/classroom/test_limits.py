"""How much one phone or address may ask for: no more, and no less."""

from lessons.classroom import limits
from lessons.classroom.hearers import PRESENTER, Hearers
from lessons.classroom.limits import Admitted, Limit


class Clock:
    """A clock that stands until it is set."""

    time = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.time


def test_each_may_do_it_so_often_within_the_time():
    clock = Clock()
    limit = Limit(3, 60, clock)
    for second in (0, 10, 20):
        clock.time = second
        assert limit.wait("one") == 0
        limit.count("one")
    assert limit.wait("one") == 40
    assert limit.wait("other") == 0
    clock.time = 59
    assert limit.wait("one") == 1
    clock.time = 60
    assert limit.wait("one") == 0
    limit.count("one")
    assert limit.wait("one") == 10


def test_who_asked_longest_ago_is_forgotten_first(monkeypatch):
    monkeypatch.setattr(limits, "MOST_REMEMBERED", 3)
    limit = Limit(1, 60, Clock())
    for who in "abca":
        limit.count(who)
    limit.count("d")
    assert [bool(limit.wait(who)) for who in "abcd"] == [True, False, True, True]


def test_a_room_takes_as_many_phones_as_it_may_and_those_again():
    admitted = Admitted(2)
    assert admitted.admit("BCDF", "one")
    assert admitted.admit("BCDF", "two")
    assert not admitted.admit("BCDF", "three")
    assert admitted.admit("BCDF", "one")
    assert admitted.admit("GHJK", "three")
    assert admitted.has("BCDF", "two")
    assert not admitted.has("BCDF", "three")
    admitted.forget("BCDF")
    assert admitted.admit("BCDF", "three")


def test_who_waits_hears_of_its_own_room_alone():
    hearers = Hearers()
    with (
        hearers.joined("BCDF", PRESENTER) as presenter,
        hearers.joined("BCDF", "one") as one,
        hearers.joined("BCDF", "two") as two,
        hearers.joined("GHJK", "one") as elsewhere,
    ):
        assert hearers.phones("BCDF") == {"one", "two"}
        assert presenter.is_set()  # of those who came
        presenter.clear()
        hearers.tell_one("BCDF", "one")
        assert [each.is_set() for each in (presenter, one, two, elsewhere)] == [0, 1, 0, 0]
        hearers.tell("BCDF")
        assert [each.is_set() for each in (presenter, one, two, elsewhere)] == [1, 1, 1, 0]
    assert hearers.phones("BCDF") == set()
    hearers.tell("BCDF")
    hearers.tell_one("BCDF", "one")
