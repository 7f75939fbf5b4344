"""Plain text of meetings: Otter, Rev, Google Meet, Zoom, Teams, and whoever types `Q:` and `A:`.

Each of them writes a heading or a label per turn, with or without a time. A text with none of them
is what somebody said, and nothing more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from interviewer.transcribe.formats.segment import CLOCK, Segment, seconds
from interviewer.transcribe.formats.speaker_labels import (
    WORDS,
    is_role,
    known_labels,
    label,
    may_be_name,
)

_NAME = r"(?P<name>[^\W\d_][^\t\n:<>\[\]|]{0,59}?|(?:Speaker|SPEAKER)[ _]\d+)"
_RANGE = rf"(?P<time>{CLOCK})(?:\s*(?:-+>?|–|—|to)\s*(?P<end>{CLOCK}))?(?!:?\d)"
_AM = r"(?:\s*[AaPp]\.?[Mm]\.?)?"
_HEADINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NAME}(?:\s{{2,}}|\t+|\s*[|,•·–—-]\s+|\s+)\(?\[?{_RANGE}{_AM}\]?\)?\s*:?",
        rf"\[{_NAME}\]\s*{_RANGE}{_AM}",
        rf"\(?\[?{_RANGE}{_AM}\]?\)?\s*[|,•·–—-]?\s*(?:From\s+)?{_NAME}\s*:?",
    )
)
"""Lines that name a speaker and a time and hold nothing else."""
_TURNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[\[(]?{_RANGE}{_AM}[\])]?\s*[|•·–—-]?\s*(?:From\s+)?\[?{_NAME}\]?\s*:\s+(?P<text>\S.*)",
        rf"{_NAME}\s*[\[(]{_RANGE}{_AM}[\])]\s*:?\s*(?P<text>[^\s:].*)",
        rf"{_NAME}\s+{_RANGE}{_AM}\s*:\s+(?P<text>\S.*)",
        rf"\[{_NAME}\]\s*{_RANGE}{_AM}\s*:?\s*(?P<text>[^\s:].*)",
    )
)
"""Lines with a speaker, a time and what was said."""
_TIMED = re.compile(
    rf"[\[(]{_RANGE}[\])]\s*(?P<text>\S.*)|(?P<bare>\d{{1,2}}:\d{{2}}(?::\d{{2}})?)\s+(?P<more>\S.*)"
)
_AFTER_NAME = re.compile(rf"[\[(]{_RANGE}[\])]\s*(?P<text>.*)")
_TIME = re.compile(rf"[\[(]?{_RANGE}[\])]?")
_ENDED = re.compile(rf".*\b(?:ended|stopped|finished)\b.*?(?P<time>{CLOCK})\W*")
_ABOUT_THE_FILE = re.compile("|".join(WORDS["about_the_file"]), re.IGNORECASE)


def turns(text: str) -> list[Segment] | None:
    """The turns of a dialogue, or lines with times; None when the text has neither."""
    lines = [line.strip("\ufeff \t\r\xa0") for line in text.splitlines()]
    names = _names(lines)
    segments = list(_segments(lines, names))
    timed = sum(segment.start is not None for segment in segments)
    spoken = sum(bool(segment.speaker) for segment in segments)
    if timed < 2 and spoken < 1:
        return _roles_in_line(text)
    if any(segment.speaker for segment in segments):  # a title or a list of guests comes first
        first = next(place for place, segment in enumerate(segments) if segment.speaker)
        segments = segments[first:]
    return _from_zero(segments)


def _names(lines: list[str]) -> frozenset[str]:
    """Whoever heads a turn: names with times that recur, and labels."""
    headed = Counter(
        found["name"].strip()
        for line in lines
        for pattern in (*_HEADINGS, *_TURNS)
        if (found := pattern.fullmatch(line)) and may_be_name(found["name"].strip())
    )
    several = len(headed) > 1 and sum(headed.values()) > 2
    known = {name for name, count in headed.items() if count > 1 or several or is_role(name)}
    return frozenset(known) | known_labels(lines) | _alone(lines)


def _alone(lines: list[str]) -> frozenset[str]:
    """Names and roles that stand on lines of their own, by turns: `Speaker 1`."""
    counts = Counter(
        line for line in lines if len(line) <= 40 and is_role(line) and not _TIME.fullmatch(line)
    )
    named = Counter(
        line
        for line in lines
        if len(line.split()) in {1, 2, 3} and line[-1:].isalpha() and may_be_name(line)
    )
    recurring = {name for name, count in named.items() if count > 1}
    return frozenset(counts) | frozenset(recurring if len(recurring) > 1 else ())


def _segments(lines: list[str], names: frozenset[str]) -> Iterator[Segment]:
    """A segment per line of speech; the first of a turn has the turn's time."""
    speaker, start, end = "", None, None
    for line in filter(None, lines):
        if _ABOUT_THE_FILE.fullmatch(line):
            if found := _ENDED.fullmatch(line):
                yield Segment("", seconds(found["time"]))
            continue
        own = _parts(line, names)
        speaker = own.speaker or speaker
        start = start if own.start is None else own.start
        end = end if own.start is None else own.end
        if own.text.strip():
            yield Segment(own.text, start, end, speaker)
            start = end = None


def _parts(line: str, names: frozenset[str]) -> Segment:
    """What a line says of speaker and time, and what was said in it."""
    if (head := _heading(line, names)) is not None:
        return head
    if line in names:
        return Segment(speaker=line)
    if found := _TIME.fullmatch(line):
        return Segment("", seconds(found["time"]), seconds(found["end"]))
    start = end = None
    if found := _TIMED.fullmatch(line):
        start, end = seconds(found["time"] or found["bare"]), seconds(found["end"])
        line = found["text"] or found["more"]
    if (named := label(line, strict=False)) and named[0] in names:
        speaker, text = named
        if found := _AFTER_NAME.fullmatch(text):
            start, end, text = seconds(found["time"]), seconds(found["end"]), found["text"]
        return Segment(text, start, end, speaker)
    return Segment(line, start, end)


def _heading(line: str, names: frozenset[str]) -> Segment | None:
    for pattern in (*_TURNS, *_HEADINGS):
        if (found := pattern.fullmatch(line)) and found["name"].strip() in names:
            text = found.groupdict().get("text") or ""
            times = seconds(found["time"]), seconds(found["end"])
            return Segment(text, *times, found["name"].strip())
    return None


_ROLES = re.compile(
    r"(?:^|(?<=[.?!]\s))"
    r"(Interviewer|Candidate|Interviewee|Me|You|Q|A|Host|Guest|Recruiter|Speaker \w)\s*:\s+"
)


def _roles_in_line(text: str) -> list[Segment] | None:
    """The turns of a text in one line, `Interviewer: Why? Me: Because …`; None where there are none."""
    first, *parts = _ROLES.split(" ".join(text.split()))
    speakers = set(parts[::2])
    if first.strip() or len(speakers) < 2:
        return None
    return [Segment(part, speaker=name) for name, part in zip(parts[::2], parts[1::2], strict=True)]


def _from_zero(segments: list[Segment]) -> list[Segment]:
    """Times of day as times of the recording: nothing is said in the first hour of those."""
    starts = [segment.start for segment in segments if segment.start is not None]
    base = min(starts, default=0.0)
    if base < 3600:
        return segments
    return [
        replace(
            segment,
            start=None if segment.start is None else segment.start - base,
            end=None if segment.end is None else segment.end - base,
        )
        for segment in segments
    ]
