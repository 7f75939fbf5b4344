"""What was practised: review, progress, purge."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.common import Json, console_for, engine_opener, print_json

if TYPE_CHECKING:
    from interviewer.debrief.account import Account
    from interviewer.history import Spot
    from interviewer.index import Index
    from interviewer.model import Session
    from interviewer.store import Folder

commands = typer.Typer()


@dataclass(frozen=True)
class Asked:
    """What `review` was asked for, beside the action itself."""

    session: str | None
    answer: str | None
    as_json: bool
    limit: int
    hit: int
    play: bool
    at: str | None
    seconds: float | None
    save: bool
    open_page: bool
    output: Path | None
    model: str | None
    engine: str | None

    def folder(self) -> Folder:
        """The session that is meant; the latest when none was named."""
        from interviewer import history

        return history.locate(self.session or history.LAST)

    def spot(self, session: Session) -> Spot | None:
        """The answer that was named, if any."""
        from interviewer import history

        return history.spot(self.answer, session) if self.answer else None


@commands.command()
def review(
    session: Annotated[
        str | None,
        typer.Argument(help="A session: its folder, its name, how that begins, or `last`."),
    ] = None,
    search: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help='Find words in all answers; "…" finds them in a row.'),
    ] = None,
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="Two sessions, or answers (SESSION:2), side by side."),
    ] = None,
    play: Annotated[
        bool, typer.Option("--play", help="Listen to an answer, or to a hit of --search.")
    ] = False,
    edit: Annotated[
        bool, typer.Option("--edit", help="Correct an answer's words in your editor; judged again.")
    ] = False,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Attach a note to a session or an answer.")
    ] = None,
    rescore: Annotated[
        bool, typer.Option("--rescore", help="Judge a session, or all, by today's rules.")
    ] = False,
    retranscribe: Annotated[
        bool, typer.Option("--retranscribe", help="Hear a session's recordings again.")
    ] = False,
    export: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="Write it as html, md, json, txt, srt or vtt."),
    ] = None,
    html: Annotated[
        bool, typer.Option("--html", help="Write one page of everything, with trends and stories.")
    ] = False,
    reindex: Annotated[
        bool, typer.Option("--reindex", help="Read every session afresh into the index.")
    ] = False,
    answer: Annotated[
        str | None,
        typer.Option(metavar="N", help="Which answer: 2, its follow-up 2.1, or a question's id."),
    ] = None,
    hit: Annotated[int, typer.Option(help="Which hit to play.", min=1)] = 1,
    at: Annotated[
        str | None, typer.Option(metavar="M:SS", help="Play from this moment of the answer.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option("--for", metavar="S", help="Play so many seconds.", min=0.1)
    ] = None,
    limit: Annotated[
        int | None, typer.Option(help="Most sessions or hits to show; 0 for all.", min=0)
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --rescore: show the differences, save nothing.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Where --export or --html writes; - prints."),
    ] = None,
    open_page: Annotated[
        bool, typer.Option("--open", help="Open the page in the browser.")
    ] = False,
    model: Annotated[str | None, typer.Option(help="Whisper weights: a name or a path.")] = None,
    engine: Annotated[str | None, typer.Option(help="faster-whisper or openai-whisper.")] = None,
    as_json: Json = False,
) -> None:
    """List past sessions; open, search, hear, compare, correct, judge again, export them."""
    asked = Asked(
        session,
        answer,
        as_json,
        limit=20 if limit is None and not as_json else limit or 0,
        hit=hit,
        play=play,
        at=at,
        seconds=seconds,
        save=not dry_run,
        open_page=open_page,
        output=output,
        model=model,
        engine=engine,
    )
    actions: dict[str, tuple[bool, Callable[[], None]]] = {
        "--search": (search is not None, lambda: _search(asked, search or "")),
        "--compare": (compare is not None, lambda: _compare(asked, *(compare or ("", "")))),
        "--edit": (edit, lambda: _edit(asked)),
        "--note": (note is not None, lambda: _note(asked, note or "")),
        "--rescore": (rescore, lambda: _rescore(asked)),
        "--retranscribe": (retranscribe, lambda: _retranscribe(asked)),
        "--export": (export is not None, lambda: _export(asked, export or "")),
        "--html": (html, lambda: _html(asked)),
        "--reindex": (reindex, lambda: _reindex(asked)),
    }
    chosen = [name for name, (wanted, _) in actions.items() if wanted]
    if len(chosen) > 1:
        raise typer.BadParameter(f"{' and '.join(chosen)} cannot be combined")
    if chosen:
        actions[chosen[0]][1]()
    elif play:
        _play(asked)
    elif session is None and not open_page:
        _list(asked)
    else:
        _open(asked)


@contextmanager
def _index(*, afresh: bool = False) -> Iterator[Index]:
    """The index, up to date; a large update shows how far it is."""
    from interviewer import index

    with (
        _counted("Reading sessions") as progress,
        index.opened(afresh=afresh, progress=progress) as found,
    ):
        yield found


@contextmanager
def _counted(what: str, least: int = 50) -> Iterator[Callable[[int, int], None]]:
    """Shows `what 120 of 1250` on a terminal while something long runs."""
    shown = False

    def progress(done: int, total: int) -> None:
        nonlocal shown
        if (
            total >= least
            and sys.stderr.isatty()
            and (least < 50 or done % 10 == 0 or done == total)
        ):
            shown = True
            sys.stderr.write(f"\r{what} {done} of {total}" + ("\r\x1b[K" if done == total else ""))
            sys.stderr.flush()

    try:
        yield progress
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")


# --- looking ------------------------------------------------------------------------------------


def _list(asked: Asked) -> None:
    from interviewer.history.listing import listed

    with _index() as index:
        kept = index.sessions()
    if asked.as_json:
        from interviewer.history.report import kept_report

        shown = kept[-asked.limit :] if asked.limit else kept
        print_json([kept_report(session) for session in shown])
    else:
        console_for().print(listed(kept, asked.limit, index.root))


def _open(asked: Asked) -> None:
    from interviewer.debrief import page
    from interviewer.debrief.answers import reported
    from interviewer.debrief.report import full_report
    from interviewer.history.report import notes_report

    told = _account(asked.folder())
    if asked.as_json:
        print_json({**full_report(told), "notes": notes_report(told.session)})
    elif asked.open_page:
        assert told.folder  # noqa: S101 - `_account` gives one
        _browse(page.write(told.session, told.folder))
    else:
        from interviewer.history.terminal import notes

        console_for().print(reported(told))
        console_for().print(notes(told.session))


def _account(folder: Folder) -> Account:
    from interviewer.debrief.account import account
    from interviewer.debrief.earlier import earlier

    session = folder.load()
    return account(session, folder.path, earlier(session, folder.path))


def _browse(page: Path) -> None:
    """Open a page; where there is no browser, its path is enough."""
    import webbrowser

    typer.echo(page)
    if not webbrowser.open(page.absolute().as_uri()):
        typer.echo("No browser could be started; open that page yourself.", err=True)


def _search(asked: Asked, wanted: str) -> None:
    from interviewer.history.listing import hits

    with _index() as index:
        found = index.search(wanted, max(asked.limit or 1000, asked.hit if asked.play else 0))
    if asked.as_json:
        from interviewer.history.report import hit_report

        print_json([hit_report(hit) for hit in found])
    elif not asked.play:
        console_for().print(hits(found, wanted))
    if not asked.play:
        return
    from interviewer.errors import StoreError
    from interviewer.history import Spot
    from interviewer.history.play import LEAD_S
    from interviewer.store import Folder

    if len(found) < asked.hit:
        raise StoreError(f"There are {len(found)} hits for '{wanted}'", "Look for other words.")
    hit = found[asked.hit - 1]
    if not asked.as_json:
        console_for().print(hits([hit], wanted))
    start = max((hit.start or 0.0) - LEAD_S, 0.0)
    _listen(asked, Folder(hit.folder), Spot(hit.number, hit.reply), start)


def _play(asked: Asked) -> None:
    from interviewer.history import the_answer
    from interviewer.history.play import seconds_of

    folder = asked.folder()
    spot = the_answer(asked.answer, folder.load())
    _listen(asked, folder, spot, seconds_of(asked.at) if asked.at else 0.0)


def _listen(asked: Asked, folder: Folder, spot: Spot, start: float) -> None:
    from interviewer import settings
    from interviewer.history import take
    from interviewer.history.play import play
    from interviewer.history.revise import recording

    turn = take(folder.load(), spot)
    recording(folder, turn)
    device = settings.device(settings.load().speaker)
    typer.echo(f"{folder.path.name} answer {spot}, from {start:.0f} s. Ctrl-C stops.", err=True)
    try:
        play(folder, turn, start, asked.seconds, device)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _compare(asked: Asked, before: str, after: str) -> None:
    from interviewer.history.compare import compare_sessions
    from interviewer.history.report import comparison_report
    from interviewer.history.terminal import compared

    (first, one), (second, two) = _named(before), _named(after)
    found = compare_sessions(first.load(), second.load(), one, two)
    if asked.as_json:
        compared_json = [comparison_report(comparison) for comparison in found]
        print_json({"before": first.path.name, "after": second.path.name, "answers": compared_json})
    else:
        console_for().print(compared(first.path.name, second.path.name, found))


def _named(text: str) -> tuple[Folder, Spot | None]:
    """`SESSION` or `SESSION:ANSWER`."""
    from interviewer import history

    name, colon, answer = text.rpartition(":")
    if colon and not Path(text).exists():
        folder = history.locate(name or history.LAST)
        return folder, history.spot(answer, folder.load())
    return history.locate(text), None


# --- changing -----------------------------------------------------------------------------------


def _edit(asked: Asked) -> None:
    from interviewer import history
    from interviewer.history import revise

    folder = asked.folder()
    session = folder.load()
    spot = history.the_answer(asked.answer, session)
    transcript = history.take(session, spot).transcript
    text = _edited(revise.editable(transcript))
    words = revise.edited_words(text) if text is not None else []
    corrected = revise.corrected(transcript, words) if words else transcript
    if corrected == transcript:
        typer.echo("Nothing was changed.", err=True)
        return
    changed = revise.put(folder.load(), spot, corrected)
    folder.save(changed)
    _renew_page(folder)
    before, after = session.turns[spot.number - 1], changed.turns[spot.number - 1]
    _revised(asked, (revise.Revision(folder.path.name, spot.number, before, after),))


def _edited(text: str) -> str | None:
    """The text after the user's editor closed; None when it was not saved.

    Raises:
        StoreError: there is no editor, or it failed.
    """
    import click

    from interviewer.errors import StoreError

    try:
        return click.edit(text, extension=".txt")
    except click.ClickException as error:
        raise StoreError(
            error.format_message().rstrip("."), "Set EDITOR to one you have."
        ) from None


def _note(asked: Asked, text: str) -> None:
    from interviewer.history.report import notes_report
    from interviewer.history.revise import noted

    folder = asked.folder()
    session = folder.load()
    session = noted(session, text, asked.spot(session))
    folder.save(session)
    _renew_page(folder)
    if asked.as_json:
        print_json(notes_report(session))
    else:
        typer.echo(f"Noted in {folder.path.name}.")


def _rescore(asked: Asked) -> None:
    from interviewer import history, store
    from interviewer.errors import StoreError
    from interviewer.history.revise import rescored

    folders = [history.locate(asked.session)] if asked.session else list(store.folders())
    revisions: list[Any] = []
    with _counted("Judging sessions") as progress:
        for done, folder in enumerate(folders, 1):
            try:
                revisions += rescored(folder, save=asked.save)
            except StoreError as error:
                if asked.session:
                    raise
                typer.echo(f"passed over: {error.problem}", err=True)
            progress(done, len(folders))
    _revised(asked, revisions)


def _revised(asked: Asked, revisions: Any) -> None:
    from interviewer.history.report import revision_report
    from interviewer.history.terminal import revised

    if asked.as_json:
        print_json([revision_report(revision) for revision in revisions])
    else:
        console_for().print(revised(revisions, saved=asked.save))


def _retranscribe(asked: Asked) -> None:
    from interviewer.history.report import heard_report, revision_report
    from interviewer.history.revise import heard_again
    from interviewer.history.terminal import heard, revised

    folder = asked.folder()
    spot = asked.spot(folder.load())
    results, revisions = heard_again(
        folder,
        engine_opener(asked.engine, asked.model),
        spot,
        lambda at: typer.echo(f"Hearing answer {at} …", err=True),
    )
    if revisions:
        _renew_page(folder)
    if asked.as_json:
        print_json(
            {
                "session": folder.path.name,
                "heard": [heard_report(result) for result in results],
                "revised": [revision_report(revision) for revision in revisions],
            }
        )
        return
    console_for().print(heard(results))
    console_for().print(revised(revisions))


def _renew_page(folder: Folder) -> None:
    """Write a session's debrief again where there is one, so that it does not tell of old words."""
    from interviewer.debrief.page import FILE, write

    if (folder.path / FILE).is_file():
        write(folder.load(), folder.path)


# --- writing ------------------------------------------------------------------------------------


def _export(asked: Asked, wanted: str) -> None:
    from interviewer.debrief.exports import EXPORTS
    from interviewer.errors import StoreError
    from interviewer.history.export import save

    if wanted not in EXPORTS:
        raise typer.BadParameter(f"no format {wanted!r}; there are {', '.join(EXPORTS)}")
    told = _account(asked.folder())
    files = EXPORTS[wanted](told)
    if not files:
        raise StoreError(f"There is nothing to write as {wanted}", "No answer has times; try txt.")
    if str(asked.output) == "-":
        if len(files) > 1:
            raise StoreError(f"{len(files)} files cannot be printed", "Give --output a folder.")
        typer.echo(next(iter(files.values())), nl=False)
        return
    written = save(files, asked.output or told.folder or Path())
    if asked.as_json:
        print_json({"files": [str(path) for path in written]})
        return
    for path in written:
        typer.echo(path)


def _html(asked: Asked) -> None:
    from interviewer.history.html import write

    with _counted("Reading sessions") as reading, _counted("Writing debriefs", 2) as writing:
        page = write(output=asked.output, reading=reading, writing=writing)
    if asked.as_json:
        print_json({"page": str(page)})
    elif asked.open_page:
        _browse(page)
    else:
        typer.echo(page)


def _reindex(asked: Asked) -> None:
    from interviewer import locations

    with _index(afresh=True) as index:
        kept = index.sessions()
    bad = [session for session in kept if session.problem]
    place = locations.index(index.root)
    if asked.as_json:
        print_json(
            {
                "index": str(place),
                "sessions": len(kept) - len(bad),
                "answers": sum(session.answers for session in kept),
                "damaged": [session.problem for session in bad],
            }
        )
        return
    answers = sum(session.answers for session in kept)
    typer.echo(f"{len(kept) - len(bad)} sessions with {answers} answers are in {place}.")
    for session in bad:
        typer.echo(f"passed over: {session.problem}", err=True)


# --- progress and purge -------------------------------------------------------------------------


@commands.command()
def progress(
    section: Annotated[
        str | None,
        typer.Argument(help="Just one part: next, board, principles, stories or trends."),
    ] = None,
    pack: Annotated[str | None, typer.Option(help="Judge by this pack's study plan.")] = None,
    mine: Annotated[
        bool, typer.Option("--mine", help="Leave out what recorded candidates answered.")
    ] = False,
    as_json: Json = False,
) -> None:
    """See where you stand: the study plan, principles, stories, trends, and what to do next."""
    from interviewer import packs
    from interviewer.progress import progress as judge
    from interviewer.progress.report import report
    from interviewer.progress.terminal import Section, progressed

    if section is not None and section not in set(Section):
        raise typer.BadParameter(f"no part {section!r}; there are {', '.join(Section)}")
    with _index() as index:
        kept = [s for s in index.sessions() if not mine or s.candidate == "microphone" or s.problem]
        found = judge(packs.load(pack), kept, index.entries(mine=mine))
    if as_json:
        print_json(report(found))
        return
    console_for().print(progressed(found, Section(section) if section else None))
    for session in kept:
        if session.problem:
            typer.echo(f"passed over: {session.problem}", err=True)


@commands.command()
def purge(
    sessions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SESSION]…", help="Sessions to delete, as in `review`."),
    ] = None,
    older_than: Annotated[
        str | None, typer.Option(metavar="AGE", help="All that are older: 30d, 12h, 6w, 3m, 1y.")
    ] = None,
    audio_only: Annotated[
        bool, typer.Option("--audio-only", help="Delete the recordings, keep words and scores.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, delete nothing.")
    ] = (False),
    as_json: Json = False,
) -> None:
    """Delete sessions or their recordings, by age or by name; asks first."""
    from datetime import datetime

    from interviewer import history
    from interviewer.display import size_text
    from interviewer.history import purge as bin_
    from interviewer.history.report import doomed_report
    from interviewer.history.terminal import doomed

    if not sessions and not older_than:
        raise typer.BadParameter("say what to delete: a session, or --older-than 30d")
    with _index() as index:
        folders = [history.locate(name).path for name in sessions or ()]
        if older_than:
            than = bin_.age(older_than)
            folders += bin_.older(index.sessions(), than, datetime.now().astimezone())
        planned = bin_.plan(folders, audio_only=audio_only)
        size = sum(item.size for item in planned)
        ask = bool(planned) and not (yes or dry_run)
        if ask:
            _somebody(as_json=as_json)
        if not as_json:
            console_for().print(doomed(planned) if planned else "There is nothing to delete.")
        delete = _sure(size) if ask else bool(planned) and not dry_run
        freed = bin_.carry_out(planned) if delete else 0
        if delete:
            index.refresh()
            index.forget_traces()
    if as_json:
        print_json(
            {
                "deleted": delete,
                "freed_bytes": freed,
                "sessions": [doomed_report(item) for item in planned],
            }
        )
    elif planned:
        freed_text = (
            f"Freed {size_text(freed)}."
            if delete
            else f"Nothing deleted; it would free {size_text(size)}."
        )
        typer.echo(freed_text)


def _somebody(*, as_json: bool) -> None:
    """Make sure that there is somebody to ask.

    Raises:
        StoreError: there is no terminal to ask on.
    """
    from interviewer.errors import StoreError

    if as_json or not sys.stdin.isatty():
        raise StoreError("Nobody can be asked here", "Add --yes to delete, or --dry-run to look.")


def _sure(size: int) -> bool:
    """Ask before deleting."""
    from interviewer.display import size_text

    return typer.confirm(f"Delete this for good ({size_text(size)})?")
