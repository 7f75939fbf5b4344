"""One answer on disk, whatever happens to the microphone and the disk meanwhile."""

from __future__ import annotations

import re
import wave
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from interviewer.audio import recorder
from interviewer.audio.recorder import NotWrittenError, Recording
from interviewer.audio.sound import RATE
from interviewer.audio.sources import Source
from interviewer.errors import AudioDeviceError, AudioFileError, InterviewerError, StoreError
from interviewer.history.store import Folder
from interviewer.interview.listening import Listener

LEAST_BYTES = 160
"""A file so small holds the beginning of its header, encrypted or not, and no sound."""
PART = ".part"
"""Between the name of an answer and the number of its part, from the second on."""


@dataclass
class Take:
    """The recordings of one answer: one part, and another after each mishap."""

    folder: Folder
    name: str
    """File name without suffix."""
    parts: list[Recording] = field(default_factory=list)

    @property
    def audio(self) -> str:
        """File name of the first part."""
        return f"{self.name}.wav"

    @property
    def path(self) -> Path:
        """Where the next part goes."""
        number = len(self.parts) + 1
        while (path := self.folder.path / part_name(self.name, number)).exists():
            number += 1
        return path

    def record(
        self,
        listener: Listener,
        source: Callable[[], Source | None],
        fixed: Callable[[InterviewerError], bool],
    ) -> None:
        """Record until the listener says that the answer is over.

        When the microphone goes away or the disk is full, `fixed` is shown the trouble: True means
        that the candidate goes on in the same answer, with a fresh source.

        Raises:
            AudioDeviceError: the microphone is gone for good.
            NotWrittenError: the disk takes no more.
        """
        while trouble := self._part(listener):
            if not fixed(trouble):
                raise trouble
            if (fresh := source()) is not None:
                listener.source = fresh

    def _part(self, listener: Listener) -> InterviewerError | None:
        self._clear_empty()
        path = self.path
        try:
            taken = recorder.record(listener, path)
        except NotWrittenError as error:
            if error.kept:
                self.parts.append(error.kept)
            return error
        except AudioDeviceError as error:  # it cannot be opened
            path.unlink(missing_ok=True)
            return error
        except BaseException:
            self.parts += recovered([path])
            raise
        self.parts.append(taken)
        if not taken.lost:
            return None
        return AudioDeviceError(
            "The microphone was disconnected during your answer",
            "What you said is saved: reconnect it, then run `interviewer resume`.",
        )

    def _clear_empty(self) -> None:
        """Delete files without a sample: a killed process leaves one when it had only just begun."""
        with suppress(OSError):  # recording says what is wrong
            for path in parts_of(self.folder, self.name):
                if path.exists() and path.stat().st_size < LEAST_BYTES and not recovered([path]):
                    path.unlink()

    @property
    def seconds(self) -> float:
        """Length of what is on disk."""
        return sum(part.duration for part in self.parts)

    def keep(self) -> Path:
        """Join the parts into one FLAC file; where that fails, the parts stay as they are."""
        if len(self.parts) == 1 and self.parts[0].path.suffix == ".flac":
            return self.parts[0].path
        try:
            return recorder.keep(*self.parts)
        except StoreError:
            return self.parts[0].path

    def discard(self) -> None:
        """Throw the recording away, as the candidate asked."""
        for part in self.parts:
            part.path.unlink(missing_ok=True)
        self.parts.clear()


def part_name(name: str, number: int) -> str:
    """File name of a part."""
    return f"{name}.wav" if number == 1 else f"{name}{PART}{number}.wav"


def parts_of(folder: Folder, name: str) -> list[Path]:
    """The wav files of an answer, in order; files that are merely called alike are left out."""
    numbered = re.compile(re.escape(name + PART) + r"(\d{1,4})\.wav", re.ASCII)
    found = [
        (int(match[1]), path)
        for path in folder.path.iterdir()
        if (match := numbered.fullmatch(path.name))
    ]
    return [folder.path / part_name(name, 1), *(path for _, path in sorted(found))]


def recovered(paths: Sequence[Path]) -> list[Recording]:
    """What an interrupted run left on disk, in order; files without a sample are left out."""
    found = []
    for path in paths:
        try:
            length = sum(map(len, recorder.wav_blocks(path))) / RATE
        except (OSError, EOFError, ValueError, AudioFileError, wave.Error):
            continue
        if length:
            found.append(Recording(path, length, lost=True))
    return found
