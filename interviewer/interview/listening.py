"""Follows one answer as it is given: voice, silence, keys, words of control, interruptions.

A listener is a source around a microphone. It passes on what belongs to the answer and nothing else:
while the interviewer can be heard or the session is paused, the microphone counts as closed. It is
open before that, so that an answer may begin the moment the question has ended.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Self

import numpy as np
from numpy.typing import NDArray

from interviewer.audio import dead
from interviewer.audio.level import level_db
from interviewer.audio.sound import RATE, from_int16
from interviewer.audio.sources import Block, Source
from interviewer.audio.voice_activity import VoiceActivity
from interviewer.interview import phrases
from interviewer.interview.barge_in import Interruption, barges_in
from interviewer.interview.commands import KEYS, Command, spoken
from interviewer.interview.screen.view import State, Status
from interviewer.interview.speaking import Speaking
from interviewer.interview.spoken_commands import SpokenCommands
from interviewer.interview.turn_taking import THINK_S, Cue, TurnTaking, announced
from interviewer.model import Interval, Question, Transcript
from interviewer.output.formatting import SILENT_DB
from interviewer.transcribe.incremental import LiveTranscript
from interviewer.transcribe.recogniser import Engine

POLITE_S = 0.3
"""Silence in which the interviewer may start to speak."""

BACK_S = 60.0
"""How much of an answer is played when the candidate listens back."""

TAIL_S = 0.4
"""How long an answer goes on after the key that ends it, when the last word is still being said."""

WORD_END_S = 0.2
"""Silence from which the last word is over. Sound cards deliver what was said 0.1 s late."""

COSTLY_S = 5.0
"""Speech from which starting over has to be confirmed."""
CONFIRM_S = 8.0
"""How long a second press confirms it; later ones are slips of the finger again."""


@dataclass
class Listener:
    """One answer under way. It may be entered again, when the microphone had to be changed."""

    source: Source
    question: Question
    speaking: Speaking
    turn: TurnTaking | None = None
    """None for a recorded candidate, who is neither encouraged nor interrupted."""
    live: LiveTranscript | None = None
    engine: Callable[[], Engine] | None = None
    """Recognises what is said while the microphone counts as closed; None where nothing is."""
    barge_in: bool = False
    near_db: float = -inf
    """How loud the candidate was in the last answer; fainter voices are somebody else's."""
    on_end: Callable[[], None] = lambda: None
    """Called when the last word was recorded, before the recording is closed."""

    command: Command | None = field(default=None, init=False)
    """What was asked for, when that ended the answer."""
    ended: str = field(default="", init=False)
    asides: list[Interval] = field(default_factory=list, init=False)
    heard_s: float = field(default=0.0, init=False)
    """Length of the recording so far."""
    paused: bool = field(default=False, init=False)
    latest: Transcript | None = field(default=None, init=False)
    """What has been understood so far; may be set from any thread."""
    _voice: VoiceActivity = field(init=False)
    _commands: SpokenCommands = field(default_factory=SpokenCommands, init=False)
    _dead: dead.DeadMicrophone = field(default_factory=dead.DeadMicrophone, init=False)
    _recent: deque[Block] = field(default_factory=deque, init=False)
    _interruption: Interruption | None = field(default=None, init=False)
    _thinking_since: list[float] = field(default_factory=list, init=False)
    _to_say: str = field(default="", init=False)
    _warned: set[str] = field(default_factory=set, init=False)
    _behind: int = field(default=0, init=False)
    _until: float = field(default=0.0, init=False)
    _confirmed_until: float = field(default=-1.0, init=False)
    _level: float = field(default=SILENT_DB, init=False)

    def __post_init__(self) -> None:
        """Begin to tell voices from silence."""
        self._voice = VoiceActivity(self.near_db)

    def recall(self, parts: Iterable[NDArray[np.int16]]) -> None:
        """Take up an answer after these recordings of its beginning."""
        for samples in parts:
            self.heard_s += len(samples) / RATE
            self._voice.feed(samples)
            if self.live:
                self.live.feed(samples)

    # --- what is known of it --------------------------------------------------------------------

    @property
    def over(self) -> bool:
        """Whether the answer has ended."""
        return bool(self.ended)

    @property
    def speech(self) -> tuple[Interval, ...]:
        """Where the candidate spoke, and not only to give a command."""
        return tuple(
            item
            for item in self._voice.speech
            if not any(aside.start < item.end and item.start < aside.end for aside in self.asides)
        )

    @property
    def speech_s(self) -> float:
        """Seconds of speech that is no command."""
        return sum(item.length for item in self.speech)

    @property
    def spoken_to(self) -> float | None:
        """Where the last speech ended; None before there was any, and while it lasts."""
        speech = self._voice.speech
        return speech[-1].end if speech and not self._voice.speaking else None

    @property
    def loudness(self) -> float:
        """How loud the candidate is, as far as that is known; for the next answer."""
        return self._voice.near_db

    @property
    def announced(self) -> tuple[Interval, ...]:
        """Silences in which the candidate had asked for time."""
        intervals = (announced(at, self._voice.speech, self.heard_s) for at in self._thinking_since)
        return tuple(item for item in intervals if item)

    # --- a source -------------------------------------------------------------------------------

    @property
    def realtime(self) -> bool:
        """Whether the microphone or file behind it takes as long as it lasts."""
        return self.source.realtime

    @property
    def lost(self) -> bool:
        """Whether the microphone behind it was disconnected."""
        return self.source.lost

    @property
    def waiting(self) -> int:
        """Blocks that the microphone behind it captured and that were not given out yet."""
        return self.source.waiting

    def __enter__(self) -> Self:
        self.source.__enter__()
        if self.heard_s:
            self._voice.everybody = True
            if self.live:
                self.live.changed_microphone()
        return self

    def __exit__(self, *error: object) -> None:
        self.source.__exit__(*error)
        self._forget_interruption()

    def __iter__(self) -> Iterator[Block]:
        """What belongs to the answer, until it is over.

        What was captured before it ended belongs to it, also when this loop is late.
        """
        for block in self.source:
            if not self.over:
                self._attend(block)
            while self._closed and not self.source.realtime and not self.over:
                time.sleep(0.01)  # a file waits; a microphone does not
                self._attend(block)
            if (self._closed or self._interrupting) and not self.over:
                yield from self._while_closed(block)
            elif len(block):
                self._forget_interruption()
                self._hear(block)
                yield block
            if self.over and self._complete():
                self.on_end()
                return

    def _complete(self) -> bool:
        """Whether all that was said before the end is recorded, the last word to its end."""
        if self._behind > 0:
            self._behind -= 1
            return False
        talking = bool(self._voice.speech) and self._voice.silence_s < WORD_END_S
        return not talking or time.monotonic() >= self._until

    @property
    def _closed(self) -> bool:
        return self.paused or self.speaking.audible

    @property
    def _interrupting(self) -> bool:
        """Whether what began over the interviewer's last words goes on: it may be the answer."""
        return self._interruption is not None and self._interruption.under_way

    def _hear(self, block: Block) -> None:
        """A block of the answer."""
        self.heard_s += len(block) / RATE
        self._level = level_db(block)
        self._recent.append(block)
        if len(self._recent) * len(block) > BACK_S * RATE:
            self._recent.popleft()
        if self.live:
            self.live.feed(block)
        self._voice.feed(block)
        if self.turn is None or self.over:
            return
        self.turn, cue = self.turn.step(
            at=self.heard_s, speech_s=self.speech_s, silence_s=self._voice.silence_s
        )
        self._follow(cue)
        self._mind_commands(self.turn)

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
        by_hand = self.source.realtime and how == "key"
        self._until = time.monotonic() + TAIL_S if by_hand else 0.0
        self.speaking.stop()

    def _attend(self, block: Block) -> None:
        """Keys, what is still to be said, and the screen."""
        if self._dead.feed(block) and self.source.realtime:
            self._warn(f"{dead.PROBLEM}. {dead.remedy()}")
        if command := KEYS.get(self.speaking.press() or ""):
            self._obey(command)
        if self._to_say and not self._closed and self._voice.silence_s >= POLITE_S:
            self.speaking.start_shown(self._to_say)
            self._to_say = ""
        self.speaking.screen.shows(self._status())

    def _status(self) -> Status:
        quiet = self.turn.quiet_until - self.heard_s if self.turn else 0.0
        if self.paused:
            state = State.PAUSED
        elif self.speaking.audible:
            state = State.SPEAKING if self.speaking.text else State.PLAYING
        else:
            state = State.QUIET if quiet > 0 else State.LISTENING
        speech = self._voice.speech
        return Status(
            state,
            self.question,
            self.heard_s,
            self.heard_s - speech[0].start if speech else 0.0,
            self._level,
            self.speaking.clock.left_s,
            max(0.0, quiet),
        )

    def _warn(self, text: str) -> bool:
        """Show something once; whether it was new."""
        new = text not in self._warned
        if new:
            self._warned.add(text)
            self.speaking.screen.note(text)
        return new

    # --- the candidate --------------------------------------------------------------------------

    def _obey(self, command: Command, aside: Interval | None = None) -> None:
        """Do as was asked, with a key or in the words of an aside."""
        if aside and command is not Command.THINK:  # those words announce a silence: they stay
            self.asides.append(aside)
        if self.paused and command in {Command.END, Command.PAUSE, Command.GO_ON}:
            self._resume()
            return
        match command:
            case Command.END | Command.NO_MORE:
                self._have_done("said" if aside else "key")
            case Command.AGAIN:
                self._start_over()
            case Command.SKIP | Command.QUIT:
                self._end("skipped" if command is Command.SKIP else "key", command)
            case Command.PAUSE:
                self._pause()
            case Command.REPEAT:
                self._say_now(self.question.text, aside)
            case Command.THINK:
                self._think(aside.end if aside else self.heard_s)
            case Command.LISTEN_BACK if self._recent:
                self.speaking.start(from_int16(np.concatenate(self._recent)))

    @property
    def _asking(self) -> bool:
        """Whether the question is being spoken."""
        return self.speaking.audible and self.speaking.text == self.question.text

    def _think(self, since: float) -> None:
        self._thinking_since.append(since)
        if self.turn:
            self.turn = self.turn.think(self.heard_s + THINK_S)

    def _pause(self) -> None:
        if self._asking:
            self._to_say = self.question.text  # once more from the start
        self.speaking.stop()
        self.paused = True
        self.speaking.clock.pause()

    def _resume(self) -> None:
        self.paused = False
        self._forget_interruption()
        self.speaking.clock.go_on()

    def _have_done(self, how: str) -> None:
        """End the answer, unless something else was meant by that."""
        if self._asking:
            self.speaking.stop()  # heard enough of the question
        elif (
            self.turn
            and not self._voice.speech
            and self._warn("I haven't heard anything yet. Press Enter again to end the answer.")
        ):
            return  # most likely pressed to cut short what had just ended
        else:
            self._end(how)

    def _start_over(self) -> None:
        """Throw the answer away; a slip of the finger must not cost a long one."""
        if self.speech_s >= COSTLY_S and self.heard_s > self._confirmed_until:
            self._confirmed_until = self.heard_s + CONFIRM_S
            self.speaking.screen.note("Press a again to delete this answer and start over.")
            return
        self._end("key", Command.AGAIN)

    def _say_now(self, text: str, aside: Interval | None) -> None:
        """At once after a key, and in the next silence after a word."""
        if aside:
            self._to_say = text
        else:
            self.speaking.start_shown(text)

    def _mind_commands(self, turn: TurnTaking) -> None:
        """Obey the last utterance that was understood, where it is a command and makes sense.

        On a busy machine that may be known only when the candidate speaks again. Then it is too late
        for anything but to know that a silence was announced.
        """
        if self.latest is None:
            return
        said = self._commands.next(self.latest, self._voice.speech, self._voice.silence_s)
        if said is None or (said.late and said.command is not Command.THINK):
            return
        asked = turn.asked_at
        sensible = {
            Command.NO_MORE: asked is not None and said.utterance.start >= asked - 0.5,
            Command.END: turn.patience.hands_free,
            Command.GO_ON: False,
        }
        if sensible.get(said.command, True):
            start, end = said.utterance.start, said.utterance.end
            self._obey(said.command, Interval(max(0.0, start - 0.15), end + 0.15))

    # --- while the microphone counts as closed --------------------------------------------------

    def _while_closed(self, block: Block) -> Iterator[Block]:
        """Three words stop the interviewer, where that is wanted; "go on" ends a pause."""
        if self.engine is None or not (self.paused or self.barge_in):
            return
        if self._interruption is None:
            self._interruption = Interruption(self.engine, self.loudness)
        interruption = self._interruption
        said = interruption.feed(block)
        if said is not None and self.paused and spoken(said) is Command.GO_ON:
            self._resume()
        elif said is not None and not self.paused and barges_in(said, self.speaking.text):
            self.speaking.stop()
            for held in interruption.held:
                self._hear(held)
                yield held
            self._forget_interruption()
        elif interruption.over:
            self._forget_interruption()

    def _forget_interruption(self) -> None:
        if self._interruption:
            self._interruption.close()
            self._interruption = None
