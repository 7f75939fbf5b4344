"""Words of a recording -> passages to read: paragraphs by part of the story, words with marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.model import Interval, Part, Span

LONG_WORDS = 70
"""A paragraph ends with the first sentence that takes it beyond this."""
BREAK_S = 2.5
"""A silence of this length between sentences starts a new paragraph."""
SHOWN_S = 1.5
"""Silences from here on stand between the words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is marked on a word."""

    kind: str
    """`filler`, `metric`, `unsure`, `tick`, `wrong`, or the verdict of a finding whose evidence it is."""
    opens: bool
    """Whether the marked words begin here."""
    text: str = ""
    number: int | None = None
    """Of the finding, on the first word of its first evidence."""
    tick: str = ""
    """Id of what the words tick, on the first of them."""


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word, and the silence after it when it is worth showing."""

    text: str
    start: float | None
    marks: frozenset[Mark]
    pause: float | None = None
    runs_on: bool = False
    """Whether the next word belongs to the same marked words."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """What is marked, sorted."""
        return tuple(sorted({mark.kind for mark in self.marks}))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The findings whose evidence begins here."""
        return tuple(sorted(mark.number for mark in self.marks if mark.number is not None))

    @property
    def ticks(self) -> tuple[str, ...]:
        """What is ticked by words that begin here."""
        return tuple(sorted({mark.tick for mark in self.marks if mark.tick}))

    @property
    def title(self) -> str:
        """Why it is marked, where that is no finding."""
        certain = next((mark.text for mark in self.marks if mark.kind == "unsure"), "")
        return f"heard with {certain} certainty" if certain else ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of one recording."""

    part: Part | None
    """What it does in the story; None where the answer is no story."""
    pieces: tuple[ShownWord, ...]
    first: int
    """Index of its first word in the whole answer."""
    end: float | None = None

    @property
    def start(self) -> float | None:
        """When it begins."""
        return next((piece.start for piece in self.pieces if piece.start is not None), None)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The findings whose evidence begins here."""
        return tuple(number for piece in self.pieces for number in piece.numbers)

    @property
    def ticks(self) -> tuple[str, ...]:
        """What is ticked by words that begin here."""
        return tuple(tick for piece in self.pieces for tick in piece.ticks)


def passages(
    take: Answer,
    first: int,
    whole: Answer,
    parts: Sequence[tuple[Span, Part]],
    marks: Mapping[int, frozenset[Mark]],
    pauses: Sequence[Interval],
) -> tuple[Passage, ...]:
    """Cut a recording into paragraphs; its words are those of `whole` from `first` on."""
    last = first + len(take.words)
    labelled: list[tuple[Span, Part | None]] = (
        [*parts] if parts else [(span, None) for span in whole.sentences]
    )
    sentences = [
        (Span(max(span.first, first), min(span.last, last)), part)
        for span, part in labelled
        if span.first < last and span.last > first
    ]
    silences = _silences(take, pauses)
    found = []
    for span, part in _joined(sentences, silences, first):
        pieces = tuple(
            ShownWord(
                whole.words[at].text,
                take.words[at - first].start,
                marks.get(at, frozenset()),
                silences.get(at - first),
                at + 1 < span.last and _runs_on(marks, at),
            )
            for at in range(span.first, span.last)
        )
        found.append(Passage(part, pieces, span.first, take.words[span.last - 1 - first].end))
    return tuple(found)


def _runs_on(marks: Mapping[int, frozenset[Mark]], at: int) -> bool:
    """Whether a mark goes on from one word to the next."""
    here = {mark.kind for mark in marks.get(at, ())}
    return any(mark.kind in here and not mark.opens for mark in marks.get(at + 1, ()))


def _joined(
    sentences: Sequence[tuple[Span, Part | None]], silences: Mapping[int, float], first: int
) -> Iterator[tuple[Span, Part | None]]:
    """Sentences of one part run on as one paragraph, unless it grows long or a silence parts it."""
    current: tuple[Span, Part | None] | None = None
    for span, part in sentences:
        if current is None:
            current = span, part
            continue
        before, same = current
        long = before.last - before.first > LONG_WORDS
        parted = silences.get(before.last - 1 - first, 0.0) >= BREAK_S
        if part != same or (part is None and (long or parted)):
            yield current
            current = span, part
        else:
            current = Span(before.first, span.last), part
    if current is not None:
        yield current


def _silences(take: Answer, pauses: Sequence[Interval]) -> dict[int, float]:
    """Index of a word -> seconds of silence after it."""
    found: dict[int, float] = {}
    if not take.timed:
        return found
    starts = [word.start or 0.0 for word in take.words]
    for pause in pauses:
        if pause.length < SHOWN_S:
            continue
        middle = (pause.start + pause.end) / 2
        before = sum(start < middle for start in starts) - 1
        if before >= 0:
            found[before] = found.get(before, 0.0) + pause.length
    return found
