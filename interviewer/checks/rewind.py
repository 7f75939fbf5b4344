"""The weak part of an answer, told again by itself: which one it is, and what to ask for.

Telling a whole story again to mend its ending is tiring, and the rest gets worse. The part is asked for
as a follow-up, so that its reply counts for the answer as every reply does, and both takes are kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from interviewer.checks.advice import fixes
from interviewer.model import FollowUp, Part, Turn

PREFIX = "rewind."
"""How the gap of such a follow-up begins; the part's name follows."""

WEAK: Mapping[str, Part] = {
    "star.no-result": Part.RESULT,
    "metrics.none": Part.RESULT,
    "metrics.vague": Part.RESULT,
    "metrics.no-baseline": Part.RESULT,
    "star.no-action": Part.ACTION,
    "ownership.we": Part.ACTION,
    "ownership.passive": Part.ACTION,
    "alternatives.none": Part.ACTION,
    "star.no-task": Part.TASK,
    "star.no-situation": Part.SITUATION,
    "reflection.none": Part.REFLECTION,
}
"""Rule -> the part that would be told better. A background that is too long is not told again: that adds to it."""

ASKS: Mapping[Part, str] = {
    Part.SITUATION: "Just the beginning again, in two sentences: where was it, and what was wrong?",
    Part.TASK: "Just your task again, in one sentence: what were you asked to do?",
    Part.ACTION: "Just your own steps again, in about a minute: first I, then I.",
    Part.RESULT: "Just the ending again, in about thirty seconds: what changed, and by how much?",
    Part.REFLECTION: "Just the look back again, in two sentences: what do you do differently now?",
}


def rewind(turn: Turn) -> FollowUp | None:
    """What to ask for of an answer: the part that its most useful remark is about; None without one."""
    parts = (WEAK.get(finding.rule) for finding in fixes(turn.findings))
    part = next(filter(None, parts), None)
    return FollowUp(ASKS[part], f"{PREFIX}{part}") if part else None


def told_again(follow_up: FollowUp) -> Part | None:
    """The part that a follow-up asked for again; None when it asked for something else."""
    name = follow_up.gap.removeprefix(PREFIX)
    return Part(name) if name != follow_up.gap and name in set(Part) else None
