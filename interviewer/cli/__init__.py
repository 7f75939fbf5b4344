"""The command line: parse, call, print; nothing else. A family of commands is a file."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Annotated

import typer

from interviewer import __version__
from interviewer.cli import (
    cohort,
    completion,
    encrypting,
    install,
    pack_commands,
    plan_command,
    progress_purge,
    reference,
    rehearsals,
    review,
    score,
    settings_values,
    transcription,
)
from interviewer.cli.common import say
from interviewer.cli.help_page import Commands
from interviewer.cli.wrong_usage import WrongUsage, one_line
from interviewer.errors import InterviewerError, UsageError
from interviewer.output import streams
from interviewer.output.sanitize import printable
from interviewer.output.suggest import did_you_mean

app = Commands(
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="An offline mock interviewer: it asks aloud, listens, and tells you how it sounded.",
)
for family in (
    rehearsals,
    score,
    cohort,
    transcription,
    review,
    progress_purge,
    plan_command,
    pack_commands,
    reference,
    install,
    settings_values,
    encrypting,
):
    app.add_typer(family.commands)


def main() -> None:
    """Run a command; a fault the user can fix is one line and exit code 2."""
    streams.prepare()
    try:
        try:
            sys.exit(app(prog_name="interviewer", standalone_mode=False))
        except SystemExit as end:
            if end.code:
                streams.flush_or_give_up()
            raise
        finally:
            sys.stdout.flush()
    except InterviewerError as error:
        say(f"interviewer: {printable(str(error))}", err=True)
        sys.exit(2)
    except WrongUsage as fault:
        say(f"interviewer: {printable(one_line(fault))}", err=True)
        sys.exit(2)
    except typer.Abort:
        say("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        streams.give_up_output()
        sys.exit(0)
    except OSError as error:
        streams.give_up_output()
        with suppress(OSError):  # the terminal may be gone
            typer.echo(
                f"interviewer: {error.strerror or error}. Free the disk or fix the path.", err=True
            )
        streams.flush_or_give_up()
        sys.exit(2)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"interviewer {__version__}")
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - its callback prints it
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Offline mock interviews, spoken aloud."""
    if context.invoked_subcommand:
        return
    from interviewer.cli import welcome

    if not welcome.interactive():
        typer.echo(context.get_help())
    elif chosen := welcome.welcome():
        app(chosen, prog_name="interviewer", standalone_mode=False)


@app.command("help", rich_help_panel="Set up")
def explain(
    context: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(
            help="A command, a rule, a family of rules, or `man` for the manual page.",
            autocompletion=completion.rules,
        ),
    ] = None,
) -> None:
    """Explain a command or a rule."""
    root = context.find_root()
    known = getattr(root.command, "commands", {})
    if topic is None:
        typer.echo(root.get_help())
    elif topic == "man":
        from interviewer.cli.man_page import man_page

        typer.echo(man_page(root.command), nl=False)
    elif topic in known:
        app([topic, "--help"], prog_name="interviewer", standalone_mode=False)
    elif topic in (rules := completion.rules("")):
        reference.rules(topic)
    else:
        remedy = did_you_mean(topic, [*known, *rules], "Name a command or a rule.")
        raise UsageError(f"No help on '{topic}'", remedy)
