"""Which concepts are covered, with evidence, and which claims are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer import Answer, paced, plain
from interviewer.checks.technical import coverage
from interviewer.checks.technical.coverage import Coverage
from interviewer.errors import PlanError
from interviewer.model import Kind, Question, Verdict
from interviewer.packs import catalogue, rubrics
from tests.support.rule_examples import example_text

DATA = Path(__file__).parents[2] / "data" / "technical"


def judged(text: str, rubric: str, kind: Kind = Kind.TECHNICAL) -> Coverage:
    """The coverage of a text by one rubric."""
    return coverage.measure(Answer(plain(text), kind=kind, rubrics=(rubric,)))[rubric]


def found(text: str, rubric: str) -> dict[str, Any]:
    """Rule -> finding."""
    answer = Answer(plain(text), kind=Kind.TECHNICAL, rubrics=(rubric,))
    return {finding.rule: finding for finding in coverage.run(answer)}


@pytest.mark.parametrize(
    ("text", "rubric", "concept"),
    [
        ("I'd open the first few bytes and see what it really is.", "file-upload", "magic-bytes"),
        (
            "The box that unpacks it should not be able to phone home.",
            "file-upload",
            "parser-sandbox",
        ),
        ("UUIDs are not enough.", "idor", "uuid-not-a-fix"),
        ("eye door means the key goes straight to the row", "idor", "object-reference"),
        ("He'll say it wasn't him, and we can't show otherwise.", "threat-model", "repudiation"),
        ("I look which other pages have it.", "vulnerability-remediation", "scope"),
        (
            "The template gets the check so no new page can forget it.",
            "vulnerability-remediation",
            "prevent",
        ),
        (
            "The search runs only over the loans of whoever is logged in.",
            "idor",
            "query-scoping",
        ),
        ("A ten on a box that nobody can reach.", "vulnerability-remediation", "severity-not-risk"),
    ],
)
def test_concepts_are_heard_without_their_words(text: str, rubric: str, concept: str) -> None:
    """Most people say it in their own way."""
    assert concept in judged(text, rubric).covered


def test_evidence_is_quoted_and_placed() -> None:
    """Words, and where they stand."""
    text = "First of all I'd open the first few bytes."
    part = judged(text, "file-upload")
    span = part.place("magic-bytes")
    assert span is not None
    assert " ".join(text.split()[span.first : span.last]) == part.evidence["magic-bytes"]
    assert "bytes" in part.evidence["magic-bytes"]


def test_a_question_covers_nothing() -> None:
    """Asking whether to scan for malware is no control."""
    assert judged("Should we scan for malware?", "file-upload").covered == ()


def test_questions_cover_scope() -> None:
    """There, asking is the point."""
    assert "scope" in judged("Before I start, who uses this?", "threat-model").covered


def test_asserting_a_claim_does_not_cover_its_denial() -> None:
    """Who says that random ids fix it has not said that they do not."""
    part = judged("You switch to UUIDs and it's fixed, nobody can guess them.", "idor")
    assert part.wrong == ("uuid-fixes",)
    assert "uuid-not-a-fix" not in part.covered


def test_a_bottom_line_must_come_early() -> None:
    """After thirty seconds it is none any more."""
    ask = "The bottom line is that we need to wait, and I need your approval."
    assert "bottom-line-first" in judged(ask, "executive-briefing").covered
    late = "There is a page and it shows things. " * 12 + ask
    assert "bottom-line-first" not in judged(late, "executive-briefing").covered


@pytest.mark.parametrize(
    ("kind", "rubric"), [(kind, names[0]) for kind, names in coverage.DEFAULT_RUBRICS.items()]
)
def test_each_exercise_has_a_rubric(kind: Kind, rubric: str) -> None:
    """Also when nobody named one."""
    assert coverage.rubrics_of(Answer(plain("Well."), kind=kind)) == (rubric,)


def test_without_a_rubric_there_is_nothing_to_judge() -> None:
    """No score rather than a bad one."""
    answer = Answer(plain("Well."), kind=Kind.TECHNICAL)
    assert coverage.measure(answer) == {}
    assert coverage.score(answer) is None


def test_an_unknown_rubric_is_an_error() -> None:
    """It is not passed over in silence."""
    with pytest.raises(PlanError, match="idro"):
        coverage.measure(Answer(plain("Well."), kind=Kind.TECHNICAL, rubrics=("idro",)))


def test_a_missing_must_is_a_fix_with_an_example() -> None:
    """The candidate is told what, and shown how."""
    finding = found("We accept PNG only.", "file-upload")["file-upload.magic-bytes"]
    assert finding.verdict is Verdict.FIX
    assert "first few bytes" in finding.advice
    assert finding.gain > 0


def test_weights_decide_the_verdict() -> None:
    """A core is asked about, a nice one only noted."""
    findings = found("We accept PNG only.", "file-upload")
    assert findings["file-upload.rename"].verdict is Verdict.ASK
    assert findings["file-upload.encryption"].verdict is Verdict.NOTE


def test_a_wrong_claim_is_a_fix_with_its_reason() -> None:
    """Quoted, and why it is wrong."""
    finding = found("Switch to UUIDs and it is fixed.", "idor")["idor.wrong.uuid-fixes"]
    assert finding.verdict is Verdict.FIX
    assert "UUIDs" in finding.message
    assert "nobody checks" in finding.message


def points(rubric: str, covered: Iterable[str], wrong: int = 0) -> float:
    """A rubric's score when the question calls for all of it."""
    return coverage.points(rubric, rubrics.get(rubric).concepts, covered, wrong)


@pytest.mark.parametrize("rubric", sorted(rubrics.load()))
def test_a_wrong_claim_outweighs_any_gap(rubric: str) -> None:
    """What is wrong is shown before what is missing."""
    best = max(points(rubric, {key}) for key in rubrics.get(rubric).concepts) - points(rubric, ())
    assert best < coverage.claim_cost(rubric) or not rubrics.get(rubric).wrong


def test_an_unranked_threat_model_never_passes_sixty() -> None:
    """A list is not an assessment."""
    concepts = set(rubrics.get("threat-model").concepts)
    assert points("threat-model", concepts) == 100.0
    assert points("threat-model", concepts - {"prioritise"}) == 60.0


def test_wrong_claims_cost() -> None:
    """And never take a score below zero."""
    concepts = list(rubrics.get("idor").concepts)
    assert points("idor", concepts, 1) == 88.0
    assert points("idor", [], 4) == 0.0


def test_what_a_question_does_not_invite_is_neither_missed_nor_scored() -> None:
    """A live incident is not the moment for service levels."""
    text = "We accept PNG only."
    question = Question("q", Kind.TECHNICAL, "", not_invited=("file-upload.magic-bytes",))
    asked = Answer(plain(text), question, Kind.TECHNICAL, ("file-upload",))
    assert "magic-bytes" not in coverage.measure(asked)["file-upload"].missing
    whole = coverage.score(Answer(plain(text), None, Kind.TECHNICAL, ("file-upload",)))
    part = coverage.score(asked)
    assert whole is not None
    assert part is not None
    assert part > whole


def test_a_gap_close_to_being_covered_is_told_with_doubt() -> None:
    """Far from it, the coach is sure."""
    sure = coverage.measure(Answer(plain("Well."), kind=Kind.TECHNICAL, rubrics=("idor",)))[
        "idor"
    ].sure
    assert all(value > coverage.DOUBTED for value in sure.values())
    findings = found("Well.", "idor")
    assert findings["idor.example"].message.startswith("I did not hear this")
    assert findings["idor.example"].sure == sure["example"]


@pytest.mark.parametrize(
    "text",
    [
        "I would not bother with any of these: magic bytes, size limit, malware scan, rename.",
        "Magic bytes, size limits, malware scans, encryption, logging.",
        "magic bytes size limit malware scan encryption logging",
        "Magic bytes, size limits, a rename, all of that is overkill.",
    ],
)
def test_a_list_of_names_covers_nothing(text: str) -> None:
    """Recited or refused, with or without commas."""
    assert judged(text, "file-upload").covered == ()


def test_coverage_over_time_is_told_minute_by_minute() -> None:
    """What was reached by minute two, five, and so on, until the end."""
    text = "We accept PNG only. [200] The first few bytes tell what it is. [200] We log who uploaded it."
    answer = Answer(paced(text), kind=Kind.TECHNICAL, rubrics=("file-upload",))
    reached = coverage.measure(answer)["file-upload"].reached
    assert [mark.minute for mark in reached] == [2, 5, 10]
    shares = [mark.share for mark in reached]
    assert shares == sorted(shares)
    assert shares[0] < shares[-1]


def test_text_without_times_has_no_clock() -> None:
    """Nothing is invented."""
    assert judged("We accept PNG only.", "file-upload").reached == ()


@pytest.mark.parametrize(
    "text",
    [
        "I need two hundred thousand and your yes today: the tills have to be replaced before Christmas.",
        "Replace the payroll server this month, that's my advice. It can be emptied with one stolen password.",
    ],
)
def test_an_early_request_or_advice_is_the_conclusion(text: str) -> None:
    """Whoever opens with what he wants has said the one thing to take along."""
    assert "bottom-line-first" in judged(text, "executive-briefing").covered


def test_a_late_request_is_no_opening() -> None:
    """It counts in the first half minute only."""
    story = "We looked at each of the tills and wrote down what we saw. " * 9
    assert (
        "bottom-line-first"
        not in judged(f"{story} I need your approval for two people.", "executive-briefing").covered
    )


def answers() -> Iterator[Any]:
    """The labelled answers, one parameter each."""
    for rubric in rubrics.load():
        file = DATA / f"{rubric}.yaml"
        for row in yaml.safe_load(file.read_text("utf-8")) if file.exists() else ():
            yield pytest.param(rubric, row, id=row["id"])


@pytest.mark.parametrize(("rubric", "row"), list(answers()))
def test_labelled_answers_are_read_as_labelled(rubric: str, row: dict[str, Any]) -> None:
    """At least half of the concepts, at most two imagined, every wrong claim, no denial blamed."""
    part = judged(row["text"], rubric)
    assert len(set(row["covers"]) - set(part.covered)) * 2 <= len(row["covers"])
    assert len(set(part.covered) - set(row["covers"])) <= 2
    assert set(row.get("wrong", ())) <= set(part.wrong)
    assert not set(row.get("denied", ())) & set(part.wrong)


@given(
    st.lists(st.sampled_from("we scan the file for malware but not bytes? id uuid.".split())),
    st.sampled_from(sorted(rubrics.load())),
)
def test_covered_and_missing_are_the_whole_rubric(words: list[str], rubric: str) -> None:
    """Whatever is said, each concept is one or the other, and each piece of evidence was said."""
    text = " ".join(words)
    part = judged(text, rubric)
    assert set(part.covered).isdisjoint(part.missing)
    assert {*part.covered, *part.missing} == set(rubrics.get(rubric).concepts)
    assert set(part.evidence) == {*part.covered, *part.wrong}
    assert all(quote in text for quote in part.evidence.values())


def asked(question: str, text: str) -> Answer:
    """An answer to a question of the shipped pack."""
    found = catalogue.load().questions[question]
    return Answer(plain(text), found, found.kind, found.rubrics)


def gaps(question: str) -> set[str]:
    """Rules of what an empty answer to a question misses."""
    return {finding.rule for finding in coverage.run(asked(question, "Well, let me think."))}


@pytest.mark.parametrize(
    ("question", "rubric", "uninvited"),
    [
        (
            "vulnerability-live-incident",
            "vulnerability-remediation",
            "severity-not-risk sla exceptions",
        ),
        ("vulnerability-idor-explain", "idor", "logging blast-radius customer-impact"),
        (
            "vulnerability-prioritise-findings",
            "vulnerability-remediation",
            "root-cause verify contain",
        ),
        ("automation-secret-scanner", "security-automation", "outcome dependencies cloud-findings"),
        ("executive-worried-customer", "executive-briefing", "ask options recommendation"),
        ("review-python-statements", "code-review", "fix impact severity"),
    ],
)
def test_questions_do_not_ask_for_what_does_not_fit_them(
    question: str, rubric: str, uninvited: str
) -> None:
    """A live incident is no moment for severity scores, and clean code needs no fix."""
    missed = gaps(question)
    assert missed
    assert missed.isdisjoint(f"{rubric}.{key}" for key in uninvited.split())


@pytest.mark.slow
@pytest.mark.parametrize("question", sorted(catalogue.load().questions))
def test_no_follow_up_waits_for_a_gap_that_is_never_found(question: str) -> None:
    """What a question does not invite may be asked about after any answer, and not as a gap."""
    asks = catalogue.load().questions[question]
    assert not {probe.gap for probe in asks.follow_ups} & set(asks.not_invited)


def test_examples_are_of_the_code_under_review() -> None:
    """No prepared statement for a command."""
    findings = {
        finding.rule: finding
        for finding in coverage.run(asked("review-python-thumbnails", "Well, let me think."))
    }
    assert "list of arguments" in findings["code-review.fix"].advice
    assert "shell command" in findings["code-review.source-to-sink"].advice
    assert not any("SQL" in each.advice or "statement" in each.advice for each in findings.values())


def test_any_fix_of_a_planted_flaw_is_a_fix() -> None:
    """Named, and closed in a way that the pack did not foresee."""
    said = asked(
        "review-python-coupons",
        "There is a race condition at the redeeming. The database should decide with a constraint.",
    )
    assert "fix" in coverage.measure(said)["code-review"].covered


def test_what_was_touched_is_not_called_unheard() -> None:
    """Somebody else's words are no answer, and yet nobody is told that he never spoke of it."""
    text = "A consultant said: check the owner on the server for every request."
    part = judged(text, "idor")
    assert part.sure["server-side-check"] == coverage.TOUCHED
    assert "server-side-check" in part.missing
    assert "idor.server-side-check" not in found(text, "idor")


def test_what_may_well_have_been_said_is_no_remark() -> None:
    """Only gaps that are likely enough are told, and what is least certain with doubt."""
    gaps = found("I change the number in the address and see a stranger's bill.", "idor")
    part = judged("I change the number in the address and see a stranger's bill.", "idor")
    for key, sure in part.sure.items():
        assert (f"idor.{key}" in gaps) is (sure >= coverage.UNTOLD)


def test_a_quotation_is_a_whole_clause_of_one_sentence() -> None:
    """Nothing of the sentence is cut off, and nothing of the next is put to it."""
    part = judged(
        "Well, I change the number to 1001 and get my neighbour's invoice, just like that. It was a Monday.",
        "idor",
    )
    assert part.evidence["example"] == "I change the number to 1001 and get my neighbour's invoice"


def test_gaps_weigh_beside_wrong_claims_what_they_weigh_alone() -> None:
    """A score of zero hides no gap."""
    alone = found("Well.", "idor")["idor.server-side-check"]
    beside = found("You switch to UUIDs and it's fixed. That's all you need.", "idor")
    assert beside["idor.wrong.uuid-fixes"]
    assert beside["idor.server-side-check"].gain == alone.gain > 0


def test_a_gap_beside_a_concept_that_tells_half_of_it_is_doubted() -> None:
    """Who makes names up need not be told for certain that names could climb out of a folder."""
    alone = judged("We accept PNG only.", "file-upload").sure["path-traversal"]
    beside = judged("We store it under a random name.", "file-upload").sure["path-traversal"]
    assert beside < coverage.DOUBTED < alone


@pytest.mark.parametrize("rubric", sorted(rubrics.load()))
def test_concepts_stand_near_known_ones(rubric: str) -> None:
    """And a concept is not near itself."""
    concepts = rubrics.get(rubric).concepts
    for key, concept in concepts.items():
        assert set(concept.near) <= concepts.keys() - {key}


def test_praise_counts_what_the_list_beside_it_counts() -> None:
    """Also what the question did not invite, where it was said."""
    said = asked("vulnerability-idor-explain", example_text("coverage.broad"))
    (broad,) = (each for each in coverage.run(said) if each.rule == "coverage.broad")
    part = coverage.measure(said)["idor"]
    assert (
        f"covered {len(part.covered)} of {len(part.covered) + len(part.missing)}" in broad.message
    )
