"""A kept session changes only where it was asked to."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer import paced, plain
from interviewer.audio.recorded_candidate import shipped
from interviewer.checks.turn import scored
from interviewer.errors import StoreError
from interviewer.history import AnswerRef, revise, store
from interviewer.history.revise import (
    corrected,
    edited_words,
    new_names,
    rescore,
    retranscribe,
    with_note,
    with_transcript,
)
from interviewer.model import Interval, Transcript
from interviewer.transcribe import open_engine
from interviewer.transcribe.scripted import Scripted
from tests.support.examples import STORY, finding, recording, reply, session, turn
from tests.support.histories import answered, kept

SAID = paced("I wrote a script that grouped the failures and eye door was gone")


def test_words_that_do_not_change_keep_their_times() -> None:
    """The replaced ones share the time of what they replace."""
    words = "I wrote a script that grouped the failures and IDOR was gone".split()
    mended = corrected(SAID, words)
    assert [word.text for word in mended.words] == words
    assert mended.words[:9] == SAID.words[:9]
    assert mended.words[10:] == SAID.words[11:]
    idor = mended.words[9]
    assert (idor.start, idor.end) == (SAID.words[9].start, SAID.words[10].end)
    assert mended.edited
    assert mended.duration == SAID.duration


def test_words_that_are_put_in_share_the_silence_there() -> None:
    """And those left out leave one."""
    words = SAID.text.split()
    more = corrected(SAID, [*words[:4], "really", "quickly", *words[5:]])
    inside = more.words[4:6]
    assert inside[0].start == SAID.words[4].start
    assert inside[0].end == inside[1].start
    added = corrected(SAID, ["So", *words, "today"])
    assert added.words[0].start == 0.0
    assert added.words[-1].end == pytest.approx(SAID.duration)


@given(st.lists(st.sampled_from("I wrote a script door um hello failures".split()), max_size=20))
def test_any_correction_keeps_times_in_order(words: list[str]) -> None:
    """No word ends before it starts, and none starts before the one before it."""
    mended = corrected(SAID, words)
    assert [word.text for word in mended.words] == words
    clock = 0.0
    for word in mended.words:
        assert word.start is not None
        assert word.end is not None
        assert clock <= word.start + 1e-3
        assert word.start <= word.end
        clock = word.start


def test_words_without_times_stay_without() -> None:
    """A typed answer has none to share."""
    mended = corrected(plain("one two three"), ["one", "too", "three", "four"])
    assert all(word.start is None for word in mended.words)


def test_the_same_words_change_nothing() -> None:
    """Opening and closing the editor leaves no mark."""
    assert corrected(SAID, SAID.text.split()) is SAID


@pytest.mark.parametrize(
    "text", [STORY, "# is how I begin. Then more.", "#", "", "a\u202eb <b> & c"]
)
def test_what_is_shown_to_edit_reads_back_as_it_was(text: str) -> None:
    """Whatever was said, a hash at its start included."""
    transcript = paced(text)
    assert edited_words(revise.editable(transcript)) == text.split()


def test_a_correction_is_judged(tmp_path: Path) -> None:
    """Scores follow the words; the other answers stay as they are."""
    folder = kept(tmp_path, answered("I always check everything."), answered())
    before = folder.load()
    after = with_transcript(before, AnswerRef(1), paced(STORY))
    assert after.turns[0].scores["overall"] > before.turns[0].scores["overall"]
    assert after.turns[1] == before.turns[1]


def test_a_follow_up_can_be_corrected() -> None:
    """It belongs to the answer that is judged."""
    held = session(scored(turn(follow_ups=(reply(paced("Yes.")),))))
    after = with_transcript(held, AnswerRef(1, 1), paced("It fell from ninety to two."))
    assert after.turns[0].follow_ups[0].transcript.text == "It fell from ninety to two."
    assert after.turns[0].scores != held.turns[0].scores


def test_notes_are_kept_with_the_session(tmp_path: Path) -> None:
    """On an answer or on the whole, in the order written."""
    folder = kept(tmp_path, answered())
    folder.save(with_note(with_note(folder.load(), "first "), "second", AnswerRef(1)))
    first, second = folder.load().notes
    assert (first.text, first.turn, second.text, second.turn) == ("first", None, "second", 0)
    assert first.written.tzinfo
    with pytest.raises(StoreError, match="empty"):
        with_note(folder.load(), " ")


# --- judged again -----------------------------------------------------------------------------------


def test_todays_rules_replace_old_findings(tmp_path: Path) -> None:
    """The differences are told, and what no rule gives is kept."""
    old = turn(findings=(finding("star.gone"),), scores={"overall": 12.0, "program": 50.0})
    folder = kept(tmp_path, old, answered())
    first, second = rescore(folder)
    now = folder.load().turns[0]
    assert now.scores["program"] == 50.0
    assert now.scores["overall"] == scored(old).scores["overall"]
    assert "star.gone" not in {item.rule for item in now.findings}
    assert (first.differs, second.differs) == (True, False)
    assert first.change == pytest.approx(now.scores["overall"] - 12.0, abs=0.1)
    assert not any(item.differs for item in rescore(folder))


def test_looking_at_differences_saves_nothing(tmp_path: Path) -> None:
    """A dry run leaves the file alone."""
    folder = kept(tmp_path, turn(scores={"overall": 12.0}))
    before = (folder.path / store.FILE).read_bytes()
    (revision,) = rescore(folder, save=False)
    assert revision.differs
    assert (folder.path / store.FILE).read_bytes() == before


# --- heard again ------------------------------------------------------------------------------------


def test_recordings_are_heard_again_by_another_engine(tmp_path: Path) -> None:
    """What differs is counted; edited, missing and damaged ones are passed over and said."""
    edited = answered(name="edited")
    edited = replace(edited, transcript=replace(edited.transcript, edited=True))
    folder = kept(tmp_path, answered(), edited, answered(name="lost"), answered(name="bad"))
    for name in ("dive-deep", "edited"):
        recording(folder.path / f"{name}.flac", 12.0)
    (folder.path / "bad.flac").write_bytes(b"no sound")
    engine = Scripted(otherwise="I fixed the build.")
    results, revisions = retranscribe(folder, lambda: engine)
    assert [bool(result.after) for result in results] == [True, False, False, False]
    assert [result.problem.split(" ")[0] for result in results[1:2]] == ["corrected"]
    assert "gone" in results[2].problem
    assert "bad.flac" in results[3].problem
    assert results[0].changed_words > 50
    (revision,) = revisions
    assert revision.after.transcript.text == "I fixed the build."
    assert folder.load().turns[0] == revision.after
    assert folder.load().turns[0].transcript.engine == engine.name


def test_a_corrected_answer_is_heard_again_when_it_is_named(tmp_path: Path) -> None:
    """Who names it means it."""
    edited = answered()
    folder = kept(tmp_path, replace(edited, transcript=replace(edited.transcript, edited=True)))
    recording(folder.path / "dive-deep.flac", 3.0)
    (result,), _ = retranscribe(folder, lambda: Scripted(otherwise="Yes."), AnswerRef(1))
    assert result.after is not None
    assert not folder.load().turns[0].transcript.edited


def test_words_to_the_interviewer_stay_out(tmp_path: Path) -> None:
    """What was an aside when it was recorded is one when it is heard again."""
    told = replace(answered(), asides=(Interval(0.0, 1.5),))
    folder = kept(tmp_path, told)
    recording(folder.path / "dive-deep.flac", 4.0)
    (result,), _ = retranscribe(folder, lambda: Scripted(otherwise="Repeat please. I fixed it."))
    assert result.after is not None
    assert result.after.text == "I fixed it."


def test_a_hand_edited_file_name_reaches_no_other_folder(tmp_path: Path) -> None:
    """Audio is only ever looked for in the session's own folder."""
    outside = tmp_path / "outside.flac"
    recording(outside)
    folder = kept(tmp_path / "recordings", turn(audio="../../outside.flac"))
    with pytest.raises(StoreError, match="gone"):
        revise.recording_path(folder, folder.load().turns[0])


@pytest.mark.model
def test_whisper_hears_a_kept_recording_again(tmp_path: Path) -> None:
    """The real recogniser on a real recording."""
    source = shipped("strong") / "dive-deep-root-cause.follow-up.flac"
    folder = kept(tmp_path, turn("dive-deep", Transcript((), 1.0)))
    shutil.copy(source, folder.path / "dive-deep.flac")
    (result,), (revision,) = retranscribe(folder, lambda: open_engine("faster-whisper", "tiny.en"))
    assert result.after is not None
    assert "digging" in result.after.text.lower()
    assert result.after.model
    assert revision.after.transcript.speech


@pytest.mark.parametrize(
    ("heard", "corrected_words", "names"),
    [
        ("we moved to kestral last year", "we moved to Kestrel last year", ("Kestrel",)),
        ("i asked new kestral labs", "I asked New Kestrel Labs", ("New Kestrel Labs",)),
        ("We used a off and s three.", "We used OAuth and S3.", ("OAuth", "S3")),
        ("so the team agreed", "So the team agreed", ()),
        ("i was there", "I was there", ()),
        ("it was there", "It was Anna's, there", ("Anna",)),
        ("Kestrel was down", "Kestrel went down at Kestrel", ()),
    ],
)
def test_names_that_were_corrected_are_known(
    heard: str, corrected_words: str, names: tuple[str, ...]
) -> None:
    """Those that the recogniser got wrong; not the capital that begins a sentence."""
    before = plain(heard)
    assert new_names(before, corrected(before, corrected_words.split())) == names
