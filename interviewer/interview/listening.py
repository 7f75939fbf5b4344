"""Follows one answer as it is given: voice, silence, keys, words of control, interruptions.

A listener is a source around a microphone. It passes on what belongs to the answer and nothing else:
while the interviewer can be heard or the session is paused, the microphone counts as closed. It is
open before that, so that an answer may begin the moment the question has ended.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from interviewer.audio import dead
from interviewer.audio.sources import Block, Source
from interviewer.interview import phrases
from interviewer.interview.answer_sound import AnswerSound
from interviewer.interview.barge_in import Interruptions, barges_in
from interviewer.interview.commands import KEYS, Command, spoken
from interviewer.interview.screen.view import State, Status
from interviewer.interview.speaking import Speaking
from interviewer.interview.spoken_commands import SpokenCommands
from interviewer.interview.turn_taking import THINK_S, Cue, TurnTaking
from interviewer.model import Interval, Question, Transcript
from interviewer.transcribe.incremental import LiveTranscript

POLITE_S = 0.3
"""Silence in which the interviewer may start to speak."""

TAIL_S = 0.4
"""How long an answer goes on after the key that ends it, when the last word is still being said."""

WORD_END_S = 0.2
"""Silence from which the last word is over. Sound cards deliver what was said 0.1 s late."""

COSTLY_S = 5.0
"""Speech from which starting over has to be confirmed."""
CONFIRM_S = 8.0
"""How long a second press confirms it; later ones are slips of the finger again."""


@dataclass
class AnswerEnd:
    """How an answer ended, and how long its recording goes on after that."""

    how: str = ""
    """As `Turn.ended`; empty while it goes on."""
    command: Command | None = None
    """What was asked for, when that ended the answer."""
    _behind: int = 0
    """Blocks that were captured before the end and are still to come."""
    _until: float = 0.0

    def decide(self, how: str, command: Command | None, source: Source) -> None:
        """End the answer; what the source captured until now belongs to it."""
        self.how, self.command = how, command
        self._behind = source.waiting
        by_hand = source.realtime and how == "key"
        self._until = time.monotonic() + TAIL_S if by_hand else 0.0

    def reached(self, sound: AnswerSound) -> bool:
        """Whether all that was said before the end is recorded, the last word to its end."""
        if self._behind > 0:
            self._behind -= 1
            return False
        talking = bool(sound.voice.speech) and sound.voice.silence_s < WORD_END_S
        return not talking or time.monotonic() >= self._until


@dataclass
class Listener:
    """One answer under way. It may be entered again, when the microphone had to be changed."""

    source: Source
    question: Question
    speaking: Speaking
    turn: TurnTaking | None = None
    """None for a recorded candidate, who is neither encouraged nor interrupted."""
    live: LiveTranscript | None = None
    interruptions: Interruptions | None = None
    """Recognises what is said while the microphone counts as closed; None where nothing is."""
    on_end: Callable[[], None] = lambda: None
    """Called when the last word was recorded, before the recording is closed."""
    sound: AnswerSound = field(default_factory=AnswerSound)

    end: AnswerEnd = field(default_factory=AnswerEnd, init=False)
    paused: bool = field(default=False, init=False)
    latest: Transcript | None = field(default=None, init=False)
    """What has been understood so far; may be set from any thread."""
    _commands: SpokenCommands = field(default_factory=SpokenCommands, init=False)
    _dead: dead.DeadMicrophone = field(default_factory=dead.DeadMicrophone, init=False)
    _to_say: str = field(default="", init=False)
    _warned: set[str] = field(default_factory=set, init=False)
    _confirmed_until: float = field(default=-1.0, init=False)

    def recall(self, parts: Iterable[NDArray[np.int16]]) -> None:
        """Take up an answer after these recordings of its beginning."""
        for samples in parts:
            self.sound.recall(samples)
            if self.live:
                self.live.feed(samples)

    @property
    def over(self) -> bool:
        """Whether the answer has ended."""
        return bool(self.end.how)

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
        if self.sound.seconds:
            self.sound.voice.everybody = True
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
                self._take_in(block)
                yield block
            if self.over and self.end.reached(self.sound):
                self.on_end()
                return

    @property
    def _closed(self) -> bool:
        return self.paused or self.speaking.audible

    @property
    def _interrupting(self) -> bool:
        """Whether what began over the interviewer's last words goes on: it may be the answer."""
        return self.interruptions is not None and self.interruptions.under_way

    def _take_in(self, block: Block) -> None:
        """A block of the answer."""
        self.sound.feed(block)
        if self.live:
            self.live.feed(block)
        if self.turn is None or self.over:
            return
        sound = self.sound
        self.turn, cue = self.turn.step(
            at=sound.seconds, speech_s=sound.speech_s, silence_s=sound.voice.silence_s
        )
        self._follow(cue)
        self._obey_spoken(self.turn)

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
        self.end.decide(how, command, self.source)
        self.speaking.stop()

    def _attend(self, block: Block) -> None:
        """Keys, what is still to be said, and the screen."""
        if self._dead.feed(block) and self.source.realtime:
            self._warn(f"{dead.PROBLEM}. {dead.remedy()}")
        if command := KEYS.get(self.speaking.press() or ""):
            self._obey(command)
        if self._to_say and not self._closed and self.sound.voice.silence_s >= POLITE_S:
            self.speaking.start_shown(self._to_say)
            self._to_say = ""
        self.speaking.screen.shows(self._status())

    def _status(self) -> Status:
        sound = self.sound
        quiet = self.turn.quiet_until - sound.seconds if self.turn else 0.0
        if self.paused:
            state = State.PAUSED
        elif self.speaking.audible:
            state = State.SPEAKING if self.speaking.text else State.PLAYING
        else:
            state = State.QUIET if quiet > 0 else State.LISTENING
        return Status(
            state,
            self.question,
            sound.seconds,
            0.0 if sound.began_at is None else sound.seconds - sound.began_at,
            sound.level_db,
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
            self.sound.asides.append(aside)
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
                self._think(aside.end if aside else self.sound.seconds)
            case Command.LISTEN_BACK if self.sound.latest.duration:
                self.speaking.start(self.sound.latest)

    @property
    def _asking(self) -> bool:
        """Whether the question is being spoken."""
        return self.speaking.audible and self.speaking.text == self.question.text

    def _think(self, since: float) -> None:
        self.sound.thinking_since.append(since)
        if self.turn:
            self.turn = self.turn.think(self.sound.seconds + THINK_S)

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
            and not self.sound.voice.speech
            and self._warn("I haven't heard anything yet. Press Enter again to end the answer.")
        ):
            return  # most likely pressed to cut short what had just ended
        else:
            self._end(how)

    def _start_over(self) -> None:
        """Throw the answer away; a slip of the finger must not cost a long one."""
        now = self.sound.seconds
        if self.sound.speech_s >= COSTLY_S and now > self._confirmed_until:
            self._confirmed_until = now + CONFIRM_S
            self.speaking.screen.note("Press a again to delete this answer and start over.")
            return
        self._end("key", Command.AGAIN)

    def _say_now(self, text: str, aside: Interval | None) -> None:
        """At once after a key, and in the next silence after a word."""
        if aside:
            self._to_say = text
        else:
            self.speaking.start_shown(text)

    def _obey_spoken(self, turn: TurnTaking) -> None:
        """Obey the last utterance that was understood, where it is a command and makes sense.

        On a busy machine that may be known only when the candidate speaks again. Then it is too late
        for anything but to know that a silence was announced.
        """
        if self.latest is None:
            return
        voice = self.sound.voice
        spoken_command = self._commands.next(self.latest, voice.speech, voice.silence_s)
        if spoken_command is None:
            return
        command, utterance = spoken_command.command, spoken_command.utterance
        if spoken_command.late and command is not Command.THINK:
            return
        asked = turn.asked_at
        sensible = {
            Command.NO_MORE: asked is not None and utterance.start >= asked - 0.5,
            Command.END: turn.patience.hands_free,
            Command.GO_ON: False,
        }
        if sensible.get(command, True):
            self._obey(command, Interval(max(0.0, utterance.start - 0.15), utterance.end + 0.15))

    # --- while the microphone counts as closed --------------------------------------------------

    def _while_closed(self, block: Block) -> Iterator[Block]:
        """Three words stop the interviewer, where that is wanted; "go on" ends a pause."""
        interruptions = self.interruptions
        if interruptions is None or not (self.paused or interruptions.barge_in):
            return
        words = interruptions.feed(block, self.sound.voice.near_db)
        if words is not None and self.paused and spoken(words) is Command.GO_ON:
            self._resume()
        elif words is not None and not self.paused and barges_in(words, self.speaking.text):
            self.speaking.stop()
            for held in interruptions.held:
                self._take_in(held)
                yield held
            interruptions.forget()

    def _forget_interruption(self) -> None:
        if self.interruptions:
            self.interruptions.forget()
