"""What the interviewer says beside the questions, and keys that cut it short."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from interviewer.interview import phrases
from interviewer.interview.background_voice import Mouth
from interviewer.interview.clock import Clock
from interviewer.interview.commands import KEYS, Command
from interviewer.interview.screen.view import Screen, State, Status
from interviewer.model import Kind, Plan, Question, Round, Turn


@dataclass
class Talk:
    """The interviewer talking, to someone who is there (`live`) or to a recorded candidate."""

    plan: Plan
    mouth: Mouth
    screen: Screen
    clock: Clock
    press: Callable[[], str | None]
    live: bool
    _warned: bool = field(default=False, init=False)

    def say(self, text: str, *, open_ear: bool = False, show: bool = False) -> Command | None:
        """Say something to the end; keys cut it short, repeat it, or go further.

        With an open ear it returns at once: whoever listens minds the rest.
        """
        while self.mouth.busy:
            time.sleep(0.01)
        if show:
            self.screen.says(text)
        self.mouth.begin(text)
        while self.mouth.busy and not open_ear:
            self.screen.shows(Status(State.SPEAKING, left_s=self.clock.left_s))
            match KEYS.get(self.press() or ""):
                case Command.END:
                    self.mouth.stop()
                case Command.REPEAT:
                    self.mouth.begin(text)
                case Command.PAUSE:
                    self._pause()
                    self.mouth.begin(text)
                case Command.SKIP | Command.QUIT as command:
                    self.mouth.stop()
                    return command
            time.sleep(0.01)
        return None

    def begin(self, text: str) -> None:
        """Start to say something short, and show it to those who cannot hear it."""
        self.screen.says(text)
        self.mouth.begin(text)

    def _pause(self) -> None:
        """Stand still until a key is pressed."""
        self.mouth.stop()
        self.clock.pause()
        while not self.press():
            self.screen.shows(Status(State.PAUSED, left_s=self.clock.left_s))
            time.sleep(0.02)
        self.clock.go_on()

    # --- occasions ------------------------------------------------------------------------------

    def open(self, stretch: Round, *, first: bool) -> Command | None:
        """Open a round; the first one with a hello, where the pack's words leave that out."""
        if not stretch.says:
            return None
        name = stretch.interviewer.name
        if first and self.live and name not in stretch.says:
            command = self.say(phrases.GREETING.format(name=name), show=True)
            if command is Command.QUIT:
                return command
        return self.say(stretch.says, show=True)

    def mind_time(self) -> None:
        """Say once, between two answers, when little time is left."""
        left = self.clock.left_s
        long = self.plan.seconds >= phrases.TOLD_FROM_S
        if self.live and long and not self._warned and 30 < left <= phrases.SOON_S:
            self._warned = True
            self.say(phrases.time_left(left), show=True)

    def acknowledge(
        self, question: Question, turn: Turn | None, command: Command | None, number: int
    ) -> None:
        """A word between the answer to question `number` and the next one."""
        if not self.live:
            return
        if command is Command.SKIP:
            self.say(phrases.SKIPPED, show=True)
        elif turn is None:
            return
        elif question.kind is Kind.CANDIDATE_QUESTIONS:
            self.say(phrases.ANSWERS, show=True)
        elif turn.ended == "stopped" and not turn.follow_ups:
            self.say(phrases.NEXT, show=True)
        else:
            self.say(phrases.acknowledgement(self.plan.seed, number))

    def close(self) -> None:
        """Say goodbye, where there was a hello."""
        if self.live and any(stretch.says for stretch in self.plan.rounds):
            self.say(phrases.closing(self.plan.seed), show=True)

    def prepare(self, following: Question | None, number: int) -> None:
        """Synthesise what may come during an answer and after it."""
        for text in (
            *((following.text,) if following else ()),
            *phrases.CUES.values(),
            phrases.STOPPING,
            phrases.acknowledgement(self.plan.seed, number),
        ):
            self.mouth.prepare(text)
