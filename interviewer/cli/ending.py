"""What is printed when an interview is over."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.audio.recorded_candidate import shipped
from interviewer.cli.common import called, print_json
from interviewer.cli.page_viewing import view
from interviewer.debrief.answer_json import full_report
from interviewer.debrief.build import session_debrief
from interviewer.debrief.page import belongs, write
from interviewer.debrief.terminal_answer import render_session
from interviewer.debrief.terminal_debrief import page_line, render_summary
from interviewer.history.earlier_attempts import earlier_attempts
from interviewer.model import Session

if TYPE_CHECKING:
    from rich.console import Console


def end(
    session: Session,
    folder: Path,
    console: Console,
    *,
    as_json: bool,
    open_page: bool = False,
    seen: bool = False,
    page: bool = True,
) -> float | None:
    """Print the debrief, or its JSON, then write its `page` and open it if asked; the overall score.

    `seen`: each answer was shown when it was given. The page comes last, since encoding the sound
    of a long interview takes seconds.

    Raises:
        StoreError: the page cannot be written.
    """
    earlier = earlier_attempts(session, folder)
    debrief = session_debrief(session, folder if page else None, earlier)
    score = debrief.summary.scores.get("overall")
    if as_json:
        print_json(full_report(debrief))
    else:
        console.print(render_summary(debrief, seen=True) if seen else render_session(debrief))
    if not page:
        return score
    if not belongs(folder):
        if open_page:
            view(lambda place: write(session, folder, debrief, place))
        else:
            verb = "Read and listen" if session.has_sound else "Read"
            console.print(f"Saved, encrypted. {verb}: interviewer review last --open")
        return score
    written = write(session, folder, debrief)
    console.print(page_line(folder, has_sound=session.has_sound), soft_wrap=True)
    if not as_json and Path(session.candidate).parent == shipped().parent:
        console.print(
            "\nThat was a recorded candidate. Your turn: "
            f"`{called()}` offers what to practise first."
        )
    if open_page and not webbrowser.open(written.absolute().as_uri()):
        console.print("No browser could be started; open that file yourself.", style="yellow")
    return score
