"""The loop: ask, listen, transcribe, examine, probe; saved after every turn.

While the candidate speaks, the answer is written to disk and transcribed piece by piece. In each
pause it is judged as if it were over, and the follow-up that this would bring is synthesised, so
that it can be asked at once. When the exchange about a question is over, its recordings are
transcribed once more, each in one go: that transcript of record replaces the live one and is what is
scored.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import __version__
from interviewer.audio import recorder
from interviewer.checks.follow_up import follow_up, scenario
from interviewer.checks.technical.vocabulary import hint
from interviewer.checks.turn import TYPED, answer_of, retranscribed, scored
from interviewer.errors import AudioDeviceError, InterviewerError, StoreError
from interviewer.history import store
from interviewer.interview import phrases
from interviewer.interview.autosave import Keeper
from interviewer.interview.background_voice import Mouth
from interviewer.interview.clock import Clock
from interviewer.interview.commands import Command
from interviewer.interview.listening import Ear
from interviewer.interview.recording import Take
from interviewer.interview.screen.view import Screen, State, Status
from interviewer.interview.speaking import Talk
from interviewer.interview.turn_taking import patience
from interviewer.model import FollowUp, Plan, Question, Reply, Session, Transcript, Turn, Word
from interviewer.transcribe.incremental import LiveTranscript

if TYPE_CHECKING:
    from interviewer.audio.sources import Source
    from interviewer.interview.resume import Unfinished
    from interviewer.speak import Speaker
    from interviewer.transcribe import Engine

MOST_EXCHANGES = 6
"""Additions and probes after which a scenario is left as it is."""

WORTH_KEEPING_S = 5.0
"""Speech from which a skipped answer is kept (without a score) rather than thrown away."""

FOLLOW_UP_LIMIT_S = 120.0
"""Where the answer to a follow-up is stopped."""

_Outcome = tuple[bool, Command | None]
"""Whether there was an answer, and the command that means something to what comes next."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the candidate is to answer: a question of the plan, or a follow-up to its answer."""

    of: Question
    """The question of the plan."""
    number: int
    """Its place in the plan, from 1."""
    attempt: int = 1
    after: Turn | None = None
    """The answer that is followed up."""
    follow_up: FollowUp | None = None

    @property
    def question(self) -> Question:
        """The question in the words that are spoken, with the limit of this answer."""
        if self.follow_up is None:
            return self.of
        return replace(self.of, text=self.follow_up.text, limit_s=FOLLOW_UP_LIMIT_S)

    @property
    def file_name(self) -> str:
        """File name of the answer's recording, without suffix."""
        name = f"{self.number:02}-{re.sub(r'[^a-z0-9.]+', '-', self.of.id.lower()).strip('-')}"
        if self.after:
            place = len(self.after.follow_ups) + 1
            name += f".follow-up{f'-{place}' if place > 1 else ''}"
        return f"{name}-{self.attempt}" if self.attempt > 1 else name

    def answered(self, transcript: Transcript, audio: str | None, ended: str = "") -> Turn | Reply:
        """That answer, as far as it is known."""
        if self.follow_up:
            return Reply(self.follow_up, transcript, audio, ended)
        return Turn(self.of, transcript, audio, ended=ended, attempt=self.attempt)


@dataclass
class Interview:
    """One rehearsal: a plan, and everything it is played on."""

    plan: Plan
    speaker: Speaker
    open_source: Callable[[Question, bool], Source | None]
    """(question, whether it is a follow-up) -> where the answer comes from, or None to move on."""
    open_engine: Callable[[], Engine]
    """Gives the speech recogniser; it may load while the first question is spoken."""
    screen: Screen
    press: Callable[[], str | None] = lambda: None
    """The key pressed since the last call, if any."""
    hands_free: bool = False
    """Whether silence ends an answer (a key always does)."""
    barge_in: bool = False
    """Whether the candidate may interrupt the interviewer."""
    live: bool = True
    """Whether answers take as long as they last, so that they are transcribed while they do."""
    write: Callable[[Question], str | Command] | None = None
    """Gives answers that are typed; nothing is recorded then."""
    follow_ups: int = 3
    """Most probes after one question; a second and third come only for serious gaps."""
    judge: Callable[[Turn], Turn] = scored
    """Gives a turn its findings and scores."""
    again: Callable[[Session, Turn], bool] = lambda _session, _turn: False
    """Shown a finished turn: whether the candidate wants to try the same question once more."""
    mend: Callable[[InterviewerError], bool] = lambda _trouble: False
    """Told what went wrong in an answer: whether it is put right and the answer goes on."""
    mode: str = "realistic"
    candidate: str = "microphone"
    kept: Keeper = field(init=False)
    """The session so far, on disk at any moment."""
    clock: Clock = field(init=False)
    mouth: Mouth = field(init=False)
    talk: Talk = field(init=False)
    _number: int = field(default=0, init=False)
    _allowed: float = field(default=0.0, init=False)
    """Time by which the round should be over."""
    _left: bool = field(default=False, init=False)
    """Whether the candidate has had enough."""

    def run(self, root: Path | None = None, unfinished: Unfinished | None = None) -> Session:
        """Hold the interview and return the finished session, saved below `root`.

        An `unfinished` one goes on in its own folder, in the middle of the answer that was broken
        off. The session is on disk at any moment, so whatever ends the run early loses nothing:
        the answer under way is kept, and the KeyboardInterrupt or error passes through.
        """
        if unfinished:
            with unfinished.folder.locked():
                unfinished = unfinished.again()  # another process may have gone on with it
                return self._run(unfinished.folder, unfinished.session, unfinished)
        session = Session(
            datetime.now().astimezone(),
            self.plan,
            version=__version__,
            mode=self.mode,
            candidate=self.candidate,
        )
        folder = store.create(session, root)
        with folder.locked():
            return self._run(folder, session, None)

    def _run(
        self, folder: store.Folder, session: Session, unfinished: Unfinished | None
    ) -> Session:
        self.clock = Clock(self.plan.seconds, session.elapsed_s)
        self.kept = Keeper(folder, session, self.clock, self.open_engine, self.judge)
        self.kept.report = self.screen.note
        self.mouth = Mouth(self.speaker, self.screen.note)
        self.talk = Talk(self.plan, self.mouth, self.screen, self.clock, self.press, self.live)
        self.screen.opening(session, folder.path)
        self.clock.go_on()
        with self.kept:
            if unfinished and self.live:
                self.kept.refine_unfinished()
            try:
                self._hold_all(unfinished)
            except BaseException:
                self.mouth.stop()
                raise
            self.kept.refine()
            self.kept.save(finished=True)
            self.kept.refined()
        self.kept.save()
        return self.session

    @property
    def session(self) -> Session:
        """The session so far."""
        return self.kept.session

    # --- asking ---------------------------------------------------------------------------------

    def _hold_all(self, unfinished: Unfinished | None) -> None:
        held = -1
        if unfinished:
            self.talk.say(phrases.BACK, show=True)
            ids = [question.id for question in self.plan.questions]
            asked = [turn.question.id for turn in self.session.turns]
            held = ids.index(asked[-1]) if asked else -1
        if unfinished and unfinished.answer:
            question = unfinished.question
            held = ids.index(question.id)
            self._number, self._allowed = held + 1, math.inf
            if not self._hold(question, unfinished):
                return
        for question in self._questions(held + 1):
            if not self._hold(question):
                return
        if not self._left:
            self.talk.close()

    def _questions(self, first: int) -> Iterator[Question]:
        """Questions in order from the `first` on; a round whose time is up yields to the next."""
        self._number = self._allowed = 0
        for stretch in self.plan.rounds:
            self._allowed += stretch.seconds
            if self._number >= first:
                command = self.talk.open(stretch, first=not self._number)
                if command is Command.QUIT:
                    self._left = True
                    return
            for place, question in enumerate(stretch.questions):
                self._number += 1
                if self._number <= first:
                    continue
                if place and self.live and self.clock.elapsed_s > self._allowed:
                    self.screen.note(f"The time for “{stretch.title}” is up.")
                    self._number += len(stretch.questions) - place - 1
                    break
                yield question

    def _hold(self, question: Question, unfinished: Unfinished | None = None) -> bool:
        """Ask a question as often as the candidate likes; False when they have had enough."""
        attempt = unfinished.attempt if unfinished else 1
        while True:
            answered, command = self._attempt(question, attempt, unfinished)
            turn = self.session.turns[-1] if answered else None
            self.kept.refine()
            if command is Command.QUIT:
                return False
            if turn is None or not self.again(self.session, turn):
                self.talk.acknowledge(question, turn, command, self._number)
                return True
            attempt, unfinished = turn.attempt + 1, None

    def _attempt(
        self, question: Question, attempt: int, unfinished: Unfinished | None = None
    ) -> _Outcome:
        """Ask a question, and the follow-ups that its answer calls for."""
        asked = Asked(question, self._number, attempt)
        if unfinished and isinstance(unfinished.answer, Reply):
            last, follow_up = self.session.turns[-1], unfinished.answer.follow_up
            asked = replace(asked, after=last, follow_up=follow_up)
        answered, command = self._ask(asked, unfinished)
        if not answered and not asked.after:
            return False, command
        while command is None and (following := self._next(self.session.turns[-1])):
            after = self.session.turns[-1]
            answered, command = self._ask(replace(asked, after=after, follow_up=following))
            if not answered:
                break
        return True, command

    def _next(self, turn: Turn) -> FollowUp | None:
        """What to say after an answer: facts that were asked for, a twist, then probes."""
        said = [reply.follow_up for reply in turn.follow_ups]
        if self.live and len(said) < MOST_EXCHANGES:
            told = [item.text for item in said]
            if addition := scenario(turn.question, turn.takes[-1].transcript.text, told):
                return addition
        probes = [item for item in said if item.gap not in {"facts", "twist"}]
        if len(probes) >= self.follow_ups or (self.live and self.clock.elapsed_s > self._allowed):
            return None
        return follow_up(
            turn.question, answer_of(turn), turn.findings, asked=probes, seed=self.plan.seed
        )

    def _ask(self, asked: Asked, before: Unfinished | None = None) -> _Outcome:
        """Ask until there is an answer; to start it over is anyone's right."""
        while True:
            source = None if self.write else self.open_source(asked.of, bool(asked.after))
            if not (self.write or source):
                return False, None
            self.talk.mind_time()
            total = len(self.plan.questions)
            self.screen.asks(asked.question, asked.number, total, follow_up=bool(asked.after))
            command = self.talk.say(asked.question.text, open_ear=self.barge_in)
            if command in {Command.SKIP, Command.QUIT}:
                return False, command
            if self.write:
                answered, command = self._read(asked, self.write(asked.question))
            elif source:
                answered, command = self._listen(asked, source, before)
            if command is not Command.AGAIN:
                return answered, command
            before = None

    # --- listening ------------------------------------------------------------------------------

    def _listen(self, asked: Asked, source: Source, before: Unfinished | None) -> _Outcome:
        """Record one answer and judge it; the command that ended it, unless it simply ended."""
        take = Take(self.kept.folder, asked.file_name)
        ear = self._ear(asked, source)
        if before:
            take.parts.extend(before.parts)
            ear.recall(recorder.wav_samples(part.path) for part in before.parts)
        self.kept.begin(asked.answered(Transcript(()), take.audio))
        try:
            take.record(ear, lambda: self.open_source(asked.of, bool(asked.after)), self._mended)
        except BaseException as trouble:
            if take.parts:
                lost = "lost" if isinstance(trouble, AudioDeviceError) else "interrupted"
                with suppress(StoreError):  # the disk may be full: `under_way` is on it
                    self.kept.keep(self._answer(asked, ear, take, lost))
            raise
        if ear.command is Command.AGAIN or (
            ear.command is Command.SKIP and ear.speech_s < WORTH_KEEPING_S
        ):
            if ear.live:
                ear.live.cancel()
            self.kept.begin(None)
            take.discard()
            return False, ear.command
        if ear.ended == "stopped":
            self.talk.begin(phrases.STOPPING)
        self.screen.shows(
            Status(State.THINKING, asked.question, ear.heard_s, left_s=self.clock.left_s)
        )
        answer = self._answer(asked, ear, take, ear.ended or "source")
        self.kept.keep(answer)
        if self.live:
            self.kept.refine_later(take, asked.question)
        self.screen.heard(answer)
        return True, ear.command

    def _ear(self, asked: Asked, source: Source) -> Ear:
        """Everything that minds an answer while it is given."""
        question = asked.question
        ear = Ear(
            source, question, self.mouth, self.clock, self.screen.shows, self.talk.begin, self.press
        )
        ear.note, ear.barge_in = self.screen.note, self.barge_in
        if self.live or self.hands_free:
            realistic = self.mode == "realistic"
            ear.mind(
                patience(
                    question,
                    follow_up=bool(asked.after),
                    hands_free=self.hands_free,
                    realistic=realistic,
                )
            )
        if self.live:
            ear.engine = self.open_engine

            def pause(said: Transcript) -> None:
                ear.overhear(said)
                self._foresee(asked, said)

            ear.live = LiveTranscript(self.open_engine(), hint(question), on_pause=pause)
        self._prepare_next(asked.number)
        return ear

    def _foresee(self, asked: Asked, said: Transcript) -> None:
        """Make ready what would be said if the answer were over now."""
        answer = asked.answered(said, None)
        if isinstance(answer, Turn):
            turn = answer
        elif asked.after:
            turn = replace(asked.after, follow_ups=(*asked.after.follow_ups, answer))
        if follow_up := self._next(scored(turn)):
            self.mouth.prepare(follow_up.text)

    def _prepare_next(self, number: int) -> None:
        """Synthesise what follows question `number` in any case, while the candidate answers."""
        rest = self.plan.questions[number:]
        self.talk.prepare(rest[0] if rest else None, number)

    def _mended(self, trouble: InterviewerError) -> bool:
        """Stand still until the candidate has put something right."""
        self.clock.pause()
        self.mouth.stop()
        try:
            return self.mend(trouble)
        finally:
            self.mouth.revive()
            self.clock.go_on()

    def _answer(self, asked: Asked, ear: Ear, take: Take, ended: str) -> Turn | Reply:
        """The answer as it was heard live, or in one go where there was nothing to do meanwhile."""
        audio = take.keep() if not self.live else take.parts[0].path
        try:
            transcript = (
                ear.live.finish(ear.spoken_to)
                if ear.live
                else self.kept.transcript_of_record(audio, ear.question)
            )
        except InterviewerError as error:
            self.screen.note(f"{error.problem}. The recording is kept, without its words.")
            transcript = Transcript((), take.seconds)
        answer = asked.answered(transcript, audio.name, ended)
        answer = replace(answer, asides=tuple(ear.asides), announced=ear.announced)
        return retranscribed(answer, transcript)

    def _read(self, asked: Asked, written: str | Command) -> _Outcome:
        """Take in a typed answer."""
        if isinstance(written, Command):
            return False, Command.AGAIN if written is Command.REPEAT else written
        words = tuple(Word(word) for word in written.split())
        answer = asked.answered(Transcript(words, engine=TYPED), None, "typed")
        self.kept.keep(answer)
        self.screen.heard(answer)
        return True, None
