"""JSON of recognisers and meeting services: one table of shapes, one way to read an item.

A shape says where the segments of a transcript are. What an item calls its text, times, speaker and
words is looked up in lists of names, since every service has its own. Where no shape fits, the
first list of items with text that can be found anywhere is taken.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import Any

from interviewer.errors import TranscriptError
from interviewer.model import Word
from interviewer.transcribe.formats.segment import Segment, seconds
from interviewer.transcribe.word_runs import at_pauses


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a service puts its segments."""

    service: str
    items: str
    """Path of the items: `a.b[].c[0]`; `[]` takes every element of a list."""
    words: bool = False
    """Whether an item is a single word; neighbours of one speaker are one segment then."""
    unit: float = 1.0
    """Seconds in one unit of a bare number."""
    marks: Sequence[str] = ()
    """Keys of the whole of which one must be there, where the path alone says too little."""
    having: str = ""
    """A key that one of the items must have, for the same reason."""


_TABLE = tomllib.loads(Path(__file__).with_name("services.toml").read_text("utf-8"))
_SHAPES = tuple(Shape(**row) for row in _TABLE["shapes"])
"""Tried in this order; the first that gives text is taken."""
TEXT: Sequence[str] = _TABLE["text"]
"""Names of fields with text, in small letters without underscores, as `_flat` gives them."""
_WORDS: Sequence[str] = _TABLE["words"]
_START: Mapping[str, float] = _TABLE["start"]
"""Names of times, and seconds in one unit of each; 0 leaves that to the shape."""

_PARTS = re.compile(r"([^.\[\]]*)((?:\[\d*\])*)")
_SPECIAL = re.compile(r"\[_[A-Z_0-9]+_?\]|<\|[^|]*\|>")
"""Tokens of whisper that are no text: `[_BEG_]`, `<|0.00|>`."""


def segments(value: object) -> list[Segment] | None:
    """The segments of a JSON transcript of any known shape; None when there is no text to be found."""
    value = _named(value)
    for shape in _SHAPES:
        if shape.marks and not (
            isinstance(value, Mapping) and any(key in value for key in shape.marks)
        ):
            continue
        found = _with_names(_shaped(value, shape), value)
        if any(segment.text.strip() or segment.words for segment in found):
            return found
    if isinstance(value, Mapping) and isinstance(value.get("text"), str) and value["text"].strip():
        return [Segment(value["text"])]
    return _anywhere(value) or _whole_text(value)


def services() -> str:
    """The services whose shapes are known, for messages."""
    names = ", ".join(shape.service for shape in _SHAPES if shape.service != "other services")
    return ", ".join(sorted(set(names.split(", ")), key=str.casefold))


def keys(value: object) -> str:
    """What keys a value has, for messages: `status, results{items, transcripts}`."""
    if isinstance(value, list):
        return f"a list of {keys(value[0])}" if value else "an empty list"
    if not isinstance(value, Mapping):
        return type(value).__name__
    names = [
        f"{key}{{{', '.join(map(str, list(inner)[:5]))}}}"
        if isinstance(inner, Mapping) and inner
        else str(key)
        for key, inner in list(value.items())[:12]
    ]
    return ", ".join(names) or "no keys"


# --- one shape ----------------------------------------------------------------------------------


def _shaped(value: object, shape: Shape) -> list[Segment]:
    if shape.service == "Deepgram" and shape.words:
        return _channels(value, shape)
    items = [item for item in _at(value, shape.items) if isinstance(item, Mapping)]
    if shape.having and not any(shape.having in item for item in items):
        return []
    if shape.service == "AWS Transcribe":
        return _grouped([_aws_named(item, _aws_speakers(value)) for item in items], shape.unit)
    if shape.service.startswith("Google"):
        return _google(items)
    if shape.words or (items and all(_is_word(item) for item in items)):
        return _grouped(items, shape.unit)
    return [_segment(item, shape.unit) for item in items]


def _at(value: object, path: str) -> Iterator[Any]:
    """Everything at a path; nothing where the value has another shape."""
    values = [value]
    for step in path.split("."):
        name, indexes = _PARTS.fullmatch(step).groups()  # type: ignore[union-attr] # paths are ours
        if name:
            values = [item[name] for item in values if isinstance(item, Mapping) and name in item]
        for index in re.findall(r"\[(\d*)\]", indexes):
            lists = [item for item in values if isinstance(item, list)]
            values = [
                item
                for each in lists
                for item in (each[int(index) : int(index) + 1] if index else each)
            ]
    yield from values


def _segment(item: Mapping[str, Any], unit: float) -> Segment:
    item = _flat(item)
    start = _time(item, _START, unit)
    words: list[Any] = next((item[k] for k in _WORDS if isinstance(item.get(k), list)), [])
    words = [word for word in words if isinstance(word, Mapping)]
    pieces = [_word(_flat(word), unit) for word in words]
    if start is not None and any("toffsetms" in _flat(word) or "utf8" in word for word in words):
        pieces = [
            Word(piece.text, start + (seconds(word.get("tOffsetMs", 0), 1e-3) or 0.0))
            for piece, word in zip(pieces, words, strict=True)
        ]
    own = next(
        (speaker for word in words if isinstance(word, Mapping) and (speaker := _speaker(word))), ""
    )
    return Segment(
        _text(item),
        start,
        _end(item, start, unit),
        _speaker(item) or own,
        punctuated(_joined_marks(filter(_is_text, pieces)), _text(item)),
    )


def _is_text(word: Word) -> bool:
    return not _SPECIAL.fullmatch(word.text.strip())


def _grouped(items: Iterable[Mapping[str, Any]], unit: float) -> list[Segment]:
    """Single words as segments: neighbours of one speaker are one."""
    found: list[Segment] = []
    speaker = ""
    spoken: list[tuple[str, Word]] = []
    for item in map(_flat, items):
        if item.get("type") in {"spacing", "audio_event"}:
            continue
        speaker = _speaker(item) or speaker
        spoken.append((speaker, _word(item, unit)))
    for name, run in groupby(spoken, key=lambda pair: pair[0]):
        words = _joined_marks(word for _, word in run if _is_text(word))
        if words:
            found.append(Segment.of(words, name))
    return found


def _joined_marks(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words with lone punctuation at the end of the word before."""
    pieces = list(words)
    timed = any(word.start is not None for word in pieces)
    joined: list[Word] = []
    for word in pieces:
        text = word.text.strip()
        if not text:
            continue
        if (
            joined
            and timed
            and word.start is None
            and not re.search(r"[\w&%+=@#$€£¥₹♪\[\](){}*<>]", text)
        ):
            last = joined[-1]
            joined[-1] = Word(last.text.rstrip() + text, last.start, last.end, last.probability)
        else:
            joined.append(word)
    return tuple(joined)


def _word(item: Mapping[str, Any], unit: float) -> Word:
    if item.get("type") in {"punctuation", "punct"}:
        # It belongs to the word before, whatever its time.
        return Word(_text(item))
    start = _time(item, _START, unit)
    probability = next((seconds(item[key]) for key in _TABLE["probability"] if key in item), None)
    if probability is not None and not 0 <= probability <= 1:
        probability = None
    return Word(_text(item), start, _end(item, start, unit), probability)


def _flat(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """An item by plain keys, with its best alternative, and its pairs of times, at its top."""
    item = {re.sub(r"[\W_]", "", str(key)).lower(): value for key, value in item.items()}
    for key in ("alternatives", "nbest"):
        best = item.get(key)
        if isinstance(best, list) and best and isinstance(best[0], Mapping):
            rest = {name: value for name, value in item.items() if name != key}
            return _flat({**best[0], **rest})
    for key in ("timestamp", "timestamps", "offsets"):
        pair = item.get(key)
        unit = 1e-3 if key == "offsets" else 1.0
        if isinstance(pair, Mapping):
            pair = [pair.get("from", pair.get("start")), pair.get("to", pair.get("end"))]
        if isinstance(pair, list | tuple) and len(pair) == 2:
            times = {"start": _seconds_text(pair[0], unit), "end": _seconds_text(pair[1], unit)}
            if times["start"] is not None:
                return {**item, **times}
    return item


def _seconds_text(value: object, unit: float) -> str | None:
    """A time that keeps its meaning whatever the unit of its shape."""
    time = seconds(value, unit)
    return None if time is None else f"{time:.6f}s"


def _text(item: Mapping[str, Any]) -> str:
    return next(
        (str(item[key]) for key in TEXT if isinstance(item.get(key), str | int | float)), ""
    )


def _time(item: Mapping[str, Any], names: Mapping[str, float], unit: float) -> float | None:
    for key, own in names.items():
        if (time := seconds(item.get(key), own or unit)) is not None:
            return time
        if key in {"start", "end"} and isinstance(item.get(key), str) and item[key].strip():
            raise TranscriptError(f"{key}: {item[key]!r} is not a valid time", "Fix that field.")
    return None


def _end(item: Mapping[str, Any], start: float | None, unit: float) -> float | None:
    if (end := _time(item, _TABLE["end"], unit)) is not None or start is None:
        return end
    length = _time(item, _TABLE["length"], unit)
    return None if length is None else start + length


def _speaker(item: Mapping[str, Any]) -> str:
    for key in _TABLE["speaker"]:
        name = item.get(key)
        if isinstance(name, Mapping):
            inner = (name.get(key) for key in ("name", "displayName", "label", "id"))
            name = next((value for value in inner if value is not None), None)
        if isinstance(name, str | int) and not isinstance(name, bool) and str(name).strip():
            text = str(name).strip()
            return f"Speaker {text}" if len(text) < 3 and text.isalnum() else text
    return ""


def _is_word(item: Mapping[str, Any]) -> bool:
    flat = _flat(item)
    text = _text(flat).strip()
    return bool(text) and " " not in text and not any(key in flat for key in _WORDS)


def _with_names(found: list[Segment], value: object) -> list[Segment]:
    """The segments with names for numbers, where the whole has a list of speakers."""
    known = [item for item in _at(value, "speakers[]") if isinstance(item, Mapping)]
    names = {
        f"Speaker {item['id']}": str(item["name"])
        for item in known
        if item.get("id") is not None and isinstance(item.get("name"), str)
    }
    if not names:
        return found
    return [replace(part, speaker=names.get(part.speaker, part.speaker)) for part in found]


# --- peculiarities ------------------------------------------------------------------------------


def _channels(value: object, shape: Shape) -> list[Segment]:
    """Deepgram: each channel is a speaker of its own when there are several."""
    channels = list(_at(value, "results.channels[]"))
    found: list[Segment] = []
    for number, channel in enumerate(channels):
        words = [
            item for item in _at(channel, "alternatives[0].words[]") if isinstance(item, Mapping)
        ]
        several = {} if len(channels) == 1 else {"speaker_name": f"Channel {number + 1}"}
        for segment in _grouped([{**item, **several} for item in words], shape.unit):
            # another one may speak in a channel's pauses
            runs = at_pauses(segment.words, 1.0) if several else (segment.words,)
            found += [Segment.of(run, segment.speaker) for run in runs]
    return found


def _aws_speakers(value: object) -> dict[str, str]:
    """AWS: speakers stand apart from the words, by the time at which a word starts."""
    return {
        str(item.get("start_time")): str(item.get("speaker_label") or segment.get("speaker_label"))
        for segment in _at(value, "results.speaker_labels.segments[]")
        if isinstance(segment, Mapping)
        for item in segment.get("items") or ()
        if isinstance(item, Mapping)
    }


def _aws_named(item: Mapping[str, Any], speakers: Mapping[str, str]) -> Mapping[str, Any]:
    name = speakers.get(str(item.get("start_time")))
    return {**item, "speaker_label": name} if name and "speaker_label" not in item else item


def _google(items: list[Mapping[str, Any]]) -> list[Segment]:
    """Google: with speakers, the last result repeats the words of all, and tags them."""
    items = [_flat(item) for item in items]
    lists = [item["words"] if isinstance(item.get("words"), list) else [] for item in items]
    if len(lists) > 1 and lists[-1] and len(lists[-1]) >= sum(map(len, lists[:-1])):
        return _grouped(lists[-1], 1.0)
    if all(lists) and lists:
        return [
            replace(part, speaker=part.speaker or _speaker(item))
            for item, words in zip(items, lists, strict=True)
            for part in _grouped(words, 1.0)
        ]
    return [_segment(item, 1.0) for item in items]


def _named(value: object) -> object:
    """faster-whisper: segments dumped as bare rows, `[id, seek, start, end, text, …]`, get names."""
    rows = value if isinstance(value, list) else []
    if not rows or not all(isinstance(row, list) for row in rows):
        return value
    named = []
    for row in rows:
        at = next((place for place, cell in enumerate(row) if isinstance(cell, str)), 0)
        if at < 2 or not all(isinstance(cell, int | float) for cell in row[at - 2 : at]):
            return value
        named.append({"start": row[at - 2], "end": row[at - 1], "text": row[at]})
    return named


# --- where no shape fits ------------------------------------------------------------------------


def _anywhere(value: object) -> list[Segment]:
    """The first list of items with text and times, else with text and speakers, at any depth."""
    for wanted in (lambda item: _time(item, _START, 1.0) is not None, _speaker):
        for items in _lists(value):
            flat = [_flat(item) for item in items]
            if sum(bool(_text(item).strip() and wanted(item)) for item in flat) > len(items) / 2:
                if all(_is_word(item) for item in items):
                    return _grouped(items, 1.0)
                return [_segment(item, 1.0) for item in items]
    return []


def _lists(value: object) -> Iterator[list[Mapping[str, Any]]]:
    """Every list of objects in a value, the outermost first."""
    level = [value]
    while level:
        inner: list[object] = []
        for item in level:
            if isinstance(item, list) and item and all(isinstance(each, Mapping) for each in item):
                yield item
            if isinstance(item, Mapping | list):
                inner += item.values() if isinstance(item, Mapping) else item
        level = inner


def _whole_text(value: object) -> list[Segment] | None:
    found: list[Segment] | None = None
    for path in _TABLE["whole_text"]:
        texts = [text for text in _at(value, path) if isinstance(text, str)]
        if any(text.strip() for text in texts):
            return [Segment(text) for text in texts]
        if texts:
            found = []
    return found


# --- punctuation --------------------------------------------------------------------------------


def punctuated(words: tuple[Word, ...], text: str) -> tuple[Word, ...]:
    """Words without punctuation, as the text that came with them writes them (OpenAI's API)."""
    marks = (".", ",", "?", "!")
    if not words or any(word.text.rstrip().endswith(marks) for word in words):
        return words
    if not any(mark in text for mark in marks):
        return words
    tokens = text.split()
    matcher = SequenceMatcher(
        None,
        [_bare(word.text) for word in words],
        [_bare(token) for token in tokens],
        autojunk=False,
    )
    result = list(words)
    for first, other, size in matcher.get_matching_blocks():
        for step in range(size):
            word = words[first + step]
            result[first + step] = Word(
                f" {tokens[other + step]}", word.start, word.end, word.probability
            )
    return tuple(result)


def _bare(text: str) -> str:
    return re.sub(r"[^\w%$€£]", "", text.lower())
