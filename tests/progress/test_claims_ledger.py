"""What the CV claims is held against what was told."""

from __future__ import annotations

from interviewer.packs.cv_claims import cv_claims, cv_stations
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
    assert (first.answer, first.line) == ("one:1", "Cut checkout latency by 40%")
    assert "sixty percent" in first.sentence


def test_what_was_told_and_what_was_not_is_known() -> None:
    """A figure of another matter does not count; a claim without a figure is listed too."""
    states = {row.line: row.state for row in ledger(cv_claims(CV), TOLD)}
    assert states["Trained 12 volunteers"] is ClaimState.TOLD
    assert states["Reduced cloud spending by 30%"] is ClaimState.UNTOLD
    assert states["Introduced code reviews"] is ClaimState.UNTOLD


def test_a_claim_without_a_figure_is_told_by_a_sentence_about_it() -> None:
    """One shared word of content is too little."""
    cv = "- Led the incident response for a payment outage\n- Spoke at OWASP Oslo"
    told = PastAnswer(
        "one:1", "The payment outage began at noon. We use the OWASP top ten as a list."
    )
    states = {row.line: (row.state, row.sentence) for row in ledger(cv_claims(cv), [told])}
    assert states == {
        "Led the incident response for a payment outage": (
            ClaimState.TOLD,
            "The payment outage began at noon.",
        ),
        "Spoke at OWASP Oslo": (ClaimState.UNTOLD, ""),
    }


DATED = """Site Reliability Engineer, Globex, 2019–2022
- Moved the invoice archive to object storage
- Cut checkout latency by 40%
Intern, Initech, 2015
Warehouse helper, Hooli, summer 2012
"""


def test_an_account_of_another_year_contradicts_the_cv() -> None:
    """A claim has the years of the station above it."""
    story = "In twenty seventeen I moved the invoice archive to object storage. It took me a month."
    rows = ledger(cv_claims(DATED), [PastAnswer("one:1", story)], cv_stations(DATED))
    first = rows[0]
    assert (first.state, first.about, first.answer) == (ClaimState.DIFFERS, "dates", "one:1")
    assert first.line == "Moved the invoice archive to object storage (2019–2022)"
    assert "twenty seventeen" in first.sentence


def test_an_account_of_the_same_years_contradicts_nothing() -> None:
    """Nor does one that counts back from when it was given."""
    for when in ("In 2020", "Three years ago", "Last year"):
        story = f"{when} I moved the invoice archive to object storage."
        rows = ledger(cv_claims(DATED), [PastAnswer("one:1", story, 2023)])
        assert not [row for row in rows if row.about == "dates"], when


def test_a_station_of_which_nothing_was_told_is_named() -> None:
    """By its line; one that a story names, or falls into, is not."""
    story = "At Initech I sorted the mail. In 2020 I fixed the build."
    rows = ledger(cv_claims(DATED), [PastAnswer("one:1", story)], cv_stations(DATED))
    untold = [row.line for row in rows if row.state is ClaimState.UNTOLD and row.about == "dates"]
    assert untold == ["Warehouse helper, Hooli, summer 2012"]


def test_stories_that_contradict_each_other_are_shown() -> None:
    """A figure that one of them gives as well, as its baseline, contradicts nothing."""
    told = [
        PastAnswer("one:1", "The nightly invoice export fell from nine hours to two hours."),
        PastAnswer("two:3", "The nightly invoice export fell to four hours."),
        PastAnswer("two:4", "The nightly invoice export took nine hours."),
    ]
    (row,) = ledger([], told[:2])
    assert (row.other, row.answer, row.state) == ("one:1", "two:3", ClaimState.DIFFERS)
    assert not ledger([], [told[0], told[2]])
