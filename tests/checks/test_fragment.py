"""A line where a story was asked for is told to be far too short, and nothing else."""

import pytest

from interviewer.answer import Answer, paced, plain
from interviewer.checks import examine
from interviewer.checks.advice import fixes
from interviewer.checks.fragment import is_fragment
from interviewer.model import Kind, Question, Verdict
from tests.support.stories import STORY

LINES = (
    "I migrated our auth service to a new library. It took two months and it went well.",
    "We had a patient fall. I wrote a report and after that the ward changed the floor mats.",
    "The pump broke on Friday. I phoned Maria, she drove over with a seal, and by noon it ran.",
    "I reorganised the wine cellar of our restaurant. It took three weeks and everybody was happy.",
)


@pytest.mark.parametrize("line", LINES)
def test_one_clear_remark_says_how_short_it_is(line: str) -> None:
    """In words, beside what the question asks for; and no praise of the ending."""
    asked = Question("", Kind.BEHAVIORAL, "Tell me about a time.", target_s=(120.0, 240.0))
    findings = examine(Answer(plain(line), asked)).findings
    (remark,) = fixes(findings)
    assert f"{len(line.split())} words are far too short" in remark.message
    assert remark.message.endswith("an answer of 2 min to 4 min has about 250 to 500.")
    assert not [one for one in findings if one.verdict is Verdict.GOOD and "star." in one.rule]


def test_a_spoken_line_is_told_so_by_its_words() -> None:
    """Not by its seconds as well."""
    rules = [one.rule for one in examine(Answer(paced(LINES[1]))).findings]
    assert "timing.fragment" in rules
    assert "timing.too-short" not in rules


@pytest.mark.parametrize(
    "said",
    [
        STORY,
        "I would rather not talk about that.",
        "Could you say the question again, please?",
        "I always make sure that everyone is heard. When two people disagree I usually talk to each of them first,"
        " I listen, and then I always find something.",
    ],
)
def test_a_story_or_no_story_at_all_is_no_line_of_one(said: str) -> None:
    """What is told instead has remarks of its own."""
    assert not is_fragment(Answer(plain(said)))


def test_other_questions_want_no_story() -> None:
    """Nobody tells two minutes of which parameter to bind."""
    asked = Question("", Kind.CODE_REVIEW, "What is wrong here?")
    assert not is_fragment(Answer(plain("Bind the parameter."), asked, asked.kind))
    talk = Question("", Kind.BEHAVIORAL, "Tell me about yourself.")
    assert not is_fragment(Answer(plain("I am Ana, I am a nurse."), talk))
