"""Session <-> `recordings/<stamp>-<plan>/session.json`, saved atomically after every turn."""

from __future__ import annotations

import contextlib
import errno
import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.errors import StoreError
from interviewer.history import lock
from interviewer.history.repair import repaired
from interviewer.model import SCHEMA, Session
from interviewer.output.sanitize import all_printable, may_hide
from interviewer.settings import atomic, encryption, paths, private

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE = "session.json"


def _replies(raw: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 kept a follow-up as a turn whose question was a copy, with the follow-up inside."""
    under_way, turns = raw.get("under_way"), raw.get("turns", [])
    if under_way and turns:
        asked = under_way["question"]["id"]
        if asked.startswith(f"{turns[-1]['question']['id']}.follow-up"):
            under_way = _reply(under_way)
    turns = [
        {**turn, "follow_ups": list(map(_reply, turn.get("follow_ups", ())))} for turn in turns
    ]
    return {**raw, "schema": 2, "turns": turns, "under_way": under_way}


def _reply(turn: dict[str, Any]) -> dict[str, Any]:
    question = turn["question"]
    gap = next((item["gap"] for item in question.get("follow_ups", ())), "always")
    names = ("transcript", "audio", "ended", "asides", "announced")
    return {
        "follow_up": {"text": question["text"], "gap": gap},
        **{name: turn[name] for name in names if name in turn},
    }


MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _replies}
"""Schema number -> the step that lifts a session of that schema to the next."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Where one session is kept."""

    path: Path

    def audio(self, name: str) -> Path:
        """Path of an answer's recording; of the FLAC file that has just replaced it, if it has."""
        path = self.path / name
        flac = path.with_suffix(".flac")
        return flac if path.suffix == ".wav" and flac.exists() and not path.exists() else path

    def save(self, session: Session) -> None:
        """Replace `session.json` in one step, so that a crash leaves the old or the new one.

        Raises:
            StoreError: the folder is not writable or the disk is full.
        """
        try:
            with atomic.replacing(self.path / FILE) as draft:
                encryption.fill(draft, _adapter().dump_json(session, indent=1))
        except OSError as error:
            raise unwritable(self.path, error) from error

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only writer of the session meanwhile.

        Raises:
            InUseError: another process is.
            StoreError: the folder is gone or not writable.
        """
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(lock.held(self.path))
            except OSError as error:
                raise unwritable(self.path, error) from error
            yield

    def load(self) -> Session:
        """The session kept here, lifted to today's schema.

        Raises:
            StoreError: there is none, it is damaged, or a newer version wrote it.
        """
        return load(self.path / FILE)


def unwritable(path: Path, error: OSError) -> StoreError:
    """The error for a folder that cannot be written, with the remedy for its reason."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StoreError(f"{path}: the disk is full", "Free some space; what was saved is kept.")
    return StoreError(
        f"{path}: cannot be written ({error.strerror or error})",
        "Fix its permissions, or choose another folder with INTERVIEWER_RECORDINGS.",
    )


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Session]:
    from pydantic import TypeAdapter

    return TypeAdapter(Session)


def create(session: Session, root: Path | None = None) -> Folder:
    """Make a new folder for a session and save it there.

    Raises:
        StoreError: the recordings folder is not writable or the disk is full.
    """
    root = root or paths.recordings()
    stem = f"{session.started:%Y-%m-%d-%H%M%S}-{session.plan.name}"
    for path in _names(root, stem):
        try:
            private.make_folder(root)
            private.tighten(root)
            path.mkdir(mode=private.FOLDER)
        except FileExistsError:
            if not root.is_dir():
                raise StoreError(f"{root}: is not a folder", "Move that file away.") from None
            continue
        except OSError as error:
            raise unwritable(root, error) from error
        folder = Folder(path)
        folder.save(session)
        return folder
    raise AssertionError  # pragma: no cover - the names never end


def _names(root: Path, stem: str) -> Iterator[Path]:
    """`stem`, `stem-2`, `stem-3`, …: two sessions may start within a second."""
    yield root / stem
    yield from (root / f"{stem}-{number}" for number in itertools.count(2))


def load(path: Path) -> Session:
    """A session file, or the one in a folder, lifted to today's schema.

    Raises:
        StoreError: it is missing, damaged, or written by a newer version.
    """
    from pydantic import ValidationError

    path = path / FILE if path.is_dir() else path
    try:
        text = encryption.read(path)
        if session := _at_once(text):
            return session
        raw = json.loads(text.decode("utf-8"), parse_constant=_no_number)
    except FileNotFoundError:
        raise StoreError(f"{path}: no session there", "Pass a folder that holds one.") from None
    except (OSError, ValueError, RecursionError) as error:
        raise StoreError(
            f"{path}: damaged ({error})", "The audio beside it is untouched."
        ) from None
    schema = raw.get("schema") if isinstance(raw, dict) else None
    if not isinstance(schema, int):
        raise StoreError(f"{path}: not a session", "Pass a session.json of this product.")
    if schema > SCHEMA:
        raise StoreError(f"{path}: written by a newer version", "Update interviewer to read it.")
    try:
        for number in range(schema, SCHEMA):
            raw = MIGRATIONS[number](raw)
        return _printable(repaired(_adapter().validate_python(raw)), text)
    except (ValidationError, KeyError, TypeError, AttributeError) as error:
        first = error.errors()[0]["msg"] if isinstance(error, ValidationError) else repr(error)
        raise StoreError(
            f"{path}: damaged ({first})", "The audio beside it is untouched."
        ) from None


def _at_once(text: bytes) -> Session | None:
    """A sound file of today's schema, read three times as fast; None leaves it to be looked into."""
    from pydantic import ValidationError

    if b"NaN" in text or b"Infinity" in text:
        return None
    try:
        session = _adapter().validate_json(text)
    except ValidationError:
        return None
    if session.schema != SCHEMA or b'"schema"' not in text:
        return None
    return _printable(repaired(session), text)


def _printable(session: Session, text: bytes) -> Session:
    """The session without controls and marks of direction, which an edit may have put into it."""
    return all_printable(session) if may_hide(text) else session


def _no_number(text: str) -> None:
    """`NaN` and `Infinity` are never written; a hand put them there."""
    raise ValueError(f"{text} is not a number")


def folders(root: Path | None = None) -> tuple[Folder, ...]:
    """Every folder that holds a session, oldest first."""
    root = root or paths.recordings()
    return tuple(Folder(path.parent) for path in sorted(root.glob(f"*/{FILE}")))
