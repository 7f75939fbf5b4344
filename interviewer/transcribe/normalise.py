"""Segments of any format -> utterances: one speaker each, whole words, times that can be true.

The one step that every transcript from elsewhere goes through. It joins pieces of words, fills
missing times between neighbours, sorts, drops what a caption repeats of the one before, and leaves
out what nobody said. Times that no speech can have are read in another unit, or left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import isfinite

from interviewer.model import Word
from interviewer.output.sanitize import printable
from interviewer.transcribe.formats.segment import Segment
from interviewer.transcribe.formats.speaker_labels import WORDS, split_labels
from interviewer.transcribe.word_runs import joined

SLOWEST, FASTEST = 30.0, 400.0
"""Words per minute beyond which nobody speaks; times that say so are wrong."""
LEAST_WORDS = 8
"""Fewer words say nothing about pace."""
LONGEST_GAP_S = 3.0
"""Longer silences are pauses and not part of the pace."""
GUESSED_WORD_S = 0.4
"""Length of a word where nothing is known: 150 words per minute."""
LONGEST_WORD_S = 1.0
"""A turn that lasts until the next one gives each of its words this long at most."""
UNITS = ((1e-3, "milliseconds"), (1e-7, "ticks of 100 ns"), (1e-6, "microseconds"))
ROLLING = 0.3
"""Share of captions that repeat the one before from which a file is of the rolling kind."""

_NOISES = "|".join(WORDS["noises"])
_BRACKETS = re.compile(r"\[[^\[\]]{0,80}\]|\{[^{}]{0,60}\}|♪[^♪]*♪|[♪♫♬]")
_REMARK = re.compile(
    rf"\((?:[^()]*\b)?(?i:{_NOISES})[^()]*\)|\*(?i:{_NOISES})[^*]{{0,40}}\*"
    rf"|\([A-Z][A-Z ,.'-]+\)|<(?i:{_NOISES})[^<>]*>"
)
"""What stands in brackets is a noise when it is in square ones, in capitals, or named here."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker says before somebody else does."""

    speaker: str
    """Empty where the transcript does not tell speakers apart."""
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """All words, one blank between."""
        return " ".join(word.text for word in self.words)

    @property
    def start(self) -> float | None:
        """Where it starts, seconds."""
        return self.words[0].start

    @property
    def end(self) -> float | None:
        """Where it ends, seconds."""
        return self.words[-1].end


def utterances(segments: Iterable[Segment]) -> tuple[tuple[Utterance, ...], tuple[str, ...]]:
    """What was said by whom, in order, and notes on times that had to be corrected."""
    cleaned = [_clean(segment) for segment in segments]
    ordered = _sorted(list(split_labels(cleaned)))
    spoken = [
        segment
        for part in _without_repeats(ordered)
        if (segment := _without_noises(part)).text.strip() or segment.words or segment.start
    ]
    timed, note = _plausible(list(_timed(spoken)))
    parts = (
        Utterance(speaker, tuple(_monotone(word for _, word in run)))
        for speaker, run in groupby(timed, key=lambda pair: pair[0])
    )
    return tuple(parts), (note,) if note else ()


# --- text ---------------------------------------------------------------------------------------


def _clean(segment: Segment) -> Segment:
    """Printable text without entities; words without the ones that hold nothing."""
    words = tuple(
        replace(word, text=_text(word.text)) for word in segment.words if _text(word.text).strip()
    )
    text = _text(segment.text)
    if words and not text.strip():
        text = " ".join(word.text for word in _whole(words))
    return replace(segment, text=text, words=words, speaker=_text(segment.speaker).strip())


def _text(text: str) -> str:
    return printable(text).replace("\xa0", " ")


def _without_noises(segment: Segment) -> Segment:
    """The segment without `[door opens]`, `(SIGHS)`, `*coughs*` and music."""
    text = segment.text
    while (shorter := _REMARK.sub(" ", _BRACKETS.sub(" ", text))) != text:
        text = shorter
    if text == segment.text and not segment.words:
        return segment
    words = list(_whole(segment.words))
    if words:
        joined = " ".join(word.text for word in words)
        gone = [
            found.span() for pattern in (_BRACKETS, _REMARK) for found in pattern.finditer(joined)
        ]
        words = [
            word
            for word, at in zip(words, _offsets(words), strict=True)
            if not any(first < at + len(word.text) and at < last for first, last in gone)
        ]
    return replace(segment, text=text, words=tuple(words))


def _offsets(words: Sequence[Word]) -> Iterator[int]:
    at = 0
    for word in words:
        yield at
        at += len(word.text) + 1


def _whole(pieces: Sequence[Word]) -> Iterator[Word]:
    """Whole words of pieces: what has no blank before it belongs to the word before (Whisper)."""
    spaced = sum(word.text.startswith((" ", "\u2581")) for word in pieces)
    if spaced < len(pieces) / 4:
        for word in pieces:
            yield from _one_each(word)
        return
    for word in joined(replace(word, text=word.text.replace("\u2581", " ")) for word in pieces):
        yield from _one_each(word)


def _one_each(word: Word) -> Iterator[Word]:
    """A word that holds several, one by one; they share its time."""
    parts = word.text.split()
    if len(parts) == 1:
        yield replace(word, text=parts[0])
    elif parts:
        yield from _share(parts, word.start, word.end, word.probability)


def _without_repeats(segments: Sequence[Segment]) -> list[Segment]:
    """The segments of rolling captions without what each repeats of those before.

    YouTube's show a line twice, live captions grow word by word.
    """
    tokens = [segment.text.split() for segment in segments]
    repeats = [_overlap(before, after) for before, after in pairwise(tokens) if after]
    certain = sum(size > 1 for size in repeats)
    timed = all(segment.start is not None for segment in segments)
    if len(segments) < 3 or not timed or certain < ROLLING * len(repeats):
        return list(segments)
    result: list[Segment] = []
    spoken: list[str] = []
    for segment, words in zip(segments, tokens, strict=True):
        size = _overlap(spoken[-80:], words)
        if rest := words[size:]:
            pieces = segment.words[size:] if len(segment.words) == len(words) else ()
            result.append(replace(segment, text=" ".join(rest), words=pieces))
            spoken += rest
    return result


def _overlap(before: Sequence[str], after: Sequence[str]) -> int:
    """How many words `after` begins with that `before` ends with."""
    for size in range(min(len(before), len(after)), 0, -1):
        if list(before[-size:]) == list(after[:size]):
            return size
    return 0


# --- times --------------------------------------------------------------------------------------


def _sorted(segments: list[Segment]) -> list[Segment]:
    """In order of their starts; those without a start stay behind the one before."""
    latest, keyed = float("-inf"), []
    for place, segment in enumerate(segments):
        latest = segment.start if segment.start is not None else latest
        keyed.append((latest, place, segment))
    return [segment for _, _, segment in sorted(keyed, key=lambda item: item[:2])]


def _timed(segments: Sequence[Segment]) -> Iterator[tuple[str, Word]]:
    """Every word with its speaker; words without a time get one between those of neighbours."""
    for run, until in _runs(segments):
        start = run[0].start
        if start is None:
            yield from (
                (item.speaker, word) for item in run for word in _filled(_words(item), None, None)
            )
            continue
        end = _end(run, until)
        size = sum(len(item.text) + 1 for item in run)
        clock = start
        for item in run:
            after = clock + (end - start) * (len(item.text) + 1) / size
            yield from ((item.speaker, word) for word in _filled(_words(item), clock, after))
            clock = after


def _runs(segments: Sequence[Segment]) -> Iterator[tuple[list[Segment], float | None]]:
    """A segment with the ones after it that have no start of their own, and where the next starts."""
    places = [place for place, item in enumerate(segments) if place == 0 or item.start is not None]
    for place, after in zip(places, [*places[1:], len(segments)], strict=False):
        run = [item for item in segments[place:after] if item.text.strip() or item.words]
        if run:
            until = segments[after].start if after < len(segments) else None
            first = segments[place]
            run[0] = replace(run[0], start=first.start, end=first.end if len(run) == 1 else None)
            yield run, until


def _end(run: Sequence[Segment], until: float | None) -> float:
    """Where a run ends: as it says, but not after the next one starts, else by its length."""
    start, end = run[0].start or 0.0, run[-1].end
    count = sum(len(item.text.split()) for item in run)
    if end is not None and end > start:
        return min(end, until) if until is not None and start < until < end else end
    if until is not None and until > start:
        return min(until, start + LONGEST_WORD_S * count)
    return start + GUESSED_WORD_S * count


def _words(segment: Segment) -> list[Word]:
    return list(_whole(segment.words)) or [Word(part) for part in segment.text.split()]


def _filled(words: list[Word], start: float | None, end: float | None) -> Iterator[Word]:
    """The words with times for those that have none, from their neighbours or the segment."""
    place = 0
    while place < len(words):
        if words[place].start is not None:
            yield _with_end(words, place)
            place += 1
            continue
        last = place
        while last < len(words) and words[last].start is None:
            last += 1
        before = words[place - 1].end if place else start
        if before is None and place:
            before = words[place - 1].start
        after = words[last].start if last < len(words) else end
        if before is not None and (after is None or after < before):
            after = before + GUESSED_WORD_S * (last - place)
        if before is None and after is not None:
            before = max(0.0, after - GUESSED_WORD_S * (last - place))
        yield from _share([word.text for word in words[place:last]], before, after)
        place = last


def _with_end(words: Sequence[Word], place: int) -> Word:
    word = words[place]
    if word.end is not None:
        return word
    later = next((item.start for item in words[place + 1 :] if item.start is not None), None)
    end = (word.start or 0.0) + GUESSED_WORD_S
    return replace(
        word, end=end if later is None or later < (word.start or 0.0) else min(later, end)
    )


def shared_words(text: str, start: float | None, end: float | None) -> Iterator[Word]:
    """The words of a stretch of time, which share it by their length; see `_share`."""
    yield from _share(printable(text).split(), start, end)


def _share(
    parts: Sequence[str], start: float | None, end: float | None, probability: float | None = None
) -> Iterator[Word]:
    """Words that share a stretch of time by their length; without times where it has none."""
    if start is None or end is None or not isfinite(end - start) or end < start:
        yield from (Word(part, None, None, probability) for part in parts)
        return
    size, clock = sum(len(part) + 1 for part in parts), start
    for part in parts:
        after = clock + (end - start) * (len(part) + 1) / size
        yield Word(part, round(clock, 3), round(after, 3), probability)
        clock = after


def _plausible(words: list[tuple[str, Word]]) -> tuple[list[tuple[str, Word]], str]:
    """The words with times in a unit that speech can have, or with none, and a note on that."""
    timed = [word for _, word in words if word.start is not None and word.end is not None]
    backwards = sum(
        (one.start or 0.0) > (other.start or 0.0) + 1.0 for one, other in pairwise(timed)
    )
    without = [(who, replace(word, start=None, end=None)) for who, word in words]
    if backwards * 4 > len(timed):
        return without, "the times run backwards and were left out"
    if len(timed) < LEAST_WORDS or _pace_fits(timed, 1.0):
        return words, ""
    for unit, name in UNITS:
        if _pace_fits(timed, unit):
            return [(who, _scaled(word, unit)) for who, word in words], f"the times are {name}"
    return without, "the times cannot be right and were left out"


def _pace_fits(words: Sequence[Word], unit: float) -> bool:
    starts = sorted((word.start or 0.0) * unit for word in words)
    gaps = (after - before for before, after in pairwise(starts))
    talk = sum(min(gap, LONGEST_GAP_S) for gap in gaps)
    return talk > 0 and SLOWEST <= 60 * (len(words) - 1) / talk <= FASTEST


def _scaled(word: Word, unit: float) -> Word:
    if word.start is None or word.end is None:
        return word
    return replace(word, start=round(word.start * unit, 3), end=round(word.end * unit, 3))


def _monotone(words: Iterable[Word]) -> Iterator[Word]:
    """The words with starts that never run backwards and ends that are not before them."""
    latest = 0.0
    for word in words:
        if word.start is None:
            yield word
            continue
        latest = max(latest, word.start)
        end = max(latest, word.end if word.end is not None else latest)
        yield replace(word, start=round(latest, 3), end=round(end, 3))
