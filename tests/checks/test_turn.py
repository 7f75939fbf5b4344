"""An answer and its follow-ups are scored as one."""

from dataclasses import replace
from datetime import datetime

from interviewer.answer import paced, plain
from interviewer.answer.speech_measures import own_s
from interviewer.checks.turn import answer_of, counted, recording_at, retranscribed, scored
from interviewer.model import FollowUp, Interval, Plan, Session, Transcript
from tests.support.examples import STORY, reply, turn


def test_a_follow_up_goes_on_where_the_answer_ended() -> None:
    """Words, times and speech of the reply come after those of the answer."""
    first = replace(paced("one two [1.0]", 60), speech=(Interval(0, 1),))
    later = replace(paced("three", 60), speech=(Interval(0.2, 0.8),))
    whole = answer_of(turn(transcript=first, follow_ups=(reply(later),)))
    assert whole.text == "one two three"
    assert first.duration is not None
    assert whole.words[2].start == first.duration
    assert whole.transcript.speech == (
        Interval(0, 1),
        Interval(first.duration + 0.2, first.duration + 0.8),
    )


def test_a_reply_is_no_part_of_the_length() -> None:
    """Neither what was said in it nor the silence around it: only the answer itself is measured."""
    silence = replace(paced("[20] We had fourteen and now have one. [30]"), speech=None)
    alone, asked = turn(), turn(follow_ups=(reply(silence), reply(silence)))
    assert answer_of(asked).once(own_s) == answer_of(alone).once(own_s)
    assert answer_of(asked).question == asked.question
    assert max(pause.length for pause in answer_of(asked).pauses) < 1.0


def test_silence_around_the_words_is_no_part_of_the_length() -> None:
    """What the interviewer waited before and after them says nothing about the answer."""
    said = scored(turn(transcript=paced(STORY)))
    waited = scored(turn(transcript=paced(f"[60] {STORY} [60]")))
    assert waited.scores["timing"] == said.scores["timing"]
    nothing = scored(turn(transcript=Transcript((), 90.0)))
    assert "timing.good" not in {finding.rule for finding in nothing.findings}


def test_a_reply_takes_nothing_away() -> None:
    """What was learned stays learned, although it is no longer said last."""
    learned = paced(f"{STORY} I learned to write the rollback plan before the change.")
    more = reply(paced("It went down from nine to two. I wrote the check on my own."))
    before, after = (
        scored(turn(transcript=learned)),
        scored(turn(transcript=learned, follow_ups=(more,))),
    )
    assert after.scores["reflection"] >= before.scores["reflection"] > 50


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
    spoken = Interval(0.0, 2.2), Interval(4.2, 6.5)
    aside = Interval(0.0, 2.3)
    asked = turn(transcript=said, asides=(aside,))
    again = retranscribed(asked, replace(said, speech=spoken))
    assert again.transcript.text == "Last spring our build failed."
    assert again.transcript.speech == spoken[1:]
    assert retranscribed(turn(), said).transcript == said


def test_announced_silence_of_a_follow_up_is_shifted_behind_the_answer() -> None:
    """Times of the whole answer go on where its recording ended."""
    late = reply(paced("[10] One."), announced=(Interval(0.0, 9.0),))
    whole = answer_of(turn(transcript=paced(STORY), follow_ups=(late,)))
    length = paced(STORY).duration
    assert length is not None
    assert whole.announced == (Interval(length, length + 9.0),)


def test_of_several_attempts_the_best_counts() -> None:
    """A worse attempt takes nothing away, and skipped answers never count."""
    first, best, worse = (
        turn(scores={"overall": score}, attempt=number)
        for number, score in enumerate((40.0, 92.0, 60.0), 1)
    )
    other = turn(scores={"overall": 10.0})
    plan = Plan("drill", "common", 1, ())
    session = Session(datetime.now().astimezone(), plan, (first, best, worse, other))
    assert counted(session) == (1, 3)
    assert counted(replace(session, turns=(replace(first, ended="skipped"),))) == ()


def test_a_part_that_is_told_again_counts_for_that_part_only() -> None:
    """A look back full of "I" tells no step: neither the missing steps nor their owner are found in it."""
    weak = (
        "Last spring our shop lost customers every week, and the owner was worried. My job was to find out why"
        " they left. We had many talks about it, and we sat together for weeks. In the end the number of"
        " complaints fell from forty to nine a month."
    )
    back = reply(
        paced(
            "Now I always ask every customer first, I call them myself, and I write down what they say before I"
            " change anything. I learned to listen first."
        )
    )
    again = replace(back, follow_up=FollowUp("Just the look back again.", "rewind.reflection"))
    before = scored(turn(transcript=paced(weak)))
    after = scored(turn(transcript=paced(weak), follow_ups=(again,)))
    assert after.scores["ownership"] == before.scores["ownership"]
    assert after.scores["reflection"] > before.scores["reflection"]
    assert "star.no-action" in {finding.rule for finding in after.findings}


def test_a_gap_of_an_unknown_part_is_an_ordinary_follow_up() -> None:
    """A session file by somebody else may say anything."""
    odd = replace(reply(plain("It worked.")), follow_up=FollowUp("And?", "rewind.ending"))
    assert answer_of(turn(follow_ups=(odd,))).told_again == ()
