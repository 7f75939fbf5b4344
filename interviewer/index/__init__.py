"""Session files -> a SQLite index with full-text search: lists, searches and trends at once.

The session files are the truth. The index can be deleted at any time: every opening compares size
and time of each `session.json` with what was read last, and reads again what differs. Two processes
may do so at once; each change is one short transaction.
"""

from __future__ import annotations

import contextlib
import sqlite3
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import locations, store
from interviewer.errors import StoreError
from interviewer.index import searching, tables
from interviewer.index.values import Entry, Hit, Kept, entry, kept

if TYPE_CHECKING:
    from interviewer.index.rows import Rows

__all__ = ["Entry", "Hit", "Index", "Kept", "opened"]

BATCH = 100
"""Sessions written in one transaction."""


@dataclass
class Index:
    """An open index of one recordings folder."""

    root: Path
    connection: sqlite3.Connection

    def refresh(self, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
        """Read again what changed on disk; returns how many sessions that were.

        `progress` is told how many of them are done.
        """
        found = dict(_files(self.root))
        known = {
            folder: (modified, size)
            for folder, modified, size in self.connection.execute(
                "SELECT folder, modified, size FROM session"
            )
        }
        gone = [folder for folder in known if folder not in found]
        changed = [folder for folder, state in found.items() if known.get(folder) != state]
        if gone:
            with self._transaction():
                for folder in gone:
                    self._forget(folder)
        if changed:
            from interviewer.index.rows import row
        for first in range(0, len(changed), BATCH):
            batch = changed[first : first + BATCH]
            rows = []
            for done, folder in enumerate(batch, first + 1):
                rows.append(row(self.root / folder, *found[folder]))
                progress(done, len(changed))
            with self._transaction():
                for read in rows:
                    self._forget(str(read.session["folder"]))
                    self._add(read)
        return len(changed) + len(gone)

    def sessions(self) -> list[Kept]:
        """Every session, oldest first; the unreadable ones are at the end."""
        rows = self.connection.execute("SELECT * FROM session ORDER BY problem != '', at, folder")
        rows.row_factory = sqlite3.Row
        return [kept(self.root, found) for found in rows]

    def entries(self, *, mine: bool = False) -> list[Entry]:
        """Every answer in which something was said, oldest first.

        `mine` leaves out what recorded candidates answered.
        """
        rows = self.connection.execute(
            "SELECT s.folder, s.started, s.plan, s.seed, s.candidate, a.number, a.question, a.asked,"
            " a.kind, a.competency, a.also, a.rubrics, a.attempt, a.first_s, a.seconds, a.words,"
            " a.pace, a.fillers, a.scores, a.rules, a.shares, a.metrics, a.keys, a.opening"
            " FROM answer a JOIN session s ON s.id = a.session"
            " WHERE a.words > 0 AND a.ended != 'skipped' AND (? OR s.candidate = 'microphone')"
            " ORDER BY s.at, s.folder, a.number",
            (not mine,),
        )
        rows.row_factory = sqlite3.Row
        return [entry(self.root, found) for found in rows]

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Where all the words of `text` were said, best first; "quoted words" stand in a row.

        Any input is safe. Nothing to look for gives nothing.
        """
        if not (query := searching.query(text)):
            return []
        rows = self.connection.execute(
            "SELECT s.folder, t.number, t.reply, a.question, s.started, t.starts, t.audio,"
            " highlight(said, 0, char(2), char(3)), snippet(said, 0, char(2), char(3), '…', 18)"
            " FROM said JOIN take t ON t.id = said.rowid JOIN session s ON s.id = t.session"
            " JOIN answer a ON a.session = t.session AND a.number = t.number"
            " WHERE said MATCH ? ORDER BY said.rank, s.at DESC LIMIT ?",
            (query, limit),
        )
        return [
            Hit(
                self.root / folder,
                number,
                reply,
                question,
                datetime.fromisoformat(started),
                tuple(searching.pieces(snippet)),
                searching.start(marked, starts),
                audio,
            )
            for folder, number, reply, question, started, starts, audio, marked, snippet in rows
        ]

    def forget_traces(self) -> None:
        """Rewrite the file, so that nothing of deleted sessions is left in it."""
        self.connection.execute("INSERT INTO said(said) VALUES ('optimize')")
        self.connection.execute("VACUUM")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def _forget(self, folder: str) -> None:
        execute = self.connection.execute
        found = execute("SELECT id FROM session WHERE folder = ?", (folder,)).fetchone()
        if found is None:
            return
        execute("DELETE FROM said WHERE rowid IN (SELECT id FROM take WHERE session = ?)", found)
        for table in ("take", "answer"):
            execute(f"DELETE FROM {table} WHERE session = ?", found)  # noqa: S608 - fixed names
        execute("DELETE FROM session WHERE id = ?", found)

    def _add(self, read: Rows) -> None:
        session = self._insert("session", read.session)
        for answer in read.answers:
            self._insert("answer", {"session": session, **answer})
        for text, take in read.takes:
            rowid = self._insert("take", {"session": session, **take})
            self.connection.execute("INSERT INTO said(rowid, text) VALUES (?, ?)", (rowid, text))

    def _insert(self, table: str, values: Mapping[str, object]) -> int:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        cursor = self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - fixed names
            tuple(values.values()),
        )
        return cursor.lastrowid or 0


@contextlib.contextmanager
def opened(
    root: Path | None = None,
    *,
    afresh: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Iterator[Index]:
    """The index of a recordings folder, up to date; `afresh` reads every session again.

    Where the cache cannot be written, the index is made in memory.

    Raises:
        StoreError: the index is locked by another process for too long.
    """
    root = root or locations.recordings()
    path = locations.index(root)
    try:
        connection = tables.connected(path, afresh=afresh)
    except (sqlite3.OperationalError, OSError) as error:
        if "locked" in str(error):
            raise _locked(path, error) from error
        connection = tables.prepared(sqlite3.connect(":memory:", isolation_level=None))
    index = Index(root, connection)
    try:
        index.refresh(progress)
        yield index
    except sqlite3.OperationalError as error:
        raise _locked(path, error) from error
    finally:
        connection.close()


def _locked(path: Path, error: Exception) -> StoreError:
    return StoreError(f"{path}: {error}", "Close other runs, or delete that file; it is made anew.")


def _files(root: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Folders that hold a session file, with the time (ns) and size of that file."""
    if not root.is_dir():
        return
    for folder in root.iterdir():
        try:
            state = (folder / store.FILE).stat()
        except (OSError, ValueError):
            continue
        size = state.st_size if stat.S_ISREG(state.st_mode) else -1
        yield folder.name, (state.st_mtime_ns, size)
