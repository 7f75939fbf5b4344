"""An answer is prepared once, and every index agrees with the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer import Answer, paced, plain
from interviewer.model import Interval, Prosody, Span, Transcript, Word

TEXTS = st.text(max_size=400)


def test_tokens_are_plain_and_keep_the_place_of_every_word() -> None:
    """Case and punctuation go, apostrophes are straight, a lone dash stays as an empty token."""
    answer = Answer(plain("Well, “I’m” -- done!"))
    assert answer.tokens == ("well", "i'm", "", "done")


@given(TEXTS)
def test_there_is_one_token_a_word(text: str) -> None:
    """Whatever is said, spans of words are spans of tokens."""
    answer = Answer(plain(text))
    assert len(answer.tokens) == len(answer.words)


@given(TEXTS)
def test_sentences_cover_every_word_once(text: str) -> None:
    """Sentences follow each other without gaps, from the first word to the last."""
    answer = Answer(plain(text))
    edges = [0]
    for span in answer.sentences:
        assert span.first == edges[-1] < span.last
        edges.append(span.last)
    assert edges[-1] == len(answer.words)


def test_duration_is_the_recording_then_the_prosody_then_the_last_word() -> None:
    """The best source that is there wins; text alone has no duration."""
    words = (Word("Hi", 0.5, 1.0),)
    prosody = Prosody(duration_s=7.0)
    assert Answer(Transcript(words, duration=9.0, prosody=prosody)).duration == 9.0
    assert Answer(Transcript(words, prosody=prosody)).duration == 7.0
    assert Answer(Transcript(words)).duration == 1.0
    assert Answer(plain("Hi")).duration is None


def test_pauses_come_from_voice_activity_when_it_was_measured() -> None:
    """Recognisers stretch words over silences, so what was heard counts more."""
    words = (Word("a", 0.0, 1.0), Word("b", 3.0, 4.0))
    assert Answer(Transcript(words)).pauses == (Interval(1.0, 3.0),)
    heard = (Interval(0.0, 2.0), Interval(2.5, 4.0))
    assert Answer(Transcript(words, speech=heard)).pauses == (Interval(2.0, 2.5),)


def test_overlapping_and_backward_times_give_no_negative_pause() -> None:
    """Pauses are where nothing sounds, in whatever order the words come."""
    words = (Word("a", 2.0, 3.0), Word("b", 0.0, 2.5), Word("c", 5.0, 4.0))
    assert Answer(Transcript(words)).pauses == (Interval(3.0, 5.0),)


def test_paced_text_has_even_times_and_written_silences() -> None:
    """At 120 words a minute a word has half a second; `[2]` is two seconds of silence."""
    answer = Answer(paced("One two [2] three", 120))
    assert [word.start for word in answer.words] == [0.0, 0.5, 3.0]
    assert answer.duration == 3.5


def test_a_measure_is_taken_once() -> None:
    """Checks share what they read."""
    calls = []

    def measure(answer: Answer) -> int:
        calls.append(answer)
        return len(answer.words)

    answer = Answer(plain("One two"))
    assert (answer.once(measure), answer.once(measure), len(calls)) == (2, 2, 1)


@pytest.mark.parametrize("span", [Span(5, 6), Span(0, 0)])
def test_times_beyond_the_words_are_unknown(span: Span) -> None:
    """A span outside the answer has no time, and is no error."""
    answer = Answer(paced("One two"))
    assert answer.end(span) is None
