"""The claims of a CV are asked about."""

from __future__ import annotations

import pytest

from interviewer.packs import speakable
from interviewer.packs.cv_claims import cv_claims, cv_stations

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


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Cut the nightly import from 5 hours to 35 minutes", "yourself to get there, and how did you measure"),
        ("Grew the crew from 4 to 11 riggers", "What did you do yourself to get there?"),
        ("Reduced open ports by 90%", "How did you measure it, and what was it before?"),
        ("Brought lead time down to 2 days", "How did you measure it, and what was it before?"),
        ("Repaired 300 sails, handed out 9,000 euro in grants", "What did you do yourself, and what came of it?"),
        ("Managed a budget of 2.1 million euro", "What did you do yourself, and what came of it?"),
    ],
)  # fmt: skip
def test_only_a_change_without_its_baseline_is_asked_what_it_was_before(
    line: str, asked: str
) -> None:
    """A baseline that the line gives is not asked for, and an amount has none."""
    (claim,) = cv_claims(f"- {line}\n")
    assert asked in claim.question


def test_a_deed_that_refers_back_stays_with_the_one_before() -> None:
    """Nobody knows what "its" means in a line of its own."""
    (claim,) = cv_claims("- Rewrote the ferry timetable in Elm, cut its errors from 40 to 3\n")
    assert claim.line.startswith("Rewrote")
    assert "You write that you rewrote" in claim.question


MARKED = """# Ada Holm
## Work Experience
### **Rigger, Blue Docks, 2019 – 2023**
* Repaired 300 sails
## Education
School of the Sea, 2015
Exchange year in Brest, 2013
"""


def test_stations_are_work_without_markup() -> None:
    """Neither degrees nor what stands below a heading such as Education."""
    (station,) = cv_stations(MARKED)
    assert station.line == "Rigger, Blue Docks, 2019 – 2023"
    assert not cv_stations("BSc Marine Science, 2012\nUniversity of Oban, 2012")
