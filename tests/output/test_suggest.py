"""What somebody probably meant."""

import pytest

from interviewer.output.suggest import did_you_mean


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("ownershp", "Did you mean ownership?"),
        ("OWNERSHIP", "Did you mean ownership?"),
        ("own", "Did you mean ownership?"),
        ("", "There are two."),
        ("xyz", "There are two."),
    ],
)
def test_close_names_and_longer_ones_are_suggested(wanted: str, said: str) -> None:
    """Misspelt, in capitals or unfinished; else what there is."""
    assert did_you_mean(wanted, ["ownership", "delivery"], "There are two.") == said
