"""Transcript -> `Answer`: words, sentences and pauses, prepared once and read by every check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from interviewer.model import Kind, Question, Span, Stretch, Transcript, Word

Measured = TypeVar("Measured")

SENTENCE_PAUSE_S = 0.9
"""A silence this long ends a sentence when the recogniser wrote no punctuation."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*$")
_ABBREVIATION = re.compile(r"^(?:e\.g|i\.e|vs|mr|mrs|ms|dr|etc|approx|\w)\.$", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """One answer, with everything checks need read off it at most once."""

    transcript: Transcript
    question: Question | None = None
    kind: Kind = Kind.BEHAVIORAL
    rubrics: tuple[str, ...] = ()
    """Names of the rubrics to judge coverage by."""
    _memo: dict[Callable[..., object], object] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def words(self) -> tuple[Word, ...]:
        """The words as heard."""
        return self.transcript.words

    @cached_property
    def timed(self) -> bool:
        """Whether every word has a start and an end."""
        return bool(self.words) and all(
            word.start is not None and word.end is not None for word in self.words
        )

    @cached_property
    def text(self) -> str:
        """All words, one blank between."""
        return self.transcript.text

    @cached_property
    def _offsets(self) -> list[int]:
        """Index in `text` of each word's first character."""
        offsets, position = [], 0
        for word in self.words:
            offsets.append(position)
            position += len(word.text) + 1
        return offsets

    @cached_property
    def duration(self) -> float | None:
        """Seconds of the recording; the last word's end when the length itself is unknown."""
        if self.transcript.duration is not None:
            return self.transcript.duration
        return cast(float, self.words[-1].end) if self.timed else None

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences by punctuation, else by pauses; together they cover every word."""
        spans, first = [], 0
        for index, word in enumerate(self.words):
            if self._ends_sentence(index, word):
                spans.append(Span(first, index + 1))
                first = index + 1
        if first < len(self.words):
            spans.append(Span(first, len(self.words)))
        return tuple(spans)

    def _ends_sentence(self, index: int, word: Word) -> bool:
        if _SENTENCE_END.search(word.text) and not _ABBREVIATION.match(word.text):
            return True
        following = self.words[index + 1] if index + 1 < len(self.words) else None
        if following is None or word.end is None or following.start is None:
            return False
        return following.start - word.end >= SENTENCE_PAUSE_S

    @cached_property
    def pauses(self) -> tuple[Stretch, ...]:
        """Silences between the first and the last sound: measured, else between words."""
        heard = self.transcript.speech
        if heard is None:
            if not self.timed:
                return ()
            heard = tuple(
                Stretch(cast(float, word.start), cast(float, word.end)) for word in self.words
            )
        return tuple(
            Stretch(before.end, after.start)
            for before, after in zip(heard, heard[1:], strict=False)
            if after.start > before.end
        )

    def find(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        """Word spans in which `pattern` occurs in `text`, in order, never overlapping."""
        from bisect import bisect_right

        for match in pattern.finditer(self.text):
            if match.end() == match.start():
                continue
            first = bisect_right(self._offsets, match.start()) - 1
            last = bisect_right(self._offsets, match.end() - 1)
            yield Span(first, last)

    def quote(self, span: Span) -> str:
        """The words of a span."""
        return " ".join(word.text for word in self.words[span.first : span.last])

    def start(self, span: Span) -> float | None:
        """When a span starts, seconds."""
        return self.words[span.first].start if span.first < len(self.words) else None

    def end(self, span: Span) -> float | None:
        """When a span ends, seconds."""
        return self.words[span.last - 1].end if 0 < span.last <= len(self.words) else None

    def once(self, measure: Callable[[Answer], Measured]) -> Measured:
        """`measure(self)`, computed at the first call and remembered."""
        if measure not in self._memo:
            self._memo[measure] = measure(self)
        return cast(Measured, self._memo[measure])


def answer_to(question: Question, transcript: Transcript) -> Answer:
    """The answer to a question of a pack."""
    return Answer(transcript, question, question.kind, question.rubrics)


def plain(text: str, **extra: Any) -> Transcript:
    """A transcript of text without times."""
    return Transcript(tuple(Word(part) for part in text.split()), **extra)
