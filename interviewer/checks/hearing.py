"""How well was it heard: which words is the recogniser unsure of?

There the other checks say nothing (`checks.examine`): a finding about words that were
never said would cost the candidate's trust in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.answer import Answer
from interviewer.checks.rule import Check
from interviewer.checks.rule_files import with_page
from interviewer.model import Finding, Verdict

MENTIONED = 0.03
"""Share of words in doubt that is mentioned; clear speech stays below 0.01."""
UNCLEAR = 0.25
"""Share of words in doubt from which nothing is called missing."""
LEAST = 3
"""Fewer words in doubt are not worth a line."""


def unsure_share(answer: Answer) -> float:
    """The share of the words that the recogniser is unsure of, 0–1."""
    return _unsure(answer) / len(answer.words) if answer.words else 0.0


def unclear(answer: Answer) -> bool:
    """Whether so much is in doubt that what seems to be missing may have been said."""
    return unsure_share(answer) >= UNCLEAR


def run(answer: Answer) -> Iterator[Finding]:
    """One note when words were hard to hear."""
    count, share = _unsure(answer), unsure_share(answer)
    if count < LEAST or share < MENTIONED:
        return
    consequence = (
        "I have not marked anything as missing"
        if unclear(answer)
        else "I left those words out of the scoring"
    )
    yield Finding(
        "hearing.unclear",
        Verdict.NOTE,
        f"I could not make out {count} of {len(answer.words)} words, so {consequence}.",
        "Speak closer to the microphone, or correct the transcript and score it again.",
        answer.unsure,
        round(share, 3),
    )


def _unsure(answer: Answer) -> int:
    return sum(span.last - span.first for span in answer.unsure)


CHECK = with_page(Check("hearing", run))
