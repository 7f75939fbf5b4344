"""Wrong usage as one line: what is wrong, and the closest thing that is right."""

from __future__ import annotations

from typing import Any, cast

import typer

from interviewer.output.suggest import did_you_mean

WrongUsage = cast("type[Exception]", typer.BadParameter.__mro__[2])
"""The base of every fault in how a command was typed: click's ClickException, of which newer
versions of typer carry a private copy."""


def one_line(fault: Exception) -> str:
    """The fault in one line, with what was probably meant or where the help is."""
    usage = cast("Any", fault)
    problem = " ".join(str(usage.format_message()).split()).rstrip(".")
    context: Any = getattr(usage, "ctx", None)
    remedy = f"See `{context.command_path if context else 'interviewer'} --help`."
    option = getattr(usage, "option_name", "")
    if option and problem.startswith("No such option"):
        problem = f"No such option: {option}"
        known = [name for item in context.command.params for name in item.opts]
        remedy = did_you_mean(option, known, remedy)
    elif problem.startswith("No such command"):
        remedy = did_you_mean(problem.split("'")[1], context.command.commands, remedy)
    return f"{problem}. {remedy}"
