"""Who speaks, where a transcript says so in its text: `Name:`, `Q:`, `- `, `>>`."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from interviewer.transcribe.formats.segment import Segment

WORDS: Mapping[str, Sequence[str]] = tomllib.loads(
    Path(__file__).with_name("dialogue_words.toml").read_text("utf-8")
)
"""What dialogues are told apart by, for all who read them."""
INTERVIEWERS, CANDIDATES = frozenset(WORDS["interviewers"]), frozenset(WORDS["candidates"])
_ROLE = re.compile(
    r"(?:(?:"
    + "|".join(sorted(INTERVIEWERS | CANDIDATES | {"hiring manager", "you", "i"}))
    + r")(?:\s*\d{1,2})?|(?:speaker|spk|person|voice)[ _-]?(?:\d{1,3}|[a-z]))",
    re.IGNORECASE,
)
"""Labels that are accepted although each may stand only once."""

_NAME = r"[^\W\d_][\w.'’\-]*(?:[ _,]{1,2}[\w.'’&()/\-]+){0,4}"
_BOLD = r"(?:\*\*|__)?"
LABEL = re.compile(
    rf"\s*(?:>>+\s*|[-–—•*]\s?|\d{{1,3}}[.)]\s+)?{_BOLD}\[?(?P<name>{_NAME})\]?{_BOLD}\s*:{_BOLD}\s*(?P<text>(?!//).*)",
    re.DOTALL,
)
_BRACKET = re.compile(r"\s*[\[(](?P<name>[^\]):]{1,40})[\])]:?\s+(?P<text>.+)", re.DOTALL)
_CHANGE = re.compile(r"\s*(?:>>+|[-–—]\s?(?=\S))\s*")


def is_role(name: str) -> bool:
    """Whether a label is a role (`Interviewer`, `Q`, `Speaker 1`) and not a name."""
    return _ROLE.fullmatch(name.strip()) is not None


def label(line: str, *, strict: bool = True) -> tuple[str, str] | None:
    """The label that a line begins with and the rest of the line, if it may be one.

    Names have capitals, unless `strict` is false: then any word will do.
    """
    if (found := LABEL.fullmatch(line)) and may_be_name(found["name"], strict=strict):
        return found["name"].strip(), found["text"]
    if (found := _BRACKET.fullmatch(line)) and is_role(found["name"]):
        return found["name"].strip(), found["text"]
    return None


def may_be_name(name: str, *, strict: bool = True) -> bool:
    """Whether a label looks like the name or the role of a person."""
    words = name.replace(",", " ").split()
    if is_role(name):
        return True
    return (
        len(name) <= 40
        and name.count("(") == name.count(")")
        and (len(words) == 1 or not _has_digit(name))
        and bool(words)
        and words[0].lower().rstrip("s") not in WORDS["headings"]
        and words[0].lower() not in WORDS["headings"]
        and (
            not strict
            or (
                not words[0][0].islower()
                and all(not word[0].islower() or len(word) <= 3 or "(" in word for word in words)
            )
        )
    )


MOSTLY = 0.6
"""Share of lines with a label from which labels need not look like names."""


def known_labels(lines: Iterable[str]) -> frozenset[str]:
    """The labels of a transcript: roles, and names that recur or take turns with others."""
    lines = [line for line in lines if line.strip()]
    counts = Counter(found[0] for line in lines if (found := label(line)))
    certain = {name for name, count in counts.items() if count > 1 or is_role(name)}
    pair = len(counts) == 2 and len(lines) == 2 and not any(map(_has_digit, counts))
    if counts.total() > 1 and (certain or pair):
        return frozenset(counts)
    loose = Counter(found[0] for line in lines if (found := label(line, strict=False)))
    several = 1 < len(loose) < loose.total() and loose.total() >= MOSTLY * len(lines)
    return frozenset(loose) if several and len(lines) > 2 else frozenset()


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def split_labels(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments with labels taken off their text and written down as their speakers.

    A cue or line without a label goes on with whoever spoke before. Marks of a change (`- `, `>>`)
    part two unnamed speakers. Segments that have a speaker already stay as they are.
    """
    whole = list(segments)
    if any(segment.speaker for segment in whole):
        yield from whole
        return
    lines = [line for segment in whole for line in segment.text.split("\n")]
    names = known_labels(lines)
    changes = sum(bool(_CHANGE.match(line)) for line in lines)
    dashed = not names and _takes_turns(whole)
    if not names and not dashed:
        yield from whole
        return
    speaker, number = "", 0
    for part in (line for segment in whole for line in _lines(segment)):
        text = part.text
        if (found := label(text, strict=False)) and found[0] in names:
            speaker, text = found
        elif dashed and changes > 1 and (change := _CHANGE.match(text)):
            number = number % 2 + 1
            speaker, text = f"Speaker {number}", text[change.end() :]
        if text.strip() and speaker:
            yield replace(_without_start(part, text), speaker=speaker)


def _takes_turns(segments: list[Segment]) -> bool:
    """Whether marks of a change of speaker are in use: twice in one cue, or `>>` more than once."""
    arrows = sum(segment.text.lstrip().startswith(">>") for segment in segments)
    return arrows > 1 or any(
        sum(bool(re.match(r"\s*[-–—]\s?\S", line)) for line in segment.text.split("\n")) > 1
        for segment in segments
        if segment.start is not None
    )


def _lines(segment: Segment) -> Iterator[Segment]:
    """A segment line by line, its time shared by length; whole when its words are timed."""
    lines = [line for line in segment.text.split("\n") if line.strip()]
    starts = [line for line in lines if label(line, strict=False) or _CHANGE.match(line)]
    if segment.words or len(lines) < 2 or len(starts) < 1 or starts == lines[:1]:
        yield segment
        return
    size, clock = sum(map(len, lines)), segment.start
    for line in lines:
        after = segment.end
        if clock is not None and segment.start is not None and segment.end is not None:
            after = clock + (segment.end - segment.start) * len(line) / size
        yield replace(segment, text=line, start=clock, end=after)
        clock = after if segment.end is not None else None


def _without_start(segment: Segment, text: str) -> Segment:
    gone = len(segment.text.split()) - len(text.split())
    return replace(segment, text=text, words=segment.words[gone:])
