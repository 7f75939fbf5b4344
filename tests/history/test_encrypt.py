"""Encrypted sessions do all that plain ones do, and no word of theirs lies anywhere on the disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio import recorder, sound
from interviewer.audio.sources import FileSource
from interviewer.debrief import page
from interviewer.history import encrypt, store
from interviewer.interview import typed
from interviewer.interview.recording import recovered
from interviewer.settings import encryption, paths
from tests.support.commands import one_line, run_process
from tests.support.examples import STORY, plan, question, recording
from tests.support.histories import answered, kept
from tests.support.sounds import wav_samples

pytestmark = pytest.mark.slow  # a key takes a second on purpose

PASSPHRASE = "correct horse battery"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A passphrase in the environment, at a cost that tests can pay."""
    monkeypatch.setattr(encryption, "COST", {"n": 1 << 10, "r": 8, "p": 1})
    monkeypatch.setenv(encryption.PASSPHRASE, PASSPHRASE)
    encryption._key.cache_clear()
    yield
    encryption._key.cache_clear()


@pytest.fixture
def folder() -> store.Folder:
    """A session with sound, made before the passphrase was chosen, and then encrypted."""
    root = paths.recordings()
    folder = kept(root, answered())
    recording(folder.path / "dive-deep.flac", 25.0)
    page.write(folder.load(), folder.path)
    (folder.path / "notes.txt").write_text("mine")
    run_process("review")  # makes the index
    assert encrypt.encrypt(root, PASSPHRASE) == [folder.path / "notes.txt"]
    return folder


def plain_files(*roots: Path) -> list[str]:
    """Files that somebody could read: with words of the story in them, or with sound."""
    found = []
    for path in (path for root in roots for path in root.rglob("*") if path.is_file()):
        data = path.read_bytes()
        words = ("pipeline", "ran out of disk", "fourteen", "nightly-reply")
        if any(word.encode() in data for word in words) or data[:4] in {b"fLaC", b"RIFF"}:
            found.append(path.name)
    return found


def test_nothing_is_left_to_read(folder: store.Folder) -> None:
    """Neither session, sound, page nor index; files that are not ours are named and stay."""
    assert plain_files(paths.recordings(), paths.cache()) == []
    assert sorted(path.name for path in folder.path.iterdir()) == [
        ".lock",
        "dive-deep.flac",
        "notes.txt",
        "session.json",
    ]
    assert STORY[:20] in folder.load().turns[0].transcript.text
    assert sound.read(folder.audio("dive-deep.flac")).duration == pytest.approx(25.0)


def test_every_command_works(folder: store.Folder, tmp_path: Path) -> None:
    """Lists, opens, searches, compares, notes, scores, exports, progress, the page of all, purge."""
    for command in (
        ("review",),
        ("review", "last"),
        ("review", "last", "--json"),
        ("review", "--compare", "last:1", "last:1"),
        ("review", "last", "--note", "remember the nightly-reply"),
        ("review", "last", "--rescore"),
        ("progress", "--all"),
        ("review", "last", "--export", "md", "--output", tmp_path / "out"),
        ("review", "last", "--export", "html", "--output", tmp_path / "out"),
        ("review", "--html", "--output", tmp_path / "out" / "index.html"),
        ("review", "--reindex"),
        ("encrypt", "--status"),
        ("purge", "--older-than", "1d", "--dry-run"),
    ):
        result = run_process(*command)
        assert result.returncode == 0, (command, result.stderr)
    hits = json.loads(run_process("review", "--search", "grouped failures", "--json").stdout)
    assert len(hits) == 1
    assert "data:audio/mpeg" in (tmp_path / "out" / "debrief.html").read_text("utf-8")
    assert "pipeline" in (tmp_path / "out" / "debrief.md").read_text("utf-8")
    assert folder.load().notes
    assert plain_files(paths.recordings(), paths.cache()) == []
    assert run_process("purge", "last", "--yes").returncode == 0
    assert not folder.path.exists()


def test_an_interview_is_encrypted_from_its_first_word(folder: store.Folder) -> None:
    """Typed here: saved, broken off and resumed without a plain byte."""
    new = kept(paths.recordings(), days=1, finished=False)
    asked = question("a"), question("b")
    new.save(replace(new.load(), plan=plan(*asked)))
    typed._save(asked[0], ["Last spring the pipeline failed."])
    assert plain_files(paths.recordings(), paths.cache()) == []
    result = run_process("resume", "--no-voice", given="It was fourteen a month.\n\n" * 9)
    assert result.returncode == 0, result.stderr
    assert "Your draft" in result.stdout
    assert "review last --open" in result.stdout
    assert plain_files(paths.recordings(), paths.cache()) == []
    assert "pipeline" in new.load().turns[0].transcript.text
    assert len(new.load().turns) == 2
    assert folder.load().turns


def test_sound_is_encrypted_as_it_comes(folder: store.Folder, tmp_path: Path) -> None:
    """A recording that is cut short anywhere is read up to there, and becomes FLAC."""
    whole = recording(tmp_path / "given.wav", 2.0)
    path = folder.path / "02.wav"
    taken = recorder.record(FileSource(tmp_path / "given.wav"), path)
    assert plain_files(folder.path) == []
    assert np.array_equal(wav_samples(path), sound.to_int16(whole))
    assert np.array_equal(sound.read(path).samples, whole.samples)
    killed = folder.path / "03.wav"
    killed.write_bytes(path.read_bytes()[:-20_000])
    (found,) = recovered([killed])
    assert 1.3 < found.duration < 1.4
    flac = recorder.keep(taken, found)
    assert plain_files(folder.path) == []
    assert sound.read(flac).duration == pytest.approx(2.0 + found.duration)


def test_a_wrong_passphrase_is_one_line(folder: store.Folder) -> None:
    """Nothing is passed over as damaged, nothing is written plain, nothing is lost."""
    before = (folder.path / "session.json").read_bytes()
    for command in (
        ("review",),
        ("review", "last"),
        ("review", "--search", "x"),
        ("progress",),
        ("resume",),
        ("encrypt",),
        ("encrypt", "--off"),
        ("drill", "dive-deep", "--typed", "--no-voice"),
    ):
        assert "does not open" in one_line(
            run_process(*command, INTERVIEWER_PASSPHRASE="wrong one")
        )
    assert (folder.path / "session.json").read_bytes() == before
    assert len(store.folders()) == 1


def test_a_lost_passphrase_leaves_deleting(folder: store.Folder) -> None:
    """Sessions go by name, and the index with them."""
    result = run_process("purge", folder.path.name, "--yes", INTERVIEWER_PASSPHRASE="lost it")
    assert result.returncode == 0, result.stderr
    assert not folder.path.exists()


def test_a_changed_file_is_damaged(folder: store.Folder) -> None:
    """It is named like any damaged session, and the others are read."""
    data = bytearray((folder.path / "session.json").read_bytes())
    data[-1] ^= 1
    (folder.path / "session.json").write_bytes(data)
    assert "damaged" in one_line(run_process("review", "last"))
    assert "damaged" in run_process("review").stdout


def test_an_export_says_where(folder: store.Folder) -> None:
    """A plain copy beside an encrypted session would be found."""
    assert "--output" in one_line(run_process("review", folder.path.name, "--export", "txt"))
    assert "needs a terminal" in one_line(run_process("review", folder.path.name, "--open"))


def test_the_passphrase_is_changed_and_taken_away(folder: store.Folder) -> None:
    """The old one opens nothing then; without one everything is plain again."""
    result = run_process("encrypt", "--change", INTERVIEWER_NEW_PASSPHRASE="battery horse")
    assert result.returncode == 0, result.stderr
    assert "does not open" in one_line(run_process("review"))
    assert run_process("encrypt", "--off", INTERVIEWER_PASSPHRASE="battery horse").returncode == 0
    encryption._key.cache_clear()
    assert not encryption.is_on(paths.recordings())
    assert sorted(plain_files(folder.path)) == ["dive-deep.flac", "session.json"]
    assert (
        "pipeline"
        in run_process("review", "--search", "pipeline", INTERVIEWER_PASSPHRASE="").stdout
    )


def test_what_was_interrupted_goes_on(folder: store.Folder) -> None:
    """Some sessions plain, some encrypted: all are read, and the command finishes its work."""
    other = kept(paths.recordings(), answered(), days=1)
    (other.path / "session.json").write_bytes(encryption.read(other.path / "session.json"))
    assert not encryption.is_encrypted(other.path / "session.json")
    assert len(json.loads(run_process("review", "--json").stdout)) == 2
    assert run_process("encrypt").returncode == 0
    assert encryption.is_encrypted(other.path / "session.json")
    assert folder.load()
