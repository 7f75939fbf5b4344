"""`setup`: what an interview needs beside Python: system libraries, Whisper weights and a voice."""

from __future__ import annotations

import ctypes.util
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import typer

from interviewer.audio import system_packages
from interviewer.cli.common import grouped, option, say
from interviewer.cli.help_page import Commands
from interviewer.errors import UsageError

commands = Commands("Set up")

VOICE = "the natural voice (70\N{NO-BREAK SPACE}MB)"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not installed."""

    what: str
    command: str
    """How to install it; empty for what the product fetches itself."""


@commands.command()
@grouped
def setup(
    model: str = option("Whisper weights: base, tiny.en, small, …", default="base"),
    yes: bool = option("Install without asking.", "--yes", "-y", default=False),
    dry_run: bool = option("Show what would be installed, and install nothing.", default=False),
) -> None:
    """Install what is missing: speech and sound libraries, Whisper weights, the natural voice; asks first."""
    needed = tuple(missing(model))
    if not needed:
        typer.echo("Everything is installed. `interviewer` shows what to do next.")
        return
    for item in needed:
        say(f"Missing: {item.what}{f' ({item.command})' if item.command else ''}", indent=4)
    if dry_run:
        return
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("Cannot ask without a terminal", "Add --yes to install all of it.")
        if not typer.confirm("Install it now?", default=True):
            raise typer.Exit(1)
    for item in needed:
        _install(item, model)
    typer.echo("Done. `interviewer doctor` checks microphone, speaker and voice.")


def missing(model: str) -> Iterator[Missing]:
    """What is not there; macOS and Windows bring their own voice, and their wheels PortAudio."""
    from interviewer.speak import kokoro_files

    if sys.platform.startswith("linux"):
        for library, package, names in (
            ("portaudio", "portaudio", system_packages.PORTAUDIO),
            ("espeak-ng", "espeak-ng", None),
        ):
            if ctypes.util.find_library(library) is None:
                command = system_packages.command(package, names)
                yield Missing(f"the {package} library", command)
    from interviewer.transcribe import weights

    if not weights.there(model):
        yield Missing(f"the Whisper weights {model}", "")
    if not kokoro_files.installed():
        yield Missing(VOICE, "")


def _install(item: Missing, model: str) -> None:
    """Install one thing.

    Raises:
        UsageError: the package manager failed, or there is none.
        WeightsError: the download failed or is not what was published.
    """
    if item.what == VOICE:
        from interviewer.speak import natural

        natural.install(typer.echo)
        return
    if not item.command:
        from interviewer.transcribe import weights

        weights.install(model, typer.echo)
        return
    try:
        code = subprocess.run(shlex.split(item.command), check=False).returncode
    except OSError:
        code = -1
    if code:
        raise UsageError(
            f"{item.what} could not be installed", f"Run this yourself: {item.command}"
        )
