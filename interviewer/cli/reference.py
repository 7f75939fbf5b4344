"""Reference: the pages of rules, and the state of this machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli import completion
from interviewer.cli.common import Json, console_for, grouped, option, print_json, say
from interviewer.cli.help_page import Commands
from interviewer.output.suggest import require_known

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

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
        names = completion.rules("")
        require_known(str(rule), names, f"Unknown rule '{rule}'", "`interviewer rules` lists them.")
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
@grouped
def doctor(
    install: str | None = option(
        "Download Whisper weights (base, tiny.en, small, …), or kokoro, the natural voice.",
        metavar="NAME",
    ),
    listing: bool = option(
        "List the devices, voices and weights to choose from.", "--list", default=False
    ),
    as_json: Json = False,
) -> None:
    """Check microphone, speaker, voice, Whisper and disk, and explain how to fix problems."""
    from interviewer.cli import doctor as machine
    from interviewer.settings import user_settings

    if install == "kokoro":
        from interviewer.speak import natural

        natural.install(lambda line: typer.echo(line, err=True))
        return
    if install:
        from interviewer.transcribe import weights

        found = weights.install(install, lambda line: typer.echo(line, err=True))
        say(f"Installed: {found.path}", err=True)
        return
    if listing:
        _list_choices(machine.choices(user_settings.load()), as_json=as_json)
        return
    healths = machine.examine(user_settings.load())
    if as_json:
        print_json(healths)
    else:
        _print_state(machine.version(), healths)
    if not all(health.works for health in healths):
        raise typer.Exit(1)


def _print_state(version: str, healths: Iterable[Health]) -> None:
    from rich.text import Text

    console = console_for()
    console.print(version, style="dim")
    for health in healths:
        mark = ("ok   ", "green") if health.works else ("fix  ", "red")
        _print_beside(console, Text.assemble(mark, (f"{health.part:12}", "bold")), health.detail)
        if health.remedy:
            _print_beside(console, Text(" " * 17), health.remedy)


def _print_beside(console: Console, head: Text, said: str) -> None:
    """Print what is said of a part beside it: below itself where a terminal is too narrow, else in one line."""
    from rich.table import Table
    from rich.text import Text

    if not console.is_terminal:
        console.print(head, Text(said), soft_wrap=True)
        return
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(head, Text(said))
    console.print(grid)


def _list_choices(choices: Mapping[str, Sequence[str]], *, as_json: bool) -> None:
    if as_json:
        print_json(choices)
        return
    for part, names in choices.items():
        typer.echo(f"{part}:")
        for name in names:
            typer.echo(f"  {name}")
