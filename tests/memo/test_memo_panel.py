"""The memo's kernel side, without a page."""

from pathlib import Path

import pytest
from canteen import opened
from pictures import png

from lessons.memo.document import Section
from lessons.memo.draft import Edit
from lessons.memo.memo_panel import MemoPanel

PATHS = [Path("own/memo-x.docx"), Path("own/memo-x.html")]


class Desk:
    """What a panel is joined to: it remembers what it was asked for."""

    def __init__(self, edits=None, paths=PATHS, told="") -> None:
        self.explorer = opened()
        self.kept, self.saved = [], []
        self.pictures = []
        self.paths, self.told = paths, told
        self.panel = MemoPanel(
            propose=self.propose,
            draw=lambda: (self.explorer.chart.spec, self.explorer.sentence),
            controls=self.explorer.controls,
            edits=edits or {},
            keep=self.keep,
            compose=self.compose,
            save=self.save,
            notice=lambda: self.told,
            folder="own",
        )
        self.sent = []
        self.panel.send = lambda content, buffers=None: self.sent.append((content, buffers))

    def propose(self, _called):  # noqa: D102
        week = self.explorer.scenario.week
        return [
            Section("name", "Name", "Lunch", "line"),
            Section("week", "Week", f"Week {week:g}"),
        ]

    def keep(self, key, edit):  # noqa: D102
        self.kept.append((key, edit))
        return self.told

    def compose(self, sections, picture):  # noqa: D102
        self.pictures.append(picture)
        return {".docx": b"PK", ".html": b"<p>"}

    def save(self, sections, contents):  # noqa: D102
        self.saved.append({one.key: one.text for one in sections})
        return self.paths

    def box(self, key):  # noqa: D102
        return next(one for one in self.panel.state["boxes"] if one["key"] == key)

    def hear(self, content, buffers=()):  # noqa: D102
        self.panel._hear(self.panel, content, buffers)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_box_follows_the_sliders_until_it_is_edited(desk):
    assert desk.box("week")["text"] == "Week 10"
    desk.explorer.controls["week"].value = 20
    desk.hear({"kind": "renew"})
    assert desk.box("week")["text"] == "Week 20"
    desk.panel.write("week", "My week")
    desk.explorer.controls["week"].value = 30
    desk.hear({"kind": "renew"})
    assert desk.box("week")["text"] == "My week"
    assert desk.box("week")["edited"]
    assert desk.box("week")["behind"]
    assert not desk.box("name")["edited"]


def test_what_was_said_stays_until_something_else_is_proposed(desk):
    desk.hear({"kind": "save"})
    said = desk.panel.state["message"]
    assert said
    desk.hear({"kind": "renew"})  # of a move from before it, told of late
    assert desk.panel.state["message"] == said
    desk.explorer.controls["week"].value = 20
    desk.hear({"kind": "renew"})
    assert desk.panel.state["message"] == ""


def test_what_is_said_twice_is_heard_twice(desk):
    desk.hear({"kind": "save"})
    heard = []
    desk.panel.observe(lambda change: heard.append(change.new["message"]), "state")
    desk.hear({"kind": "save"})
    assert heard == ["", desk.panel.state["message"]]
    assert heard[-1]


def test_the_proposal_is_put_back(desk):
    desk.panel.write("week", "My week")
    desk.hear({"kind": "restore", "key": "week"})
    assert desk.box("week")["text"] == "Week 10"
    assert not desk.box("week")["edited"]
    assert desk.kept == [("week", Edit(text="My week", proposed="Week 10")), ("week", None)]


def test_the_proposal_written_again_is_no_edit(desk):
    desk.panel.write("week", "Week 10")
    assert not desk.box("week")["edited"]
    assert desk.kept == []


def test_an_edit_of_an_earlier_day_is_there_again():
    desk = Desk(edits={"week": Edit(text="Mine", proposed="Week 9")}, told="It was damaged.")
    assert desk.box("week")["text"] == "Mine"
    assert desk.box("week")["behind"]
    assert desk.panel.state["message"] == "It was damaged."


def test_an_edit_of_a_box_that_is_no_more_is_passed_over():
    desk = Desk(edits={"gone": Edit(text="Mine", proposed="")})
    assert [one["key"] for one in desk.panel.state["boxes"]] == ["name", "week"]


def test_it_is_saved_as_it_stands_with_the_picture(desk):
    desk.panel.write("week", "<b>My</b> week")
    desk.hear({"kind": "save"}, [memoryview(png(4, 2))])
    assert desk.saved == [{"name": "Lunch", "week": "<b>My</b> week"}]
    (picture,) = desk.pictures
    assert picture.png == png(4, 2)
    assert picture.title == "India: meals and hours"
    assert picture.text == desk.explorer.sentence
    assert desk.panel.state["message"] == (
        "Saved as own/memo-x.docx and own/memo-x.html. The first of them is among your downloads, "
        "too. Hand in one of them."
    )
    assert desk.sent == [({"kind": "download", "name": "memo-x.docx"}, [b"PK"])]


def test_it_is_saved_as_the_sliders_stand_though_no_page_has_asked(desk):
    desk.explorer.controls["week"].value = 33
    desk.panel.save()
    assert desk.saved[0]["week"] == "Week 33"


@pytest.mark.parametrize("buffers", [(), [memoryview(b"<svg>")]])
def test_without_a_picture_it_is_saved_and_says_so(desk, buffers):
    desk.hear({"kind": "save", "failed": "no\u202e canvas"}, buffers)
    assert desk.pictures == [None]
    assert desk.panel.state["message"].endswith(
        "It has no chart, because this page could not make a picture of it. no canvas"
    )


def test_what_cannot_be_saved_is_offered_as_a_download():
    desk = Desk(paths=[], told="Nothing can be written.")
    desk.panel.write("week", "Mine")
    desk.hear({"kind": "save"}, [memoryview(png(4, 2))])
    assert desk.panel.state["message"] == (
        "Nothing can be written. The memo is offered as a download instead."
    )
    assert desk.sent == [({"kind": "download", "name": "memo.docx"}, [b"PK"])]
    assert desk.box("week")["text"] == "Mine"


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "edit", "key": "gone", "text": "x"},
        {"kind": "edit", "key": "week", "text": 5},
        {"kind": "edit", "key": ["week"], "text": "x"},
        {"kind": "restore", "key": "gone"},
        {"kind": "else"},
        {},
    ],
)
def test_what_no_page_of_ours_sends_changes_nothing(desk, content):
    before = desk.panel.state
    desk.hear(content)
    assert desk.panel.state == before
    assert desk.kept == []


def test_the_page_is_told_which_edit_was_heard_last(desk):
    desk.hear({"kind": "edit", "key": "week", "text": "a\x00\ud83d", "turn": 3})
    assert desk.box("week")["turn"] == 3
    assert desk.box("week")["text"] == "a\ufffd"


@pytest.mark.parametrize("turn", ["x", None, [3], {}])
def test_an_edit_is_kept_whatever_stands_for_its_turn(desk, turn):
    desk.hear({"kind": "edit", "key": "week", "text": "a", "turn": turn})
    assert desk.box("week")["text"] == "a"
    assert desk.box("week")["turn"] == 0


def test_a_text_without_end_is_cut(desk):
    desk.panel.write("week", "a" * 100_000)
    assert len(desk.box("week")["text"]) == 20_000


def test_a_page_that_runs_no_widgets_shows_what_it_is(desk):
    data, _ = desk.panel._repr_mimebundle_()
    assert data["text/plain"].startswith("Decision memo")


def test_there_is_a_way_back_only_where_something_is_proposed():
    desk = Desk()
    desk.propose = lambda _called: [Section("author", "Written by", "", "line")]
    assert desk.box("name")["proposed"]
    desk.panel._propose = desk.propose
    desk.panel.renew()
    desk.panel.write("author", "Ann")
    assert not desk.box("author")["proposed"]
    assert desk.box("author")["edited"]
