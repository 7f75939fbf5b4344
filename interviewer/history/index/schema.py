"""The SQLite file: its tables, and how it is opened or made again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import time
from pathlib import Path

from interviewer import __version__
from interviewer.settings import atomic, encryption, private

WAIT_S = 20.0
"""How long one process waits for another's transaction; one takes milliseconds."""
RETRY_S = 0.02

TABLES = Path(__file__).with_name("tables.sql").read_text("utf-8")


def connected(path: Path, *, afresh: bool) -> sqlite3.Connection:
    """A connection to a sound index of today's tables; whatever else stands there is replaced."""
    private.make_folder(path.parent)
    until = time.monotonic() + WAIT_S
    while (connection := _sound(path, until)) is None:
        time.sleep(RETRY_S)
    private.tighten(path)
    if afresh:
        connection.execute("UPDATE session SET modified = -1")
    return connection


def _sound(path: Path, until: float) -> sqlite3.Connection | None:
    """A connection, or None while another process makes the file: SQLite itself does not wait then."""
    try:
        return prepared(sqlite3.connect(path, timeout=WAIT_S, isolation_level=None))
    except (sqlite3.DatabaseError, _ForeignError) as error:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            if time.monotonic() < until:
                return None
            raise
        delete(path)
        return prepared(sqlite3.connect(path, timeout=WAIT_S, isolation_level=None))


def delete(path: Path) -> None:
    """Delete an index, plain or encrypted."""
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), _encrypted(path)):
        file.unlink(missing_ok=True)


def _encrypted(path: Path) -> Path:
    return path.with_suffix(".encrypted")


def decrypted(path: Path, key: bytes, *, afresh: bool) -> sqlite3.Connection:
    """The index of an encrypted history, in memory; whatever is not a sound one is made again."""
    if not afresh:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        try:
            connection.deserialize(encryption.decrypted(_encrypted(path).read_bytes(), key))
            return prepared(connection)
        except (OSError, ValueError, sqlite3.DatabaseError, _ForeignError):
            connection.close()
    return prepared(sqlite3.connect(":memory:", isolation_level=None))


def encrypt(path: Path, connection: sqlite3.Connection, key: bytes) -> None:
    """Keep an index that was made or changed in memory; a full disk costs time at the next run."""
    if not connection.total_changes:
        return
    with contextlib.suppress(OSError), atomic.replacing(_encrypted(path)) as draft:
        draft.write_bytes(encryption.encrypted(connection.serialize(), key))


def key(folder: str) -> str | bytes:
    """A folder's name as it is stored: bytes where it is not UTF-8."""
    try:
        folder.encode()
    except UnicodeEncodeError:
        return os.fsencode(folder)
    return folder


def folder_name(stored: str | bytes) -> str:
    """The name of a folder that was stored as `key` gives it."""
    return os.fsdecode(stored)


class _ForeignError(Exception):
    """An index that another version made."""


MADE_BY = f"{__version__} {hashlib.sha256(TABLES.encode()).hexdigest()[:12]}"
"""Which version of the product, with which tables, fills the index: others may measure differently."""


def prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, set up, with today's tables; they are made in an empty file."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        if not _is_ours(connection):
            connection.execute("BEGIN IMMEDIATE")
            if not _is_ours(connection):  # again: another process may have been faster
                for statement in TABLES.split(";"):
                    connection.execute(statement)
                connection.execute("INSERT INTO maker VALUES (?)", (MADE_BY,))
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether it has today's tables; False for an empty file."""
    if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        return False
    try:
        made_by = connection.execute("SELECT version FROM maker").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        made_by = None
    if made_by != (MADE_BY,):
        raise _ForeignError
    return True
