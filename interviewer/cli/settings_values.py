"""`interviewer settings`: every setting with its value; set, unset and edit them."""

from __future__ import annotations

from typing import Annotated

import typer

from interviewer.cli import completion
from interviewer.cli.common import Json, print_json, say
from interviewer.cli.help_page import Commands
from interviewer.cli.settings_words import settings_app
from interviewer.output.sanitize import printable

commands = Commands("Set up")
commands.add_typer(settings_app, name="settings")

Name = Annotated[
    str, typer.Argument(help="Name of the setting.", autocompletion=completion.settings)
]
Value = Annotated[
    str, typer.Argument(help="Its value.", autocompletion=completion.values_of_setting)
]


@settings_app.callback(invoke_without_command=True)
def show(context: typer.Context, as_json: Json = False) -> None:
    """Show every setting with its value, where it comes from and what it may be."""
    from interviewer.settings import paths
    from interviewer.settings.settings_file import settings

    if context.invoked_subcommand is not None:
        return
    found = settings()
    if as_json:
        print_json(found)
        return
    for setting in found:
        value = setting.value or "(automatic)"
        say(f"{setting.name:17}{value:17}{setting.source}; {setting.allowed}", indent=34)
    say(f"File: {paths.settings_file()}", err=True)


@settings_app.command("set", context_settings={"ignore_unknown_options": True})  # -5 is a value
def set_(name: Name, value: Value) -> None:
    """Set a setting."""
    from interviewer.cli.settings_checks import check, warning
    from interviewer.settings.settings_file import change
    from interviewer.settings.user_settings import SLOWER

    check(name, value)
    say(f"Wrote {change(name, value)}.", err=True)
    if problem := warning(name, value.strip()):
        say(f"It does not work here yet: {printable(problem)}", err=True)
    if name == "english" and value == "second":
        slower = f"interviewer settings set words_per_minute {SLOWER}"
        say(f"To have the interviewer speak slower as well: {slower}", err=True)


@settings_app.command()
def unset(name: Name) -> None:
    """Return a setting to its default."""
    from interviewer.cli.settings_checks import check
    from interviewer.settings.settings_file import change

    check(name, "")
    say(f"Wrote {change(name, None)}.", err=True)


@settings_app.command()
def edit() -> None:
    """Open the settings file in your editor, and check it afterwards."""
    from interviewer.output import editor
    from interviewer.settings import atomic, paths, user_settings

    file = paths.settings_file()
    if not file.is_file():
        atomic.write_text(file, "")
    editor.open_file(file)
    user_settings.load()
