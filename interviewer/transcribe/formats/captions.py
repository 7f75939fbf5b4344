"""Captions: SubRip, WebVTT, YouTube's SBV, lyrics (LRC), and Whisper's text with times.

Files of people break the rules of their format, so times are looked for line by line: what stands
between two of them is text, without cue numbers, identifiers, comments and style sheets.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from interviewer.model import Word
from interviewer.transcribe.formats.segment import CLOCK, Segment, seconds
from interviewer.transcribe.formats.speaker_labels import may_be_name

_CUE = re.compile(
    rf"\s*(?P<open>\[)?\s*(?P<start>{CLOCK})\s*(?:-{{1,2}}>|→)\s*(?P<end>{CLOCK})(?P<rest>.*)"
)
_SBV = re.compile(
    r"(?P<open>)(?P<start>\d+:\d\d:\d\d\.\d{3}),(?P<end>\d+:\d\d:\d\d\.\d{3})(?P<rest>)\s*"
)
_LRC = re.compile(r"\s*((?:\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\])+)(.*)")
_LRC_TIME = re.compile(r"\[(\d{1,3}:\d{2})(?:[.:](\d{1,3}))?\]")
_BLOCK = re.compile(r"(NOTE|STYLE|REGION|X-TIMESTAMP-MAP)\b")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_INLINE = re.compile(rf"<({CLOCK})>")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|</>|\{\\[^}]*\}|\\[Nnh]")


def is_cues(text: str) -> bool:
    """Whether there are lines with two times in it."""
    return any(_CUE.match(line) or _SBV.fullmatch(line) for line in text.splitlines())


def is_lyrics(text: str) -> bool:
    """Whether most lines begin with a time in the manner of LRC: `[00:06.00]` and no blank."""
    lines = [line for line in text.splitlines() if line.strip()]
    timed = sum(bool(re.match(r"\[\d{1,3}:\d{2}\.\d{1,3}\]", line)) for line in lines)
    return timed >= 2 and timed >= len(lines) / 2


def cues(text: str) -> list[Segment]:
    """The cues of SubRip, WebVTT, SBV and their like, in the order of the file."""
    return _headed(list(_cues(text)))


def _headed(segments: list[Segment]) -> list[Segment]:
    """Cues whose first line is the speaker (Teams), where names recur and every cue has one."""
    heads = [segment.text.partition("\n") for segment in segments]
    names = {name for name, _, rest in heads if rest}
    if (
        not all(rest and may_be_name(name) for name, _, rest in heads)
        or len(names) > max(2, len(heads) / 2)
        or any(segment.speaker for segment in segments)
    ):
        return segments
    return [
        replace(segment, text=rest, speaker=name)
        for segment, (name, _, rest) in zip(segments, heads, strict=True)
    ]


def _cues(text: str) -> Iterator[Segment]:
    lines = text.splitlines()
    places = [
        (place, found)
        for place, line in enumerate(lines)
        if (found := _CUE.match(line) or _SBV.fullmatch(line))
    ]
    ends = [place for place, _ in places[1:]] + [len(lines)]
    for (place, found), end in zip(places, ends, strict=True):
        payload = _payload(lines[place + 1 : end], last=end == len(lines))
        if found["open"] or not re.match(
            r"\s+(align|line|position|size|vertical|region):", found["rest"]
        ):
            payload.insert(0, found["rest"].strip().removeprefix("]").strip())
        yield from _voices(
            "\n".join(line for line in payload if line.strip()),
            seconds(found["start"]),
            seconds(found["end"]),
        )


def _payload(lines: Sequence[str], *, last: bool) -> list[str]:
    """The text of a cue; `lines` go on to the times of the next one, whose identifier is last."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        else:
            blocks.append([])
    if not last and blocks[-1] and (len(blocks) > 1 or blocks[-1][-1].strip().isdigit()):
        blocks[-1].pop()
    first, *rest = blocks
    return first + [
        line for block in rest if block and not _BLOCK.match(block[0]) for line in block
    ]


def _voices(text: str, start: float | None, end: float | None) -> Iterator[Segment]:
    """One segment per `<v Name>` in a cue; they share its time by their length."""
    if text.startswith("{") and (spoken := _metadata(text)):
        yield replace(spoken, start=start, end=end)
        return
    first, *voices = _VOICE.split(text)
    parts = [("", first), *zip(voices[::2], voices[1::2], strict=True)]
    parts = [(name, part) for name, part in parts if part.strip()]
    size = sum(len(part) for _, part in parts)
    clock = start
    for name, part in parts:
        after = end
        if clock is not None and start is not None and end is not None and len(parts) > 1:
            after = clock + (end - start) * len(part) / size
        yield Segment(_plain(part), clock, after, name.strip(), tuple(_inline(part)))
        clock = after


def _metadata(text: str) -> Segment | None:
    """A cue that is JSON, as Teams' interface gives them."""
    try:
        value = json.loads(text)
        return Segment(str(value["spokenText"]), speaker=str(value.get("speakerName") or ""))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _inline(text: str) -> Iterator[Word]:
    """The words of a cue with times between them, as YouTube writes them; none without such times."""
    first, *timed = _INLINE.split(text)
    if not timed:
        return
    yield from (Word(part) for part in _plain(first).split())
    for time, part in zip(timed[::2], timed[1::2], strict=True):
        for place, word in enumerate(_plain(part).split()):
            yield Word(word, seconds(time) if place == 0 else None)


def _plain(text: str) -> str:
    return html.unescape(_MARKUP.sub("", _INLINE.sub("", text).replace("\\N", "\n")))


def lyrics(text: str) -> Iterator[Segment]:
    """LRC: each line begins with its time; headings such as `[ti:…]` are left out."""
    for line in text.splitlines():
        if found := _LRC.fullmatch(line):
            for time, part in _LRC_TIME.findall(found[1]):
                spoken = re.sub(r"<\d{1,3}:\d{2}(?:\.\d{1,3})?>", "", found[2]).strip()
                yield Segment(spoken, seconds(f"{time}.{part or 0}"))
