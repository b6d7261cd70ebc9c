"""Which browser the tests take, on machines made of fake executables."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import chromium
import pytest

SHOWS_A_PAGE = "echo '<html></html>'"
LACKS_A_LIBRARY = "exit 127"
SHOWS_NOTHING = "exit 0"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SOURCES = ("variable", *NAMES, "place", "playwright")


def fake(path: Path, does: str = SHOWS_A_PAGE) -> str:
    """Write an executable that stands in for a browser; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if os.name == "nt":
        path = path.with_suffix(".bat")
        path.write_text(f"@echo off\n{does.replace('exit', 'exit /b')}\n".replace("'", '"'))
    else:
        path.write_text(f"#!/bin/sh\n{does}\n")
        path.chmod(0o755)
    return str(path)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Make a machine without a browser: the folder on its PATH is empty."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(chromium, "PLACES", ())
    monkeypatch.setattr(chromium, "of_playwright", lambda: str(tmp_path / "playwright"))
    return tmp_path


def put(machine: Path, monkeypatch, source: str, does: str = SHOWS_A_PAGE) -> str:
    """Install a fake browser at one of the places that are searched; return its path."""
    path = fake(machine / ("bin" if source in NAMES else "elsewhere") / source, does)
    if source == "variable":
        monkeypatch.setenv("CHROMIUM", path)
    elif source == "place":
        monkeypatch.setattr(chromium, "PLACES", (path,))
    elif source == "playwright":
        monkeypatch.setattr(chromium, "of_playwright", lambda: path)
    return path


@pytest.mark.parametrize("first", range(len(SOURCES)), ids=SOURCES)
def test_an_earlier_source_wins_over_every_later_one(machine, monkeypatch, first):
    paths = [put(machine, monkeypatch, source) for source in SOURCES[first:]]
    assert os.path.normcase(chromium.find_chromium()) == os.path.normcase(paths[0])


@pytest.mark.parametrize("flaw", [LACKS_A_LIBRARY, SHOWS_NOTHING])
@pytest.mark.parametrize("broken", SOURCES[:-1])
def test_a_browser_that_does_not_start_is_passed_over(machine, monkeypatch, broken, flaw, capfd):
    bad = put(machine, monkeypatch, broken, flaw)
    good = put(machine, monkeypatch, "playwright")
    assert chromium.find_chromium() == good
    assert os.path.normcase(bad) in os.path.normcase(capfd.readouterr().err)


def test_a_named_browser_that_is_not_there_is_spoken_of(machine, monkeypatch, capfd):
    monkeypatch.setenv("CHROMIUM", str(machine / "gone"))
    put(machine, monkeypatch, "chromium")
    chromium.find_chromium()
    assert "gone does not start" in capfd.readouterr().err


def test_without_a_browser_one_sentence_says_what_to_do(machine):
    with pytest.raises(chromium.NoChromiumError, match="environment variable CHROMIUM"):
        chromium.find_chromium()


def test_the_first_fetch_that_brings_a_browser_is_the_last(machine, monkeypatch, capfd):
    put(machine, monkeypatch, "place")
    (found,) = chromium.PLACES
    away = shutil.move(found, f"{found}.away")
    fails = [sys.executable, "-c", "raise SystemExit('no network')"]
    brings = [sys.executable, "-c", f"import shutil; print(shutil.copy({away!r}, {found!r}))"]
    leaves_a_mark = [sys.executable, "-c", f"open({str(machine / 'mark')!r}, 'w')"]
    monkeypatch.setattr(chromium, "fetchers", lambda: [fails, brings, leaves_a_mark])
    assert chromium.ensure_chromium() == found
    assert not (machine / "mark").exists()
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(
    ("user", "command", "allowed"),
    [(0, "apt-get", True), (1000, "apt-get", False), (0, "something-else", False)],
)
def test_only_its_owner_changes_the_system(machine, monkeypatch, user, command, allowed):
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    fake(machine / "bin" / command)
    first, *later = (" ".join(fetcher) for fetcher in chromium.fetchers())
    assert "playwright install chromium" in first
    assert any(" install -y" in text for text in later) == allowed


def test_the_command_prints_the_path_and_nothing_else(machine):
    path = fake(machine / "browser")
    environment = os.environ | {"CHROMIUM": path}
    command = [sys.executable, chromium.__file__]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout == f"{path}\n"


def test_the_command_fails_with_the_advice(machine, monkeypatch):
    monkeypatch.setattr(chromium, "fetchers", list)
    with pytest.raises(SystemExit, match="CHROMIUM"):
        chromium.main()


def test_the_tests_of_this_machine_have_a_browser():
    assert chromium.starts(chromium.find_chromium())
