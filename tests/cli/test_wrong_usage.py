"""What was typed wrong is one line with one suggestion."""

import pytest

from tests.support.commands import one_line, run


@pytest.mark.parametrize(
    ("typed", "meant"), [("drlil", "drill"), ("warmup", "warm-up"), ("packs lst", "list")]
)
def test_a_misspelt_command_is_suggested_once(typed: str, meant: str) -> None:
    """In the words of the product alone."""
    wrong = typed.rsplit(maxsplit=1)[-1]
    assert one_line(run(*typed.split())) == (
        f"interviewer: No such command: {wrong}. Did you mean {meant}?\n"
    )


@pytest.mark.parametrize("typed", ["review --compare X", "review --compare", "review --export"])
def test_an_option_without_its_value_points_to_the_help_of_its_command(typed: str) -> None:
    """And not to that of everything."""
    assert "See `interviewer review --help`." in one_line(run(*typed.split()))
