"""How an answer sounds, in figures that are stated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.answer import Answer, paced, plain
from interviewer.answer.speech_measures import mean_pause_s, speech_measures
from interviewer.model import Interval, Kind, Prosody

STORY = (
    "Last spring our build kept failing so I read the logs and found one full disk in the cellar"
)


def test_pace_and_fillers_are_by_the_minute() -> None:
    """Twelve words from the start of the first to the end of the last, 5.9 s, two of them fillers."""
    heard = speech_measures(
        Answer(paced("um one two three four five uh six seven eight nine ten", 120))
    )
    assert heard.words_per_minute == pytest.approx(12 / 5.9 * 60, abs=0.1)
    assert heard.fillers_per_minute == pytest.approx(2 / 5.9 * 60, abs=0.1)
    assert [filler.start_s for filler in heard.fillers] == [0.0, 3.0]


def test_text_without_times_invents_nothing() -> None:
    """Fillers are listed, and whatever needs a clock is None."""
    heard = speech_measures(Answer(plain("Um, I read the logs.")))
    assert [filler.text for filler in heard.fillers] == ["Um,"]
    assert (heard.words_per_minute, heard.fillers_per_minute) == (None, None)
    assert (heard.first_word_s, heard.pauses, heard.pace_by_quarter) == (None, (), ())


def test_a_duration_is_enough_for_pace() -> None:
    """Text with the length of its recording has a pace."""
    heard = speech_measures(Answer(plain(STORY, prosody=Prosody(duration_s=8.0))))
    assert heard.words_per_minute == pytest.approx(142.5)


def test_pauses_are_told_by_their_place() -> None:
    """Thinking that is announced is no fault, and a pause between sentences is a virtue."""
    text = "Let me think. [5] Last spring our build [2] kept failing. [1.5] It was slow. We waited."
    heard = speech_measures(Answer(paced(text), kind=Kind.WARM_UP))
    assert [pause.where for pause in heard.pauses] == [
        "thinking",
        "inside-sentence",
        "between-sentences",
    ]


def test_a_pause_between_the_parts_of_a_story_is_named() -> None:
    """Only in a story."""
    text = "Last year at my old company the checkout page went down every Friday. [2] My job was to stop that."
    assert speech_measures(Answer(paced(text))).pauses[0].where == "between-parts"


def test_the_first_word_may_be_late() -> None:
    """Voice activity tells better than stretched words."""
    transcript = paced("[3] I read it")
    assert speech_measures(Answer(transcript)).first_word_s == 3.0
    heard = replace(transcript, speech=(Interval(2.5, 4.0),))
    assert speech_measures(Answer(heard)).first_word_s == 2.5


def test_pace_by_quarter_shows_a_rush() -> None:
    """Four figures, over the time between the first and the last word."""
    slow = " [1] ".join(STORY.split())
    quarters = speech_measures(Answer(paced(f"{slow} {STORY} {STORY}", 180))).pace_by_quarter
    assert len(quarters) == 4
    assert quarters[-1] > 2 * quarters[0]


def test_announced_silence_costs_nothing() -> None:
    """Half a minute after "let me think", or after a key, leaves pace and pauses alone."""
    story = "Last spring the build failed. I read the logs and I found one full disk."
    plainly = speech_measures(Answer(paced(story)))
    thought = speech_measures(Answer(paced(f"Let me think. [30] {story}")))
    assert thought.words_per_minute == pytest.approx(plainly.words_per_minute, rel=0.1)
    assert [pause.where for pause in thought.pauses] == ["thinking"]

    silent = paced(f"{story} [30] {story}")
    start = silent.words[15].start
    assert start is not None
    by_key = Answer(silent, announced=(Interval(start - 30, start),))
    assert speech_measures(by_key).pauses[0].where == "thinking"
    assert (mean_pause_s(by_key) or 0) < (mean_pause_s(Answer(silent)) or 0)


def test_a_late_start_may_be_announced_by_a_key() -> None:
    """Then the first word is as early as what is left of the silence."""
    late = paced("[20] Last spring the build failed.")
    assert speech_measures(Answer(late)).first_word_s == pytest.approx(20.0)
    announced = Answer(late, announced=(Interval(2.0, 20.0),))
    assert speech_measures(announced).first_word_s == pytest.approx(2.0)
