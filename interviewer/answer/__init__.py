"""Transcript -> `Answer`: words, sentences and pauses, prepared once and read by every check."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from math import log
from statistics import fmean
from typing import Any, TypeVar, cast

from interviewer.answer.learner_english import understood
from interviewer.answer.sentences import sentences_of
from interviewer.answer.word_forms import FILLERS
from interviewer.model import English, Interval, Kind, Part, Question, Span, Transcript, Word

Measured = TypeVar("Measured")

UNSURE = log(0.5)
"""Mean log-probability of a word and its neighbours below which it is not relied on: of the words so marked
in 43 clips of people 59 % were wrong, and none of 1,700 words of clear speech was marked."""

SURE = log(0.8)
"""Log-probability of a word that is believed whatever stands beside it."""

_EDGES = " \t\r\n.,!?…;:\"“”()[]{}*_-–—‘'’`´~<>|/\\"


@dataclass(frozen=True)
class Answer:
    """One answer, with everything checks need read off it at most once."""

    transcript: Transcript
    question: Question | None = None
    kind: Kind = Kind.BEHAVIORAL
    rubrics: tuple[str, ...] = ()
    """Names of the rubrics to score coverage by."""
    announced: tuple[Interval, ...] = ()
    """Silences in which the candidate had asked for time to think; seconds."""
    replies: tuple[int, ...] = ()
    """Index of the first word of each reply to a follow-up."""
    retold: tuple[Part | None, ...] = ()
    """The part that each reply was asked to tell again; None, or nothing at all, where it was asked anything else."""
    asked: tuple[str, ...] = ()
    """The gap that each reply was asked about (`FollowUp.gap`)."""
    follow_ups: tuple[str, ...] = ()
    """The words of the follow-up that each reply answers."""
    split: tuple[Span, ...] | None = field(default=None, repr=False, compare=False)
    """The sentences, where they are known already."""
    _memo: dict[Callable[..., object], object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def words(self) -> tuple[Word, ...]:
        """The words as heard."""
        return self.transcript.words

    @property
    def english(self) -> English:
        """Whether English is the speaker's first or second language."""
        return self.transcript.english

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """One token a word: lower case, straight apostrophes, no punctuation at the edges.

        A word that is nothing but punctuation gives an empty token, so indexes agree with `words`. Of a second
        language they are the forms that a listener understands; see `interviewer.answer.learner_english`.
        """
        said = tuple(word.text.lower().strip(_EDGES).replace("’", "'") for word in self.words)
        if self.english is English.FIRST:
            return said
        return understood(said, account=self.kind is Kind.BEHAVIORAL)

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

    @property
    def takes(self) -> tuple[Span, ...]:
        """The words of the answer itself, then those of each reply."""
        edges = (0, *self.replies, len(self.words))
        return tuple(Span(first, last) for first, last in pairwise(edges))

    @cached_property
    def duration(self) -> float | None:
        """Seconds of the recording; the last word's end when the length itself is unknown."""
        if self.transcript.duration is not None:
            return self.transcript.duration
        prosody = self.transcript.prosody
        if prosody is not None and prosody.duration_s is not None:
            return prosody.duration_s
        return max(cast("float", word.end) for word in self.words) if self.timed else None

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences, in order and without gaps; see `interviewer.answer.sentences`."""
        if self.split is not None:
            return self.split
        return tuple(
            Span(take.first + span.first, take.first + span.last)
            for take in self.takes
            for span in sentences_of(
                self.words[take.first : take.last], self.tokens[take.first : take.last]
            )
        )

    @cached_property
    def pauses(self) -> tuple[Interval, ...]:
        """Silences between the first and the last sound: measured, else between words.

        Those between an answer and a reply are the interviewer's, and not among them.
        """
        heard = self.transcript.speech
        if heard is None:
            if not self.timed:
                return ()
            heard = tuple(
                Interval(cast("float", word.start), cast("float", word.end)) for word in self.words
            )
        breaks = sorted(s for take in self.takes[1:] if (s := self.start(take)) is not None)
        pauses, until = [], None
        spoken = (*heard, *self.transcript.others)
        for interval in sorted(spoken, key=lambda interval: interval.start):
            if until is not None and interval.start > until:
                asked = bisect_right(breaks, interval.end) > bisect_right(breaks, until)
                pauses += [] if asked else [Interval(until, interval.start)]
            until = interval.end if until is None else max(until, interval.end)
        return tuple(pauses)

    @cached_property
    def unsure(self) -> tuple[Span, ...]:
        """Stretches in which the recogniser was unsure of the words, in order; fillers aside.

        A word counts with its neighbours, since one unlikely word is often right: of the words
        marked in difficult recordings of people more than half were wrong, and hardly any word is
        marked in clear speech.
        """
        places = [
            place
            for place, token in enumerate(self.tokens)
            if token and token not in FILLERS and self.words[place].probability is not None
        ]
        likely = [log(max(cast("float", self.words[at].probability), 0.01)) for at in places]
        marked = [
            place
            for index, place in enumerate(places)
            if likely[index] < SURE and fmean(likely[max(index - 1, 0) : index + 2]) < UNSURE
        ]
        spans: list[Span] = []
        for place in marked:
            if spans and spans[-1].last == place:
                spans[-1] = Span(spans[-1].first, place + 1)
            else:
                spans.append(Span(place, place + 1))
        return tuple(spans)

    def doubtful(self, span: Span) -> bool:
        """Whether the recogniser was unsure of half of these words or more."""
        unsure = sum(map(self.is_unsure, range(span.first, span.last)))
        return unsure > 0 and 2 * unsure >= span.last - span.first

    @cached_property
    def _unsure_words(self) -> frozenset[int]:
        return frozenset(at for span in self.unsure for at in range(span.first, span.last))

    def text_of(self, span: Span) -> str:
        """The words of a span, every one."""
        return " ".join(word.text for word in self.words[span.first : span.last])

    def quote(self, span: Span) -> str:
        """The words of a span as they are said back.

        An accent makes a recogniser mishear more: of a second language, words in doubt are left out.
        """
        if self.english is English.FIRST:
            return self.text_of(span)
        shown: list[str] = []
        for at in range(span.first, span.last):
            word = "…" if self.is_unsure(at) else self.words[at].text
            if word != "…" or shown[-1:] != ["…"]:
                shown.append(word)
        return " ".join(shown)

    def is_unsure(self, at: int) -> bool:
        """Whether the recogniser was unsure of a word."""
        return at in self._unsure_words

    def start(self, span: Span) -> float | None:
        """When a span starts, seconds."""
        return self.words[span.first].start if span.first < len(self.words) else None

    def end(self, span: Span) -> float | None:
        """When a span ends, seconds."""
        return self.words[span.last - 1].end if 0 < span.last <= len(self.words) else None

    def until(self, length: int) -> Answer:
        """The answer as if only its first `length` words had been said, in the same sentences."""
        heard = replace(self.transcript, words=self.words[:length])
        split = tuple(
            Span(span.first, min(span.last, length))
            for span in self.sentences
            if span.first < length
        )
        replies = tuple(at for at in self.replies if at < length)
        return replace(
            self,
            transcript=heard,
            replies=replies,
            retold=self.retold[: len(replies)],
            asked=self.asked[: len(replies)],
            follow_ups=self.follow_ups[: len(replies)],
            split=split,
        )

    @cached_property
    def told_again(self) -> tuple[tuple[Span, Part], ...]:
        """The replies that were asked to tell one part again, with that part."""
        pairs = zip(self.takes[1:], self.retold, strict=False)
        return tuple((take, part) for take, part in pairs if part)

    def part_asked(self, at: int) -> Part | None:
        """The part that was to be told again where a word was said; None elsewhere."""
        reply = bisect_right(self.replies, at)
        return self.retold[reply - 1] if 0 < reply <= len(self.retold) else None

    def once(self, measure: Callable[[Answer], Measured]) -> Measured:
        """`measure(self)`, computed at the first call and remembered."""
        if measure not in self._memo:
            self._memo[measure] = measure(self)
        return cast("Measured", self._memo[measure])

    def remember(self, measure: Callable[[Answer], Measured], value: Measured) -> None:
        """Have `once(measure)` give this value, as when another model has read the answer."""
        self._memo[measure] = value


def plain(text: str, **extra: Any) -> Transcript:
    """A transcript of text without times."""
    return Transcript(tuple(Word(part) for part in text.split()), **extra)


_SILENCE = re.compile(r"\[(\d+(?:\.\d+)?)\]")


def paced(text: str, words_per_minute: float = 140.0, **extra: Any) -> Transcript:
    """A transcript of text with made-up even times; `[2.5]` in it is a silence of 2.5 seconds.

    For the examples of rules and for tests, where a delivery has to be written down. Every word
    takes four fifths of its slot, so that words stay apart.
    """
    slot = 60.0 / words_per_minute
    words: list[Word] = []
    clock = 0.0
    for part in text.split():
        if silence := _SILENCE.fullmatch(part):
            clock += float(silence[1])
        else:
            words.append(Word(part, round(clock, 3), round(clock + 0.8 * slot, 3)))
            clock += slot
    return Transcript(tuple(words), duration=round(clock, 3), **extra)
