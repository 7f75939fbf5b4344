"""The interviewer's mouth: speaks in the background, and is never the end of an interview."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait

from interviewer.audio.sound import Sound
from interviewer.errors import AudioDeviceError, VoiceError
from interviewer.speak import Speaker


class Mouth:
    """A speaker that goes silent when its device goes away, and says so."""

    def __init__(self, speaker: Speaker, note: Callable[[str], None]) -> None:
        self._speaker = speaker
        self._note = note
        self._saying: Future[bool] | None = None
        self._silent = False
        self.text = ""
        """What is being said, or was said last."""

    def prepare(self, text: str) -> None:
        """Synthesise in the background."""
        if not self._silent:
            self._speaker.prepare(text)

    def begin(self, what: str | Sound) -> None:
        """Start to say or to play something, in place of what is being said."""
        if self.busy:
            self.stop()
        self.text = what if isinstance(what, str) else ""
        if not self._silent:
            self._saying = self._speaker.begin(what)

    @property
    def busy(self) -> bool:
        """Whether something is being said."""
        if self._saying is None:
            return False
        if not self._saying.done():
            return True
        spoken, self._saying = self._saying, None
        try:
            spoken.result()
        except (AudioDeviceError, VoiceError) as error:
            self._silent = True
            self._note(f"{error.problem}: from here on the questions are only shown.")
        return False

    def revive(self) -> None:
        """Try again: the device may be back."""
        self._silent = False

    def stop(self) -> None:
        """Fall silent."""
        if self._saying is not None:
            self._speaker.stop()
            wait([self._saying])
        self._saying = None
