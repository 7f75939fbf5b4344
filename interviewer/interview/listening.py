"""Follows one answer as it is given: voice, silence, keys, words of control, interruptions.

An ear is a source around a microphone. It passes on what belongs to the answer and nothing else:
while the interviewer speaks or the session is paused, the microphone counts as closed.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import FULL_SCALE, RATE, from_int16
from interviewer.audio.sources import Block, Source
from interviewer.audio.voice_activity import VoiceActivity
from interviewer.interview import phrases
from interviewer.interview.background_voice import Mouth
from interviewer.interview.barge_in import Beside, barges_in
from interviewer.interview.clock import Clock
from interviewer.interview.commands import KEYS, Command, spoken
from interviewer.interview.screen.view import State, Status
from interviewer.interview.turn_taking import THINK_S, Cue, Patience, TurnTaking, announced
from interviewer.model import Question, Stretch, Transcript
from interviewer.output.formatting import decibels
from interviewer.transcribe.incremental import LiveTranscript
from interviewer.transcribe.recogniser import Engine

WHOLE_S = 0.8
"""Silence before and after a whole utterance."""

LONGEST_COMMAND_S = 4.5
"""Six words, slowly."""

POLITE_S = 0.3
"""Silence in which the interviewer may start to speak."""

BACK_S = 60.0
"""How much of an answer is played when the candidate listens back."""


def level_db(block: Block) -> float:
    """Loudness of a block in dB below full scale; -96 for digital silence."""
    mean_square = float(np.mean(np.square(block, dtype=np.float64))) if len(block) else 0.0
    return decibels(math.sqrt(mean_square) / FULL_SCALE)


@dataclass
class Ear:
    """One answer under way. It may be entered again, when the microphone had to be changed."""

    source: Source
    question: Question
    mouth: Mouth
    clock: Clock
    show: Callable[[Status], None] = lambda _status: None
    tell: Callable[[str], None] = lambda _text: None
    """Starts to say something short."""
    press: Callable[[], str | None] = lambda: None
    note: Callable[[str], None] = lambda _text: None
    """Shows something that is not said."""
    patience: Patience | None = None
    """None for a recorded candidate, who is neither encouraged nor interrupted."""
    live: LiveTranscript | None = None
    engine: Callable[[], Engine] | None = None
    """Hears the candidate while the microphone counts as closed; None to hear nothing then."""
    barge_in: bool = False

    command: Command | None = field(default=None, init=False)
    """What was asked for, when that ended the answer."""
    ended: str = field(default="", init=False)
    asides: list[Stretch] = field(default_factory=list, init=False)
    heard_s: float = field(default=0.0, init=False)
    """Length of the answer so far."""
    paused: bool = field(default=False, init=False)
    _voice: VoiceActivity = field(default_factory=VoiceActivity, init=False)
    _turn: TurnTaking = field(default_factory=TurnTaking, init=False)
    _thinking_since: list[float] = field(default_factory=list, init=False)
    _to_say: str = field(default="", init=False)
    _latest: Transcript | None = field(default=None, init=False)
    _settled: float = field(default=-1.0, init=False)
    _recent: list[Block] = field(default_factory=list, init=False)
    _beside: Beside | None = field(default=None, init=False)
    _doubted: bool = field(default=False, init=False)
    _behind: int = field(default=0, init=False)
    _level: float = field(default=-96.0, init=False)

    def mind(self, patience: Patience) -> None:
        """Encourage, interrupt and end by these rules; without any, nothing of that happens."""
        self.patience, self._turn = patience, TurnTaking(patience)

    def recall(self, parts: Iterable[NDArray[np.int16]]) -> None:
        """Take up an answer after these recordings of its beginning."""
        for samples in parts:
            self.heard_s += len(samples) / RATE
            self._voice.feed(samples)
            if self.live:
                self.live.feed(samples)

    # --- what was found out ---------------------------------------------------------------------

    @property
    def over(self) -> bool:
        """Whether the answer has ended."""
        return bool(self.ended)

    @property
    def speech(self) -> tuple[Stretch, ...]:
        """Where the candidate spoke, and not only to give a command."""
        return tuple(
            item
            for item in self._voice.speech
            if not any(aside.start < item.end and item.start < aside.end for aside in self.asides)
        )

    @property
    def spoken_to(self) -> float | None:
        """Where the last speech ended; None before there was any, and while it lasts."""
        speech = self._voice.speech
        return speech[-1].end if speech and not self._voice.speaking else None

    @property
    def announced(self) -> tuple[Stretch, ...]:
        """Silences in which the candidate had asked for time."""
        found = (announced(at, self._voice.speech, self.heard_s) for at in self._thinking_since)
        return tuple(item for item in found if item)

    def overhear(self, transcript: Transcript) -> None:
        """Take in what has been said until now; may come from any thread."""
        self._latest = transcript

    # --- a source -------------------------------------------------------------------------------

    @property
    def realtime(self) -> bool:
        """As the source behind it."""
        return self.source.realtime

    @property
    def lost(self) -> bool:
        """As the source behind it."""
        return self.source.lost

    def __enter__(self) -> Self:
        self.source.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.source.__exit__(kind, error, at)
        if self._beside:
            self._beside.close()
            self._beside = None

    def __iter__(self) -> Iterator[Block]:
        """What belongs to the answer, until it is over.

        What was captured before it ended belongs to it, also when this loop is late.
        """
        for block in self.source:
            if not self.over:
                self._attend()
            while self._closed and not self.source.realtime and not self.over:
                time.sleep(0.01)  # a file waits; a microphone does not
                self._attend()
            if self._closed and not self.over:
                yield from self._listen_beside(block)
            elif len(block):
                self._hear(block)
                yield block
            if self.over:
                if self._behind <= 0:
                    return
                self._behind -= 1

    @property
    def waiting(self) -> int:
        """As the source behind it."""
        return self.source.waiting

    @property
    def _closed(self) -> bool:
        return self.paused or self.mouth.busy

    def _hear(self, block: Block) -> None:
        """A block of the answer."""
        self.heard_s += len(block) / RATE
        self._level = level_db(block)
        self._recent.append(block)
        if len(self._recent) * len(block) > BACK_S * RATE:
            del self._recent[0]
        if self.live:
            self.live.feed(block)
        self._voice.feed(block)
        if self.patience is None or self.over:
            return
        self._turn, cue = self._turn.step(
            at=self.heard_s, speech_s=self.speech_s, silence_s=self._voice.silence_s
        )
        self._follow(cue)
        self._mind_commands()

    @property
    def speech_s(self) -> float:
        """Seconds of speech that is no command."""
        return sum(item.length for item in self.speech)

    # --- the interviewer ------------------------------------------------------------------------

    def _follow(self, cue: Cue | None) -> None:
        if cue and cue in phrases.CUES:
            self._to_say = phrases.CUES[cue]
        elif cue is Cue.END:
            self._end("silence")
        elif cue is Cue.STOP:
            self._end("stopped")
        elif cue is Cue.LIMIT:
            self._end("limit")

    def _end(self, how: str, command: Command | None = None) -> None:
        self.ended, self.command = how, command
        self._behind = self.source.waiting
        self.mouth.stop()

    def _attend(self) -> None:
        """Keys, what is still to be said, and the screen."""
        if command := KEYS.get(self.press() or ""):
            self._obey(command)
        if self._to_say and not self._closed and self._voice.silence_s >= POLITE_S:
            self.tell(self._to_say)
            self._to_say = ""
        self.show(self._status())

    def _status(self) -> Status:
        quiet = self._turn.quiet_until - self.heard_s
        if self.paused:
            state = State.PAUSED
        elif self.mouth.busy:
            state = State.SPEAKING
        else:
            state = State.QUIET if quiet > 0 else State.LISTENING
        left = self.clock.left_s
        return Status(state, self.question, self.heard_s, self._level, left, max(0.0, quiet))

    # --- the candidate --------------------------------------------------------------------------

    def _obey(self, command: Command, aside: Stretch | None = None) -> None:
        """Do as was asked, with a key or in the words of an aside."""
        if aside and command is not Command.THINK:  # those words announce a silence: they stay
            self.asides.append(aside)
        if self.paused and command in {Command.END, Command.PAUSE, Command.GO_ON}:
            self.paused = False
            self.clock.go_on()
        elif command in {Command.END, Command.NO_MORE}:
            self._have_done("said" if aside else "key")
        elif command in {Command.SKIP, Command.AGAIN, Command.QUIT}:
            self._end("skipped" if command is Command.SKIP else "key", command)
        elif command is Command.PAUSE:
            self.mouth.stop()
            self.paused = True
            self.clock.pause()
        elif command is Command.REPEAT:
            self._say_now(self.question.text, aside)
        elif command is Command.THINK:
            self._thinking_since.append(aside.end if aside else self.heard_s)
            self._turn = self._turn.think(self.heard_s + THINK_S)
        elif command is Command.LISTEN_BACK and self._recent:
            self.mouth.begin(from_int16(np.concatenate(self._recent)))

    def _have_done(self, how: str) -> None:
        """End the answer, unless something else was meant by that."""
        if self.mouth.busy and self.mouth.text == self.question.text:
            self.mouth.stop()  # heard enough of the question
        elif self.patience and not self._voice.speech and not self._doubted:
            self._doubted = True  # most likely pressed to cut short what had just ended
            self.note("I have not heard anything yet. Enter again ends the answer.")
        else:
            self._end(how)

    def _say_now(self, text: str, aside: Stretch | None) -> None:
        """At once after a key, and in the next silence after a word."""
        if aside:
            self._to_say = text
        else:
            self.tell(text)

    def _mind_commands(self) -> None:
        """Whether the last utterance that was understood, as a whole, was a command.

        On a busy machine that may be known only when the candidate speaks again. Then it is too late
        for anything but to know that a silence was announced.
        """
        heard, silence = self._latest, self._voice.silence_s
        if heard is None:
            return
        spoken_so_far = utterances(self._voice.speech)
        if silence < WHOLE_S:
            spoken_so_far = spoken_so_far[:-1]  # that one may go on
        known = [item for item in spoken_so_far if item.end <= (heard.duration or 0.0)]
        if not known or known[-1].end <= self._settled:
            return
        utterance, late = known[-1], silence < WHOLE_S
        self._settled = utterance.end
        if utterance.length <= LONGEST_COMMAND_S:
            said = " ".join(
                word.text
                for word in heard.words
                if (word.end or 0.0) > utterance.start  # its start may reach into the silence
            )
            command = spoken(said)
            self._consider(command if command is Command.THINK or not late else None, utterance)

    def _consider(self, command: Command | None, utterance: Stretch) -> None:
        """Obey a spoken command where it makes sense."""
        asked, hands_free = self._turn.asked_at, self._turn.patience.hands_free
        sensible = {
            None: False,
            Command.NO_MORE: asked is not None and utterance.start >= asked - 0.5,
            Command.END: hands_free,
            Command.GO_ON: False,
        }
        if command is not None and sensible.get(command, True):
            aside = Stretch(max(0.0, utterance.start - 0.15), utterance.end + 0.15)
            self._obey(command, aside)

    # --- while the microphone counts as closed --------------------------------------------------

    def _listen_beside(self, block: Block) -> Iterator[Block]:
        """Three words stop the interviewer, where that is wanted; "go on" ends a pause."""
        if self.engine is None or not (self.paused or self.barge_in):
            return
        if self._beside is None:
            self._beside = Beside(self.engine)
        said = self._beside.feed(block)
        if said is None:
            return
        if self.paused:
            if spoken(said) is Command.GO_ON:
                self._obey(Command.GO_ON)
        elif barges_in(said, self.mouth.text):
            self.mouth.stop()
            for held in self._beside.held:
                self._hear(held)
                yield held
        self._beside.close()
        self._beside = None


def utterances(speech: tuple[Stretch, ...]) -> list[Stretch]:
    """Speech joined over silences under 0.8 s."""
    found: list[Stretch] = []
    for item in speech:
        if found and item.start - found[-1].end < WHOLE_S:
            found[-1] = Stretch(found[-1].start, item.end)
        else:
            found.append(item)
    return found
