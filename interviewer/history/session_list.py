"""Sessions and search hits, as they are listed at 80 columns. Imports little, so that lists come at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from interviewer.history.index import SearchHit, SessionRow
from interviewer.output.formatting import clock, colour, plural, spoken_time
from interviewer.output.listing import Listing


def render_sessions(sessions: Sequence[SessionRow], total: int, root: Path) -> RenderableType:
    """The newest of `total` sessions, and what cannot be read."""
    good = [session for session in sessions if not session.problem]
    more = total - len(good)
    parts: list[RenderableType] = []
    if not good:
        parts.append(
            Text.assemble(
                "No sessions yet in ",
                str(root),
                ". Begin with ",
                ("interviewer warm-up", "bold"),
                ".",
            )
        )
    else:
        parts.append(_sessions(good[::-1]))
        if more > 0:
            parts.append(Text(f"{more} more: --limit 0 lists all.", style="dim"))
        parts.append(
            Text("Open one: interviewer review NAME (or its beginning, or last)", style="dim")
        )
    parts += [
        Text.assemble(("cannot be read: ", "yellow"), session.problem, overflow="fold")
        for session in sessions
        if session.problem
    ]
    return Group(*parts)


def _sessions(sessions: Iterable[SessionRow]) -> Table:
    table = Listing()
    table.add_column("session", overflow="fold")
    for heading in ("answers", "spoken", "score"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", overflow="fold")
    for session in sessions:
        score = session.score
        table.add_row(
            Text(session.name),
            str(session.answers),
            spoken_time(session.seconds) if session.seconds else "–",
            Text("–") if score is None else Text(f"{score:.0f}", style=colour(score)),
            Text(", ".join(_remarks(session)), style="dim"),
        )
    return table


def _remarks(session: SessionRow) -> Iterator[str]:
    if not session.finished:
        yield "ended early"
    if session.candidate != "microphone":
        yield "recorded candidate"
    if session.notes:
        yield plural(session.notes, "note")


def render_hits(found: Sequence[SearchHit], wanted: str) -> RenderableType:
    """Where searched words were said, numbered for `--hit`."""
    if not found:
        return Text(f"No matches for “{wanted}”.")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="dim", min_width=2)
    grid.add_column(overflow="fold")
    for number, hit in enumerate(found, 1):
        at = "" if hit.start is None else f" at {clock(hit.start)}"
        ref = f"{hit.number}.{hit.reply}" if hit.reply else f"{hit.number}"
        where = Text.assemble(hit.folder.name, (f"  {ref} {hit.title}{at}", "dim"))
        snippet = Text("  ")
        for piece, marked in hit.snippet:
            snippet.append(piece, style="bold reverse" if marked else "")
        grid.add_row(str(number), where)
        grid.add_row("", snippet)
    heard = [number for number, hit in enumerate(found, 1) if hit.audio]
    if not heard:
        return grid  # typed answers have nothing to listen to
    listen = "Listen: the same with --play"
    if len(found) > 1:
        listen += f" --hit {heard[0]}" if heard[0] > 1 else " (the best hit)"
        listen += f", or --play --hit {heard[1]}" if len(heard) > 1 else ""
    return Group(grid, Text(listen, style="dim"))
