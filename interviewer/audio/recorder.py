"""Microphone -> `Recording`, on disk as it is captured.

A recording is a plain wav file that is complete after every block, so that a killed process, a
closed terminal or a full disk leaves everything said until then. `keep` turns it into FLAC
once it has ended well.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import time
import wave
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from interviewer.audio.sound import BLOCK_S, RATE, blocks, to_int16, write_flac
from interviewer.audio.sources import Block, Source
from interviewer.errors import AudioFileError, StoreError
from interviewer.settings import atomic, encryption, private
from interviewer.settings.encryption import EncryptedFrames

SYNC_S = 1.0
"""How often the file is forced to disk, against a power cut."""


@dataclass(frozen=True, slots=True)
class Recording:
    """An answer on disk."""

    path: Path
    duration: float
    """Seconds."""
    lost: bool
    """Whether the microphone went away."""


class NotWrittenError(StoreError):
    """The disk took no more; `kept` is what it holds, or None when nothing."""

    def __init__(self, problem: str, remedy: str, kept: Recording | None) -> None:
        super().__init__(problem, remedy)
        self.kept = kept


def record(source: Source, path: Path) -> Recording:
    """Record `source` into the new wav file `path` until it ends.

    Opens and closes the source. A file that exists is never overwritten.

    Raises:
        NotWrittenError: the folder is not writable, the file exists, or the disk is full.
        AudioDeviceError: the microphone cannot be opened.
        AudioFileError: a recorded candidate cannot be read.
        MissingDependencyError: PortAudio is not installed.
    """
    with source, _WavFile(path) as file:
        for block in source:
            if len(block):
                file.write(block)
        return Recording(path, file.duration, lost=source.lost)


def _endless() -> bytes:
    """The header of a wav file whose length nobody knows yet; readers take what there is."""
    file = io.BytesIO()
    with wave.open(file, "wb") as header:
        header.setparams((1, 2, RATE, 0, "NONE", ""))
        header.writeframes(b"")
    whole = bytearray(file.getvalue())
    whole[4:8] = whole[40:44] = b"\xff" * 4
    return bytes(whole)


ENDLESS = _endless()


class _WavFile:
    """A wav file whose header is right after every block."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sealed = None if (key := encryption.unlock(path)) is None else EncryptedFrames(key)
        self._frames = 0
        self._synced = time.monotonic()

    @property
    def duration(self) -> float:
        return self._frames / RATE

    def __enter__(self) -> Self:
        try:
            private.make_folder(self._path.parent)
            self._file = open(self._path, "xb", opener=private.opener)
            if self._sealed:
                self._append(self._sealed.head + self._sealed.frame(ENDLESS))
                return self
        except OSError as error:
            raise self._failed(error) from error
        self._wave = wave.open(self._file, "wb")
        self._wave.setparams((1, 2, RATE, 0, "NONE", ""))
        self.write(np.zeros(0, np.int16))  # the header: a file without one can never be read
        return self

    def write(self, block: Block) -> None:
        """Append a block."""
        data = block.astype("<i2").tobytes()
        try:
            if self._sealed:
                self._append(self._sealed.frame(data))
            else:
                self._wave.writeframes(data)
                self._file.flush()
            if (now := time.monotonic()) - self._synced >= SYNC_S:
                os.fsync(self._file.fileno())
                self._synced = now
        except OSError as error:
            raise self._failed(error) from error
        self._frames += len(block)

    def _append(self, data: bytes) -> None:
        """Write an encrypted part to the end."""
        self._file.write(data)
        self._file.flush()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if self._sealed:
                self._file.write(self._sealed.frame(b"", last=True))
            else:
                self._wave.close()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as failure:
            with contextlib.suppress(OSError):
                self._file.close()
            if kind is None:
                raise self._failed(failure) from failure

    def _failed(self, error: OSError) -> NotWrittenError:
        kept = Recording(self._path, self.duration, lost=True) if self._frames else None
        what = f"; the first {self.duration:.1f} s are kept" if kept else ""
        return NotWrittenError(
            f"{self._path}: cannot record ({error.strerror or error}){what}",
            "Free some space, or choose another folder with INTERVIEWER_RECORDINGS.",
            kept,
        )


def keep(*recordings: Recording) -> Path:
    """Turn a recording into FLAC beside it, check it, and only then delete the wav file.

    Several recordings of one answer, as a microphone that went away leaves them, become one. An
    empty recording stays as it is.

    Raises:
        StoreError: the FLAC file cannot be written; the wav files are all still there.
    """
    first = recordings[0].path
    try:
        expected = _digest(_joined(recordings))
    except (OSError, EOFError, ValueError, wave.Error) as error:
        raise StoreError(f"{first}: cannot be read ({error})", "Is it still there?") from error
    if expected == _digest(()):
        return first
    flac = first.with_suffix(".flac")
    try:
        with atomic.replacing(flac) as draft:
            _encode(draft, _joined(recordings))
            if _digest(map(to_int16, blocks(draft))) != expected:
                raise OSError("it does not read back as it was written")  # noqa: TRY301
    except (OSError, RuntimeError, AudioFileError) as error:
        raise StoreError(
            f"{flac}: cannot be written ({error})", f"The recording is kept as {first}."
        ) from error
    for recording in recordings:
        recording.path.unlink(missing_ok=True)
    return flac


def _encode(draft: Path, parts: Iterable[Block]) -> None:
    """Write a FLAC file, encrypted where its folder is: then nothing plain touches the disk."""
    if not encryption.is_on(draft):
        write_flac(draft, parts)
        return
    content = io.BytesIO()
    write_flac(content, parts)
    encryption.fill(draft, content.getvalue())


def _joined(recordings: Iterable[Recording]) -> Iterator[Block]:
    """The samples of recordings that follow each other, in blocks: an answer may be long."""
    for recording in recordings:
        yield from wav_blocks(recording.path)


def _digest(parts: Iterable[Block]) -> bytes:
    """What tells samples from any others, however they are divided."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.tobytes())
    return digest.digest()


def wav_blocks(path: Path) -> Iterator[Block]:
    """The samples of a recording, also of one cut short by a crash, ten seconds at a time."""
    with encryption.opened(path) as content, wave.open(content, "rb") as file:
        while data := file.readframes(round(BLOCK_S * RATE)):
            yield np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.int16)
