"""`encrypt`: a passphrase for all sessions."""

from __future__ import annotations

import os
import sys

import typer

from interviewer.cli.common import Json, grouped, option, print_json, say
from interviewer.cli.help_page import Commands
from interviewer.cli.review_request import progress_counter
from interviewer.errors import UsageError

commands = Commands("Set up")

NEW = "INTERVIEWER_NEW_PASSPHRASE"


@commands.command()
@grouped
def encrypt(
    change: bool = option("Choose another passphrase.", default=False),
    off: bool = option("Decrypt everything again.", default=False),
    status: bool = option("Only say whether it is on.", default=False),
    as_json: Json = False,
) -> None:
    """Encrypt your sessions with a passphrase, now and from now on."""
    from interviewer.history import encrypt as history
    from interviewer.settings import encryption, paths

    if change + off + status > 1:
        raise UsageError("--change, --off and --status cannot be combined", "Use one at a time.")
    root, left = paths.recordings(), []
    if not status:
        with progress_counter("Sessions", 2) as progress:
            if off:
                history.decrypt(root, progress)
            elif change:
                encryption.unlock(root)
                history.change(root, _chosen(NEW))
            else:
                known = encryption.unlock(root)
                chosen = "" if known else _chosen(encryption.PASSPHRASE)
                left = history.encrypt(root, chosen, progress)
    on = encryption.is_on(root)
    if as_json:
        print_json({"encrypted": on, "left_plain": [str(path) for path in left]})
        return
    typer.echo(
        f"Sessions in {root} are encrypted." if on else f"Sessions in {root} are not encrypted."
    )
    if on and not (status or change):
        typer.echo("There is no way in without the passphrase: write it down in a safe place.")
    for path in left:
        say(f"left as it is: {path}", err=True)


def _chosen(variable: str) -> str:
    """A new passphrase, typed twice, or from the environment.

    Raises:
        UsageError: there is no terminal, or the two differ.
    """
    if given := os.environ.get(variable):
        return given
    if not sys.stdin.isatty():
        raise UsageError("A passphrase is typed on a terminal", f"Or set {variable}.")
    from getpass import getpass

    first = getpass("New passphrase: ")
    if getpass("The same again: ") != first:
        raise UsageError("The two differ", "Try again.")
    return first
