"""Zip archives that others made: documents, packs."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What Python raises for an archive that is damaged, locked, or made to confuse."""


def unpacked_bytes(path: Path) -> int:
    """How large its files say they are together; nothing where it is no archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(member.file_size for member in archive.infolist())
    except DAMAGED:
        return 0
