"""Pieces side by side."""

from rich.text import Text

from interviewer.output.flow import Flow
from tests.support.printing import printed


def test_a_line_breaks_between_pieces_only() -> None:
    """A label keeps its figure."""
    pieces = Flow(
        (Text("Practice score 91"), Text("Threat-model structure 100"), Text("Length 45"))
    )
    assert printed(pieces, width=40).split("\n")[:2] == [
        "Practice score 91",
        "Threat-model structure 100  Length 45",
    ]
