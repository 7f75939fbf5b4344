"""A voice that cannot take the interview down: whatever goes wrong, the question is shown instead."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.audio.bounded import bounded
from interviewer.audio.sound import Sound
from interviewer.errors import InterviewerError, VoiceError
from interviewer.speak.voice import Voice

PATIENCE_S = 60.0
"""An utterance takes a fraction of a second, of a neural voice three, on a machine that is busy otherwise ten times that;
what takes longer hangs."""


class GuardedVoice:
    """A voice whose calls end, in a sound or in an `InterviewerError`."""

    def __init__(self, voice: Voice, patience_s: float = PATIENCE_S) -> None:
        self._voice = voice
        self._patience_s = patience_s
        self._hangs = False

    @property
    def name(self) -> str:
        """As the voice."""
        return self._voice.name

    def parts(self, text: str) -> Sequence[str]:
        """As the voice."""
        return self._voice.parts(text)

    def quick(self, text: str) -> bool:
        """As the voice; one that hangs fails at once."""
        return self._hangs or self._voice.quick(text)

    def recall(self, text: str) -> Sound | None:
        """As the voice."""
        return self._voice.recall(text)

    def synthesise(self, text: str) -> Sound:
        """As the voice.

        Raises:
            VoiceError: the voice failed, or did not answer in time, now or before.
            MissingDependencyError: as the voice.
        """
        if self._hangs:
            raise self._silent()
        try:
            return bounded(lambda: self._voice.synthesise(text), self._patience_s, "voice")
        except TimeoutError:
            self._hangs = True
            raise self._silent() from None
        except InterviewerError:
            raise
        except BaseException as error:
            raise VoiceError(
                f"The voice {self.name} failed: {type(error).__name__}: {error}",
                "Choose another one, such as --speech piper.",
            ) from error

    def _silent(self) -> VoiceError:
        return VoiceError(
            f"The voice {self.name} did not answer in time",
            "Choose another, such as --speech piper.",
        )
