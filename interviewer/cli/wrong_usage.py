"""Wrong usage as one line: what is wrong, and the closest thing that is right."""

from __future__ import annotations

import sys
from typing import Any, cast

import typer

from interviewer.output.suggest import did_you_mean

WrongUsage = cast("type[Exception]", typer.BadParameter.__mro__[2])
"""The base of every fault in how a command was typed: click's ClickException, of which newer
versions of typer carry a private copy."""


def one_line(fault: Exception) -> str:
    """The fault in one line, with what was probably meant or where the help is."""
    usage = cast("Any", fault)
    problem = " ".join(str(usage.format_message()).split()).rstrip(".").replace("Value error, ", "")
    context: Any = getattr(usage, "ctx", None)
    option = getattr(usage, "option_name", "")
    command = context.command_path if context else _command(option)
    remedy = f"See `{command} --help`."
    if option and problem.startswith("No such option"):
        problem = f"No such option: {option}"
        known = [name for item in context.command.params for name in item.opts]
        remedy = did_you_mean(option, known, remedy)
    elif problem.startswith("No such command"):
        name = problem.split("'")[1]
        problem = (
            f"No such command: {name}"  # newer versions of typer add a suggestion of their own
        )
        remedy = did_you_mean(name, context.command.commands, remedy)
    return f"{problem}. {remedy}"


def _command(option: str) -> str:
    """The command that was typed, where the fault itself does not know it.

    An option without its value is noticed by the parser, which only knows the option.
    """
    first = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "")
    return f"interviewer {first}" if option and first else "interviewer"
