"""The SQLite file: its tables, and how it is opened or made again."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from pathlib import Path

from interviewer import __version__
from interviewer.settings import private

WAIT_S = 20.0
"""How long one process waits for another's transaction; one takes milliseconds."""
RETRY_S = 0.02

TABLES = """
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
    CREATE VIRTUAL TABLE exact USING fts5(
        text, content = 'said', content_rowid = 'rowid',
        tokenize = "unicode61 remove_diacritics 2", prefix = '3 5');
    CREATE TABLE maker (version TEXT NOT NULL)
    """


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
        for stale in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            stale.unlink(missing_ok=True)
        return prepared(sqlite3.connect(path, timeout=WAIT_S, isolation_level=None))


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
                _create(connection)
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


def _create(connection: sqlite3.Connection) -> None:
    for statement in TABLES.split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO maker VALUES (?)", (MADE_BY,))
