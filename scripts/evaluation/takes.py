"""Spoken takes made for measuring: what is said is known, and so is what stands at their edges.

The voices are those of the machine: the natural ones where they are installed, else espeak-ng. What
was synthesised once is read from the product's cache the next time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import RATE, Sound, resample
from interviewer.audio.voice_activity import speech_in
from interviewer.speak import chosen, open_voice, voices

Samples = NDArray[np.float32]

TAKES = 50
SENTENCES = 7
"""Sentences of a take before its ending: about 40 s."""
SPEECH_DB, ROOM_DB = -24.0, -65.0
OTHER_DB = -20.0
"""Level of a second voice, compared with the candidate's."""
SHORT_S = 0.1
"""Time between the question and the first word, or between the last word and the key."""
CUT_S = 0.25
"""How much of the first word is cut off where a take begins in mid-word."""
BEFORE_S, AFTER_S = 15.0, 20.0
"""Silence around a take."""
PAUSES_S = (0.3, 0.9, 0.25, 1.4, 0.5)

OPENINGS = (
    "Eventually I found the reason myself.",
    "Originally that was not my job.",
    "Everybody knew about the problem.",
    "Yesterday I thought about that again.",
    "Interestingly it began with a complaint.",
)
BODY = (
    "we had a service that answered every request twice, and nobody knew where it came from",
    "I was the only engineer on call that week, so I took the alarm and opened the logs",
    "the first thing I noticed was that the cache never expired between two releases",
    "I split the work into three parts and asked two colleagues to review the first one",
    "my manager wanted to wait for the next quarter, and I disagreed with that in writing",
    "I wrote a small tool that compared both configurations and printed what differed",
    "the customer called again on Friday, and I explained to them what we were going to change",
    "we tested the change on one machine first and watched the error rate for a whole day",
    "there was a disagreement about the design, so I built both versions and measured them",
    "I moved the check into the pipeline, where it runs before anything can be merged",
)
ENDINGS = (
    "and the error rate fell to forty two",
    "so we got the time down to nine minutes",
    "and since then it has never happened again",
    "which saved the team about two hours a week",
    "and I learned to ask for the numbers first",
    "so the number of tickets went down by half",
    "and in the end we shipped it in March",
    "and the customer renewed for three more years",
    "so now every release has an owner",
    "and it fell from twelve to one",
)
LAST = ("", "as planned", "in six weeks", "for good", "and that was it")
"""Added to the endings, so that no two takes end alike."""
OTHERS = (
    "Honey, have you seen the car keys?",
    "Dinner is nearly ready, come down when you can.",
    "Can you turn that off, please? I am on the phone.",
    "The parcel for the neighbours has just arrived.",
    "I will take the dog out for a minute.",
)
EDGES = (
    "begins at once",
    "begins in mid-word",
    "ends at once",
    "silence around",
    "second voice",
)


@dataclass(frozen=True, slots=True)
class TakeMade:
    """One take, before it is spoken."""

    number: int
    edge: str = ""
    """One of `EDGES`, or nothing special."""

    @property
    def voice(self) -> str:
        """The voice that speaks it."""
        names = _voices()
        return names[self.number % len(names)]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said; no hesitation is."""
        body = [BODY[(self.number + step * 3) % len(BODY)] for step in range(SENTENCES)]
        ending = ENDINGS[self.number % len(ENDINGS)]
        last = LAST[self.number // len(ENDINGS) % len(LAST)]
        opening = OPENINGS[self.number // len(EDGES) % len(OPENINGS)]
        rest = (f"{text[0].upper()}{text[1:]}." for text in (*body, f"{ending} {last}".strip()))
        return opening, *rest

    @property
    def text(self) -> str:
        """What ought to be heard: a word that is cut off cannot be."""
        text = " ".join(self.sentences)
        return text.partition(" ")[2] if self.edge == "begins in mid-word" else text

    def sound(self) -> Sound:
        """The take, with the hush of a room behind it."""
        speech = _levelled(np.concatenate(list(self._parts())), SPEECH_DB)
        if self.edge == "begins in mid-word":
            speech = speech[round(CUT_S * RATE) :]
        before, after = {
            "begins at once": (SHORT_S, 0.6),
            "begins in mid-word": (0.0, 0.6),
            "ends at once": (0.5, SHORT_S),
            "silence around": (BEFORE_S, AFTER_S),
        }.get(self.edge, (0.5, 0.6))
        parts = [_quiet(before), speech, _quiet(after)]
        if self.edge == "second voice":
            other = OTHERS[self.number // len(EDGES) % len(OTHERS)]
            away = SPEECH_DB + OTHER_DB
            parts += [_quiet(2.5), _levelled(_spoken(_other(self.voice), other), away), _quiet(1.0)]
        samples = np.concatenate(parts)
        room = np.random.default_rng(self.number).standard_normal(len(samples)).astype(np.float32)
        return Sound(samples + _levelled(room, ROOM_DB))

    def _parts(self) -> Iterator[Samples]:
        for at, sentence in enumerate(self.sentences):
            if at:
                yield _quiet(PAUSES_S[(self.number + at) % len(PAUSES_S)])
            yield _spoken(self.voice, sentence)


def takes(*, edges: bool) -> Iterator[TakeMade]:
    """All takes, each with one of the edges or with none."""
    for number in range(TAKES):
        yield TakeMade(number, EDGES[(number + number // len(EDGES)) % len(EDGES)] if edges else "")


@cache
def _voices() -> tuple[str, ...]:
    """The natural voices, or the English ones of espeak-ng."""
    if chosen("auto") == "kokoro":
        return tuple(voices("kokoro"))[:4]
    return ("gmw/en-us", "gmw/en")


def _other(voice: str) -> str:
    """Somebody else."""
    names = _voices()
    return names[(names.index(voice) + len(names) // 2) % len(names)]


@cache
def _spoken(voice: str, text: str) -> Samples:
    """A sentence from its first to its last sound."""
    samples = resample(open_voice(chosen("auto"), voice=voice).synthesise(text), RATE).samples
    heard = speech_in(np.concatenate((samples, _quiet(0.5))))
    return samples[round(heard[0].start * RATE) : round(heard[-1].end * RATE)]


def _levelled(samples: Samples, decibels: float) -> Samples:
    loudness = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    return np.asarray(samples * (10 ** (decibels / 20) / loudness), np.float32)


def _quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)
