"""Documents that hold a transcript: Word (docx), OpenDocument (odt), RTF, web pages -> plain text."""

from __future__ import annotations

import html
import io
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from interviewer.errors import TranscriptError
from interviewer.output import archives

LARGEST_BYTES = 50_000_000
"""An unpacked document beyond this holds no transcript."""

ARCHIVE = b"PK\x03\x04"
"""How docx and odt files begin."""

_OTHER_KINDS: Mapping[str, Sequence[str]] = tomllib.loads(
    Path(__file__).with_name("other_kinds.toml").read_text("utf-8")
)

_PARTS = ("word/document.xml", "content.xml")


def other_kind(start: bytes) -> str:
    """What a file is that cannot be a transcript, by its first bytes; empty where it may be one."""
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n \t")
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "an image"
    for kind, beginnings in _OTHER_KINDS.items():
        if start.startswith(tuple(map(bytes.fromhex, beginnings))):
            return kind
    return ""


def unpacked(data: bytes) -> str:
    """The paragraphs of a docx or odt file, one per line.

    Raises:
        TranscriptError: it is another kind of archive, or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = next((part for part in _PARTS if part in archive.namelist()), None)
            if name is None:
                raise TranscriptError("an archive, not a transcript", "Unpack it first.")
            if archive.getinfo(name).file_size > LARGEST_BYTES:
                raise TranscriptError("too large for a transcript", "Save it as plain text.")
            root = ET.fromstring(archive.read(name))  # noqa: S314 - expat limits entities  # nosec B314
    except (*archives.DAMAGED, ET.ParseError) as error:
        raise TranscriptError(
            "a damaged document", "Open it in a word processor and save it as plain text (txt)."
        ) from error
    paragraphs = (element for element in root.iter() if _name(element) in {"p", "h"})
    return "\n".join("".join(_pieces(paragraph)) for paragraph in paragraphs)


def _pieces(paragraph: ET.Element) -> Iterator[str]:
    """The text of a paragraph: Word's runs hold `t`, OpenDocument's text is everywhere."""
    for element in paragraph.iter():
        name = _name(element)
        if name == "tab":
            yield "\t"
        elif name in {"br", "cr", "line-break"}:
            yield "\n"
        elif name == "s":
            yield " "
        open_document = "opendocument" in element.tag
        if open_document or name == "t":
            yield element.text or ""
        if open_document and element is not paragraph:
            yield element.tail or ""


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


_RTF_SKIPPED = re.compile(
    r"\{\\(?:\*|fonttbl|colortbl|stylesheet|info|pict|header|footer)(?:[^{}]|\{[^{}]*\})*\}"
)
_RTF = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\u(-?\d+)\s?\??|\\(par|line|tab)\b ?|\\[a-z]+-?\d* ?|\\([{}\\~])|[{}\r\n]"
)


def rich_text(text: str) -> str:
    """The text of an RTF file, without its formatting."""

    def plain(found: re.Match[str]) -> str:
        if found[1]:
            return bytes.fromhex(found[1]).decode("cp1252", "replace")
        if found[2]:
            return chr(int(found[2]) % 65536)
        if found[3]:
            return "\t" if found[3] == "tab" else "\n"
        return {"~": " "}.get(found[4], found[4] or "")

    while (shorter := _RTF_SKIPPED.sub("", text)) != text:
        text = shorter
    return _RTF.sub(plain, text)


def web_page(text: str) -> str:
    """The text of a page, a block per line."""
    text = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", "", text)
    text = re.sub(r"(?i)<(?:br|/p|/div|/li|/tr|/h\d|/dd|/dt)\b[^>]*>", "\n", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text))
