"""What stands on the screen beside a question: code, a diagram, a list."""

from __future__ import annotations

from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

from interviewer.model import Material


def material(item: Material) -> Padding | Text:
    """Code with line numbers, so that "line twelve" can be said; other material as it is."""
    if item.language == "text":
        return Padding(Text(item.text), (0, 2))
    code = Syntax(
        item.text,
        item.language,
        line_numbers=True,
        word_wrap=True,
        theme="ansi_dark",
        padding=(0, 0),
    )
    return Padding(code, (0, 2))
