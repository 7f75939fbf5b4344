"""The pages of `--help`."""

from rich.text import Text
from typer.main import get_command

from interviewer.cli import app
from interviewer.cli.help_page import help_page
from tests.support.commands import run


def page(*path: str) -> str:
    """The page of a command, as wide as 80 columns."""
    command = get_command(app)
    for name in path:
        command = command.commands[name]  # type: ignore[attr-defined]
    shown = help_page(command, " ".join(("interviewer", *path)), command.params)
    return Text.from_ansi(shown).plain


def test_an_option_without_a_value_shows_none() -> None:
    """`--dry-run` alone; one with a value shows what it takes, its range and its default."""
    lines = page("drill").splitlines()
    assert any(line.split("  ")[1] == "--dry-run" for line in lines if "--dry-run" in line)
    assert "  --minutes MINUTES  Shorten the interview to this many minutes. (1 to 480)" in lines
    assert any(line.startswith("  --follow-ups N") and "default: 3" in line for line in lines)
    assert not [line for line in lines if "bool" in line or "<" in line]


def test_options_stand_in_groups_and_commands_too() -> None:
    """What every command has comes last."""
    drill = page("drill")
    headings = [line for line in drill.splitlines() if line.endswith(":") and line[0] != " "]
    assert headings[:3] == [
        "Arguments:",
        "What is asked, and by whom:",
        "Where the answers come from:",
    ]
    everything = page()
    assert everything.index("Rehearse:") < everything.index("Look back:")
    for name in ("phone-screen", "review", "score", "packs", "doctor"):
        assert f"\n  {name}" in everything


def test_a_page_fits_the_terminal() -> None:
    """At 40 columns the text stands below the name."""
    shown = run("purge", "--help", COLUMNS="40")
    assert shown.returncode == 0
    assert max(map(len, shown.stdout.splitlines())) <= 40
    assert "  --older-than AGE\n      All sessions older" in shown.stdout
