"""Another build of the lessons, to be measured by turns with this one."""

import os
import shutil
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "dist" / "beside"
PYTHONS = (".venv/bin/python", ".venv/Scripts/python.exe", "bin/python", "Scripts/python.exe")


def other_build(given: str) -> Path:
    """Return the folder of another build.

    Parameters
    ----------
    given
        A checkout that was set up with ``make``, an environment in which the lessons are
        installed, or a commit, which is set up in ``dist`` the first time.
    """
    folder = Path(given)
    return folder.resolve() if folder.is_dir() else _built(given)


def python_of(folder: Path) -> Path:
    """Return the Python in which the lessons of that folder are installed."""
    found = [folder / place for place in PYTHONS if (folder / place).exists()]
    if not found:
        raise SystemExit(f"No Python is set up in {folder}: run make there first.")
    return found[0]


def _built(commit: str) -> Path:
    name = _git("rev-parse", "--verify", "--quiet", "--short=12", f"{commit}^{{commit}}")
    folder = BUILT / name.decode().strip()
    if not folder.exists():
        with tarfile.open(fileobj=BytesIO(_git("archive", folder.name))) as files:
            files.extractall(folder, filter="data")
    # What make was given here is not meant for the make there.
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    command = ["make", "--directory", folder, ".venv/.installed"]
    subprocess.run(command, check=True, env=kept, stdout=subprocess.DEVNULL)
    return folder


def _git(*words: str) -> bytes:
    command = [shutil.which("git") or "git", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{words[-1].partition('^')[0]} is neither a folder nor a commit.")
    return done.stdout
