"""A folder of recordings stands in for the microphone."""

from pathlib import Path

import pytest

from interviewer.audio.recorded_candidate import Candidate, shipped
from interviewer.errors import AudioFileError


def folder_of(path: Path, *names: str) -> Path:
    """A folder with empty files of these names."""
    path.mkdir(exist_ok=True)
    for name in names:
        (path / name).touch()
    return path


def test_files_named_for_questions_answer_them(tmp_path: Path) -> None:
    """A question's own recording is its answer, however often it is asked."""
    folder = folder_of(tmp_path / "c", "idor.flac", "idor.follow-up.flac", "notes.txt")
    candidate = Candidate(folder, frozenset({"idor", "xss"}))
    assert candidate.questions == {"idor"}
    assert candidate.answer("idor") == folder / "idor.flac" == candidate.answer("idor")
    assert candidate.follow_up("idor") == folder / "idor.follow-up.flac"
    assert candidate.answer("xss") is None
    assert candidate.follow_up("xss") is None


def test_a_folder_says_what_its_replies_answer(tmp_path: Path) -> None:
    """So that the interviewer asks just that; a broken file is one line of complaint."""
    folder = folder_of(tmp_path / "c", "idor.flac")
    assert Candidate(folder, frozenset({"idor"})).probes == {}
    (folder / "follow-ups.toml").write_text('idor = "And then?"')
    assert Candidate(folder, frozenset({"idor"})).probes == {"idor": "And then?"}
    (folder / "follow-ups.toml").write_text("idor = And then?")
    with pytest.raises(AudioFileError, match=r"follow-ups\.toml"):
        Candidate(folder, frozenset({"idor"}))


def test_other_files_answer_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Any folder of recordings will do; when it is used up there is no answer."""
    folder = folder_of(tmp_path / "c", "2.wav", "1.mp3", "3.M4A")
    candidate = Candidate(folder, frozenset({"idor"}))
    names = [path.name for _ in range(3) if (path := candidate.answer("idor"))]
    assert names == ["1.mp3", "2.wav", "3.M4A"]
    assert candidate.answer("idor") is None


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_recordings_is_an_error(tmp_path: Path, name: str) -> None:
    """A mistyped folder is not an interview in silence."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(AudioFileError, match=name):
        Candidate(tmp_path / name, frozenset())


@pytest.mark.parametrize("name", ["strong", "weak"])
def test_the_shipped_candidates_are_there(name: str) -> None:
    """The demonstration always has someone to talk to."""
    assert Candidate(shipped(name), frozenset()).answer("anything") is not None
