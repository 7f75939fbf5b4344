"""Were other ways considered, and a reason given for the one taken?"""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.answer import Answer
from interviewer.checks.base import STORIES, Check, Rule
from interviewer.model import Finding, Verdict
from interviewer.reading.lexicon import Lexicon
from interviewer.reading.parts import story

_CUES = Lexicon({"alternative": ("instead of", "rather than", "(option|options)", "the trade off", "i considered", "i could have", "we considered", "trade-off")})  # fmt: skip


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on alternatives."""
    if answer.once(story).is_story and not _CUES.within(answer.tokens):
        yield Finding(
            "alternatives.none", Verdict.ASK, "What else could you have done?",
            "Name the way you did not take, and why.",
        )  # fmt: skip


CHECK = Check(
    "alternatives", run, STORIES, None, None, (Rule("alternatives.none", "…", "…", "…", "…"),)
)
