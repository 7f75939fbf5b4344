"""An answer in figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.answer import Answer, paced, plain
from interviewer.history.answer_figures import content_stems, measure_answer
from interviewer.model import Kind, Part, Question, Transcript, Turn
from tests.support.examples import STORY, reply, turn


def test_a_story_has_length_pace_shares_and_numbers() -> None:
    """All that the index keeps."""
    answer = measure_answer(turn("dive-deep", paced(STORY, 120)))
    assert answer.words == len(STORY.split())
    assert answer.pace == pytest.approx(120, abs=1)
    assert answer.seconds == pytest.approx(answer.words / 2, abs=0.5)
    assert sum(answer.shares.values()) == pytest.approx(1, abs=0.01)
    assert answer.shares[Part.ACTION] > answer.shares[Part.TASK]
    assert any("fourteen" in metric for metric in answer.metrics)
    assert answer.opening.startswith("Last spring our build pipeline")


def test_follow_ups_belong_to_the_answer() -> None:
    """What a probe brought out counts; the length is that of the answer itself."""
    whole = turn(follow_ups=(reply(paced("It took ninety minutes less.")),))
    assert measure_answer(whole).words == len(STORY.split()) + 5
    assert measure_answer(whole).seconds == measure_answer(turn()).seconds


def test_text_alone_has_no_pace() -> None:
    """Nothing is invented; shares are then those of the words."""
    answer = measure_answer(turn("typed", plain(STORY)))
    assert (answer.seconds, answer.pace, answer.fillers) == (None, None, None)
    assert answer.shares


@pytest.mark.parametrize("kind", [Kind.THREAT_MODEL, Kind.WARM_UP])
def test_only_stories_are_known_again(kind: Kind) -> None:
    """An exercise has neither shares nor keys."""
    answer = measure_answer(Turn(Question("q", kind, "?"), paced(STORY)))
    assert not answer.shares
    assert not answer.keys


def test_an_opinion_is_no_story() -> None:
    """It is measured, but it is nothing to recognise."""
    opinion = (
        "I always check everything twice, because quality matters to me and I would never ship"
    )
    assert not measure_answer(turn("dive-deep", paced(f"{opinion} anything untested."))).keys


def test_keys_are_the_words_that_tell_a_story_apart() -> None:
    """No function words, no fillers, no endings, and nothing that the question said first."""
    keys = content_stems(Answer(paced("So, um, I grouped scripts, and the disks of the servers.")))
    assert keys == content_stems(Answer(plain("grouping script disk server")))
    assert len(keys) == 4
    asked = replace(turn(), question=Question("q", Kind.BEHAVIORAL, "About your build pipeline?"))
    assert "pipelin" in measure_answer(turn()).keys
    assert "pipelin" not in measure_answer(asked).keys


def test_fillers_do_not_open_a_story() -> None:
    """People recognise it by its first words."""
    assert measure_answer(turn("a", paced("Um, uh, yes. We moved."))).opening == "yes. We moved."
    assert measure_answer(turn("a", Transcript(()))).opening == ""


def test_numbers_of_the_outcome_come_first() -> None:
    """They are what a story is remembered by; clock times are none."""
    story = (
        "Last spring three teams sent about 340 invoices a day through my service. My task was to stop the double"
        " payments. At about four in the afternoon Ines rang. I wrote forty property tests, I paired with two engineers"
        " and I moved five jobs to a queue. In the end we shipped 1,200 updates without a single rollback."
    )
    numbers = measure_answer(turn("dive-deep", plain(story))).metrics
    assert "1,200 updates" in numbers[0]
    assert not any("four" in number for number in numbers)


def test_a_number_is_listed_once_and_a_word_for_none_is_no_number() -> None:
    """With what it counts, though that was named the second time only."""
    story = (
        "Last spring our shop had 900, and my task was to move them. I wrote a script and I called the 900 partners"
        " one by one. In the end all 900 partners had moved within 12 days, and nothing was lost."
    )
    numbers = measure_answer(turn("dive-deep", plain(story))).metrics
    assert not any("nothing" in number for number in numbers)
    assert [number for number in numbers if "900" in number] == ["900 partners"]
    assert any("12 days" in number for number in numbers)
