"""A recorded candidate: a folder of answers that stand in for the microphone."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from interviewer.errors import AudioFileError
from interviewer.settings import paths

SUFFIXES = frozenset(
    ".flac .wav .mp3 .ogg .oga .opus .m4a .m4b .aac .wma .aif .aiff .amr .au .caf .3gp .mp4 .mov"
    " .mkv .mka .webm .avi".split()
)
"""Names under which recordings are looked for in folders; what is in a file decides how it is read."""
_FOLLOW_UP = ".follow-up"
PROBES = "follow-ups.toml"
"""File of a candidate's folder: question id -> the follow-up that its recorded reply answers."""


SHIPPED_MINUTES = 8.0
"""Length of the phone screen that the shipped candidates answer, for which their answers are as long as they are."""


def shipped(name: str = "strong") -> Path:
    """A candidate that comes with the product: `strong` or `weak`."""
    return paths.shipped_prompts() / "candidates" / name


@dataclass
class Candidate:
    """Answers by question: `<question-id>.flac`, and `<question-id>.follow-up.flac` for the probe.

    Files that bear no known question's name answer the other questions, in the order of their
    names, so any folder of recordings will do.

    Raises:
        AudioFileError: there is no such folder, no audio in it, or its `follow-ups.toml` cannot be read.
    """

    folder: Path
    known: frozenset[str]
    """Ids of every question there is."""
    questions: frozenset[str] = field(init=False)
    """Those that have a recording of their own."""
    probes: dict[str, str] = field(init=False)
    """Question id -> the follow-up that the recorded reply answers; where there is none, the reply
    answers whatever is asked."""
    _named: dict[str, Path] = field(init=False, repr=False)
    _spare: list[Path] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """List the folder."""
        if not self.folder.is_dir():
            raise AudioFileError(f"{self.folder}: no such folder", "Pass a folder of recordings.")
        files = sorted(path for path in self.folder.iterdir() if path.suffix.lower() in SUFFIXES)
        if not files:
            raise AudioFileError(
                f"{self.folder}: no recordings in it",
                f"It should hold one file per answer ({', '.join(sorted(SUFFIXES))}).",
            )
        self.probes = _probes(self.folder / PROBES)
        self._named = {path.stem: path for path in files}
        self.questions = self.known & self._named.keys()
        self._spare = [
            path
            for stem, path in self._named.items()
            if stem.removesuffix(_FOLLOW_UP) not in self.known
        ]

    def answer(self, question_id: str) -> Path | None:
        """The recording that answers a question, or None when there is none left."""
        return self._named.get(question_id) or (self._spare.pop(0) if self._spare else None)

    def follow_up(self, question_id: str) -> Path | None:
        """The recording that answers the probe after a question, or None."""
        return self._named.get(question_id + _FOLLOW_UP)


def _probes(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise AudioFileError(
            f"{file}: cannot be read ({error})", 'Write one line per question: id = "follow-up".'
        ) from error
    return {key: str(text) for key, text in found.items()}
