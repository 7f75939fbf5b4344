"""What does not fit the question is asked about; a question for no story is scored as talk."""

from interviewer.answer import Answer, plain
from interviewer.checks import examine, rule
from interviewer.checks.advice import fixes
from interviewer.checks.follow_up import follow_up
from interviewer.model import Kind, Question, Verdict


def answer(text: str, asked: str) -> Answer:
    """Words as an answer to a question."""
    return Answer(plain(text), Question("", Kind.BEHAVIORAL, asked))


def test_the_remark_comes_first_and_is_the_follow_up() -> None:
    """Whoever missed the question first hears that, as a question."""
    page = rule("relevance.off-question")
    assert page is not None
    missed = next(example for example, flagged in page.examples if flagged)
    asked = answer(missed.text, missed.question)
    findings = examine(asked).findings
    remark, *_ = fixes(findings)
    assert remark.rule == "relevance.off-question"
    assert remark.verdict is Verdict.ASK
    assert remark.message.endswith("?")
    probe = follow_up(asked.question, asked, findings)
    assert probe is not None
    assert probe.gap == "relevance.off-question"


def test_talk_is_not_scored_as_a_story() -> None:
    """Nothing of a story is missed, and without times nothing is scored at all."""
    told = answer(
        "I am Ana, I have been a nurse for six years, and I am here because your ward is the first near me.",
        "Tell me a little about yourself.",
    )
    found = examine(told)
    assert found.scores == {}
    assert found.story is None
    rules = {one.rule for one in found.findings if one.rule.startswith(("star", "metrics"))}
    assert rules == {"star.no-story"}  # asked, not scored: one example would help
    assert all(one.verdict is not Verdict.FIX for one in found.findings)
