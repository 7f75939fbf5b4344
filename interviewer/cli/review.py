"""`review`: past sessions listed, opened, searched, heard, compared, written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli import review_changes
from interviewer.cli.common import Json, console_for, print_json
from interviewer.cli.review_request import ReviewRequest, indexed, progress_counter, split

if TYPE_CHECKING:
    from interviewer.debrief.build import SessionDebrief
    from interviewer.history import AnswerRef
    from interviewer.history.store import Folder

commands = typer.Typer()


@commands.command()
def review(
    session: Annotated[
        str | None,
        typer.Argument(
            help="A session: its folder, its name, how that begins, or `last`; :2 adds an answer."
        ),
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
    if session and answer is None:
        session, answer = split(session)
    asked = ReviewRequest(
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
        "--edit": (edit, lambda: review_changes.edit(asked)),
        "--note": (note is not None, lambda: review_changes.note(asked, note or "")),
        "--rescore": (rescore, lambda: review_changes.rescore(asked)),
        "--retranscribe": (retranscribe, lambda: review_changes.retranscribe(asked)),
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


# --- looking ------------------------------------------------------------------------------------


def _list(asked: ReviewRequest) -> None:
    from interviewer.history.session_list import render_sessions

    with indexed() as index:
        kept, total = index.sessions(asked.limit), index.count()
    if asked.as_json:
        from interviewer.history.history_json import session_row_report

        print_json([session_row_report(session) for session in kept])
    else:
        console_for().print(render_sessions(kept, total, index.root))


def _open(asked: ReviewRequest) -> None:
    from interviewer.debrief import page
    from interviewer.debrief.answer_json import full_report
    from interviewer.history.history_json import notes_report

    debrief = _debrief(asked.folder())
    spot = asked.spot(debrief.session)
    if asked.as_json:
        report = {**full_report(debrief), "notes": notes_report(debrief.session)}
        print_json(report["turns"][spot.number - 1] if spot else report)
    elif asked.open_page:
        assert debrief.folder  # noqa: S101 - `_debrief` gives one
        _browse(
            page.write(debrief.session, debrief.folder), f"answer-{spot.number}" if spot else ""
        )
    else:
        _show(debrief, spot)


def _show(debrief: SessionDebrief, spot: AnswerRef | None) -> None:
    """The debrief of a session; of one answer with its words."""
    from interviewer.debrief.terminal_answer import render_answer, render_session, render_transcript
    from interviewer.history.terminal_history import render_notes

    console = console_for()
    if spot:
        answer = debrief.answers[spot.number - 1]
        console.print(render_answer(answer, debrief.folder))
        console.print(render_transcript(answer))
    else:
        console.print(render_session(debrief))
    console.print(render_notes(debrief.session, spot))


def _debrief(folder: Folder) -> SessionDebrief:
    from interviewer.debrief.build import session_debrief
    from interviewer.history.earlier_attempts import earlier_attempts

    session = folder.load()
    return session_debrief(session, folder.path, earlier_attempts(session, folder.path))


def _browse(page: Path, place: str = "") -> None:
    """Open a page, at a place in it; where there is no browser, its path is enough."""
    import webbrowser

    typer.echo(page)
    address = page.absolute().as_uri() + (f"#{place}" if place else "")
    if not webbrowser.open(address):
        typer.echo("No browser could be started; open that page yourself.", err=True)


def _search(asked: ReviewRequest, wanted: str) -> None:
    from interviewer.history.session_list import render_hits

    with indexed() as index:
        found = index.search(wanted, max(asked.limit or 1000, asked.hit if asked.play else 0))
    if asked.as_json:
        from interviewer.history.history_json import hit_report

        print_json([hit_report(hit) for hit in found])
    elif not asked.play:
        console_for().print(render_hits(found, wanted))
    if not asked.play:
        return
    from interviewer.errors import StoreError
    from interviewer.history import AnswerRef
    from interviewer.history.play import LEAD_S
    from interviewer.history.store import Folder

    if len(found) < asked.hit:
        raise StoreError(f"There are {len(found)} hits for '{wanted}'", "Look for other words.")
    hit = found[asked.hit - 1]
    if not asked.as_json:
        console_for().print(render_hits([hit], wanted))
    start = max((hit.start or 0.0) - LEAD_S, 0.0)
    _listen(asked, Folder(hit.folder), AnswerRef(hit.number, hit.reply), start)


def _play(asked: ReviewRequest) -> None:
    from interviewer.history import only_answer
    from interviewer.history.play import parse_clock

    folder = asked.folder()
    spot = only_answer(asked.answer, folder.load())
    _listen(asked, folder, spot, parse_clock(asked.at) if asked.at else 0.0)


def _listen(asked: ReviewRequest, folder: Folder, spot: AnswerRef, start: float) -> None:
    from interviewer.history import turn_at
    from interviewer.history.play import play_answer
    from interviewer.history.revise import recording_path
    from interviewer.settings import user_settings

    turn = turn_at(folder.load(), spot)
    recording_path(folder, turn)
    device = user_settings.device(user_settings.load().speaker)
    typer.echo(f"{folder.path.name} answer {spot}, from {start:.0f} s. Ctrl-C stops.", err=True)
    try:
        play_answer(folder, turn, start, asked.seconds, device)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _compare(asked: ReviewRequest, before: str, after: str) -> None:
    from interviewer.history.compare import compare_sessions
    from interviewer.history.history_json import comparison_report
    from interviewer.history.terminal_history import render_comparisons

    (first, one), (second, two) = _named(before), _named(after)
    found = compare_sessions(first.load(), second.load(), one, two)
    if asked.as_json:
        compared_json = [comparison_report(comparison) for comparison in found]
        print_json({"before": first.path.name, "after": second.path.name, "answers": compared_json})
    else:
        console_for().print(render_comparisons(first.path.name, second.path.name, found))


def _named(text: str) -> tuple[Folder, AnswerRef | None]:
    """`SESSION` or `SESSION:ANSWER`."""
    from interviewer import history

    name, answer = split(text)
    folder = history.locate(name)
    return folder, history.find_answer(answer, folder.load()) if answer else None


# --- writing ------------------------------------------------------------------------------------


def _export(asked: ReviewRequest, wanted: str) -> None:
    from interviewer.cli.export import save
    from interviewer.debrief.exports import EXPORTS
    from interviewer.errors import StoreError

    if wanted not in EXPORTS:
        raise typer.BadParameter(f"no format {wanted!r}; there are {', '.join(EXPORTS)}")
    debrief = _debrief(asked.folder())
    files = EXPORTS[wanted](debrief)
    if not files:
        raise StoreError(f"There is nothing to write as {wanted}", "No answer has times; try txt.")
    if str(asked.output) == "-":
        if len(files) > 1:
            raise StoreError(f"{len(files)} files cannot be printed", "Give --output a folder.")
        typer.echo(next(iter(files.values())), nl=False)
        return
    written = save(files, asked.output or debrief.folder or Path())
    if asked.as_json:
        print_json({"files": [str(path) for path in written]})
        return
    for path in written:
        typer.echo(path)


def _html(asked: ReviewRequest) -> None:
    from interviewer.progress.history_page import write

    with (
        progress_counter("Reading sessions") as reading,
        progress_counter("Writing debriefs", 2) as writing,
    ):
        page = write(output=asked.output, reading=reading, writing=writing)
    if asked.as_json:
        print_json({"page": str(page)})
    elif asked.open_page:
        _browse(page)
    else:
        typer.echo(page)


def _reindex(asked: ReviewRequest) -> None:
    from interviewer.settings import paths

    with indexed(afresh=True) as index:
        kept = index.sessions()
    bad = [session for session in kept if session.problem]
    place = paths.index(index.root)
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
