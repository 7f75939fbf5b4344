"""Captions in XML: TTML (broadcasters, Netflix, Azure) and YouTube's timed text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from interviewer.errors import TranscriptError
from interviewer.transcribe.formats.segment import Segment, seconds

_CUES = frozenset({"p", "text"})


def is_captions(text: str) -> bool:
    """Whether this XML is TTML or timed text."""
    return bool(re.search(r"<(?:\w+:)?(?:tt|timedtext|transcript)[\s>]", text[:2000]))


def cues(text: str) -> list[Segment]:
    """The cues of TTML or YouTube's timed text.

    Raises:
        TranscriptError: it is not well-formed XML.
    """
    try:
        root = ET.fromstring(text.strip().encode())  # noqa: S314 - expat limits entities  # nosec B314
    except (ET.ParseError, ValueError) as error:
        raise TranscriptError(
            f"not well-formed XML ({error})", "Export it again, or as srt."
        ) from None
    rates = {_local(name): value for name, value in root.attrib.items()}
    names = dict(_agents(root))
    return [
        segment
        for element in root.iter()
        if _local(element.tag) in _CUES and (segment := _cue(element, rates, names))
    ]


def _cue(element: ET.Element, rates: dict[str, str], names: dict[str, str]) -> Segment | None:
    own = {_local(name): value for name, value in element.attrib.items()}
    milliseconds = "t" in own
    start = (
        seconds(own.get("t"), 1e-3)
        if milliseconds
        else _time(own.get("begin") or own.get("start"), rates)
    )
    end = _time(own.get("end"), rates)
    length = seconds(own.get("d"), 1e-3) if milliseconds else _time(own.get("dur"), rates)
    if end is None and start is not None and length is not None:
        end = start + length
    text = html.unescape("".join(_text(element))).strip()
    agent = own.get("agent", "")
    return Segment(text, start, end, names.get(agent, agent)) if text else None


def _time(value: str | None, rates: dict[str, str]) -> float | None:
    """A TTML time: a clock with parts of a second or frames, or a number with its unit."""
    if value is None:
        return None
    frame_rate = float(rates.get("frameRate", 30))
    if found := re.fullmatch(r"([\d.]+)(h|m|t|f)", value):
        sizes = {
            "h": 3600.0,
            "m": 60.0,
            "t": 1 / float(rates.get("tickRate", 10_000_000)),
            "f": 1 / frame_rate,
        }
        return float(found[1]) * sizes[found[2]]
    if found := re.fullmatch(r"(\d+:\d\d:\d\d):(\d\d)", value):
        return (seconds(found[1]) or 0.0) + int(found[2]) / frame_rate
    return seconds(value)


def _text(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _local(child.tag) == "br":
            yield "\n"
        elif _local(child.tag) not in {"metadata", "actor", "desc"}:
            yield from _text(child)
        yield child.tail or ""


def _agents(root: ET.Element) -> Iterator[tuple[str, str]]:
    """The names of speakers by their identifiers."""
    for element in root.iter():
        if _local(element.tag) == "agent":
            name = "".join(element.itertext()).strip()
            yield element.get("{http://www.w3.org/XML/1998/namespace}id", ""), name


def _local(name: str) -> str:
    return name.rpartition("}")[2]
