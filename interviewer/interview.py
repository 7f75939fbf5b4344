"""The loop: ask, listen, transcribe, examine, probe; saved after every turn.

While the candidate speaks, the answer is written to disk and transcribed piece by piece, and the
next question is synthesised. While the next question is spoken, the whole recording is transcribed
once more in one go: that transcript of record replaces the live one and is what is scored.
"""

from __future__ import annotations

import math
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from interviewer import __version__, record, sound, store, transcribe
from interviewer.errors import AudioDeviceError, AudioFileError
from interviewer.judge import answer_of, judged
from interviewer.listen import Cue, EndOfAnswer, VoiceActivity
from interviewer.model import FollowUp, Plan, Question, Session, Transcript, Turn
from interviewer.probe import follow_up, scenario
from interviewer.sound import RATE
from interviewer.transcribe.incremental import Live
from interviewer.vocabulary import hint

if TYPE_CHECKING:
    from interviewer.sources import Source
    from interviewer.speak import Speaker
    from interviewer.transcribe import Engine


class Press(Enum):
    """What the candidate may ask for with a key."""

    END_ANSWER = auto()
    SKIP = auto()
    REPEAT = auto()
    AGAIN = auto()
    QUIT = auto()


KEYS = {
    "\r": Press.END_ANSWER,
    "\n": Press.END_ANSWER,
    " ": Press.END_ANSWER,
    "s": Press.SKIP,
    "r": Press.REPEAT,
    "a": Press.AGAIN,
    "q": Press.QUIT,
}

DISCARDING = frozenset({Press.SKIP, Press.REPEAT, Press.AGAIN})
"""Presses that throw away the take under way."""

MOST_EXCHANGES = 6
"""Additions and probes after which a scenario is left as it is."""

CUES = {
    Cue.TAKE_YOUR_TIME: "Take your time.",
    Cue.OFFER: "I can repeat the question (r), or we can skip it (s).",
    Cue.ANYTHING_TO_ADD: "Anything to add?",
}
"""What the interviewer lets the silent candidate know."""

_Outcome = tuple[Turn | None, Press | None]
"""The turn kept, if any, and the press that means something to what comes next."""


class Screen(Protocol):
    """What shows the interview; sounds are the interview's own business."""

    def opening(self, session: Session, folder: Path) -> None:
        """The session begins."""

    def says(self, text: str) -> None:
        """The interviewer says something that is no question."""

    def asks(self, question: Question, number: int, total: int, *, follow_up: bool) -> None:
        """The interviewer asks."""

    def listens(self, question: Question, seconds: float, level: float) -> None:
        """The answer has been running for `seconds`; `level` is the loudness in dBFS."""

    def thinks(self) -> None:
        """The answer is over and being transcribed."""

    def heard(self, turn: Turn) -> None:
        """The answer as it was heard and judged."""

    def note(self, text: str) -> None:
        """Something the candidate should know."""


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
    live: bool = True
    """Whether answers take as long as they last, so that they are transcribed while they do."""
    follow_ups: int = 1
    """Most probes after one question."""
    judge: Callable[[Turn], Turn] = judged
    """Gives a turn its findings and scores."""
    again: Callable[[Session, Turn], bool] = lambda _session, _turn: False
    """Shown a finished turn: whether the candidate wants to try the same question once more."""
    mode: str = "realistic"
    candidate: str = "microphone"
    folder: store.Folder = field(init=False)
    session: Session = field(init=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False)
    _refining: list[Future[None]] = field(default_factory=list, init=False)
    _number: int = field(default=0, init=False)

    def run(self, root: Path | None = None) -> Session:
        """Hold the interview and return the finished session, saved below `root`.

        `self.session` is on disk at any moment, so whatever ends the run early loses nothing:
        the answer under way is kept, and the KeyboardInterrupt or error passes through.
        """
        self.session = Session(
            datetime.now().astimezone(),
            self.plan,
            version=__version__,
            mode=self.mode,
            candidate=self.candidate,
        )
        self.folder = store.create(self.session, root)
        self.screen.opening(self.session, self.folder.path)
        with ThreadPoolExecutor(1, "transcript-of-record") as self._worker:
            try:
                for question in self._questions():
                    if not self._hold(question):
                        break
                    self._refining = [item for item in self._refining if not item.done()]
                for refined in self._refining:
                    refined.result()
            except BaseException:
                self.speaker.stop()
                self._worker.shutdown(wait=False, cancel_futures=True)
                raise
        self._save(finished=True)
        return self.session

    # --- asking ---------------------------------------------------------------------------------

    def _questions(self) -> Iterator[Question]:
        """Questions in order; a round whose time is up yields to the next."""
        started, allowed = time.monotonic(), 0.0
        for stretch in self.plan.rounds:
            allowed += stretch.seconds
            if stretch.says:
                self.screen.says(stretch.says)
                self.speaker.say(stretch.says)
            for place, question in enumerate(stretch.questions):
                if place and self.live and time.monotonic() - started > allowed:
                    self.screen.note(f"The time for “{stretch.title}” is up.")
                    break
                self._number += 1
                yield question

    def _hold(self, question: Question) -> bool:
        """Ask a question as often as the candidate likes; False when they have had enough."""
        attempt = 1
        while True:
            turn, press = self._attempt(question, attempt)
            if turn is None or press is Press.QUIT:
                return press is not Press.QUIT
            if not self.again(self.session, turn):
                return True
            attempt = turn.attempt + 1

    def _attempt(self, question: Question, attempt: int) -> _Outcome:
        """Ask a question, and the follow-ups that its answer calls for."""
        turn, press = self._ask(question, attempt)
        if turn is None:
            return None, press
        self.screen.heard(turn)
        said: list[FollowUp] = []
        while press is None and (probe := self._next(turn, said)):
            said.append(probe)
            reply, press = self._ask(probing(question, probe), attempt, after=turn)
            if reply is None:
                break
            self.screen.heard(reply)
            turn = self._turn(turn.audio)
        return turn, press

    def _next(self, turn: Turn, said: list[FollowUp]) -> FollowUp | None:
        """What to say after an answer: facts that were asked for, a twist, then probes."""
        if self.live and len(said) < MOST_EXCHANGES:
            latest = turn.follow_ups[-1] if turn.follow_ups else turn
            told = [item.text for item in said]
            if addition := scenario(turn.question, latest.transcript.text, told):
                return addition
        probed = frozenset(item.gap for item in said) - {"facts", "twist"}
        if len(probed) >= self.follow_ups:
            return None
        return follow_up(turn.question, answer_of(turn), turn.findings, asked=probed)

    def _ask(self, question: Question, attempt: int, *, after: Turn | None = None) -> _Outcome:
        """Ask until there is an answer: to hear it again or to start over is anyone's right."""
        while True:
            source = self.open_source(after.question if after else question, after is not None)
            if source is None:
                return None, None
            total = len(self.plan.questions)
            self.screen.asks(question, self._number, total, follow_up=after is not None)
            self.speaker.say(question.text)
            turn, press = self._listen(question, source, attempt, after)
            if press not in {Press.REPEAT, Press.AGAIN}:
                return turn, press

    # --- listening ------------------------------------------------------------------------------

    def _listen(
        self, question: Question, source: Source, attempt: int, after: Turn | None
    ) -> _Outcome:
        """Record one answer and judge it; the press that ended it, unless it simply ended."""
        name = f"{self._number:02}-{_file_name(question.id)}{f'-{attempt}' if attempt > 1 else ''}"
        path = self.folder.audio(f"{name}.wav")
        live = Live(self.open_engine(), hint(question)) if self.live else None
        ear = _Ear(self, question, live)
        self._prepare_next(question)
        try:
            taken = record.record(
                source, path, stop=ear.stop, on_block=ear.block, limit_s=question.limit_s
            )
        except BaseException:
            if path.is_file():
                heard = live.finish() if live else None
                self._add(_turn(question, heard, path.name, attempt, "interrupted"), after)
            raise
        if ear.pressed in DISCARDING:
            if live:
                live.cancel()
            path.unlink(missing_ok=True)
            return None, ear.pressed
        self.screen.thinks()
        audio = record.keep(taken)
        heard = live.finish() if live else self._transcript_of_record(audio, question)
        turn = _turn(question, heard, audio.name, attempt, ear.ended or taken.ended)
        kept = self._add(turn, after)
        if live:
            self._refining.append(self._worker.submit(self._refine, audio, question))
        if taken.ended == "lost":
            raise AudioDeviceError(
                "The microphone went away in the middle of the answer",
                "What was said until then is kept. Plug it in and start again.",
            )
        return kept, Press.QUIT if ear.pressed is Press.QUIT else None

    def _prepare_next(self, question: Question) -> None:
        """Synthesise the question after this one while the candidate answers."""
        rest = iter(self.plan.questions)
        if any(asked.id == question.id for asked in rest) and (following := next(rest, None)):
            self.speaker.prepare(following.text)

    # --- keeping --------------------------------------------------------------------------------

    def _transcript_of_record(self, audio: Path, question: Question) -> Transcript:
        try:
            heard = sound.blocks(audio)
            return transcribe.transcribe(heard, self.open_engine(), prompt=hint(question))
        except AudioFileError:  # nothing was recorded: an empty answer is an answer too
            return Transcript((), 0.0, speech=())

    def _refine(self, audio: Path, question: Question) -> None:
        """Replace a live transcript by the transcript of record, and judge it again."""
        heard = self._transcript_of_record(audio, question)
        with self._lock:
            turns = tuple(
                self.judge(_heard_better(turn, audio.name, heard)) for turn in self.session.turns
            )
            self.session = replace(self.session, turns=turns)
        self._save()

    def _add(self, turn: Turn, after: Turn | None) -> Turn:
        """Keep a turn: as a new one, judged, or as the follow-up of the turn it came after."""
        with self._lock:
            turns = list(self.session.turns)
            if after is None:
                turn = self.judge(turn)
                turns.append(turn)
            else:
                index = next(i for i, kept in enumerate(turns) if kept.audio == after.audio)
                asked = turns[index]
                turns[index] = self.judge(replace(asked, follow_ups=(*asked.follow_ups, turn)))
            self.session = replace(self.session, turns=tuple(turns))
        self._save()
        return turn

    def _turn(self, audio: str | None) -> Turn:
        with self._lock:
            return next(turn for turn in self.session.turns if turn.audio == audio)

    def _save(self, *, finished: bool = False) -> None:
        with self._lock:
            self.session = replace(self.session, finished=finished)
            self.folder.save(self.session)


@dataclass
class _Ear:
    """Follows one answer block by block: live transcript, meter, keys, silence."""

    interview: Interview
    question: Question
    live: Live | None
    stop: threading.Event = field(default_factory=threading.Event)
    pressed: Press | None = None
    ended: str = ""
    _seconds: float = 0.0
    _rule: EndOfAnswer = field(default_factory=EndOfAnswer)
    _voice: VoiceActivity = field(default_factory=VoiceActivity)

    def block(self, block: NDArray[np.int16]) -> None:
        """Take in the next stretch of sound; sets `stop` when the answer is over."""
        self._seconds += len(block) / RATE
        if self.live:
            self.live.feed(block)
        self.interview.screen.listens(self.question, self._seconds, level_db(block))
        if press := KEYS.get(self.interview.press() or ""):
            self.pressed = press
            self._end("key")
        elif self.interview.hands_free:
            self._mind_silence(block)

    def _mind_silence(self, block: NDArray[np.int16]) -> None:
        self._voice.feed(block)
        self._rule, cue = self._rule.step(
            at=self._seconds, speech_s=self._voice.speech_s, silence_s=self._voice.silence_s
        )
        if cue is Cue.END:
            self._end("silence")
        elif cue is not None:
            self.interview.screen.note(CUES[cue])

    def _end(self, how: str) -> None:
        self.ended = how
        self.stop.set()


def level_db(block: NDArray[np.int16]) -> float:
    """Loudness of a block in dB below full scale; -96 for digital silence."""
    mean_square = float(np.mean(np.square(block, dtype=np.float64))) if len(block) else 0.0
    return 10 * math.log10(mean_square / 32768**2) if mean_square > 0 else -96.0


def _turn(
    question: Question, heard: Transcript | None, audio: str, attempt: int, ended: str
) -> Turn:
    return Turn(question, heard or Transcript(()), audio=audio, attempt=attempt, ended=ended)


def probing(question: Question, probe: FollowUp) -> Question:
    """The follow-up as a question of its own."""
    return replace(
        question, id=f"{question.id}.follow-up", text=probe.text, follow_ups=(), limit_s=120.0
    )


def _heard_better(turn: Turn, audio: str, heard: Transcript) -> Turn:
    if turn.audio == audio:
        return replace(turn, transcript=heard)
    return replace(
        turn, follow_ups=tuple(_heard_better(reply, audio, heard) for reply in turn.follow_ups)
    )


def _file_name(question_id: str) -> str:
    """A question id as part of a file name."""
    return re.sub(r"[^a-z0-9.]+", "-", question_id.lower()).strip("-")
