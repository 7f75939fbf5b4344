"""The claims of a CV are asked about."""

from __future__ import annotations

import pytest

from interviewer.packs import speakable
from interviewer.packs.cv_claims import cv_claims

CV = """Jane Doe, jane@example.org, +44 20 7946 0000
Software Engineer, Globex, 2019-2023
- Cut checkout latency by 40% for 2M users
- Introduced code reviews
* Led a team of 5 engineers
• Reduced costs from $120k to $80k a year.
BSc Computer Science, 2015
"""


def test_figures_are_asked_about_first() -> None:
    """How they were measured; lines with a verb only come after them."""
    claims = cv_claims(CV)
    assert claims[0].line == "Cut checkout latency by 40% for 2M users"
    assert claims[0].question == (
        "You write that you cut checkout latency by 40 per cent for 2 million users. "
        "How did you measure it, and what was it before?"
    )
    assert (40.0, "%") in claims[0].figures
    assert claims[-1].line == "Introduced code reviews"
    assert "what came of it" in claims[-1].question


def test_a_count_is_not_measured() -> None:
    """Nobody measures the size of a team."""
    (team,) = [claim for claim in cv_claims(CV) if "team" in claim.line]
    assert "What did you do yourself" in team.question


def test_names_dates_and_degrees_are_no_claims() -> None:
    """Nor is the address."""
    lines = " ".join(claim.line for claim in cv_claims(CV))
    for word in ("Jane", "2019", "BSc"):
        assert word not in lines


@pytest.mark.parametrize(
    "line",
    [
        "Saved €1.5M p.a. via vendor/tool consolidation (SAP & Oracle) -> 3x ROI",
        "Grew revenue 10-15% YoY, " + "with partners in many countries, " * 8,
    ],
)
def test_questions_can_be_said(line: str) -> None:
    """Or the claim is left out."""
    for claim in cv_claims(line):
        assert list(speakable.problems(claim.question)) == []


@pytest.mark.parametrize(
    ("line", "claims"),
    [
        ("- Mentored four juniors; spoke at OWASP Oslo", 2),
        ("- Ran the bug bounty; and cut triage from nine days to two", 2),
        ("- Cut build time by 40%; costs by a third", 1),
    ],
)
def test_clauses_with_their_own_verb_are_claims_of_their_own(line: str, claims: int) -> None:
    """Each is asked about; what only goes on with the clause before stays with it."""
    found = cv_claims(line)
    assert len(found) == claims
    assert not any(";" in claim.question for claim in found if claims > 1)


@pytest.mark.parametrize(
    ("line", "claims"),
    [
        (
            "Led the incident response for a payment outage and wrote the public report",
            ["Led the incident response for a payment outage", "wrote the public report"],
        ),
        (
            "Designed the token service, migrated nine teams to it, and trained their leads",
            ["Designed the token service", "migrated nine teams to it", "trained their leads"],
        ),
        ("Built and ran the payment platform", ["Built and ran the payment platform"]),
        (
            "Designed a library used and liked by four teams",
            ["Designed a library used and liked by four teams"],
        ),
        ("Speaker at OWASP Oslo", ["Speaker at OWASP Oslo"]),
        ("Responsible for the on-call rota", ["Responsible for the on-call rota"]),
        ("Interested in distributed systems, climbing", []),
    ],
)
def test_every_deed_and_role_of_a_line_is_a_claim(line: str, claims: list[str]) -> None:
    """A figure is not needed; what describes a thing is no deed."""
    assert sorted(claim.line for claim in cv_claims(line)) == sorted(claims)
