"""The recordings of one answer, through every mishap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from interviewer.audio.recorder import NotWrittenError
from interviewer.audio.sound import read, write
from interviewer.audio.sources import FileSource
from interviewer.errors import AudioDeviceError, InterviewerError
from interviewer.history import store
from interviewer.interview.clock import Clock
from interviewer.interview.listening import Listener
from interviewer.interview.recording import Take, recovered
from interviewer.interview.speaking import Speaking
from interviewer.speak import Speaker, open_voice
from tests.support.examples import noise, plan, question, recording
from tests.support.watched import Watched


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    """An listener for a second of noise."""
    recording(tmp_path / "said.flac", 1.0)
    with Speaker(open_voice("silent")) as speaker:
        speaking = Speaking(plan(), speaker, Watched(), Clock(60.0), lambda: None, live=False)
        yield Listener(FileSource(tmp_path / "said.flac"), question(), speaking)


class Gone(FileSource):
    """A microphone that cannot be opened."""

    def __enter__(self) -> Self:
        raise AudioDeviceError("No microphone found", "Connect one.")


def test_an_undisturbed_answer_is_one_file(listener: Listener, tmp_path: Path) -> None:
    """Kept as FLAC in the end."""
    take = Take(store.Folder(tmp_path), "01-one")
    take.record(listener, lambda: None, lambda _trouble: False)
    assert take.seconds == pytest.approx(1.0, abs=0.01)
    assert take.keep().name == "01-one.flac"
    assert not list(tmp_path.glob("*.wav"))


def test_a_microphone_that_cannot_be_opened_may_be_replaced(
    listener: Listener, tmp_path: Path
) -> None:
    """No empty file is left of the attempt."""
    fine, listener.source = listener.source, Gone(tmp_path / "none")
    take = Take(store.Folder(tmp_path), "01-one")
    troubles: list[InterviewerError] = []

    def fixed(trouble: InterviewerError) -> bool:
        troubles.append(trouble)
        return True

    take.record(listener, lambda: fine, fixed)
    assert len(troubles) == 1
    assert [part.path.name for part in take.parts] == ["01-one.wav"]
    listener.source = Gone(tmp_path / "none")
    with pytest.raises(AudioDeviceError):
        Take(store.Folder(tmp_path), "02-two").record(
            listener, lambda: fine, lambda _trouble: False
        )


def test_a_folder_that_cannot_be_written_is_trouble(listener: Listener, tmp_path: Path) -> None:
    """And is told as such."""
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWrittenError):
        Take(store.Folder(tmp_path / "file"), "01").record(listener, lambda: None, lambda _t: False)


def test_parts_are_joined_in_their_order(tmp_path: Path) -> None:
    """Into the first one's name; what cannot be joined stays as it is."""
    take = Take(store.Folder(tmp_path), "01-one")
    for number in (1, 2):
        path = take.path
        write(path, noise(0.5 * number, number))
        take.parts.extend(recovered([path]))
    assert read(take.keep()).duration == pytest.approx(1.5)
    (tmp_path / "02-two.flac").mkdir()
    other = Take(store.Folder(tmp_path), "02-two")
    write(other.path, noise(0.5))
    other.parts.extend(recovered([tmp_path / "02-two.wav"]))
    assert other.keep().name == "02-two.wav"
    assert (tmp_path / "02-two.wav").is_file()


@pytest.mark.parametrize("left", [b"", b"RIFF", bytes(44), bytes(1000)])
def test_what_holds_no_sample_is_in_nobodys_way(
    tmp_path: Path, listener: Listener, left: bytes
) -> None:
    """A process killed before its first block leaves an empty file; the answer takes its name.

    What is merely unreadable is never deleted.
    """
    path = tmp_path / "01-one.wav"
    path.write_bytes(left)
    take = Take(store.Folder(tmp_path), "01-one")
    take.record(listener, lambda: None, lambda _: False)
    assert [part.path.name for part in take.parts] == [
        "01-one.part2.wav" if len(left) > 160 else "01-one.wav"
    ]


def test_parts_of_a_take_never_overwrite_each_other(tmp_path: Path) -> None:
    """Also when a part is there that nobody knew of."""
    take = Take(store.Folder(tmp_path), "01-one")
    assert take.path.name == "01-one.wav"
    write(take.path, noise(0.1))
    assert take.path.name == "01-one.part2.wav"
    take.parts.extend(recovered([tmp_path / "01-one.wav", tmp_path / "missing.wav"]))
    assert take.seconds == pytest.approx(0.1)
    assert take.path.name == "01-one.part2.wav"
    take.discard()
    assert not list(tmp_path.iterdir())
