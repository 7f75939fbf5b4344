"""The session under way and its folder: saved after every turn, and bettered in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, Self, TypeVar

from interviewer import transcribe
from interviewer.answer import plain
from interviewer.audio import sound
from interviewer.checks.technical.vocabulary import hint
from interviewer.checks.turn import retranscribed
from interviewer.errors import AudioFileError, InterviewerError
from interviewer.history.store import Folder
from interviewer.interview import memory
from interviewer.interview.clock import Clock
from interviewer.interview.recording import Take, parts_of, recovered
from interviewer.model import Question, Reply, Session, Transcript, Turn
from interviewer.transcribe import Engine

SHORT_STORY = (
    "Last spring our build failed every second night. My task was to find out why. I read the logs, I"
    " asked Ana, and then I wrote a script, because nobody knew. It went from fourteen failures a month to"
    " one. I learned to look first."
)
"""An answer with something for every check to look at."""

_Answer = TypeVar("_Answer", Turn, Reply)


class _Change(Protocol):
    def __call__(self, answer: _Answer, /) -> _Answer: ...


@dataclass
class Autosave:
    """Saves what was said. While it is entered, recordings are transcribed again in a thread."""

    folder: Folder
    session: Session
    """As it is on disk."""
    clock: Clock
    open_engine: Callable[[], Engine]
    score: Callable[[Turn], Turn]
    report: Callable[[str], None] = lambda _problem: None
    """Shows what went wrong without ending anything."""
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False)
    _taken: list[tuple[Take, Question]] = field(default_factory=list, init=False)
    _refining: list[Future[None]] = field(default_factory=list, init=False)

    def __enter__(self) -> Self:
        self._worker = ThreadPoolExecutor(1, "transcript-of-record")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._worker.shutdown(wait=kind is None, cancel_futures=kind is not None)

    def make_ready(self) -> None:
        """Load what will score the answers, while the first question is asked: rubrics and models come as they are needed.

        The first follow-up comes at once then, and memory stays as it is from the first minutes on.
        """
        for question in self.session.plan.questions:
            self._worker.submit(self.score, Turn(question, plain(SHORT_STORY)))

    def save(self, *, finished: bool = False) -> None:
        """Put the session on disk.

        Raises:
            StoreError: the folder is not writable or the disk is full.
        """
        with self._lock:
            self.session = replace(
                self.session,
                finished=finished or self.session.finished,
                elapsed_s=round(self.clock.elapsed_s, 1),
            )
            self.folder.save(self.session)

    def begin(self, answer: Turn | Reply | None) -> None:
        """Put on disk which answer is being given, so that it can be found after a crash."""
        with self._lock:
            self.session = replace(self.session, under_way=answer)
            self.save()

    def keep(self, answer: Turn | Reply) -> None:
        """Keep an answer as a new turn, or a reply with the last one; either way scored."""
        with self._lock:
            turns = list(self.session.turns)
            if isinstance(answer, Reply):
                last = turns.pop()
                answer = replace(last, follow_ups=(*last.follow_ups, answer))
            turns.append(self.score(answer))
            self.session = replace(self.session, turns=tuple(turns), under_way=None)
            self.save()

    # --- transcribing again ---------------------------------------------------------------------

    def transcript_of_record(
        self, audio: Path, question: Question, microphones: int = 1
    ) -> Transcript:
        """A recording transcribed in one go; nothing recorded is an empty answer, which is one too."""
        try:
            recording = sound.blocks(audio)
            return transcribe.transcribe(
                recording, self.open_engine(), prompt=hint(question), microphones=microphones
            )
        except AudioFileError:
            return Transcript((), 0.0, speech=())

    def refine_later(self, take: Take, question: Question) -> None:
        """Hear a live answer again when there is time; what following it took of the memory goes back at once."""
        self._taken.append((take, question))
        self._worker.submit(memory.give_back)

    def refine_unfinished(self) -> None:
        """Transcribe again what an interruption left in raw wav files."""
        for turn in self.session.turns:
            for answer in turn.takes:
                audio = Path(answer.audio or "")
                if audio.suffix == ".wav" and not answer.transcript.edited:
                    parts = recovered(parts_of(self.folder, audio.stem))
                    if parts:
                        self.refine_later(Take(self.folder, audio.stem, parts), turn.question)

    def refine(self) -> None:
        """There is time: an exchange is over, and a long answer follows."""
        for take, question in self._taken:
            self._refining.append(self._worker.submit(self._refine, take, question))
        self._taken.clear()

    def refined(self) -> None:
        """Wait until everything has been transcribed again.

        Raises:
            InterviewerError: whatever went wrong with one of them.
        """
        for refined in self._refining:
            refined.result()

    def _refine(self, take: Take, question: Question) -> None:
        """Replace a live transcript by the transcript of record, and score it again."""
        microphones, audio = len(take.parts), take.keep()
        self._replace(take, lambda answer: replace(answer, audio=audio.name))
        if audio.suffix != ".flac" and len(take.parts) > 1:
            return  # the disk took no more: the live transcript knows all parts, that file only one
        try:
            transcript = self.transcript_of_record(audio, question, microphones)
        except InterviewerError as error:
            self.report(f"{error.problem}. The recording {audio.name} is kept.")
            return
        self._replace(take, lambda answer: retranscribed(answer, transcript), score=True)
        memory.give_back()

    def _replace(self, take: Take, change: _Change, *, score: bool = False) -> None:
        """Change the answer, or the reply, that is a take, and save it."""
        with self._lock:
            turns = []
            for turn in self.session.turns:
                changed = _changed(turn, take.name, change)
                turns.append(self.score(changed) if score and changed != turn else changed)
            self.session = replace(self.session, turns=tuple(turns))
            self.save()


def _changed(turn: Turn, take: str, change: _Change) -> Turn:
    """The turn, changed where it, or one of its replies, is the take of that name."""

    def is_take(answer: Turn | Reply) -> bool:
        return answer.audio is not None and Path(answer.audio).stem == take

    if is_take(turn):
        return change(turn)
    replies = (change(reply) if is_take(reply) else reply for reply in turn.follow_ups)
    return replace(turn, follow_ups=tuple(replies))
