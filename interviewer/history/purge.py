"""Deleting sessions, or their audio alone. Nothing outside the recordings folder, no link followed.

A damaged session has no age, so it goes only when it is named.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from interviewer.audio.recorded_candidate import SUFFIXES as AUDIO
from interviewer.errors import StoreError
from interviewer.history import lock, store
from interviewer.history.index import SessionRow
from interviewer.settings import paths

OVERVIEW = "index.html"
"""The page of the whole history, in the recordings folder."""
PAGES = frozenset({".html", ".htm"})
"""Pages may carry the audio in them."""

_AGE = re.compile(r"(\d{1,5})\s*([hdwmy]?)")
_HOURS = {"h": 1, "d": 24, "": 24, "w": 168, "m": 720, "y": 8766}


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What is deleted of one session."""

    folder: Path
    files: tuple[Path, ...]
    """Regular files and links, none of them followed."""
    size: int
    """Bytes that are freed."""
    whole: bool
    """Whether the session itself goes, and not only its audio."""


def parse_age(text: str) -> timedelta:
    """`30d`, `12h`, `6w`, `3m`, `1y`, or a number of days.

    Raises:
        StoreError: it is none of these.
    """
    if not (match := _AGE.fullmatch(text.strip().lower())):
        raise StoreError(f"'{text}' is not a valid age", "Write 30d, 12h, 6w, 3m or 1y.")
    return timedelta(hours=int(match[1]) * _HOURS[match[2]])


def older_than(sessions: Iterable[SessionRow], than: timedelta, now: datetime) -> list[Path]:
    """Folders of the sessions that started so long ago; what cannot be read has no age.

    Links, and sessions that another process writes, are passed over.
    """
    return [
        session.folder
        for session in sessions
        if session.started is not None
        and now - session.started > than
        and not session.folder.is_symlink()
        and not lock.is_held(session.folder)
    ]


def plan_purge(
    folders: Iterable[Path], *, audio_only: bool = False, root: Path | None = None
) -> tuple[PurgePlan, ...]:
    """What deleting these sessions would delete.

    Raises:
        InUseError: another process writes a session.
        StoreError: a folder is a link, holds no session, or lies outside the recordings folder.
    """
    root = root or paths.recordings()
    chosen = dict.fromkeys(_checked(folder, root) for folder in folders)
    for folder in chosen:
        if lock.is_held(folder):
            raise lock.InUseError(f"{folder.name}: an interview is using it", "End it first.")
    planned = []
    for folder in chosen:
        if files := tuple(sorted(_audio(folder) if audio_only else _files(folder))):
            size = sum(path.lstat().st_size for path in files)
            planned.append(PurgePlan(folder, files, size, not audio_only))
    return tuple(planned)


def _checked(folder: Path, root: Path) -> Path:
    """The folder itself, after making sure that it may be deleted."""
    inside = folder.parent.resolve() == root.resolve() and folder.name not in {"", ".", ".."}
    if not inside:
        raise StoreError(f"{folder}: not in the recordings folder {root}", "Delete it yourself.")
    if folder.is_symlink():
        raise StoreError(f"{folder}: is a link", "Delete it yourself; what it leads to is kept.")
    if not (folder / store.FILE).exists():
        raise StoreError(f"{folder}: no session there", "Only sessions are deleted.")
    return root / folder.name


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder; links are listed, never followed."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _audio(folder: Path) -> Iterator[Path]:
    """Recordings, and the pages that may carry them."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            continue
        if path.suffix.lower() in AUDIO | PAGES or is_draft(path):
            yield path


def is_draft(path: Path) -> bool:
    """Whether a write that was cut short left this file; it may hold anything."""
    return path.name.startswith(".") and ".new" in path.suffixes


@dataclass
class Purged:
    """What deleting came to."""

    freed: int = 0
    """Bytes."""
    left: dict[Path, str] = field(default_factory=dict)
    """What could not be deleted, and why."""


def carry_out(planned: Sequence[PurgePlan], root: Path | None = None) -> Purged:
    """Delete what was planned, as far as it goes.

    The page of the whole history goes too: it quotes what is deleted, and is made again.
    """
    root = root or paths.recordings()
    done = Purged()
    for item in planned:
        try:
            with store.Folder(item.folder).locked():
                _delete(item, done)
                with suppress(OSError):  # Windows deletes nothing that is open
                    (item.folder / lock.FILE).unlink()
            if item.whole and done.left.keys().isdisjoint(item.files):
                shutil.rmtree(item.folder)
        except StoreError as error:
            done.left[item.folder] = error.problem
        except OSError as error:
            done.left[item.folder] = error.strerror or str(error)
    if planned:
        _unlink(root / OVERVIEW, done)
    return done


def _delete(item: PurgePlan, done: Purged) -> None:
    """Delete the files of a session, that of the session last: while anything is left, it can be named again."""
    for path in sorted(item.files, key=lambda path: path.name == store.FILE):
        if path.name == store.FILE and not done.left.keys().isdisjoint(item.files):
            break
        if path.name != lock.FILE:
            done.freed += _unlink(path, done)


def _unlink(path: Path, done: Purged) -> int:
    """Delete a file; how large it was."""
    try:
        size = path.lstat().st_size
        path.unlink()
    except FileNotFoundError:
        return 0
    except OSError as error:
        done.left[path] = error.strerror or str(error)
        return 0
    return size
