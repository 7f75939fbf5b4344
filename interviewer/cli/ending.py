"""What is told when an interview is over."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.common import print_json

if TYPE_CHECKING:
    from rich.console import Console

    from interviewer.model import Session


def end(
    session: Session, folder: Path, console: Console, *, as_json: bool, open_page: bool
) -> float | None:
    """Print the debrief, or its JSON, and open its page if asked; the overall score."""
    from interviewer.debrief import PAGE
    from interviewer.debrief.account import account
    from interviewer.debrief.answers import reported
    from interviewer.debrief.earlier import earlier
    from interviewer.debrief.report import full_report

    told = account(session, folder, earlier(session, folder))
    if as_json:
        print_json(full_report(told))
    else:
        console.print(reported(told))
    page = folder / PAGE
    if open_page and page.is_file() and not webbrowser.open(page.absolute().as_uri()):
        console.print(f"No browser could be started; open {page} yourself.", style="yellow")
    return told.debrief.scores.get("overall")
