"""What the interviewer says: in the background, cut short by keys, and never the end of an interview."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from math import inf

from interviewer.audio.sound import Sound
from interviewer.checks.follow_up import fixed_lines
from interviewer.errors import AudioDeviceError, VoiceError
from interviewer.interview import phrases
from interviewer.interview.clock import Clock
from interviewer.interview.commands import KEYS, Command
from interviewer.interview.screen.view import Screen, State, Status
from interviewer.interview.turn_taking import Cue
from interviewer.model import Kind, Plan, Question, Round
from interviewer.speak import Speaker

READY_S = 0.2
"""How much longer than usual a follow-up may take to be synthesised; after that a plainer one is asked."""


@dataclass
class Speaking:
    """The interviewer talking, to someone who is there (`live`) or to a recorded candidate.

    When its playback device is disconnected it goes silent, and says so on the screen.
    """

    plan: Plan
    speaker: Speaker
    screen: Screen
    clock: Clock
    press: Callable[[], str | None]
    live: bool
    text: str = field(default="", init=False)
    """What is being said, or was said last; empty for a recording that is played back."""
    _playing: Future[bool] | None = field(default=None, init=False)
    _silent: bool = field(default=False, init=False)
    _warned: bool = field(default=False, init=False)
    _acknowledged: str = field(default="", init=False)
    _led: str = field(default="", init=False)
    _answered_at: float = field(default=-inf, init=False)

    # --- the voice ------------------------------------------------------------------------------

    def expect(self, text: str) -> None:
        """Synthesise what is likely said next before everything else."""
        if not self._silent:
            self.speaker.synthesis.expect(text)

    def start(self, *what: str | Sound, more: bool = False, lead: str = "") -> None:
        """Start to say or to play something, one after the other, in place of what is being said.

        For `more` and `lead` see `Speaker.begin`.
        """
        if self.busy:
            self.stop()
        self.text = _words(what)
        if not self._silent:
            self._playing = self.speaker.begin(*what, more=more, lead=lead)

    def follow(self, *what: str | Sound) -> None:
        """Start to say something as soon as what is being said has been heard."""
        if self.busy and self.speaker.go_on(*what):
            self.text = _words(what)
        else:
            self.wait_until_quiet()
            self.start(*what)

    def ready(self, text: str) -> bool:
        """Whether a text can be said without keeping the candidate waiting."""
        return self._silent or self.speaker.synthesis.ready(text, READY_S + self.speaker.left_s)

    def drop_lead(self) -> bool:
        """Leave out what leads to a follow-up; False where it is being said, or was."""
        return self.speaker.drop_lead()

    def start_shown(self, text: str) -> None:
        """Start to say something short, and show it to those who cannot hear it."""
        self.screen.says(text)
        self.start(text)

    @property
    def busy(self) -> bool:
        """Whether something is being said, the silence after it included."""
        if self._playing is None:
            return False
        if not self._playing.done():
            return True
        played, self._playing = self._playing, None
        try:
            played.result()
        except (AudioDeviceError, VoiceError) as error:
            self._silent = True
            self.screen.note(f"{error.problem}: questions are shown as text from now on.")
        return False

    @property
    def audible(self) -> bool:
        """Whether the candidate still hears something: the microphone counts as closed so long."""
        return self.busy and time.monotonic() < self.speaker.quiet_from

    def revive(self) -> None:
        """Try again: the playback device may be back."""
        self._silent = False

    def stop(self) -> None:
        """Stop speaking at once."""
        if self._playing is not None:
            self.speaker.stop()
            wait([self._playing])
        self._playing = None

    # --- saying something to its end ------------------------------------------------------------

    def say(self, text: str, *, show: bool = False) -> Command | None:
        """Say something to the end; keys cut it short, repeat it, or go further."""
        if show:
            self.screen.says(text)
        self.drop_lead()
        self.follow(text)
        while self.audible:
            self.screen.shows(Status(State.SPEAKING, left_s=self.clock.left_s))
            match KEYS.get(self.press() or ""):
                case Command.END:
                    self.stop()
                case Command.REPEAT:
                    self.start(text)
                case Command.PAUSE:
                    self._pause()
                    self.start(text)
                case Command.SKIP | Command.QUIT as command:
                    self.stop()
                    return command
            time.sleep(0.01)
        return None

    def wait_until_quiet(self) -> None:
        """Wait until what is being said has been heard."""
        while self.audible:
            time.sleep(0.01)

    def _pause(self) -> None:
        """Stand still until a key is pressed."""
        self.stop()
        self.clock.pause()
        while not self.press():
            self.screen.shows(Status(State.PAUSED, left_s=self.clock.left_s))
            time.sleep(0.02)
        self.clock.go_on()

    # --- occasions ------------------------------------------------------------------------------

    def open(self, part: Round, *, first: bool) -> Command | None:
        """Open a round; the first one with a greeting, where the pack's words leave that out."""
        for text in self._opening(part, first=first):
            command = self.say(text, show=True)
            if command is Command.QUIT:
                return command
        return None

    def _opening(self, part: Round, *, first: bool) -> Iterator[str]:
        """What is said at the start of a round."""
        name = part.interviewer.name
        if part.says and first and self.live and name not in part.says:
            yield phrases.GREETING.format(name=name)
        if part.says:
            yield part.says

    def mind_time(self) -> None:
        """Say once, between two answers, when little time is left."""
        left = self.clock.left_s
        long = self.plan.seconds >= phrases.TOLD_FROM_S
        if self.live and long and not self._warned and 30 < left <= phrases.SOON_S:
            self._warned = True
            self.say(phrases.time_left(left), show=True)

    def acknowledge(
        self,
        question: Question,
        ended: str,
        latest: str,
        *,
        follow_up: bool = False,
        gap: str = "",
    ) -> None:
        """Start to say, at once, that an answer was heard.

        Args:
            question: what was answered.
            ended: how the answer ended, as in `Turn.ended`.
            latest: the last words of the answer, as far as they are known.
            follow_up: whether it was the reply to a follow-up.
            gap: what the next follow-up is likely to be about; empty where none is expected.
        """
        if not self.live:
            return
        self._answered_at = time.monotonic()
        if ended == "skipped":
            self.start_shown(phrases.SKIPPED)
        elif ended == "stopped":
            self.start_shown(phrases.STOPPING)
        elif question.kind is Kind.CANDIDATE_QUESTIONS and not follow_up:
            self.start_shown(phrases.ANSWERS)
        elif not phrases.sad(latest):
            self._acknowledged = self._next_acknowledgement()
            if self._acknowledged:
                self.start(self._acknowledged, more=True, lead=self._next_lead(gap, question.kind))

    def _next_acknowledgement(self) -> str:
        return phrases.next_in_turn(self._acknowledged, self._acknowledgements)

    def _next_lead(self, gap: str, kind: Kind) -> str:
        """What leads to a follow-up about a gap, where nothing else is there in time; made ahead, or nothing."""
        silent = self.plan.interviewer.manner.silence_s
        lead = "" if silent else phrases.next_in_turn(self._led, phrases.leads(gap, kind))
        if not lead or not self.speaker.synthesis.ready(lead):
            return ""
        self._led = lead
        return lead

    @property
    def _acknowledgements(self) -> Sequence[str]:
        """What this interviewer says when an answer is over."""
        own = self.plan.interviewer.manner.acknowledges
        return phrases.ACKNOWLEDGEMENTS if own is None else own

    def keep_silence(self) -> None:
        """Say nothing for as long as this interviewer does after an answer; a key ends it."""
        until = self._answered_at + self.plan.interviewer.manner.silence_s
        while time.monotonic() < until and not self.press():
            self.screen.shows(Status(State.THINKING, left_s=self.clock.left_s))
            time.sleep(0.02)

    def move_on(self) -> None:
        """Say that there is no time for more, after an interruption."""
        if self.live:
            self.say(phrases.NEXT, show=True)

    def close(self) -> None:
        """Say goodbye, where there was a greeting."""
        if self.live and any(part.says for part in self.plan.rounds):
            self.say(phrases.closing(self.plan.seed), show=True)

    def prepare_for(self, number: int) -> None:
        """Synthesise what may be said during answer `number` and after it."""
        if self._silent:
            return
        self.speaker.synthesis.plan(
            (
                self._next_acknowledgement(),
                *phrases.LEADS[:1],
                *phrases.LEADS_DEEPER[:1],
                *self._following(number),
                *self._acknowledgements,
                *phrases.LEADS,
                *phrases.LEADS_DEEPER,
                phrases.CUES[Cue.TAKE_YOUR_TIME],
                *phrases.QUOTING,
                *fixed_lines(self.plan.questions[number - 1], self.plan.interviewer.manner),
                *phrases.CUES.values(),
                phrases.STOPPING,
                phrases.SKIPPED,
            )
        )

    def _following(self, number: int) -> Iterator[str]:
        """What is said next if nothing is followed up: the opening of a round, a question, goodbye."""
        if self.plan.questions[number - 1].kind is Kind.CANDIDATE_QUESTIONS:
            yield phrases.ANSWERS
        if number >= len(self.plan.questions):
            yield phrases.closing(self.plan.seed)
            return
        before = 0
        for part in self.plan.rounds:
            if before == number:
                yield from self._opening(part, first=False)
            before += len(part.questions)
        yield self.plan.questions[number].text


def _words(what: Sequence[str | Sound]) -> str:
    """What of it is text."""
    return " ".join(part for part in what if isinstance(part, str))
