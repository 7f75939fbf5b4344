"""Reference: the pages of rules, and the state of this machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli import completion
from interviewer.cli.common import Json, console_for, print_json
from interviewer.cli.help_page import Commands
from interviewer.errors import UsageError
from interviewer.output.suggest import did_you_mean

if TYPE_CHECKING:
    from interviewer.cli.doctor import Health

commands = Commands("Prepare")


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


@commands.command(rich_help_panel="Set up")
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
        from interviewer.speak import natural

        natural.install(lambda line: typer.echo(line, err=True))
        return
    if install:
        from interviewer.transcribe import weights

        found = weights.install(install, lambda line: typer.echo(line, err=True))
        typer.echo(f"Installed: {found.path}", err=True)
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
