"""The loop asks, listens, judges, probes, and keeps everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interviewer.audio import sound
from interviewer.audio.recorded_candidate import shipped
from interviewer.audio.sound import RATE
from interviewer.audio.sources import Block, FileSource
from interviewer.checks.rewind import told_again
from interviewer.checks.turn import scored
from interviewer.errors import AudioDeviceError, InterviewerError
from interviewer.history import store
from interviewer.interview import phrases
from interviewer.interview.autosave import Autosave
from interviewer.interview.commands import Command, Retry
from interviewer.interview.loop import Conduct, Interview
from interviewer.interview.resume import Unfinished, find, unfinished
from interviewer.interview.screen.view import State
from interviewer.model import FollowUp, Part, Plan, Session, Turn
from interviewer.packs import catalogue
from interviewer.speak import Speaker, open_voice
from interviewer.transcribe.scripted import Scripted
from tests.support.examples import STORY, plan, question, recording
from tests.support.rooms import Room
from tests.support.watched import Watched


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A candidate with one story to tell, and a number when asked for it."""
    vague = STORY.replace("from fourteen a month to one", "significantly")
    said = {"story": vague, "story.follow-up": "From fourteen a month to one.", "other": STORY}
    return Room(tmp_path / "answers", said)


def test_a_question_is_asked_answered_judged_and_kept(room: Room, tmp_path: Path) -> None:
    """What comes out is on disk, with the audio beside it, in a format that plays anywhere."""
    session = room.interview(plan(question("other")), follow_ups=0).run(tmp_path / "kept")
    (folder,) = store.folders(tmp_path / "kept")
    assert folder.load() == session
    assert session.finished
    (turn,) = session.turns
    assert turn.transcript.text == STORY
    assert turn.scores["overall"] > 0
    assert turn.audio is not None
    assert sound.read(folder.audio(turn.audio)).duration == pytest.approx(2.0, abs=0.05)
    assert room.screen.seen[1:] == [
        "asks other 1/1",
        f"heard {len(STORY.split())}",
    ]
    assert room.screen.states[-2:] == [State.LISTENING, State.THINKING]


def test_a_gap_is_probed_and_the_reply_counts(room: Room, tmp_path: Path) -> None:
    """The follow-up asks about the gap, and what it brought out raises the score of its question."""
    session = room.interview(plan(question("story"))).run(tmp_path)
    (turn,) = session.turns
    reply = turn.follow_ups[0]
    assert reply.transcript.text == "From fourteen a month to one."
    assert reply.follow_up.gap == "metrics.vague"
    assert "probes story 1/1" in room.screen.seen
    assert turn.scores["metrics"] > scored(replace(turn, follow_ups=())).scores["metrics"]


def test_no_probe_without_someone_to_answer_it(room: Room, tmp_path: Path) -> None:
    """A recorded candidate is not asked what no recording answers."""
    session = room.interview(plan(question("other")), follow_ups=3).run(tmp_path)
    assert session.turns[0].follow_ups == ()


def test_a_recorded_reply_is_asked_what_it_answers(room: Room, tmp_path: Path) -> None:
    """Once, whatever the answer lacks."""
    pinned = FollowUp("From what to what?")
    session = room.interview(plan(question("story")), recorded_probe=lambda _question: pinned).run(
        tmp_path
    )
    asked = [reply.follow_up for reply in session.turns[0].follow_ups]
    assert asked[0] == pinned
    assert pinned not in asked[1:]


def test_a_live_answer_is_heard_while_it_lasts_and_again_as_a_whole(
    room: Room, tmp_path: Path
) -> None:
    """The transcript of record has the same words, scored and saved."""
    session = room.interview(plan(question("other")), live=True, follow_ups=0).run(tmp_path)
    (folder,) = store.folders(tmp_path)
    assert session.turns[0].transcript.text == STORY
    assert folder.load().turns == session.turns


def pressing(room: Room, *keys: str) -> Callable[[], str | None]:
    """A candidate who presses these keys, each one second into an answer."""
    due: Iterator[str] = iter(keys)
    ready: list[str] = []
    last = [float("inf")]

    def listen(seconds: float) -> None:
        if seconds < last[0]:
            ready.clear()
        if last[0] < 1 <= seconds and (key := next(due, None)):
            ready.append(key)
        last[0] = seconds

    room.screen.on_listen = listen
    return lambda: ready.pop() if ready else None


def test_a_key_ends_the_answer(room: Room, tmp_path: Path) -> None:
    """Enter is the end, and what was said until then is the answer."""
    asked = room.interview(plan(question("other")), press=pressing(room, "\n"), follow_ups=0)
    (turn,) = asked.run(tmp_path).turns
    assert turn.ended == "key"
    assert turn.transcript.duration == pytest.approx(1.0, abs=0.1)


def test_repeat_asks_again_and_keeps_one_answer(room: Room, tmp_path: Path) -> None:
    """Hearing the question again costs nothing."""
    asked = room.interview(plan(question("other")), press=pressing(room, "r"), follow_ups=0)
    (turn,) = asked.run(tmp_path).turns
    assert turn.transcript.text == STORY
    assert room.screen.states.count(State.LISTENING) == 2


def test_skip_goes_on_without_an_answer(room: Room, tmp_path: Path) -> None:
    """A skipped question leaves nothing behind."""
    asked = plan(question("story"), question("other"))
    session = room.interview(asked, press=pressing(room, "s"), follow_ups=0).run(tmp_path)
    assert [turn.question.id for turn in session.turns] == ["other"]


def test_quit_keeps_what_was_said(room: Room, tmp_path: Path) -> None:
    """Leaving early is no loss."""
    asked = plan(question("story"), question("other"))
    session = room.interview(asked, press=pressing(room, "q")).run(tmp_path)
    (turn,) = session.turns
    assert turn.transcript.words
    assert session.finished


def test_quitting_before_a_word_leaves_no_empty_answer(room: Room, tmp_path: Path) -> None:
    """A second of silence into a live question is nothing worth keeping."""
    quiet = replace(room, said={"other": ""})
    session = quiet.interview(
        plan(question("other")), press=pressing(quiet, "q"), live=True, follow_ups=0
    ).run(tmp_path / "kept")
    assert session.turns == ()
    (folder,) = store.folders(tmp_path / "kept")
    assert not list(folder.path.glob("*.wav")) + list(folder.path.glob("*.flac"))


def test_hands_free_tells_once_how_to_end(room: Room, tmp_path: Path) -> None:
    """At the start, and only where silence ends answers."""
    for hands_free in (True, False):
        fresh = replace(room, screen=Watched())
        asked = plan(question("story"), question("other"))
        fresh.interview(asked, live=True, hands_free=hands_free, follow_ups=0).run(
            tmp_path / str(hands_free)
        )
        assert fresh.screen.notes().count(phrases.HANDS_FREE) == int(hands_free)


def test_an_end_before_all_is_heard_again_is_no_end(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is raw after the last answer, when the process ends there, is heard again at `resume`."""

    def end(_: Autosave) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Autosave, "refined", end)
        patch.setattr(Autosave, "refine", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            room.interview(plan(question("other")), live=True, follow_ups=0).run(tmp_path)
    left = find(root=tmp_path)
    assert left.session.turns[0].audio == "01-other.wav"
    session = room.interview(left.session.plan, live=True, follow_ups=0).run(tmp_path, left)
    assert session.finished
    assert session.turns[0].audio == "01-other.flac"
    assert session.turns[0].transcript.text == STORY


def test_ctrl_c_keeps_the_answer_under_way(room: Room, tmp_path: Path) -> None:
    """The half answer is transcribed, scored and on disk when the interrupt arrives."""

    def interrupt(seconds: float) -> None:
        if seconds > 1:
            raise KeyboardInterrupt

    room.screen.on_listen = interrupt
    with pytest.raises(KeyboardInterrupt):
        room.interview(plan(question("other")), live=True).run(tmp_path)
    (folder,) = store.folders(tmp_path)
    session = folder.load()
    assert not session.finished
    (turn,) = session.turns
    assert turn.ended == "interrupted"
    assert turn.transcript.words
    assert turn.audio is not None
    assert sound.read(folder.audio(turn.audio)).duration > 1


def test_an_answer_of_no_length_is_an_answer(tmp_path: Path) -> None:
    """Enter pressed at once: a word at most, no crash, nothing lost."""
    room = Room(tmp_path / "answers", {"other": STORY})
    asked = room.interview(plan(question("other")), press=lambda: "\n", follow_ups=0)
    (turn,) = asked.run(tmp_path / "kept").turns
    assert len(turn.transcript.words) <= 1
    assert turn.scores.get("overall", 0) < 20


def test_trying_again_keeps_both_attempts(room: Room, tmp_path: Path) -> None:
    """A drill is repeated until the candidate has had enough."""
    asked = room.interview(
        plan(question("other")),
        again=lambda _session, turn: Retry.WHOLE if turn.attempt < 3 else Retry.NO,
        follow_ups=0,
    )
    turns = asked.run(tmp_path).turns
    assert [turn.attempt for turn in turns] == [1, 2, 3]
    assert len({turn.audio for turn in turns}) == 3


def test_the_weak_part_is_told_again_by_itself(room: Room, tmp_path: Path) -> None:
    """Asked for as a follow-up: both takes are there, and what it brought out counts."""
    seen: list[float] = []

    def again(_session: Session, turn: Turn) -> Retry:
        seen.append(turn.scores["overall"])
        return Retry.PART if len(seen) < 2 else Retry.NO

    asked = room.interview(plan(question("story")), again=again, follow_ups=0)
    (turn,) = asked.run(tmp_path).turns
    (reply,) = turn.follow_ups
    assert told_again(reply.follow_up) is Part.RESULT
    assert reply.transcript.text == "From fourteen a month to one."
    assert turn.audio != reply.audio
    assert seen[1] > seen[0]


def test_a_round_whose_time_is_up_yields_to_the_next(room: Room, tmp_path: Path) -> None:
    """Every round begins, but none goes on past its minutes."""
    late = plan(question("other"), question("story"), seconds=0.0)
    session = room.interview(late, live=True, follow_ups=0).run(tmp_path)
    assert [turn.question.id for turn in session.turns] == ["other"]
    assert any("is up" in line for line in room.screen.seen)


def test_a_short_answer_is_not_ended_by_silence(tmp_path: Path) -> None:
    """Hands-free too: two seconds of sound are no answer yet, so only the file's end ends it."""
    room = Room(tmp_path / "answers", {"other": STORY})
    asked = room.interview(plan(question("other")), hands_free=True, follow_ups=0)
    (turn,) = asked.run(tmp_path / "kept").turns
    assert turn.ended == "source"


@pytest.mark.slow
def test_every_question_of_every_pack_is_asked_and_survives_silence(tmp_path: Path) -> None:
    """A silent candidate gets through all of them: asked once, kept once, nothing heard."""
    recording(tmp_path / "silence.wav", 0.1)
    asked = tuple(
        found for pack in catalogue.load_all().values() for found in pack.questions.values()
    )
    unique = {found.id: found for found in asked}
    screen = Watched()
    interview = Interview(
        plan(*unique.values()),
        Speaker(open_voice("silent")),
        lambda _question, follow_up: None if follow_up else FileSource(tmp_path / "silence.wav"),
        Scripted,
        screen,
        Conduct(live=False),
    )
    session = interview.run(tmp_path / "kept")
    assert [turn.question.id for turn in session.turns] == list(unique)
    assert all(not turn.transcript.words and not turn.scores for turn in session.turns)
    assert sum(line.startswith("asks ") for line in screen.seen) == len(unique) > 100


def test_each_follow_up_has_a_recording_of_its_own(room: Room, tmp_path: Path) -> None:
    """However many there are after one question, and none is asked twice."""
    room.said["story"] = (
        "Last spring our build kept failing, and we were told to stop that before May. So we read the logs, and then"
        " we wrote a job that sends again. We moved the report to a copy, and we talked to the owners of the table."
    )
    room.said["story.follow-up"] = "Well, it depends."
    session = room.interview(plan(question("story")), follow_ups=3).run(tmp_path)
    (turn,) = session.turns
    assert len(turn.follow_ups) > 1
    assert len({reply.audio for reply in turn.follow_ups}) == len(turn.follow_ups)
    assert len({reply.follow_up.text for reply in turn.follow_ups}) == len(turn.follow_ups)
    (folder,) = store.folders(tmp_path)
    assert all(folder.audio(reply.audio or "").is_file() for reply in turn.follow_ups)


def test_the_same_seed_asks_in_the_same_words(room: Room, tmp_path: Path) -> None:
    """A rehearsal can be repeated, follow-ups included."""
    said = [
        room.interview(plan(question("story")), follow_ups=3).run(tmp_path / name).turns[0]
        for name in ("one", "two")
    ]
    assert [reply.follow_up for reply in said[0].follow_ups] == [
        reply.follow_up for reply in said[1].follow_ups
    ]


def test_little_time_is_told_once_between_answers(room: Room, tmp_path: Path) -> None:
    """Five minutes before the end of a session that is long enough for it to matter."""
    asked = plan(question("story"), question("other"), seconds=1000.0)
    interview = room.interview(asked, live=True, follow_ups=0)
    started = session_at(tmp_path, asked, elapsed_s=690.0)
    interview.run(unfinished=started)
    told = [line for line in room.screen.seen if "minutes left" in line]
    assert told == ["says We have about five minutes left."]


def session_at(root: Path, asked: Plan, elapsed_s: float) -> Unfinished:
    """A session that was interrupted before its first answer."""
    begun = Session(datetime.now(UTC), asked, elapsed_s=elapsed_s)
    return unfinished(store.create(begun, root), begun)


def test_typed_answers_need_no_sound(room: Room, tmp_path: Path) -> None:
    """They are probed and kept like spoken ones, without a recording."""
    answers: Iterator[str | Command] = iter([Command.REPEAT, STORY, "Nothing else."])
    interview = room.interview(
        plan(question("other")), live=True, write=lambda _question: next(answers), follow_ups=1
    )
    session = interview.run(tmp_path)
    (turn,) = session.turns
    assert turn.transcript.text == STORY
    assert turn.ended == "typed"
    assert turn.audio is None
    assert [reply.transcript.text for reply in turn.follow_ups] == ["Nothing else."]
    assert "delivery" not in turn.scores
    (folder,) = store.folders(tmp_path)
    assert not list(folder.path.glob("*.wav"))


def test_the_twist_of_a_scenario_is_one_of_at_most_three_follow_ups(
    room: Room, tmp_path: Path
) -> None:
    """However little is answered, and with no follow-ups wanted there is no twist."""
    asked = catalogue.load("amazon-appsec").questions["vulnerability-idor-find"]
    interview = room.interview(
        plan(asked), live=True, write=lambda _question: "She is logged in.", follow_ups=3
    )
    (turn,) = interview.run(tmp_path).turns
    gaps = [reply.follow_up.gap for reply in turn.follow_ups]
    assert gaps.count("twist") == 1
    assert len(gaps) == 3
    none = room.interview(
        plan(asked), live=True, write=lambda _question: "She is logged in.", follow_ups=0
    )
    assert none.run(tmp_path).turns[0].follow_ups == ()


class Loose(FileSource):
    """A microphone that goes away after a second."""

    realtime = False

    def __iter__(self) -> Iterator[Block]:
        """A second of it."""
        for number, block in enumerate(super().__iter__()):
            if number * len(block) > RATE:
                break
            yield block
        self.lost = True


def test_a_lost_microphone_is_replaced_in_the_same_answer(room: Room, tmp_path: Path) -> None:
    """Both parts are one recording; giving up keeps the first."""
    sources = iter([Loose, FileSource])
    path = tmp_path / "said.flac"
    recording(path, 2.0)
    room.said = {"other": STORY}
    troubles: list[str] = []

    def fixed(trouble: InterviewerError) -> bool:
        troubles.append(trouble.problem)
        return True

    interview = room.interview(plan(question("other")), follow_ups=0, fixed=fixed)
    interview = replace(interview, open_source=lambda _question, _follow_up: next(sources)(path))
    (turn,) = interview.run(tmp_path / "kept").turns
    assert len(troubles) == 1
    assert turn.transcript.duration == pytest.approx(3.0, abs=0.1)
    assert turn.ended == "source"

    given_up = room.interview(plan(question("other")), follow_ups=0)
    given_up = replace(given_up, open_source=lambda _question, _follow_up: Loose(path))
    with pytest.raises(AudioDeviceError, match="disconnected"):
        given_up.run(tmp_path / "broken")
    (folder,) = store.folders(tmp_path / "broken")
    (turn,) = folder.load().turns
    assert turn.ended == "lost"
    assert not folder.load().finished


def test_a_long_answer_that_is_skipped_is_kept_without_a_score(room: Room, tmp_path: Path) -> None:
    """A wrong key costs nothing that was said."""
    voice = shipped("weak") / "warm-up-introduction.flac"
    room.screen.on_listen = lambda seconds: keys.append("s") if seconds > 12 else None
    keys: list[str] = []
    interview = room.interview(
        plan(question("other")), press=lambda: keys.pop() if keys else None, follow_ups=0
    )
    interview = replace(interview, open_source=lambda _question, _follow_up: FileSource(voice))
    (turn,) = interview.run(tmp_path).turns
    assert turn.ended == "skipped"
    assert turn.transcript.duration == pytest.approx(12.0, abs=0.3)
