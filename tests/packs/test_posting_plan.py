"""A posting becomes questions to rehearse."""

from __future__ import annotations

import pytest

from interviewer.errors import PackError
from interviewer.packs import catalogue, speakable
from interviewer.packs.posting import match_posting
from interviewer.packs.posting_plan import FIRST, posting_terms, rehearsal, write_pack

POSTING = """Site Reliability Engineer
We run payments. You define SLOs, join the on-call rota and lead incidents. Experience with Kubernetes,
Terraform and one scripting language. Knowledge of PostgreSQL is a plus. We use Prometheus for monitoring.
"""


def test_terms_are_what_the_posting_names() -> None:
    """Tools and skills, and not the title of the job."""
    terms = posting_terms(POSTING)
    assert {"Kubernetes", "Terraform", "PostgreSQL", "Prometheus"} <= set(terms)
    assert not any("Engineer" in term for term in terms)


@pytest.mark.parametrize(
    ("asked", "term"),
    [
        (
            "experience with Kubernetes, mentoring of junior engineers.",
            "mentoring of junior engineers",
        ),
        ("experience in the design of experiments.", "design of experiments"),
        ("experience with Rust for.", "Rust"),
        ("knowledge of cloud infrastructure required.", "cloud infrastructure"),
    ],
)
def test_no_term_begins_or_ends_with_a_preposition(asked: str, term: str) -> None:
    """What stands behind it belongs to the name; words that say nothing are left out elsewhere."""
    terms = posting_terms(f"The job\nRequirements: {asked}")
    assert term in terms
    assert not any(one.split()[-1] in {"of", "for"} for one in terms)


APPSEC = """Application Security Engineer
You will review code in Python and Java and threat model new services with the teams that build them.
Requirements: OWASP Top 10, experience with AWS IAM and Kubernetes, mentoring of junior engineers. Nice to have:
incident response, Semgrep.
"""


def test_code_is_reviewed_in_the_languages_that_the_posting_names() -> None:
    """One piece in each, which need no story about them then."""
    found = rehearsal("acme", match_posting(APPSEC, catalogue.load_all()), APPSEC)
    code = [
        q.material.language for q in found.questions if q.competency == "code-review" and q.material
    ]
    assert code == ["python", "java"]
    texts = " ".join(question.text for question in found.own)
    assert "asks for Java" not in texts


def test_a_name_keeps_its_number_and_every_tool_is_named() -> None:
    """In a question, or beside them."""
    found = rehearsal("acme", match_posting(APPSEC, catalogue.load_all()), APPSEC)
    texts = " ".join(question.text for question in found.own)
    assert "The posting asks for OWASP Top 10." in texts
    assert "The posting asks for Semgrep." in texts
    assert "The posting asks for mentoring of junior engineers." in texts
    assert found.besides == ()
    more = f"{APPSEC}You know Burp, Nmap, Terraform and Vault.\n"
    named = rehearsal("acme", match_posting(more, catalogue.load_all()), more)
    assert {"Burp", "Nmap", "Terraform", "Vault", "Semgrep"} <= set(named.terms)
    assert {*named.besides} == {
        term for term in named.terms if f"asks for {term}." not in str(named.own)
    } - {"Java", "Python"}


def test_questions_name_terms_and_claims() -> None:
    """Each can be said; those of the pack fit the competencies asked for."""
    match = match_posting(POSTING, catalogue.load_all())
    found = rehearsal("globex", match, POSTING, "- Cut downtime by 30%")
    texts = [question.text for question in found.own]
    assert any("Kubernetes" in text for text in texts)
    assert any("You write that you cut downtime by 30 per cent" in text for text in texts)
    for text in texts:
        assert list(speakable.problems(text)) == []
    first = [asked.name for asked in match.asked[:FIRST]]
    assert {question.competency for question in found.questions} >= set(first)


def test_a_field_is_asked_about_in_other_words_than_a_tool() -> None:
    """Nobody "needs" application security at a time."""
    posting = f"{POSTING}Experience with application security and Rust.\n"
    found = rehearsal("globex", match_posting(posting, catalogue.load_all()), posting)
    texts = " ".join(question.text for question in found.own)
    assert "needed it" not in texts
    assert "Kubernetes. Tell me about a piece of work in which it played a part" in texts
    posting = posting.replace("Kubernetes", "application security")
    found = rehearsal("globex", match_posting(posting, catalogue.load_all()), posting)
    texts = " ".join(question.text for question in found.own)
    assert "application security. Tell me about a piece of work that you did in that field" in texts


def test_the_questions_are_kept_as_a_pack() -> None:
    """Which extends the one that fits, has no mistakes, and is not overwritten."""
    match = match_posting(POSTING, catalogue.load_all())
    found = rehearsal("globex", match, POSTING, "- Cut downtime by 30%")
    path = write_pack("globex", found)
    assert catalogue.check(path) == ()
    pack = catalogue.load("globex")
    assert {"globex-term-1", "globex-cv-1", "sre-incident-review"} <= set(pack.questions)
    with pytest.raises(PackError, match="exists already"):
        write_pack("globex", found)


def test_each_question_has_the_competency_that_its_words_are_about() -> None:
    """And the one asked for most where they are about none."""
    match = match_posting(APPSEC, catalogue.load_all())
    found = rehearsal("acme", match, APPSEC, "- Triaged 80 reports\n- Painted 40 boats\n")
    of = {question.text: question.competency for question in found.own}
    assert next(name for text, name in of.items() if "triaged" in text) == "remediation"
    assert next(name for text, name in of.items() if "mentoring" in text) == "hire-and-develop"
    assert next(name for text, name in of.items() if "painted" in text) == match.asked[0].name


LAUNCHES = """Product Security Engineer
You review designs, and explain to the board and to vice presidents why a launch must wait. Train security
champions in the teams, and share an on-call rota with five others. We run on AWS with GuardDuty. Some Java.
"""


def test_what_a_posting_names_beside_its_topics_is_asked_about() -> None:
    """Leaders, champions, on call, a tool of the cloud: the questions of the pack that are about them."""
    found = rehearsal("acme", match_posting(LAUNCHES, catalogue.load_all()), LAUNCHES)
    ids = [question.id for question in found.questions]
    assert any(name.startswith("executive-") for name in ids)
    assert {
        "develop-security-champion",
        "best-employer-on-call",
        "vulnerability-cloud-guardduty",
    } <= {*ids}
    assert len(ids) == len(set(ids))
