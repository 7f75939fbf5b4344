"""A recorded candidate: a folder of answers that stand in for the microphone."""

from __future__ import annotations

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


def shipped(name: str = "strong") -> Path:
    """A candidate that comes with the product: `strong` or `weak`."""
    return paths.shipped_prompts() / "candidates" / name


@dataclass
class Candidate:
    """Answers by question: `<question-id>.flac`, and `<question-id>.follow-up.flac` for the probe.

    Files that bear no known question's name answer the other questions, in the order of their
    names, so any folder of recordings will do.

    Raises:
        AudioFileError: there is no such folder, or no audio in it.
    """

    folder: Path
    known: frozenset[str]
    """Ids of every question there is."""
    questions: frozenset[str] = field(init=False)
    """Those that have a recording of their own."""
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
                f"It should hold one file an answer ({', '.join(sorted(SUFFIXES))}).",
            )
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
