"""What Whisper wrote -> words that were said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.model import Interval, Word
from interviewer.transcribe.recogniser import hesitates, spoken
from interviewer.transcribe.tidy import (
    at_microphone,
    collapsed,
    combined,
    in_speech,
    later,
    suspicious,
    tidied,
)


def said(text: str, probability: float = 0.9) -> tuple[Word, ...]:
    """The words of a text, half a second each."""
    parts = text.split()
    return tuple(Word(t, i / 2, i / 2 + 0.4, probability) for i, t in enumerate(parts))


def text(words: tuple[Word, ...]) -> str:
    """The words as text."""
    return " ".join(word.text for word in words)


timed = st.builds(
    Word,
    st.text(min_size=1, max_size=8),
    st.floats(-1, 40),
    st.floats(-1, 40),
    st.floats(0, 1),
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("[Music] Hello.", "Hello."),
        ("Well, (water flowing) yes.", "Well, yes."),
        ("♪ la la ♪ So.", "So."),
        ("*sighs* Fine.", "Fine."),
        ("[BLANK_AUDIO]", ""),
        ("One (or two, I forget, of them", "One or two, I forget, of them"),
        ("a . . b - c ...", "a b c"),
        ("R & D costs $5 or 50 %", "R & D costs $5 or 50 %"),
        ("Ummmmmmmm, yes", "Um, yes"),
        ("I-I don't, I don't know", "I-I don't, I don't know"),
    ],
)
def test_only_what_was_said_is_kept(written: str, kept: str) -> None:
    """Stage directions and lone punctuation go; repeats and symbols with a sound stay."""
    assert text(tidied(said(written), 60)) == kept


@given(st.lists(timed, max_size=30), st.floats(0.1, 30))
def test_times_rise_and_lie_in_the_sound(words: list[Word], seconds: float) -> None:
    """Whatever the decoder says, starts never fall and nothing lies outside the sound."""
    result = tidied(words, seconds)
    for word in result:
        assert word.start is not None
        assert word.end is not None
        assert 0 <= word.start <= word.end <= round(seconds, 3)
    starts = [word.start or 0.0 for word in result]
    assert all(before <= after for before, after in pairwise(starts))


@given(st.lists(timed, max_size=30))
def test_tidying_twice_changes_nothing(words: list[Word]) -> None:
    """What is tidy stays as it is."""
    once = tidied(words, 30.0)
    assert tidied(once, 30.0) == once


@pytest.mark.parametrize(
    ("loop", "seconds"),
    [
        ("the " * 9, 9),
        ("uh, Uh, UH. uh", 3),
        ("So I said " + "that it was fine and " * 8, 20),
        ("um uh er um yes um", 6),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", 1),
    ],
)
def test_loops_are_suspicious(loop: str, seconds: float) -> None:
    """A word four times, a phrase over and over, mostly fillers, faster than speech."""
    assert suspicious(said(loop), seconds)


def test_a_word_again_and_again_is_a_loop_only_when_nobody_says_it_so_fast() -> None:
    """Five times in two seconds is emphasis; four times in no time is a decoder that hangs."""
    assert not suspicious(said("many many many many more"), 3)
    hung = tuple(Word("the", 1.0 + n / 50, 1.02 + n / 50, 0.9) for n in range(4))
    assert suspicious((Word("so", 0, 0.5, 0.9), *hung), 3)


@pytest.mark.parametrize(
    "speech",
    [
        "",
        "Um.",
        "no, no, no, that was not my call",
        "I, I would, um, I would look at the logs and, uh, talk to people",
        "We cut the build from forty minutes to six, and nobody had to be woken at night again.",
    ],
)
def test_hesitant_speech_is_not(speech: str) -> None:
    """People repeat themselves three times and hesitate."""
    assert not suspicious(said(speech), 20)


@pytest.mark.parametrize(
    ("loop", "left"),
    [
        ("ha ha ha ha ha", "ha ha"),
        ("I am I am I am I am here", "I am I am here"),
        ("a b c d a b c d a b c d a b c d e", "a b c d a b c d e"),
        ("I, I don't, I don't know", "I, I don't, I don't know"),
    ],
)
def test_loops_are_cut_to_two_rounds(loop: str, left: str) -> None:
    """Twice is how people speak."""
    assert text(collapsed(said(loop))) == left


@given(st.lists(st.sampled_from("abc"), max_size=60))
def test_collapsing_leaves_no_loop(letters: list[str]) -> None:
    """No word is left three times in a row, and the order is kept."""
    left = [word.text for word in collapsed(said(" ".join(letters)))]
    assert all(len({*three}) > 1 for three in zip(left, left[1:], left[2:], strict=False))
    remaining = iter(letters)
    assert all(letter in remaining for letter in left)


@pytest.mark.parametrize(
    ("plain", "verbatim", "both"),
    [
        ("Well I left.", "Well, um, I left.", "Well um, I left."),
        ("But I'm Montreal.", "But um, Montreal.", "But um, Montreal."),
        ("I don't know.", "I, I don't, I don't know.", "I, I don't, I don't know."),
        ("We left early.", "We loved early.", "We left early."),
        ("Yes.", "", "Yes."),
        ("", "Um.", "Um."),
    ],
)
def test_two_hearings_become_one(plain: str, verbatim: str, both: str) -> None:
    """Words from the plain one; fillers, repeats and what it is sure of from the verbatim one."""
    assert text(combined(said(plain), said(verbatim))) == both


def test_unsure_additions_are_left_out() -> None:
    """Of words that only the verbatim hearing has, fillers are believed and guesses are not."""
    plain, verbatim = said("Yes."), said("Yes. um, thank you so much", probability=0.2)
    assert text(combined(plain, verbatim)) == "Yes. um,"


@pytest.mark.parametrize("word", ["um", "Um,", "Uh.", "uhm", "er,", "Erm", "ah", "Hmm.", "ummmm"])
def test_sounds_of_hesitation(word: str) -> None:
    """However they are spelt."""
    assert hesitates(word)


@pytest.mark.parametrize("word", ["a", "am", "hum", "her", "mm-hmm", "oh", "I", "yeah", "", "ham"])
def test_words_are_no_hesitation(word: str) -> None:
    """Short words and agreement are not counted as fillers."""
    assert not hesitates(word)


def test_edges_are_ignored_when_words_are_compared() -> None:
    """Case and punctuation do not make another word; apostrophes inside stay."""
    assert spoken("“Don't!”") == "don't"


def test_words_do_not_begin_or_end_in_silence() -> None:
    """What Whisper adds of the pause to the words beside it is taken off again."""
    speech = (Interval(1, 2), Interval(4, 6))
    said_ = [
        Word("one", 0.5, 2.7),
        Word("two", 2.7, 4.5),
        Word("three", 4.5, 7),
        Word("four", 7, 8),
    ]
    assert [(word.start, word.end) for word in in_speech(said_, speech)] == [
        (1, 2),
        (4, 4.5),
        (4.5, 6),
        (7, 8),
    ]
    assert in_speech(said_, ()) == tuple(said_)


@given(
    st.lists(timed, max_size=20),
    st.lists(st.tuples(st.floats(0, 3), st.floats(0.1, 3)), max_size=8),
)
def test_words_stay_where_they_were(words: list[Word], lengths: list[tuple[float, float]]) -> None:
    """Times only move inwards, so that words never overlap more than before."""
    speech, clock = [], 0.0
    for silence, voice in lengths:
        speech.append(Interval(clock + silence, clock + silence + voice))
        clock += silence + voice
    before = tidied(words, 30.0)
    for old, new in zip(before, in_speech(before, speech), strict=True):
        assert old.start is not None
        assert old.end is not None
        assert new.start is not None
        assert new.end is not None
        assert old.start - 0.001 <= new.start <= new.end + 0.001
        assert new.end <= old.end + 0.001


def test_starts_move_no_further_than_the_end() -> None:
    """A word that lasts no time has no room to begin later in."""
    moved = [word.start for word in later([Word("a", 1, 2), Word("b", 2, 2.02)], 0.05)]
    assert moved == pytest.approx([1.05, 2.02])
    assert next(later([Word("a", 0.01, 1)], -0.05)).start == 0


@pytest.mark.parametrize(
    ("loop", "kept"),
    [
        ("ummmmmm", "um"),
        ("E-R-" * 20, "E-R-E-R-"),
        ("Zub" * 12 + "!", "ZubZub!"),
        ("S-S-R-F", "S-S-R-F"),
    ],
)
def test_a_loop_inside_a_word_is_cut(loop: str, kept: str) -> None:
    """The decoder may hang in the middle of a word as well."""
    assert text(tidied([Word(loop, 0, 1, 0.5)], 2)) == kept


def test_words_of_others_are_left_out() -> None:
    """Those said in their voice; a word that lies in neither, or as much in both, stays."""
    words = said("we fixed it honey keys")  # half a second each
    own, others = (Interval(0, 1.4),), (Interval(1.5, 1.9),)
    assert text(at_microphone(words, own, others)) == "we fixed it keys"
    assert at_microphone(words, own, ()) == words


def test_a_word_repeated_in_no_time_was_said_once() -> None:
    """A model that is unsure after the last word writes it again; people take time to."""
    last = Word("good.", 46.66, 46.86, 0.98)
    assert tidied([last, Word("Good.", 46.9, 46.94, 0.1)], 60) == (last,)
    for other in (Word("good.", 46.9, 47.2, 0.1), Word("Good.", 46.9, 46.94, 0.9)):
        assert len(tidied([last, other], 60)) == 2
