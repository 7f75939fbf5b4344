"""Recording answers: nothing that was said is lost."""

from __future__ import annotations

import itertools
import subprocess
import sys
import tracemalloc
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.audio.recorder import NotWrittenError, Recording, keep, record
from interviewer.audio.sound import RATE, Sound, read, to_int16, write
from interviewer.audio.sources import BLOCK, Block, FileSource
from interviewer.errors import StoreError
from tests.support.soundcard import plugged_in, soundcard
from tests.support.sounds import Overheard, tone, wav_samples

__all__ = ["plugged_in", "soundcard"]


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    """A recorded answer of one second."""
    write(tmp_path / "answer.flac", tone(1.0))
    return tmp_path / "answer.flac"


class Scripted:
    """A source that gives blocks from a list; it may be lost at the end."""

    realtime = False

    def __init__(self, *blocks: Block, lost: bool = False) -> None:
        self._blocks, self._goes_away, self.lost = blocks, lost, False
        self.waiting = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __iter__(self) -> Iterator[Block]:
        yield from self._blocks
        self.lost = self._goes_away


def ones(count: int, value: int = 1) -> Block:
    """A block of equal samples."""
    return np.full(count, value, np.int16)


# --- recording ----------------------------------------------------------------------------------


@given(st.lists(st.lists(st.integers(-32_768, 32_767), max_size=40), max_size=8))
def test_every_sample_is_on_disk(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[list[int]]
) -> None:
    """What a source gives is what the file holds, whatever the blocks are like."""
    path = tmp_path_factory.mktemp("every") / "a.wav"
    arrays = [np.array(block, np.int16) for block in blocks]
    recording = record(Scripted(*arrays), path)
    assert wav_samples(path).tolist() == list(itertools.chain(*blocks))
    assert recording == Recording(path, sum(map(len, blocks)) / RATE, lost=False)


def test_the_file_is_complete_after_every_block(answer: Path, tmp_path: Path) -> None:
    """At any moment another program can open what was said so far."""
    lengths = []

    def look(_: Block) -> None:
        with wave.open(str(tmp_path / "a.wav"), "rb") as file:
            lengths.append(file.getnframes())

    record(Overheard(FileSource(answer), look), tmp_path / "a.wav")
    assert lengths == [*range(BLOCK, RATE, BLOCK), RATE]


def test_a_microphone_that_goes_away_leaves_what_it_heard(tmp_path: Path) -> None:
    """The interview learns of it and can go on with another one."""
    recording = record(Scripted(ones(100), lost=True), tmp_path / "a.wav")
    assert recording.lost
    assert wav_samples(recording.path).tolist() == [1] * 100


def test_never_overwrites_a_recording(answer: Path, tmp_path: Path) -> None:
    """An answer of an earlier session is safe from a later one."""
    (tmp_path / "a.wav").write_bytes(b"precious")
    with pytest.raises(NotWrittenError, match="File exists"):
        record(FileSource(answer), tmp_path / "a.wav")
    assert (tmp_path / "a.wav").read_bytes() == b"precious"


def test_a_folder_that_cannot_be_written_is_named(answer: Path, tmp_path: Path) -> None:
    """The error says where, why, and what to do."""
    (tmp_path / "file").touch()
    with pytest.raises(NotWrittenError, match=r"file/a\.wav") as caught:
        record(FileSource(answer), tmp_path / "file" / "a.wav")
    assert "INTERVIEWER_RECORDINGS" in caught.value.remedy
    assert caught.value.kept is None


def test_a_full_disk_leaves_what_fitted(answer: Path, tmp_path: Path) -> None:
    """When no more can be written, the file is complete up to there, and the error says so."""
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from interviewer.audio.recorder import NotWrittenError, record\n"
        "from interviewer.audio.sources import FileSource\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: record(FileSource(Path(sys.argv[1])), Path(sys.argv[2]))\n"
        "except NotWrittenError as error: print(error); print(error.kept.duration)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(answer), str(tmp_path / "a.wav")],
        capture_output=True,
        text=True,
        check=True,
    )
    message, kept = done.stdout.splitlines()
    samples = wav_samples(tmp_path / "a.wav")
    assert len(samples) == 19 * BLOCK  # 20 000 bytes hold 19 blocks and the header
    assert np.array_equal(samples, to_int16(read(answer))[: len(samples)])
    assert float(kept) == len(samples) / RATE
    assert "the first 0.6 s are kept" in message


def test_a_killed_program_leaves_everything_it_heard(answer: Path, tmp_path: Path) -> None:
    """After SIGKILL in the middle of an answer the file opens and holds every block."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from interviewer.audio.recorder import record\n"
        "from interviewer.audio.sources import FileSource\n"
        "class Told(FileSource):\n"
        "    def __iter__(self):\n"
        "        for block in super().__iter__():\n"
        "            yield block\n"
        "            print(len(block), flush=True)\n"
        "record(Told(Path(sys.argv[1]), realtime=True), Path(sys.argv[2]))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(answer), str(tmp_path / "a.wav")],
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout
        written = sum(int(child.stdout.readline()) for _ in range(12))
        child.kill()
        written += sum(map(int, child.stdout.read().split()))
    samples = wav_samples(tmp_path / "a.wav")
    assert written <= len(samples) < RATE
    assert np.array_equal(samples, to_int16(read(answer))[: len(samples)])


# --- keeping ------------------------------------------------------------------------------------


def test_a_finished_recording_becomes_flac(answer: Path, tmp_path: Path) -> None:
    """The kept file holds the same samples, and the wav is gone."""
    kept = keep(record(FileSource(answer), tmp_path / "a.wav"))
    assert kept == tmp_path / "a.flac"
    assert np.array_equal(to_int16(read(kept)), to_int16(read(answer)))
    assert sorted(path.name for path in tmp_path.glob("a*")) == ["a.flac", "answer.flac"]


def test_parts_of_one_answer_are_joined(tmp_path: Path) -> None:
    """An answer that went on with another microphone is one answer."""
    parts = [record(Scripted(ones(300, value)), tmp_path / f"{value}.wav") for value in (1, 2)]
    kept = keep(*parts)
    assert kept.name == "1.flac"
    assert to_int16(read(kept)).tolist() == [1] * 300 + [2] * 300
    assert not list(tmp_path.glob("*.wav"))


def test_a_long_answer_takes_no_more_memory_to_keep(tmp_path: Path) -> None:
    """It is turned into FLAC, and compared with it, a few seconds at a time."""

    def needed(minutes: int) -> int:
        path = tmp_path / f"{minutes}.wav"
        write(path, Sound(np.tile(tone(1.0).samples, 60 * minutes)))
        tracemalloc.start()
        keep(Recording(path, 60.0 * minutes, lost=False))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    needed(1)  # what is imported meanwhile stays
    assert needed(6) < 1.5 * needed(1)


def test_an_empty_recording_stays_as_it_is(tmp_path: Path) -> None:
    """There is nothing to convert in an answer of no seconds."""
    assert keep(record(Scripted(), tmp_path / "a.wav")) == tmp_path / "a.wav"
    assert (tmp_path / "a.wav").exists()


def test_nothing_is_deleted_when_it_cannot_be_kept(tmp_path: Path) -> None:
    """When the FLAC file cannot be written the recording stays, and the error names it."""
    recording = record(Scripted(ones(300)), tmp_path / "a.wav")
    (tmp_path / "a.flac").mkdir()
    with pytest.raises(StoreError, match=r"recording is kept as .*a\.wav"):
        keep(recording)
    assert wav_samples(recording.path).tolist() == [1] * 300
    assert sorted(path.name for path in tmp_path.glob("a*")) == ["a.flac", "a.wav"]
