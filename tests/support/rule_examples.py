"""The examples on the pages of rules, for tests that need one."""

from __future__ import annotations

from interviewer import checks
from interviewer.checks.rule import Example


def example_of(name: str) -> Example:
    """The first example that a rule flags."""
    rule = checks.rule(name)
    assert rule is not None
    return next(example for example, flagged in rule.examples if flagged)


def example_text(name: str) -> str:
    """What is said in it."""
    return example_of(name).text
