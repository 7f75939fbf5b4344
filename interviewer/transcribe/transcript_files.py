"""Transcripts made elsewhere -> `Transcript`: read by content, whatever the name of the file.

A plain text has no times and none are invented. Captions time whole cues: inside a cue, words share
its time by their length, which is right to about a second. docs/formats.md lists what is read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from interviewer.errors import TranscriptError
from interviewer.model import English, Prosody, Transcript
from interviewer.output import decoding
from interviewer.output.sanitize import printable
from interviewer.settings import private
from interviewer.settings.user_settings import plain_mistake
from interviewer.transcribe import candidate
from interviewer.transcribe.formats import (
    captions,
    code_files,
    dialogue,
    documents,
    json_shapes,
    tables,
    xml_captions,
)
from interviewer.transcribe.formats.segment import Segment, seconds
from interviewer.transcribe.normalise import Utterance, utterances

SUFFIXES = frozenset(
    ".txt .md .json .jsonl .srt .vtt .sbv .lrc .ttml .dfxp .xml .ass .ssa .tsv .csv"
    " .docx .odt .rtf .html .htm .textgrid".split()
)
"""Names under which transcripts are looked for in folders."""
KNOWN = "txt, srt, vtt, sbv, lrc, ttml, tsv, csv, docx, odt, rtf or json"
LARGEST_BYTES = 50_000_000
"""A day of speech is about 1 MB of text; beyond this a file is no transcript."""
SNIFFED = 4096
"""Bytes by which a file is told to be text."""


@dataclass(frozen=True, slots=True)
class ImportedTranscript:
    """The candidate's words in a transcript, and what came with them."""

    transcript: Transcript
    question: str = ""
    target_s: tuple[float, float] | None = None
    """Good length of the answer, from and to, in seconds."""
    speaker: str = ""
    """Whose words they are; empty where the transcript does not tell speakers apart."""
    others: tuple[str, ...] = ()
    """Who else speaks in it."""
    utterances: tuple[Utterance, ...] = ()
    """Everything that was said, by everybody."""
    notes: tuple[str, ...] = ()
    """What the reader had to decide or correct, as phrases."""
    english: English | None = None
    """The candidate's, where the file says it."""


@dataclass(frozen=True)
class _Extras:
    """What a JSON transcript may carry beside its words."""

    question: str | None = None
    target_s: float | tuple[float, float] | None = None
    prosody: Prosody | None = None
    english: English | None = None


def is_transcript(path: Path) -> bool:
    """Whether a file holds text or a document rather than sound.

    Raises:
        TranscriptError: it cannot be read.
    """
    try:
        with private.open_regular(path) as file:
            start = file.read(SNIFFED)
    except OSError as error:
        raise _unreadable(path, error) from None
    if start.startswith(documents.ARCHIVE) or documents.other_kind(start):
        return True  # `read` says what it is
    return decoding.is_text(start) or not start.strip()


def read(path: Path, speaker: str = "") -> ImportedTranscript:
    """A transcript file of any known format.

    Args:
        path: the file.
        speaker: the candidate's name or number; empty for the likely one.

    Raises:
        TranscriptError: it is missing, is no text, holds no transcript, or has no such speaker.
    """
    try:
        with private.open_regular(path) as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    if len(data) > LARGEST_BYTES:
        raise TranscriptError(f"{path}: too large for a transcript", "Pass one answer per file.")
    try:
        return _read(data, path.suffix.lower(), speaker)
    except TranscriptError as error:
        raise TranscriptError(f"{path}: {error.problem}", error.remedy) from None


def _unreadable(path: Path, error: OSError) -> TranscriptError:
    reason = error.strerror or str(error)
    return TranscriptError(f"{path}: {reason.lower()}", "Check the path.")


def _read(data: bytes, suffix: str, speaker: str) -> ImportedTranscript:
    note = ""
    if data.startswith(documents.ARCHIVE):
        text = documents.unpacked(data)
    elif kind := documents.other_kind(data):
        raise TranscriptError(
            f"{kind}, not a transcript", "Save its text as txt, docx, odt or rtf."
        )
    elif not decoding.is_text(data[:SNIFFED]):
        raise TranscriptError("not a text file", f"Pass {KNOWN}.")
    else:
        text, note = decoding.decode(data)
    if not text.strip():
        raise TranscriptError("empty", "Pass a file with a transcript in it.")
    if (value := _json(text, suffix)) is not None:
        found = from_json(value[0], speaker)
    else:
        found = imported(_segments(text, suffix), speaker)
    if not found.utterances and not isinstance(value and value[0], Mapping):
        raise TranscriptError("no words in it", f"Pass {KNOWN}.")
    return replace(found, notes=(note, *found.notes)) if note else found


def _json(text: str, suffix: str) -> tuple[Any] | None:
    """The value in a JSON text, or the list of several (JSON Lines); None when it is not JSON."""
    text = text.strip()
    if text[0] not in "{[" or text.startswith("{\\rtf"):
        return None
    values, decoder, at = [], json.JSONDecoder(), 0
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            values.append(value)
            while at < len(text) and text[at] in " \t\r\n,":
                at += 1
    except (ValueError, RecursionError) as error:
        if suffix == ".json" or text.startswith('{"'):
            raise TranscriptError(f"not valid JSON ({error})", "Export it again.") from None
        return None
    return (values[0],) if len(values) == 1 else (values,)


def _segments(text: str, suffix: str) -> list[Segment]:
    """The segments of a text that is not JSON, in the first format that it fits."""
    start = text.lstrip()[:200].lower()
    if start.startswith("{\\rtf"):
        text = documents.rich_text(text)
    elif start.startswith("<"):
        if xml_captions.is_captions(text):
            return xml_captions.cues(text)
        text = documents.web_page(text)
    elif "ootextfile" in start or 'object class = "textgrid"' in start:
        return tables.intervals(text)
    elif start.startswith("[script info]"):
        return _by_pysubs2(text)
    if captions.is_cues(text):
        return captions.cues(text)
    if start.startswith("webvtt") or suffix in {".srt", ".vtt", ".sbv"}:
        raise TranscriptError("no cues in it", "Check that it is SubRip or WebVTT.")
    if captions.is_lyrics(text):
        return list(captions.lyrics(text))
    if code_files.is_code(text, suffix):
        raise TranscriptError(
            "a program or a configuration, not an answer",
            "Pass a recording or a transcript; `interviewer packs try` runs programs.",
        )
    return tables.rows(text) or dialogue.turns(text) or _lines(text)


def _lines(text: str) -> list[Segment]:
    """Plain text: a segment per line, since line ends may part a question from its answer."""
    return [Segment(line) for line in text.splitlines() if line.strip()]


def _by_pysubs2(text: str) -> list[Segment]:
    """Advanced SubStation Alpha; the name of a line's speaker stands in a field of its own."""
    import pysubs2

    try:
        file = pysubs2.SSAFile.from_string(text, format_="ass")
    except (pysubs2.Pysubs2Error, ValueError) as error:
        raise TranscriptError(f"not valid subtitles ({error})", "Export them as srt.") from None
    return [
        Segment(event.plaintext, event.start / 1000, event.end / 1000, event.name or "")
        for event in file
        if not event.is_comment
    ]


def from_json(value: object, speaker: str = "") -> ImportedTranscript:
    """A JSON transcript: `{"text"}`, `{"words": [{"text", "start", "end"}]}`, or a known service's.

    Raises:
        TranscriptError: it is of no known shape (names the keys there are), or a field is wrong.
    """
    segments = json_shapes.segments(value)
    if segments is None:
        raise TranscriptError(
            f"no transcript in it (keys: {json_shapes.keys(value)})",
            f'Known are the forms of {json_shapes.services()}, or write {{"text": "…"}}.',
        )
    whole = value if isinstance(value, Mapping) else {}
    if (text := whole.get("text")) and isinstance(text, str) and len(segments) == 1:
        words = json_shapes.punctuated(segments[0].words, text)
        segments = [replace(segments[0], words=words)]
    if len(segments) == 1 and not segments[0].words and segments[0].start is None:
        segments = dialogue.turns(segments[0].text) or segments
    extras = _checked(whole)
    found = imported(segments, speaker, duration=_duration(whole, extras), prosody=extras.prosody)
    return replace(
        found,
        question=printable(extras.question or "") or found.question,
        target_s=_target(extras.target_s),
        english=extras.english,
    )


def _checked(whole: Mapping[str, object]) -> _Extras:
    from pydantic import TypeAdapter, ValidationError

    fields = ("question", "target_s", "prosody", "english")
    own = {key: whole[key] for key in fields if whole.get(key) is not None}
    if not own:
        return _Extras()
    try:
        return TypeAdapter(_Extras).validate_python(own)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part != "float")
        raise TranscriptError(f"{where}: {plain_mistake(first)}", "Fix that field.") from None


def imported(segments: list[Segment], wanted: str, **known: Any) -> ImportedTranscript:
    """The candidate's part of what was said; the question before it serves as the question."""
    spoken, notes = utterances(segments)
    if len(segments) > 1 and not wanted and (parted := candidate.guessed(spoken)):
        spoken = parted
        notes = (*notes, "no speakers in it: questions are taken for the interviewer's")
    names = candidate.speakers(spoken)
    chosen = candidate.choose(spoken, wanted)
    if len(names) > 1:  # the length of the whole says nothing about the candidate's part
        known.pop("duration", None)
    transcript = candidate.transcript_of(spoken, chosen, **known)
    if len(names) < 2:
        return ImportedTranscript(transcript, speaker=chosen, utterances=spoken, notes=notes)
    first = next(
        (item.question for item in candidate.exchanges(spoken, chosen) if item.question), ""
    )
    others = tuple(name for name in names if name != chosen)
    return ImportedTranscript(transcript, first, None, chosen, others, spoken, notes)


def _duration(whole: Mapping[str, object], extras: _Extras) -> float | None:
    own = extras.prosody.duration_s if extras.prosody else None
    for value in (whole.get("duration_s"), whole.get("duration"), own):
        length = seconds(value)
        if length is not None and length > 0:
            return length
    return None


def _target(target: float | tuple[float, float] | None) -> tuple[float, float] | None:
    """A single figure is the length aimed at: two thirds of it to a third more are good."""
    if target is None:
        return None
    low, high = target if isinstance(target, tuple) else (target * 2 / 3, target * 4 / 3)
    return (low, high) if 0 < low <= high < math.inf else None
