"""A pack with a study plan."""

from __future__ import annotations

from interviewer.model import Competency, Condition, Kind, Milestone, Question, Step
from interviewer.packs.catalogue import Pack

GOOD = Condition(
    kinds=(Kind.BEHAVIORAL,),
    distinct="competency",
    count=2,
    seconds=(90.0, 300.0),
    scores={"overall": 65.0},
    without=("star.no-story", "star.no-result"),
)


def pack(*conditions: Condition, days: int | None = None) -> Pack:
    """A pack with two principles and a study plan of these conditions."""
    steps = tuple(
        Step(f"Step {number}", condition, f"interviewer drill {number}")
        for number, condition in enumerate(conditions, 1)
    )
    questions = {
        name: Question(f"{name}-question", Kind.BEHAVIORAL, "?", competency=name)
        for name in ("ownership", "frugality")
    }
    return Pack(
        name="test",
        title="Test",
        questions=questions,
        competencies={
            "ownership": Competency("Ownership"),
            "frugality": Competency("Frugality"),
            "code": Competency("Code"),
        },
        interviewers={},
        formats={},
        milestones={"goal": Milestone("Goal", steps, days=days)},
        files={},
    )
