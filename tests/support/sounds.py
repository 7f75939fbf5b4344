"""Sounds and voices made for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from interviewer.audio.recorder import wav_blocks
from interviewer.audio.sound import RATE, Sound
from interviewer.audio.sources import Block, Source
from interviewer.speak import Voice


def tone(seconds: float = 0.5, rate: int = RATE, hertz: float = 440.0) -> Sound:
    """A sine wave at half of full scale."""
    at = np.arange(round(seconds * rate)) / rate
    return Sound((0.5 * np.sin(2 * np.pi * hertz * at)).astype(np.float32), rate)


QUESTION = "Tell me about a time when you had to make a decision without all the facts."


@dataclass
class Counting(Voice):
    """A voice that counts how often it had to speak."""

    name: str = "counting"
    spoken: int = 0

    def synthesise(self, text: str) -> Sound:
        """A tone as long as the text."""
        self.spoken += 1
        return tone(len(text) / 100, rate=22_050)


def wav_samples(path: Path) -> Block:
    """All samples of a recording at once."""
    return np.concatenate((np.zeros(0, np.int16), *wav_blocks(path)))


@dataclass
class Overheard:
    """A source that shows each block after it was taken in, and ends when it is told to."""

    source: Source
    shown: Callable[[Block], object]
    """Given a block; true ends it."""

    @property
    def realtime(self) -> bool:
        """As the source."""
        return self.source.realtime

    @property
    def lost(self) -> bool:
        """As the source."""
        return self.source.lost

    @property
    def waiting(self) -> int:
        """As the source."""
        return self.source.waiting

    def __enter__(self) -> Self:
        self.source.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.source.__exit__(*error)

    def __iter__(self) -> Iterator[Block]:
        """The blocks of the source."""
        for block in self.source:
            yield block
            if len(block) and self.shown(block):
                return
