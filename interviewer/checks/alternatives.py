"""Were alternatives considered, and a reason given for the choice?"""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import Lexicon
from interviewer.answer.story import story
from interviewer.checks.rule import STORIES, Check
from interviewer.checks.rule_files import with_page
from interviewer.model import Finding, Verdict

_CUES = Lexicon(
    {
        "alternative": (
            "instead of",
            "rather than",
            "(option|options|alternative|alternatives)",
            "trade-off",
            "the trade off",
            "(i|we) (considered|weighed|compared)",
            "(i|we) could have",
            "(i|we) (decided|chose|opted) (against|not to)",
            "the other (way|choice|approach)",
            "or we could",
            "one (way|choice) was",
            "on the other hand",
            "pros and cons",
        )
    }
)
"""How people say that there was another way."""


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on alternatives."""
    if answer.once(story).is_story and not _CUES.within(answer.tokens):
        yield Finding(
            "alternatives.none",
            Verdict.ASK,
            "What else could you have done?",
            "Name one alternative you rejected, and why.",
        )


CHECK = with_page(Check("alternatives", run, STORIES))
