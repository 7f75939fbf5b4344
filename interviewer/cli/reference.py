"""Reference: question packs, the pages of rules, and the state of this machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli import completion
from interviewer.cli.common import Json, console_for, print_json
from interviewer.errors import UsageError
from interviewer.output.formatting import plural
from interviewer.output.suggest import did_you_mean

if TYPE_CHECKING:
    from interviewer.cli.doctor import Health

commands = typer.Typer()
packs_app = typer.Typer(invoke_without_command=True, help="List, check and start question packs.")
commands.add_typer(packs_app, name="packs")


@packs_app.callback()
def packs(
    context: typer.Context,
    pack: Annotated[str | None, typer.Option(help="Just this pack.")] = None,
    as_json: Json = False,
) -> None:
    """List and check the question packs; mistakes are shown with file and line."""
    if context.invoked_subcommand:
        return
    from interviewer.packs import catalogue as library
    from interviewer.packs.terminal_packs import packed

    names = [pack] if pack else sorted(library.load_all(thorough=True))
    summaries = [library.summary(library.load(name)) for name in names]
    if as_json:
        print_json(summaries)
    else:
        for summary in summaries:
            console_for().print(packed(summary))


@packs_app.command("questions")
def packs_questions(
    topic: Annotated[
        str | None,
        typer.Argument(
            help="Only these: an id, a principle, a kind or a topic.",
            autocompletion=completion.topics,
        ),
    ] = None,
    pack: Annotated[str | None, typer.Option(help="Questions of this pack.")] = None,
    as_json: Json = False,
) -> None:
    """List questions with their ids, as `drill`, `--only` and `score --question` take them."""
    from interviewer.packs import catalogue
    from interviewer.packs.terminal_packs import question_list

    loaded = catalogue.load(pack)
    questions = loaded.find(topic) if topic else tuple(loaded.questions.values())
    if as_json:
        print_json(questions)
    else:
        console_for().print(question_list(questions))


@packs_app.command("new")
def packs_new(
    name: Annotated[str, typer.Argument(help="Name of the pack: lower case, hyphens.")],
    folder: Annotated[
        Path | None, typer.Option(help="Where; your own folder if not given.")
    ] = None,
) -> None:
    """Start a pack of your own from a commented example."""
    from interviewer.packs import catalogue as library

    typer.echo(f"Wrote {library.new(name, folder)}: edit it, then run `interviewer packs`.")


@packs_app.command("try")
def packs_try(
    task: Annotated[
        str, typer.Argument(help="An automation task: its name, or the id of its question.")
    ],
    program: Annotated[Path, typer.Argument(help="Your program.")],
    as_json: Json = False,
) -> None:
    """Run a program against the hidden cases of an automation task, without an interview."""
    from interviewer.packs import tasks
    from interviewer.packs.terminal_packs import program_report

    report = tasks.run(task, program)
    if as_json:
        print_json(report)
    else:
        console_for().print(program_report(report))
    if report.passed < len(report.cases):
        raise typer.Exit(1)


@packs_app.command("check")
def packs_check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Pack files.")],
) -> None:
    """Check pack files and show every mistake with its line."""
    from interviewer.packs import catalogue as library

    mistakes = [mistake for file in files for mistake in library.check(file)]
    for mistake in mistakes:
        typer.echo(mistake, err=True)
    if mistakes:
        raise typer.Exit(2)
    typer.echo(f"{plural(len(files), 'file')} without mistakes.")


@commands.command()
def rules(
    rule: Annotated[
        str | None,
        typer.Argument(help="Name of a rule, or of a family.", autocompletion=completion.rules),
    ] = None,
    as_json: Json = False,
) -> None:
    """Print the page of a rule, or list all rules."""
    from interviewer import checks
    from interviewer.cli.rule_pages import family_page, rule_list, rule_page

    known = checks.rules()
    chosen = [
        item for item in known if rule is None or rule in {item.name, item.name.split(".")[0]}
    ]
    if not chosen:
        names = [item.name for item in known]
        families = {name.split(".")[0] for name in names}
        remedy = did_you_mean(str(rule), [*names, *families], "`interviewer rules` lists them.")
        raise UsageError(f"Unknown rule '{rule}'", remedy)
    if as_json:
        print_json(chosen)
    elif rule is None:
        console_for().print(rule_list(chosen))
    else:
        if family := checks.family(rule):
            console_for().print(family_page(family))
        for item in chosen:
            console_for().print(rule_page(item))


@commands.command()
def doctor(
    install: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Download Whisper weights (base, tiny.en, small, …), or kokoro, the natural voice.",
        ),
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list", help="List the devices, voices and weights to choose from.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check microphone, speaker, voice, Whisper and disk, and explain how to fix problems."""
    from rich.text import Text

    from interviewer.cli import doctor as machine
    from interviewer.settings import user_settings

    if install == "kokoro":
        from interviewer.speak import kokoro_files

        kokoro_files.install(lambda line: typer.echo(line, err=True))
        return
    if install:
        from interviewer.transcribe import weights

        found = weights.install(install, lambda line: typer.echo(line, err=True))
        typer.echo(f"{found.name}: {found.path}", err=True)
        return
    if listing:
        _list_choices(machine.choices(user_settings.load()), as_json=as_json)
        return
    healths = machine.examine(user_settings.load())
    if as_json:
        print_json(healths)
        _complete(healths)
        return
    console = console_for()
    console.print(machine.version(), style="dim")
    for health in healths:
        mark = ("ok   ", "green") if health.works else ("fix  ", "red")
        console.print(
            Text.assemble(mark, (f"{health.part:12}", "bold"), f" {health.detail}"), soft_wrap=True
        )
        if health.remedy:
            console.print(f"     {'':12} {health.remedy}", soft_wrap=True)
    _complete(healths)


def _complete(healths: Iterable[Health]) -> None:
    """Leave with code 1 when something that is needed does not work."""
    if not all(health.works for health in healths):
        raise typer.Exit(1)


def _list_choices(choices: Mapping[str, Sequence[str]], *, as_json: bool) -> None:
    if as_json:
        print_json(choices)
        return
    for part, names in choices.items():
        typer.echo(f"{part}:")
        for name in names:
            typer.echo(f"  {name}")
