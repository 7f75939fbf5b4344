"""Which utterance of an answer is a word of control, once it has been understood."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.audio.voice_activity import joined
from interviewer.interview.commands import Command, spoken
from interviewer.model import Interval, Transcript

WHOLE_S = 0.8
"""Silence before and after a whole utterance."""

LONGEST_COMMAND_S = 4.5
"""Six words, slowly."""


@dataclass(frozen=True, slots=True)
class SpokenCommand:
    """What an utterance asks for."""

    command: Command
    utterance: Interval
    late: bool
    """Whether the candidate speaks again already: then it is too late to do it."""


class SpokenCommands:
    """Looks at each utterance once, as soon as its words are known."""

    def __init__(self) -> None:
        self._settled = -1.0

    def next(
        self, known: Transcript, speech: tuple[Interval, ...], silence_s: float
    ) -> SpokenCommand | None:
        """The command that the last understood utterance is as a whole.

        Args:
            known: what has been understood so far; on a busy machine it lags behind.
            speech: where a voice was heard.
            silence_s: seconds since.
        """
        late = silence_s < WHOLE_S
        spoken_so_far = joined(speech, WHOLE_S)
        if late:
            spoken_so_far = spoken_so_far[:-1]  # that one may go on
        whole = [item for item in spoken_so_far if item.end <= (known.duration or 0.0)]
        if not whole or whole[-1].end <= self._settled:
            return None
        utterance = whole[-1]
        self._settled = utterance.end
        if utterance.length > LONGEST_COMMAND_S:
            return None
        words = (
            word.text
            for word in known.words
            if (word.end or 0.0) > utterance.start  # its start may reach into the silence
        )
        command = spoken(" ".join(words))
        return SpokenCommand(command, utterance, late) if command else None
