"""What a posting names is told apart from words that merely begin a line."""

from __future__ import annotations

import pytest

from interviewer.packs.posting_terms import named_terms

BULLETS = """Cloud Security Engineer (Rust)
Weaver & Lund
Aarhus, Denmark | Hybrid

About Weaver
Weaver is a maker of looms with a network of their own.

What You'll Do
- Drive threat models for the loom gateway, and own what comes of them
- Write guardrails in Go and Rego
- Harden CI/CD pipelines

What You Bring:
* Solid Python
* Proficiency in Terraform, Helm and GitHub Actions
* Awareness of IEC 62443

Nice to have: Nomad, Consul

Benefits
- Commuter pass, MacBook, visits to our Lisbon lab
"""

PROSE = """Data Engineer. Our charity lends tools. Today there is a heap of spreadsheets and Airflow on one machine;
tomorrow there should be a warehouse that people trust. You have experience with dbt, Snowflake or BigQuery.
Python is our language. You work from our Leeds office, and nobody works on a Friday. Ideally you know
Kafka. We are an equal opportunities employer.
"""

HEADINGS = """# Engineering Manager, Checkout

**Globex Payments**, Lisbon

## What you will do

Coach engineers towards senior level
Run planning and retrospectives
Work with Finance on the budget

## Tech stack

Kotlin, Spring Boot, PostgreSQL

## Nice to have

Experience with SEPA.
Speaking Portuguese.
"""


@pytest.mark.parametrize(
    ("posting", "named"),
    [
        (
            BULLETS,
            "Rust, Go, Rego, CI/CD, Python, Terraform, Helm, GitHub Actions, IEC 62443, Nomad, Consul",
        ),
        (PROSE, "Airflow, dbt, Snowflake, BigQuery, Python, Kafka"),
        (HEADINGS, "Kotlin, Spring Boot, PostgreSQL, SEPA"),
    ],
    ids=["bullets", "prose", "headings"],
)
def test_a_posting_of_any_shape_names_its_skills_and_nothing_else(posting: str, named: str) -> None:
    """No first word of a line, no heading, no place, no company, no benefit; what is a plus comes last."""
    found = named_terms(posting)
    assert sorted(found) == sorted(named.split(", "))
    assert found[-1] == named.rsplit(", ", maxsplit=1)[-1]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("- Own the backups", ()),
        ("- Take part in the rota", ()),
        ("- Deep knowledge of Kafka", ("Kafka",)),
        ("- Kubernetes", ("Kubernetes",)),
        ("- PostgreSQL at scale", ("PostgreSQL",)),
        ("- Vault, Consul", ("Vault", "Consul")),
        ("- Making decisions, and Seeing the whole", ()),
        ("Salary: DKK and NOK", ()),
        ("Location: Trondheim or Oslo, remote in Norway", ()),
        ("Contact: Jane Miller", ()),
        ("- Audits of smart contracts, our location data and visas in Solidity", ("Solidity",)),
    ],
)
def test_a_word_that_begins_a_line_is_a_name_where_its_line_shows_it(
    line: str, named: tuple[str, ...]
) -> None:
    """It is written like one, or the line lists names alone."""
    assert named_terms(f"The job\nWe look after boats and their owners.\n{line}") == named


def test_a_line_broken_to_fit_a_width_goes_on_in_the_next() -> None:
    """A name at the beginning of the next line stands within the sentence."""
    text = (
        "The job\nYou look after boats, and most of what you do for them is written and kept in\n"
        "Elixir by a team of four who have done so for years."
    )
    assert named_terms(text) == ("Elixir",)


def test_a_short_name_within_other_words_is_not_counted() -> None:
    """What stands more often or is asked for comes first; part of a longer name is no term of its own."""
    text = "The job\nWe decide incidents with Jira and CI, and Jira again. We know API security."
    assert named_terms(f"{text} Knowledge of API security.") == ("API security", "Jira", "CI")
