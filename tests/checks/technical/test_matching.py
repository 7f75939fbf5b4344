"""Where concepts are told and wrong claims are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.answer import Answer, plain
from interviewer.answer.stems import Match
from interviewer.checks.technical import coverage
from interviewer.checks.technical.matching import Window, apart, matches, windows
from interviewer.checks.technical.stance import stance_of
from interviewer.model import Kind
from interviewer.packs import rubrics


def answer(text: str) -> Answer:
    """A technical answer."""
    return Answer(plain(text), kind=Kind.TECHNICAL)


def concepts(text: str, rubric: str) -> set[str]:
    """What a text tells."""
    return {key for key, places in matches(rubric, answer(text)).concepts.items() if places}


def claims(text: str, rubric: str) -> set[str]:
    """The wrong claims it makes."""
    return {key for key, places in matches(rubric, answer(text)).wrong.items() if places}


@pytest.mark.parametrize(
    ("text", "rubric", "concept"),
    [
        ("You get a numbered ticket that we made up ourselves.", "file-upload", "rename"),
        ("Half a dozen kinds, by name, and you'd have to argue for more.", "file-upload", "allow-list"),
        ("The bouncer saw my card, he didn't ask which table is mine.", "idor", "authn-vs-authz"),
        ("Nothing keeps a visitor from sitting down at the admin's desk.", "threat-model", "elevation-of-privilege"),
        ("Somebody who never saw our network made that number up.", "vulnerability-remediation", "severity-not-risk"),
    ],
)  # fmt: skip
def test_concepts_are_told_in_pictures(text: str, rubric: str, concept: str) -> None:
    """Nobody foresaw these sentences; their words are enough."""
    assert concept in concepts(text, rubric)


MISSING_CHECK = "The check on the server is missing, so anyone who is signed in can read any order by counting up the id."


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("I would fix it by adding the owner to the WHERE clause of each query.", "server-side-check"),
        ("I would fix it by adding the owner to the WHERE clause of each query.", "query-scoping"),
        ("Make every lookup include the owner.", "server-side-check"),
        ("Add a check that the invoice belongs to the person who is logged in.", "server-side-check"),
        ("The fix is to compare the owner of the invoice with the user in the session.", "server-side-check"),
        ("If the invoice isn't his, return a four oh four.", "server-side-check"),
        (MISSING_CHECK, "authn-vs-authz"),
        (MISSING_CHECK, "object-reference"),
        (MISSING_CHECK, "example"),
        ("It is a failure of authorization, not of authentication: the attacker is logged in properly.", "authn-vs-authz"),
        ("It's an authorization problem, not an authentication problem.", "authn-vs-authz"),
        ("Any logged in user can open anybody's invoice.", "authn-vs-authz"),
        ("The problem is authorization rather than authentication.", "authn-vs-authz"),
        ("The only check is that you are logged in.", "authn-vs-authz"),
    ],
)  # fmt: skip
def test_plain_ways_to_tell_broken_authorization_are_enough(text: str, concept: str) -> None:
    """Nobody has to use the words of the rubric."""
    assert concept in concepts(text, "idor")


@pytest.mark.parametrize(
    "text",
    [
        "Add an index on the owner column for each query.",
        "The server checks the format of the id.",
        "Nobody asks whether this invoice is his.",
        "Put the owner into the query string.",
        "The page checks in the browser that the invoice belongs to the user.",
        "Anyone who is signed in can upload a file.",
        "Any logged in user can reset her password.",
        "The attacker is logged in properly, since we have MFA.",
        "Authentication and authorization are both handled by the gateway.",
        "I add the owner of the service to every ticket.",
    ],
)
def test_near_misses_tell_neither_the_check_nor_the_permission(text: str) -> None:
    """They share the words and say something else."""
    assert not concepts(text, "idor") & {"server-side-check", "query-scoping", "authn-vs-authz"}


@pytest.mark.parametrize(
    "text",
    [
        "We encrypt the invoice number, so it can't be manipulated any more.",
        "The endpoint needs a JWT and we use HTTPS, so it's safe.",
    ],
)
def test_the_reason_fits_an_encrypted_id_and_a_login(text: str) -> None:
    """One claim, two ways to make it."""
    (claim,) = claims(text, "idor")
    why = rubrics.get("idor").wrong[claim].why
    assert "the id included" in why
    assert "A login or a token says who is asking" in why


@pytest.mark.parametrize("rubric", sorted(rubrics.load()))
def test_a_reason_stands_on_its_own(rubric: str) -> None:
    """It follows a quote of the candidate, so it must not start with people or things that nobody named."""
    for claim in rubrics.get(rubric).wrong.values():
        assert claim.why.split()[0] not in {"They", "These", "Those", "He", "She"}


ANSWERS = Path(__file__).parents[2] / "data" / "technical"


LINES_ONLY = "ab"
"""A hand of the exam that wrote lines on claims and no answers."""


def data(name: str) -> Any:
    """One of the labelled files."""
    return yaml.safe_load((ANSWERS / f"{name}.yaml").read_text("utf-8"))


PLAIN = data("plain")


@pytest.mark.parametrize("rubric", sorted(rubrics.load()))
def test_textbook_sentences_are_told(rubric: str) -> None:
    """Every concept in plain words, and little else by mistake."""
    stance = {key: concepts(text, rubric) for key, text in PLAIN[rubric].items()}
    assert set(stance) == set(rubrics.get(rubric).concepts)
    assert [key for key, found in stance.items() if key not in found] == []
    assert sum(len(found) - 1 for found in stance.values()) <= 3


def by_rubric(row: Mapping[str, Any]) -> Iterator[tuple[str, set[str], set[str]]]:
    """Each rubric of a labelled answer, with the concepts and wrong claims its author put in."""
    names = row["rubric"].split()
    for rubric in names:
        covers, wrong = (
            {
                key.removeprefix(f"{rubric}.")
                for key in row.get(part) or ()
                if len(names) == 1 or key.startswith(f"{rubric}.")
            }
            for part in ("covers", "wrong")
        )
        yield rubric, covers, wrong


def test_answers_by_another_hand_are_read_as_their_author_meant_them() -> None:
    """The exam: its text shaped no pattern and no weight, and it is full of near misses."""
    hits = reported = covered = claimed = claims_found = 0
    answered = (name for name in data("hands")["exam"] if name != LINES_ONLY)
    for row in (row for name in answered for row in data(f"hands/{name}")):
        for rubric, covers, wrong in by_rubric(row):
            found = coverage.measure(
                Answer(plain(row["text"]), kind=Kind.TECHNICAL, rubrics=(rubric,))
            )[rubric]
            hits += len(covers & set(found.covered))
            reported += len(found.covered)
            covered += len(covers)
            claimed += len(wrong)
            claims_found += len(wrong & set(found.wrong))
    assert hits / reported >= 0.80
    assert 2 * hits / (reported + covered) >= 0.80
    assert claims_found >= 0.75 * claimed


@pytest.mark.parametrize(
    "text",
    [
        "Malware scanning I'd leave to the platform team.",
        "Some people scan for malware, I've no opinion on that.",
        "Scanning for malware, that's not part of my answer.",
        "Should we scan for malware? You tell me.",
        "We don't need to scan for malware.",
    ],
)
def test_an_aside_tells_nothing(text: str) -> None:
    """What is only touched, asked or waved away is not covered."""
    assert concepts(text, "file-upload") == set()


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Swap the counter for random strings and the hole is closed for good.", "uuid-fixes"),
        ("We take the menu entry away for guests, so they can't get there any more.", "hide-the-button"),
        ("It's all behind a login and TLS, so nobody else gets in.", "https-or-jwt"),
        ("We validate that the number has the right format, so that is solved.", "input-validation"),
    ],
)  # fmt: skip
def test_wrong_claims_are_heard(text: str, claim: str) -> None:
    """In whatever words."""
    assert claims(text, "idor") == {claim}


@pytest.mark.parametrize(
    "text",
    [
        "Random strings leak like any other, so they're no cure.",
        "Taking the menu entry away does nothing, I call the API from my shell.",
        "A login and TLS don't help, the thief has a login too.",
        "Digits or not, it's still somebody else's order.",
        "Some say: use random strings. I wouldn't rely on it.",
    ],
)
def test_denials_are_no_claims(text: str) -> None:
    """They say that it does not work."""
    assert claims(text, "idor") == set()


def test_the_next_sentence_can_take_a_claim_back() -> None:
    """Put up to be knocked down."""
    claim = "Use long random ids and the hole is closed."
    assert claims(claim, "idor") == {"uuid-fixes"}
    assert (
        claims(f"{claim} No, no, they leak in every link, so that doesn't help.", "idor") == set()
    )


def test_a_neutral_mention_is_no_claim() -> None:
    """Good answers scan, log in and encrypt too."""
    assert (
        claims("Until the virus scanner has had its look, nobody can open it.", "file-upload")
        == set()
    )
    assert claims("The user logs in over HTTPS and asks for an invoice.", "idor") == set()


def test_an_idea_may_take_two_sentences() -> None:
    """Neither of which says it alone."""
    stance = answer("I add one to the number. Up comes a stranger's invoice.").once(stance_of)
    assert [(each.first, each.last) for each in windows(stance)] == [(0, 5), (5, 9), (0, 9)]


def test_places_are_quoted_shortly() -> None:
    """The words that carry the points, and not the whole ramble around them."""
    text = (
        "So at my last company, and that was a fairly large one with offices everywhere, what they "
        "called the thing we forgot on the spot and gave it a random name of our own."
    )
    stance = answer(text)
    place = matches("file-upload", stance).concepts["rename"][0]
    assert place.last - place.first < 16


@pytest.fixture
def coffee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A rubric of the user's own."""
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "coffee.yaml").write_text(
        "title: Coffee\nsource: us\nconcepts:\n  beans:\n    weight: must\n    says: Which beans\n"
        "    heard: |\n      (dark|light) roast\nwrong:\n  instant:\n    says: Instant is coffee\n"
        "    why: It is not\n    heard: |\n      instant .. (good|fine)\n",
        "utf-8",
    )
    monkeypatch.setenv("INTERVIEWER_PROMPTS", str(tmp_path))
    for cached in (rubrics.load, rubrics.ideas):
        cached.cache_clear()
    yield
    for cached in (rubrics.load, rubrics.ideas):
        cached.cache_clear()


@pytest.mark.usefixtures("coffee")
def test_a_rubric_of_ones_own_goes_by_its_patterns() -> None:
    """Said counts; asked, waved away or denied does not."""
    assert concepts("I take a dark roast.", "coffee") == {"beans"}
    assert concepts("Should I take a dark roast?", "coffee") == set()
    assert claims("Instant is fine.", "coffee") == {"instant"}
    assert claims("Instant is not good.", "coffee") == set()


def test_overlapping_places_are_counted_once() -> None:
    """The first of them stays."""
    assert apart([Match(0, 4), Match(2, 6), Match(6, 8)]) == [Match(0, 4), Match(6, 8)]


def test_a_stretch_holds_what_lies_half_within() -> None:
    """A pattern that reaches over its edge is still its own."""
    window = Window(4, 10, frozenset())
    assert window.holds(Match(2, 6))
    assert not window.holds(Match(0, 6))


TERSE_CASE = "The app only asks who you are. It never asked whether the bill is yours."
OTHERS = (
    "I take the number from the address and put in the next one. Somebody's name and street came back. "
    "Each query carries the customer of the session. Whoever has no rule gets refused. Long random ids leak by links. "
    "In the build two users try each other's bills, and it goes red. We count who walks through numbers."
)


def test_who_tells_the_rest_is_heard_more_readily() -> None:
    """The same words need fewer points beside many other concepts than beside none."""
    alone = matches("idor", answer(f"{'The weather was fine that day. ' * 7}{TERSE_CASE}")).points
    beside = matches("idor", answer(f"{OTHERS} {TERSE_CASE}")).points
    assert beside["authn-vs-authz"] > alone["authn-vs-authz"]


@pytest.mark.parametrize(
    "text",
    [
        "We hash the IDs with SHA-256 so they can't be changed. "
        "And rate limiting stops anyone from trying numbers, so that solves the problem.",
        "Everyone gets a long random id, so the ticket is closed.",
    ],
)
def test_the_same_words_make_one_claim(text: str) -> None:
    """What is said once is answered once."""
    assert claims(text, "idor") == {"uuid-fixes"}


SENTENCES = (
    "I'd open the first few bytes.", "Ten megs each, and no more.", "Should we scan it?",
    "Then we went for lunch.", "um", "The extension is enough.", "Logging I leave to them.",
    "It lands in a bucket of its own.", "Why?", "We keep who sent it, and a bell rings.",
)  # fmt: skip


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.sampled_from(sorted(rubrics.load())))
@settings(max_examples=60)
def test_places_are_in_order_and_within_the_answer(parts: list[str], rubric: str) -> None:
    """Whatever is said, in whatever order; and every concept and claim has its entry."""
    stance = answer(" ".join(parts))
    found = matches(rubric, stance)
    size = len(stance.once(stance_of).text)
    assert tuple(found.concepts) == tuple(rubrics.get(rubric).concepts)
    assert tuple(found.wrong) == tuple(rubrics.get(rubric).wrong)
    for places in (*found.concepts.values(), *found.wrong.values()):
        assert all(0 <= place.first < place.last <= size for place in places)
        assert all(one <= other for one, other in pairwise(places))


EXAMPLES = [
    each.example for each in rubrics.get("file-upload").concepts.values() if not each.questions
]


@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=6))
@settings(max_examples=40)
def test_going_on_never_takes_a_concept_away(parts: list[str]) -> None:
    """What was told plainly stays told when a story follows."""
    first = " ".join(parts)
    later = f"{first} After that my manager thanked the whole team in the canteen."
    assert concepts(first, "file-upload") <= concepts(later, "file-upload")


@pytest.mark.parametrize(
    ("text", "rubric"),
    [
        ("Random ids fix nothing.", "idor"),
        ("Hiding the button protects nobody.", "idor"),
        ("A token proves nothing about whose record it is.", "idor"),
        ("Antivirus solves nothing by itself.", "file-upload"),
    ],
)
def test_what_fixes_nothing_is_no_wrong_claim(text: str, rubric: str) -> None:
    """Also where nothing else is said behind it."""
    assert not claims(text, rubric)


@pytest.mark.parametrize(
    ("text", "rubric", "concept"),
    [
        ("Every lookup takes the user from the session and puts it into the where.", "idor", "server-side-check"),
        ("I'd look it up where id and tenant equal the ones in the session.", "idor", "query-scoping"),
        ("I don't order them by the score of the scanner.", "vulnerability-remediation", "severity-not-risk"),
        ("Which of the two do you want?", "executive-briefing", "ask"),
        ("Either we wait until Friday or we switch the export off.", "executive-briefing", "options"),
        ("I limit the size to 20 megabytes.", "file-upload", "size-limit"),
        ("The name is never used as a path.", "file-upload", "path-traversal"),
        ("Each download is written to the audit log.", "file-upload", "logging"),
        ("Trust ends at the gateway.", "threat-model", "trust-boundaries"),
    ],
)  # fmt: skip
def test_few_words_are_enough_where_they_say_it(text: str, rubric: str, concept: str) -> None:
    """As terse people talk."""
    assert concept in concepts(text, rubric)
