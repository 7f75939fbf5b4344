"""Does the candidate say what was learned?"""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.answer import Answer
from interviewer.checks.base import STORIES, Check, Rule
from interviewer.model import Finding, Part, Verdict
from interviewer.reading.parts import story


def score(answer: Answer) -> float:
    """0–100."""
    return 100.0 * answer.once(story).evidence[Part.REFLECTION]


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on reflection."""
    read = answer.once(story)
    if read.is_story and not read.present[Part.REFLECTION]:
        yield Finding(
            "reflection.none", Verdict.ASK, "What did you take from it?",
            "Close with one sentence: 'Since then I…'.", gain=100.0 - score(answer),
        )  # fmt: skip


CHECK = Check(
    "reflection", run, STORIES, None, score, (Rule("reflection.none", "…", "…", "…", "…"),)
)
