"""What the kept sessions say about you, and how to delete them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli import posting_order
from interviewer.cli.common import Json, console_for, grouped, option, print_json, say
from interviewer.cli.help_page import Commands
from interviewer.cli.review_request import indexed
from interviewer.errors import UsageError
from interviewer.output.formatting import plural, size_text
from interviewer.output.suggest import require_known

if TYPE_CHECKING:
    from interviewer.history.purge import PurgePlan

commands = Commands("Look back")


@commands.command()
@grouped
def progress(
    section: Annotated[
        str | None,
        typer.Argument(help="Just one part: next, board, principles, stories or trends."),
    ] = None,
    pack: str | None = option("Use this pack's study plan."),
    everyone: bool = option(
        "Count sessions of recorded candidates as well.", "--all/--mine", default=False
    ),
    anki: Path | None = option("Write your stories as cards for Anki.", metavar="FILE"),
    as_json: Json = False,
) -> None:
    """Show where you stand: study plan, principles, stories, trends, and what to do next."""
    from interviewer.packs import catalogue
    from interviewer.progress import progress as progress_of
    from interviewer.progress import until
    from interviewer.progress.calendar import calendar, coming
    from interviewer.progress.progress_json import report
    from interviewer.progress.study_tasks import study_tasks
    from interviewer.progress.terminal_progress import Section, render_progress
    from interviewer.settings import user_settings

    if section is not None:
        known = f"Choose one of {', '.join(Section)}."
        require_known(section, Section, f"progress has no part '{section}'", known)
    with indexed() as index:
        rows = [s for s in index.sessions() if everyone or s.candidate == "microphone" or s.problem]
        usual = pack is None or pack == catalogue.usual_name()
        entries = index.entries(mine=not everyone)
        loaded = catalogue.load(pack)
        found = progress_of(loaded, rows, entries, usual=usual)
    if anki:
        from interviewer.progress.anki import write_deck

        count = write_deck(found.stories, anki)
        say(f"Wrote {anki}: {plural(count, 'card')}.", err=True)
        return
    today = datetime.now().astimezone().date()
    if day := coming(user_settings.load(), today):
        asked = posting_order.asked_for(posting_order.remembered())
        tested = [name for name in asked if name in loaded.competencies]
        tasks = study_tasks(found.board, loaded, tested)
        found = until(found, calendar(day, today, tasks, found.stories))
    if as_json:
        print_json(report(found))
        return
    console_for().print(render_progress(found, Section(section) if section else None))
    for session in rows:
        if session.problem:
            say(f"skipped: {session.problem}", err=True)


@commands.command()
@grouped
def purge(
    sessions: Annotated[
        list[str] | None,
        typer.Argument(metavar="SESSION…", help="Sessions to delete, as in `review`."),
    ] = None,
    older_than: str | None = option(
        "All sessions older than this: 12h, 30d, 6w, 3m, 1y.", metavar="AGE"
    ),
    audio_only: bool = option("Delete only the recordings; keep words and scores.", default=False),
    yes: bool = option("Do not ask.", "--yes", "-y", default=False),
    dry_run: bool = option("Show what would be deleted, without deleting it.", default=False),
    as_json: Json = False,
) -> None:
    """Delete sessions or their recordings, by age or by name; asks first."""
    from interviewer import history
    from interviewer.errors import StoreError
    from interviewer.history import purge as bin_
    from interviewer.history.history_json import purge_report
    from interviewer.history.index import forget
    from interviewer.settings import encryption, paths

    if not sessions and not older_than:
        raise UsageError("Nothing to delete was named", "Name a session, or use --older-than 30d.")
    # By name, encrypted sessions go without their passphrase, and the index with them.
    blind = not older_than and encryption.is_on(paths.recordings())
    with nullcontext(None) if blind else indexed() as index:
        folders = [history.locate(name).path for name in sessions or ()]
        if index and older_than:
            than = bin_.parse_age(older_than)
            folders += bin_.older_than(index.sessions(), than, datetime.now().astimezone())
        planned = bin_.plan_purge(folders, audio_only=audio_only)
        size = sum(item.size for item in planned)
        delete = _wanted(planned, size, yes=yes, dry_run=dry_run, as_json=as_json)
        done = bin_.carry_out(planned) if delete else bin_.Purged()
        if delete and index:
            index.refresh()
            index.forget_traces()
        elif delete:
            forget(paths.recordings())
    if as_json:
        print_json(purge_report(planned, done, deleted=delete))
    elif delete:
        typer.echo(f"Freed {size_text(done.freed)}.")
    elif planned:
        typer.echo(f"Nothing deleted; it would free {size_text(size)}.")
    if done.left:
        what = "; ".join(f"{path} ({why})" for path, why in done.left.items())
        raise StoreError(f"Could not delete {what}", "Fix its permissions, then run this again.")


def _wanted(
    planned: Sequence[PurgePlan], size: int, *, yes: bool, dry_run: bool, as_json: bool
) -> bool:
    """Show what would be deleted, and ask whether it is to be.

    Raises:
        StoreError: there is no terminal to ask on.
    """
    from interviewer.errors import StoreError
    from interviewer.history.terminal_history import render_purge

    wanted = bool(planned) and not dry_run
    ask = wanted and not yes
    if ask and (as_json or not sys.stdin.isatty()):
        raise StoreError(
            "Cannot ask for confirmation without a terminal",
            "Add --yes to delete, or --dry-run to look.",
        )
    if not as_json:
        console_for().print(render_purge(planned) if planned else "There is nothing to delete.")
    return typer.confirm(f"Delete this for good ({size_text(size)})?") if ask else wanted
