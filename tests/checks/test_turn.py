"""An answer and its follow-ups are scored as one."""

from dataclasses import replace

from interviewer.answer import paced, plain
from interviewer.checks.turn import FOLLOW_UP_S, answer_of, recording_at, retranscribed, scored
from interviewer.model import Stretch
from tests.support.examples import STORY, reply, turn


def test_a_follow_up_goes_on_where_the_answer_ended() -> None:
    """Words, times and speech of the reply come after those of the answer."""
    first = replace(paced("one two [1.0]", 60), speech=(Stretch(0, 1),))
    later = replace(paced("three", 60), speech=(Stretch(0.2, 0.8),))
    whole = answer_of(turn(transcript=first, follow_ups=(reply(later),)))
    assert whole.text == "one two three"
    assert first.duration is not None
    assert whole.words[2].start == first.duration
    assert whole.transcript.speech == (
        Stretch(0, 1),
        Stretch(first.duration + 0.2, first.duration + 0.8),
    )


def test_each_follow_up_lengthens_what_counts_as_a_good_length() -> None:
    """Being asked more is no reason to be called long-winded."""
    asked = turn(follow_ups=(reply(), reply()))
    question = answer_of(asked).question
    assert question is not None
    assert question.target_s[1] == asked.question.target_s[1] + 2 * FOLLOW_UP_S


def test_untimed_follow_ups_leave_the_whole_untimed() -> None:
    """Nothing is invented for a part that has no times."""
    whole = answer_of(turn(follow_ups=(reply(plain("more words")),)))
    assert whole.duration is None
    assert not whole.timed


def test_a_moment_is_found_in_the_recording_that_holds_it() -> None:
    """What was said in the reply is heard in the reply's file."""
    asked = turn("a", transcript=paced("one two", 60), follow_ups=(reply(audio="b.flac"),))
    length = asked.transcript.duration or 0
    assert recording_at(asked, length / 2) == ("a.flac", length / 2)
    assert recording_at(asked, length + 1) == ("b.flac", 1)


def test_scoring_fills_in_findings_and_scores() -> None:
    """A story gets a score, and scoring again changes nothing."""
    once = scored(turn(scores={}))
    assert 0 <= once.scores["overall"] <= 100
    assert scored(once) == once


def test_a_missing_result_told_after_a_probe_counts() -> None:
    """The follow-up's answer is part of the answer."""
    told = "Last spring our nightly build kept failing. I was asked to find out why. I read the"
    told += " logs, I wrote a script that grouped the failures, and I found the full disk."
    result = "As a result failures went from fourteen a month to one, and releases ran on time."
    before = scored(turn(transcript=paced(told)))
    after = scored(replace(before, follow_ups=(reply(paced(result)),)))
    assert "star.no-result" in {finding.rule for finding in before.findings}
    assert "star.no-result" not in {finding.rule for finding in after.findings}
    assert after.scores["star"] > before.scores["star"]


def test_what_was_said_to_the_interviewer_is_no_part_of_the_answer() -> None:
    """Its words and its sound are left out, whoever transcribes the recording again."""
    said = paced("Could you repeat the question? [2] Last spring our build failed.")
    spoken = Stretch(0.0, 2.2), Stretch(4.2, 6.5)
    aside = Stretch(0.0, 2.3)
    asked = turn(transcript=said, asides=(aside,))
    again = retranscribed(asked, replace(said, speech=spoken))
    assert again.transcript.text == "Last spring our build failed."
    assert again.transcript.speech == spoken[1:]
    assert retranscribed(turn(), said).transcript == said


def test_announced_silence_of_a_follow_up_is_shifted_behind_the_answer() -> None:
    """Times of the whole answer go on where its recording ended."""
    late = reply(paced("[10] One."), announced=(Stretch(0.0, 9.0),))
    whole = answer_of(turn(transcript=paced(STORY), follow_ups=(late,)))
    length = paced(STORY).duration
    assert length is not None
    assert whole.announced == (Stretch(length, length + 9.0),)
