"""What is done, on disk as it is done: three files that only grow, so that a kill at any moment loses nothing.

`rows.jsonl` and `transcripts.jsonl` hold what was found, `done.jsonl` says where it stands in them; a line there is
written last. After a kill the last line may be torn: it is cut off, and that file is scored again. In memory is
kept where things are, about 300 bytes for each file.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Self

from interviewer.cohort.locations import Stamp
from interviewer.errors import StoreError
from interviewer.settings import private

NAMES = ("rows.jsonl", "transcripts.jsonl", "done.jsonl")
MARK = 8
"""Bytes of a stamp's sum."""
SHORT = 32
"""Hexadecimal digits of a key: no two files of any cohort share them."""


_PLACES = struct.Struct("<QLQL")
"""Where the row and the transcript stand, packed: a million files are held in memory at once."""


def key(sha256: str, scored_by: str) -> str:
    """The key of a content together with all that decides what is found in it."""
    return hashlib.sha256(f"{sha256} {scored_by}".encode()).hexdigest()[:SHORT]


class DoneLog:
    """The files of a run that are done. One process writes at a time; see `interviewer.history.lock`."""

    def __init__(self, folder: Path) -> None:
        """Open or begin the log in a folder.

        Raises:
            StoreError: the folder cannot be written, or the log is damaged.
        """
        self._places: dict[bytes, bytes] = {}
        self._contents: dict[bytes, bytes] = {}
        self.sizes: set[int] = set()
        """Sizes of the files that were done before: a file of another size is none of them."""
        self._folder = folder
        try:
            private.make_folder(folder)
            self._rows, self._transcripts, self._done = (self._open(name) for name in NAMES)
        except OSError as error:
            raise _unwritable(folder, error) from error
        try:
            self._read()
        except StoreError:
            self.close()
            raise

    def __contains__(self, key: str) -> bool:
        """Whether that content was scored in that way."""
        return bytes.fromhex(key) in self._places

    def content(self, location: str, stamp: Stamp | None = None) -> str:
        """The sum of a file's content, if it is known and the stamp is still the same; else empty."""
        known = self._contents.get(_digest(location))
        if known is None or (stamp is not None and not known.startswith(_mark(stamp))):
            return ""
        return known[MARK:].hex()

    def seen(self, location: str, stamp: Stamp, sha256: str) -> None:
        """Note what stands at a location.

        Raises:
            StoreError: the disk is full.
        """
        self._contents[_digest(location)] = _mark(stamp) + bytes.fromhex(sha256)
        self._line(self._done, _noted(location, stamp, sha256))

    def add(
        self,
        key: str,
        row: Mapping[str, Any],
        transcript: Mapping[str, Any] | None,
        location: str,
        stamp: Stamp,
        sha256: str,
    ) -> None:
        """Keep what was found in a file; it is safe when this returns.

        Raises:
            StoreError: the disk is full.
        """
        at = self._line(self._rows, row)
        words = self._line(self._transcripts, transcript)
        done = _noted(location, stamp, sha256) | {"key": key, "row": at, "transcript": words}
        self._line(self._done, done)
        self._places[bytes.fromhex(key)] = _PLACES.pack(*at, *words)
        self._contents[_digest(location)] = _mark(stamp) + bytes.fromhex(sha256)

    def row(self, key: str) -> dict[str, Any]:
        """What was kept as `row`."""
        start, length, _, _ = _PLACES.unpack(self._places[bytes.fromhex(key)])
        found: dict[str, Any] = _read_line(self._rows, start, length)
        return found

    def transcript(self, key: str) -> dict[str, Any] | None:
        """What was kept as `transcript`."""
        _, _, start, length = _PLACES.unpack(self._places[bytes.fromhex(key)])
        found: dict[str, Any] | None = _read_line(self._transcripts, start, length)
        return found

    def __enter__(self) -> Self:
        """The log itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the files; a disk that is full has been reported already."""
        for file in (self._rows, self._transcripts, self._done):
            with suppress(OSError):
                file.close()

    def _open(self, name: str) -> IO[bytes]:
        """A file to append to and to read from, without the line that a kill has torn."""
        path = self._folder / name
        file = open(path, "ab+", buffering=0, opener=private.opener)  # noqa: SIM115
        end = file.seek(0, os.SEEK_END)
        if end:
            with mmap.mmap(file.fileno(), end, access=mmap.ACCESS_READ) as content:
                whole = content.rfind(b"\n") + 1
            file.truncate(whole)
        return file

    def _read(self) -> None:
        rows, words = (file.seek(0, os.SEEK_END) for file in (self._rows, self._transcripts))
        lost: set[str] = set()
        self._done.seek(0)
        with open(self._done.fileno(), "rb", closefd=False) as lines:
            for number, line in enumerate(lines, 1):
                try:
                    done = json.loads(line)
                    if name := done.get("lost"):
                        self._places.pop(bytes.fromhex(name), None)
                        continue
                    if name := done.get("key"):
                        lost.discard(name)
                        at = _PLACES.pack(*done["row"], *done["transcript"])
                        self._places[bytes.fromhex(name)] = at
                        if sum(done["row"]) > rows or sum(done["transcript"]) > words:
                            lost.add(name)
                    stamp = Stamp(*done["stamp"])
                    self.sizes.add(stamp.size)
                    known = _mark(stamp) + bytes.fromhex(done["sha256"])
                    self._contents[bytes.fromhex(done["place"])] = known
                except (ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
                    raise StoreError(
                        f"{self._folder / NAMES[2]}:{number}: damaged ({error})",
                        "Delete that line, or choose another folder.",
                    ) from None
        for name in sorted(lost):  # the power failed before it was on disk
            del self._places[bytes.fromhex(name)]
            self._line(self._done, {"lost": name})

    def _line(self, file: IO[bytes], value: object) -> tuple[int, int]:
        """Append a line; where it stands and how long it is, in bytes."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        data = text.encode("utf-8", "replace") + b"\n"
        start = file.seek(0, os.SEEK_END)
        try:
            written = file.write(data)
            if written < len(data):  # the disk was filled by it: the rest says so
                file.write(data[written:])
        except OSError as error:
            with suppress(OSError):
                file.truncate(start)
            raise _unwritable(self._folder, error) from error
        return start, len(data)


def _noted(location: str, stamp: Stamp, sha256: str) -> dict[str, Any]:
    return {"place": _digest(location).hex(), "stamp": list(stamp), "sha256": sha256}


def _digest(location: str) -> bytes:
    return hashlib.sha256(location.encode("utf-8", "surrogateescape")).digest()[:12]


def _mark(stamp: Stamp) -> bytes:
    """What tells stamps apart, in few bytes."""
    return hashlib.sha256(f"{stamp.size} {stamp.mark}".encode()).digest()[:MARK]


def _read_line(file: IO[bytes], start: int, length: int) -> Any:
    file.seek(start)
    return json.loads(file.read(length))


def _unwritable(folder: Path, error: OSError) -> StoreError:
    reason = error.strerror or str(error)
    return StoreError(
        f"{folder}: cannot be written ({reason}); what is done is saved",
        "Free some space or choose another folder, and run the same command again.",
    )
