"""The command line: parse, call, print; nothing else. A family of commands is a file."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from interviewer import __version__
from interviewer.cli import progress_purge, reference, rehearsals, review, score, transcription
from interviewer.cli.wrong_usage import WrongUsage, one_line
from interviewer.errors import InterviewerError
from interviewer.output import streams

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="An offline mock interviewer: it asks aloud, listens, and tells you how it sounded.",
)
for family in (rehearsals, score, transcription, review, progress_purge, reference):
    app.add_typer(family.commands)


def main() -> None:
    """Run a command; a fault the user can fix is one line and exit code 2."""
    streams.prepare()
    try:
        try:
            sys.exit(app(prog_name="interviewer", standalone_mode=False))
        finally:
            sys.stdout.flush()
    except InterviewerError as error:
        typer.echo(f"interviewer: {error}", err=True)
        sys.exit(2)
    except WrongUsage as fault:
        typer.echo(f"interviewer: {one_line(fault)}", err=True)
        sys.exit(2)
    except typer.Abort:
        typer.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        streams.give_up_output()
        sys.exit(0)
    except OSError as error:
        streams.give_up_output()
        typer.echo(
            f"interviewer: {error.strerror or error}. Free the disk or fix the path.", err=True
        )
        sys.exit(2)


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
