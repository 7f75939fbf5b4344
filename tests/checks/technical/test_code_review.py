"""A code review is compared with what was planted in the code."""

from __future__ import annotations

from interviewer.answer import Answer, paced, plain
from interviewer.checks.technical import code_review
from interviewer.checks.technical.code_review import Review
from interviewer.model import Kind, Material, Question, Transcript
from tests.support.rule_examples import example_of

CODE = example_of("review.found").material or Material()
CLEAN = Material(text="…", language="python", clean=True)


def answer(text: str | Transcript, material: Material | None = CODE) -> Answer:
    """An answer to a review of the material."""
    said = plain(text) if isinstance(text, str) else text
    question = Question("review", Kind.CODE_REVIEW, "Review this.", material=material)
    return Answer(said, question, Kind.CODE_REVIEW)


def reviewed(text: str | Transcript, material: Material = CODE) -> Review:
    """What the check makes of it."""
    measured = code_review.measure(answer(text, material))
    assert measured is not None
    return measured


def test_found_flaws_carry_their_impact_and_fix() -> None:
    """Each is told apart from the next."""
    injection, trace = reviewed(
        "SQL injection on line three, so anybody can read the whole database. I'd use a prepared "
        "statement instead. And a stack trace goes to the user."
    ).flaws
    assert (injection.found, injection.impact, injection.fix) == (True, True, True)
    assert trace.found
    assert not trace.fix


def test_missed_flaws_cost_by_severity() -> None:
    """Missing the injection costs more than missing the trace."""
    without_trace = code_review.score(answer("There's SQL injection on line three."))
    without_injection = code_review.score(answer("There's a stack trace on line seven."))
    assert without_trace is not None
    assert without_injection is not None
    assert without_trace > without_injection > 0


def test_false_alarms_are_named_and_cost() -> None:
    """What is not there is quoted."""
    (alarm,) = reviewed("There's SQL injection, and the XML parser allows XXE.").alarms
    assert alarm.name == "XML external entities"
    assert "XXE" in alarm.quote


def test_naming_a_planted_kind_is_no_false_alarm() -> None:
    """Nor is saying that something is not there."""
    assert reviewed("There's SQL injection. I see no XXE.").alarms == ()


def test_the_worst_comes_first() -> None:
    """Unless the candidate ranks them."""
    assert not reviewed("A stack trace on line seven. And SQL injection on line three.").by_severity
    assert reviewed("SQL injection on line three. A stack trace on line seven.").by_severity
    assert reviewed(
        "A stack trace on line seven. The worst one is the SQL injection on line three."
    ).by_severity


def test_time_to_the_first_finding_is_measured() -> None:
    """From the start of the answer."""
    measured = reviewed(paced("Let me read. [30] There's SQL injection here."))
    assert measured.first_finding_s is not None
    assert measured.first_finding_s > 30.0


def test_clean_code_must_be_called_clean() -> None:
    """And inventing something costs double."""
    assert code_review.score(answer("I don't see anything wrong with it.", CLEAN)) == 100.0
    assert code_review.score(answer("It returns a row.", CLEAN)) == 60.0
    invented = code_review.score(answer("There's SQL injection here.", CLEAN))
    assert invented is not None
    assert invented < 60.0


def test_a_line_called_bad_in_clean_code_is_a_false_alarm() -> None:
    """By its number."""
    (alarm,) = reviewed("There is a problem on line four.", CLEAN).alarms
    assert alarm.name == "line 4"


def test_unknown_code_is_not_judged() -> None:
    """Without material there is nothing to compare with."""
    assert code_review.measure(answer("SQL injection.", None)) is None
    assert code_review.score(answer("SQL injection.", None)) is None
    assert list(code_review.run(answer("SQL injection.", None))) == []


def test_what_may_have_been_told_is_said_with_doubt() -> None:
    """A gap is as sure as such gaps turn out to be."""
    missed = {
        finding.rule: finding for finding in code_review.run(answer("Nice names, all of them."))
    }
    assert missed["review.missed"].sure == code_review.MISSED
    found = "Line three is a SQL injection."
    open_ends = {finding.rule: finding for finding in code_review.run(answer(found))}
    assert open_ends["review.no-impact"].sure == code_review.NO_IMPACT
    assert open_ends["review.no-fix"].sure == code_review.NO_FIX


def test_clean_code_may_be_approved_in_many_words() -> None:
    """Whoever would merge it has said that nothing is wrong."""
    for text in (
        "I don't have a finding.",
        "I'd approve it.",
        "Nothing I would block.",
        "No objections, ready to merge.",
    ):
        assert reviewed(text, CLEAN).cleared
