"""Were other ways considered, and a reason given for the one taken?"""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import Lexicon
from interviewer.answer.story import story
from interviewer.checks.rule import STORIES, Check, Rule
from interviewer.model import Finding, Verdict

_CUES = Lexicon(
    {
        "alternative": (
            *(
                "instead of",
                "rather than",
                "(option|options|alternative|alternatives)",
                "trade-off",
            ),
            *("the trade off", "(i|we) (considered|weighed|compared)", "(i|we) could have"),
            *("(i|we) (decided|chose|opted) (against|not to)", "the other (way|choice|approach)"),
            *("or we could", "one (way|choice) was", "on the other hand", "pros and cons"),
        )
    }
)
"""How people tell that there was another way."""


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on alternatives."""
    if answer.once(story).is_story and not _CUES.within(answer.tokens):
        yield Finding(
            "alternatives.none",
            Verdict.ASK,
            "What else could you have done?",
            "Name the way you did not take, and why.",
        )


CHECK = Check(
    "alternatives",
    run,
    STORIES,
    None,
    None,
    (
        Rule(
            "alternatives.none",
            why="Judgement shows in the way not taken. It is a favourite follow-up.",
            good="'I could have blocked the release; I chose a flag, because it was reversible.'",
            weak="One path, as if there had been no other.",
            source="The usual probe of interviewers: what else did you consider?",
            flags=(
                "Last spring our build kept failing. My job was to find out why. I read the logs"
                " and I fixed it. As a result it never failed again.",
            ),
            passes=(
                "Last spring our build kept failing. My job was to find out why. I could have"
                " bought a disk; instead of that I cleaned it. As a result it never failed.",
            ),
        ),
    ),
)
