"""How far a run over many files is: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from interviewer.output.formatting import plural, spoken_time

LOGGED_EVERY_S = 60.0


@contextmanager
def progress(total: int) -> Iterator[Callable[[int, int, int], None]]:
    """Call it with how many files are done, how many of them now, and how many failed."""
    began = time.monotonic()

    def words(done: int, new: int, failed: int) -> str:
        elapsed = max(time.monotonic() - began, 0.001)
        rate = new / elapsed
        left = (total - done - failed) / rate if rate else 0.0
        failures = f", {plural(failed, 'error')}" if failed else ""
        return f"{done} of {total}{failures}, {60 * rate:.0f} files per minute, {spoken_time(max(left, 0))} left"

    if not sys.stderr.isatty():
        logged = began

        def log(done: int, new: int, failed: int) -> None:
            nonlocal logged
            if time.monotonic() - logged > LOGGED_EVERY_S:
                logged = time.monotonic()
                typer.echo(words(done, new, failed), err=True)

        yield log
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=total)

        def show(done: int, new: int, failed: int) -> None:
            bar.update(task, completed=done, description=words(done, new, failed))

        yield show
