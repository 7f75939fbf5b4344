"""Every error a user can meet, each with a remedy in plain words.

* `InterviewerError`: the base; the command line prints it as one line and exits with 2
    * `AudioDeviceError`: a microphone or speaker is missing, unknown, or went away
    * `MissingDependencyError`: a system library or an optional package is not installed
    * `WeightsError`: Whisper weights are missing, damaged or not what they should be
    * `TranscribeError`: the speech recogniser failed on a recording
    * `AudioFileError`: an audio file cannot be read or holds nothing
    * `TranscriptError`: a transcript cannot be read
    * `PackError`: a question pack has mistakes; lists all of them
    * `PlanError`: a plan cannot be made from the packs
    * `ProgramError`: a candidate's program cannot be run
    * `EncryptionError`: recordings are encrypted and cannot be opened
    * `SettingsError`: the settings file or an environment variable is wrong
    * `StoreError`: a session cannot be saved, found or read
    * `UsageError`: what a command was given does not fit, or is not known
    * `VoiceError`: the interviewer's voice cannot be made
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class InterviewerError(Exception):
    """What went wrong, where, and how to fix it.

    `problem` is a sentence without a full stop; `remedy` says what to do.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        """Keep both halves; `str()` joins them in one line."""
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        """Problem and remedy in one line."""
        return f"{self.problem}. {self.remedy}" if self.remedy else self.problem


class AudioDeviceError(InterviewerError):
    """A microphone or speaker is missing, unknown, or went away."""


class MissingDependencyError(InterviewerError):
    """A system library or an optional package is not installed."""


class WeightsError(InterviewerError):
    """Whisper weights are missing, damaged or not what they should be."""


class TranscribeError(InterviewerError):
    """The speech recogniser failed on a recording, which is untouched."""


class AudioFileError(InterviewerError):
    """An audio file cannot be read or holds nothing."""


class TranscriptError(InterviewerError):
    """A transcript cannot be read."""


class PackError(InterviewerError):
    """A question pack has mistakes; `mistakes` lists them all, one line each."""

    def __init__(self, problem: str, mistakes: tuple[str, ...], remedy: str = "") -> None:
        """Keep the list beside the summary."""
        super().__init__(problem, remedy)
        self.mistakes = mistakes

    def __str__(self) -> str:
        """The summary line, then one line per mistake."""
        return "\n".join((super().__str__(), *self.mistakes))


class PlanError(InterviewerError):
    """A plan cannot be made from the packs."""


class ProgramError(InterviewerError):
    """A candidate's program cannot be run."""


class EncryptionError(InterviewerError):
    """Recordings are encrypted and cannot be opened: a wrong passphrase, or nobody to ask."""


class SettingsError(InterviewerError):
    """The settings file or an environment variable is wrong."""


class StoreError(InterviewerError):
    """A session cannot be saved, found or read."""


@contextmanager
def writing(path: Path, remedy: str = "Free some space.") -> Iterator[None]:
    """What the system refuses while `path` is written is a `StoreError`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"{path}: cannot be written ({reason})", remedy) from error


class UsageError(InterviewerError):
    """What a command was given does not fit, or is not known."""


class VoiceError(InterviewerError):
    """The interviewer's voice cannot be made."""
