"""Every rule has a page, examples that it flags, and examples that it lets pass."""

from __future__ import annotations

import re

import pytest

from interviewer import checks
from interviewer.answer import Answer
from interviewer.checks import CHECKS, examine
from interviewer.checks.rule import Check, Example, Rule
from interviewer.model import Kind, Verdict

EXAMPLES = [
    pytest.param(check, rule, example, flagged, id=f"{rule.name}-{number}-{flagged}")
    for check in CHECKS
    for rule in (*check.rules, *(check.catalogue() if check.catalogue else ()))
    for number, (example, flagged) in enumerate(rule.examples)
]


def _asked(check: Check, example: Example) -> Answer:
    """The example as an answer to what it answers: a story where the check reads stories."""
    stories = frozenset({Kind.BEHAVIORAL}) & check.kinds
    return example.answer(stories or check.kinds)


@pytest.mark.parametrize(("check", "rule", "example", "flagged"), EXAMPLES)
def test_examples_do_what_they_show(
    check: Check, rule: Rule, example: Example, flagged: bool
) -> None:
    """A flagged example raises the rule's finding, and a passing one does not."""
    found = {finding.rule for finding in check.run(_asked(check, example))}
    assert (rule.name in found) is flagged, example.text


@pytest.mark.parametrize("rule", checks.rules(), ids=lambda rule: rule.name)
def test_every_rule_explains_itself(rule: Rule) -> None:
    """Why, good, weak and source are sentences, and both sorts of examples exist."""
    for text in (rule.why, rule.good, rule.weak, rule.source):
        assert re.match(r"['‘“(…]?[A-Z0-9…]", text), text
        assert text.rstrip("'’”)").endswith((".", "?", "!", "…")), text
    assert {flagged for _, flagged in rule.examples} == {True, False}


@pytest.mark.parametrize(("check", "rule", "example", "flagged"), EXAMPLES)
def test_only_praise_is_called_praise(
    check: Check, rule: Rule, example: Example, flagged: bool
) -> None:
    """A rule's page says "Praised" over what the finding calls good."""
    found = [item for item in check.run(_asked(check, example)) if item.rule == rule.name]
    assert not flagged or {item.verdict is Verdict.GOOD for item in found} == {rule.praise}


def test_examples_are_put_together_from_texts_of_the_page() -> None:
    """A text of the page stands for its name, and may be repeated."""
    rule = checks.rule("timing.too-long")
    assert rule is not None
    ((example, _), *_) = rule.examples
    assert example.text.startswith("I read the logs again. I read the logs again.")
    assert not any("{" in one.text for item in checks.rules() for one, _ in item.examples)


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
