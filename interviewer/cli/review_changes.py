"""`review`: words corrected, notes attached, answers re-scored and transcribed again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from interviewer.cli.common import engine_opener, print_json, say, show
from interviewer.cli.review_request import ReviewRequest, progress_counter
from interviewer.output import editor

if TYPE_CHECKING:
    from interviewer.history.revise import Revision
    from interviewer.history.store import Folder


def edit(request: ReviewRequest) -> None:
    """Correct an answer's words in the user's editor, and score it again."""
    folder = request.target.folder()
    with folder.locked():
        _edit(request, folder)


def _edit(request: ReviewRequest, folder: Folder) -> None:
    from interviewer import history
    from interviewer.history import revise

    session = folder.load()
    ref = history.only_answer(request.target.answer, session)
    transcript = history.turn_at(session, ref).transcript
    text = editor.edit(revise.editable(transcript))
    words = revise.edited_words(text) if text is not None else []
    corrected = revise.corrected(transcript, words) if words else transcript
    if corrected == transcript:
        say("Nothing was changed.", err=True)
        return
    changed = revise.with_transcript(session, ref, corrected)
    folder.save(changed)
    _renew_page(folder)
    before, after = session.turns[ref.number - 1], changed.turns[ref.number - 1]
    _revised(request, (revise.Revision(folder.path.name, ref.number, before, after),))
    _learn(revise.new_names(transcript, corrected))


def _learn(names: Sequence[str]) -> None:
    """Offer names that were corrected for the candidate's own vocabulary, where somebody can answer."""
    from interviewer.settings import own_words

    known = {word.casefold() for word in own_words.load()}
    new = [name for name in names if name.casefold() not in known and "," not in name]
    new = [name for name in new if len(name) <= own_words.LONGEST]
    if not new or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    listed = ", ".join(f"“{name}”" for name in new)
    if typer.confirm(f"Listen for {listed} from now on?", default=True, err=True):
        own_words.add(new)


def note(request: ReviewRequest) -> None:
    """Attach a note to a session or an answer."""
    from interviewer.history.history_json import notes_report
    from interviewer.history.revise import with_note

    folder = request.target.folder()
    with folder.locked():
        session = folder.load()
        session = with_note(session, request.action.note or "", request.target.ref(session))
        folder.save(session)
    _renew_page(folder)
    if request.details.as_json:
        print_json(notes_report(session))
    else:
        typer.echo(f"Noted in {folder.path.name}.")


def rescore(request: ReviewRequest) -> None:
    """Score a session, or the whole history, again with today's rules."""
    from interviewer import history
    from interviewer.errors import StoreError
    from interviewer.history import revise, store

    folders = (
        [history.locate(request.target.session)]
        if request.target.session
        else list(store.folders())
    )
    revisions: list[Revision] = []
    with progress_counter("Scoring sessions") as progress:
        for done, folder in enumerate(folders, 1):
            try:
                revisions += revise.rescore(
                    folder, save=not request.details.dry_run, english=request.details.english
                )
            except StoreError as error:
                if request.target.session:
                    raise
                say(f"passed over: {error.problem}", err=True)
            progress(done, len(folders))
    _revised(request, revisions)


def _revised(request: ReviewRequest, revisions: Sequence[Revision]) -> None:
    from interviewer.history.history_json import revision_report
    from interviewer.history.terminal_history import render_revisions

    report = [revision_report(revision) for revision in revisions]
    rendered = render_revisions(revisions, saved=not request.details.dry_run)
    show(report, rendered, as_json=request.details.as_json)


def retranscribe(request: ReviewRequest) -> None:
    """Transcribe a session's recordings again, with another recogniser or model."""
    from rich.console import Group

    from interviewer.history import revise
    from interviewer.history.history_json import retranscription_report, revision_report
    from interviewer.history.terminal_history import render_retranscriptions, render_revisions

    folder = request.target.folder()
    ref = request.target.ref(folder.load())
    results, revisions = revise.retranscribe(
        folder,
        engine_opener(request.details.engine, request.details.model),
        ref,
        lambda at: typer.echo(f"Transcribing answer {at} …", err=True),
    )
    if revisions:
        _renew_page(folder)
    report = {
        "session": folder.path.name,
        "heard": [retranscription_report(result) for result in results],
        "revised": [revision_report(revision) for revision in revisions],
    }
    rendered = Group(render_retranscriptions(results), render_revisions(revisions))
    show(report, rendered, as_json=request.details.as_json)


def _renew_page(folder: Folder) -> None:
    """Write a session's debrief again where there is one, so that it does not tell of old words."""
    from interviewer.debrief import PAGE
    from interviewer.debrief.page import write

    if (folder.path / PAGE).is_file():
        write(folder.load(), folder.path)
