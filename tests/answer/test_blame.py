"""Who lays every cause on others, and who owns a part."""

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.blame import blame
from interviewer.answer.story import story
from interviewer.checks import examine
from interviewer.model import Kind, Part, Question

FAILURE = Question("", Kind.BEHAVIORAL, "Tell me about a mistake that you made.")
LATE = (
    "Last spring the theatre opened its new season two days late. The painters were late again, and the carpenter"
    " changed the stage without telling us. I rang both of them and I moved the first night. We played to half a house."
)


def told(ending: str, question: Question | None = FAILURE) -> Answer:
    """The late season, with an ending."""
    return Answer(plain(f"{LATE} {ending}"), question)


@pytest.mark.parametrize(
    "lesson",
    [
        "I learned that you can't rely on craftsmen or on other people.",
        "What I took from it is that people don't do their job.",
        "I learned that you should never trust a contractor.",
        "The lesson was that you have to do everything yourself.",
        "I learned that if you want a thing done right you do it alone.",
        "Since then I check everything by myself.",
        "Now I always ask for everything in writing so that nobody can blame me.",
    ],
)
def test_a_lesson_about_others_is_none_of_ones_own(lesson: str) -> None:
    """However it is worded; and nobody need have asked for a failure."""
    for question in (FAILURE, None):
        answer = told(lesson, question)
        found = blame(answer)
        assert [answer.quote(span) for span in found.lessons] == [lesson]
        assert found.passes_it_on


@pytest.mark.parametrize(
    "refusal",
    [
        "Nothing else that I could have done.",
        "We couldn't have done any better.",
        "I did everything that I could.",
        "I wouldn't change a thing.",
    ],
)
def test_who_refuses_to_look_back_passes_it_on(refusal: str) -> None:
    """Beside a reproach, whatever was asked for; and it is no look back."""
    for question in (FAILURE, None):
        answer = told(refusal, question)
        assert blame(answer).passes_it_on
        findings = {finding.rule for finding in examine(answer).findings}
        assert "relevance.blame" in findings
        assert "reflection.told" not in findings
        assert answer.once(story).evidence[Part.REFLECTION] < 0.5


def test_whose_fault_it_was_not_is_a_reproach() -> None:
    """Nobody need be named for it."""
    told_of_it = (
        "The street fair closed at four, and the volunteers didn't show up. I rang two bands. People left, and that's not"
        " on me. You can't trust contractors."
    )
    assert blame(Answer(plain(told_of_it), FAILURE)).passes_it_on


def test_a_refusal_to_look_back_blames_nobody_by_itself() -> None:
    """Where no reproach is made."""
    calm = "A storm took the tent on the first night. I rang the school and we moved into the gym by nine. "
    assert not blame(Answer(plain(f"{calm} I did everything that I could."), FAILURE)).passes_it_on
    spent = (
        "The mill never answered our letters. There was nothing more we could have had from them."
    )
    assert not blame(Answer(plain(f"{calm} {spent}"))).passes_it_on


def test_two_reproaches_are_enough_where_a_failure_was_asked_for() -> None:
    """With or without a lesson; elsewhere they only set the scene."""
    again = "The director never answered my letters either."
    assert blame(told(again)).passes_it_on
    assert not blame(
        told(again, Question("", Kind.BEHAVIORAL, "Tell me about a tight deadline."))
    ).passes_it_on


@pytest.mark.parametrize(
    "own",
    [
        "I should have asked them every week.",
        "It was my fault too, I had not read the contract.",
        "Since then I walk over the stage every Monday.",
        "I now check the drawings with the carpenter before he starts.",
        "I learned to ask for dates in writing, and that was my mistake.",
        "I told the director that we should have asked in May.",
        "Since then we walk over the stage every Monday.",
    ],
)
def test_whoever_owns_a_part_passes_nothing_on(own: str) -> None:
    """An admission, or what is done otherwise since then."""
    assert blame(told(own)).owned
    assert not blame(told(own)).passes_it_on


@pytest.mark.parametrize(
    "lesson",
    [
        "I learned that you can't rely on memory.",
        "I learned not to trust a single test.",
        "I learned to ask people before I start.",
        "What I took from it is that I have to tell people what is still open.",
    ],
)
def test_a_lesson_about_things_or_oneself_is_none_about_others(lesson: str) -> None:
    """Distrust of a method is a good lesson."""
    assert not blame(told(lesson)).lessons


def test_naming_the_subject_is_no_confession() -> None:
    """Whoever says "a mistake that I made" only repeats the question."""
    answer = Answer(
        plain(f"A mistake that I made. {LATE} I learned that you can't count on anybody.")
    )
    assert blame(answer).failure
    assert not blame(answer).owned
