"""What an interrupted session still holds, and where it goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from interviewer.answer import plain
from interviewer.audio.sound import read, write
from interviewer.audio.sources import FileSource
from interviewer.errors import StoreError
from interviewer.history import store
from interviewer.interview.loop import Conduct, Interview
from interviewer.interview.recording import part_name
from interviewer.interview.resume import find, unfinished
from interviewer.model import Plan, Session, Transcript, Turn
from interviewer.speak import Speaker, open_voice
from interviewer.transcribe.scripted import Scripted
from tests.support.examples import STARTED, STORY, noise, plan, question, reply, session, turn
from tests.support.watched import Watched


def kept(root: Path, changed: Session) -> store.Folder:
    """That session on disk."""
    return store.create(changed, root)


def under_way(name: str = "other", **changes: object) -> Turn:
    """An answer that was being given."""
    audio = f"02-{name}.wav"
    return Turn(question(name), Transcript(()), audio, **changes)  # type: ignore[arg-type]


def test_the_last_unfinished_session_is_found(tmp_path: Path) -> None:
    """Or the one that is named, by the start of its folder's name."""
    first = kept(tmp_path, session(turn("one")))
    second = kept(tmp_path, replace(session(turn("two")), finished=True))
    assert find(root=tmp_path).folder == first
    assert find(first.path.name, tmp_path).folder == first
    with pytest.raises(StoreError, match="matches 2 sessions"):
        find(first.path.name[:10], tmp_path)
    assert find(str(first.path)).folder == first
    with pytest.raises(StoreError, match="was finished"):
        find(str(second.path), tmp_path)
    with pytest.raises(StoreError, match="no session"):
        find("1999", tmp_path)


def test_a_session_that_goes_on_elsewhere_is_not_interrupted(tmp_path: Path) -> None:
    """The one before it is found, or none."""
    first = kept(tmp_path, session(turn("one")))
    second = kept(tmp_path, session(turn("two"), started=STARTED + timedelta(days=1)))
    with second.locked():
        assert find(root=tmp_path).folder == first
        with first.locked(), pytest.raises(StoreError, match="no interrupted session"):
            find(root=tmp_path)
    assert find(root=tmp_path).folder == second


def test_without_one_it_says_so(tmp_path: Path) -> None:
    """And a damaged one stands in nobody's way."""
    folder = kept(tmp_path, session(turn("one")))
    (folder.path / store.FILE).write_text("{")
    with pytest.raises(StoreError, match="no interrupted session"):
        find(root=tmp_path)


def test_a_killed_answer_is_found_with_all_its_parts(tmp_path: Path) -> None:
    """In their order, the tenth after the ninth; what holds no sample is left out."""
    folder = kept(tmp_path, replace(session(turn("one")), under_way=under_way()))
    for number in range(1, 12):
        write(folder.audio(part_name("02-other", number)), noise(0.1 * number, number))
    folder.audio(part_name("02-other", 12)).write_bytes(b"RIFF")
    found = find(root=tmp_path)
    assert isinstance(found.answer, Turn)
    assert found.question.id == "other"
    assert [round(part.duration, 1) for part in found.parts] == [
        round(0.1 * number, 1) for number in range(1, 12)
    ]
    assert found.session.turns == session(turn("one")).turns
    assert found.session.under_way is None


def test_an_interrupted_answer_is_taken_out_again(tmp_path: Path) -> None:
    """Ctrl-C had kept it as a turn of its own; a follow-up as part of its question."""
    broken = replace(turn("two"), ended="interrupted")
    folder = kept(tmp_path, session(turn("one"), broken))
    found = unfinished(folder, folder.load())
    assert found.answer == broken
    assert [item.question.id for item in found.session.turns] == ["one"]

    lost = reply(ended="lost")
    folder = kept(tmp_path, session(replace(turn("one"), follow_ups=(reply(), lost))))
    found = unfinished(folder, folder.load())
    assert found.answer == lost
    assert found.question.id == "one"
    assert [len(item.follow_ups) for item in found.session.turns] == [1]


def test_between_two_answers_nothing_is_broken_off(tmp_path: Path) -> None:
    """The next question is simply asked."""
    folder = kept(tmp_path, session(turn("one")))
    found = unfinished(folder, folder.load())
    assert found.answer is None
    assert found.parts == ()


def resumed(root: Path, asked: Plan, name: str, said: str) -> tuple[Session, Watched]:
    """Go on with the session below `root`; one file answers what is asked."""
    write(root / "said.flac", noise(2.0, 77))
    sound, screen = read(root / "said.flac"), Watched()
    first = read(root / "first.flac")
    interview = Interview(
        asked,
        Speaker(open_voice("silent")),
        lambda _question, _follow_up: FileSource(root / "said.flac"),
        lambda: Scripted([(sound, said), (first, "It began well.")], otherwise="Both halves."),
        screen,
        Conduct(live=False, follow_ups=0),
    )
    found = find(root=root / "kept")
    assert found.answer is None or found.question.id == name
    return interview.run(unfinished=found), screen


def test_resuming_joins_the_halves_and_asks_what_is_left(tmp_path: Path) -> None:
    """Finished answers stay as they are; the broken one is in one file; the rest is asked."""
    asked = plan(question("one"), question("other"), question("three"))
    done = replace(turn("one"), transcript=plain(STORY))
    begun = replace(
        session(done), plan=asked, under_way=under_way(), elapsed_s=100.0, candidate="a folder"
    )
    folder = kept(tmp_path / "kept", begun)
    write(folder.audio("02-other.wav"), noise(1.5, 5))
    write(tmp_path / "first.flac", noise(1.5, 5))
    ended, screen = resumed(tmp_path, asked, "other", STORY)
    assert [item.question.id for item in ended.turns] == ["one", "other", "three"]
    assert ended.turns[0] == done
    assert ended.turns[1].audio == "02-other.flac"
    assert read(folder.audio("02-other.flac")).duration == pytest.approx(3.5, abs=0.05)
    assert ended.turns[1].transcript.text == "Both halves."
    assert ended.turns[2].transcript.text == STORY
    assert ended.finished
    assert ended.elapsed_s >= 100.0
    assert [line for line in screen.seen if line.startswith("asks")] == [
        "asks other 2/3",
        "asks three 3/3",
    ]
    assert not list(folder.path.glob("*.wav"))


def test_a_session_is_not_opened_twice(tmp_path: Path) -> None:
    """Broken off before the first answer: "welcome back", and the question; no second greeting."""
    asked = plan(question("one"))
    opened = replace(asked, rounds=(replace(asked.rounds[0], says="Good morning to you."),))
    kept(tmp_path / "kept", replace(session(), plan=opened, candidate="a folder"))
    write(tmp_path / "first.flac", noise(1.5, 5))
    ended, screen = resumed(tmp_path, opened, "one", STORY)
    assert [item.question.id for item in ended.turns] == ["one"]
    assert any("Welcome back" in line for line in screen.seen)
    assert not any("Good morning" in line for line in screen.seen)
