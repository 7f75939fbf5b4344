"""Tables of the terminal, which become blocks of lines where a table would have to break words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

BETWEEN = 3
"""Columns between two columns of a table."""
LONGEST_WORD = 32
"""A longer word, such as a name somebody made up, may be broken."""


class Listing(Table):
    """A table with a line below its heading; on a narrow terminal each row is a block instead.

    The first column heads the block; every other one that is not empty is a line with its heading.
    """

    def __init__(self, *headings: str, **options: Any) -> None:
        """As `Table`."""
        super().__init__(*headings, **{"box": SIMPLE_HEAD, "pad_edge": False, **options})

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table where it fits, else the blocks."""
        needed = sum(_least(console, options, column) + BETWEEN for column in self.columns)
        if needed - BETWEEN <= options.max_width:
            yield from super().__rich_console__(console, options)
        else:
            yield from self._blocks()

    def _blocks(self) -> Iterator[RenderableType]:
        if self.title:
            yield Text(str(self.title), style="bold")
        for row in zip(*(list(column.cells) for column in self.columns), strict=True):
            first, *others = row
            yield first if isinstance(first, Text) else Text(str(first), style="bold")
            for column, cell in zip(self.columns[1:], others, strict=True):
                if str(cell) in {"", "–"}:
                    continue
                if isinstance(cell, str | Text):
                    heading = f"{column.header}: " if column.header else ""
                    yield Padding(Text.assemble((heading, "dim"), cell), (0, 0, 0, 2))
                else:
                    yield Padding(cell, (0, 0, 0, 2))
        yield Text()


def _least(console: Console, options: ConsoleOptions, column: Column) -> int:
    """Columns that a column needs to be read: its longest word, or all of it where it must not wrap."""
    if column.width is not None:
        return column.width
    wide = options.update(max_width=10_000)
    sizes = [Measurement.get(console, wide, cell) for cell in (column.header, *column.cells)]
    least = max(
        size.maximum if column.no_wrap else min(size.minimum, LONGEST_WORD) for size in sizes
    )
    return max(min(least, 12) if column.overflow == "ellipsis" else least, column.min_width or 0)
