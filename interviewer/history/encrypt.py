"""A whole history encrypted, decrypted, or given another passphrase; what is interrupted goes on the next time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from interviewer.audio.recorded_candidate import SUFFIXES as AUDIO
from interviewer.errors import EncryptionError, StoreError
from interviewer.history import store
from interviewer.history.index import forget
from interviewer.history.purge import OVERVIEW, PAGES, is_draft
from interviewer.settings import atomic, encryption, private

Progress = Callable[[int, int], None]


def encrypt(
    root: Path, passphrase: str, progress: Progress = lambda _done, _all: None
) -> list[Path]:
    """Encrypt every session, now and from now on; returns files beside them that stay as they are.

    Pages go, since they hold everything and can be made again, and so does the index.

    Raises:
        EncryptionError: the passphrase is too short.
        InUseError: an interview is going on; the sessions before it are encrypted.
        StoreError: a file cannot be replaced.
    """
    try:
        private.make_folder(root)
        if not encryption.is_on(root):
            encryption.make_key(root, passphrase)
        forget(root)
        (root / OVERVIEW).unlink(missing_ok=True)
    except OSError as error:
        raise store.unwritable(root, error) from error
    folders, left = store.folders(root), list[Path]()
    for done, folder in enumerate(folders, 1):
        left += _encrypt(folder)
        progress(done, len(folders))
    return left


def _encrypt(folder: store.Folder) -> Iterator[Path]:
    with folder.locked():
        for path in sorted(folder.path.iterdir()):
            if path.is_symlink() or not path.is_file():
                continue
            try:
                if path.suffix.lower() in PAGES or is_draft(path):
                    path.unlink()
                elif not _ours(path):
                    if path.stat().st_size:
                        yield path
                elif not encryption.is_encrypted(path):
                    encryption.write(path, path.read_bytes())
            except OSError as error:
                raise store.unwritable(path, error) from error


def _ours(path: Path) -> bool:
    return path.name == store.FILE or path.suffix.lower() in AUDIO


def decrypt(root: Path, progress: Progress = lambda _done, _all: None) -> None:
    """Decrypt every session, and encrypt no more.

    Raises:
        EncryptionError: the passphrase is wrong, or nothing is encrypted.
        InUseError: an interview is going on; the sessions before it are decrypted.
        StoreError: a file cannot be replaced, or is damaged: the key stays then.
    """
    if encryption.unlock(root) is None:
        raise EncryptionError("Your recordings are not encrypted", "There is nothing to do.")
    folders = store.folders(root)
    for done, folder in enumerate(folders, 1):
        with folder.locked():
            for path in sorted(folder.path.iterdir()):
                if _ours(path) and encryption.is_encrypted(path):
                    _decrypt(path)
        progress(done, len(folders))
    (root / encryption.KEY_FILE).unlink()
    forget(root)


def _decrypt(path: Path) -> None:
    try:
        data = encryption.read(path)
        with atomic.replacing(path) as draft:
            draft.write_bytes(data)
    except ValueError as error:
        raise StoreError(
            f"{path}: damaged ({error})", "Delete it with `interviewer purge`."
        ) from error
    except OSError as error:
        raise store.unwritable(path, error) from error


def change(root: Path, passphrase: str) -> None:
    """Lock the same key with another passphrase; no session is touched.

    Raises:
        EncryptionError: the present passphrase is wrong, the new one too short, or nothing is encrypted.
        StoreError: the key file cannot be replaced.
    """
    if (key := encryption.unlock(root)) is None:
        raise EncryptionError("Your recordings are not encrypted", "Run `interviewer encrypt`.")
    try:
        encryption.make_key(root, passphrase, key)
    except OSError as error:
        raise store.unwritable(root, error) from error
