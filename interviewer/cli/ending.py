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
    """Print the debrief, or its JSON, then write its page and open it if asked; the overall score.

    The page comes last: encoding the sound of a long interview takes seconds.

    Raises:
        StoreError: the page cannot be written.
    """
    from interviewer.debrief.answer_json import full_report
    from interviewer.debrief.build import account
    from interviewer.debrief.page import write
    from interviewer.debrief.terminal_answer import reported
    from interviewer.history.earlier import earlier

    told = account(session, folder, earlier(session, folder))
    if as_json:
        print_json(full_report(told))
    else:
        console.print(reported(told))
    page = write(session, folder, told)
    console.print(f"Read and listen: {page}", soft_wrap=True)
    if open_page and not webbrowser.open(page.absolute().as_uri()):
        console.print("No browser could be started; open that file yourself.", style="yellow")
    return told.debrief.scores.get("overall")
