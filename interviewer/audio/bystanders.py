"""Tells the voice at the microphone from fainter ones in the room: family, a television, a colleague.

Somebody across the room arrives about 20 dB below whoever sits at the microphone. People who trail off
or mumble fall by 10 to 15 dB, and by more for less than a second: in 22 recordings of people no
utterance of theirs is 16 dB below the loud parts, nor does any part of one stay 17 dB below for a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf

from interviewer.model import Interval

LOUD_S = 3.0
"""The loudest seconds of speech show how loud the voice at the microphone is. Before there are so
many, what was known before counts, and without that every voice is taken for that one."""

APART_S = 0.6
"""Silence around an utterance that stands by itself."""

UTTERANCE_DB = 16.0
"""How much fainter such an utterance of somebody else is."""

PART_DB, PART_S = 17.0, 1.5
"""The same of a part that follows without such a silence, and how long it has to last."""


@dataclass(frozen=True, slots=True)
class VoicedInterval(Interval):
    """A second of voice at most."""

    level: float
    """Of its loud parts, dB."""


class Room:
    """The passages of an answer, as they come; what was asked before is not worked out again."""

    def __init__(self, near_db: float = -inf) -> None:
        """Begin with how loud the voice at the microphone was before, where that is known."""
        self._before = near_db
        self._passages: list[VoicedInterval] = []
        self._loudest: list[VoicedInterval] = []
        self._faintest = inf

    def add(self, passages: Iterable[VoicedInterval]) -> None:
        """Take in passages that will not change any more."""
        for passage in passages:
            self._passages.append(passage)
            self._loudest = _loudest((*self._loudest, passage))
            self._faintest = min(self._faintest, passage.level)

    def near_db(self, recent: Sequence[VoicedInterval] = ()) -> float:
        """How loud the voice at the microphone is, as far as that is known."""
        return nearest((*self._loudest, *recent), self._before)

    def parted(
        self, recent: Sequence[VoicedInterval]
    ) -> tuple[list[VoicedInterval], list[VoicedInterval]] | None:
        """As the function of that name, with the passages that follow; None where nobody else speaks."""
        near = self.near_db(recent)
        faintest = min((self._faintest, *(passage.level for passage in recent)))
        if faintest > near - UTTERANCE_DB:
            return None
        own, others = parted((*self._passages, *recent), near)
        return (own, others) if others else None


def parted(
    passages: Sequence[VoicedInterval], near: float
) -> tuple[list[VoicedInterval], list[VoicedInterval]]:
    """The passages of the voice at the microphone, so loud, and those of somebody else; both in order."""
    own: list[VoicedInterval] = []
    others: list[VoicedInterval] = []
    for utterance in _utterances(passages):
        if _level(utterance) <= near - UTTERANCE_DB:
            others += utterance
            continue
        for faint, run in groupby(utterance, key=lambda item: item.level <= near - PART_DB):
            part = list(run)
            far = faint and sum(item.length for item in part) >= PART_S
            (others if far else own).extend(part)
    return own, others


def nearest(passages: Sequence[VoicedInterval], before: float = -inf) -> float:
    """How loud the voice at the microphone is, dB; as `before` until three seconds were said."""
    loudest = _loudest(passages)
    enough = sum(passage.length for passage in loudest) >= LOUD_S
    return loudest[-1].level if enough else before


def _loudest(passages: Iterable[VoicedInterval]) -> list[VoicedInterval]:
    """The loudest ones that last three seconds together, the loudest first."""
    seconds, loudest = 0.0, []
    for passage in sorted(passages, key=lambda item: -item.level):
        if seconds >= LOUD_S:
            break
        seconds += passage.length
        loudest.append(passage)
    return loudest


def _level(passages: Sequence[VoicedInterval]) -> float:
    """Mean over time, dB."""
    seconds = sum(item.length for item in passages) or 1.0
    return sum(item.level * item.length for item in passages) / seconds


def _utterances(passages: Sequence[VoicedInterval]) -> Iterator[list[VoicedInterval]]:
    """Passages without a silence of 0.6 s between them."""
    utterance: list[VoicedInterval] = []
    for passage in passages:
        if utterance and passage.start - utterance[-1].end >= APART_S:
            yield utterance
            utterance = []
        utterance.append(passage)
    if utterance:
        yield utterance
