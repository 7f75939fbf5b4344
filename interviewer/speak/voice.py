"""What a voice is: text in, sound out, whatever engine makes it."""

from __future__ import annotations

from typing import Protocol

from interviewer.audio.sound import Sound

PACE = 165
"""Words per minute when nobody chose a rate: the calm end of conversational English, 150 to 190."""

INTERJECTION = 2
"""Most words of an interjection: "Okay.", "Got it."."""
BRISK = 1.4
"""How much quicker than a sentence people say an interjection: "Okay" takes them 0.4 s."""


class Voice(Protocol):
    """A speech engine with one voice and pace chosen; engines inherit what they do not differ in."""

    @property
    def name(self) -> str:
        """Engine, voice and pace; two voices of one name sound the same."""
        ...

    def parts(self, text: str) -> tuple[str, ...]:
        """The text in parts, each synthesised on its own and heard while the next one is made."""
        return (text,)

    def quick(self, text: str) -> bool:  # noqa: ARG002 - for voices that remember
        """Whether a text can be heard at once, without having been prepared."""
        return True

    def recall(self, text: str) -> Sound | None:  # noqa: ARG002 - as above
        """The sound of a text that was made before, at once; None where there is none."""
        return None

    def synthesise(self, text: str) -> Sound:
        """The text as sound, at the engine's own sample rate.

        Raises:
            VoiceError: the engine failed, or does not know the voice.
            MissingDependencyError: a library the engine needs is not installed.
        """
        ...


def is_interjection(text: str) -> bool:
    """Whether a text is one or two words that people say more quickly than a sentence."""
    return len(text.split()) <= INTERJECTION


def pace(text: str, rate: int) -> int:
    """Words per minute at which a text is said, given those of a sentence."""
    return round(rate * BRISK) if is_interjection(text) else rate
