"""Interviews: the phone screen, the on-site loop, the warm-up, the drill."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli import completion
from interviewer.cli.common import (
    EngineOption,
    Json,
    MicrophoneOption,
    ModelOption,
    SpeakerOption,
    check_score,
    console_for,
    grouped,
    option,
    print_json,
)
from interviewer.cli.ephemeral import temporary_recordings
from interviewer.cli.help_page import Commands
from interviewer.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from interviewer.audio.recorded_candidate import Candidate
    from interviewer.interview.resume import Unfinished
    from interviewer.interview.setup import Stage
    from interviewer.model import Plan, Session
    from interviewer.packs.catalogue import Pack
    from interviewer.settings.user_settings import Settings

commands = Commands("Rehearse")


class Switch(StrEnum):
    """What can be turned off."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True)
class PlanOptions:
    """What is asked, and by whom."""

    minutes: float | None = option("Shorten the interview to this many minutes.", min=1, max=480)
    only: list[str] | None = option(
        "Ask only this question or topic; repeatable.",
        metavar="QUESTION",
        autocompletion=completion.topics,
    )
    pack: str | None = option(
        "Question pack; see `interviewer packs`.", autocompletion=completion.packs
    )
    interviewer: str | None = option(
        "Who asks, by name or manner: warm, sceptic, hurried or silent.",
        metavar="WHO",
        autocompletion=completion.interviewers,
    )
    seed: int | None = option("Draw the same questions again.", metavar="NUMBER")
    dry_run: bool = option("Print the plan without holding the interview.", default=False)


@dataclass(frozen=True)
class AnswerOptions:
    """Where the answers come from."""

    candidate: Path | None = option(
        "Folder of recorded answers to use instead of the microphone.", metavar="DIR"
    )
    or_recorded: bool = option("Use a recorded candidate if there is no microphone.", default=False)
    typed: bool = option("Type the answers; only their content is scored.", default=False)
    program: Path | None = option(
        "Your solution to an automation task; it is run against hidden test cases.", metavar="FILE"
    )

    def check(self) -> None:
        """Refuse answers from two places.

        Raises:
            UsageError: they are both typed and recorded.
        """
        if self.typed and self.candidate:
            raise UsageError("--typed and --candidate exclude each other", "Use one of them.")


@dataclass(frozen=True)
class ConductOptions:
    """How the interview is held."""

    practice: bool = option("Feedback after each answer.", default=False)
    own_words: Switch = option(
        "In practice, play your own words where a follow-up quotes you.",
        default=Switch.ON,
        metavar="on|off",
    )
    hands_free: bool = option("End an answer after a long silence.", default=False)
    barge_in: bool = option("Let me interrupt the interviewer by speaking.", default=False)
    follow_ups: int = option(
        "Maximum follow-ups per question.",
        default=3,
        metavar="N",
        min=0,
        max=3,
    )


@dataclass(frozen=True)
class ShownOptions:
    """What is shown and spoken."""

    plain: bool = option("Print plain lines, for screen readers and logs.", default=False)
    no_preflight: bool = option("Skip the microphone check.", default=False)
    blind: bool = option("Hide the questions, as on the phone.", default=False)
    no_voice: bool = option("Show the questions without speaking them.", default=False)


@dataclass(frozen=True)
class SettingOptions:
    """Settings, for this time only.

    The names are fields of `Settings`.
    """

    model: ModelOption = None
    engine: EngineOption = None
    speech: str | None = option(
        "Speech engine: auto, kokoro, pyttsx3, piper or silent.", metavar="NAME"
    )
    voice: str | None = option("Voice of the interviewer.")
    microphone: MicrophoneOption = None
    speaker: SpeakerOption = None


@dataclass(frozen=True)
class EndOptions:
    """What becomes of the session."""

    ephemeral: bool = option("Keep nothing: no recording, no transcript.", default=False)
    min_score: float | None = option("Exit with 1 when the score is lower.", min=0, max=100)
    open_page: bool = option("Open the debrief in the browser at the end.", "--open", default=False)
    as_json: Json = False


@dataclass(frozen=True)
class Options:
    """The options of every rehearsal."""

    plan: PlanOptions
    answers: AnswerOptions
    conduct: ConductOptions
    shown: ShownOptions
    settings: SettingOptions
    end: EndOptions

    @property
    def chosen(self) -> Settings:
        """The user's settings, with what was chosen for this interview."""
        from interviewer.settings import user_settings

        mode = "practice" if self.conduct.practice else None
        return user_settings.load(mode=mode, **vars(self.settings))

    def practised(self) -> Options:
        """The same, with feedback after each answer."""
        return replace(self, conduct=replace(self.conduct, practice=True))


@commands.command()
@grouped
def phone_screen(options: Options) -> None:
    """Rehearse the phone screen: 60 minutes, half technical, half behavioural."""
    _rehearse(options, "phone-screen")


@commands.command()
@grouped
def onsite(
    options: Options,
    sitting: Annotated[
        int | None,
        typer.Argument(
            metavar="NUMBER", help="Number of the session in the loop; default: the next one."
        ),
    ] = None,
) -> None:
    """Rehearse the on-site loop, one session at a time; a seed keeps the loop together."""
    _rehearse(options, "onsite", sitting=sitting)


@commands.command()
@grouped
def warm_up(options: Options) -> None:
    """Warm up with ten minutes of easy questions."""
    _rehearse(options, "warm-up")


@commands.command()
@grouped
def drill(
    options: Options,
    topic: Annotated[
        str,
        typer.Argument(
            help="A question's id, a principle, or a topic.", autocompletion=completion.topics
        ),
    ] = "",
) -> None:
    """Practise one question; repeat it and compare your attempts."""
    _rehearse(options.practised(), "drill", topic=topic)


@commands.command()
@grouped
def resume(
    options: Options,
    session: Annotated[
        str | None,
        typer.Argument(
            help="Folder, name or start of the name; default: the last session.",
            autocompletion=completion.sessions,
        ),
    ] = None,
) -> None:
    """Resume an interrupted session where it stopped."""
    from interviewer.interview.resume import find
    from interviewer.packs import catalogue

    answers = options.answers
    answers.check()
    unfinished = find(session)
    with unfinished.folder.locked():
        pass  # one that another process is holding is reported before anything else
    plan, mode = unfinished.session.plan, unfinished.session.mode
    if mode in {"practice", "drill"}:
        options = options.practised()
    typed = answers.typed or (_was_typed(unfinished.session) and not answers.candidate)
    options = replace(options, answers=replace(answers, typed=typed))
    console = console_for(stderr=options.end.as_json)
    recorded = unfinished.session.candidate
    folder = answers.candidate or (None if recorded == "microphone" else Path(recorded))
    candidate = None if typed else _candidate(catalogue.load(plan.pack), options, folder, console)
    _hold(plan, _stage(console, options, candidate, mode), options, unfinished)


@commands.command()
def preflight(
    microphone: MicrophoneOption = None,
    speaker: SpeakerOption = None,
    model: ModelOption = None,
    as_json: Json = False,
) -> None:
    """Check the microphone: four seconds, played back, measured and transcribed."""
    from interviewer.interview.setup import run_microphone_check
    from interviewer.settings import user_settings

    chosen = user_settings.load(microphone=microphone, speaker=speaker, model=model)
    check = run_microphone_check(chosen, console_for(stderr=as_json))
    if as_json:
        print_json(check)


def _rehearse(options: Options, name: str, *, topic: str = "", sitting: int | None = None) -> None:
    from interviewer.audio.recorded_candidate import SHIPPED_MINUTES
    from interviewer.interview.choose import choose_plan
    from interviewer.packs import catalogue
    from interviewer.packs.plan import in_order, minutes_needed, require_askable
    from interviewer.packs.terminal_packs import planned

    asked, answers, shown = options.plan, options.answers, options.shown
    answers.check()
    if shown.blind and shown.no_voice:
        raise UsageError(
            "--blind hides the question and --no-voice silences it", "Use one of them."
        )
    console = console_for(stderr=options.end.as_json)
    names = asked.only or ()
    pack = catalogue.load_with(topic or next(iter(names), ""), asked.pack)
    if asked.interviewer:
        pack = pack.interviewed_by(asked.interviewer)
    _check(options, pack, name, topic=topic, sitting=sitting)
    for wanted in names:
        require_askable(pack, name, wanted)
    only = [question.id for wanted in names for question in pack.find(wanted)]
    candidate = None
    if not (asked.dry_run or answers.typed) or answers.candidate:
        candidate = _candidate(pack, options, answers.candidate, console)
    stands_in = candidate is not None and answers.candidate is None
    choose = partial(
        choose_plan,
        pack,
        name,
        only=frozenset(only) or (candidate.questions if candidate else None) or None,
        topic=topic,
        sitting=sitting,
    )
    minutes = asked.minutes or (SHIPPED_MINUTES if stands_in else None)
    plan = choose(minutes=minutes, seed=asked.seed)
    if only and minutes is None and name != "drill":  # a few questions need no hour
        plan = choose(minutes=minutes_needed(plan), seed=plan.seed)
    plan = in_order(plan, only) if only else plan
    _name_left_out(plan, pack, names, console)
    if answers.program and not any(one.material and one.material.task for one in plan.questions):
        remedy = "Drill one: interviewer drill automation, or a task's id."
        raise UsageError("--program needs an automation task, and none is asked", remedy)
    if asked.dry_run:
        if options.end.as_json:
            print_json(plan)
        else:
            console.print(planned(plan))
        return
    stage = _stage(console, options, candidate, "drill" if name == "drill" else "")
    with temporary_recordings() if options.end.ephemeral else nullcontext():
        _hold(plan, stage, options)


def _name_left_out(plan: Plan, pack: Pack, names: Sequence[str], console: Console) -> None:
    """Say which of the questions asked for do not come, so that nobody waits for them."""
    planned = {question.id for question in plan.questions}
    for wanted in names:
        found = [question.id for question in pack.find(wanted)]
        if planned.isdisjoint(found):
            text = f"Left out for lack of room: {wanted}. Drill it: interviewer drill {found[0]}"
            console.print(text, style="yellow", markup=False, highlight=False, soft_wrap=True)


def _candidate(
    pack: Pack, options: Options, folder: Path | None, console: Console
) -> Candidate | None:
    from interviewer.interview.choose import choose_candidate

    fall_back = options.answers.or_recorded
    return choose_candidate(pack, options.chosen, folder, fall_back=fall_back, console=console)


def _check(options: Options, pack: Pack, name: str, *, topic: str, sitting: int | None) -> None:
    """Report what was typed wrong before a missing microphone."""
    from interviewer.audio import devices
    from interviewer.interview.choose import choose_plan
    from interviewer.settings.user_settings import device

    if topic and options.plan.only:
        raise UsageError(f"'{topic}' says what to drill, and so does --only", "Use one of them.")
    if topic:
        pack.find(topic)
    if sitting is not None:
        choose_plan(pack, name, sitting=sitting)
    program, speaker = options.answers.program, options.settings.speaker
    if program and not program.is_file():
        raise UsageError(f"{program}: no such file", "Pass the program that you wrote.")
    if speaker and not options.shown.no_voice:
        devices.find(device(speaker), "output")


def _hold(plan: Plan, stage: Stage, options: Options, unfinished: Unfinished | None = None) -> None:
    """Hold the interview and print its debrief."""
    from interviewer.cli.ending import end
    from interviewer.interview.setup import rehearse
    from interviewer.settings import encryption, paths

    encryption.unlock(paths.recordings())  # asked for before the screen is busy
    try:
        session, folder = rehearse(plan, stage, unfinished)
    except KeyboardInterrupt:
        with suppress(OSError):  # the terminal may be gone
            stage.console.print(
                "Interrupted. Nothing is kept."
                if options.end.ephemeral
                else "Interrupted. Everything you said is saved; `interviewer resume` continues.",
                style="yellow",
            )
        raise typer.Exit(130) from None
    answered = bool(session.turns)
    if not answered:
        shutil.rmtree(folder, ignore_errors=True)
        stage.console.print("No question was answered, so nothing is kept.")
    if not (answered or options.end.as_json):
        check_score(None, options.end.min_score)
        return
    score = end(
        session,
        folder,
        stage.console,
        as_json=options.end.as_json,
        open_page=options.end.open_page,
        seen=stage.repeats and sys.stdin.isatty() and unfinished is None,
        page=answered and not options.end.ephemeral,
    )
    check_score(score, options.end.min_score)


def _stage(console: Console, options: Options, candidate: Candidate | None, mode: str) -> Stage:
    """Where and how the interview is held."""
    from interviewer.interview.loop import Conduct
    from interviewer.interview.setup import Stage
    from interviewer.model import English

    settings, conduct, shown = options.chosen, options.conduct, options.shown
    practice = settings.mode == "practice"
    return Stage(
        settings,
        console,
        Conduct(
            mode or settings.mode,
            hands_free=conduct.hands_free,
            barge_in=conduct.barge_in,
            own_words=practice and conduct.own_words is Switch.ON,
            english=English(settings.english),
            kept=not options.end.ephemeral,
            follow_ups=conduct.follow_ups,
        ),
        candidate,
        voice=not shown.no_voice,
        typed=options.answers.typed,
        plain=shown.plain,
        blind=shown.blind,
        preflight=not shown.no_preflight,
        repeats=practice,
        program=options.answers.program,
    )


def _was_typed(session: Session) -> bool:
    """Whether its answers were typed: one is saved, or a draft of one is."""
    from interviewer.interview.typed import draft

    typed = any(turn.ended == "typed" for turn in session.turns)
    return typed or any(map(draft, session.plan.questions))
