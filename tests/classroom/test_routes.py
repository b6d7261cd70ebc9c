"""What a real server answers to a class: the whole of a round, and each refusal."""

import json
import re
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import MagicMock

import lab
import pytest
from class_phones import CHOICE, NUMBER, SHARE, SKETCH, Answer, Client, Phone, Presenter, phrase_of
from class_servers import TOKEN, serving

from lessons.classroom import _load_jupyter_server_extension, rooms
from lessons.classroom import serving as limits
from lessons.classroom.for_phones import COOKIE, LARGEST, POLICY
from lessons.words import PHRASES

MARKUP = "<img src=x onerror=alert(1)>"


def refused(answer: Answer, status: int, phrase: str) -> None:
    """Hold that a request was refused with a status and a phrase."""
    assert (answer.status, answer.headers.get_content_type()) == (status, "application/json")
    assert phrase_of(PHRASES[phrase]).fullmatch(answer.told["message"]), answer.text


@pytest.fixture
def phone(presented: str, presenter: Presenter) -> Phone:
    """Let a phone into the room."""
    return Phone.joined(presented, presenter.code)


@pytest.mark.parametrize("kind", ["lab", "voila"])
def test_a_round_goes_from_the_question_to_the_table(kind, tmp_path):
    """In JupyterLab and in a presentation alike."""
    with serving(kind, tmp_path) as address:
        presenter = Presenter(address)
        presenter.ask(f"/lab?token={TOKEN}")
        code = presenter.open()
        first, second = (Phone.joined(address, code) for _ in range(2))
        counted = f"/class/rooms/{code}/events?key={presenter.key}"
        with (
            presenter.listening(counted) as counts,
            first.listening(f"/class/{code}/events") as events,
        ):
            told = next(one for one in counts if one["phones"] == 1)
            assert told == {"phones": 1, "committed": 0, "round": 0, "state": "waiting"}
            assert next(events)["state"] == "waiting"
            number = presenter.begin(NUMBER)
            assert next(events)["asked"] == NUMBER
            assert first.commit(number, 40).told == {"given": 40.0, "told": "40 units a year"}
            assert next(events)["given"] == 40.0
            assert second.commit(number, 7.5).status == 200
            told = next(one for one in counts if one["committed"] == 2)
            assert told == {"phones": 2, "committed": 2, "round": 1, "state": "open"}
            closed = presenter.do("close").told
            assert closed == {"round": 1, "answers": [{"given": 7.5}, {"given": 40.0}]}
            assert next(events)["state"] == "closed"
            reasons = [[7.5, "Far too low.", 0.35], [40.0, "You were close.", 0.02]]
            sent = {"round": 1, "answer": "42 units a year", "reasons": reasons}
            assert presenter.do("reveal", sent).status == 200
            revealed = next(events)
            assert (revealed["answer"], revealed["reason"]) == (sent["answer"], "You were close.")
            assert presenter.do("end").status == 200
            assert next(events)["state"] == "ended"
            assert next(events, None) is None
        assert presenter.saved() == ["1,number,7.5,0.35", "1,number,40.0,0.02"]
        whole = presenter.ask(f"/class/rooms/{code}").told
        assert whole["ended"]
        assert whole["rounds"][0]["answers"] == closed["answers"]
        assert (tmp_path / "notebooks" / "my-work" / rooms.FILE).is_file()
        log = (tmp_path / "server.log").read_text()
        assert not re.search("Kernel started|Traceback|Uncaught", log)


@pytest.mark.parametrize(
    ("ip", "environment", "offered"),
    [
        ("192.168.1.20", {}, True),
        ("lectern.example", {}, True),
        ("localhost", {}, False),
        ("127.0.0.1", {}, False),
        ("::1", {}, False),
        ("192.168.1.20", {"JUPYTERHUB_SERVICE_PREFIX": "/user/ann/"}, False),
    ],
)
def test_a_server_that_no_phone_can_reach_offers_no_class(ip, environment, offered, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    server = MagicMock(ip=ip, base_url="/")
    told = {"classroom": False}
    server.web_app.settings = {"page_config_data": {"lessons": told}}
    _load_jupyter_server_extension(server)
    assert told["classroom"] == offered
    assert server.web_app.add_handlers.called == offered


@pytest.mark.parametrize(
    ("asked", "given", "row"),
    [(SHARE, 0.4, "1,number,0.4,"), (CHOICE, 1, "1,choice,'=1+1,"), (SKETCH, [1, 2, 3], None)],
)
def test_each_kind_is_committed(presenter, phone, asked, given, row):
    assert phone.commit(presenter.begin(asked), given).told["given"] == given
    assert presenter.saved() == [row or "1,sketch,1.0 2.0 3.0,"]


def test_the_address_of_a_room_is_that_of_who_opened_it(presented, presenter):
    opened = presenter.ask("/class/rooms", "POST", {}, Host="lectern.local:8866").told
    assert opened["address"] == f"http://lectern.local:8866/class/{opened['code']}"


def test_a_page_needs_no_key_and_events_hand_one_out_once(presented, presenter):
    phone = Phone(presented, {})
    phone.code = presenter.code
    page = phone.ask(f"/class/{presenter.code}")
    assert page.status == 200
    assert not phone.cookies
    assert page.headers["Content-Security-Policy"] == POLICY
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    for shut in ("default-src", "base-uri", "frame-ancestors"):
        assert rules.pop(shut) == "'none'"
    assert rules == dict.fromkeys(
        ("script-src", "style-src", "connect-src", "form-action"), "'self'"
    )
    assert page.headers["Cache-Control"] == "no-store"
    host = phone.connection()
    host.request("GET", f"/class/{presenter.code}/events")
    told = host.getresponse().headers["Set-Cookie"]
    host.close()
    key = told.partition(";")[0].partition("=")[2]
    assert len(key) >= 43
    rules = {one.strip() for one in told.split(";")[1:]}
    assert rules == {"HttpOnly", "SameSite=Strict", f"Path=/class/{presenter.code}"}
    phone.cookies = {COOKIE: key}
    phone.seen()
    assert phone.cookies == {COOKIE: key}


@pytest.mark.parametrize("form", [str.lower, str.capitalize])
def test_the_case_of_a_code_does_not_matter(presented, presenter, form):
    code = presenter.code
    page = Client(presented).ask(f"/class/{form(code)}")
    assert (page.status, page.headers["Location"]) == (302, f"/class/{code}")
    typed = Client(presented).ask(f"/class?code=+{form(code)}+")
    assert (typed.status, typed.headers["Location"]) == (302, f"/class/{code}")
    phone = Phone.joined(presented, code)
    number = presenter.begin(NUMBER)
    sent = {"round": number, "given": 40}
    assert phone.ask(f"/class/{form(code)}/commit", "POST", sent).status == 200


def test_a_code_is_asked_for_where_there_is_none(presented):
    page = Client(presented).ask("/class")
    assert page.status == 200
    assert PHRASES["phone_code"] in page.text
    assert "alert" not in page.text
    assert Client(presented).ask("/class/").headers["Location"] == "/class"
    assert PHRASES["class_unknown"] in Client(presented).ask("/class?code=1").text


@pytest.mark.parametrize("code", ["BBBB", "bbbb", "ABCDE", "AEIO", "1", "%3Cb%3E", "..%2f", "%00"])
def test_an_unknown_room_is_told_where_a_code_can_be_typed(presented, presenter, code):
    code = "CCCC" if code.upper() == presenter.code else code
    page = Client(presented).ask(f"/class/{code}")
    assert page.status == 404
    assert PHRASES["class_unknown"] in page.text
    assert "<b>" not in page.text
    for act, method in (("events", "GET"), ("commit", "POST")):
        sent = {"round": 1, "given": 40} if method == "POST" else None
        answer = Client(presented).ask(f"/class/{code}/{act}", method, sent)
        refused(answer, 404, "class_unknown")


def test_a_room_that_has_ended_takes_nothing(presented, presenter, phone):
    number = presenter.begin(NUMBER)
    presenter.do("end")
    refused(phone.commit(number, 40), 410, "class_ended")
    page = phone.ask(f"/class/{presenter.code}")
    assert page.status == 410
    assert PHRASES["class_ended"] in page.text
    assert phone.seen()["state"] == "ended"
    for act, sent in (
        ("rounds", {"asked": NUMBER}),
        ("close", {}),
        ("reveal", {"round": number, "answer": "", "reasons": []}),
    ):
        refused(presenter.do(act, sent), 410, "class_ended")


def test_a_closed_round_and_another_one_are_refused(presenter, phone):
    first = presenter.begin(NUMBER)
    presenter.do("close")
    refused(phone.commit(first, 40), 409, "class_closed")
    second = presenter.begin(NUMBER)
    refused(phone.commit(first, 40), 409, "class_other_round")
    refused(phone.commit(second + 1, 40), 409, "class_other_round")
    refused(phone.commit(10**30, 40), 409, "class_other_round")
    assert presenter.saved() == []


def test_a_second_commit_is_told_the_first_which_stays(presenter, phone):
    number = presenter.begin(NUMBER)
    assert phone.commit(number, 40).status == 200
    again = phone.commit(number, 41)
    refused(again, 409, "class_twice")
    assert "40 units a year" in again.told["message"]
    assert phone.commit(number, 40).told["given"] == 40
    assert presenter.saved() == ["1,number,40.0,"]


@pytest.mark.parametrize("given", [[1, 2, 3], "40", MARKUP, None, True, {"a": 1}, -1, 101, 10**99])
def test_a_wrong_kind_and_what_is_out_of_range_are_refused(presenter, phone, given):
    number = presenter.begin(NUMBER)
    answer = phone.commit(number, given)
    assert (answer.status, answer.headers.get_content_type()) == (422, "application/json")
    assert "between 0 units/year and 100 units/year" in answer.told["message"]
    assert presenter.saved() == []


@pytest.mark.parametrize(
    "body",
    [
        b'{"round": 1, "given": NaN}',
        b'{"round": 1, "given": -Infinity}',
        b'{"round": 1, "given": 1e999}',
        b'{"round": 1, "given": 40, "name": "<b>Ann</b>"}',
        b'{"round": 1}',
        b'{"round": 1, "given": ' + b"[" * 3000 + b"]" * 900 + b"}",
        b'{"round": 1, "given": "\xff"}',
        b"[1, 40]",
        b"40",
        b"round=1&given=40",
        b"",
    ],
)
def test_what_is_no_such_json_is_refused(presenter, phone, body):
    presenter.begin(NUMBER)
    at = f"/class/{presenter.code}/commit"
    answer = phone.ask(at, "POST", body, Content_Type="application/json")
    refused(answer, 422, "class_fields")
    assert presenter.saved() == []


@pytest.mark.parametrize("number", [MARKUP, None, 1.0, True, [1], "1"])
def test_markup_and_other_kinds_in_the_place_of_a_round_are_refused(presenter, phone, number):
    presenter.begin(NUMBER)
    refused(phone.commit(number, 40), 422, "class_no_round")


def test_markup_in_what_is_asked_is_text_in_the_page(presented, presenter):
    ask = f"</script>{MARKUP}"
    presenter.begin(CHOICE | {"ask": ask, "options": [MARKUP, "<b>"]})
    page = Client(presented).ask(f"/class/{presenter.code}").text
    assert "<img" not in page
    assert "<b>" not in page
    found = re.search(r'<script type="application/json" id="given">(.*?)</script>', page, re.S)
    assert json.loads(found[1])["seen"]["asked"]["ask"] == ask


def test_what_is_not_json_by_its_type_is_refused(presenter, phone):
    """So that no form of another site's page can send it."""
    presenter.begin(NUMBER)
    at, body = f"/class/{presenter.code}/commit", '{"round": 1, "given": 40}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data"):
        refused(phone.ask(at, "POST", body, Content_Type=kind), 415, "class_not_json")
    good = "application/JSON; charset=utf-8"
    assert phone.ask(at, "POST", body, Content_Type=good).status == 200


def test_a_body_that_is_too_large_is_not_read(presented, presenter, phone):
    """Its head alone is sent: the answer comes all the same, and the line is closed."""
    presenter.begin(NUMBER)
    for length, status in ((LARGEST + 1, 413), (1_000_000, 413), (10**12, 413), (None, 411)):
        host = phone.connection()
        host.putrequest("POST", f"/class/{presenter.code}/commit")
        for name, value in phone.headers().items():
            host.putheader(name, value)
        host.putheader("Content-Type", "application/json")
        if length:
            host.putheader("Content-Length", str(length))
        else:
            host.putheader("Transfer-Encoding", "chunked")
        host.endheaders()
        answer = host.getresponse()
        assert (answer.status, answer.headers.get_content_type()) == (status, "application/json")
        assert phrase_of(PHRASES["class_large"]).fullmatch(json.loads(answer.read())["message"])
        assert host.sock is None or host.sock.recv(1) == b""
        host.close()
    full = json.dumps({"round": 1, "given": 40}).ljust(LARGEST)
    at = f"/class/{presenter.code}/commit"
    assert phone.ask(at, "POST", full, Content_Type="application/json").status == 200
    assert phone.ask(at, "POST", full + " ", Content_Type="application/json").status == 413


def test_without_a_key_nothing_is_committed(presented, presenter, phone):
    number = presenter.begin(NUMBER)
    phone.cookies.clear()
    refused(phone.commit(number, 40), 403, "class_no_phone")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory):
    """Present a lesson with a token, as where other machines can come."""
    place = tmp_path_factory.mktemp("guarded")
    with serving("voila", place, f"--Voila.token={TOKEN}") as address:
        presenter = Presenter(address)
        presenter.ask(f"/?token={TOKEN}")
        presenter.open()
        yield presenter


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/",
            "/voila/render/1-lesson.ipynb",
            "/voila/files/a.svg",
            "/voila/tree",
            "/api/kernels",
        ),
        *("/voila/api/contents/", "/api/contents", "/class/rooms/{code}"),
        *("/class/rooms/{code}/predictions.csv", "/class/rooms/{code}/events"),
        "/class/rooms/{code}/events?key={phone}",
    ],
)
def test_a_phones_key_and_code_open_nothing_else(guarded, path):
    phone = Phone.joined(guarded.address, guarded.code)
    key = phone.cookies[COOKIE]
    at = path.format(code=guarded.code, phone=key)
    for headers in ({}, {"X_Room_Key": key}, {"X_Room_Key": guarded.code}):
        for method in ("GET", "POST", "PUT", "DELETE"):
            assert phone.ask(at, method, **headers).status in {302, 403, 404, 405}
    assert phone.ask(f"{at}{'&' if '?' in at else '?'}token={key}").status in {302, 403, 404}


def test_who_is_logged_in_needs_the_rooms_key_too(presented, presenter):
    other = Presenter(presented)
    other.open()
    other.code = presenter.code
    for act in ("rounds", "close", "reveal", "end"):
        refused(other.do(act), 403, "class_no_key")
    for path in ("", "/predictions.csv", "/events", f"/events?key={other.key}"):
        refused(other.ask(f"/class/rooms/{presenter.code}{path}"), 403, "class_no_key")
    refused(other.ask("/class/rooms/BBBB/close", "POST", {}), 404, "class_unknown")


def test_a_presenters_request_comes_with_the_servers_own_word(guarded):
    stranger = Client(guarded.address)
    for path in ("/class/rooms", f"/class/rooms/{guarded.code}/close"):
        assert stranger.ask(path, "POST", {}, X_Room_Key=guarded.key).status == 403
    word = guarded.cookies.pop("_xsrf")
    for path in ("/class/rooms", f"/class/rooms/{guarded.code}/close"):
        assert guarded.ask(path, "POST", {}).status == 403
    guarded.cookies["_xsrf"] = word


@pytest.mark.parametrize(
    ("act", "sent", "phrase"),
    [
        ("rounds", {"asked": {"kind": "essay"}}, "class_kind"),
        ("rounds", {"asked": NUMBER | {"ask": "a" * 501}}, "class_asked"),
        ("rounds", {"asked": NUMBER | {"maximum": -1}}, "class_scale"),
        ("rounds", {}, "class_fields"),
        ("reveal", {"round": 1, "answer": 1, "reasons": []}, "class_asked"),
        ("reveal", {"round": 1, "answer": "1"}, "class_fields"),
    ],
)
def test_what_a_presenter_sends_amiss_is_told(presenter, act, sent, phrase):
    refused(presenter.do(act, sent), 422, phrase)


def test_what_was_never_asked_is_neither_closed_nor_revealed(presenter):
    refused(presenter.do("close"), 409, "class_no_round")
    sent = {"round": 1, "answer": "", "reasons": []}
    refused(presenter.do("reveal", sent), 409, "class_no_round")


def flooded(answer: Answer) -> bool:
    """Whether somebody is told to wait, and for how long."""
    if answer.status != 429:
        return False
    assert 1 <= int(answer.headers["Retry-After"]) <= limits.MINUTE
    return True


def test_a_flood_from_one_phone_is_stopped_and_the_others_go_on(presented, presenter, phone):
    number = presenter.begin(NUMBER)
    told = [phone.commit(number, -1) for _ in range(limits.MOST_COMMITS)]
    assert {one.status for one in told} == {422}
    assert flooded(phone.commit(number, 40))
    assert Phone.joined(presented, presenter.code).commit(number, 40).status == 200
    other = Phone.joined(presented, presenter.code)
    for _ in range(limits.MOST_CONNECTIONS - 1):
        other.seen()
    assert flooded(other.begin_to_ask(f"/class/{presenter.code}/events"))


def test_who_guesses_codes_is_stopped_and_who_is_in_goes_on(tmp_path):
    with serving("voila", tmp_path) as address:
        presenter, stranger = Presenter(address), Client(address)
        phone = Phone.joined(address, presenter.open())
        number = presenter.begin(NUMBER)
        told = [stranger.ask("/class/AEIO").status for _ in range(limits.MOST_WRONG_CODES)]
        assert set(told) == {404}
        stopped = stranger.ask("/class/AEIO")
        assert flooded(stopped)
        assert phrase_of(PHRASES["class_flood"]).search(stopped.text)
        # Else who guesses would know a code by its answer.
        assert flooded(stranger.ask(f"/class/{presenter.code}"))
        assert phone.ask(f"/class/{presenter.code}").status == 200
        assert phone.commit(number, 40).status == 200


def test_a_room_takes_no_more_phones_than_it_may(presented, presenter):
    """Keys that were made up count as those that were handed out."""
    number = presenter.begin(NUMBER)

    def commit(phone: int) -> int:
        made_up = Phone(presented, {COOKIE: f"made up {phone}"})
        made_up.code = presenter.code
        return made_up.commit(number, 40).status

    with ThreadPoolExecutor(8) as crowd:
        told = [*crowd.map(commit, range(limits.MOST_PHONES + 3))]
    assert (told.count(200), told.count(429)) == (limits.MOST_PHONES, 3)
    refused(Client(presented).ask(f"/class/{presenter.code}/events"), 429, "class_full")
    assert len(presenter.saved()) == limits.MOST_PHONES


def test_a_disk_that_takes_nothing_is_told_to_presenter_and_phone(tmp_path):
    with serving("voila", tmp_path) as address:
        presenter = Presenter(address)
        phone = Phone.joined(address, presenter.open())
        number = presenter.begin(NUMBER)
        file = tmp_path / "notebooks" / "my-work" / rooms.FILE
        with sqlite3.connect(file, isolation_level=None) as other:
            other.execute("BEGIN EXCLUSIVE")
            refused(phone.commit(number, 40), 503, "class_not_kept_now")
            other.execute("ROLLBACK")
        assert phone.commit(number, 40).status == 200
    taken = tmp_path / "taken"
    taken.mkdir()
    with serving("voila", taken) as address:
        Path(taken / "notebooks" / "my-work").write_text("no folder")
        presenter = Presenter(address)
        presenter.ask("/")
        refused(presenter.ask("/class/rooms", "POST", {}), 503, "class_not_kept")


def test_a_server_ends_by_itself_while_phones_listen(tmp_path, monkeypatch):
    def end(server: subprocess.Popen) -> None:
        server.terminate()
        server.wait(lab.ENDED_WITHIN)  # else it is missed, as it would have to be killed

    monkeypatch.setattr(lab, "_end", end)
    with serving("voila", tmp_path) as address:
        code = Presenter(address).open()
        phone = Phone.joined(address, code)
        with phone.listening(f"/class/{code}/events") as events:
            assert next(events)["state"] == "waiting"
            still = phone.connection()
            still.request("GET", f"/class/{code}/events", headers=phone.headers())
            assert still.getresponse().readline().startswith(b"data: ")
    still.close()
