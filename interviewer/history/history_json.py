"""Lists, hits, comparisons and revisions as the JSON that `--json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from interviewer.history.compare import Comparison
from interviewer.history.index import SearchHit, SessionRow
from interviewer.history.purge import Purged, PurgePlan
from interviewer.history.revise import Retranscription, Revision
from interviewer.model import Finding, Session
from interviewer.output.plain_json import plainly


def session_row_report(session: SessionRow) -> dict[str, Any]:
    """One session in a line."""
    values = asdict(session)
    del values["folder"]
    return {
        "session": session.name,
        "path": str(session.folder),
        **values,
        "started": session.started.isoformat() if session.started else None,
        "seconds": round(session.seconds, 2),
        "problem": session.problem or None,
    }


def hit_report(hit: SearchHit) -> dict[str, Any]:
    """One place where searched words were said."""
    return {
        "session": hit.folder.name,
        "path": str(hit.folder),
        "answer": hit.number,
        "follow_up": hit.reply or None,
        "question": hit.question,
        "started": hit.started.isoformat(),
        "snippet": "".join(piece for piece, _ in hit.snippet),
        "found": [piece for piece, marked in hit.snippet if marked],
        "start_s": hit.start,
        "audio": hit.audio,
    }


def comparison_report(comparison: Comparison) -> dict[str, Any]:
    """Two attempts at a question, and what changed."""
    return {
        "question": comparison.question.id,
        "before": str(comparison.before),
        "after": str(comparison.after),
        "better": list(comparison.better),
        "worse": list(comparison.worse),
        "scores": plainly(comparison.scores),
        "measures": plainly(comparison.measures),
        "mended": [_finding(finding) for finding in comparison.fixed],
        "new": [_finding(finding) for finding in comparison.new],
        "still": [_finding(finding) for finding in comparison.still],
        "strengths_gained": [_finding(finding) for finding in comparison.gained],
        "strengths_lost": [_finding(finding) for finding in comparison.lost],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"rule": finding.rule, "message": finding.message, "advice": finding.advice}


def revision_report(revision: Revision) -> dict[str, Any]:
    """An answer scored again."""
    return {
        "session": revision.session,
        "answer": revision.number,
        "question": revision.after.question.id,
        "changed": revision.differs,
        "before": dict(revision.before.scores),
        "after": dict(revision.after.scores),
        "change": revision.change,
    }


def retranscription_report(result: Retranscription) -> dict[str, Any]:
    """A recording transcribed again, or why it was not."""
    after = result.after
    return {
        "answer": str(result.at),
        "problem": result.problem or None,
        "words": len(after.words) if after else None,
        "changed_words": result.changed_words if after else None,
        "engine": after.engine if after else None,
        "model": after.model if after else None,
        "text": after.text if after else None,
    }


def purge_report(planned: Sequence[PurgePlan], done: Purged, *, deleted: bool) -> dict[str, Any]:
    """What is deleted of each session, and what was."""
    return {
        "deleted": deleted,
        "freed_bytes": done.freed,
        "left": [{"path": str(path), "why": why} for path, why in done.left.items()],
        "sessions": [
            {
                "session": item.folder.name,
                "whole": item.whole,
                "files": [str(path.relative_to(item.folder)) for path in item.files],
                "bytes": item.size,
            }
            for item in planned
        ],
    }


def notes_report(session: Session) -> list[dict[str, Any]]:
    """The candidate's own notes."""
    return [
        {
            "text": note.text,
            "written": note.written.isoformat(),
            "answer": None if note.turn is None else note.turn + 1,
        }
        for note in session.notes
    ]
