"""Every rule has a page, examples that it flags, and examples that it lets pass."""

from __future__ import annotations

import pytest

from interviewer import checks
from interviewer.answer import Answer
from interviewer.checks import CHECKS, examine
from interviewer.checks.rule import Check, Example, Rule
from interviewer.model import Kind

EXAMPLES = [
    pytest.param(check, rule, example, flagged, id=f"{rule.name}-{number}-{flagged}")
    for check in CHECKS
    for rule in (*check.rules, *(check.catalogue() if check.catalogue else ()))
    for number, (example, flagged) in enumerate(rule.examples)
]


def asked(check: Check, example: Example) -> Answer:
    """The example as an answer to what it answers: a story where the check reads stories."""
    stories = frozenset({Kind.BEHAVIORAL}) & check.kinds
    return example.answer(stories or check.kinds)


@pytest.mark.parametrize(("check", "rule", "example", "flagged"), EXAMPLES)
def test_examples_do_what_they_show(
    check: Check, rule: Rule, example: Example, flagged: bool
) -> None:
    """A flagged example raises the rule's finding, and a passing one does not."""
    kind = Kind.BEHAVIORAL if Kind.BEHAVIORAL in check.kinds else min(check.kinds)
    found = {finding.rule for finding in check.run(example.answer(frozenset({kind})))}
    assert (rule.name in found) is flagged, example.text


@pytest.mark.parametrize("rule", checks.rules(), ids=lambda rule: rule.name)
def test_every_rule_explains_itself(rule: Rule) -> None:
    """Why, good, weak and source are sentences, and both sorts of examples exist."""
    for text in (rule.why, rule.good, rule.weak, rule.source):
        assert len(text) > 5
    assert {flagged for _, flagged in rule.examples} == {True, False}


def test_names_are_unique_and_belong_to_their_check() -> None:
    """A finding's name leads to its page."""
    names = [rule.name for rule in checks.rules()]
    assert len(names) == len(set(names))
    for check in CHECKS:
        for rule in check.rules:
            assert checks.rule(rule.name) is rule


def test_findings_only_use_rules_that_have_a_page() -> None:
    """Nothing is said that cannot be looked up."""
    known = {rule.name for rule in checks.rules()}
    for check in CHECKS:
        for rule in check.rules:
            for example, _ in rule.examples:
                answers = (Answer(example.transcript), example.answer(check.kinds))
                said = {item.rule for answer in answers for item in examine(answer).findings}
                assert said <= known
