"""The browser edition's parts, without a browser: wheels, lock, covers, what is known early."""

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from lessons import explore
from lessons.author.site import build, covers, distribution, early, wheels
from lessons.author.site.wheels import SiteError
from lessons.words import PHRASES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def first() -> tuple[explore.Entry, dict]:
    """Return the first explorer of the lessons with what its page knows early."""
    explorer = explore.make_or_buy()
    return explorer, early.early(explorer)


def test_what_is_known_early_is_what_the_kernel_says_of_each_move(first):
    explorer, known = first
    assert known["whole"]["sentence"] == explorer.sentence
    assert len(known["frames"]) > 500
    for frame in known["frames"][::37]:
        spec, told = explorer.pictured(frame["values"])
        assert frame["sentence"] == told["sentence"]
        for place, changed in frame["traces"].items():
            trace = sorted(spec["data"], key=lambda one: "text" in one.get("mode", ""))[int(place)]
            for key, value in changed.items():
                shown = value["array"] if isinstance(value, dict) and "array" in value else value
                drawn = np.asarray(trace[key])
                if drawn.dtype.kind in "fiu":
                    assert np.array_equal(np.array(shown, float), drawn, equal_nan=True)
                else:
                    assert shown == json.loads(json.dumps(drawn.tolist()))


def test_every_step_of_every_slider_and_each_preset_is_known_early(first):
    explorer, known = first
    moves = [frame["values"] for frame in known["frames"]]
    for name, one in explorer.scenario.quantities().items():
        steps = round((one.maximum - one.minimum) / one.step)
        known_steps = {values[name] for values in moves if set(values) == {name}}
        assert len(known_steps) == steps  # all but where it stands
    for inputs in explorer.presets.values():
        differing = {
            key: value for key, value in inputs.items() if explorer.controls.values[key] != value
        }
        assert differing in moves or not differing


def test_what_is_known_early_is_the_same_whenever_it_is_made(first):
    """A site that was built once more is no newer version."""
    _, known = first
    again = early.early(explore.make_or_buy())
    assert json.dumps(again) == json.dumps(known)
    ids = set(again["models"])
    assert {again["explorer"], again["chart"], again["controls"]} < ids


def test_what_is_left_of_a_wheel_keeps_its_time(tmp_path):
    wheel, time = tmp_path / "one-1-py3-none-any.whl", (1999, 12, 31, 23, 59, 58)
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("kept.py", "left.py"):
            archive.writestr(zipfile.ZipInfo(name, time), "x = 1\n" * 100)
    wheels.trim(wheel, lambda path: path != "left.py")
    with zipfile.ZipFile(wheel) as archive:
        (kept,) = archive.infolist()
        assert archive.read(kept) == b"x = 1\n" * 100
    assert (kept.filename, kept.date_time) == ("kept.py", time)
    assert kept.compress_size < kept.file_size


def test_every_language_that_ipython_colours_is_brought_along():
    imports = (
        "import sys, IPython.core.interactiveshell, ipywidgets, ipython_pygments_lexers;"
        "print([one for one in sys.modules if one.startswith('pygments.lexers.')])"
    )
    loaded = subprocess.run([sys.executable, "-c", imports], capture_output=True, check=True)
    names = json.loads(loaded.stdout.decode().replace("'", '"'))
    assert len(names) > 10
    for name in names:
        assert build.is_kept(f"{name.replace('.', '/')}.py")
    assert not build.is_kept("pygments/lexers/matlab.py")
    assert build.is_kept("pygments/lexer.py")


def test_a_cover_ends_with_the_first_thing_that_waits_for_python():
    start, other = (
        covers.cover(ROOT / "notebooks" / f"{name}.ipynb", "A title")
        for name in ("00-start-here", "01-what-is-insourcing")
    )
    assert start.explorer
    assert start.early == "00-start-here.json"
    assert other.explorer is None
    for one in (start, other):
        assert "<h1" in one.texts[0]
        assert all("anchor-link" not in text for text in one.texts)
        for text in one.texts:
            assert 'src="pictures/' not in text
            assert 'href="0' not in text


def test_the_packages_of_the_browser_are_those_of_the_lock():
    needed = wheels.needed()
    assert {"numpy", "pydantic-core", "ipywidgets", "ipython"} <= set(needed)
    assert not {"jupyterlab", "voila", "scipy", "filelock", "plotly"} & set(needed)
    for name in needed:
        lines = wheels._locked(name)
        assert lines.count("==") == 1
        assert "--hash=sha256:" in lines


def test_a_package_that_is_not_locked_is_told_of():
    with pytest.raises(SiteError, match="no left-pad: run make lock"):
        wheels._locked("left-pad")


def made_wheel(folder: Path, name: str, needs: str = "") -> wheels.Wheel:
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "")
        archive.writestr(f"{name}/tests/test_it.py", "")
        archive.writestr(
            f"{name}-1.0.dist-info/METADATA", f"Name: {name}\nVersion: 1.0\n{needs}\n"
        )
    return wheels.read(path)


def test_a_wheel_tells_what_it_needs_in_a_browser(tmp_path):
    needs = (
        "Requires-Dist: numpy>=2\n"
        "Requires-Dist: pexpect; sys_platform != 'emscripten'\n"
        "Requires-Dist: plotly"
    )
    wheel = made_wheel(tmp_path, "lessons", needs)
    assert (wheel.name, wheel.version, wheel.depends) == ("lessons", "1.0", ("numpy",))
    assert wheel.imports == ("lessons",)
    before = wheel.sha256
    wheels.trim(wheel.path, lambda path: "/tests/" not in path)
    assert wheel.sha256 != before
    with zipfile.ZipFile(wheel.path) as archive:
        assert "lessons/tests/test_it.py" not in archive.namelist()


@pytest.fixture
def pyodide(tmp_path: Path) -> Path:
    """Make a folder that looks like a distribution."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in distribution.RUNTIME:
        (folder / name).write_text('at("https://example.org/pyodide/v${V}/full/")', "utf-8")
    packages = {}
    for name in distribution.OWN:
        (folder / f"{name}.whl").write_text(name, "utf-8")
        packages[name] = {
            "name": name,
            "file_name": f"{name}.whl",
            "sha256": hashlib.sha256(name.encode()).hexdigest(),
            "depends": ["numpy", "unheard-of"],
        }
    packages["scipy"] = {"name": "scipy", "file_name": "scipy.whl", "depends": []}
    text = json.dumps({"info": {}, "packages": packages})
    (folder / distribution.LOCK).write_text(text, "utf-8")
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Make a folder for wheels."""
    folder = tmp_path / "made"
    folder.mkdir()
    return folder


def test_a_lock_names_what_is_there_and_its_hash(pyodide, made, tmp_path):
    site = tmp_path / "site"
    distribution.place(pyodide, site, made)
    assert {path.stem for path in made.iterdir()} == set(distribution.OWN)
    found = [
        made_wheel(made, "lessons", "Requires-Dist: pandas"),
        made_wheel(made, "pandas", "Requires-Dist: numpy\nRequires-Dist: unheard-of"),
        made_wheel(made, "numpy"),
    ]
    distribution.lock(pyodide, site, found)
    packages = json.loads((site / distribution.LOCK).read_text("utf-8"))["packages"]
    assert set(packages) == {"lessons", "numpy", "pandas"}
    assert packages["pandas"]["depends"] == ["numpy"]
    assert packages["lessons"]["depends"] == []  # pandas comes later
    for entry in packages.values():
        file = site / entry["file_name"]
        assert hashlib.sha256(file.read_bytes()).hexdigest() == entry["sha256"]


def test_a_folder_that_is_no_distribution_is_told_of(pyodide, made, tmp_path):
    with pytest.raises(SiteError, match=r"pyodide\.mjs is missing"):
        distribution.place(tmp_path, tmp_path / "a", made)
    (pyodide / "numpy.whl").write_text("another", "utf-8")
    with pytest.raises(SiteError, match=r"numpy\.whl is not the file"):
        distribution.place(pyodide, tmp_path / "b", made)
    (pyodide / "lxml.whl").unlink()
    with pytest.raises(SiteError, match=r"no whole distribution: lxml\.whl is missing"):
        distribution.place(pyodide, tmp_path / "c", made)


def test_compiled_packages_come_from_where_the_runtime_says(pyodide, made, tmp_path):
    address = f"https://example.org/pyodide/v{distribution.VERSION}/full/"
    assert distribution.elsewhere(pyodide) == address
    there = tmp_path / "there"
    there.mkdir()
    for name in distribution.OWN:
        (pyodide / f"{name}.whl").rename(there / f"{name}.whl")
    distribution.fetch_compiled(pyodide, f"{there.as_uri()}/")
    distribution.place(pyodide, tmp_path / "site", made)
    with pytest.raises(SiteError, match=r"lxml\.whl could not be fetched"):
        distribution.fetch_compiled(pyodide, f"{made.as_uri()}/nowhere/")


def test_a_notebook_has_another_version_once_a_cell_says_something_else():
    cells = [{"cell_type": "markdown", "source": ["# Ein", "s\n"]}]
    version = build.version({"cells": cells})
    assert version == build.version({"cells": [{"cell_type": "markdown", "source": "# Eins\n"}]})
    assert version != build.version({"cells": [{"cell_type": "code", "source": "# Eins\n"}]})
    assert version != build.version({"cells": [{"cell_type": "markdown", "source": "# Zwei\n"}]})


def test_all_words_of_the_pages_are_said_somewhere():
    pages = "".join(path.read_text("utf-8") for path in build.PAGE.glob("*.*"))
    python = (build.PAGE.parent / "build.py").read_text("utf-8")
    for name in (one for one in PHRASES if one.startswith("site_")):
        assert name in pages or name in python
