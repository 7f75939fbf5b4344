"""What the CV claims is held against what was told."""

from __future__ import annotations

from interviewer.packs.cv_claims import cv_claims
from interviewer.progress.claims_ledger import ClaimState, PastAnswer, ledger

CV = """- Cut checkout latency by 40%
- Reduced cloud spending by 30%
- Trained 12 volunteers
- Introduced code reviews
"""
TOLD = (
    PastAnswer(
        "one:1", "The checkout was slow. I cut the latency of the checkout by sixty percent."
    ),
    PastAnswer(
        "two:1", "I trained 12 volunteers for the shelter. We grew by 30 percent that year."
    ),
)


def test_contradictions_come_first() -> None:
    """With the sentence in which it was told differently."""
    first = ledger(cv_claims(CV), TOLD)[0]
    assert first.state is ClaimState.DIFFERS
    assert (first.answer, first.claim.line) == ("one:1", "Cut checkout latency by 40%")
    assert "sixty percent" in first.sentence


def test_what_was_told_and_what_was_not_is_known() -> None:
    """A figure of another matter does not count; a claim without a figure is left out."""
    states = {row.claim.line: row.state for row in ledger(cv_claims(CV), TOLD)}
    assert states["Trained 12 volunteers"] is ClaimState.TOLD
    assert states["Reduced cloud spending by 30%"] is ClaimState.UNTOLD
    assert "Introduced code reviews" not in states
