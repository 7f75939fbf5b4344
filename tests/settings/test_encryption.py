"""The format of encrypted files: nothing of the content shows, and nothing can be changed unseen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import EncryptionError
from interviewer.settings import encryption

KEY = bytes(range(32))
PASSPHRASE = "correct horse battery"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An encrypted recordings folder, at a cost that tests can pay."""
    monkeypatch.setattr(encryption, "COST", {"n": 1 << 10, "r": 8, "p": 1})
    monkeypatch.setenv(encryption.PASSPHRASE, PASSPHRASE)
    encryption.make_key(tmp_path, PASSPHRASE)
    return tmp_path


@given(st.binary(max_size=200))
def test_what_goes_in_comes_out(data: bytes) -> None:
    """Of any length; twice the same is never the same on disk."""
    sealed = encryption.encrypted(data, KEY)
    assert encryption.decrypted(sealed, KEY) == data
    assert sealed != encryption.encrypted(data, KEY)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_frames_have_edges(size: int) -> None:
    """Files of several frames, and of exactly one."""
    data = os.urandom(size)
    assert encryption.decrypted(encryption.encrypted(data, KEY), KEY) == data


@given(st.data())
def test_any_change_is_noticed(data: st.DataObject) -> None:
    """A bit turned over, a piece cut off, something added, another key."""
    sealed = encryption.encrypted(b"what was said " * 9, KEY)
    at = data.draw(st.integers(len(encryption.MARK), len(sealed) - 1))
    flipped = (
        sealed[:at] + bytes([sealed[at] ^ 1 << data.draw(st.integers(0, 7))]) + sealed[at + 1 :]
    )
    for changed in (flipped, sealed[:at], sealed + b"x"):
        with pytest.raises(ValueError, match="cannot be decrypted"):
            encryption.decrypted(changed, KEY)
    with pytest.raises(ValueError, match="another key"):
        encryption.decrypted(sealed, bytes(32))


def test_frames_keep_their_order() -> None:
    """None can be left out, repeated or moved to another file."""
    frames = encryption.EncryptedFrames(KEY)
    first, second = frames.frame(b"a"), frames.frame(b"b")
    end = frames.frame(b"", last=True)
    assert encryption.decrypted(frames.head + first + second + end, KEY) == b"ab"
    other = encryption.EncryptedFrames(KEY)
    for parts in ((second, first, end), (first, end), (first, first, second, end)):
        with pytest.raises(ValueError, match="cannot be decrypted"):
            encryption.decrypted(frames.head + b"".join(parts), KEY)
    with pytest.raises(ValueError, match="cannot be decrypted"):
        encryption.decrypted(other.head + first + second + end, KEY)


@given(st.integers(0, 400))
def test_a_recording_may_end_anywhere(cut: int) -> None:
    """A killed process leaves whole frames, and maybe a part of one; what is whole is read."""
    frames = encryption.EncryptedFrames(KEY)
    sealed = frames.head + b"".join(frames.frame(bytes([n]) * 16) for n in range(8))
    found = encryption.decrypted(sealed[: len(frames.head) + cut], KEY, cut_short=True)
    assert len(found) == min(cut // 36, 8) * 16


def test_the_passphrase_opens_the_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the environment, or from a file; a wrong one says that nobody can recover it."""
    key = encryption.unlock(root / "session" / "01.wav")
    assert key
    assert len(key) == 32
    (root / "secret").write_text(f"{PASSPHRASE}\n")
    encryption._key.cache_clear()
    monkeypatch.delenv(encryption.PASSPHRASE)
    monkeypatch.setenv(encryption.PASSPHRASE_FILE, str(root / "secret"))
    assert encryption.unlock(root) == key
    encryption._key.cache_clear()
    monkeypatch.setenv(encryption.PASSPHRASE, "something else")
    with pytest.raises(EncryptionError, match="Nobody can recover"):
        encryption.unlock(root)
    monkeypatch.delenv(encryption.PASSPHRASE)
    monkeypatch.setenv(encryption.PASSPHRASE_FILE, str(root / "nothing"))
    with pytest.raises(EncryptionError, match="cannot be read"):
        encryption.unlock(root)


def test_nobody_to_ask_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to set."""
    monkeypatch.delenv(encryption.PASSPHRASE)
    with pytest.raises(EncryptionError, match="INTERVIEWER_PASSPHRASE_FILE"):
        encryption.unlock(root)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"n": 9e99}', b"\xff", b"[" * 100_000, b'{"n":-1,"r":8,"p":1}']
)
def test_a_damaged_key_file_is_named(root: Path, content: bytes) -> None:
    """In one line, whatever is in it; and a huge cost is not paid."""
    (root / encryption.KEY_FILE).write_bytes(content)
    with pytest.raises(EncryptionError, match="damaged"):
        encryption.unlock(root)


def test_short_passphrases_are_refused(tmp_path: Path) -> None:
    """They would be guessed."""
    with pytest.raises(EncryptionError, match="too short"):
        encryption.make_key(tmp_path, "short")


def test_plain_folders_stay_plain(tmp_path: Path) -> None:
    """Nothing changes for who does not want it."""
    encryption.write(tmp_path / "a", b"plain")
    assert (tmp_path / "a").read_bytes() == encryption.read(tmp_path / "a") == b"plain"


def test_files_from_before_are_read(root: Path) -> None:
    """Plain ones among encrypted ones; what is written anew is encrypted."""
    (root / "a").write_bytes(b"plain")
    assert encryption.read(root / "a") == b"plain"
    encryption.write(root / "a", b"plain")
    assert encryption.is_encrypted(root / "a")
    assert encryption.read(root / "a") == b"plain"
