"""One dialogue in every format: the candidate's words once each, with the times the file has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.transcribe import transcript_files
from tests.support import dialogues
from tests.support.dialogues import ANSWER, ASKS, TELLS

Written = Callable[[], object]


def read(path: Path, written: Written, speaker: str = "") -> transcript_files.ImportedTranscript:
    """The dialogue, read from a file whose name says nothing."""
    path.write_bytes(dialogues.data(written()))
    return transcript_files.read(path, speaker)


def plain(text: str) -> list[str]:
    """Words without punctuation: some formats have none."""
    return [word.strip(".,?").lower() for word in text.split()]


@pytest.mark.parametrize("written", dialogues.BOTH_TIMED + dialogues.BOTH_UNTIMED)
def test_the_candidate_is_told_from_the_interviewer(tmp_path: Path, written: Written) -> None:
    """Only the candidate's words are there, and the question before them serves as the question."""
    imported = read(tmp_path / "dialogue", written)
    assert plain(imported.transcript.text) == plain(ANSWER)
    assert imported.question == dialogues.DIALOGUE[0].text
    assert len(imported.others) == 1


@pytest.mark.parametrize("written", dialogues.BOTH_TIMED)
def test_times_are_those_of_the_file(tmp_path: Path, written: Written) -> None:
    """Right to about a second where a format times its turns, in order, and others are not counted."""
    transcript = read(tmp_path / "dialogue", written).transcript
    starts = [word.start for word in transcript.words]
    assert all(start is not None for start in starts)
    assert starts == sorted(start or 0.0 for start in starts)
    assert starts[0] == pytest.approx(5.0, abs=1.0)
    assert transcript.words[-1].end == pytest.approx(28.0, abs=2.5)
    assert transcript.others


@pytest.mark.parametrize("written", dialogues.ALONE_TIMED)
def test_every_word_comes_once_with_its_time(tmp_path: Path, written: Written) -> None:
    """Rolling captions repeat nothing, pieces are whole words, lists and tables are read."""
    imported = read(tmp_path / "answer", written)
    assert plain(imported.transcript.text) == plain(ANSWER)
    assert imported.others == ()
    assert imported.transcript.words[0].start == pytest.approx(5.0, abs=0.1)
    assert imported.transcript.words[-1].end == pytest.approx(28.0, abs=1.0)


@pytest.mark.parametrize("written", dialogues.BOTH_UNTIMED)
def test_what_has_no_times_gets_none(tmp_path: Path, written: Written) -> None:
    """Nothing is invented."""
    transcript = read(tmp_path / "dialogue", written).transcript
    assert {word.start for word in transcript.words} == {None}


def test_punctuation_comes_from_the_text_where_words_have_none(tmp_path: Path) -> None:
    """OpenAI's interface gives bare words and a text."""
    assert read(tmp_path / "answer", dialogues.openai_words).transcript.text == ANSWER


def test_a_speaker_can_be_chosen_by_name_or_number(tmp_path: Path) -> None:
    """A part of the name is enough, and numbers go by who speaks first."""
    for wanted in ("priya", ASKS, "1"):
        assert read(tmp_path / "dialogue", dialogues.zoom_vtt, wanted).speaker == ASKS
    assert read(tmp_path / "dialogue", dialogues.zoom_vtt, "2").speaker == TELLS
    with pytest.raises(Exception, match=f"1 {ASKS}, 2 {TELLS}"):
        read(tmp_path / "dialogue", dialogues.zoom_vtt, "Nobody")
