"""`interviewer` alone: what is here, and the most useful next steps."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import typer

from interviewer.audio import devices
from interviewer.cli.common import called, say
from interviewer.cli.install import missing
from interviewer.errors import InterviewerError
from interviewer.history import index
from interviewer.interview import resume
from interviewer.packs import catalogue
from interviewer.progress import progress
from interviewer.settings import user_settings
from interviewer.settings.settings_file import change
from interviewer.transcribe import weights

CHOICES = 4
"""Steps offered; the whole phone screen is the last of them."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do now, and the command for it."""

    what: str
    command: str


def welcome() -> list[str]:
    """Greet, offer the next steps by number, and return the arguments of the chosen command."""
    say("interviewer: a mock interviewer that you talk to. Nothing leaves this machine.\n")
    microphone = _microphone()
    say(f"Microphone: {microphone or 'none found; answers can be typed'}\n")
    prepare_for()
    steps = offered(list(next_steps(has_microphone=bool(microphone))))
    for number, step in enumerate(steps, 1):
        say(f"  {number}  {step.what}", indent=5)
        typer.echo(f"     {called()} {step.command}")
    typer.echo(f"\nAll commands: {called()} --help")
    chosen = choose(len(steps), "leave")
    return shlex.split(steps[chosen - 1].command) if chosen else []


def choose(last: int, otherwise: str) -> int:
    """A number from 1 to `last`, asked for until it is one; 0 for Enter, which does `otherwise`."""
    numbers = f"1 {'or' if last == 2 else 'to'} {last}"
    while answer := _answered(f"Choose {numbers}, or press Enter to {otherwise}: "):
        if answer.isascii() and answer.isdecimal() and 1 <= int(answer[:9]) <= last:
            return int(answer)
        say(f"'{answer[:40]}' is not a number from 1 to {last}.")
    return 0


def _answered(question: str) -> str:
    """What was typed; the end of input is as good as Enter, and Ctrl-C leaves."""
    try:
        return input(question).strip()
    except EOFError:
        typer.echo("")
        return ""
    except KeyboardInterrupt:
        typer.echo("")
        raise typer.Exit(130) from None


def prepare_for() -> None:
    """Ask once which interview is prepared for, and remember the pack in the settings."""
    if user_settings.load().pack:
        return
    packs = [pack for pack in catalogue.load_all().values() if pack.name != "common"]
    usual = catalogue.usual_name()
    typer.echo("What do you prepare for?")
    for number, pack in enumerate(packs, 1):
        typer.echo(f"  {number:2}  {pack.title}")
    default = next(pack for pack in packs if pack.name == usual)
    number = choose(len(packs), f"choose {packs.index(default) + 1}")
    chosen = packs[number - 1] if number else default
    change("pack", chosen.name)
    say(f"{chosen.title}. `{called()} settings set pack NAME` changes it.")
    _ask_english()


def _ask_english() -> None:
    """Ask which English is spoken, and how slowly the interviewer should speak, and remember both."""
    typer.echo("\nIs English your first language?\n   1  Yes\n   2  No, a second one")
    if choose(2, "choose 1") == 2:
        change("english", "second")
        say(
            f"Pace and pauses are scored for that. `{called()} settings set english first` undoes it."
        )
        typer.echo(
            f"\nHow should the interviewer speak?\n   1  As usual\n   2  Slower, at {user_settings.SLOWER} words per minute"
        )
        if choose(2, "choose 1") == 2:
            change("words_per_minute", str(user_settings.SLOWER))
    typer.echo("")


def interactive() -> bool:
    """Whether somebody is there to choose."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def offered(steps: Sequence[NextStep]) -> Sequence[NextStep]:
    """The steps that are shown: the most useful ones, and always the whole phone screen."""
    whole = steps[-1:]
    return (*steps[:-1][: CHOICES - 1], *whole)


def next_steps(*, has_microphone: bool) -> Iterator[NextStep]:
    """What is worth doing now, most useful first, and the whole phone screen at the end."""
    model = user_settings.load().model
    if absent := [item.what for item in missing(model)]:
        yield NextStep(f"Install what is missing: {', '.join(absent)}", "setup")
    transcribes = weights.there(model)
    how = "" if has_microphone and transcribes else " --typed"
    try:
        unfinished = resume.find()
    except InterviewerError:
        pass
    else:
        name = unfinished.folder.path.name
        yield NextStep(f"Continue the session {name}", f"resume {name}{how}")
    yield from _practice(how)
    yield NextStep("Warm up for ten minutes", f"warm-up{how}")
    if transcribes and not has_microphone:
        yield NextStep("Watch a recorded candidate", "phone-screen --or-recorded")
    yield NextStep("Rehearse the whole phone screen", f"phone-screen{how}")


def _practice(how: str) -> Iterator[NextStep]:
    """What the candidate's own history suggests; nothing before the first session."""
    with index.open_index() as past:
        mine = [row for row in past.sessions() if not row.problem and row.candidate == "microphone"]
        if mine:
            for item in progress(catalogue.load(), mine, past.entries(mine=True)).next[:1]:
                command = item.command.removeprefix("interviewer ")
                yield NextStep(f"{item.what}: {item.why}", f"{command}{how}")


def _microphone() -> str:
    """The name of the chosen microphone; empty without one."""
    try:
        return devices.find(user_settings.device(user_settings.load().microphone), "input").name
    except InterviewerError:
        return ""
