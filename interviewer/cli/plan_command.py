"""`interviewer plan`: from a posting, a CV and a date to what to practise."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.cli import completion, posting_order
from interviewer.cli.common import Json, console_for, grouped, option, print_json, say
from interviewer.cli.help_page import Commands
from interviewer.cli.review_request import indexed
from interviewer.errors import UsageError

if TYPE_CHECKING:
    from interviewer.packs.posting_plan import Rehearsal
    from interviewer.progress.calendar import Calendar
    from interviewer.progress.claims_ledger import LedgerRow, PastAnswer

commands = Commands("Prepare")


@commands.command()
@grouped
def plan(
    posting: Path | None = option("The posting: txt, md, pdf or docx.", metavar="FILE"),
    cv: Path | None = option("Your CV: txt, md, pdf or docx.", metavar="FILE"),
    interview: str | None = option("Day of the interview: 2026-12-10.", "--date", metavar="DAY"),
    ics: Path | None = option("Write the calendar for other programs.", metavar="FILE"),
    save: str | None = option(
        "Keep the posting's own questions as a pack to rehearse.", metavar="NAME"
    ),
    pack: str | None = option("Use this pack's study plan.", autocompletion=completion.packs),
    as_json: Json = False,
) -> None:
    """Plan your preparation from a posting, your CV, and the day of the interview."""
    from interviewer.progress.calendar import coming, interview_day
    from interviewer.settings import user_settings
    from interviewer.settings.settings_file import change

    today = datetime.now().astimezone().date()
    day = interview_day(interview, today) if interview else coming(user_settings.load(), today)
    if not (posting or cv or day):
        raise UsageError("There is nothing to plan from", "Pass --posting, --cv or --date.")
    if ics and not day:
        raise UsageError("A calendar needs the day of the interview", "Pass --date 2026-12-10.")
    rehearsed = _rehearsal(posting, cv, save or "posting") if posting else None
    rows = _ledger(cv) if cv else ()
    match = rehearsed.match if rehearsed else posting_order.remembered()
    name = pack or (match.pack.name if match else None)
    asked = posting_order.asked_for(match)
    calendar = _calendar(day, today, name, asked) if day else None
    if interview:
        change("interview", interview.strip())
    if posting:
        posting_order.remember(posting)
    if ics and calendar:
        _write_ics(ics, calendar)
    if save and rehearsed:
        from interviewer.packs.posting_plan import write_pack

        path = write_pack(save, rehearsed)
        say(f"Wrote {path}: interviewer phone-screen --pack {save}", err=True)
    _show(rehearsed, rows, calendar, saved=save, as_json=as_json)


def _show(
    rehearsed: Rehearsal | None,
    rows: tuple[LedgerRow, ...],
    calendar: Calendar | None,
    *,
    saved: str | None,
    as_json: bool,
) -> None:
    from interviewer.progress import terminal_plan
    from interviewer.settings import user_settings

    if as_json:
        print_json(_report(rehearsed, rows, calendar, saved=bool(saved)))
        return
    console = console_for()
    if rehearsed:
        console.print(terminal_plan.render_rehearsal(rehearsed, saved=bool(saved)))
    if rows:
        console.print(terminal_plan.render_ledger(rows))
    if calendar:
        console.print(terminal_plan.render_calendar(calendar))
        if not rehearsed and (posting := user_settings.load().posting):
            say(f"What {posting} asks for comes first.", err=True)


def _report(
    rehearsed: Rehearsal | None,
    rows: tuple[LedgerRow, ...],
    calendar: Calendar | None,
    *,
    saved: bool,
) -> dict[str, Any]:
    found: dict[str, Any] = {"ledger": rows, "calendar": calendar}
    if rehearsed:
        found |= {
            "pack": rehearsed.match.pack.name,
            "decided_by": [word for word, _ in rehearsed.match.deciders],
            "competencies": [
                {
                    "id": asked.name,
                    "points": round(asked.points, 1),
                    "words": [word for word, _ in asked.deciders],
                    "rubrics": asked.rubrics,
                }
                for asked in rehearsed.match.asked
            ],
            "terms": rehearsed.terms,
            "questions": [*rehearsed.questions, *(rehearsed.own if saved else ())],
            "unsaved": {
                "questions": [] if saved else [question.text for question in rehearsed.own],
                "how": "`--save NAME` keeps them as a pack; then they can be drilled by their ids",
            },
        }
    return found


def _rehearsal(posting: Path, cv: Path | None, name: str) -> Rehearsal:
    from interviewer.packs import catalogue
    from interviewer.packs.posting import match_posting
    from interviewer.packs.posting_files import document_text
    from interviewer.packs.posting_plan import rehearsal

    text = document_text(posting)
    match = match_posting(text, catalogue.load_all())
    return rehearsal(name, match, text, document_text(cv) if cv else "")


def _ledger(cv: Path) -> tuple[LedgerRow, ...]:
    from interviewer.packs.cv_claims import cv_claims, cv_stations
    from interviewer.packs.posting_files import document_text
    from interviewer.progress.claims_ledger import ledger

    text = document_text(cv)
    return ledger(cv_claims(text), _past_answers(), cv_stations(text))


def _past_answers() -> list[PastAnswer]:
    """Every answer of the candidate's own sessions."""
    from interviewer.history import store
    from interviewer.progress.claims_ledger import PastAnswer

    with indexed() as index:
        entries = index.entries(mine=True)
    loaded = {folder: store.load(folder) for folder in {entry.folder for entry in entries}}
    return [
        PastAnswer(
            f"{entry.session}:{entry.number}",
            loaded[entry.folder].turns[entry.number - 1].transcript.text,
            loaded[entry.folder].started.year,
        )
        for entry in entries
    ]


def _calendar(day: date, today: date, pack: str | None, asked: list[str]) -> Calendar:
    from interviewer.packs import catalogue
    from interviewer.progress import progress
    from interviewer.progress.calendar import calendar
    from interviewer.progress.study_tasks import study_tasks

    loaded = catalogue.load(pack)
    with indexed() as index:
        sessions = [one for one in index.sessions() if one.candidate == "microphone"]
        found = progress(loaded, sessions, index.entries(mine=True))
    known = [name for name in asked if name in loaded.competencies]
    return calendar(day, today, study_tasks(found.board, loaded, known), found.stories)


def _write_ics(path: Path, found: Calendar) -> None:
    from interviewer.progress.calendar import ics

    try:
        path.write_text(ics(found), "utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror})", "Fix the path.") from error
    say(f"Wrote {path}.", err=True)
