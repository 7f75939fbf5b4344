"""What a person is told: few remarks, true ones first."""

from dataclasses import replace

from interviewer.answer import Answer, plain
from interviewer.checks import examine
from interviewer.checks.advice import fixes, gaps
from interviewer.model import Finding, Verdict
from tests.support.examples import finding


def made(rule: str, sure: float = 1.0, verdict: Verdict = Verdict.FIX) -> Finding:
    """A remark that is so sure."""
    return replace(finding(rule), verdict=verdict, sure=sure)


def test_at_most_three_and_the_needed_ones_first() -> None:
    """A missing end comes before a missing look back, whatever order they were found in."""
    rules = ["reflection.none", "metrics.none", "star.no-task", "star.no-result", "ownership.we"]
    chosen = fixes(made(rule) for rule in rules)
    assert [one.rule for one in chosen] == ["star.no-result", "ownership.we", "star.no-task"]


def test_a_wrong_claim_is_told_before_a_short_answer() -> None:
    """An interviewer forgives brevity sooner."""
    chosen = fixes([made("timing.too-short"), made("idor.wrong.uuid-fixes")])
    assert [one.rule for one in chosen] == ["idor.wrong.uuid-fixes", "timing.too-short"]


def test_one_flaw_is_told_once() -> None:
    """Who hears that the end is missing, or that a size is, need not hear that a number is."""
    for other in ("star.no-result", "metrics.vague"):
        chosen = fixes([made("metrics.none"), made(other), made("ownership.we")])
        assert {one.rule for one in chosen} == {other, "ownership.we"}


def test_what_is_doubtful_is_not_said() -> None:
    """A remark that is as likely wrong as right costs more trust than it gives."""
    assert fixes([made("star.no-task", 0.45, Verdict.ASK)]) == ()


def test_nothing_is_said_beside_no_story() -> None:
    """Who told no story need not hear what it lacks."""
    chosen = fixes([made("star.no-result"), made("star.no-story", 0.8)])
    assert [one.rule for one in chosen] == ["star.no-story"]


def test_praise_and_notes_are_no_changes() -> None:
    """Only what holds something against the answer is a change, or is asked about."""
    kind = [
        made("star.complete", verdict=Verdict.GOOD),
        made("hearing.unsure", verdict=Verdict.NOTE),
    ]
    assert fixes(kind) == gaps(kind) == ()


def test_an_excellent_story_is_left_alone() -> None:
    """An outcome without a figure, a goal in other words and a look back are enough."""
    told = (
        "It was my first winter as night porter. The boiler went out at two in the morning with the house full,"
        " and there was nobody else, so it was on me. I rang the engineer, I woke the cook, and I carried the"
        " heaters from the ballroom up to the families first. By six it was warm again, and two of the guests came"
        " down to thank me. These days I check the pressure before I start my round."
    )
    remarks = fixes(examine(Answer(plain(told))).findings)
    assert [one.rule for one in remarks if not one.rule.startswith("metrics.")] == []


def test_one_gap_is_told_once() -> None:
    """A late bottom line is found by the clock and by the rubric."""
    rules = ["clarity.late-bottom-line", "executive-briefing.bottom-line-first"]
    assert len(fixes(made(rule) for rule in rules)) == 1


def test_the_parts_of_another_story_do_not_matter() -> None:
    """Who told something else than was asked for need not hear how it ended, but what to learn from it may stand."""
    chosen = fixes(
        made(rule) for rule in ("relevance.off-question", "star.no-result", "reflection.none")
    )
    assert [one.rule for one in chosen] == ["relevance.off-question", "reflection.none"]
