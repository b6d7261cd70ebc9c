"""Compiles the Python in ``/wheels`` and in the runtime's library; Pyodide itself runs it.

A module's source gives way to its code, which is taken as it is: whoever reads the wheel has the
lock's hash of it. The lessons themselves keep their sources, too, which they read.
"""

import importlib.util
import py_compile
import zipfile
from pathlib import Path

LIBRARY, WHEELS, WORK = Path("/runtime/python_stdlib.zip"), Path("/wheels"), Path("/work.py")
TAKEN_AS_IT_IS = py_compile.PycInvalidationMode.UNCHECKED_HASH


def compiled(source: bytes, name: str) -> bytes | None:
    """Return a module's code; None if it cannot be compiled, as templates cannot."""
    WORK.write_bytes(source)
    code = WORK.with_suffix(".pyc")
    try:
        py_compile.compile(
            str(WORK), str(code), dfile=name, doraise=True, invalidation_mode=TAKEN_AS_IT_IS
        )
    except py_compile.PyCompileError:
        return None
    return code.read_bytes()


def pack(target: zipfile.ZipFile, place: zipfile.ZipInfo, content: bytes) -> None:
    """Put a file into an archive, with the time that its source has."""
    target.writestr(place, content, zipfile.ZIP_DEFLATED, 9)


def compile_archive(archive: Path) -> None:
    """Put each module's code in its place, or beside it where sources are read."""
    is_read = archive.name.startswith("lessons-")
    small = archive.with_suffix(".small")
    with (
        zipfile.ZipFile(archive) as source,
        zipfile.ZipFile(small, "w") as target,
    ):
        for one in source.infolist():
            name, content = one.filename, source.read(one)
            code = compiled(content, name) if name.endswith(".py") else None
            if code:
                place = importlib.util.cache_from_source(name) if is_read else f"{name}c"
                pack(target, zipfile.ZipInfo(place, one.date_time), code)
            if is_read or not code:
                pack(target, one, content)
    small.replace(archive)


for path in (LIBRARY, *sorted(WHEELS.glob("*.whl"))):
    compile_archive(path)
