"""Transcripts made elsewhere -> `Transcript`: text, subtitles, JSON of this product or of Whisper.

A plain text has no times and none are invented. Subtitles time whole cues: inside a cue, words
share its time by their length, which is right to about a second.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.errors import TranscriptError
from interviewer.model import Prosody, Transcript, Word
from interviewer.output.sanitize import printable

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SUBTITLES = frozenset({".srt", ".vtt"})
SUFFIXES = SUBTITLES | {".txt", ".json", ".md"}
LARGEST_BYTES = 50_000_000
"""A day of speech is about 1 MB of text; beyond this a file is no transcript."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A transcript and what came with it."""

    transcript: Transcript
    question: str = ""
    target_s: tuple[float, float] | None = None
    """Good length of the answer, from and to, in seconds."""


@dataclass(frozen=True)
class _Word:
    text: str | None = None
    word: str | None = None
    start: float | None = None
    end: float | None = None
    probability: float | None = None


@dataclass(frozen=True)
class _Segment:
    text: str = ""
    start: float | None = None
    end: float | None = None
    words: tuple[_Word, ...] | None = None


@dataclass(frozen=True)
class _Document:
    """What a JSON transcript may hold; anything else in it is ignored."""

    text: str | None = None
    words: tuple[_Word, ...] | None = None
    segments: tuple[_Segment, ...] | None = None
    question: str | None = None
    target_s: float | tuple[float, float] | None = None
    duration_s: float | None = None
    duration: float | None = None
    language: str | None = None
    prosody: Prosody | None = None


@lru_cache(maxsize=1)
def _document() -> TypeAdapter[_Document]:
    from pydantic import TypeAdapter

    return TypeAdapter(_Document)


def read(path: Path) -> Brought:
    """A transcript file, by its suffix: txt, md, srt, vtt or json.

    Raises:
        TranscriptError: it is missing, is no text, or holds no transcript.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise TranscriptError(f"{path}: too large for a transcript", "Pass one answer a file.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise TranscriptError(f"{path}: not UTF-8 text", "Save it as UTF-8 text.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise TranscriptError(f"{path}: {reason.lower()}", "Check the path.") from None
    suffix = path.suffix.lower()
    if suffix in SUBTITLES:
        return Brought(_subtitles(printable(text), path))
    if suffix == ".json":
        try:
            return from_json(json.loads(text))
        except (ValueError, RecursionError) as error:
            raise TranscriptError(f"{path}: {error}", "See the README for the format.") from None
        except TranscriptError as error:
            raise TranscriptError(f"{path}: {error.problem}", error.remedy) from None
    if "\0" in text:
        raise TranscriptError(f"{path}: not a text file", "Pass txt, srt, vtt or json.")
    return Brought(Transcript(tuple(Word(part) for part in printable(text).split())))


def from_json(value: object) -> Brought:
    """A JSON transcript: `{"text"}`, `{"words": [{"text", "start", "end"}]}`, or Whisper's own.

    Raises:
        TranscriptError: neither text nor words, or a field of the wrong type; names the field.
    """
    from pydantic import ValidationError

    if not isinstance(value, Mapping):
        raise TranscriptError("a transcript is an object", 'Write {"text": "…"}.')
    try:
        document = _document().validate_python(dict(value))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise TranscriptError(f"{where}: {first['msg'].lower()}", "Mend that field.") from None
    words = tuple(_words(document))
    if not words and document.text is None and document.words is None and not document.segments:
        raise TranscriptError("neither text nor words in it", 'Write {"text": "…"}.')
    return Brought(
        Transcript(
            words,
            duration=_duration(document),
            language=document.language or "en",
            prosody=document.prosody,
        ),
        printable(document.question or ""),
        _target(document.target_s),
    )


def _words(document: _Document) -> Iterator[Word]:
    """The words with the best times there are: words, else words of segments, else text."""
    if document.words is not None:
        yield from _timed(document.words)
    elif document.segments and all(segment.words for segment in document.segments):
        for segment in document.segments:
            yield from _timed(segment.words or ())
    elif document.segments:
        for segment in document.segments:
            yield from shared_words(segment.text, segment.start, segment.end)
    elif document.text:
        yield from (Word(part) for part in printable(document.text).split())


def _timed(words: Iterable[_Word]) -> Iterator[Word]:
    for word in words:
        text = printable(word.text or word.word or "").strip()
        parts = text.split()
        if len(parts) == 1:
            yield Word(text, _finite(word.start), _finite(word.end), _finite(word.probability))
        else:
            yield from shared_words(text, _finite(word.start), _finite(word.end))


def shared_words(text: str, start: float | None, end: float | None) -> Iterator[Word]:
    """The words of a stretch of time, which share it by their length; without times where it has none."""
    parts = printable(text).split()
    start, end = _finite(start), _finite(end)
    if start is None or end is None or end < start:
        yield from (Word(part) for part in parts)
        return
    letters = sum(len(part) + 1 for part in parts)
    clock = start
    for part in parts:
        after = clock + (end - start) * (len(part) + 1) / letters
        yield Word(part, round(clock, 3), round(after, 3))
        clock = after


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _duration(document: _Document) -> float | None:
    brought = document.prosody.duration_s if document.prosody else None
    for value in (document.duration_s, document.duration, brought):
        if value is not None and math.isfinite(value) and value > 0:
            return value
    return None


def _target(target: float | tuple[float, float] | None) -> tuple[float, float] | None:
    """A single figure is the length aimed at: two thirds of it to a third more are good."""
    if target is None:
        return None
    low, high = target if isinstance(target, tuple) else (target * 2 / 3, target * 4 / 3)
    return (low, high) if 0 < low <= high < math.inf else None


def _subtitles(text: str, path: Path) -> Transcript:
    import pysubs2

    try:
        cues = pysubs2.SSAFile.from_string(text, format_=path.suffix.lower().lstrip("."))
    except (pysubs2.Pysubs2Error, ValueError) as error:
        raise TranscriptError(f"{path}: {error}", "Check that it is SubRip or WebVTT.") from None
    words = tuple(
        word
        for cue in cues
        for word in shared_words(cue.plaintext, cue.start / 1000, cue.end / 1000)
    )
    if not words:
        raise TranscriptError(f"{path}: no cues in it", "Check that it is SubRip or WebVTT.")
    return Transcript(words, duration=max((cue.end for cue in cues), default=0) / 1000)


def to_json(transcript: Transcript) -> dict[str, Any]:
    """The words of a transcript in the form that `from_json` reads."""
    return {
        "text": transcript.text,
        "duration_s": transcript.duration,
        "words": [
            {
                "text": word.text,
                "start": word.start,
                "end": word.end,
                "probability": word.probability,
            }
            for word in transcript.words
        ],
    }


# --- written ------------------------------------------------------------------------------------

LINE = 42
"""Characters of a subtitle's line; a cue has two (the usual limit of broadcasters)."""
CUE_S = 7.0
"""Longest that a cue stands."""
CUE_PAUSE_S = 0.7
"""A silence that ends a cue."""

_NO_MARKUP = str.maketrans({"<": "(", ">": ")", "{": "(", "}": ")", "\\": "/"})
"""Neither format can hold what players take for markup, so it is written with round brackets."""


def to_text(transcript: Transcript) -> str:
    """Plain text, a sentence a line; reading it back gives the same words."""
    lines: list[list[str]] = [[]]
    for word in transcript.words:
        lines[-1].append(word.text)
        if word.text.rstrip("\"'”’)").endswith((".", "!", "?")):
            lines.append([])
    return "".join(f"{' '.join(line)}\n" for line in lines if line)


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
        said = 0.0
        for word in run:
            cue.append(word)
            said += len(word.text) + 1
            if said >= size / parts:
                yield cue
                cue, said = [], said - size / parts
        if cue:
            yield cue


def _runs(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words up to a silence, or to the end of a sentence when they fill a line."""
    run: list[Word] = []
    for word in words:
        if word.start is None or word.end is None:
            raise TranscriptError("the words have no times", "Export it as txt instead.")
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
