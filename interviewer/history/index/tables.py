"""The SQLite file: its tables, the steps that lead to them, and how it is opened or made anew."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from pathlib import Path

from interviewer import __version__

WAIT_S = 20.0
"""How long one process waits for another's transaction; one takes milliseconds."""
RETRY_S = 0.02

MIGRATIONS = (
    """
    CREATE TABLE session (
        id INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE, modified INTEGER NOT NULL,
        size INTEGER NOT NULL, problem TEXT NOT NULL, at REAL NOT NULL, started TEXT, plan TEXT,
        title TEXT, pack TEXT, seed INTEGER, mode TEXT, candidate TEXT, finished INTEGER,
        answers INTEGER, seconds REAL, score REAL, notes INTEGER,
        measured INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX session_at ON session (at);
    CREATE TABLE answer (
        session INTEGER NOT NULL, number INTEGER NOT NULL, question TEXT, asked TEXT, kind TEXT,
        competency TEXT, also TEXT, rubrics TEXT, attempt INTEGER, ended TEXT,
        first_s REAL, words INTEGER, scores TEXT, rules TEXT,
        PRIMARY KEY (session, number)) WITHOUT ROWID;
    CREATE TABLE figures (
        session INTEGER NOT NULL, number INTEGER NOT NULL, seconds REAL, words INTEGER, pace REAL,
        fillers REAL, shares TEXT, metrics TEXT, keys TEXT, opening TEXT,
        PRIMARY KEY (session, number)) WITHOUT ROWID;
    CREATE INDEX answer_question ON answer (question);
    CREATE TABLE take (
        id INTEGER PRIMARY KEY, session INTEGER NOT NULL, number INTEGER NOT NULL,
        reply INTEGER NOT NULL, audio TEXT, starts BLOB NOT NULL);
    CREATE INDEX take_session ON take (session);
    CREATE VIRTUAL TABLE said USING fts5(text, tokenize = "porter unicode61 remove_diacritics 2");
    """,
)
"""Step by step from an empty file to today's tables; `user_version` counts the steps done."""


def connected(path: Path, *, afresh: bool) -> sqlite3.Connection:
    """A connection to a sound index of today's tables; whatever else stands there is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + WAIT_S
    while (connection := _sound(path, until)) is None:
        time.sleep(RETRY_S)
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
        for stale in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            stale.unlink(missing_ok=True)
        return prepared(sqlite3.connect(path, timeout=WAIT_S, isolation_level=None))


class _ForeignError(Exception):
    """An index that another version made."""


def prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, set up and lifted to today's tables by the steps that are missing."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        if _version(connection) == (len(MIGRATIONS), MEASURES):
            return connection
        connection.execute("BEGIN IMMEDIATE")
        _migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    steps, measures = _version(connection)  # again: another process may have been faster
    if steps > len(MIGRATIONS) or (steps and measures != MEASURES):
        raise _ForeignError
    for step in MIGRATIONS[steps:]:
        for statement in filter(str.strip, step.split(";")):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute(f"PRAGMA application_id = {MEASURES}")


MEASURES = int.from_bytes(
    hashlib.sha256(f"{__version__} {MIGRATIONS}".encode()).digest()[:3], "big"
)
"""Which version of the product, with which tables, measured the answers: others may do it differently."""


def _version(connection: sqlite3.Connection) -> tuple[int, int]:
    steps = connection.execute("PRAGMA user_version").fetchone()[0]
    return steps, connection.execute("PRAGMA application_id").fetchone()[0]
