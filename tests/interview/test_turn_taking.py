"""Nobody is cut off, nobody is left alone, and nobody is talked over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview.turn_taking import Cue, Patience, TurnTaking, announced, patience
from interviewer.model import Interval
from tests.support.examples import question


def cues(
    *story: tuple[float, bool], patience: Patience | None = None, think: float = 0.0
) -> list[tuple[float, Cue]]:
    """What the interviewer does, and when, in a story of (seconds, whether somebody speaks)."""
    state = TurnTaking(patience or Patience()).think(think)
    at = speech = silence = 0.0
    said = []
    for seconds, speaking in story:
        for _ in range(round(seconds * 10)):
            at += 0.1
            speech, silence = (speech + 0.1, 0.0) if speaking else (speech, silence + 0.1)
            state, cue = state.step(at=at, speech_s=speech, silence_s=silence)
            if cue:
                said.append((round(at, 1), cue))
            if cue is Cue.END:
                return said
    return said


def to_the_second(said: list[tuple[float, Cue]]) -> list[tuple[int, Cue]]:
    """The same with whole seconds."""
    return [(round(at), cue) for at, cue in said]


def test_a_told_story_ends_after_being_asked_for_more() -> None:
    """Seven seconds of silence bring the question, nine more the end."""
    assert to_the_second(cues((30, True), (60, False))) == [
        (37, Cue.ANYTHING_TO_ADD),
        (46, Cue.END),
    ]


def test_thinking_for_a_while_is_no_end() -> None:
    """Pauses shorter than seven seconds pass without a word."""
    assert cues((25, True), (6.5, False), (10, True), (6.5, False), (5, True)) == []


def test_silence_at_the_start_never_ends() -> None:
    """It brings encouragement, then an offer, and then nothing more."""
    assert to_the_second(cues((300, False))) == [
        (15, Cue.TAKE_YOUR_TIME),
        (45, Cue.OFFER),
    ]


def test_a_short_answer_gets_more_time() -> None:
    """Who stops after a few sentences is encouraged, then asked, and not cut off."""
    assert to_the_second(cues((10, True), (300, False))) == [
        (25, Cue.TAKE_YOUR_TIME),
        (35, Cue.IS_THAT_ALL),
        (44, Cue.END),
    ]


def test_hardly_any_speech_never_ends_by_silence() -> None:
    """A cough is no answer."""
    assert [cue for _, cue in cues((1, True), (300, False))] == [Cue.TAKE_YOUR_TIME, Cue.OFFER]


def test_each_silence_is_encouraged_anew() -> None:
    """Speaking again starts the count from the beginning."""
    story = cues((5, True), (20, False), (5, True), (20, False))
    assert [cue for _, cue in story] == [Cue.TAKE_YOUR_TIME] * 2


def test_who_goes_on_after_being_asked_is_not_asked_again() -> None:
    """The second long silence ends the answer by itself, and takes longer to."""
    assert to_the_second(cues((30, True), (10, False), (5, True), (60, False))) == [
        (37, Cue.ANYTHING_TO_ADD),
        (61, Cue.END),
    ]


def test_announced_thinking_is_left_in_peace() -> None:
    """After "let me think" nothing is said until the time is over, and then counting starts."""
    assert to_the_second(cues((300, False), think=40.0)) == [
        (55, Cue.TAKE_YOUR_TIME),
        (85, Cue.OFFER),
    ]
    state, cue = TurnTaking().think(60.0).step(at=50.0, speech_s=40.0, silence_s=20.0)
    assert cue is None
    assert state.step(at=61.0, speech_s=40.0, silence_s=31.0)[1] is None
    assert state.step(at=67.5, speech_s=40.0, silence_s=37.5)[1] is Cue.ANYTHING_TO_ADD


def test_patience_can_be_set() -> None:
    """Short answers, as to a follow-up, may end after little speech."""
    short = Patience(speech_s=2.0, silence_s=3.0, more_s=4.0)
    assert to_the_second(cues((3, True), (60, False), patience=short)) == [
        (6, Cue.ANYTHING_TO_ADD),
        (10, Cue.END),
    ]


stories = st.lists(
    st.tuples(st.floats(0.1, 60).map(lambda s: round(s, 1)), st.booleans()), max_size=12
)


@given(stories)
def test_nobody_is_ever_cut_off(story: list[tuple[float, bool]]) -> None:
    """An end comes only after speech, the question for more, and silence again."""
    said = cues(*story)
    if Cue.END not in [cue for _, cue in said]:
        return
    end = said[-1][0]
    assert said[-2:][0][1] in {Cue.ANYTHING_TO_ADD, Cue.IS_THAT_ALL, Cue.TAKE_YOUR_TIME}
    clock = spoke = last = 0.0
    for seconds, speaking in story:
        part = max(0.0, min(seconds, end - clock))
        clock += part
        if speaking and part:
            spoke, last = spoke + part, clock
    assert spoke >= 1.9
    assert end - last >= (15.8 if spoke >= 19.9 else 33.8)


@given(stories)
def test_the_interviewer_never_speaks_over_the_candidate(story: list[tuple[float, bool]]) -> None:
    """Every cue falls into a silence of at least seven seconds, and no silence has one twice."""
    clock, silences, began = 0.0, [], None
    for seconds, speaking in story:
        if speaking:
            began = None
        elif began is None:
            began = clock
            silences.append([clock, clock])
        clock += seconds
        if not speaking:
            silences[-1][1] = clock
    said = cues(*story)
    for at, _ in said:
        assert any(start + 6.8 <= at <= end + 0.2 for start, end in silences)
    for start, end in silences:
        inside = [cue for at, cue in said if start < at <= end]
        assert len(inside) == len(set(inside))


# --- long answers ---------------------------------------------------------------------------------


def test_a_rambling_answer_is_interrupted_at_the_next_breath() -> None:
    """Not in the middle of a word, unless no breath comes for a quarter of a minute."""
    asked = question(limit_s=60.0)
    said = cues((62, True), (1, False), patience=patience(asked))
    assert said[0][1] is Cue.STOP
    assert 62.3 <= said[0][0] <= 62.5
    breathless = cues((100, True), patience=patience(asked))
    assert to_the_second(breathless)[0] == (75, Cue.STOP)


def test_only_speech_is_interrupted() -> None:
    """Who has not said a word is not stopped, and who begins late has the whole time."""
    rules = patience(question(limit_s=60.0))
    assert Cue.STOP not in [cue for _, cue in cues((300, False), patience=rules)]
    late = cues((50, False), (62, True), (1, False), patience=rules)
    assert next(at for at, cue in late if cue is Cue.STOP) == pytest.approx(112.4, abs=0.2)


def test_practice_never_interrupts_and_still_has_a_limit() -> None:
    """The recording ends a minute after the place where an interviewer would stop the answer."""
    asked = question(limit_s=60.0)
    said = cues((200, True), patience=patience(asked, realistic=False))
    assert to_the_second(said)[0] == (120, Cue.LIMIT)


def test_announced_thinking_does_not_make_an_answer_long() -> None:
    """A minute to think leaves the whole time to speak."""
    rules = patience(question(limit_s=60.0))
    state, _ = TurnTaking(rules).step(at=1.0, speech_s=1.0, silence_s=0.0)
    state, at = state.think(40.0), 1.0
    for _ in range(900):
        at += 0.1
        speech, silence = (1.0, at - 1.0) if at < 40 else (at - 39, 0.0)
        state, cue = state.step(at=at, speech_s=speech, silence_s=silence)
        assert cue is None, at
    assert 38 <= state.announced_s <= 40


def test_speaking_ends_the_thinking_time() -> None:
    """Who thinks of something after five seconds is minded as usual from there."""
    said = cues((3, False), (5, True), (60, False), think=45.0)
    assert to_the_second(said) == [(23, Cue.TAKE_YOUR_TIME), (33, Cue.IS_THAT_ALL), (42, Cue.END)]


def test_keys_end_answers_unless_hands_free_was_asked_for() -> None:
    """Silence only brings encouragement, and only at the start."""
    asked = question(limit_s=600.0)
    assert cues((30, True), (100, False), patience=patience(asked)) == []
    hands_free = patience(asked, hands_free=True)
    assert cues((30, True), (100, False), patience=hands_free)[-1][1] is Cue.END


def test_a_follow_up_may_end_after_a_few_words() -> None:
    """Four seconds of speech and five of silence will do."""
    short = patience(question(), follow_up=True, hands_free=True)
    assert to_the_second(cues((5, True), (60, False), patience=short)) == [
        (10, Cue.ANYTHING_TO_ADD),
        (17, Cue.END),
    ]


def test_what_was_announced_lasts_until_the_next_word_and_a_minute_at_most() -> None:
    """The words of the announcement themselves are no silence."""
    speech = (Interval(1.0, 2.5), Interval(12.0, 30.0))
    assert announced(2.0, speech, 30.0) == Interval(2.5, 12.0)
    assert announced(30.0, speech, 200.0) == Interval(30.0, 90.0)
    assert announced(30.0, speech, 30.0) is None
