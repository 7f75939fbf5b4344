"""What is different where English is the speaker's second language."""

from __future__ import annotations

from dataclasses import replace

from interviewer.answer import Answer, paced
from interviewer.checks import examine, norms
from interviewer.checks.delivery import measure as delivery
from interviewer.checks.follow_up import quotable
from interviewer.debrief.build import session_debrief
from interviewer.model import English, Session, Span, Transcript
from tests.support.examples import STARTED, plan
from tests.support.histories import answered

STORY = (
    "Last spring our build kept failing on one machine and nobody knew why. I read two weeks of logs and I found "
    "one full disk. I moved the archive to another disk. Since then it has failed once."
)


def spoken(pace: float, english: English, text: str = STORY) -> Answer:
    """The story at a pace, by a speaker of first or second language English."""
    return Answer(replace(paced(text, pace), english=english))


def rules(answer: Answer) -> set[str]:
    """Names of what was found."""
    return {finding.rule for finding in examine(answer).findings}


def test_a_slower_pace_is_normal() -> None:
    """95 words per minute sound hesitant in a first language and easy in a second."""
    text = f"{STORY} {STORY}"
    first, second = spoken(95, English.FIRST, text), spoken(95, English.SECOND, text)
    assert "delivery.slow" in rules(first)
    assert "delivery.slow" not in rules(second)
    assert delivery(second).marks["pace"] > 70 > delivery(first).marks["pace"]


def test_the_same_pace_relative_to_the_bands_gets_the_same_mark() -> None:
    """Speech that is slower by Hincks' figure loses nothing."""
    first, second = spoken(140, English.FIRST), spoken(140 / norms.SLOWER, English.SECOND)
    difference = delivery(first).marks["pace"] - delivery(second).marks["pace"]
    assert abs(difference) < 2


def test_longer_pauses_are_normal() -> None:
    """Four and a half seconds in the middle of a sentence are criticised in a first language only."""
    text = STORY.replace("I read two", "I read [4.6] two")
    assert "delivery.pause" in rules(spoken(140, English.FIRST, text))
    assert "delivery.pause" not in rules(spoken(140, English.SECOND, text))


def test_too_fast_is_too_fast_in_any_language() -> None:
    """The upper end stays: fast speech with an accent is hard to follow."""
    assert "delivery.fast" in rules(spoken(200, English.SECOND, " ".join([STORY] * 3)))


def _doubted(transcript: Transcript, at: int) -> Transcript:
    words = [replace(word, probability=0.95) for word in transcript.words]
    words[at] = replace(words[at], probability=0.05)
    return replace(transcript, words=tuple(words))


def test_words_in_doubt_are_left_out_of_quotes() -> None:
    """And nobody is asked about words that were perhaps never said."""
    answer = spoken(120, English.SECOND)
    sure = Answer(replace(answer.transcript, words=answer.words))
    clause = Span(13, 19)
    assert sure.quote(clause) == "I read two weeks of logs"
    doubted = Answer(_doubted(answer.transcript, 16))
    assert doubted.quote(clause) == "I read two … of logs"
    assert doubted.text_of(clause) == "I read two weeks of logs"
    assert quotable(doubted, clause) == ""
    native = Answer(replace(doubted.transcript, english=English.FIRST))
    assert native.quote(clause) == "I read two weeks of logs"


def test_the_debrief_says_which_bands_were_used() -> None:
    """And says nothing where they are the usual ones."""
    turn = answered(STORY)
    usual = Session(STARTED, plan(turn.question), (turn,))
    assert session_debrief(usual).bands == ""
    turn = replace(turn, transcript=replace(turn.transcript, english=English.SECOND))
    bands = session_debrief(replace(usual, turns=(turn,))).bands
    assert "92 to 165 words per minute" in bands
