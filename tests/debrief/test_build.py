"""A debrief says where everything was said: in which recording, at which second, at which word."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from interviewer.answer import paced, plain
from interviewer.checks.turn import scored
from interviewer.debrief.build import SessionDebrief, answer_debrief, session_debrief
from interviewer.debrief.values import position_of
from interviewer.history.earlier_attempts import EarlierAttempt
from interviewer.model import FollowUp, Interval, Kind, Part, Question, Span, Turn, Verdict, Word
from tests.support.examples import STORY, finding, plan, question, reply, session, turn


def asked(text: str, **changes: object) -> Turn:
    """A story that was told and then asked about."""
    return turn(follow_ups=(reply(paced(text)),), **changes)  # type: ignore[arg-type]


def test_evidence_is_found_in_the_recording_that_holds_it() -> None:
    """Word indexes run through answer and follow-up; times start anew in each recording."""
    size = len(STORY.split())
    heard = answer_debrief(1, asked("It went from nine days to two, I measured it."))
    first, second = (
        position_of(heard.takes, span) for span in (Span(4, 6), Span(size + 2, size + 4))
    )
    assert first is not None
    assert second is not None
    assert (first.take, first.start) == (0, heard.takes[0].transcript.words[4].start)
    assert (second.take, second.start) == (1, heard.takes[1].transcript.words[2].start)
    assert position_of(heard.takes, Span(999, 1000)) is None


def test_what_a_follow_up_quotes_is_found_where_it_was_said() -> None:
    """The page plays it; a follow-up that quotes nothing leads nowhere."""
    words = STORY.split()
    quote = " ".join(words[5:9]).strip(".,")
    probe = FollowUp(f'You said "{quote}". By how much?', "metrics.vague")
    heard = answer_debrief(
        1, turn(follow_ups=(reply(paced("A lot.")), replace(reply(paced("Two.")), follow_up=probe)))
    )
    place = heard.quoted(2)
    assert place is not None
    assert (place.take, place.start) == (0, heard.takes[0].transcript.words[5].start)
    assert heard.quoted(1) is None
    assert heard.quoted(0) is None


def test_findings_are_numbered_in_the_order_said_and_told_by_what_they_gain() -> None:
    """The number stands in the text, on the timeline and at the finding."""
    found = (
        finding("late.small", 1, evidence=(Span(20, 22),)),
        finding("early.big", 9, evidence=(Span(2, 4),)),
        finding("nowhere", 5, evidence=()),
        finding("good", 0, verdict=Verdict.GOOD, evidence=(Span(10, 11),)),
    )
    heard = answer_debrief(1, turn(findings=found))
    assert [(point.finding.rule, point.number) for point in heard.points] == [
        ("early.big", 1),
        ("nowhere", None),
        ("late.small", 3),
        ("good", 2),
    ]
    assert [flag.number for flag in heard.flags(0)] == [1, 3, 2]
    assert heard.numbered[3].quote == " ".join(STORY.split()[20:22])


def test_passages_follow_the_parts_of_the_story() -> None:
    """Every word stands in one passage, in order, and a story's passages carry its parts."""
    heard = answer_debrief(1, scored(asked("Failures went from fourteen to one.")))
    for take in heard.takes:
        words = [piece.text for passage in take.passages for piece in passage.pieces]
        assert words == [word.text for word in take.transcript.words]
    parts = [passage.part for passage in heard.takes[0].passages]
    assert {Part.SITUATION, Part.ACTION, Part.RESULT} <= set(parts)
    assert all(one != other for one, other in pairwise(parts))


def test_long_answers_without_parts_are_cut_where_sentences_end() -> None:
    """A paragraph holds about seventy words and ends with a sentence or before a silence."""
    text = " ".join(["I would look at every request that comes in."] * 40)
    exercise = replace(turn(transcript=paced(text)).question, kind=Kind.TECHNICAL)
    passages = answer_debrief(1, Turn(exercise, paced(text))).takes[0].passages
    assert len(passages) > 3
    assert all(passage.pieces[-1].text.endswith(".") for passage in passages)
    assert max(len(passage.pieces) for passage in passages) < 90
    parted = answer_debrief(1, Turn(exercise, paced("We log it. [4] We alert on it.", 120))).takes[
        0
    ]
    assert [len(passage.pieces) for passage in parted.passages] == [3, 4]


def test_fillers_numbers_and_unsure_words_are_marked() -> None:
    """Marks stand on the words that earn them, and on the timeline at their times."""
    transcript = paced("Um I cut the build from nine hours to two hours so failures stopped.")
    words = list(transcript.words)
    words[3] = replace(words[3], probability=0.4)
    heard = answer_debrief(1, scored(turn(transcript=replace(transcript, words=tuple(words)))))
    pieces = heard.takes[0].passages[0].pieces
    assert "filler" in pieces[0].kinds
    assert "unsure" in pieces[3].kinds
    assert "certainty" in pieces[3].title
    assert any("metric" in piece.kinds for piece in pieces)
    assert heard.takes[0].fillers == (words[0].start,)
    assert len(heard.takes[0].metrics) >= 1


def test_silences_stand_between_the_words_and_on_the_timeline() -> None:
    """Measured silences win over gaps between words."""
    transcript = paced("I read the logs. [3] Then I found the disk.", 120)
    measured = (Interval(0.0, 2.0), Interval(5.0, transcript.duration or 0))
    heard = answer_debrief(1, turn(transcript=replace(transcript, speech=measured)))
    assert [round(pause.length) for pause in heard.takes[0].pauses] == [3]
    assert [piece.pause for piece in heard.takes[0].passages[0].pieces][3] == pytest.approx(3.0)


def test_pace_follows_the_speaker() -> None:
    """A rush in the middle shows; a short answer has no pace."""
    slow, fast = "I read it. " * 40, "I read it. " * 80
    heard = paced(slow, 120).words
    offset = (heard[-1].end or 0) + 0.1
    later = tuple(
        Word(word.text, (word.start or 0) + offset, (word.end or 0) + offset)
        for word in paced(fast, 240).words
    )
    transcript = replace(paced(slow, 120), words=heard + later, duration=later[-1].end)
    pace = answer_debrief(1, turn(transcript=transcript)).takes[0].pace
    assert pace[0][1] == pytest.approx(120, abs=6)
    assert pace[-1][1] == pytest.approx(240, abs=6)
    assert answer_debrief(1, turn()).takes[0].pace == ()


def test_an_answer_without_times_has_no_timeline_and_all_its_words() -> None:
    """Nothing is invented for a typed answer."""
    (take,) = answer_debrief(1, scored(turn(transcript=plain(STORY), audio=None))).takes
    assert not take.timed
    assert (take.duration, take.pauses, take.fillers, take.pace) == (None, (), (), ())
    assert sum(len(passage.pieces) for passage in take.passages) == len(STORY.split())


def test_an_answer_that_was_not_given_is_told(everything: SessionDebrief) -> None:
    """Skipped and silent answers have no scores and no passages."""
    skipped = everything.answers[-1]
    assert skipped.takes[0].passages == ()
    assert skipped.scores == ()


def test_a_rubric_that_is_gone_costs_only_its_checklist() -> None:
    """A session outlives the pack it was held with."""
    question = Question("q", Kind.TECHNICAL, "?", rubrics=("no-such-rubric",))
    heard = answer_debrief(1, Turn(question, paced(STORY), scores={"overall": 50.0}))
    assert heard.checklists == ()
    assert heard.overall == 50.0


def test_a_review_says_which_flaws_were_found_and_where(everything: SessionDebrief) -> None:
    """Each planted flaw with its lines, its reason, and the words that named it."""
    review = everything.answers[1]
    found = {flaw.name: flaw for flaw in review.flaws}
    assert found["Command injection"].found
    assert found["Command injection"].place is not None
    assert found["Path traversal"].quote
    assert not found["Any size, as often as one likes"].found
    line = found["Path traversal"].lines[0]
    assert review.flaws_at(line) == (found["Path traversal"],)


def test_what_a_checklist_tells_is_not_told_twice(everything: SessionDebrief) -> None:
    """Missing concepts stand in the checklist, not among the findings as well."""
    upload = everything.answers[2]
    assert len(upload.checklists) >= 1
    missing = {
        f"{name}.{tick.key}"
        for name, checklist in zip(upload.turn.question.rubrics, upload.checklists, strict=True)
        for tick in checklist.missing
    }
    assert missing
    assert not missing & {point.finding.rule for point in upload.points}
    assert any(".wrong." in point.finding.rule for point in upload.points)


def test_attempts_of_one_session_stand_beside_each_other() -> None:
    """The second attempt is compared with the first; older ones come before both."""
    first, second = turn(scores={"overall": 50.0}), turn(scores={"overall": 62.0}, attempt=2)
    old = EarlierAttempt(session(), turn(scores={"overall": 40.0}), "../old/debrief.html")
    answers = session_debrief(session(first, second), earlier={"dive-deep": (old,)}).answers
    assert [past.turn.scores["overall"] for past in answers[0].earlier] == [40.0]
    assert [past.turn.scores["overall"] for past in answers[1].earlier] == [40.0, 50.0]
    assert answers[1].change(answers[1].scores[0]) == 12.0


def test_questions_without_an_answer_are_named() -> None:
    """By their number in the plan, so that the numbers of the answers explain themselves."""
    first, last = turn("first"), turn("last")
    questions = (first.question, question("second"), last.question)
    left = replace(session(first, last), plan=plan(*questions))
    told = session_debrief(left)
    assert told.unanswered == "Not answered, of 3 questions: 2 second."
    assert session_debrief(session(first, last)).unanswered == ""
    many = plan(first.question, *(question(name) for name in "abcde"))
    assert session_debrief(replace(session(first), plan=many)).unanswered == (
        "Not answered, of 6 questions: 2 a, 3 b, 4 c and 2 more."
    )


def test_scores_say_what_they_sound_like() -> None:
    """The anchor nearest to the score, and its share of the whole."""
    heard = answer_debrief(1, scored(turn()))
    star = next(score for score in heard.scores if score.name == "star")
    assert star.title == "Structure"
    assert star.sounds
    assert sum(score.weight for score in heard.scores) == pytest.approx(1.0)
    assert heard.scores[0].name == "overall"


def sounds(told: Turn) -> dict[str, str]:
    """What each score of a turn is said to sound like."""
    return {score.name: score.sounds for score in answer_debrief(1, scored(told)).scores}


@pytest.mark.parametrize(
    ("told", "way", "other"), [("I fixed it.", "short", "long"), (STORY * 20, "long", "short")]
)
def test_a_length_is_called_too_short_or_too_long_and_never_either(
    told: str, way: str, other: str
) -> None:
    """It was measured, so it is known."""
    said = sounds(turn(transcript=paced(told)))["timing"]
    assert f"too {way}" in said
    assert other not in said


def test_no_part_is_said_to_be_missing_from_a_story_off_the_question() -> None:
    """Its structure scores less because something else was asked for, and that is what is said."""
    told = scored(turn(transcript=paced(STORY)))
    off = replace(told, findings=(*told.findings, finding("relevance.off-question")))
    heard = {score.name: score.sounds for score in answer_debrief(1, off).scores}
    assert "something else than was asked" in heard["star"]


def test_an_effect_without_figures_is_not_said_to_have_any() -> None:
    """Its points are for what was told in words."""
    told = turn(
        transcript=paced(
            "Last spring our nightly build kept failing and the release was late. My job was to find out why. I read"
            " the logs, I wrote a script that grouped the failures, and I moved the archive to its own disk. In the"
            " end not one build failed again, and the manager thanked me in front of everybody."
        )
    )
    assert scored(told).scores["metrics"] > 20
    assert "figures" not in sounds(told)["metrics"]
