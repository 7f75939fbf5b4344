"""Interviews: the phone screen, the on-site loop, the warm-up, the drill."""

from __future__ import annotations

import functools
import inspect
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from interviewer.cli import completion
from interviewer.cli.common import Json, check_score, console_for, print_json
from interviewer.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from interviewer.audio.recorded_candidate import Candidate
    from interviewer.interview.resume import Unfinished
    from interviewer.interview.setup import Stage
    from interviewer.model import Plan, Session
    from interviewer.packs.catalogue import Pack
    from interviewer.settings.user_settings import Settings

commands = typer.Typer()

RECORDINGS = "INTERVIEWER_RECORDINGS"


class Switch(StrEnum):
    """What can be turned off."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True)
class Options:
    """The options of every rehearsal, one field each."""

    minutes: Annotated[
        float | None,
        typer.Option(help="Shorten the interview to this many minutes.", min=1, max=480),
    ] = None
    candidate: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Folder of recorded answers to use instead of the microphone."
        ),
    ] = None
    or_recorded: Annotated[
        bool,
        typer.Option("--or-recorded", help="Use a recorded candidate if there is no microphone."),
    ] = False
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="QUESTION",
            help="Ask only this question or topic; repeatable.",
            autocompletion=completion.topics,
        ),
    ] = None
    pack: Annotated[
        str | None,
        typer.Option(
            help="Question pack; see `interviewer packs`.", autocompletion=completion.packs
        ),
    ] = None
    interviewer: Annotated[
        str | None,
        typer.Option(
            metavar="WHO",
            help="Who asks, by name or manner: warm, sceptic, hurried or silent.",
            autocompletion=completion.interviewers,
        ),
    ] = None
    seed: Annotated[int | None, typer.Option(help="Draw the same questions again.")] = None
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the plan without holding the interview.")
    ] = False
    ephemeral: Annotated[
        bool, typer.Option("--ephemeral", help="Keep nothing: no recording, no transcript.")
    ] = False
    practice: Annotated[bool, typer.Option("--practice", help="Feedback after each answer.")] = (
        False
    )
    own_words: Annotated[
        Switch,
        typer.Option(help="In practice, play your own words where a follow-up quotes you."),
    ] = Switch.ON
    hands_free: Annotated[
        bool, typer.Option("--hands-free", help="End an answer after a long silence.")
    ] = False
    barge_in: Annotated[
        bool, typer.Option("--barge-in", help="Let me interrupt the interviewer by speaking.")
    ] = False
    typed: Annotated[
        bool, typer.Option("--typed", help="Type the answers; only their content is scored.")
    ] = False
    plain: Annotated[
        bool, typer.Option("--plain", help="Print plain lines, for screen readers and logs.")
    ] = False
    no_preflight: Annotated[
        bool, typer.Option("--no-preflight", help="Skip the microphone check.")
    ] = False
    blind: Annotated[bool, typer.Option("--blind", help="Hide the questions, as on the phone.")] = (
        False
    )
    no_voice: Annotated[
        bool, typer.Option("--no-voice", help="Show the questions without speaking them.")
    ] = False
    follow_ups: Annotated[
        int, typer.Option(help="Maximum follow-ups per question.", min=0, max=3)
    ] = 3
    program: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Your solution to an automation task; it is run against hidden test cases.",
        ),
    ] = None
    model: Annotated[str | None, typer.Option(help="Whisper weights: a name or a path.")] = None
    engine: Annotated[
        str | None, typer.Option(help="faster-whisper or openai-whisper.", metavar="NAME")
    ] = None
    speech: Annotated[
        str | None,
        typer.Option(help="Speech engine: auto, kokoro, pyttsx3, piper or silent.", metavar="NAME"),
    ] = None
    voice: Annotated[str | None, typer.Option(help="Voice of the interviewer.")] = None
    microphone: Annotated[
        str | None, typer.Option(help="Recording device: name or number.", metavar="DEVICE")
    ] = None
    speaker: Annotated[
        str | None, typer.Option(help="Playback device: name or number.", metavar="DEVICE")
    ] = None
    min_score: Annotated[
        float | None, typer.Option(help="Exit with 1 when the score is lower.", min=0, max=100)
    ] = None
    open_page: Annotated[
        bool, typer.Option("--open", help="Open the debrief in the browser at the end.")
    ] = False
    as_json: Json = False


def rehearsal(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command every field of `Options` as an option of its own, after its own parameters."""
    shared = _parameters(Options)
    own = [parameter for parameter in _parameters(command) if parameter.name != "options"]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        chosen = {parameter.name: given.pop(parameter.name) for parameter in shared}
        command(**given, options=Options(**chosen))

    both = [*own, *shared]
    run.__signature__ = inspect.Signature(both)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in both}
    return run


def _parameters(of: Callable[..., object]) -> list[inspect.Parameter]:
    """The parameters of a callable, their annotations resolved."""
    hints = get_type_hints(of, include_extras=True)
    return [
        parameter.replace(annotation=hints[parameter.name])
        for parameter in inspect.signature(of).parameters.values()
    ]


@commands.command()
@rehearsal
def phone_screen(options: Options) -> None:
    """Rehearse the phone screen: 60 minutes, half technical, half behavioural."""
    _rehearse(options, "phone-screen")


@commands.command()
@rehearsal
def onsite(
    options: Options,
    sitting: Annotated[
        int | None, typer.Argument(help="Number of the session in the loop; default: the next one.")
    ] = None,
) -> None:
    """Rehearse the on-site loop, one session at a time; a seed keeps the loop together."""
    _rehearse(options, "onsite", sitting=sitting)


@commands.command()
@rehearsal
def warm_up(options: Options) -> None:
    """Warm up with ten minutes of easy questions."""
    _rehearse(options, "warm-up")


@commands.command()
@rehearsal
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
    _rehearse(replace(options, practice=True), "drill", topic=topic)


@commands.command()
@rehearsal
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
    from pathlib import Path

    from interviewer.interview.choose import choose_candidate
    from interviewer.interview.resume import find
    from interviewer.packs import catalogue

    unfinished = find(session)
    plan, mode = unfinished.session.plan, unfinished.session.mode
    options = replace(
        options,
        practice=options.practice or mode in {"practice", "drill"},
        typed=options.typed or _was_typed(unfinished.session),
    )
    chosen, console = _settings(options), console_for(stderr=options.as_json)
    recorded = unfinished.session.candidate
    folder = options.candidate or (None if recorded == "microphone" else Path(recorded))
    candidate = None
    if not options.typed:
        candidate = choose_candidate(
            catalogue.load(plan.pack),
            chosen,
            folder,
            fall_back=options.or_recorded,
            console=console,
        )
    _hold(plan, _stage(chosen, console, options, candidate, mode), options, unfinished)


@commands.command()
def preflight(
    microphone: Annotated[
        str | None, typer.Option(help="Recording device: name or number.", metavar="DEVICE")
    ] = None,
    speaker: Annotated[
        str | None, typer.Option(help="Playback device: name or number.", metavar="DEVICE")
    ] = None,
    model: Annotated[str | None, typer.Option(help="Whisper weights: a name or a path.")] = None,
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
    from interviewer.interview.choose import choose_candidate, choose_plan
    from interviewer.packs import catalogue
    from interviewer.packs.plan import in_order
    from interviewer.packs.terminal_packs import planned

    if options.blind and options.no_voice:
        raise UsageError(
            "--blind hides the question and --no-voice silences it", "Use one of them."
        )
    chosen = _settings(options)
    console = console_for(stderr=options.as_json)
    first = next(iter(options.only or ()), "")
    pack = catalogue.load_with(topic or first, options.pack)
    if options.interviewer:
        pack = pack.interviewed_by(options.interviewer)
    for wanted in (topic, *(options.only or ())):
        if wanted:
            pack.find(wanted)  # a misspelt topic is reported before a missing microphone
    candidate = None
    if (not options.dry_run and not options.typed) or options.candidate:
        candidate = choose_candidate(
            pack, chosen, options.candidate, fall_back=options.or_recorded, console=console
        )
    named = _named(pack, options)
    plan = choose_plan(
        pack,
        name,
        minutes=options.minutes,
        seed=options.seed,
        only=frozenset(named) or (candidate.questions if candidate else None) or None,
        topic=topic,
        sitting=sitting,
    )
    plan = in_order(plan, named) if named else plan
    if options.dry_run:
        if options.as_json:
            print_json(plan)
        else:
            console.print(planned(plan))
        return
    stage = _stage(chosen, console, options, candidate, "drill" if name == "drill" else "")
    with _temporary_recordings() if options.ephemeral else nullcontext():
        _hold(plan, stage, options)


@contextmanager
def _temporary_recordings() -> Iterator[None]:
    """Recordings in a private temporary folder, which is deleted at the end."""
    before = os.environ.get(RECORDINGS)
    with tempfile.TemporaryDirectory(prefix="interviewer-") as folder:
        os.environ[RECORDINGS] = folder
        try:
            yield
        finally:
            os.environ.pop(RECORDINGS)
            if before is not None:
                os.environ[RECORDINGS] = before


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
                if options.ephemeral
                else "Interrupted. Everything you said is saved; `interviewer resume` continues.",
                style="yellow",
            )
        raise typer.Exit(130) from None
    score = end(
        session,
        folder,
        stage.console,
        as_json=options.as_json,
        open_page=options.open_page,
        seen=stage.repeats and sys.stdin.isatty(),
        page=not options.ephemeral,
    )
    check_score(score, options.min_score)


def _stage(
    chosen: Settings, console: Console, options: Options, candidate: Candidate | None, mode: str
) -> Stage:
    """Where and how the interview is held."""
    from interviewer.interview.loop import Conduct
    from interviewer.interview.setup import Stage

    return Stage(
        chosen,
        console,
        Conduct(
            mode or chosen.mode,
            hands_free=options.hands_free,
            barge_in=options.barge_in,
            own_words=options.own_words is Switch.ON
            and (options.practice or chosen.mode == "practice"),
            follow_ups=options.follow_ups,
        ),
        candidate,
        voice=not options.no_voice,
        typed=options.typed,
        plain=options.plain,
        blind=options.blind,
        preflight=not options.no_preflight,
        repeats=options.practice or chosen.mode == "practice",
        program=options.program,
    )


def _settings(options: Options) -> Settings:
    """Settings with the options that were given."""
    from interviewer.settings import user_settings

    names = ("engine", "model", "speech", "voice", "microphone", "speaker")
    mode = "practice" if options.practice else None
    return user_settings.load(mode=mode, **{name: getattr(options, name) for name in names})


def _was_typed(session: Session) -> bool:
    """Whether its answers were typed: one is saved, or a draft of one is."""
    from interviewer.interview.typed import draft

    questions = (question for question in session.plan.questions)
    return any(turn.ended == "typed" for turn in session.turns) or any(map(draft, questions))


def _named(pack: Pack, options: Options) -> list[str]:
    """Ids of the questions that were named, in that order."""
    return [question.id for name in options.only or () for question in pack.find(name)]
