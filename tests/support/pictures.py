"""A picture without a chart on it, for tests that need one."""

import struct
import zlib

from lessons.memo.document import SIGNATURE


def png(width: int = 2_280, height: int = 960) -> bytes:
    """Return a white PNG of that many pixels."""
    row = b"\x00" + b"\xff" * width  # no filter, then grey
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * height)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return SIGNATURE + b"".join(chunks)
