"""The page of the whole history: what is next, trends, readiness, stories, and every session."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from markupsafe import Markup

from interviewer.debrief import PAGE, page
from interviewer.errors import InterviewerError
from interviewer.history import store
from interviewer.history.index import AnswerRow, SessionRow, open_index
from interviewer.history.purge import OVERVIEW
from interviewer.output import page_shell
from interviewer.output.formatting import spoken_time
from interviewer.packs import catalogue
from interviewer.progress import Progress, progress
from interviewer.progress.board import requirements, shortfall_text
from interviewer.progress.trends import Trend, over_text, story_trends, value_text
from interviewer.settings import atomic, paths

DEBRIEFS = 25
"""Debriefs of the newest sessions that are written where they are missing or out of date."""
FILTERED = 200
"""Sessions that can be filtered by the words said in them: the newest. Each adds 2 to 5 kB to the page."""
MOST_STORIES = 150
MOST_TELLINGS = 12
"""Of one story; all of them are in `progress --json`."""


def write(
    root: Path | None = None,
    *,
    output: Path | None = None,
    reading: Callable[[int, int], None] = lambda _done, _all: None,
    writing: Callable[[int, int], None] = lambda _done, _all: None,
) -> Path:
    """Write the page, and the debriefs that it links to; returns its path.

    It stands in the recordings folder, unless another place is given.

    Raises:
        StoreError: it cannot be written.
        PackError: the packs have mistakes, or there is no such pack.
    """
    root = root or paths.recordings()
    with open_index(root, progress=reading) as index:
        kept, entries = index.sessions(), index.entries(mine=True)
        words = index.words(FILTERED)
    newest = [session for session in kept if not session.problem][-DEBRIEFS:]
    problems: list[str] = []
    for done, session in enumerate(newest, 1):
        if problem := fresh_debrief(session.folder):
            problems.append(problem)
        writing(done, len(newest))
    mine = [session for session in kept if session.candidate == "microphone" or session.problem]
    found = progress(catalogue.load(), mine, entries)
    path = output or root / OVERVIEW
    base = "" if path.parent.resolve() == root.resolve() else f"{root.absolute().as_uri()}/"
    text = overview(found, kept, base, problems, words)
    try:
        atomic.write_text(path, text)
    except OSError as error:
        raise store.unwritable(path, error) from error
    return path


def fresh_debrief(folder: Path) -> str:
    """Write a session's debrief unless it is up to date; why it cannot be made, or nothing.

    Whatever is wrong with one session is no reason to have no page of the others.
    """
    try:
        made = (folder / PAGE).stat().st_mtime_ns if (folder / PAGE).is_file() else -1
        if page.belongs(folder) and made < (folder / store.FILE).stat().st_mtime_ns:
            page.write(store.load(folder), folder)
    except InterviewerError as error:
        return error.problem
    except Exception as error:  # noqa: BLE001 - a session that was edited by hand may break anything
        return f"{folder.name}: no debrief can be made of it ({type(error).__name__}: {error})"
    return ""


def overview(
    found: Progress,
    kept: Iterable[SessionRow],
    base: str = "",
    problems: Sequence[str] = (),
    words: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The page; `base` stands before every link to a session's folder, `problems` are shown.

    `words` are those by which the list of sessions can be filtered, by a session's name.
    """
    sessions = list(kept)
    linked = {session.name for session in sessions if (session.folder / PAGE).is_file()}

    def href(name: str, number: int | None = None) -> str:
        """Where a session's debrief (or one answer in it) is; empty when there is none."""
        if name not in linked:
            return ""
        return f"{base}{quote(os.fsencode(name))}/{PAGE}" + (f"#answer-{number}" if number else "")

    def entry_href(entry: AnswerRow) -> str:
        return href(entry.session, entry.number)

    return page_shell.render(
        "history.html",
        styles=("history.css",),
        scripts=("sorting.js", "history.js"),
        found=found,
        sessions=[session for session in reversed(sessions) if not session.problem],
        problems=problems,
        words=words,
        damaged=[session for session in sessions if session.problem],
        stories=found.stories[:MOST_STORIES],
        tellings=MOST_TELLINGS,
        requirements=list(requirements(found.matrix.condition)),
        href=href,
        entry_href=entry_href,
        shortfall_text=shortfall_text,
        spoken_time=spoken_time,
        value_text=value_text,
        over_text=over_text,
        drawn=drawn,
        story_trends=story_trends,
    )


def drawn(trend: Trend, height: int = 72) -> Markup:
    """A trend as a line: evenly spaced, since practice comes in bursts; shares in percent."""
    scale = 100.0 if trend.unit == "share" else 1.0
    points = [(float(place), scale * value) for place, (_, value) in enumerate(trend.drawn)]
    good = (scale * trend.good[0], scale * trend.good[1]) if trend.good else None
    label = f"{trend.name} {ends_text(trend)}"
    dots = len(points) <= 20
    drawing: Markup = page_shell.charts().line(points, label, good, height=height, dots=dots)
    return drawing


def ends_text(trend: Trend) -> str:
    """From which value to which it went; over how many questions where none was answered again."""
    if trend.ends is None:
        return f"over {over_text(trend)}"
    first, last = (value_text(trend, end) for end in trend.ends)
    over = over_text(trend)
    return f"from {first} to {last}" + (f", {over}" if over else "")
