"""The command line: parse, call, print; nothing else."""

from __future__ import annotations

import functools
import inspect
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from interviewer import __version__
from interviewer.errors import InterviewerError
from interviewer.model import Kind

if TYPE_CHECKING:
    from rich.console import Console

    from interviewer.model import Question
    from interviewer.packs import Pack
    from interviewer.settings import Settings
    from interviewer.transcribe import Engine

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="An offline mock interviewer: it asks aloud, listens, and tells you how it sounded.",
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON to standard output.")]


def main() -> None:
    """Run a command; a fault the user can mend is one line and exit code 2."""
    try:
        app(standalone_mode=True)
    except InterviewerError as error:
        typer.echo(f"interviewer: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"interviewer {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Offline mock interviews, spoken aloud."""


# --- interviews -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Options:
    """What every rehearsal can be told; each field is an option of the command line."""

    minutes: Annotated[
        float | None, typer.Option(help="Compress the plan to so many minutes.", min=1, max=480)
    ] = None
    candidate: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Recordings that answer in your stead.")
    ] = None
    or_recorded: Annotated[
        bool,
        typer.Option("--or-recorded", help="Without a microphone, a recorded candidate answers."),
    ] = False
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="QUESTION", help="Ask just this question; repeatable."),
    ] = None
    pack: Annotated[str | None, typer.Option(help="Question pack; see `interviewer packs`.")] = None
    seed: Annotated[int | None, typer.Option(help="Ask the same questions again.")] = None
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the plan and stop.")] = False
    practice: Annotated[bool, typer.Option("--practice", help="Feedback after each answer.")] = (
        False
    )
    hands_free: Annotated[
        bool, typer.Option("--hands-free", help="A long silence ends an answer.")
    ] = False
    blind: Annotated[bool, typer.Option("--blind", help="Hide the questions, as on a phone.")] = (
        False
    )
    no_voice: Annotated[
        bool, typer.Option("--no-voice", help="Show the questions, say nothing.")
    ] = False
    follow_ups: Annotated[int, typer.Option(help="Most follow-ups a question.", min=0, max=3)] = 1
    program: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Your program for an automation task; hidden cases run it."
        ),
    ] = None
    model: Annotated[str | None, typer.Option(help="Whisper weights: a name or a path.")] = None
    engine: Annotated[
        str | None, typer.Option(help="faster-whisper or openai-whisper.", metavar="NAME")
    ] = None
    speech: Annotated[
        str | None, typer.Option(help="Speech engine: pyttsx3, piper or silent.", metavar="NAME")
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


@app.command()
@rehearsal
def phone_screen(options: Options) -> None:
    """Rehearse the phone screen: 60 minutes, half technical, half behavioural."""
    _rehearse(options, "phone-screen")


@app.command()
@rehearsal
def onsite(
    options: Options,
    sitting: Annotated[
        int | None, typer.Argument(help="Which session of the loop; the next one if not given.")
    ] = None,
) -> None:
    """Rehearse the on-site loop, one session at a time; a seed keeps the loop together."""
    _rehearse(options, "onsite", sitting=sitting)


@app.command()
@rehearsal
def warm_up(options: Options) -> None:
    """Ten minutes to get talking."""
    _rehearse(options, "warm-up")


@app.command()
@rehearsal
def drill(
    options: Options,
    topic: Annotated[str, typer.Argument(help="A question's id, a principle, or a topic.")] = "",
) -> None:
    """Answer one question as often as you like; attempts are compared."""
    _rehearse(replace(options, practice=True), "drill", topic=topic)


def _rehearse(options: Options, name: str, *, topic: str = "", sitting: int | None = None) -> None:
    from interviewer import packs
    from interviewer.debrief import debrief
    from interviewer.debrief.report import session_report
    from interviewer.debrief.terminal import debriefed
    from interviewer.listing import planned
    from interviewer.rehearse import Stage, choose_candidate, choose_plan, rehearse

    settings = _settings(options)
    console = _console(stderr=options.as_json)
    pack = packs.load(options.pack)
    candidate = None
    if not options.dry_run or options.candidate:
        candidate = choose_candidate(
            pack, settings, options.candidate, fall_back=options.or_recorded, console=console
        )
    plan = choose_plan(
        pack,
        name,
        minutes=options.minutes,
        seed=options.seed,
        only=_only(pack, options, candidate.questions if candidate else frozenset()),
        topic=topic,
        sitting=sitting,
    )
    if options.dry_run:
        if options.as_json:
            _print_json(plan)
        else:
            console.print(planned(plan))
        return
    stage = Stage(
        settings,
        console,
        candidate,
        voice=not options.no_voice,
        hands_free=options.hands_free,
        blind=options.blind,
        follow_ups=options.follow_ups,
        repeats=options.practice,
        program=options.program,
    )
    try:
        session, folder = rehearse(plan, stage)
    except KeyboardInterrupt:
        console.print("Interrupted; everything that was said is kept.", style="yellow")
        raise typer.Exit(130) from None
    told = debrief(session)
    if options.as_json:
        _print_json(session_report(told, str(folder)))
    else:
        console.print(debriefed(told, folder))
    _check_score(told.scores.get("overall"), options.min_score)


def _settings(options: Options) -> Settings:
    """Settings with the options that were given."""
    from interviewer import settings

    given = {
        name: value
        for name in ("engine", "model", "speech", "voice", "microphone", "speaker")
        if (value := getattr(options, name)) is not None
    }
    if options.practice:
        given["mode"] = "practice"
    return settings.load(given=given)


def _only(pack: Pack, options: Options, answered: frozenset[str]) -> frozenset[str] | None:
    """The questions that may be asked: those named, else those the recorded candidate answers."""
    if options.only:
        return frozenset(question.id for name in options.only for question in pack.find(name))
    return answered or None


def _check_score(score: float | None, least: float | None) -> None:
    if least is not None and (score is None or score < least):
        heard = "nothing could be scored" if score is None else f"the score is {score:.0f}"
        typer.echo(f"interviewer: {heard}, below {least:g}.", err=True)
        raise typer.Exit(1)


# --- files ----------------------------------------------------------------------------------------


@app.command()
def score(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Audio, transcripts (txt, srt, vtt, json), or - for JSON Lines on standard input.",
        ),
    ],
    kind: Annotated[str, typer.Option(help="behavioral, technical, or a kind of question.")] = (
        "behavioral"
    ),
    rubric: Annotated[
        list[str] | None, typer.Option(help="Judge coverage by this rubric; repeatable.")
    ] = None,
    question: Annotated[
        str | None, typer.Option(help="Id of the question that was answered.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="Whisper weights: a name or a path.")] = None,
    engine: Annotated[str | None, typer.Option(help="faster-whisper or openai-whisper.")] = None,
    min_score: Annotated[
        float | None, typer.Option(help="Exit with 1 when any score is lower.", min=0, max=100)
    ] = None,
    as_json: Json = False,
) -> None:
    """Score answers recorded or written down anywhere; no microphone needed."""
    from interviewer import review
    from interviewer.debrief.terminal import judgement
    from interviewer.model import Question
    from interviewer.vocabulary import hint

    asked = _question(question)
    chosen = asked.kind if asked else _kind(kind)
    rubrics = tuple(rubric or (asked.rubrics if asked else ()))
    _known_rubrics(rubrics)
    if paths == ["-"]:
        for reported in review.reviewed_lines(sys.stdin, chosen, rubrics):
            typer.echo(json.dumps(reported, ensure_ascii=False))
        return
    open_engine = _engine_opener(engine, model)
    console = _console()
    words = hint(asked or Question("", chosen, "", rubrics=rubrics))
    results = []
    for path in paths:
        brought = review.bring(Path(path), open_engine, prompt=words)
        result = review.reviewed(path, brought, chosen, rubrics, asked)
        results.append(result)
        if not as_json:
            console.rule(path)
            console.print(
                judgement(result.answer, result.examination.findings, result.examination.scores)
            )
            if result.follow_up:
                console.print(f"An interviewer would now ask: [bold]{result.follow_up.text}[/]")
    if as_json:
        _print_json([result.report for result in results])
    for result in results:
        _check_score(result.examination.scores.get("overall"), min_score)


@app.command()
def transcribe(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Audio files.")],
    model: Annotated[str | None, typer.Option(help="Whisper weights: a name or a path.")] = None,
    engine: Annotated[str | None, typer.Option(help="faster-whisper or openai-whisper.")] = None,
    as_json: Json = False,
) -> None:
    """Turn audio into words with times; (?) marks those that were hard to hear."""
    from interviewer import sound
    from interviewer import transcribe as whisper
    from interviewer.answer import Answer
    from interviewer.model import Span
    from interviewer.transcripts import to_json

    open_engine = _engine_opener(engine, model)
    heard = []
    for path in paths:
        transcript = whisper.transcribe(sound.blocks(Path(path)), open_engine())
        heard.append({"source": path, **to_json(transcript)})
        if not as_json:
            if len(paths) > 1:
                typer.echo(f"# {path}")
            answer = Answer(transcript)
            for index, word in enumerate(transcript.words):
                mark = "  (?)" if answer.doubtful(Span(index, index + 1)) else ""
                typer.echo(f"{word.start or 0:8.2f} {word.end or 0:8.2f}  {word.text}{mark}")
    if as_json:
        _print_json(heard)


# --- reference ------------------------------------------------------------------------------------

packs_app = typer.Typer(invoke_without_command=True, help="List, check and start question packs.")
app.add_typer(packs_app, name="packs")


@packs_app.callback()
def packs(
    context: typer.Context,
    pack: Annotated[str | None, typer.Option(help="Just this pack.")] = None,
    as_json: Json = False,
) -> None:
    """List the question packs, checked; mistakes are shown with file and line."""
    if context.invoked_subcommand:
        return
    from interviewer import packs as library
    from interviewer.listing import packed

    names = [pack] if pack else sorted(library.load_all(thorough=True))
    summaries = [library.summary(library.load(name)) for name in names]
    if as_json:
        _print_json(summaries)
    else:
        for summary in summaries:
            _console().print(packed(summary))


@packs_app.command("new")
def packs_new(
    name: Annotated[str, typer.Argument(help="Name of the pack: lower case, hyphens.")],
    folder: Annotated[
        Path | None, typer.Option(help="Where; your own folder if not given.")
    ] = None,
) -> None:
    """Start a pack of your own from a commented example."""
    from interviewer import packs as library

    typer.echo(f"Wrote {library.new(name, folder)}: edit it, then run `interviewer packs`.")


@packs_app.command("try")
def packs_try(
    task: Annotated[str, typer.Argument(help="An automation task; see the folder prompts/tasks.")],
    program: Annotated[Path, typer.Argument(help="Your program.")],
    as_json: Json = False,
) -> None:
    """Run a program against the hidden cases of an automation task, without an interview."""
    from interviewer import automation
    from interviewer.listing import program_report

    report = automation.run(task, program)
    if as_json:
        _print_json(report)
    else:
        _console().print(program_report(report))
    if report.passed < len(report.cases):
        raise typer.Exit(1)


@packs_app.command("check")
def packs_check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Pack files.")],
) -> None:
    """Check pack files and show every mistake with its line."""
    from interviewer import packs as library

    mistakes = [mistake for file in files for mistake in library.check(file)]
    for mistake in mistakes:
        typer.echo(mistake, err=True)
    if mistakes:
        raise typer.Exit(2)
    typer.echo(f"{len(files)} file{'s' * (len(files) != 1)} without mistakes.")


@app.command()
def rules(
    rule: Annotated[str | None, typer.Argument(help="Name of a rule, or of a family.")] = None,
    as_json: Json = False,
) -> None:
    """Print the page of a rule, or list all rules."""
    from interviewer import checks
    from interviewer.listing import rule_list, rule_page

    known = checks.rules()
    chosen = [
        item for item in known if rule is None or rule in {item.name, item.name.split(".")[0]}
    ]
    if not chosen:
        raise typer.BadParameter(f"no rule {rule!r}; `interviewer rules` lists them")
    if as_json:
        _print_json(chosen)
    elif rule is None:
        _console().print(rule_list(chosen))
    else:
        for item in chosen:
            _console().print(rule_page(item))


@app.command()
def doctor(
    install: Annotated[
        str | None,
        typer.Option(metavar="WEIGHTS", help="Download Whisper weights: base, tiny.en, small, …"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what works (microphone, speaker, voice, Whisper, disk) and how to mend what does not."""
    from rich.markup import escape

    from interviewer import doctor as physician
    from interviewer import settings

    if install:
        from interviewer.transcribe import weights

        found = weights.install(install, lambda line: typer.echo(line, err=True))
        typer.echo(f"{found.name}: {found.path}", err=True)
        return
    healths = physician.examine(settings.load())
    if as_json:
        _print_json(healths)
        return
    console = _console()
    console.print(physician.version(), style="dim")
    for health in healths:
        mark = "[green]ok  [/]" if health.works else "[red]fix [/]"
        console.print(f"{mark} [bold]{health.part:12}[/] {escape(health.detail)}", soft_wrap=True)
        if health.remedy:
            console.print(f"     {'':12} {escape(health.remedy)}", soft_wrap=True)


# --- helpers --------------------------------------------------------------------------------------


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def _print_json(value: object) -> None:
    from interviewer.debrief.report import plainly

    typer.echo(json.dumps(plainly(value), ensure_ascii=False, indent=1, default=str))


def _engine_opener(engine: str | None, model: str | None) -> Callable[[], Engine]:
    """Loads the recogniser at its first use, with the settings' choice where none was given."""
    from interviewer import settings, transcribe

    given = {"engine": engine, "model": model}
    chosen = settings.load(given={name: value for name, value in given.items() if value})

    @functools.cache
    def opened() -> Engine:
        return transcribe.open_engine(chosen.engine, chosen.model)

    return opened


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        raise typer.BadParameter(f"kind {name!r} is none of {', '.join(Kind)}") from None


def _question(name: str | None) -> Question | None:
    if name is None:
        return None
    from interviewer import packs

    return packs.load().find(name)[0]


def _known_rubrics(names: tuple[str, ...]) -> None:
    if not names:
        return
    from interviewer import rubrics

    if unknown := [name for name in names if name not in rubrics.load()]:
        raise typer.BadParameter(
            f"no rubric {', '.join(unknown)}; there are {', '.join(rubrics.load())}"
        )
