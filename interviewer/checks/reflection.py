"""Does the candidate say what was learned?"""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.answer import Answer
from interviewer.answer.story import story
from interviewer.answer.substance import substance
from interviewer.checks.rule import STORIES, Check
from interviewer.checks.rule_files import with_page
from interviewer.checks.sureness import DOUBT, sure, verdict
from interviewer.model import Finding, Part


def score(answer: Answer) -> float:
    """0–100: how surely a learning was heard, in an answer with substance."""
    return 100.0 * answer.once(story).evidence[Part.REFLECTION] * answer.once(substance)


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on reflection."""
    chance = sure(answer, "reflection.none")
    if answer.once(story).is_story and chance >= DOUBT:
        yield Finding(
            "reflection.none",
            verdict(chance),
            "I did not hear a look back: what did you learn, or what would you do differently?",
            "Close with one sentence: 'Since then I …', or 'Next time I would …'.",
            gain=100.0 * answer.once(substance) - score(answer),
            sure=chance,
        )


CHECK = with_page(Check("reflection", run, STORIES, score=score))
