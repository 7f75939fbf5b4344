"""The sound of an answer under way: how long it is, where the candidate spoke, and its last minute."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.level import level_db
from interviewer.audio.sound import RATE, Sound, from_int16
from interviewer.audio.sources import Block
from interviewer.audio.voice_activity import VoiceActivity
from interviewer.interview.turn_taking import announced
from interviewer.model import Interval
from interviewer.output.formatting import SILENT_DB

BACK_S = 60.0
"""How much of an answer is played when the candidate listens back."""


@dataclass
class AnswerSound:
    """What was recorded of an answer so far."""

    voice: VoiceActivity = field(default_factory=VoiceActivity)
    seconds: float = 0.0
    level_db: float = SILENT_DB
    """Loudness of the last block."""
    asides: list[Interval] = field(default_factory=list)
    """Speech that only gave a command."""
    thinking_since: list[float] = field(default_factory=list)
    """When the candidate asked for time to think."""
    _recent: deque[Block] = field(default_factory=deque)

    def recall(self, samples: NDArray[np.int16]) -> None:
        """Take in what was recorded before an interruption."""
        self.seconds += len(samples) / RATE
        self.voice.feed(samples)

    def feed(self, block: Block) -> None:
        """Take in a block of the answer."""
        self.recall(block)
        self.level_db = level_db(block)
        self._recent.append(block)
        if len(self._recent) * len(block) > BACK_S * RATE:
            self._recent.popleft()

    @property
    def latest(self) -> Sound:
        """The last minute."""
        return from_int16(np.concatenate([np.zeros(0, np.int16), *self._recent]))

    @property
    def speech(self) -> tuple[Interval, ...]:
        """Where the candidate spoke, and not only to give a command."""
        return tuple(
            item
            for item in self.voice.speech
            if not any(aside.start < item.end and item.start < aside.end for aside in self.asides)
        )

    @property
    def speech_s(self) -> float:
        """Seconds of speech that is no command."""
        return sum(item.length for item in self.speech)

    @property
    def began_at(self) -> float | None:
        """When the first word was said; None before there was any."""
        speech = self.voice.speech
        return speech[0].start if speech else None

    @property
    def spoken_to(self) -> float | None:
        """Where the last speech ended; None before there was any, and while it lasts."""
        speech = self.voice.speech
        return speech[-1].end if speech and not self.voice.speaking else None

    @property
    def announced(self) -> tuple[Interval, ...]:
        """Silences in which the candidate had asked for time."""
        intervals = (announced(at, self.voice.speech, self.seconds) for at in self.thinking_since)
        return tuple(item for item in intervals if item)
