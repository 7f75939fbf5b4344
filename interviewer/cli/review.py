"""`review`: past sessions listed, opened, searched, played, compared, written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import typer

from interviewer.cli import review_changes
from interviewer.cli.common import console_for, grouped, print_json, say, show
from interviewer.cli.help_page import Commands
from interviewer.cli.page_viewing import browse, view
from interviewer.cli.review_request import ReviewRequest, indexed, progress_counter, split_name
from interviewer.errors import UsageError
from interviewer.output.formatting import plural
from interviewer.output.suggest import require_known

if TYPE_CHECKING:
    from interviewer.debrief.build import SessionDebrief
    from interviewer.history import AnswerRef
    from interviewer.history.store import Folder

commands = Commands("Look back")


@commands.command()
@grouped
def review(request: ReviewRequest) -> None:
    """List, open, search, play, compare, edit, re-score and export past sessions."""
    request = replace(request, target=request.target.split())
    request.check()
    target, action = request.target, request.action
    chosen = [name for name in ACTIONS if name in action.chosen]
    if len(chosen) > 1:
        options_ = " and ".join(f"--{name}" for name in chosen)
        raise UsageError(f"{options_} cannot be combined", "Use one at a time.")
    if chosen:
        ACTIONS[chosen[0]](request)
    elif action.play:
        _play(request)
    elif target.session is None and not request.details.open_page:
        _list(request)
    else:
        _open(request)


# --- looking ------------------------------------------------------------------------------------


def _list(request: ReviewRequest) -> None:
    from interviewer.history.history_json import session_row_report
    from interviewer.history.session_list import render_sessions

    with indexed() as index:
        rows, total = index.sessions(request.most), index.count()
    report = [session_row_report(session) for session in rows]
    show(report, render_sessions(rows, total, index.root), as_json=request.details.as_json)


def _open(request: ReviewRequest) -> None:
    from interviewer.debrief import page
    from interviewer.debrief.answer_json import full_report
    from interviewer.history.history_json import notes_report

    debrief = _debrief(request.target.folder())
    ref = request.target.ref(debrief.session)
    if request.details.as_json:
        report = {**full_report(debrief), "notes": notes_report(debrief.session)}
        print_json(report["turns"][ref.number - 1] if ref else report)
    elif request.details.open_page:
        assert debrief.folder  # noqa: S101 - `_debrief` gives one  # nosec B101
        anchor = f"answer-{ref.number}" if ref else ""
        if page.belongs(debrief.folder):
            browse(page.write(debrief.session, debrief.folder), anchor)
        else:
            session, folder = debrief.session, debrief.folder
            view(lambda place: page.write(session, folder, debrief, place), anchor)
    else:
        _show(debrief, ref)


def _show(debrief: SessionDebrief, ref: AnswerRef | None) -> None:
    """The debrief of a session; of one answer with its words."""
    from interviewer.debrief.terminal_answer import (
        render_answer,
        render_session,
        render_transcript,
        timeline_legend,
    )
    from interviewer.debrief.terminal_debrief import page_line
    from interviewer.history.terminal_history import render_notes

    console = console_for()
    if ref:
        answer = debrief.answers[ref.number - 1]
        for shown in (*timeline_legend([answer]), render_answer(answer, debrief.folder)):
            console.print(shown)
        console.print(render_transcript(answer))
    else:
        console.print(render_session(debrief))
    if debrief.folder:
        console.print(
            page_line(debrief.folder, has_sound=debrief.session.has_sound), soft_wrap=True
        )
    console.print(render_notes(debrief.session, ref))


def _debrief(folder: Folder) -> SessionDebrief:
    from interviewer.debrief.build import session_debrief
    from interviewer.history.earlier_attempts import earlier_attempts

    session = folder.load()
    return session_debrief(session, folder.path, earlier_attempts(session, folder.path))


def _redacted(folder: Folder) -> SessionDebrief:
    """The debrief to show to others, without earlier attempts."""
    from interviewer.debrief.build import session_debrief
    from interviewer.debrief.redact import redacted, silences

    session = redacted(folder.load())
    return replace(session_debrief(session, folder.path), silenced=silences(session))


def _search(request: ReviewRequest) -> None:
    wanted = request.action.search or ""
    if not any(map(str.isalnum, wanted)):
        raise UsageError(
            "There is no word to search for", "Try: interviewer review --search deadline"
        )
    from interviewer.history.session_list import render_hits

    hit_number = request.details.hit or 1
    with indexed() as index:
        found = index.search(
            wanted, max(request.most or 1000, hit_number if request.action.play else 0)
        )
    if request.details.as_json:
        from interviewer.history.history_json import hit_report

        print_json([hit_report(hit) for hit in found])
    elif not request.action.play:
        console_for().print(render_hits(found, wanted))
    if not request.action.play:
        return
    from interviewer.errors import StoreError
    from interviewer.history import AnswerRef
    from interviewer.history.play import LEAD_S
    from interviewer.history.store import Folder

    if len(found) < hit_number:
        raise StoreError(
            f"{plural(len(found), 'hit')} for '{wanted}', not {hit_number}", "Look for other words."
        )
    hit = found[hit_number - 1]
    if not request.details.as_json:
        console_for().print(render_hits([hit], wanted))
    start = max((hit.start or 0.0) - LEAD_S, 0.0)
    _listen(request, Folder(hit.folder), AnswerRef(hit.number, hit.reply), start)


def _play(request: ReviewRequest) -> None:
    from interviewer.history import only_answer
    from interviewer.history.play import parse_clock

    folder = request.target.folder()
    ref = only_answer(request.target.answer, folder.load())
    _listen(request, folder, ref, parse_clock(request.details.at) if request.details.at else 0.0)


def _listen(request: ReviewRequest, folder: Folder, ref: AnswerRef, start: float) -> None:
    from interviewer.history import turn_at
    from interviewer.history.play import play_answer
    from interviewer.history.revise import recording_path
    from interviewer.settings import user_settings

    turn = turn_at(folder.load(), ref)
    recording_path(folder, turn)
    device = user_settings.device(user_settings.load().speaker)
    _find_speaker(device)
    say(f"{folder.path.name} answer {ref}, from {start:.0f} s. Ctrl-C stops.", err=True)
    try:
        play_answer(folder, turn, start, request.details.seconds, device)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _find_speaker(device: str | int | None) -> None:
    """Make sure that there is something to play on.

    Raises:
        InterviewerError: there is nothing; what helps is the page, which the browser plays elsewhere.
    """
    from interviewer.audio import devices
    from interviewer.errors import AudioDeviceError

    try:
        devices.find(device, "output")
    except AudioDeviceError as error:
        raise AudioDeviceError(
            error.problem,
            "Connect one, choose one of `interviewer doctor --list`, or listen on the page: --open.",
        ) from None


def _compare(request: ReviewRequest) -> None:
    from interviewer.history.compare import compare_sessions
    from interviewer.history.history_json import comparison_report
    from interviewer.history.terminal_history import render_comparisons

    (first, one), (second, two) = map(_named, request.action.compare or ())
    found = compare_sessions(first.load(), second.load(), one, two)
    before, after = first.path.name, second.path.name
    answers = [comparison_report(comparison) for comparison in found]
    report = {"before": before, "after": after, "answers": answers}
    show(report, render_comparisons(before, after, found), as_json=request.details.as_json)


def _named(text: str) -> tuple[Folder, AnswerRef | None]:
    """`SESSION` or `SESSION:ANSWER`."""
    from interviewer import history

    name, answer = split_name(text)
    folder = history.locate(name)
    return folder, history.find_answer(answer, folder.load()) if answer else None


# --- writing ------------------------------------------------------------------------------------


def _export(request: ReviewRequest) -> None:
    from interviewer.debrief.exports import EXPORTS
    from interviewer.errors import StoreError
    from interviewer.settings import encryption

    wanted = request.action.export or ""
    known = f"Choose one of {', '.join(EXPORTS)}."
    require_known(wanted, EXPORTS, f"Unknown format '{wanted}'", known)
    folder = request.target.folder()
    files = EXPORTS[wanted](_redacted(folder) if request.details.redact else _debrief(folder))
    if request.details.redact:
        files = {f"redacted-{name}": text for name, text in files.items()}
    if not files:
        raise StoreError(f"There is nothing to write as {wanted}", "No answer has times; try txt.")
    if str(request.details.output) == "-":
        if len(files) > 1:
            raise StoreError(f"{len(files)} files cannot be printed", "Give --output a folder.")
        typer.echo(next(iter(files.values())), nl=False)
        return
    if request.details.output is None and encryption.is_on(folder.path):
        raise UsageError("An export is not encrypted", "Say with --output where it may be written.")
    written = _saved(files, request.details.output or folder.path)
    if request.details.as_json:
        print_json({"files": [str(path) for path in written]})
        return
    for path in written:
        typer.echo(path)


def _saved(files: Mapping[str, str], place: Path) -> tuple[Path, ...]:
    """Files written by name into a folder; a single one may be given its own path instead."""
    from interviewer.history import store
    from interviewer.settings import atomic

    own_path = len(files) == 1 and place.suffix and not place.is_dir()
    paths = {place if own_path else place / name: text for name, text in files.items()}
    try:
        for path, text in paths.items():
            atomic.write_text(path, text)
    except OSError as error:
        raise store.unwritable(place, error) from error
    return tuple(paths)


def _html(request: ReviewRequest) -> None:
    from interviewer.history.purge import OVERVIEW
    from interviewer.progress.history_page import write
    from interviewer.settings import encryption, paths

    def made(output: Path | None) -> Path:
        with (
            progress_counter("Reading sessions") as reading,
            progress_counter("Writing debriefs", 2) as writing,
        ):
            return write(output=output, reading=reading, writing=writing)

    if request.details.output is None and encryption.is_on(paths.recordings()):
        view(lambda folder: made(folder / OVERVIEW))
        return
    page = made(request.details.output)
    if request.details.as_json:
        print_json({"page": str(page)})
    elif request.details.open_page:
        browse(page)
    else:
        typer.echo(page)


def _reindex(request: ReviewRequest) -> None:
    from interviewer.settings import paths

    with indexed(afresh=True) as index:
        rows = index.sessions()
    bad = [session for session in rows if session.problem]
    place, read = paths.index(index.root), len(rows) - len(bad)
    answers = sum(session.answers for session in rows)
    if request.details.as_json:
        damaged = [session.problem for session in bad]
        print_json({"index": str(place), "sessions": read, "answers": answers, "damaged": damaged})
        return
    typer.echo(f"{read} sessions with {answers} answers are in {place}.")
    for session in bad:
        say(f"passed over: {session.problem}", err=True)


ACTIONS: Mapping[str, Callable[[ReviewRequest], None]] = MappingProxyType(
    {
        "search": _search,
        "compare": _compare,
        "edit": review_changes.edit,
        "note": review_changes.note,
        "rescore": review_changes.rescore,
        "retranscribe": review_changes.retranscribe,
        "export": _export,
        "html": _html,
        "reindex": _reindex,
    }
)
"""Option -> what it does; at most one is given."""
