"""Wrong usage as one line: what is wrong, and the closest thing that is right."""

from __future__ import annotations

import re
import sys
from typing import Any, cast

import typer

from interviewer.cli.help_page import placeholder
from interviewer.output.suggest import did_you_mean

WrongUsage = cast("type[Exception]", typer.BadParameter.__mro__[2])
"""The base of every fault in how a command was typed: click's ClickException, of which newer
versions of typer carry a private copy."""


_MEANT = {
    word: command
    for command, words in {
        "review": "history sessions list past show open search debrief last",
        "progress": "stats status trends report readiness stories",
        "drill": "practice practise question ask train exercise retry again repeat rewind redo",
        "phone-screen": "start begin interview screen mock run phone",
        "settings": "config configure set options preferences",
        "score": "rate evaluate analyse analyze grade judge",
        "setup": "install download init",
        "doctor": "check diagnose devices",
        "preflight": "mic microphone test",
        "resume": "continue",
        "purge": "delete remove clean clear",
        "plan": "schedule calendar posting cv",
        "packs": "pack topics questions",
    }.items()
    for word in words.split()
}
"""What people type -> the command that does it, where the spelling does not tell."""


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
        commands = context.command.commands
        meant = _MEANT.get(name.lower(), "")
        remedy = (
            f"Did you mean {meant}?" if meant in commands else did_you_mean(name, commands, remedy)
        )
    elif problem.startswith("Invalid value for"):
        problem = _invalid(problem)
    elif extra := _EXTRA.fullmatch(problem):
        problem = f"Unexpected: {extra['words']}"
        remedy = _in_quotes(command, context, extra["words"]) or remedy
    elif problem.startswith("Missing argument"):
        problem = f"{_named(usage)} is missing"
    elif option and "requires" in problem:
        problem = problem.replace(f"Option '{option}'", option)
        problem = problem.replace("requires an argument", "takes a value")
        problem = re.sub(r"requires (\d+) arguments", r"takes \1 values", problem)
    return f"{problem}. {remedy}"


_NEEDS = (
    (r"greater than or equal to (\S+)", "must be {0} or more"),
    (r"less than or equal to (\S+)", "must be {0} or less"),
    (r"valid integer", "must be a whole number"),
    (r"valid number", "must be a number"),
    (r"is not in the range (\S+?)<=x<=(\S+?)\.?$", "must be {0} to {1}"),
    (r"is not in the range x>=(\S+?)\.?$", "must be {0} or more"),
)
"""What typer, its older versions too, says of a value -> what is said here."""


_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)")


def _in_quotes(command: str, context: Any, extra: str) -> str:
    """How a name of several words is typed; empty for a command that takes none."""
    first = [
        context.params.get(item.name)
        for item in context.command.params
        if item.param_type_name == "argument"
    ]
    if not first or not isinstance(first[-1], str) or not first[-1]:
        return ""
    return f'Put a name of several words in quotes: {command} "{first[-1]} {extra}"'


def _invalid(problem: str) -> str:
    """`--minutes must be a number` for "Invalid value for '--minutes': Input should be a valid number"."""
    named = re.match(r"Invalid value for (?P<name>'.*?'|\S+): (?P<said>.*)", problem)
    if not named:
        return problem
    name = named["name"].strip("'[]").upper().replace("--", "")
    if "--" in named["name"]:
        name = named["name"].strip("'")
    for pattern, needs in _NEEDS:
        if found := re.search(pattern, named["said"]):
            return f"{name} {needs.format(*(bound.strip('.,]') for bound in found.groups()))}"
    return f"{name}: {named['said'].removeprefix('Value error, ')}"


def _named(usage: Any) -> str:
    """The argument as the help page names it."""
    parameter = getattr(usage, "param", None)
    return placeholder(parameter) if parameter is not None else "An argument"


def _command(option: str) -> str:
    """The command that was typed, where the fault itself does not know it.

    An option without its value is noticed by the parser, which only knows the option.
    """
    first = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "")
    return f"interviewer {first}" if option and first else "interviewer"
