"""Tables that become blocks where they would break words."""

from rich.text import Text

from interviewer.output.listing import Listing
from tests.support.printing import printed


def listing() -> Listing:
    """Two sessions."""
    table = Listing()
    table.add_column("session", overflow="fold")
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("", overflow="fold")
    table.add_row(Text("2026-05-04-093000-phone-screen"), "91", "two notes")
    table.add_row(Text("2026-05-05-093000-drill"), "–", "")
    return table


def test_a_table_where_there_is_room() -> None:
    """One line for each row."""
    lines = [line.strip() for line in printed(listing(), width=60).splitlines()]
    assert "2026-05-04-093000-phone-screen      91   two notes" in lines


def test_blocks_where_there_is_none() -> None:
    """Nothing is cut and no word is broken; what is empty is left out."""
    assert printed(listing(), width=40).split("\n")[:5] == [
        "2026-05-04-093000-phone-screen",
        "  score: 91",
        "  two notes",
        "2026-05-05-093000-drill",
        "",
    ]
