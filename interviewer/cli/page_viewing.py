"""Pages in the browser; those of encrypted sessions only as long as somebody reads them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import typer

from interviewer.cli.common import say
from interviewer.errors import UsageError


def browse(page: Path, anchor: str = "") -> None:
    """Open a page, at an anchor in it; where there is no browser, its path is enough."""
    import webbrowser

    typer.echo(page)
    address = page.absolute().as_uri() + (f"#{anchor}" if anchor else "")
    if not webbrowser.open(address):
        say("No browser could be started; open that page yourself.", err=True)


def view(write: Callable[[Path], Path], anchor: str = "") -> None:
    """Let `write` make a page in a private temporary folder, which is deleted after reading.

    Raises:
        UsageError: there is no terminal on which somebody could say that it was read.
    """
    if not sys.stdin.isatty():
        raise UsageError(
            "The page of an encrypted session is deleted after reading, which needs a terminal",
            "Run it in one, or write a plain copy with --export or --html and --output.",
        )
    with tempfile.TemporaryDirectory(prefix="interviewer-") as folder:
        browse(write(Path(folder)), anchor)
        typer.prompt(
            "Press Enter when you have read it; it is deleted then", "", show_default=False
        )
