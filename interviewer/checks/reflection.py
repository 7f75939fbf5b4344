"""Does the candidate say what was learned?"""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.answer import Answer
from interviewer.answer.story import story
from interviewer.answer.substance import substance
from interviewer.checks.rule import STORIES, Check, Rule
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
            "What did you take from it?",
            "Close with one sentence: 'Since then I…'.",
            gain=100.0 - score(answer),
        )


CHECK = Check(
    "reflection",
    run,
    STORIES,
    None,
    score,
    (
        Rule(
            "reflection.none",
            why="Saying what you learned is what senior candidates do, above all about mistakes.",
            good="'Since then I pilot every rule on one team first.'",
            weak="The story ends with the result.",
            source="STAR with learning, as coaching guides ask for it; never worth much alone.",
            flags=(
                "Last spring our build kept failing at the shop. My job was to find out why. I read"
                " the logs, I found one full disk, and I cleaned it. As a result failures dropped"
                " from fourteen a month to one.",
            ),
            passes=(
                "Last spring our build kept failing. My job was to find out why. I read the logs"
                " and I fixed it. Looking back, I learned to look at the disk first.",
                "I always learn from everything.",
            ),
        ),
    ),
    formula="The chance in percent that a learning was told, times substance, as in `star`.",
)
