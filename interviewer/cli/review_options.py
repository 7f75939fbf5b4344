"""The options of `review`, one name each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interviewer.cli import completion
from interviewer.model import English

SessionName = Annotated[
    str | None,
    typer.Argument(
        help="Session: folder, name or prefix, or `last`; append :2 for an answer.",
        autocompletion=completion.sessions,
    ),
]
Search = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help='Find words in all answers; "…" finds them in a row.'),
]
Compare = Annotated[
    tuple[str, str] | None,
    typer.Option(metavar="A B", help="Two sessions, or answers (SESSION:2), side by side."),
]
Play = Annotated[bool, typer.Option("--play", help="Listen to an answer, or to a hit of --search.")]
Edit = Annotated[
    bool,
    typer.Option("--edit", help="Correct an answer's words in your editor; it is scored again."),
]
Note = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Attach a note to a session or an answer.")
]
Rescore = Annotated[
    bool, typer.Option("--rescore", help="Re-score one session, or all, with the current rules.")
]
Spoken = Annotated[
    English | None,
    typer.Option(help="With --rescore: English is the candidate's first or second language."),
]
Retranscribe = Annotated[
    bool, typer.Option("--retranscribe", help="Transcribe a session's recordings again.")
]
Export = Annotated[
    str | None, typer.Option(metavar="FORMAT", help="Write it as html, md, json, txt, srt or vtt.")
]
Redact = Annotated[
    bool,
    typer.Option("--redact", help="With --export: hide names, numbers and addresses."),
]
Html = Annotated[
    bool, typer.Option("--html", help="Write one page of everything, with trends and stories.")
]
Reindex = Annotated[
    bool, typer.Option("--reindex", help="Read every session into the index again.")
]
Answer = Annotated[
    str | None,
    typer.Option(metavar="N", help="Which answer: 2, its follow-up 2.1, or a question's id."),
]
Hit = Annotated[
    int | None, typer.Option(metavar="N", help="Which hit to play; else the best one.", min=1)
]
At = Annotated[
    str | None, typer.Option(metavar="M:SS", help="Play from this moment of the answer.")
]
Seconds = Annotated[
    float | None, typer.Option("--for", metavar="S", help="Play only this many seconds.", min=0.1)
]
Limit = Annotated[
    int | None, typer.Option(metavar="N", help="Most sessions or hits to show; 0 for all.", min=0)
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="With --rescore: show the differences, save nothing.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Where --export or --html writes; - prints."
    ),
]
OpenPage = Annotated[bool, typer.Option("--open", help="Open the page in the browser.")]
Model = Annotated[str | None, typer.Option(help="Whisper weights: a name or a path.")]
Engine = Annotated[str | None, typer.Option(help="faster-whisper or openai-whisper.")]
