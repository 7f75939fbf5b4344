"""Session -> `debrief.html`: one file with everything in it, sound included.

The sound is embedded as MP3 at 24 kbit/s, constant. Embedded, because people open the page on a
phone or mail it, and a file beside it would stay behind. MP3, because every browser and every mail
preview plays it (Safari plays Opus only since 18.4), and at a constant rate because seeking to a
word is then exact. At 24 kbit/s an hour of answers is 10.8 MB, 14.4 MB as text in the page: below
what mail servers take, and speech at 16 kHz stays easy to follow. The FLAC files stay beside it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from markupsafe import Markup

from interviewer.audio import sound
from interviewer.audio.sound import Sound
from interviewer.checks import anchors, norms
from interviewer.debrief import PAGE, is_quoted
from interviewer.debrief.build import SessionDebrief, session_debrief
from interviewer.errors import AudioFileError
from interviewer.history import store
from interviewer.history.earlier_attempts import earlier_attempts
from interviewer.model import Interval, Session
from interviewer.output import page_shell
from interviewer.settings import atomic, encryption

MARGIN_S = 0.08
"""Silenced around a word: recognisers place its ends a little inside it."""


def write(
    session: Session,
    folder: Path,
    debrief: SessionDebrief | None = None,
    place: Path | None = None,
) -> Path:
    """Write the page of a session into its folder, with the attempts before it; returns its path.

    `debrief` saves building it again; `place` is another folder for the page.

    Raises:
        StoreError: the folder is not writable or the disk is full.
    """
    text = page(debrief or session_debrief(session, folder, earlier_attempts(session, folder)))
    path = (place or folder) / PAGE
    try:
        atomic.write_text(path, text)
    except OSError as error:
        raise store.unwritable(folder, error) from error
    return path


def belongs(folder: Path) -> bool:
    """Whether a page may stand in a session's folder: not where the session is encrypted."""
    return not encryption.is_on(folder)


def page(debrief: SessionDebrief, *, dated: bool = True) -> str:
    """The page of a debrief; where a recording is missing from the folder, its words stand alone.

    `dated`: whether it is known when the answers were given.
    """
    return page_shell.render(
        "debrief.html",
        styles=("debrief.css",),
        scripts=("debrief.js",),
        debrief=debrief,
        dated=dated,
        sounds=sounds(debrief),
        anchors=anchors,
        is_quoted=is_quoted,
        norms=norms,
        spoken=sum(answer.whole.duration or 0.0 for answer in debrief.answers),
    )


def sounds(debrief: SessionDebrief) -> Mapping[str, Markup]:
    """File name of a recording -> its sound as a `data:` address."""
    if debrief.folder is None:
        return {}
    paths = _inside(
        debrief.folder, (take.audio for answer in debrief.answers for take in answer.takes)
    )
    with ThreadPoolExecutor() as encoders:
        silenced = [debrief.silenced.get(name, ()) for name in paths]
        found = encoders.map(_address, paths.values(), silenced)
        return {name: address for name, address in zip(paths, found, strict=True) if address}


def _inside(folder: Path, names: Iterable[str | None]) -> dict[str, Path]:
    """The recordings that are there; a session edited by hand reaches no file outside its folder."""
    session_folder = store.Folder(folder)
    return {
        name: path
        for name in names
        if name and Path(name).name == name and (path := session_folder.audio(name)).is_file()
    }


def _address(path: Path, silenced: Sequence[Interval]) -> Markup | None:
    try:
        encoded = base64.b64encode(sound.mp3(_silenced(sound.blocks(path), silenced))).decode()
    except AudioFileError:  # cut off by a crash, or of no length
        return None
    return Markup(f"data:audio/mpeg;base64,{encoded}")  # noqa: S704 - base64 needs no escaping  # nosec B704


def _silenced(parts: Iterable[Sound], silenced: Sequence[Interval]) -> Iterator[Sound]:
    """A recording in parts, without what was said in some stretches of it."""
    at = 0
    for part in parts:
        for interval in silenced:
            first = round((interval.start - MARGIN_S) * part.rate) - at
            last = round((interval.end + MARGIN_S) * part.rate) - at
            part.samples[max(first, 0) : max(last, 0)] = 0.0
        at += len(part.samples)
        yield part
