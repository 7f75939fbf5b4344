"""How well concepts, wrong claims and flaws are heard in spoken technical answers.

Run alone: `python -m scripts.evaluation.technical` prints the table, with `--errors` also what was missed or
imagined, with `--folds` also each development hand by weights learned from the others (a minute or more each;
`--folds l n o` those three). The answers are the project's own (`tests/data/technical`), labelled by their authors,
who had not seen the patterns. The exam hands are left out of learning (`scripts/training/wording.py`). "As heard" is
the same text in lower case without punctuation, the way recognisers often write.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from interviewer.answer import Answer, plain
from interviewer.answer.word_weights import learned_from
from interviewer.checks import advice
from interviewer.checks.follow_up import follow_up
from interviewer.checks.technical import coverage
from interviewer.checks.technical.coverage import Coverage
from interviewer.model import Kind
from interviewer.packs import rubrics
from scripts.training import wording

ANSWERS = Path(__file__).parents[2] / "tests" / "data" / "technical"
PASSAGES = Path(__file__).parents[3] / "shared" / "data" / "technical_dev.jsonl"
PARAPHRASES = ("paraphrases", "more-paraphrases")

PASSAGE_CONCEPTS: Mapping[str, tuple[str, str]] = {
    "extension_allowlist": ("file-upload", "allow-list"),
    "content_type_untrusted": ("file-upload", "content-type"),
    "magic_bytes": ("file-upload", "magic-bytes"),
    "filename_randomise": ("file-upload", "rename"),
    "path_traversal_overwrite": ("file-upload", "path-traversal"),
    "content_scan": ("file-upload", "malware-scan"),
    "storage_isolation": ("file-upload", "storage-isolation"),
    "size_limit_dos": ("file-upload", "size-limit"),
    "zip_bomb": ("file-upload", "decompression-bomb"),
    "xss_active_content": ("file-upload", "active-content"),
    "authn_authz": ("file-upload", "authorization"),
    "parser_exploit": ("file-upload", "parser-sandbox"),
    "definition_manipulate_reference": ("idor", "object-reference"),
    "url_id_example": ("idor", "example"),
    "missing_object_level_authz": ("idor", "server-side-check"),
    "horizontal_vertical": ("idor", "horizontal-vertical"),
    "unguessable_not_sufficient": ("idor", "uuid-not-a-fix"),
    "session_derived_identity": ("idor", "query-scoping"),
    "scoped_query": ("idor", "query-scoping"),
    "two_account_testing": ("idor", "two-user-tests"),
}
"""What the measuring data calls a concept -> rubric and concept; others have no counterpart."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer and what its author says it covers."""

    name: str
    rubric: str
    text: str
    covers: frozenset[str]
    wrong: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    traps: frozenset[str] = frozenset()
    """Concepts that are touched in a way that covers nothing."""
    judged: frozenset[str] | None = None
    """Concepts the author decided on; None for all of the rubric's."""


@dataclass
class Count:
    """Hits and errors so far."""

    hits: int = 0
    imagined: int = 0
    missed: int = 0
    claims: int = 0
    claims_found: int = 0
    claims_imagined: int = 0
    denials: int = 0
    denials_called_wrong: int = 0
    traps: int = 0
    trapped: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the concepts heard that were said."""
        return self.hits / max(1, self.hits + self.imagined)

    @property
    def recall(self) -> float:
        """Share of the concepts said that were heard."""
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of both, over all concepts together."""
        return 2 * self.hits / max(1, 2 * self.hits + self.imagined + self.missed)

    def add(self, answer: Labelled, found: Coverage) -> None:
        """Count one answer."""
        judged = answer.judged or frozenset(rubrics.get(answer.rubric).concepts)
        covered = frozenset(found.covered) & judged
        self.hits += len(covered & answer.covers)
        self.imagined += len(covered - answer.covers)
        self.missed += len(answer.covers - covered)
        wrong = frozenset(found.wrong)
        self.claims += len(answer.wrong)
        self.claims_found += len(wrong & answer.wrong)
        self.claims_imagined += len(wrong - answer.wrong)
        self.denials += len(answer.denied)
        self.denials_called_wrong += len(wrong & answer.denied)
        self.traps += len(answer.traps)
        self.trapped += len(covered & answer.traps)
        for key in sorted(answer.covers - covered):
            self.errors.append(f"{answer.name}: missed {key}")
        for key in sorted((covered - answer.covers) | (wrong - answer.wrong)):
            self.errors.append(f"{answer.name}: imagined {key}: {found.evidence[key]!r}")
        for key in sorted(answer.wrong - wrong):
            self.errors.append(f"{answer.name}: missed the claim {key}")


def answers() -> Iterator[Labelled]:
    """The project's own labelled answers."""
    for name in wording.LEARNED:
        for row in wording.own_answers(name):
            yield _labelled(name, row)


def second_author(which: str) -> list[Labelled]:
    """Answers on four crafts by an author who wrote nothing that is learned from."""
    found = yaml.safe_load((ANSWERS / f"{which}.yaml").read_text("utf-8"))
    return [_labelled(name, row) for name, some in found.items() for row in some]


def _labelled(rubric: str, row: Mapping[str, Any]) -> Labelled:
    covers, wrong, denied = (frozenset(row.get(key, ())) for key in ("covers", "wrong", "denied"))
    return Labelled(row["id"], rubric, row["text"], covers, wrong, denied)


def paraphrases(which: str) -> Iterator[Labelled]:
    """One concept a line, said without its own words; only that concept is judged."""
    file = ANSWERS / f"{which}.yaml"
    for rubric, concepts in yaml.safe_load(file.read_text("utf-8")).items():
        for concept, lines in concepts.items():
            key = frozenset({concept})
            for number, line in enumerate(lines):
                yield Labelled(f"{rubric}.{concept} {number}", rubric, line, key, judged=key)


def passages() -> Iterator[Labelled]:
    """Passages of the measuring data whose concepts a person set."""
    if not PASSAGES.exists():
        return
    for line in PASSAGES.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("gold_by"):
            yield from _passage(row)


def _passage(row: Mapping[str, Any]) -> Iterator[Labelled]:
    known = {
        key: PASSAGE_CONCEPTS[key]
        for key in (*row["covers_gold"], *row["not_covers_gold"])
        if key in PASSAGE_CONCEPTS
    }
    for rubric in sorted({rubric for rubric, _ in known.values()}):
        covers = {known[key][1] for key in row["covers_gold"] if key in known}
        judged = {concept for owner, concept in known.values() if owner == rubric}
        yield Labelled(
            row["id"], rubric, row["text"], frozenset(covers), judged=frozenset(judged | covers)
        )


def hand(name: str) -> Iterator[Labelled]:
    """The answers of one hand, once for each rubric."""
    for row in wording.hands([name]):
        traps = frozenset(row["traps"]) - frozenset(row["covers"])
        yield replace(_labelled(row["rubric"], row), traps=traps)


def strangers() -> Iterator[Labelled]:
    """Answers of the measuring data, once for each rubric; none where it is not there."""
    for rubric in wording.LEARNED:
        for number, row in enumerate(wording.strangers(rubric, wording.DEVELOPMENT)):
            covers, gaps = frozenset(row["covers"]), frozenset(row["not_covered"])
            yield Labelled(
                f"{rubric} {number}",
                rubric,
                row["text"],
                covers,
                frozenset(row["wrong"]),
                traps=frozenset(row["traps"]) & gaps,
                judged=covers | gaps,
            )


def as_heard(text: str) -> str:
    """Without capitals and punctuation."""
    return re.sub(r"[.,!?;:]", "", text).lower()


def count(
    labelled: Iterable[Labelled], *, heard: bool = False, total: Count | None = None
) -> Count:
    """Judge every answer by its rubric, and add to `total` where there is one."""
    total = total or Count()
    for item in labelled:
        text = as_heard(item.text) if heard else item.text
        answer = Answer(plain(text), kind=Kind.TECHNICAL, rubrics=(item.rubric,))
        total.add(item, coverage.measure(answer)[item.rubric])
    return total


def speed(words: int = 3000) -> float:
    """Seconds of one processor for a twenty-minute answer and two rubrics, once they are compiled."""
    text = " ".join(item.text for item in answers()).split()
    long = " ".join((text * (words // len(text) + 1))[:words])
    best = float("inf")
    for _ in range(5):
        answer = Answer(
            plain(long), kind=Kind.THREAT_MODEL, rubrics=("file-upload", "threat-model")
        )
        started = time.process_time()
        coverage.measure(answer)
        best = min(best, time.process_time() - started)
    return best


def rows() -> Iterator[tuple[str, Count]]:
    """Name and counts of each line of the table."""
    own = list(answers())
    yield f"answers ({len(own)})", count(own)
    yield f"answers, as heard ({len(own)})", count(own, heard=True)
    for which in PARAPHRASES:
        lines = list(paraphrases(which))
        yield f"{which} ({len(lines)} lines)", count(lines)
    learned = [item for name in wording.DEVELOPMENT for item in hand(name)]
    yield f"hands learned from ({len(learned)})", count(learned)
    for name in wording.EXAM:
        exam = list(hand(name))
        yield f"exam hand {name} ({len(exam)})", count(exam)
        yield f"exam hand {name}, as heard ({len(exam)})", count(exam, heard=True)
    yield from by_rubric("crafts (widened patterns)", second_author("crafts"))
    later = second_author("later")
    yield f"exam, later crafts ({len(later)})", count(later)
    yield from by_rubric("exam, later crafts", later)
    yield from independent()
    if found := list(passages()):
        yield f"passages of other authors ({len(found)})", count(found)


def independent() -> Iterator[tuple[str, Count]]:
    """The exam's independent authors together, of security and of other crafts, and by rubric."""
    items = [item for name in wording.INDEPENDENT for item in hand(name)]
    for label, crafts in (("security", False), ("other crafts", True)):
        some = [item for item in items if (item.rubric in wording.CRAFTS) is crafts]
        yield f"independent, {label} ({len(some)})", count(some)
        yield f"independent, {label}, as heard ({len(some)})", count(some, heard=True)
    yield from by_rubric("independent", items)


@dataclass
class Remarks:
    """How many of the gaps that people are told, and asked about, are gaps."""

    answers: int = 0
    told: int = 0
    told_rightly: int = 0
    asked: int = 0
    asked_rightly: int = 0

    def add(self, item: Labelled) -> None:
        """Count what one answer is told: at most three remarks and a follow-up, wrong claims aside."""
        answer = Answer(plain(item.text), kind=Kind.TECHNICAL, rubrics=(item.rubric,))
        findings = list(coverage.run(answer))
        gaps = frozenset(f"{item.rubric}.{key}" for key in rubrics.get(item.rubric).concepts)
        covered = frozenset(f"{item.rubric}.{key}" for key in item.covers)
        told = [finding.rule for finding in advice.fixes(findings) if finding.rule in gaps]
        probe = follow_up(None, answer, findings)
        asked = [probe.gap] if probe and probe.gap in gaps else []
        self.answers += 1
        self.told += len(told)
        self.told_rightly += len(frozenset(told) - covered)
        self.asked += len(asked)
        self.asked_rightly += len(frozenset(asked) - covered)


def remarks() -> Iterator[tuple[str, Remarks]]:
    """What the exam's independent authors are told, on security and on other crafts."""
    items = [item for name in wording.INDEPENDENT for item in hand(name)]
    for label, crafts in (("security", False), ("other crafts", True)):
        found = Remarks()
        for item in items:
            if (item.rubric in wording.CRAFTS) is crafts:
                found.add(item)
        yield label, found


def claim_lines() -> tuple[int, int, int, int]:
    """Lines by the exam's authors: wrong claims found, wrong claims, other lines called wrong, other lines."""
    made = found = others = called = 0
    for rubric in wording.LEARNED:
        for text, key in wording.hand_lines(rubric, wording.EXAM):
            manner, _, claim = key.partition(".")
            answer = Answer(plain(text), kind=Kind.TECHNICAL, rubrics=(rubric,))
            wrong = coverage.measure(answer)[rubric].wrong
            if manner == "wrong":
                made, found = made + 1, found + (claim in wrong)
            else:
                others, called = others + 1, called + bool(wrong)
    return found, made, called, others


def by_rubric(label: str, items: Iterable[Labelled]) -> Iterator[tuple[str, Count]]:
    """Counts of each rubric by itself."""
    counts: dict[str, Count] = {}
    for item in items:
        counts[item.rubric] = count([item], total=counts.get(item.rubric))
    yield from ((f"{label}: {rubric}", each) for rubric, each in sorted(counts.items()))


def folds(names: Iterable[str]) -> Iterator[tuple[str, Count]]:
    """Each hand by weights learned from the others, and the sum of all by rubric."""
    sums: dict[str, Count] = {}
    for name in names:
        others = [other for other in wording.DEVELOPMENT if other != name]
        items = list(strangers() if name == "strangers" else hand(name))
        if not items:
            continue  # a hand of lines only
        asked = sorted({item.rubric for item in items})
        with learned_from(wording.learned(others, asked)):
            yield f"hand {name} by the others ({len(items)})", count(items)
            for item in items:
                sums[item.rubric] = count([item], total=sums.get(item.rubric))
    yield from ((f"hands left out: {rubric}", each) for rubric, each in sorted(sums.items()))


def show(name: str, total: Count) -> None:
    """Print one line of the table."""
    pairs = (
        (total.claims_found, total.claims),
        (total.denials_called_wrong, total.denials),
        (total.trapped, total.traps),
    )
    cells = [f"{some}/{whole}" if whole else "–" for some, whole in pairs]
    scores = f"{total.precision:9.3f} {total.recall:7.3f} {total.f1:6.3f}"
    print(f"{name:44} {scores}" + "".join(f"{cell:>9}" for cell in cells))


def main(arguments: list[str]) -> None:
    """Print the table."""
    named = [name for name in arguments if name in wording.DEVELOPMENT] or wording.DEVELOPMENT
    print(f"{'':44} precision  recall     F1   claims  denials    traps")
    for name, total in (*rows(), *(folds(named) if "--folds" in arguments else ())):
        show(name, total)
        if "--errors" in arguments and not name.startswith(("exam", "independent")):
            print("\n".join(f"    {error}" for error in total.errors))
    print(f"{'goals':44} {'0.850':>9} {'':7} {'0.870':>6}{'≥ 90%':>9}{'≤ 5%':>9}{'≤ 12%':>9}")
    found, made, called, others = claim_lines()
    print(
        f"lines of an author left out: {found}/{made} wrong claims found, {called}/{others} others called wrong"
    )
    for label, each in remarks():
        told, asked = (
            f"{each.told_rightly}/{each.told}",
            f"{each.asked_rightly}/{each.asked}",
        )
        print(f"{each.answers} answers, {label}: remarks that are right {told}, follow-ups {asked}")
    if not PASSAGES.exists():
        print("passages of other authors: not here, skipped")
    print(f"3,000 words, two rubrics: {1000 * speed():.0f} ms (goal: 100)")


if __name__ == "__main__":
    main(sys.argv[1:])
