"""Git as it is for nobody in particular: no settings of anybody, and one made-up name."""

import os
import subprocess
from pathlib import Path

WHO = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
WHO |= {f"GIT_{who}_NAME": "Ada" for who in ("AUTHOR", "COMMITTER")}
WHO |= {f"GIT_{who}_EMAIL": "ada@example.edu" for who in ("AUTHOR", "COMMITTER")}


def git(folder: Path, *words: str | Path) -> str:
    """Have git do something in a folder, and return what it says."""
    command = ["git", "-C", folder, *words]
    done = subprocess.run(command, check=True, capture_output=True, env=os.environ | WHO)
    return done.stdout.decode().strip()


def commit(folder: Path, message: str) -> None:
    """Commit all that stands in a folder."""
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", message)
