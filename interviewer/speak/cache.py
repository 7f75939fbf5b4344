"""Speech that was synthesised once is reused: the latest from memory, all of it from disk.

What quotes the candidate never reaches the disk.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections import OrderedDict
from pathlib import Path

import numpy as np

from interviewer.audio.sound import Sound, read, write
from interviewer.errors import AudioFileError
from interviewer.settings import atomic, paths
from interviewer.speak.spoken_text import spoken
from interviewer.speak.voice import Voice

MOST = 3000
"""Utterances stored on disk, the latest used first; about 60 kB each."""


HELD = 64
"""Utterances held in memory, the latest used first; some 20 MB."""

VERSION = 4
"""Of the way in which utterances are made; those of 1 may have been cut, those of 2 are said as written,
interjections of 3 are slow."""


def folder() -> Path:
    """Where spoken utterances are stored."""
    return paths.cache() / "speech"


class Cached(Voice):
    """A voice that says texts as people do, each synthesised once. Safe to use from several threads."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._memory: OrderedDict[str, Sound] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The name of the voice behind it."""
        return self._voice.name

    def parts(self, text: str) -> tuple[str, ...]:
        """As the voice behind it."""
        return self._voice.parts(text)

    def quick(self, text: str) -> bool:
        """Whether the voice behind it is, or the text was made before."""
        return text in self._memory or self._voice.quick(text) or self._file(text).is_file()

    def recall(self, text: str) -> Sound | None:
        """The sound of a text from memory or disk."""
        with self._lock:
            if sound := self._memory.get(text):
                self._memory.move_to_end(text)
                return sound
        sound = self._read(text)
        return sound and self._hold(text, sound)

    def synthesise(self, text: str) -> Sound:
        """As the voice behind it; nothing to say is no sound.

        Raises:
            VoiceError: as the voice behind it.
            MissingDependencyError: as the voice behind it.
        """
        if not text.strip():
            return Sound(np.zeros(0, np.float32))
        return self.recall(text) or self._hold(text, self._make(text))

    def _hold(self, text: str, sound: Sound) -> Sound:
        """Keep a sound in memory, in place of the one that was not used for longest."""
        with self._lock:
            self._memory[text] = sound
            self._memory.move_to_end(text)
            while len(self._memory) > HELD:
                self._memory.popitem(last=False)
        return sound

    def _file(self, text: str) -> Path:
        digest = hashlib.sha256(f"{VERSION}\0{self.name}\0{text}".encode()).hexdigest()
        return folder() / f"{digest}.flac"

    def _read(self, text: str) -> Sound | None:
        """What the disk holds; a damaged file counts as nothing."""
        file = self._file(text)
        try:
            sound = read(file, rate=None)
        except AudioFileError:
            return None
        with contextlib.suppress(OSError):
            os.utime(file)
        return sound

    def _make(self, text: str) -> Sound:
        sound = self._voice.synthesise(spoken(text))
        if '"' in text:  # a follow-up that quotes the candidate, whose words are nobody else's
            return sound
        file = self._file(text)
        # A full or read-only disk costs time at the next run, and nothing else.
        with contextlib.suppress(OSError, RuntimeError):
            with atomic.replacing(file) as draft:
                write(draft, sound)
            prune()
        return sound


def prune(most: int = MOST) -> None:
    """Delete all but the `most` utterances used last; 0 forgets everything ever said."""
    files = sorted(folder().glob("*.flac"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[most:]:
        file.unlink(missing_ok=True)
