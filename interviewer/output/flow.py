"""Pieces of text side by side, which a narrow terminal breaks only between pieces."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text


@dataclass(frozen=True, slots=True)
class Flow:
    """Pieces in as few lines as the width allows, so that a label keeps its figure."""

    pieces: tuple[Text, ...]
    gap: str = "  "

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines."""
        line = Text()
        for piece in self.pieces:
            wide = line.cell_len + len(self.gap) + piece.cell_len
            if line and wide > options.max_width:
                yield line
                line = Text()
            line = line + self.gap + piece if line else piece
        if line:
            yield line
