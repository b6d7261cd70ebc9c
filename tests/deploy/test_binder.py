"""What Binder makes of .binder, as repo2docker reads it."""

from pathlib import Path

import pytest
from repo2docker.app import Repo2Docker
from repo2docker.buildpacks import PythonBuildPack

ROOT = Path(__file__).parents[2]


@pytest.fixture
def pack(monkeypatch) -> PythonBuildPack:
    """Return the first of repo2docker's packs that says the repository is one for it."""
    monkeypatch.chdir(ROOT)
    app = Repo2Docker()
    found = next(
        pack for pack in (kind(app.base_image) for kind in app.buildpacks) if pack.detect()
    )
    assert type(found) is PythonBuildPack
    found.platform = "linux/amd64"
    return found


def test_it_installs_the_exact_packages(pack):
    """After the repository is there, as requirements.txt names a file of it."""
    scripts = [script for _user, script in pack.get_assemble_scripts()]
    asked = '${KERNEL_PYTHON_PREFIX}/bin/pip install --no-cache-dir -r ".binder/requirements.txt"'
    assert scripts == [asked]
    assert asked not in [script for _user, script in pack.get_preassemble_scripts()]
    named = (ROOT / ".binder" / "requirements.txt").read_text("utf-8").split()
    assert named == ["-r", "../requirements-hub.lock"]
    assert (ROOT / ".binder" / named[1]).is_file()


def test_its_python_is_that_of_the_image(pack):
    (base,) = [
        line
        for line in (ROOT / "deploy" / "Dockerfile").read_text("utf-8").splitlines()
        if line.startswith("FROM python:")
    ]
    assert base.startswith(f"FROM python:{pack.python_version}-slim")


def test_it_installs_the_lessons_last(pack):
    """Git keeps the right to run a script, without which the build would end."""
    assert pack.get_post_build_scripts() == [".binder/postBuild"]
    assert pack.get_start_script() is None
    written = pack.render()
    assert written.index("requirements.txt") < written.index("RUN ./.binder/postBuild")
