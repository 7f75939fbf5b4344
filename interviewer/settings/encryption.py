"""Encryption at rest: one passphrase for a recordings folder, one small seam for its files.

`.encryption.json` in the recordings folder holds a random key, locked with the passphrase (scrypt). While it
is there, every session file and recording below is encrypted; files from before stay readable. Format of a
file, after age's STREAM construction: a mark, a salt, then frames of ChaCha20-Poly1305 under a key of the
file's own (HKDF-SHA256 of key and salt). A frame's nonce is its number and whether it is the last, so that
frames can be added as sound comes, and none can be swapped or dropped unseen; a recording alone may lack its
last one, since a killed process writes none.
"""

from __future__ import annotations

import json
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from interviewer.errors import EncryptionError, MissingDependencyError
from interviewer.settings import atomic, private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEY_FILE = ".encryption.json"
PASSPHRASE = "INTERVIEWER_PASSPHRASE"
PASSPHRASE_FILE = "INTERVIEWER_PASSPHRASE_FILE"
MARK = b"interviewer-encrypted 1\n"
SALT = 16
FRAME = 65_536
"""Bytes in a frame of a file that is written at once."""
_LAST = 1 << 31
COST = {"n": 1 << 17, "r": 8, "p": 1}
"""Of scrypt: 128 MB and about half a second (OWASP's first choice)."""
SHORTEST, LONGEST = 8, 4096
"""Characters of a passphrase."""
TRIES = 3


# --- the key ------------------------------------------------------------------------------------


def key_file(path: Path) -> Path | None:
    """The key file for a file, a session's folder or a recordings folder; None where nothing is encrypted."""
    for folder in (path, path.parent, path.parent.parent):
        if (folder / KEY_FILE).is_file():
            return folder / KEY_FILE
    return None


def is_on(path: Path) -> bool:
    """Whether what is written there is encrypted."""
    return key_file(path) is not None


def make_key(root: Path, passphrase: str, key: bytes | None = None) -> None:
    """Lock a new key, or the same one, with a passphrase.

    Raises:
        EncryptionError: the passphrase is too short.
        MissingDependencyError: the extra `encrypt` is not installed.
        OSError: the folder is not writable.
    """
    if len(passphrase) < SHORTEST:
        raise EncryptionError(
            "The passphrase is too short",
            f"Take at least {SHORTEST} characters; four words are good.",
        )
    salt, nonce = os.urandom(SALT), os.urandom(12)
    locked = _lock(passphrase, salt, COST).encrypt(nonce, key or os.urandom(32), MARK)
    content = {
        "kdf": "scrypt",
        **COST,
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "key": locked.hex(),
    }
    atomic.write_text(root / KEY_FILE, json.dumps(content, indent=1) + "\n")
    _key.cache_clear()


def unlock(path: Path) -> bytes | None:
    """The key, asking for the passphrase where it is not known yet; None where nothing is encrypted.

    Raises:
        EncryptionError: the passphrase is wrong, or there is nobody to ask; the key file is damaged.
        MissingDependencyError: the extra `encrypt` is not installed.
    """
    if (file := key_file(path)) is None:
        return None
    return _key(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _key(file: Path, _changed: int) -> bytes:
    given = _given()
    for attempt in range(1 if given is not None else TRIES):
        passphrase = _asked(attempt) if given is None else given
        if (key := _opened(file, passphrase)) is not None:
            return key
    raise EncryptionError(
        "That passphrase does not open your recordings",
        "Try again. Nobody can recover a lost one; `interviewer purge` still deletes sessions by name.",
    )


def _given() -> str | None:
    """The passphrase from the environment or the file that it names.

    Raises:
        EncryptionError: that file cannot be read.
    """
    if (text := os.environ.get(PASSPHRASE)) is not None:
        return text
    if not (name := os.environ.get(PASSPHRASE_FILE)):
        return None
    try:
        with Path(name).expanduser().open(encoding="utf-8") as file:  # a pipe is welcome
            return file.readline(LONGEST).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EncryptionError(
            f"{name}: the passphrase cannot be read ({error})", f"Fix {PASSPHRASE_FILE}."
        ) from error


def _asked(attempt: int) -> str:
    """What the user types.

    Raises:
        EncryptionError: there is no terminal.
    """
    if not sys.stdin or not sys.stdin.isatty():
        raise EncryptionError(
            "Your recordings are encrypted, and there is no terminal to ask for the passphrase",
            f"Set {PASSPHRASE}, or {PASSPHRASE_FILE} to a file that holds it.",
        )
    from getpass import getpass

    return getpass("Not that one. Passphrase: " if attempt else "Passphrase of your recordings: ")


def _opened(file: Path, passphrase: str) -> bytes | None:
    """The key; None when the passphrase is wrong.

    Raises:
        EncryptionError: the key file is damaged.
    """
    _library()
    from cryptography.exceptions import InvalidTag

    try:
        content = json.loads(file.read_text("utf-8"))
        cost = {name: int(content[name]) for name in COST}
        if not all(0 < cost[name] <= 8 * most for name, most in COST.items()):
            raise ValueError("cost")  # noqa: TRY301
        salt, nonce, key = (bytes.fromhex(content[name]) for name in ("salt", "nonce", "key"))
        return _lock(passphrase, salt, cost).decrypt(nonce, key, MARK)
    except InvalidTag:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise EncryptionError(
            f"{file}: damaged ({type(error).__name__})",
            "Put it back from a backup; without it nothing can be decrypted.",
        ) from error


def _lock(passphrase: str, salt: bytes, cost: dict[str, int]) -> ChaCha20Poly1305:
    """What locks the key."""
    _library()
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return ChaCha20Poly1305(Scrypt(salt, 32, **cost).derive(passphrase.encode()))


def _library() -> None:
    try:
        import cryptography  # noqa: F401
    except ImportError:
        raise MissingDependencyError(
            "Encryption needs the package cryptography",
            "Install it: pip install 'mock-interviewer[encrypt]'",
        ) from None


# --- files --------------------------------------------------------------------------------------


class EncryptedFrames:
    """An encrypted file under way: bytes go in, frames come out."""

    def __init__(self, key: bytes) -> None:
        salt = os.urandom(SALT)
        self.head = MARK + salt
        self._cipher = _cipher(key, salt)
        self._count = 0

    def frame(self, data: bytes, *, last: bool = False) -> bytes:
        """The next frame."""
        sealed = self._cipher.encrypt(_nonce(self._count, last=last), data, None)
        self._count += 1
        return (len(sealed) | (_LAST if last else 0)).to_bytes(4, "big") + sealed


def encrypted(data: bytes, key: bytes) -> bytes:
    """A whole file."""
    frames = EncryptedFrames(key)
    parts = [data[at : at + FRAME] for at in range(0, len(data), FRAME)] or [b""]
    sealed = [frames.frame(part, last=number == len(parts)) for number, part in enumerate(parts, 1)]
    return b"".join((frames.head, *sealed))


def decrypted(data: bytes, key: bytes, *, cut_short: bool = False) -> bytes:
    """What a file holds; `cut_short` allows that its end is missing, as after a crash.

    Raises:
        ValueError: it was changed, cut short, or encrypted with another key.
    """
    from cryptography.exceptions import InvalidTag

    parts: list[bytes] = []
    at = len(MARK) + SALT
    cipher, count, last = _cipher(key, data[len(MARK) : at]), 0, False
    while not last and at + 4 <= len(data):
        head = int.from_bytes(data[at : at + 4], "big")
        last, end = bool(head & _LAST), at + 4 + (head & ~_LAST)
        if end > len(data):
            break
        try:
            parts.append(cipher.decrypt(_nonce(count, last=last), data[at + 4 : end], None))
        except InvalidTag:
            raise ValueError("it cannot be decrypted: changed, or another key") from None
        at, count = end, count + 1
    whole = last and at == len(data)
    if not whole and (last or not cut_short):
        raise ValueError("it cannot be decrypted: it is cut short, or has something behind it")
    return b"".join(parts)


def _cipher(key: bytes, salt: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt, MARK).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


# --- the seam -----------------------------------------------------------------------------------


def is_encrypted(path: Path) -> bool:
    """Whether a file is encrypted."""
    try:
        with private.open_regular(path) as file:
            return file.read(len(MARK)) == MARK
    except OSError:
        return False


def read(path: Path) -> bytes:
    """What a file of ours holds, decrypted where it is encrypted; pipes and devices are refused.

    Raises:
        OSError: it cannot be read, or is no regular file.
        ValueError: it is damaged.
        EncryptionError: the passphrase is wrong or cannot be asked for.
    """
    with private.open_regular(path) as file:
        data = file.read()
    if not data.startswith(MARK):
        return data
    if (key := unlock(path)) is None:
        raise ValueError(f"it is encrypted, and {KEY_FILE} is not beside it")
    return decrypted(data, key, cut_short=path.suffix == ".wav")


def opened(path: Path) -> IO[bytes]:
    """A file of ours, open to be read as it is, or decrypted in memory.

    Raises:
        OSError, ValueError, EncryptionError: as `read`.
    """
    import io

    if is_encrypted(path):
        return io.BytesIO(read(path))
    return private.open_regular(path)


def fill(draft: Path, data: bytes) -> None:
    """Write a file, such as a draft, encrypted where its folder is.

    Raises:
        OSError: it cannot be written.
        EncryptionError: as `unlock`.
    """
    key = unlock(draft)
    draft.write_bytes(data if key is None else encrypted(data, key))


def write(path: Path, data: bytes) -> None:
    """Replace a whole file of ours, encrypted where its folder is.

    Raises:
        OSError, EncryptionError: as `fill`.
    """
    with atomic.replacing(path) as draft:
        fill(draft, data)
