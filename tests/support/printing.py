"""What a terminal shows."""

from __future__ import annotations

import io

from rich.console import Console, RenderableType


def printed(item: RenderableType, *, color: bool = False, width: int = 80) -> str:
    """A renderable as a terminal of that many columns shows it."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
    )
    console.print(item)
    file = console.file
    assert isinstance(file, io.StringIO)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"
