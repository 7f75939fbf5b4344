"""Does the candidate say what was learned?"""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.answer import Answer
from interviewer.answer.story import story
from interviewer.answer.substance import substance
from interviewer.checks.rule import STORIES, Check
from interviewer.checks.rule_files import with_page
from interviewer.model import Finding, Part, Verdict


def score(answer: Answer) -> float:
    """0–100: how surely a learning was heard, in an answer with substance."""
    return 100.0 * answer.once(story).evidence[Part.REFLECTION] * answer.once(substance)


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on reflection."""
    read = answer.once(story)
    if read.is_story and not read.present[Part.REFLECTION]:
        yield Finding(
            "reflection.none",
            Verdict.ASK,
            "What did you learn from it?",
            "Close with one sentence: 'Since then I …'.",
            gain=100.0 * answer.once(substance) - score(answer),
        )


CHECK = with_page(Check("reflection", run, STORIES, score=score))
