"""`setup` names what is missing and installs nothing unasked."""

from pathlib import Path

import pytest

from interviewer.cli.install import VOICE, missing
from tests.support.commands import one_line, run


def test_missing_weights_are_named() -> None:
    """What the product fetches itself has no command."""
    absent = [item for item in missing("no-such-weights") if not item.command]
    assert [item.what for item in absent] == ["the Whisper weights no-such-weights", VOICE]


def test_nothing_is_installed_without_a_yes(tmp_path: Path) -> None:
    """Nobody can be asked without a terminal."""
    fault = one_line_of_setup("--model", "no-such-weights", folder=tmp_path)
    assert "--yes" in fault
    assert not any(tmp_path.iterdir())


def one_line_of_setup(*arguments: str, folder: Path) -> str:
    """The fault of a setup that cannot ask."""
    result = run("setup", *arguments, given="", INTERVIEWER_MODELS=str(folder))
    assert "Missing: the Whisper weights" in result.stdout
    return result.stderr


def test_what_would_be_installed_can_be_seen(tmp_path: Path) -> None:
    """A dry run changes nothing."""
    result = run(
        "setup", "--dry-run", "--model", "no-such-weights", INTERVIEWER_MODELS=str(tmp_path)
    )
    assert result.returncode == 0
    assert "no-such-weights" in result.stdout
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("option", ["--no-such-option"])
def test_wrong_options_are_one_line(option: str) -> None:
    """As everywhere."""
    assert option in one_line(run("setup", option))
