"""`Transcript` -> files for other programs: text, subtitles, JSON, tables, TextGrid."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from interviewer.errors import TranscriptError
from interviewer.model import Transcript, Word
from interviewer.output.plain_json import plainly
from interviewer.transcribe.word_runs import sentences

LINE = 42
"""Characters of a subtitle's line; a cue has two (the usual limit of broadcasters)."""
CUE_S = 7.0
"""Longest that a cue stands."""
CUE_PAUSE_S = 0.7
"""A silence that ends a cue."""

_NO_MARKUP = str.maketrans({"<": "(", ">": ")", "{": "(", "}": ")", "\\": "/"})
"""Neither format can hold what players take for markup, so it is written with round brackets."""


def to_text(transcript: Transcript) -> str:
    """Plain text, a sentence per line; reading it back gives the same words."""
    return "".join(
        f"{' '.join(word.text for word in run)}\n" for run in sentences(transcript.words)
    )


def to_subtitles(transcript: Transcript, form: str) -> str:
    """SubRip (`srt`) or WebVTT (`vtt`): cues of at most two lines that end where sentences do.

    Raises:
        TranscriptError: the words have no times.
    """
    import pysubs2

    file = pysubs2.SSAFile()
    for cue in _cues(transcript):
        event = pysubs2.SSAEvent(
            start=round(1000 * (cue[0].start or 0.0)), end=round(1000 * (cue[-1].end or 0.0))
        )
        event.plaintext = _two_lines(" ".join(word.text for word in cue).translate(_NO_MARKUP))
        file.append(event)
    written: str = file.to_string(form)
    return written


def _cues(transcript: Transcript) -> Iterator[list[Word]]:
    """Words that stand on the screen together: what is too long for a cue is parted evenly."""
    for run in _runs(transcript.words):
        size = sum(len(word.text) + 1 for word in run)
        seconds = (run[-1].end or 0.0) - (run[0].start or 0.0)
        parts = max(math.ceil(size / (2 * LINE)), math.ceil(seconds / CUE_S), 1)
        cue: list[Word] = []
        size_so_far = 0.0
        for word in run:
            cue.append(word)
            size_so_far += len(word.text) + 1
            if size_so_far >= size / parts:
                yield cue
                cue, size_so_far = [], size_so_far - size / parts
        if cue:
            yield cue


def _runs(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words up to a silence, or to the end of a sentence when they fill a line."""
    run: list[Word] = []
    for word in words:
        if word.start is None or word.end is None:
            raise TranscriptError("The words have no times", "Export it as txt instead.")
        if run:
            full = sum(len(item.text) + 1 for item in run) > LINE
            ended = run[-1].text.endswith((".", "!", "?"))
            if (ended and full) or word.start - (run[-1].end or 0.0) > CUE_PAUSE_S:
                yield run
                run = []
        run.append(word)
    if run:
        yield run


def _two_lines(text: str) -> str:
    """Text broken once, nearest to its middle, when it is longer than a line."""
    blanks = [at for at, char in enumerate(text) if char == " "]
    if len(text) <= LINE or not blanks:
        return text
    middle = min(blanks, key=lambda at: abs(at - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"


def to_json(transcript: Transcript) -> dict[str, Any]:
    """The words of a transcript in the form that `transcript_files.from_json` reads."""
    return {
        "text": transcript.text,
        "duration_s": transcript.duration,
        "words": plainly(transcript.words),
    }


def to_tsv(transcript: Transcript) -> str:
    """Sentences with start and end in milliseconds, as Whisper writes them.

    Raises:
        TranscriptError: the words have no times.
    """
    rows = ["start\tend\ttext"]
    for run in sentences(transcript.words):
        start, end = _times(run)
        text = " ".join(word.text for word in run)
        rows.append(f"{round(1000 * start)}\t{round(1000 * end)}\t{text}")
    return "\n".join(rows) + "\n"


class TextTier(NamedTuple):
    """A tier of a TextGrid beside the words: start, end (seconds) and text of each interval."""

    name: str
    intervals: Sequence[tuple[float, float, str]]


def to_textgrid(transcript: Transcript, tiers: Sequence[TextTier] = ()) -> str:
    """Praat's TextGrid with a tier of words, one of sentences, and others.

    Intervals of a tier that overlap are cut into what holds the same texts.

    Raises:
        TranscriptError: the words have no times.
    """
    from markupsafe import Markup

    from interviewer.output import page_shell

    words = TextTier("words", tuple(_timed((word,) for word in transcript.words)))
    parts = TextTier("sentences", tuple(_timed(sentences(transcript.words))))
    ends = [end for tier in (words, parts) for _, end, _ in tier.intervals]
    last = max([*ends, transcript.duration or 0.0])
    apart = (TextTier(tier.name, tuple(_apart(tier.intervals))) for tier in tiers)
    whole = [(tier.name, list(_intervals(tier.intervals, last))) for tier in (words, parts, *apart)]
    return page_shell.written("textgrid.txt", Markup, last=last, tiers=whole)


def _timed(runs: Iterable[tuple[Word, ...]]) -> Iterator[tuple[float, float, str]]:
    for run in runs:
        start, end = _times(run)
        yield start, end, " ".join(word.text for word in run)


def _apart(
    intervals: Sequence[tuple[float, float, str]],
) -> Iterator[tuple[float, float, str]]:
    """The same without overlaps: where two hold, both texts stand."""
    edges = sorted({edge for start, end, _ in intervals for edge in (start, end)})
    for start, end in pairwise(edges):
        texts = [text for first, last, text in intervals if first <= start and last >= end]
        if texts:
            yield start, end, "; ".join(dict.fromkeys(texts))


def _intervals(
    intervals: Iterable[tuple[float, float, str]], last: float
) -> Iterator[tuple[float, float, str]]:
    """Intervals without gaps, as a tier needs them: silence has no text."""
    clock = 0.0
    for begin, stop, text in intervals:
        start = max(begin, clock)
        if start - clock >= 0.001:
            yield clock, start, ""
        end = max(stop, start + 0.001)
        yield start, end, text
        clock = end
    if last - clock >= 0.001:
        yield clock, last, ""


def _times(run: tuple[Word, ...]) -> tuple[float, float]:
    start, end = run[0].start, run[-1].end
    if start is None or end is None:
        raise TranscriptError("The words have no times", "Export it as txt instead.")
    return start, end


FORMATS: Mapping[str, Callable[[Transcript], str]] = MappingProxyType(
    {
        "txt": to_text,
        "srt": lambda transcript: to_subtitles(transcript, "srt"),
        "vtt": lambda transcript: to_subtitles(transcript, "vtt"),
        "json": lambda transcript: json.dumps(to_json(transcript), ensure_ascii=False, indent=1),
        "tsv": to_tsv,
        "textgrid": to_textgrid,
    }
)
"""What a transcript can be written as, by name."""
