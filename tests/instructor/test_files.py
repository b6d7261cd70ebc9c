"""What was handed in is read by what it holds, packed or not, and up to fixed sizes."""

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from instructor_receipts import ANN

from lessons.instructor import files, handed_in

TEXT = json.dumps(ANN, ensure_ascii=False)
each_in_turn = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def packed(entries: dict[str, bytes | str], **more) -> bytes:
    """Return a zip archive of some files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, one in entries.items():
            archive.writestr(name, one)
    return content.getvalue()


def students(folder: Path) -> list[str]:
    return [one.student for one in handed_in.read(folder)[0]]


def reasons(folder: Path) -> dict[str, str]:
    return {one.name: one.reason for one in handed_in.read(folder)[1]}


# By content


@pytest.mark.parametrize(
    "name",
    [
        "a.json.txt",
        "a.txt",
        "a",
        "a.JSON",
        "a.json.1",
        "a.json~",
        "a.json.bak",
        "a.docx",
        "a.json.zip",
    ],
)
def test_a_receipt_is_known_by_what_it_holds(tmp_path, name):
    (tmp_path / name).write_text(TEXT, "utf-8")
    assert len(students(tmp_path)) == 1


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_receipt_is_read_in_whatever_letters_it_was_saved(tmp_path, encoding, end):
    text = json.dumps({**ANN, "summary": ["Né – “ä”"]}, ensure_ascii=False, indent=1)
    (tmp_path / "a.json").write_bytes(text.replace("\n", end).encode(encoding))
    assert students(tmp_path) == ["a"]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "._a.json",
            ".DS_Store",
            "Thumbs.db",
            "ehthumbs.db",
            "Desktop.ini",
            "Icon\r",
            "~$a.docx",
        ),
        *("__MACOSX/a.json", "__MACOSX/._a.json", ".git/a.json", "@eaDir/a.json"),
        *("$RECYCLE.BIN/a.json", "System Volume Information/a.json", "lost+found/a.json"),
    ],
)
def test_what_systems_leave_behind_is_passed_over(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT, "utf-8")
    (tmp_path / "class.zip").write_bytes(packed({name: TEXT, "b.json": TEXT}))
    assert students(tmp_path) == ["class.zip/b"]
    assert reasons(tmp_path) == {}


# Packed


def test_an_archive_is_read_as_it_is(tmp_path):
    inner = packed({"my-work/receipt.json": TEXT, "my-work/notes.docx": packed({"mimetype": "x"})})
    entries = {
        "Ann Ä_1_assignsubmission_file_/receipt.json": TEXT,
        "bo.zip": inner,
        "sub\\di.json.txt": TEXT.encode("utf-16"),
        "empty/": "",
        "note.txt": "x",
    }
    (tmp_path / "class.zip").write_bytes(packed(entries))
    assert students(tmp_path) == [
        "class.zip/Ann Ä_1_assignsubmission_file_/receipt",
        "class.zip/bo.zip/my-work/receipt",
        "class.zip/sub/di.json.txt",
    ]
    assert reasons(tmp_path) == {
        "class.zip/bo.zip/my-work/notes.docx": "it is a document, and no receipt",
        "class.zip/note.txt": "its name does not end in .json",
    }
    assert [path.name for path in tmp_path.rglob("*")] == ["class.zip"]


def test_an_archive_may_be_named_in_place_of_a_folder(tmp_path):
    path = tmp_path / "class.zip"
    path.write_bytes(packed({"ann.json": TEXT}))
    assert students(path) == ["class.zip/ann"]


def test_a_path_in_an_archive_leads_nowhere(tmp_path):
    names = ["../../out.json", "/root.json", "C:\\temp\\win.json", "a/../../b.json"]
    folder = tmp_path / "deep" / "class"
    folder.mkdir(parents=True)
    (folder / "class.zip").write_bytes(packed(dict.fromkeys(names, TEXT)))
    assert students(folder) == [
        *("class.zip/out", "class.zip/root", "class.zip/C:/temp/win", "class.zip/a/b")
    ]
    assert [path.name for path in tmp_path.rglob("*.*")] == ["class.zip"]


def test_a_name_in_letters_that_the_archive_does_not_tell_is_read(tmp_path):
    content = packed({"Zoe.json": TEXT}).replace(b"Zoe.json", "Zö.json".encode())
    (tmp_path / "class.zip").write_bytes(content)
    assert students(tmp_path) == ["class.zip/Zö"]


def locked() -> bytes:
    content = bytearray(packed({"a.json": TEXT}))
    content[6] |= 1
    content[content.rindex(files.ENTRY) + 8] |= 1
    return bytes(content)


def nested(deep: int) -> bytes:
    content = packed({"a.json": TEXT})
    for _ in range(deep):
        content = packed({"a.zip": content})
    return content


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (packed({"a.json": bytes(files.LARGEST + 1)}), "/a.json", "large"),
        (nested(2), "", ""),
        (nested(3), "/a.zip/a.zip/a.zip", "archive_deep"),
        (locked(), "/a.json", "locked"),
        (packed({}), "", "archive_empty"),
        (packed({".DS_Store": "x"}), "", "archive_empty"),
        (packed({"a.json": TEXT})[:-30], "", "archive_damaged"),
        (packed({"[Content_Types].xml": "x", "a.json": TEXT}), "", "document"),
        (b"Rar!\x1a\x07\x00", "", "archive_other"),
        (zlib.compress(b"x", wbits=31), "", "archive_other"),
        (bytes(257) + b"ustar", "", "archive_other"),
    ],
)
def test_what_cannot_be_read_packed_is_told_by_name(tmp_path, content, name, reason):
    (tmp_path / "class.zip").write_bytes(content)
    (tmp_path / "good.json").write_text(TEXT, "utf-8")
    told = {f"class.zip{name}": files.REASONS[reason]} if reason else {}
    assert reasons(tmp_path) == told
    assert "good" in students(tmp_path)


def test_an_archive_that_swells_is_read_no_further_than_it_may_be(tmp_path, monkeypatch):
    """Each file within is small enough; all of them together are not."""
    monkeypatch.setattr(files, "MOST_READ", 5 * len(TEXT.encode()))
    entries = {f"{number}.json": TEXT for number in range(9)}
    (tmp_path / "class.zip").write_bytes(packed(entries))
    assert len(students(tmp_path)) == 5
    assert set(reasons(tmp_path).values()) == {files.REASONS["archive_swells"]}


def test_a_size_that_an_archive_makes_up_is_not_believed(tmp_path):
    """An entry that says it is small, and is not, is read up to the limit and no further."""
    content = bytearray(packed({"a.json": bytes(50 * files.LARGEST)}))
    struct.pack_into("<L", content, content.rindex(files.ENTRY) + 24, 10)
    (tmp_path / "class.zip").write_bytes(content)
    assert students(tmp_path) == []
    assert len(reasons(tmp_path)) == 1


def test_an_archive_of_too_many_files_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 2)
    (tmp_path / "class.zip").write_bytes(packed(dict.fromkeys(("a", "b", "c"), TEXT)))
    assert reasons(tmp_path) == {"class.zip": files.REASONS["archive_many"]}


def test_an_archive_that_is_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_ARCHIVE", 10)
    (tmp_path / "class.zip").write_bytes(packed({"a.json": TEXT}))
    assert reasons(tmp_path) == {"class.zip": files.REASONS["archive_large"]}


@each_in_turn
@given(st.data())
def test_a_spoiled_archive_is_not_fatal(tmp_path, data):
    content = packed({"a.json": TEXT, "b/c.zip": packed({"d.json": TEXT})})
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 12)))
    spoiled = content[:start] + data.draw(st.binary(max_size=8)) + content[end:]
    (tmp_path / "class.zip").write_bytes(spoiled)
    accepted, refused = handed_in.read(tmp_path)
    assert 1 <= len(accepted) + len(refused) <= 2
