"""Sessions, turns and recordings that tests of several modules start from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from interviewer.answer import paced
from interviewer.audio.sound import RATE, Sound, write
from interviewer.model import (
    Finding,
    FollowUp,
    Kind,
    Plan,
    Question,
    Reply,
    Round,
    Session,
    Span,
    Transcript,
    Turn,
    Verdict,
)

STARTED = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)

STORY = (
    "Last spring our build pipeline at the shop failed every second night. I was asked to find out"
    " why. I read the logs of two weeks, I wrote a small script that grouped the failures, and I"
    " found that one test server ran out of disk. I added a job that cleans it. Failures went from"
    " fourteen a month to one, and the on call engineers sleep again."
)
"""A short but complete story."""


def question(name: str = "dive-deep", **changes: object) -> Question:
    """A behavioural question."""
    given: dict[str, object] = {"id": name, "kind": Kind.BEHAVIORAL, "text": f"About {name}?"}
    return Question(**{**given, **changes})  # type: ignore[arg-type]


def finding(rule: str = "star.no-result", gain: float = 10.0, **changes: object) -> Finding:
    """Something to fix, shown in the first three words."""
    given: dict[str, object] = {
        "verdict": Verdict.FIX,
        "message": f"Message of {rule}.",
        "advice": f"Advice for {rule}.",
        "evidence": (Span(0, 3),),
    }
    return Finding(rule, gain=gain, **{**given, **changes})  # type: ignore[arg-type]


def turn(
    name: str = "dive-deep",
    transcript: Transcript | None = None,
    scores: Mapping[str, float] | None = None,
    **changes: object,
) -> Turn:
    """An answered question."""
    given: dict[str, object] = {"audio": f"{name}.flac"}
    return Turn(
        question(name),
        paced(STORY) if transcript is None else transcript,
        scores={"overall": 60.0, "star": 70.0} if scores is None else scores,
        **{**given, **changes},  # type: ignore[arg-type]
    )


def reply(transcript: Transcript | None = None, **changes: object) -> Reply:
    """A follow-up with its reply."""
    given: dict[str, object] = {"audio": "dive-deep.follow-up.flac"}
    return Reply(
        FollowUp("What was it before?", "metrics.no-baseline"),
        paced("Fourteen a month.") if transcript is None else transcript,
        **{**given, **changes},  # type: ignore[arg-type]
    )


def plan(*questions: Question, name: str = "phone-screen", seconds: float = 600.0) -> Plan:
    """One round with these questions."""
    return Plan(name, "test", 1, (Round("Technical", seconds, questions),))


def session(*turns: Turn, **changes: object) -> Session:
    """A finished session."""
    given: dict[str, object] = {"started": STARTED, "turns": turns}
    questions = tuple(item.question for item in turns)
    return Session(plan=plan(*questions), **{**given, **changes})  # type: ignore[arg-type]


def noise(seconds: float, seed: int = 0) -> Sound:
    """Distinguishable sound: the same seed gives the same samples."""
    random = np.random.default_rng(seed)
    return Sound((random.standard_normal(round(seconds * RATE)) * 0.1).astype(np.float32))


def recording(path: Path, seconds: float = 1.0, seed: int = 0) -> Sound:
    """Write a recording, and give back what it holds when read again."""
    from interviewer.audio.sound import read

    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, noise(seconds, seed))
    return read(path)
