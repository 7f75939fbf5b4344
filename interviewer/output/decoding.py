"""Bytes of a text file -> text, whatever editor or shell wrote them."""

from __future__ import annotations

import codecs

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; UTF-32 before UTF-16, whose mark it begins with."""


def decode(data: bytes) -> tuple[str, str]:
    """The text, and a note on how it was read; the note is empty when there was no doubt.

    A byte-order mark decides; without one it is UTF-8, and where that does not fit, Windows-1252.
    Single bad bytes in UTF-8 become U+FFFD.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), ""
    if wide := _without_mark(data):
        return data.decode(wide, "replace"), f"read as {wide.upper()}"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = text.count("\N{REPLACEMENT CHARACTER}")
    good = sum(ord(char) > 0x7F for char in text) - bad
    if good > bad:
        return text, f"{bad} bad byte{'' if bad == 1 else 's'} in it"
    return data.decode("cp1252", "replace"), "not UTF-8, so read as Windows-1252"


def _without_mark(data: bytes) -> str:
    """UTF-16 that lost its mark: every second byte of Western text is zero."""
    sample = data[:2000]
    if len(sample) < 8:
        return ""
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        half, other = sample[first::2], sample[1 - first :: 2]
        if half.count(0) > 0.6 * len(half) and other.count(0) < 0.1 * len(other):
            return name
    return ""


SOUND = (
    b"RIFF",
    b"OggS",
    b"fLaC",
    b"ID3",
    b"FORM",
    b"caff",
    b"\x1aE\xdf\xa3",
    b"#!AMR",
    b".snd",
    b"MThd",
)
"""How files of sound begin that might pass for text in two-byte letters."""


def is_text(data: bytes) -> bool:
    """Whether these first bytes of a file are text, of any encoding."""
    if data.startswith(SOUND) or data[4:8] == b"ftyp":
        return False
    if any(data.startswith(mark) for mark, _ in MARKS) or _without_mark(data):
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in data)
    return controls <= len(data) * 0.002
