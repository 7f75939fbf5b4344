"""Options -> an `Interview` with a real voice, a real microphone and real Whisper, held."""

from __future__ import annotations

import functools
import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from interviewer.audio import devices
from interviewer.audio import recorded_candidate as recorded
from interviewer.audio.sources import FileSource, Source
from interviewer.checks.turn import scored
from interviewer.debrief import page
from interviewer.errors import (
    AudioDeviceError,
    InterviewerError,
    MissingDependencyError,
)
from interviewer.interview import microphone_check
from interviewer.interview.dialogs import Dialogs
from interviewer.interview.keys import Keys
from interviewer.interview.loop import Conduct, Interview, Run
from interviewer.interview.memory import few_arenas
from interviewer.interview.resume import Unfinished
from interviewer.interview.screen.live import LiveScreen
from interviewer.interview.screen.plain import PlainScreen
from interviewer.interview.screen.view import Screen
from interviewer.interview.typed import Typed
from interviewer.model import FollowUp, Plan, Question, Session, Turn
from interviewer.packs import tasks
from interviewer.packs.terminal_packs import program_report
from interviewer.settings import paths
from interviewer.settings.user_settings import Settings, device
from interviewer.speak import Speaker, Voice, chosen, open_voice, voices
from interviewer.transcribe import Engine, open_engine, weights
from interviewer.transcribe.guarded import Guarded


@dataclass(frozen=True, slots=True)
class Stage:
    """Where and how an interview is held, as chosen by settings and options."""

    settings: Settings
    console: Console
    conduct: Conduct
    candidate: recorded.Candidate | None = None
    """Answers from files instead of the microphone."""
    voice: bool = True
    typed: bool = False
    plain: bool = False
    """Lines only, for screen readers."""
    blind: bool = False
    preflight: bool = True
    repeats: bool = False
    """Whether each answer may be tried again (practice and drill)."""
    program: Path | None = None
    """What the candidate wrote for an automation task; run against its hidden cases."""

    @property
    def speaks(self) -> bool:
        """Whether somebody speaks into a microphone."""
        return self.candidate is None and not self.typed


def rehearse(
    plan: Plan, stage: Stage, unfinished: Unfinished | None = None
) -> tuple[Session, Path]:
    """Hold the interview, or go on with an unfinished one; the session and its folder.

    Raises:
        InterviewerError: a device, a library or the weights are missing, or the disk is full.
        KeyboardInterrupt: after everything was saved; a closed terminal counts as one.
    """
    few_arenas()
    _open_log()
    settings = stage.settings
    if not stage.typed:  # typed answers need no recogniser, and none may be installed
        found = weights.find(settings.model)
        if found.note:
            stage.console.print(found.note, style="yellow")
    screen = _screen(stage)
    with (
        ThreadPoolExecutor(1, "load") as loader,
        Speaker(_voice(stage, plan), device(settings.speaker)) as speaker,
        Keys() if not stage.typed else nullcontext(Keys()) as keys,
        _hanging_up(),
    ):
        engine: Callable[[], Engine] = functools.partial(_engine, settings)
        if not stage.typed:
            engine = loader.submit(engine).result
        if plan.questions:
            speaker.synthesis.prepare(plan.questions[0].text)
        dialogs = Dialogs(stage.console, keys, speaker, screen, device(settings.microphone))
        dialogs.line = sys.stdin.readline if stage.typed else None
        interview = _interview(plan, stage, dialogs, engine)
        if stage.speaks and stage.preflight and keys.available and stage.console.is_terminal:
            _preflight(dialogs, engine)
        run = interview.start(unfinished=unfinished)
        dialogs.folder = run.saved.folder
        return _held(run, screen, stage.console), run.saved.folder.path


def _open_log() -> None:
    """Note down what is decided and when, where that was asked for; never what was said."""
    if (path := paths.log()) is None:
        return
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log = logging.getLogger("interviewer")
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def _interview(
    plan: Plan, stage: Stage, dialogs: Dialogs, engine: Callable[[], Engine]
) -> Interview:
    """The interview on its stage, before it starts."""
    keys, screen = dialogs.keys, dialogs.screen
    return Interview(
        plan,
        dialogs.speaker,
        _sources(stage, dialogs),
        engine,
        screen,
        _conduct(stage, has_keys=keys.available),
        press=_press(keys),
        recorded_probe=_recorded_probe(stage),
        write=Typed(sys.stdin, screen.note) if stage.typed else None,
        score=_scoring(stage),
        again=dialogs.again if stage.repeats else Interview.again,
        fixed=dialogs.fixed,
    )


def _held(run: Run, screen: Screen, console: Console) -> Session:
    """The session, held; what it has so far becomes a page when it is interrupted."""
    try:
        return run.hold()
    except BaseException:
        with suppress(OSError):  # the terminal may be gone
            screen.still()
        _write_page(run, console)
        raise
    finally:
        with suppress(OSError):  # the terminal may be gone
            screen.still()


def _screen(stage: Stage) -> Screen:
    """A calm screen, or lines where nothing can or should move."""
    blind = stage.blind and _voice_there(stage)
    shown = {"blind": blind, "keys": stage.speaks, "feedback": stage.repeats}
    lines = stage.plain or not stage.console.is_terminal
    if lines or stage.typed:
        return PlainScreen(stage.console, **shown, wrap=not lines)
    return LiveScreen(stage.console, **shown)


def _conduct(stage: Stage, *, has_keys: bool) -> Conduct:
    """How it is held where it is held: without keys only silence can end an answer."""
    candidate = stage.candidate
    return replace(
        stage.conduct,
        live=candidate is None,
        candidate=str(candidate.folder.resolve()) if candidate else "microphone",
        hands_free=stage.speaks and (stage.conduct.hands_free or not has_keys),
        barge_in=stage.speaks and stage.conduct.barge_in,
    )


def _engine(settings: Settings) -> Engine:
    """The recogniser, guarded: nothing that goes wrong in it ends the interview."""
    return Guarded(open_engine(settings.engine, settings.model))


@contextmanager
def _hanging_up() -> Iterator[None]:
    """A closed terminal and a polite request to end are as good as Ctrl-C."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = {}
    for name in ("SIGHUP", "SIGTERM"):
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            before[name] = signal.signal(getattr(signal, name), interrupt)
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _press(keys: Keys) -> Callable[[], str | None]:
    """The next key; a terminal that went away is an interruption."""
    had_keys = keys.available

    def press() -> str | None:
        if key := keys.poll():
            return key
        if had_keys and not keys.available:
            raise KeyboardInterrupt
        return None

    return press


def run_microphone_check(
    settings: Settings, console: Console
) -> microphone_check.MicrophoneCheck | None:
    """The microphone check on its own; None when it was skipped.

    Raises:
        InterviewerError: a device, a library or the weights are missing.
    """
    with (
        ThreadPoolExecutor(1, "load") as loader,
        Speaker(open_voice("silent"), device(settings.speaker)) as speaker,
        Keys() as keys,
    ):
        engine = loader.submit(_engine, settings)
        screen = PlainScreen(console)
        dialogs = Dialogs(console, keys, speaker, screen, device(settings.microphone))
        return dialogs.check_microphone(engine.result)


def _preflight(dialogs: Dialogs, engine: Callable[[], Engine]) -> None:
    """Check the microphone, unless this one was found good lately."""
    name = devices.find(dialogs.microphone, "input").name
    known = microphone_check.remembered(name)
    if known and known.good:
        dialogs.console.print(
            f"Microphone {name}, checked on {known.made:%d %B}; to check it again: interviewer preflight",
            style="dim",
            soft_wrap=True,
        )
        return
    dialogs.check_microphone(engine)


def _write_page(run: Run, console: Console) -> None:
    """Write the page of an interrupted session; what stops that must not hide what stopped it."""
    if run.began and run.session.turns and page.belongs(run.saved.folder.path):
        with suppress(InterviewerError, OSError):  # the terminal may be gone
            path = page.write(run.session, run.saved.folder.path)
            console.print(f"Partial debrief: {path}", soft_wrap=True)


def _voice_there(stage: Stage) -> bool:
    """Whether a question can be heard; where nothing speaks it must be shown."""
    if not stage.voice or stage.settings.speech == "silent":
        return False
    try:
        devices.find(device(stage.settings.speaker), "output")
    except (AudioDeviceError, MissingDependencyError):
        return False
    return True


def _voice(stage: Stage, plan: Plan) -> Voice:
    """The interviewer's voice; silence when it was asked for, or where a demonstration has none.

    Raises:
        AudioDeviceError: there is no speaker, and a real interview needs one.
    """
    settings = stage.settings
    if not stage.voice or settings.speech == "silent":
        return open_voice("silent")
    try:
        devices.find(device(settings.speaker), "output")
    except (AudioDeviceError, MissingDependencyError) as error:
        if stage.speaks:
            raise
        stage.console.print(f"{error.problem}: questions are shown as text.", style="yellow")
        return open_voice("silent")
    engine = chosen(settings.speech)
    path = Path(settings.voice).expanduser() if engine == "piper" else None
    voice = settings.voice or _voice_of(plan, engine)
    return open_voice(engine, voice=voice, rate=settings.words_per_minute, model=path)


def _voice_of(plan: Plan, engine: str) -> str:
    """The interviewer's own voice where the engine has one of that name, else its default."""
    wanted = next((part.interviewer.voice for part in plan.rounds), "").split()
    there = {name.rpartition("/")[2]: name for name in voices(engine)} if wanted else {}
    return next((there[name] for name in wanted if name in there), "")


def _scoring(stage: Stage) -> Callable[[Turn], Turn]:
    """The usual scoring; an automation task also gets the share of hidden cases passed."""
    program = stage.program
    if program is None:
        return scored

    @functools.cache
    def passed(task: str) -> float:
        report = tasks.run(task, program)
        stage.console.print(program_report(report))
        return report.score

    def score(turn: Turn) -> Turn:
        turn = scored(turn)
        task = turn.question.material.task if turn.question.material else ""
        return replace(turn, scores={**turn.scores, "program": passed(task)}) if task else turn

    return score


def _recorded_probe(stage: Stage) -> Callable[[Question], FollowUp | None]:
    """The follow-up to ask of a recorded candidate, whose reply cannot answer another."""
    probes = stage.candidate.probes if stage.candidate else {}

    def probe(question: Question) -> FollowUp | None:
        return FollowUp(probes[question.id]) if question.id in probes else None

    return probe


def _sources(stage: Stage, dialogs: Dialogs) -> Callable[[Question, bool], Source | None]:
    """Where the answer to a question (or to the follow-up after it) comes from."""
    candidate = stage.candidate
    if candidate is None:
        return lambda _question, _follow_up: dialogs.source()

    used: set[Path | None] = set()

    def recording(question: Question, follow_up: bool) -> Source | None:
        find = candidate.follow_up if follow_up else candidate.answer
        path = find(question.id)
        if follow_up and path in used:
            return None  # a recorded reply answers one probe
        used.add(path)
        return FileSource(path) if path else None

    return recording
