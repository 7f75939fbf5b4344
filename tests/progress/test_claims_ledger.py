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


HARBOUR = """Harbour engineer, Blue Docks, 2016–2020
- Rebuilt the tide forecast in Elm, cut its run from 8 hours to 25 minutes
- Answered 350 reports of leaks, paid out 40,000 euro
- Founded the Friday safety talk, 24 riggers have spoken
"""


def _states(*told: str) -> dict[str, tuple[ClaimState, str]]:
    past = [PastAnswer(f"s:{number}", text, 2026) for number, text in enumerate(told, 1)]
    rows = ledger(cv_claims(HARBOUR), past)
    assert len(rows) == len({row.line for row in rows})
    return {row.line.split()[0]: (row.state, row.sentence) for row in rows}


def test_other_stories_contradict_no_claim() -> None:
    """They share a unit, a word or a year with it, and tell something else; parts of a sum are no other sum."""
    states = _states(
        "In 2023 a colleague read out near misses. Every Friday, for twenty minutes, somebody reads.",
        "I wrote a report. We paid the owner 900 euro for his leak.",
    )
    assert ClaimState.DIFFERS not in {state for state, _ in states.values()}
    assert states["Founded"][0] is ClaimState.UNTOLD


def test_part_of_a_whole_tells_the_figure() -> None:
    """It is 24 who spoke, of the 60."""
    states = _states("After a year 24 of the 60 riggers had spoken at the Friday safety talk.")
    assert states["Founded"][0] is ClaimState.TOLD


def test_a_claim_told_without_its_figures_is_neither_told_nor_untold() -> None:
    """With the sentence that tells it."""
    states = _states("The tide forecast was to go live on a Monday. I said no to that.")
    assert states["Rebuilt"] == (
        ClaimState.UNMEASURED,
        "The tide forecast was to go live on a Monday.",
    )


def test_other_figures_of_the_same_thing_contradict_a_claim() -> None:
    """A time, and the sum of the same deed; the baseline agrees."""
    states = _states("I cut the run of the tide forecast from nine hours to two hours.")
    assert states["Rebuilt"][0] is ClaimState.DIFFERS
    assert _states("The tide forecast took eight hours.")["Rebuilt"][0] is ClaimState.TOLD
    states = _states("In those years I answered 500 reports of leaks.")
    assert states["Answered"][0] is ClaimState.DIFFERS


def test_the_years_of_a_story_are_those_at_its_beginning_or_beside_the_claim() -> None:
    """Years said of something else, further on, date nothing."""
    cv = cv_claims(HARBOUR)
    early = (
        "In 2023 I had a new desk. The sea was rough. I rebuilt the tide forecast for the pilots."
    )
    late = (
        "I rebuilt the tide forecast for the pilots. It was slow. Then it was fast. In 2023 I left."
    )
    for text, count in ((early, 1), (late, 0)):
        rows = ledger(cv, [PastAnswer("one:1", text)])
        assert sum(row.about == "dates" for row in rows) == count


def test_words_of_every_job_tell_no_claim() -> None:
    """Leads and time stand in any story, and a name shared with a company is one word."""
    cv = "- Introduced pair programming, which brought lead time down to 2 days\n- Built the rope store of Fender Link"
    told = PastAnswer("one:1", "One lead had no time for it. I built a link over the weekend.")
    assert {row.state for row in ledger(cv_claims(cv), [told])} == {ClaimState.UNTOLD}
