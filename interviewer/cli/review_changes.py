"""`review`: words corrected, notes attached, answers judged and heard again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from interviewer.cli.common import console_for, engine_opener, print_json
from interviewer.cli.review_request import ReviewRequest, progress_counter

if TYPE_CHECKING:
    from interviewer.history.revise import Revision
    from interviewer.history.store import Folder


# --- changing -----------------------------------------------------------------------------------


def edit(asked: ReviewRequest) -> None:
    """Correct an answer's words in the user's editor, and judge it again."""
    from interviewer import history
    from interviewer.history import revise

    folder = asked.folder()
    session = folder.load()
    spot = history.only_answer(asked.answer, session)
    transcript = history.turn_at(session, spot).transcript
    text = _edited(revise.editable(transcript))
    words = revise.edited_words(text) if text is not None else []
    corrected = revise.corrected(transcript, words) if words else transcript
    if corrected == transcript:
        typer.echo("Nothing was changed.", err=True)
        return
    changed = revise.with_transcript(folder.load(), spot, corrected)
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


def note(asked: ReviewRequest, text: str) -> None:
    """Attach a note to a session or an answer."""
    from interviewer.history.history_json import notes_report
    from interviewer.history.revise import with_note

    folder = asked.folder()
    session = folder.load()
    session = with_note(session, text, asked.spot(session))
    folder.save(session)
    _renew_page(folder)
    if asked.as_json:
        print_json(notes_report(session))
    else:
        typer.echo(f"Noted in {folder.path.name}.")


def rescore(asked: ReviewRequest) -> None:
    """Judge a session, or the whole history, by today's rules."""
    from interviewer import history
    from interviewer.errors import StoreError
    from interviewer.history import store
    from interviewer.history.revise import rescore

    folders = [history.locate(asked.session)] if asked.session else list(store.folders())
    revisions: list[Revision] = []
    with progress_counter("Judging sessions") as progress:
        for done, folder in enumerate(folders, 1):
            try:
                revisions += rescore(folder, save=asked.save)
            except StoreError as error:
                if asked.session:
                    raise
                typer.echo(f"passed over: {error.problem}", err=True)
            progress(done, len(folders))
    _revised(asked, revisions)


def _revised(asked: ReviewRequest, revisions: Sequence[Revision]) -> None:
    from interviewer.history.history_json import revision_report
    from interviewer.history.terminal_history import render_revisions

    if asked.as_json:
        print_json([revision_report(revision) for revision in revisions])
    else:
        console_for().print(render_revisions(revisions, saved=asked.save))


def retranscribe(asked: ReviewRequest) -> None:
    """Hear a session's recordings again, with another recogniser or model."""
    from interviewer.history.history_json import retranscription_report, revision_report
    from interviewer.history.revise import retranscribe
    from interviewer.history.terminal_history import render_retranscriptions, render_revisions

    folder = asked.folder()
    spot = asked.spot(folder.load())
    results, revisions = retranscribe(
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
                "heard": [retranscription_report(result) for result in results],
                "revised": [revision_report(revision) for revision in revisions],
            }
        )
        return
    console_for().print(render_retranscriptions(results))
    console_for().print(render_revisions(revisions))


def _renew_page(folder: Folder) -> None:
    """Write a session's debrief again where there is one, so that it does not tell of old words."""
    from interviewer.debrief.page import FILE, write

    if (folder.path / FILE).is_file():
        write(folder.load(), folder.path)
