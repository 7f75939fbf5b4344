"""Session files -> a SQLite index with full-text search: lists, searches and trends at once.

The session files are the truth. The index can be deleted at any time: every opening compares size
and time of each `session.json` with what was read last, and reads again what differs. Two processes
may do so at once; each change is one short transaction.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import stat
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import __version__, locations, store
from interviewer.errors import StoreError
from interviewer.model import Attempt, Kind, Part

if TYPE_CHECKING:
    from interviewer.indexing import Rows

WAIT_S = 20.0
"""How long one process waits for another's transaction; one takes milliseconds."""
BATCH = 100
"""Sessions written in one transaction."""

MIGRATIONS = (
    """
    CREATE TABLE session (
        id INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE, modified INTEGER NOT NULL,
        size INTEGER NOT NULL, problem TEXT NOT NULL, at REAL NOT NULL, started TEXT, plan TEXT,
        title TEXT, pack TEXT, seed INTEGER, mode TEXT, candidate TEXT, finished INTEGER,
        answers INTEGER, seconds REAL, score REAL, notes INTEGER);
    CREATE INDEX session_at ON session (at);
    CREATE TABLE answer (
        session INTEGER NOT NULL, number INTEGER NOT NULL, question TEXT, asked TEXT, kind TEXT,
        competency TEXT, also TEXT, rubrics TEXT, attempt INTEGER, counts INTEGER, ended TEXT,
        first_s REAL, seconds REAL, words INTEGER, pace REAL, fillers REAL, scores TEXT, rules TEXT,
        shares TEXT, metrics TEXT, keys TEXT, opening TEXT, edited INTEGER,
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


@dataclass(frozen=True, slots=True)
class Kept:
    """One session in a line."""

    folder: Path
    started: datetime | None = None
    plan: str = ""
    title: str = ""
    pack: str = ""
    seed: int = 0
    mode: str = ""
    candidate: str = ""
    finished: bool = False
    answers: int = 0
    seconds: float = 0.0
    """Time spoken, follow-ups included."""
    score: float | None = None
    notes: int = 0
    problem: str = ""
    """Why the file cannot be read; everything else is empty then."""

    @property
    def name(self) -> str:
        """Name of the folder, by which commands call the session."""
        return self.folder.name


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of one session."""

    folder: Path
    number: int
    """1 for the first answer of the session."""
    attempt: Attempt
    """What readiness looks at."""
    asked: str
    also: tuple[str, ...]
    """Further competencies that the question gives evidence of."""
    retry: int
    """1 for the first try at the question in its session."""
    seconds: float | None
    """Length with follow-ups."""
    words: int
    pace: float | None
    fillers: float | None
    shares: Mapping[Part, float]
    metrics: tuple[str, ...]
    keys: frozenset[str]
    """Stems by which the story is known; empty when it tells none."""
    opening: str
    candidate: str = "microphone"

    @property
    def session(self) -> str:
        """Name of the session's folder."""
        return self.folder.name

    @property
    def score(self) -> float | None:
        """The overall score."""
        return self.attempt.scores.get("overall")


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where searched words were said."""

    folder: Path
    number: int
    """1 for the first answer of the session."""
    reply: int
    """0 for the answer itself, 1 for its first follow-up."""
    question: str
    started: datetime
    snippet: tuple[tuple[str, bool], ...]
    """Pieces of text, each with whether it is a word that was looked for."""
    start: float | None
    """Seconds into the recording at which the first such word was said."""
    audio: str | None


@dataclass
class Index:
    """An open index of one recordings folder."""

    root: Path
    connection: sqlite3.Connection
    _folders: dict[str, Path] = field(default_factory=dict)

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
            from interviewer.indexing import row
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
        return [_kept(self.root, found) for found in rows]

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
        return [_entry(self.root, found) for found in rows]

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Where all the words of `text` were said, best first; "quoted words" stand in a row.

        Any input is safe. Nothing to look for gives nothing.
        """
        if not (query := _query(text)):
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
                tuple(_pieces(snippet)),
                _start(marked, starts),
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
        connection = _connected(path, afresh=afresh)
    except (sqlite3.OperationalError, OSError) as error:
        if "locked" in str(error):
            raise _locked(path, error) from error
        connection = _prepared(sqlite3.connect(":memory:", isolation_level=None))
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


def _connected(path: Path, *, afresh: bool) -> sqlite3.Connection:
    """A connection to a sound index of today's tables; whatever else stands there is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _prepared(sqlite3.connect(path, timeout=WAIT_S, isolation_level=None))
    except (sqlite3.DatabaseError, _ForeignError) as error:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise
        for stale in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            stale.unlink(missing_ok=True)
        connection = _prepared(sqlite3.connect(path, timeout=WAIT_S, isolation_level=None))
    if afresh:
        connection.execute("UPDATE session SET modified = -1")
    return connection


class _ForeignError(Exception):
    """An index that another version made."""


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Set up, and lifted to today's tables by the steps that are missing."""
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


MEASURES = int.from_bytes(hashlib.sha256(__version__.encode()).digest()[:3], "big")
"""Which version of the product measured the answers: another one may measure them differently."""


def _version(connection: sqlite3.Connection) -> tuple[int, int]:
    steps = connection.execute("PRAGMA user_version").fetchone()[0]
    return steps, connection.execute("PRAGMA application_id").fetchone()[0]


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


def _kept(root: Path, found: sqlite3.Row) -> Kept:
    if found["problem"]:
        return Kept(root / found["folder"], problem=found["problem"])
    names = (
        "plan",
        "title",
        "pack",
        "seed",
        "mode",
        "candidate",
        "answers",
        "seconds",
        "score",
        "notes",
    )
    return Kept(
        root / found["folder"],
        datetime.fromisoformat(found["started"]),
        finished=bool(found["finished"]),
        **{name: found[name] for name in names},
    )


def _entry(root: Path, found: sqlite3.Row) -> Entry:
    return Entry(
        folder=root / found["folder"],
        number=found["number"],
        attempt=Attempt(
            question=found["question"],
            kind=Kind(found["kind"]),
            started=datetime.fromisoformat(found["started"]),
            competency=found["competency"],
            rubrics=_list(found["rubrics"]),
            seconds=found["first_s"],
            scores=json.loads(found["scores"]),
            rules=frozenset(_list(found["rules"])),
            plan=found["plan"],
            seed=found["seed"],
        ),
        asked=found["asked"],
        also=_list(found["also"]),
        retry=found["attempt"],
        seconds=found["seconds"],
        words=found["words"],
        pace=found["pace"],
        fillers=found["fillers"],
        shares={Part(name): share for name, share in json.loads(found["shares"]).items()},
        metrics=_list(found["metrics"]),
        keys=frozenset(found["keys"].split()),
        opening=found["opening"],
        candidate=found["candidate"],
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


# --- searching ----------------------------------------------------------------------------------


def _query(text: str) -> str:
    """Any text as an FTS5 query: every word or "quoted phrase" in it must occur."""
    phrases = []
    for at, part in enumerate(text.split('"')):
        phrases += [part] if at % 2 else part.split()
    spoken = ("".join(c if c.isprintable() else " " for c in phrase) for phrase in phrases)
    return " ".join(f'"{phrase}"' for phrase in spoken if any(map(str.isalnum, phrase)))


def _pieces(marked: str) -> Iterator[tuple[str, bool]]:
    """`a STXbETX c` -> ("a ", no), ("b", yes), (" c", no)."""
    for part in marked.split("\2"):
        hit, closing, rest = part.partition("\3")
        if not closing:
            hit, rest = "", part
        if hit:
            yield hit, True
        if rest:
            yield rest, False


def _start(marked: str, starts: bytes) -> float | None:
    """When the first marked word was said: as many words in as there are blanks before it."""
    times = array("f", starts)
    at = marked.partition("\2")[0].count(" ")
    if at >= len(times) or times[at] < 0:
        return None
    return round(times[at], 2)
