"""A wheel brings along all that the lessons read, for whoever has no clone of the project."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CELLS = """
from lessons import cite, data, explore, learn
print(data.FOLDER)
print(cite("marketing_wages/2016/13-1161"))
explore.outsourcing_wave(), learn.question("start-here"), learn.predict("break-even-volume")
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    """Build the wheel and unpack it, as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, check=True, capture_output=True, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_what_a_wheel_holds_is_enough_for_a_lesson(unpacked, tmp_path):
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(unpacked)!r}){CELLS}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    folder, figure = said.stdout.splitlines()[:2]
    assert Path(folder) == unpacked / "lessons" / "data" / "files"
    assert "Bureau of Labor Statistics" in figure


def test_a_wheel_holds_every_file_of_the_data(unpacked):
    inside = unpacked / "lessons" / "data" / "files"
    files = [path for path in (ROOT / "data").rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert (inside / path.relative_to(ROOT / "data")).read_bytes() == path.read_bytes()
