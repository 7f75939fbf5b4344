"""A posting and a CV -> what to rehearse: questions of a pack, and some that name the posting's own terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from interviewer.model import Kind, Question
from interviewer.packs import speakable
from interviewer.packs.authoring import checked_name, write_new
from interviewer.packs.cv_claims import CvClaim, cv_claims
from interviewer.packs.posting import PostingMatch, competency_of
from interviewer.packs.posting_terms import named_terms
from interviewer.settings import paths

FIRST = 6
"""Competencies that are rehearsed."""
BESIDE = 4
"""Most questions of other competencies that the posting names."""
TERMS = 6
CLAIMS = 5
"""Most questions about terms of the posting, and about claims of the CV."""

_FIELDS = frozenset(paths.data("packs/text_patterns.toml")["fields"].split())
"""Last words of fields of work, in which one works, as against what one uses or does."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a posting and a CV give to rehearse."""

    match: PostingMatch
    questions: tuple[Question, ...]
    """Of the pack, for the competencies that are asked for."""
    own: tuple[Question, ...]
    """Made from the posting's terms and from the CV."""
    terms: tuple[str, ...]
    """Everything that the posting names."""
    claims: tuple[CvClaim, ...]

    @property
    def besides(self) -> tuple[str, ...]:
        """What the posting names and no question is about."""
        asked = " ".join(question.text for question in self.own)
        code = {_language(question) for question in self.questions}
        return tuple(
            term for term in self.terms if f" {term}." not in asked and term.lower() not in code
        )


def rehearsal(name: str, match: PostingMatch, posting: str, cv: str = "") -> Rehearsal:
    """Two questions for each of the first competencies, one for each term and each claim; code is reviewed instead."""
    terms, claims = posting_terms(posting), cv_claims(cv)
    topics = [asked.name for asked in match.asked[:FIRST]]
    chosen = tuple(_chosen(match, topics, posting, terms))
    reviewed = {_language(question) for question in chosen}
    about = [term for term in terms if term.lower() not in reviewed]

    def competency(text: str) -> str:
        return competency_of(text, match.pack) or topics[0]

    own = [
        Question(f"{name}-term-{number}", Kind.BEHAVIORAL, _about(term), competency(term))
        for number, term in enumerate(about[:TERMS], 1)
    ]
    own += [
        Question(f"{name}-cv-{number}", Kind.BEHAVIORAL, claim.question, competency(claim.line))
        for number, claim in enumerate(claims[:CLAIMS], 1)
    ]
    return Rehearsal(match, chosen, tuple(own), terms, claims)


def _chosen(
    match: PostingMatch, topics: Sequence[str], posting: str, terms: Iterable[str]
) -> Iterator[Question]:
    """Two questions for each topic: code in the languages that the posting names, what else it names, different kinds.

    Then those of other topics that it names.
    """
    words = re.findall(r"[a-z+#]+", posting.lower())
    questions = match.pack.questions.values()
    named = [q for q in questions if _is_named(q, words, terms)]
    for topic in topics:
        fitting = [q for q in questions if q.competency == topic]
        spoken = sorted({_language(q) for q in fitting} & set(words), key=words.index)
        in_them = [next(q for q in fitting if _language(q) == language) for language in spoken]
        kinds = dict.fromkeys(question.kind for question in fitting)
        firsts = [next(q for q in fitting if q.kind is kind) for kind in kinds]
        of_topic = [q for q in named if q.competency == topic]
        yield from list({q.id: q for q in (*in_them, *of_topic, *firsts, *fitting)}.values())[:2]
    beside = {q.competency: q for q in reversed(named) if q.competency not in topics}
    yield from list(reversed(beside.values()))[:BESIDE]


def _is_named(question: Question, words: Sequence[str], terms: Iterable[str]) -> bool:
    """Whether a posting names what a question is about, by its id: a term of its own, or two words in a row ("on call")."""
    parts = question.id.split("-")
    topic = question.competency.split("-")
    pairs = [pair for pair in pairwise(parts) if not set(pair) & set(topic)]
    single = {term.lower() for term in terms} & set(parts)
    return bool(single) or any(
        all(word.startswith(part) for word, part in zip(said, pair, strict=True))
        for said in pairwise(words)
        for pair in pairs
    )


def _language(question: Question) -> str:
    """The language of the code that belongs to a question; empty where there is none."""
    material = question.material
    return material.language if material and material.language != "text" else ""


def _about(term: str) -> str:
    """A question that fits a field of work (application security) or anything else (Kubernetes, stakeholder management)."""
    field = term.rsplit(maxsplit=1)[-1].lower() in _FIELDS
    work = "that you did in that field" if field else "in which it played a part"
    return (
        f"The posting asks for {term}. Tell me about a piece of work {work}. "
        "What did you do yourself, and what came of it?"
    )


def posting_terms(text: str) -> tuple[str, ...]:
    """What the posting names, and a question can say aloud."""
    return tuple(term for term in named_terms(text) if not list(speakable.problems(_about(term))))


def write_pack(name: str, planned: Rehearsal) -> Path:
    """Keep the questions made from posting and CV as a pack that extends the chosen one.

    Raises:
        PackError: the name cannot be used, or the pack exists already.
    """
    import yaml

    document = {
        "pack": checked_name(name),
        "title": f"{planned.match.pack.title}, for one posting",
        "extends": planned.match.pack.name,
        "source": "A posting and a CV, by `interviewer plan`",
        "questions": [
            {"id": q.id, "kind": str(q.kind), "competency": q.competency, "text": q.text}
            for q in planned.own
        ],
    }
    path = paths.user_prompts() / f"{name}.yaml"
    write_new(path, yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=96))
    return path
