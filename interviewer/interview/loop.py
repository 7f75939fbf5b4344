"""The loop: ask, listen, transcribe, score, follow up; saved after every turn.

While the candidate speaks, the answer is written to disk and transcribed piece by piece. In each
pause it is scored as if it were over, and the follow-up that this would bring is synthesised, so
that it can be asked at once. When the exchange about a question is over, its recordings are
transcribed once more, each in one go: that transcript of record replaces the live one and is what is
scored.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from interviewer import __version__
from interviewer.audio import recorder
from interviewer.audio.sound import Sound
from interviewer.audio.sources import Source
from interviewer.audio.voice_activity import VoiceActivity
from interviewer.checks.follow_up import follow_up, unquoted
from interviewer.checks.rewind import rewind, told_again
from interviewer.checks.scenario import scenario
from interviewer.checks.technical.vocabulary import hint
from interviewer.checks.turn import TYPED, answer_of, retranscribed, scored
from interviewer.errors import AudioDeviceError, InterviewerError, StoreError
from interviewer.history import store
from interviewer.interview import own_clip, phrases
from interviewer.interview.answer_sound import AnswerSound
from interviewer.interview.asked import Asked
from interviewer.interview.autosave import Autosave
from interviewer.interview.barge_in import Interruptions
from interviewer.interview.clock import Clock
from interviewer.interview.commands import Command, Retry
from interviewer.interview.listening import Listener
from interviewer.interview.recording import Take
from interviewer.interview.resume import Unfinished
from interviewer.interview.screen.view import Screen, State, Status
from interviewer.interview.speaking import Speaking
from interviewer.interview.turn_taking import TurnTaking, patience
from interviewer.model import (
    English,
    FollowUp,
    Plan,
    Question,
    Reply,
    Session,
    Transcript,
    Turn,
    Word,
)
from interviewer.speak import Speaker
from interviewer.transcribe import Engine, LiveTranscript

LOG = logging.getLogger(__name__)

MOST_EXCHANGES = 6
"""Additions and follow-ups after which a scenario is left as it is."""

WORTH_KEEPING_S = 5.0
"""Speech from which a skipped answer is kept (without a score) rather than thrown away."""

SHORTEST_S = 0.5
"""Shortest recording that is kept when somebody quits a recorded interview: less is a key pressed late."""

_Outcome = tuple[bool, Command | None]
"""Whether there was an answer, and the command that means something to what comes next."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """How an interview is held."""

    mode: str = "realistic"
    candidate: str = "microphone"
    """As in `Session`."""
    live: bool = True
    """Whether answers take as long as they last, so that they are transcribed while they do."""
    hands_free: bool = False
    """Whether silence ends an answer (a key always does)."""
    barge_in: bool = False
    """Whether the candidate may interrupt the interviewer by speaking."""
    own_words: bool = False
    """Whether a follow-up that quotes plays what was said."""
    english: English = English.FIRST
    """Whether English is the candidate's first or second language."""
    kept: bool = True
    """Whether the session stays on disk when it is over."""
    follow_ups: int = 3
    """Most follow-ups to one question, the twist of a scenario among them; facts that are asked for are none.
    A second and third come only for serious gaps."""


@dataclass(frozen=True)
class Interview:
    """A plan, and everything that an interview is held with."""

    plan: Plan
    speaker: Speaker
    open_source: Callable[[Question, bool], Source | None]
    """(question, whether it is a follow-up) -> where the answer comes from, or None to move on."""
    open_engine: Callable[[], Engine]
    """Gives the speech recogniser; it may load while the first question is spoken."""
    screen: Screen
    conduct: Conduct = Conduct()
    press: Callable[[], str | None] = lambda: None
    """The key pressed since the last call, if any."""
    recorded_probe: Callable[[Question], FollowUp | None] = lambda _question: None
    """The follow-up that a recorded reply answers; None to choose it by the answer."""
    write: Callable[[Question], str | Command] | None = None
    """Gives answers that are typed; nothing is recorded then."""
    score: Callable[[Turn], Turn] = scored
    """Gives a turn its findings and scores."""
    again: Callable[[Session, Turn], Retry] = lambda _session, _turn: Retry.NO
    """Shown a finished turn: whether the candidate wants to try it, or its weak part, once more."""
    fixed: Callable[[InterviewerError], bool] = lambda _trouble: False
    """Shown what went wrong in an answer: whether it is fixed and the answer goes on."""

    def start(self, root: Path | None = None, unfinished: Unfinished | None = None) -> Run:
        """Make or reopen the session's folder, below `root` if it is new.

        An `unfinished` one goes on in its own folder, in the middle of the answer that was broken
        off.
        """
        if unfinished:
            folder, session = unfinished.folder, unfinished.session
        else:
            session = Session(
                datetime.now().astimezone(),
                self.plan,
                version=__version__,
                mode=self.conduct.mode,
                candidate=self.conduct.candidate,
            )
            folder = store.create(session, root)
        clock = Clock(self.plan.seconds, session.elapsed_s)
        saved = Autosave(folder, session, clock, self.open_engine, self.score, self.screen.note)
        speaking = Speaking(
            self.plan, self.speaker, self.screen, clock, self.press, self.conduct.live
        )
        return Run(self, saved, clock, speaking, unfinished)

    def run(self, root: Path | None = None, unfinished: Unfinished | None = None) -> Session:
        """Hold it from start to end; see `Run.hold`."""
        return self.start(root, unfinished).hold()


@dataclass
class Run:
    """An interview that is being held."""

    interview: Interview
    saved: Autosave
    """The session so far, on disk at any moment."""
    clock: Clock
    speaking: Speaking
    unfinished: Unfinished | None = None
    _number: int = field(default=0, init=False)
    _allowed: float = field(default=0.0, init=False)
    """Time by which the round should be over."""
    _foreseen: FollowUp | None = field(default=None, init=False)
    """What would be said if the answer had been over at its last pause."""
    began: bool = field(default=False, init=False)
    """Whether the session is this process's own."""
    _left: bool = field(default=False, init=False)
    """Whether the candidate has had enough."""
    _near_db: float = field(default=-math.inf, init=False)
    """How loud the candidate was in the last answer."""

    def hold(self) -> Session:
        """Hold the interview and return the finished session.

        The session is on disk at any moment, so whatever ends the run early loses nothing: the
        answer under way is saved, and the KeyboardInterrupt or error passes through.
        """
        with self.saved.folder.locked():
            if self.unfinished:  # another process may have gone on with it
                self.unfinished = self.unfinished.again()
                self.saved.session = self.unfinished.session
            self.began = True
            self._hold_saved()
            # Not before: a process killed meanwhile leaves it to `resume`.
            self.saved.save(finished=True)
        return self.session

    def _hold_saved(self) -> None:
        folder = self.saved.folder.path if self.interview.conduct.kept else None
        self.interview.screen.opening(self.session, folder)
        if self.interview.conduct.hands_free and self.interview.conduct.live:
            self.interview.screen.note(phrases.HANDS_FREE)
        self.clock.go_on()
        with self.saved:
            if self.interview.conduct.live:
                self.saved.make_ready()
            if self.unfinished and self.interview.conduct.live:
                self.saved.refine_unfinished()
            try:
                self._hold_all(self.unfinished)
            except BaseException:
                self.speaking.stop()
                raise
            self.saved.refine()
            self.saved.refined()

    @property
    def session(self) -> Session:
        """The session so far."""
        return self.saved.session

    # --- asking ---------------------------------------------------------------------------------

    def _hold_all(self, unfinished: Unfinished | None) -> None:
        held = -1
        if unfinished:
            self.speaking.say(phrases.BACK, show=True)
            ids = [question.id for question in self.interview.plan.questions]
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
            self.speaking.close()

    def _questions(self, first: int) -> Iterator[Question]:
        """Questions in order from the `first` on; a round whose time is up yields to the next."""
        self._number = self._allowed = 0
        for part in self.interview.plan.rounds:
            self._allowed += part.seconds
            welcomed = self.unfinished is not None and not self._number
            if self._number >= first and not welcomed:
                command = self.speaking.open(part, first=not self._number)
                if command is Command.QUIT:
                    self._left = True
                    return
            for place, question in enumerate(part.questions):
                self._number += 1
                if self._number <= first:
                    continue
                if place and self.interview.conduct.live and self.clock.elapsed_s > self._allowed:
                    self.interview.screen.note(f"Time is up for “{part.title}”.")
                    self._number += len(part.questions) - place - 1
                    break
                yield question

    def _hold(self, question: Question, unfinished: Unfinished | None = None) -> bool:
        """Ask a question as often as the candidate likes; False when they have had enough."""
        attempt = unfinished.attempt if unfinished else 1
        while True:
            answered, command = self._attempt(question, attempt, unfinished)
            turn = self.session.turns[-1] if answered else None
            self.saved.refine()
            if command is Command.QUIT:
                return False
            retry = self._retry(attempt) if turn else Retry.NO
            if turn is None or retry is Retry.NO:
                if turn and turn.ended == "stopped" and not turn.follow_ups:
                    self.speaking.move_on()
                return True
            attempt, unfinished = turn.attempt + 1, None

    def _retry(self, attempt: int) -> Retry:
        """What the candidate wants after the last answer; its weak part is told as often as they like."""
        while True:
            turn = self.session.turns[-1]
            retry = self.interview.again(self.session, turn)
            part = rewind(turn) if retry is Retry.PART else None
            if part is None:
                return retry
            english = self.interview.conduct.english
            self._ask(Asked(turn.question, self._number, attempt, turn, part, english))
            self.saved.refine()

    def _attempt(
        self, question: Question, attempt: int, unfinished: Unfinished | None = None
    ) -> _Outcome:
        """Ask a question, and the follow-ups that its answer calls for."""
        asked = Asked(question, self._number, attempt, english=self.interview.conduct.english)
        if unfinished and isinstance(unfinished.answer, Reply):
            last, follow_up = self.session.turns[-1], unfinished.answer.follow_up
            asked = replace(asked, after=last, follow_up=follow_up)
        answered, command = self._ask(asked, unfinished)
        if not answered and not asked.after:
            return False, command
        while command is None and (following := self._next_said(self.session.turns[-1])):
            after = self.session.turns[-1]
            answered, command = self._ask(replace(asked, after=after, follow_up=following))
            if not answered:
                break
        return True, command

    def _next_said(self, turn: Turn) -> FollowUp | None:
        """What is said after an answer: in plainer words where the best ones are not synthesised yet.

        What the last words of the answer have settled is asked all the same where the interviewer has begun to.
        """
        foreseen, following = self._foreseen, self._next(turn)
        if following is None and not self.speaking.drop_lead():
            following = foreseen
        if foreseen and following != foreseen:
            LOG.info("follow-up changed by the last words: %s", following and following.gap)
        if following and self.interview.conduct.live and not self.speaking.ready(following.text):
            manner = self.interview.plan.interviewer.manner
            return unquoted(following, turn.question, manner) or following
        return following

    def _next(self, turn: Turn) -> FollowUp | None:
        """What to say after an answer: facts that were asked for, a twist, then probes."""
        conduct = self.interview.conduct
        said = [reply.follow_up for reply in turn.follow_ups]
        asked = [item for item in said if item.gap != "facts" and not told_again(item)]
        enough = len(asked) >= conduct.follow_ups
        if conduct.live and len(said) < MOST_EXCHANGES:
            told = [item.text for item in said]
            addition = scenario(turn.question, turn.takes[-1].transcript.text, told)
            if addition and (addition.gap == "facts" or not enough):
                return addition
        late = conduct.live and self.clock.elapsed_s > self._allowed
        if late or enough:
            return None
        if not said and (recorded := self.interview.recorded_probe(turn.question)):
            return recorded
        return follow_up(
            turn.question,
            answer_of(turn),
            turn.findings,
            asked=[item for item in asked if item.gap != "twist"],
            seed=self.interview.plan.seed,
            manner=self.interview.plan.interviewer.manner,
        )

    def _ask(self, asked: Asked, before: Unfinished | None = None) -> _Outcome:
        """Ask until there is an answer; to start it over is anyone's right."""
        while True:
            source = (
                None
                if self.interview.write
                else self.interview.open_source(asked.of, bool(asked.after))
            )
            if not (self.interview.write or source):
                return False, None
            self.speaking.keep_silence()
            self.speaking.mind_time()
            total = len(self.interview.plan.questions)
            self.interview.screen.asks(
                asked.question, asked.number, total, follow_up=asked.follow_up
            )
            command = None
            if source and source.realtime:
                self.speaking.follow(*self._said(asked))  # whoever listens minds the rest
            else:
                command = self.speaking.say(asked.question.text)
            if command in {Command.SKIP, Command.QUIT}:
                return False, command
            if self.interview.write:
                answered, command = self._read(asked, self.interview.write)
            elif source:
                answered, command = self._listen(asked, source, before)
            if command is not Command.AGAIN:
                return answered, command
            before = None

    def _said(self, asked: Asked) -> Sequence[str | Sound]:
        """The words of a question; what a follow-up quotes is the candidate's own clip, where that is wanted."""
        text, conduct = asked.question.text, self.interview.conduct
        if not (asked.after and conduct.own_words and conduct.live):
            return (text,)
        take = asked.after.takes[-1]
        return own_clip.spoken_parts(
            text, take.transcript, self.saved.folder.path / str(take.audio)
        )

    # --- listening ------------------------------------------------------------------------------

    def _listen(self, asked: Asked, source: Source, before: Unfinished | None) -> _Outcome:
        """Record one answer and score it; the command that ended it, unless it simply ended."""
        take = Take(self.saved.folder, asked.file_name)
        listener = self._listener(asked, source)
        if before:
            take.parts.extend(before.parts)
            for part in before.parts:
                listener.recall(recorder.wav_blocks(part.path))
        self.saved.begin(asked.answered(Transcript(()), take.audio))

        def reopen() -> Source | None:
            return self.interview.open_source(asked.of, bool(asked.after))

        try:
            take.record(listener, reopen, self._fixed)
        except BaseException as trouble:
            if take.parts:
                lost = "lost" if isinstance(trouble, AudioDeviceError) else "interrupted"
                with suppress(StoreError):  # the disk may be full: `under_way` is on it
                    self.saved.keep(self._answer(asked, listener, take, lost))
            raise
        self._near_db = listener.sound.voice.near_db if len(take.parts) == 1 else -math.inf
        if not _is_answer(listener):
            if listener.live:
                listener.live.cancel()
            self.saved.begin(None)
            take.discard()
            return False, listener.end.command
        self.interview.screen.shows(
            Status(State.THINKING, asked.question, listener.sound.seconds, left_s=self.clock.left_s)
        )
        answer = self._answer(asked, listener, take, listener.end.how or "source")
        self.saved.keep(answer)
        if self.interview.conduct.live:
            self.saved.refine_later(take, asked.question)
        self.interview.screen.shows_answer(answer)
        return True, listener.end.command

    def _listener(self, asked: Asked, source: Source) -> Listener:
        """What follows an answer while it is given."""
        conduct, question = self.interview.conduct, asked.question
        voice = VoiceActivity(self._near_db if conduct.live else -math.inf)
        listener = Listener(source, question, self.speaking, sound=AnswerSound(voice))
        self._foreseen = None
        if conduct.live or conduct.hands_free:
            listener.turn = TurnTaking(
                patience(
                    question,
                    follow_up=bool(asked.after),
                    hands_free=conduct.hands_free,
                    realistic=conduct.mode == "realistic",
                    interrupts_at=self.interview.plan.interviewer.manner.interrupts_at,
                )
            )
        if conduct.live:

            def paused(said: Transcript) -> None:
                listener.latest = said
                self._foresee(asked, said)

            def ended() -> None:
                if listener.end.command in {None, Command.SKIP}:
                    latest = listener.latest.text if listener.latest else ""
                    self.speaking.acknowledge(
                        asked.question,
                        listener.end.how,
                        latest,
                        follow_up=bool(asked.after),
                        gap=self._foreseen.gap if self._foreseen else "",
                    )

            listener.on_end = ended
            listener.interruptions = Interruptions(self.interview.open_engine, conduct.barge_in)
            engine = self.interview.open_engine()
            listener.live = LiveTranscript(engine, hint(question), on_pause=paused)
        self.speaking.prepare_for(asked.number)
        return listener

    def _foresee(self, asked: Asked, said: Transcript) -> None:
        """Make ready what would be said if the answer were over now."""
        if asked.follow_up and told_again(asked.follow_up):
            return  # nothing follows it
        answer = asked.answered(said, None)
        if isinstance(answer, Turn):
            turn = answer
        elif asked.after:
            turn = replace(asked.after, follow_ups=(*asked.after.follow_ups, answer))
        self._foreseen = self._next(scored(turn))
        if self._foreseen:
            self.speaking.expect(self._foreseen.text)

    def _fixed(self, trouble: InterviewerError) -> bool:
        """Stand still until the candidate has fixed something."""
        self.clock.pause()
        self.speaking.stop()
        try:
            return self.interview.fixed(trouble)
        finally:
            self.speaking.revive()
            self.clock.go_on()

    def _answer(self, asked: Asked, listener: Listener, take: Take, ended: str) -> Turn | Reply:
        """The answer as it was heard live, or in one go where there was nothing to do meanwhile."""
        audio = take.keep() if not self.interview.conduct.live else take.parts[0].path
        try:
            transcript = (
                listener.live.finish(listener.sound.spoken_to)
                if listener.live
                else self.saved.transcript_of_record(audio, listener.question)
            )
        except InterviewerError as error:
            self.interview.screen.note(
                f"{error.problem}. The recording is saved, without its words."
            )
            transcript = Transcript((), take.seconds)
        answer = asked.answered(transcript, audio.name, ended)
        answer = replace(
            answer, asides=tuple(listener.sound.asides), announced=listener.sound.announced
        )
        return retranscribed(answer, transcript)

    def _read(self, asked: Asked, write: Callable[[Question], str | Command]) -> _Outcome:
        """Take in a typed answer; what is typed of it until an interruption is a draft."""
        self.saved.begin(asked.answered(Transcript((), engine=TYPED), None, "typed"))
        written = write(asked.question)
        if isinstance(written, Command):
            self.saved.begin(None)
            return False, Command.AGAIN if written is Command.REPEAT else written
        words = tuple(Word(word) for word in written.split())
        answer = asked.answered(Transcript(words, engine=TYPED), None, "typed")
        self.saved.keep(answer)
        self.interview.screen.shows_answer(answer)
        return True, None


def _is_answer(listener: Listener) -> bool:
    """Whether what was recorded is an answer: not one that was started over, skipped or left early."""
    if listener.end.command is Command.SKIP:
        return listener.sound.speech_s >= WORTH_KEEPING_S
    if listener.end.command is Command.QUIT:
        heard = listener.latest is not None and bool(listener.latest.words)
        recorded = listener.live is None and listener.sound.seconds >= SHORTEST_S
        return listener.sound.speech_s > 0 or heard or recorded
    return listener.end.command is not Command.AGAIN
