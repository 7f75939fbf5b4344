"""Session files -> a SQLite index with full-text search: lists, searches and trends at once.

The session files are the truth. The index can be deleted at any time: every opening compares size
and time of each `session.json` with what was read last, and reads again what differs. Two processes
may do so at once; each change is one short transaction.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import StoreError
from interviewer.history import store
from interviewer.history.index import schema, search_query
from interviewer.history.index.results import (
    AnswerRow,
    SearchHit,
    SessionRow,
    answer_row,
    attempt,
    session_row,
)
from interviewer.model import Attempt
from interviewer.output.titles import title
from interviewer.settings import encryption, paths, private

if TYPE_CHECKING:
    from interviewer.history.index.rows import Columns, SessionRecord

__all__ = ["AnswerRow", "Index", "SearchHit", "SessionRow", "open_index"]

BATCH = 100
"""Sessions written in one transaction."""

MOST_ROUNDS = 10
"""How often answers are measured that another process reads again at the same time."""

_SAID = (
    "FROM answer a JOIN session s ON s.id = a.session"
    " LEFT JOIN figures f ON f.session = a.session AND f.number = a.number"
    " WHERE a.words > 0 AND a.ended != 'skipped'"
)


@dataclass
class Index:
    """An open index of one recordings folder."""

    root: Path
    connection: sqlite3.Connection
    progress: Callable[[int, int], None] = lambda _done, _all: None
    """Told how many sessions of how many were read, or measured."""

    def refresh(self) -> int:
        """Read again what changed on disk; returns how many sessions that were."""
        found = dict(_files(self.root))
        known = {
            schema.folder_name(folder): (modified, size)
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
            from interviewer.history.index.rows import session_record
        for first in range(0, len(changed), BATCH):
            batch = changed[first : first + BATCH]
            rows = []
            for done, folder in enumerate(batch, first + 1):
                private.tighten(self.root / folder)
                rows.append(session_record(self.root / folder, *found[folder]))
                self.progress(done, len(changed))
            with self._transaction():
                for read in rows:
                    self._forget(read.folder)
                    self._add(read)
        return len(changed) + len(gone)

    def sessions(self, newest: int = 0) -> list[SessionRow]:
        """Sessions, oldest first, all or only the newest; the unreadable ones are at the end."""
        rows = self.connection.execute(
            "SELECT * FROM session WHERE problem != '' OR id IN (SELECT id FROM session"
            " WHERE problem = '' ORDER BY at DESC, folder DESC LIMIT ?)"
            " ORDER BY problem != '', at, folder",
            (newest or -1,),
        )
        rows.row_factory = sqlite3.Row
        return [session_row(self.root, found) for found in rows]

    def words(self, newest: int) -> dict[str, str]:
        """Name of each of the newest sessions -> every different word asked and said in it."""
        rows = self.connection.execute(
            "SELECT s.folder, group_concat(a.asked, ' ') || ' ' || coalesce((SELECT"
            " group_concat(said.text, ' ') FROM take t JOIN said ON said.rowid = t.id"
            " WHERE t.session = s.id), '') FROM session s JOIN answer a ON a.session = s.id"
            " GROUP BY s.id ORDER BY s.at DESC, s.folder DESC LIMIT ?",
            (newest,),
        )
        return {
            schema.folder_name(folder): " ".join(sorted(set(text.casefold().split())))
            for folder, text in rows
        }

    def count(self) -> int:
        """How many sessions can be read."""
        rows = self.connection.execute("SELECT count(*) FROM session WHERE problem = ''")
        return int(rows.fetchone()[0])

    def attempts(self) -> list[Attempt]:
        """Every answer in which the candidate said something, oldest first, without figures."""
        rows = self.connection.execute(
            f"SELECT * {_SAID} AND s.candidate = 'microphone' ORDER BY s.at, s.folder, a.number"
        )
        rows.row_factory = sqlite3.Row
        return [attempt(found) for found in rows]

    def entries(self, *, mine: bool = False) -> list[AnswerRow]:
        """The same, measured; the first call after a change takes some milliseconds an answer.

        `mine` leaves out what recorded candidates answered.
        """
        rounds = 0
        while True:
            self._measure()
            rounds += 1
            with self._transaction("BEGIN"):  # what is seen in it stays as it is
                if rounds == MOST_ROUNDS or not self._waiting():
                    return self._entries(mine=mine)

    def _entries(self, *, mine: bool) -> list[AnswerRow]:
        rows = self.connection.execute(
            "SELECT s.folder, s.started, s.plan, s.seed, s.candidate, a.question, a.asked, a.kind,"
            " a.competency, a.also, a.rubrics, a.attempt, a.first_s, a.scores, a.rules, f.*"
            f" {_SAID} AND (? OR s.candidate = 'microphone') ORDER BY s.at, s.folder, a.number",
            (not mine,),
        )
        rows.row_factory = sqlite3.Row
        return [answer_row(self.root, found) for found in rows if found["keys"] is not None]

    def _waiting(self) -> list[tuple[str | bytes, int, int]]:
        """Sessions that are not measured yet: folder, and the state of the file that was read."""
        return self.connection.execute(
            "SELECT folder, modified, size FROM session WHERE NOT measured AND problem = ''"
        ).fetchall()

    def _measure(self) -> None:
        """Measure the answers of the sessions that were read since."""
        if waiting := self._waiting():
            from interviewer.history.index.rows import measured
        for first in range(0, len(waiting), BATCH):
            read = []
            for done, state in enumerate(waiting[first : first + BATCH], first + 1):
                read.append((state, measured(self.root / schema.folder_name(state[0]))))
                self.progress(done, len(waiting))
            with self._transaction():
                for state, answers in read:
                    self._keep_figures(state, answers)

    def _keep_figures(
        self, state: tuple[str | bytes, int, int], answers: Iterable[Columns]
    ) -> None:
        """Keep figures, unless another process read that session again meanwhile, or was faster."""
        session = self.connection.execute(
            "UPDATE session SET measured = 1 WHERE (folder, modified, size) = (?, ?, ?)"
            " AND NOT measured RETURNING id",
            state,
        ).fetchone()
        if session:
            for figures in answers:
                self._insert("figures", {"session": session[0], **figures})

    def search(self, text: str, limit: int = 20) -> list[SearchHit]:
        """Where all the words of `text` were said, best first; "quoted words" stand in a row.

        Words are found in all their forms, and `begin*` finds words that begin like that. Any input
        is safe. Nothing to look for gives nothing.
        """
        if not (query := search_query.query(text)):
            return []
        table = "exact" if search_query.has_prefix(text) else "said"
        rows = self.connection.execute(
            "SELECT s.folder, t.number, t.reply, a.question, a.competency, a.kind, s.started,"  # noqa: S608 - fixed  # nosec B608
            f" t.starts, t.audio, highlight({table}, 0, char(2), char(3)),"
            f" snippet({table}, 0, char(2), char(3), '…', 18)"
            f" FROM {table} JOIN take t ON t.id = {table}.rowid JOIN session s ON s.id = t.session"
            " JOIN answer a ON a.session = t.session AND a.number = t.number"
            f" WHERE {table} MATCH ? ORDER BY {table}.rank, s.at DESC LIMIT ?",
            (query, limit),
        )
        return [
            SearchHit(
                self.root / schema.folder_name(folder),
                number,
                reply,
                question,
                title(competency or kind),
                datetime.fromisoformat(started),
                tuple(search_query.pieces(snippet)),
                search_query.start(marked, starts),
                audio,
            )
            for folder, number, reply, question, competency, kind, started, starts, audio, marked, snippet in rows
        ]

    def forget_traces(self) -> None:
        """Rewrite the file, so that nothing of deleted sessions is left in it."""
        for table in ("said", "exact"):
            self.connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - fixed names  # nosec B608
        self.connection.execute("VACUUM")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextlib.contextmanager
    def _transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
        self.connection.execute(begin)
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def _forget(self, folder: str) -> None:
        execute = self.connection.execute
        found = execute("SELECT id FROM session WHERE folder = ?", (schema.key(folder),)).fetchone()
        if found is None:
            return
        takes = "FROM said WHERE rowid IN (SELECT id FROM take WHERE session = ?)"
        execute(
            f"INSERT INTO exact(exact, rowid, text) SELECT 'delete', rowid, text {takes}",
            found,
        )
        execute(f"DELETE {takes}", found)
        for table in ("take", "figures", "answer"):
            execute(f"DELETE FROM {table} WHERE session = ?", found)  # noqa: S608 - fixed names  # nosec B608
        execute("DELETE FROM session WHERE id = ?", found)

    def _add(self, read: SessionRecord) -> None:
        session = self._insert("session", read.session)
        for answer in read.answers:
            self._insert("answer", {"session": session, **answer})
        for text, take in read.takes:
            rowid = self._insert("take", {"session": session, **take})
            for table in ("said", "exact"):
                self.connection.execute(
                    f"INSERT INTO {table}(rowid, text) VALUES (?, ?)",  # noqa: S608 - fixed names  # nosec B608
                    (rowid, text),
                )

    def _insert(self, table: str, values: Mapping[str, object]) -> int:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        cursor = self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - fixed names  # nosec B608
            tuple(values.values()),
        )
        return cursor.lastrowid or 0


@contextlib.contextmanager
def open_index(
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
    root = root or paths.recordings()
    path = paths.index(root)
    key = encryption.unlock(root)
    try:
        connection = (
            schema.connected(path, afresh=afresh)
            if key is None
            else schema.decrypted(path, key, afresh=afresh)
        )
    except (sqlite3.OperationalError, OSError) as error:
        if "locked" in str(error):
            raise _locked(path, error) from error
        connection = schema.prepared(sqlite3.connect(":memory:", isolation_level=None))
    index = Index(root, connection, progress)
    try:
        index.refresh()
        yield index
        if key is not None:
            schema.encrypt(path, connection, key)
    except sqlite3.OperationalError as error:
        raise _locked(path, error) from error
    finally:
        connection.close()


def forget(root: Path) -> None:
    """Delete the index of a recordings folder; it is made again when it is needed.

    Raises:
        OSError: it cannot be deleted.
    """
    schema.delete(paths.index(root))


def _locked(path: Path, error: Exception) -> StoreError:
    return StoreError(f"{path}: {error}", "Close other runs, or delete that file; it is made anew.")


def _files(root: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Folders that hold a session file, with the time (ns) and size of that file."""
    if not root.is_dir():
        return
    for folder in os.scandir(root):
        try:
            state = os.stat(os.path.join(folder.path, store.FILE))  # noqa: PTH116, PTH118 - ten thousand of them
        except (OSError, ValueError):
            continue
        size = state.st_size if stat.S_ISREG(state.st_mode) else -1
        yield folder.name, (state.st_mtime_ns, size)
