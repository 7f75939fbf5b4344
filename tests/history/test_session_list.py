"""Lists and hits as they are printed at 80 columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from interviewer.history.index import SearchHit, SessionRow
from interviewer.history.session_list import render_hits, render_sessions
from tests.support.histories import BEGAN
from tests.support.printing import printed

ROOT = Path("/recordings")


def session(day: int, **changes: object) -> SessionRow:
    """A session of that day."""
    given: dict[str, object] = {
        "folder": ROOT / f"2026-05-{day:02}-093000-phone-screen",
        "started": BEGAN + timedelta(days=day - 4),
        "plan": "phone-screen",
        "candidate": "microphone",
        "finished": True,
        "answers": 6,
        "seconds": 2100.0,
        "score": 64.4,
    }
    return SessionRow(**{**given, **changes})  # type: ignore[arg-type]


def test_sessions_in_a_list(snapshot: SnapshotAssertion) -> None:
    """The newest first; what cannot be read at the end; a long name folds."""
    kept = [
        session(4, score=31.0, seconds=42.0),
        session(5, finished=False, score=None, answers=0, seconds=0.0),
        session(6, candidate="strong", score=91.0, seconds=7800.0, notes=2),
        session(7, folder=ROOT / "2026-05-07-093000-a-format-with-a-very-long-name-of-its-own"),
        SessionRow(ROOT / "bad", problem="/recordings/bad/session.json: damaged (line 1, [bold])"),
    ]
    assert printed(render_sessions(kept[1:], 4, ROOT)) == snapshot


def test_a_list_of_nothing(snapshot: SnapshotAssertion) -> None:
    """It says how to begin."""
    assert printed(render_sessions([], 0, ROOT)) == snapshot


def test_hits_in_a_list(snapshot: SnapshotAssertion) -> None:
    """Numbered, with session, answer and time; markup is text."""
    folder = ROOT / "2026-05-04-093000-phone-screen"
    found = [
        SearchHit(
            folder,
            2,
            0,
            "dive-deep-bug",
            "Dive deep",
            BEGAN,
            (("…and I wrote a small ", False), ("script", True), (" that grouped [b]them", False)),
            83.4,
            "02.flac",
        ),
        SearchHit(
            folder,
            3,
            1,
            "earn-trust-x",
            "Earn trust",
            BEGAN,
            (("Script", True), (".", False)),
            None,
            None,
        ),
    ]
    assert printed(render_hits(found, "script")) == snapshot
    assert printed(render_hits([], "[bold]zebra")) == snapshot


def test_only_what_was_recorded_is_offered_to_be_listened_to() -> None:
    """Typed answers have no sound."""
    spoken = SearchHit(
        ROOT, 1, 0, "dive-deep-bug", "Dive deep", BEGAN, (("script", True),), 3.0, "01.flac"
    )
    typed = replace(spoken, start=None, audio=None)
    assert "Listen" not in printed(render_hits([typed, typed], "script"))
    assert "Listen: the same with --play\n" in printed(render_hits([spoken], "script"))
    assert "Listen: the same with --play --hit 2\n" in printed(
        render_hits([typed, spoken], "script")
    )
