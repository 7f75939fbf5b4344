"""What `--help` prints: usage, then arguments, options and commands in groups, as wide as the terminal."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

MOST, LEAST = 100, 30
"""Columns of the page: lines longer than this are hard to read, and a page must go on somewhere."""
INDENT, LONGEST = 2, 22
"""Columns before a name, and the longest name that has its text beside it."""
OPTIONS, COMMANDS = "Options", "Commands"


class PageCommand(TyperCommand):
    """A command with such a page."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write(help_page(self, ctx.command_path, list(self.get_params(ctx))))


class PageGroup(TyperGroup):
    """A group of commands with such a page."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write(help_page(self, ctx.command_path, list(self.get_params(ctx))))


class Commands(typer.Typer):
    """Commands that stand under one heading of the page above them."""

    def __init__(
        self, heading: str = COMMANDS, *, cls: type[TyperGroup] = PageGroup, **more: Any
    ) -> None:
        """`heading` for the commands made here; `more` as for `typer.Typer`."""
        super().__init__(cls=cls, **more)
        self.heading = heading

    def command(self, name: str | None = None, **more: Any) -> Callable[[Any], Any]:
        """Make a function a command."""
        more = {"cls": PageCommand, "rich_help_panel": self.heading, **more}
        return super().command(name, **more)

    def add_typer(self, typer_instance: typer.Typer, **more: Any) -> None:
        """Put the commands of another one, or below a `name` all of it, among these."""
        super().add_typer(typer_instance, **{"rich_help_panel": self.heading, **more})


def help_page(command: Any, path: str, parameters: Iterable[Any]) -> str:
    """The page of a command that is called as `path`."""
    shown = [one for one in parameters if not getattr(one, "hidden", False)]
    arguments = [one for one in shown if one.param_type_name == "argument"]
    options = [one for one in shown if one.param_type_name == "option"]
    below = getattr(command, "commands", {})
    given = [placeholder(one) if one.required else f"[{placeholder(one)}]" for one in arguments]
    usage = ["Usage:", path, *given, *(["COMMAND"] if below else []), "[OPTIONS]"]
    blocks = [_wrapped(" ".join(usage), "  "), _wrapped(about(command), "")]
    if arguments:
        blocks.append(
            _block("Arguments", [(placeholder(one), _explained(one)) for one in arguments])
        )
    if below:
        blocks += _grouped(
            [(heading(one), name, _first(about(one))) for name, one in below.items()]
        )
    blocks += _grouped([(heading(one, OPTIONS), _called(one), _explained(one)) for one in options])
    return "\n\n".join(blocks) + "\n"


def about(command: Any) -> str:
    """What a command does, in a paragraph."""
    return " ".join((command.help or "").split("\f")[0].split())


def heading(item: Any, otherwise: str = COMMANDS) -> str:
    """The heading that a command or an option stands under."""
    found = getattr(item, "rich_help_panel", None)
    return found if isinstance(found, str) else otherwise


def placeholder(parameter: Any) -> str:
    """What stands for the value of an argument or option; empty for an option without one."""
    if getattr(parameter, "is_flag", False):
        return ""
    name = parameter.metavar or str(parameter.name).rpartition("_")[2].upper()
    many = parameter.param_type_name == "argument" and parameter.nargs == -1
    return f"{name}…" if many and not name.endswith("…") else name


def _called(option: Any) -> str:
    """`-o, --output FILE`."""
    names = sorted([*option.opts, *option.secondary_opts], key=lambda name: name.startswith("--"))
    return f"{', '.join(names)} {placeholder(option)}".rstrip()


def _explained(parameter: Any) -> str:
    """What it does, its range, and what it is when left out."""
    text = " ".join((getattr(parameter, "help", "") or "").split())
    notes = []
    low, high = (getattr(parameter, end, None) for end in ("min", "max"))
    if low is not None and high is not None:
        notes.append(f"{low:g} to {high:g}")
    default = parameter.default
    if parameter.param_type_name == "option" and default not in (None, "", True, False):
        notes.append(f"default: {getattr(default, 'value', default)}")
    return f"{text} ({'; '.join(notes)})" if notes else text


def _first(text: str) -> str:
    return text.split(". ", maxsplit=1)[0].rstrip(".") + "."


def _grouped(items: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """(heading, name, text) of many -> a block for each heading, the general one last."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for under, name, text in items:
        groups.setdefault(under, []).append((name, text))
    for under in sorted(groups, key=lambda under: under in {OPTIONS, COMMANDS}):
        yield _block(under, groups[under])


def _block(title: str, rows: list[tuple[str, str]]) -> str:
    longest = max((len(name) for name, _ in rows if len(name) <= LONGEST), default=0)
    start = INDENT + longest + 2
    if _width() - start < LEAST:
        start = INDENT + 4
    lines = [typer.style(f"{title}:", bold=True)]
    for name, text in rows:
        first = f"{' ' * INDENT}{name}"
        if len(first) + 2 > start:
            lines.append(first)
            first = ""
        lines.append(_wrapped(f"{first:{start}}{text}", " " * start) if text else first)
    return "\n".join(lines)


def _wrapped(text: str, below: str) -> str:
    return textwrap.fill(
        text,
        _width(),
        subsequent_indent=below,
        break_on_hyphens=False,
        break_long_words=False,
        replace_whitespace=False,
    )


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() else shutil.get_terminal_size().columns
    return max(min(width, MOST), LEAST)
