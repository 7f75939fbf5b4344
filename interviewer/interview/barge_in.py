"""What the candidate says while the microphone counts as closed: it may interrupt the interviewer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import RATE, from_int16
from interviewer.audio.sources import Block
from interviewer.audio.voice_activity import VoiceActivity
from interviewer.interview.commands import plain_words
from interviewer.interview.spoken_commands import WHOLE_S
from interviewer.transcribe.recogniser import Engine, to_audio

BARGE_IN_WORDS = 3
"""Words that stop the interviewer: a cough or a slammed door has none."""


def barges_in(said: str, interviewer: str) -> bool:
    """Whether there are three words that are not an echo of the interviewer's own.

    An echo repeats words beside each other; whoever says "stop there" to somebody who asked "was there"
    repeats only one.
    """
    words, own = plain_words(said), set(pairwise(plain_words(interviewer)))
    echoed = {
        at + beside for at, pair in enumerate(pairwise(words)) if pair in own for beside in (0, 1)
    }
    return len(words) - len(echoed) >= BARGE_IN_WORDS


class Interruption:
    """One utterance of the candidate, held in memory until it is understood."""

    LEAST_S, MORE_S = 0.9, 0.6
    """Speech before it is first listened to, and between two times."""

    def __init__(self, engine: Callable[[], Engine], near_db: float = -inf) -> None:
        """`near_db` is how loud the candidate was before, so that nobody else interrupts."""
        self.held: list[Block] = []
        """Sound since shortly before the candidate began to speak."""
        self._engine = engine
        self._voice = VoiceActivity(near_db)
        self._pool = ThreadPoolExecutor(1, "interruption")
        self._hearing: Future[str] | None = None
        self._heard_to = 0.0

    def feed(self, block: Block) -> str | None:
        """Take in a block; what has been said so far, when that has just been understood.

        An unfinished utterance may come back longer, so only a finished one is the last word.
        """
        self.held.append(block)
        self._voice.feed(block)
        if self._hearing and self._hearing.done():
            said, self._hearing = self._hearing.result(), None
            return said
        speech = self._voice.speech_s
        if speech == 0 and len(self.held) * len(block) > RATE:
            del self.held[0]
        due = self._heard_to + (self.MORE_S if self._heard_to else self.LEAST_S)
        if self._hearing is None and (speech >= due or (self._ended and speech > self._heard_to)):
            self._heard_to = speech
            self._hearing = self._pool.submit(self._transcribe, np.concatenate(self.held))
        return None

    @property
    def under_way(self) -> bool:
        """Whether somebody has begun to speak and not all of it was understood."""
        return self._voice.speech_s > 0 and not self.over

    @property
    def over(self) -> bool:
        """Whether the utterance has ended and all of it was understood."""
        return self._ended and self._hearing is None and self._voice.speech_s <= self._heard_to

    @property
    def _ended(self) -> bool:
        return self._voice.speech_s > 0 and self._voice.silence_s >= WHOLE_S

    def _transcribe(self, samples: NDArray[np.int16]) -> str:
        words = self._engine().transcribe(to_audio(from_int16(samples)))
        return " ".join(word.text for word in words)

    def close(self) -> None:
        """Stop listening."""
        self._pool.shutdown(wait=False, cancel_futures=True)


@dataclass
class Interruptions:
    """Utterances over the interviewer, or in a pause, one after the other."""

    engine: Callable[[], Engine]
    barge_in: bool = False
    """Whether they may stop the interviewer; else only "go on" is listened for, in a pause."""
    _current: Interruption | None = None

    @property
    def under_way(self) -> bool:
        """Whether one has begun and not all of it was understood."""
        return self._current is not None and self._current.under_way

    @property
    def held(self) -> Sequence[Block]:
        """The sound of the one that is under way."""
        return self._current.held if self._current else ()

    def feed(self, block: Block, near_db: float) -> str | None:
        """Take in a block; what has been said so far, when that has just been understood."""
        if self._current is None:
            self._current = Interruption(self.engine, near_db)
        words = self._current.feed(block)
        if words is None and self._current.over:
            self.forget()
        return words

    def forget(self) -> None:
        """Nothing is said any more, or it is part of the answer."""
        if self._current:
            self._current.close()
            self._current = None
