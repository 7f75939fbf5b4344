"""Is what people are told true, and what they need? Remarks and follow-ups beside two labellings.

    .venv/bin/python -m scripts.evaluation.advice

A remark is right when one of the two labellers names the gap (for a figure or a vague word: about the same
words). `needed` are the remarks that both would make first. The reading of parts and how sure a remark is are
fitted without the author, and so is the fit to the question; what else was learned (hollow) is not, so that the
row of that rule flatters, except on the exam.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from interviewer.answer import Answer, plain, question_fit
from interviewer.checks import examine
from interviewer.checks.advice import fixes
from interviewer.checks.follow_up import ALTERNATIVES, ALWAYS, DEEPER, follow_up
from interviewer.checks.sureness import weights_for
from interviewer.model import Finding, FollowUp, Kind, Question, Verdict
from scripts.evaluation.figures import rank_correlation
from scripts.evaluation.hands import EXAM, LEARNED, Labelled, hands
from scripts.training.parts import Fold, crossed
from scripts.training.relevance import without
from scripts.training.sureness import examples, without_authors

GAPS = {
    "star.no-story": "no-story",
    "language.other": "no-story",
    "star.hollow": "hollow",
    "star.no-situation": "no-situation",
    "star.no-task": "no-task",
    "star.no-action": "no-action",
    "star.no-result": "no-result",
    "metrics.none": "no-number",
    "metrics.no-baseline": "no-baseline",
    "metrics.vague": "vague",
    "ownership.we": "we",
    "reflection.none": "no-reflection",
    "alternatives.none": "no-alternatives",
    "relevance.off-question": "off-question",
    "timing.runway": "long-setup",
    "star.rambling": "rambling",
}
"""Rule -> the labellers' name of the gap."""
OFF = "relevance.off-question"
GOOD = 4
"""Rating from which an answer is good."""
_QUOTED = frozenset(("no-baseline", "vague"))


@dataclass
class Table:
    """Counts over many answers."""

    shown: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    needed: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    fitting: Counter[str] = field(default_factory=Counter)
    excellent: int = 0
    left_alone: int = 0
    rated: list[tuple[float, float]] = field(default_factory=list)
    """Rating and overall score of each answer that was rated."""
    off: Counter[str] = field(default_factory=Counter)
    """Answers off the question, and good ones on it; with `called` those that are said to be off it."""
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, one: Labelled, answer: Answer) -> None:
        """Count what is told of one answer."""
        seen = examine(answer)
        found = seen.findings
        self._rate(one, seen.scores.get("overall"), {item.rule for item in found})
        remarks = fixes(found) or tuple(item for item in found if item.rule == "language.other")
        names = {GAPS[item.rule] for item in remarks if item.rule in GAPS}
        for item in remarks:
            if item.rule in GAPS:
                self.shown[item.rule] += 1
                right = _right(item, one, answer)
                self.right[item.rule] += right
                if not right:
                    self.wrong[item.rule].append(one.name)
        for gap in one.needed & set(GAPS.values()):
            self.needed[gap] += 1
            self.made[gap] += gap in names
        if one.excellent:
            self.excellent += 1
            self.left_alone += all(item.verdict is not Verdict.FIX for item in remarks)
        self._ask(one, follow_up(answer.question, answer, found))

    def _rate(self, one: Labelled, overall: float | None, rules: set[str]) -> None:
        if one.quality is not None and overall is not None and one.kind != "talk":
            self.rated.append((one.quality, overall))
        good = one.kind in {"story", ""} and (one.quality or 0) >= GOOD
        if one.kind == "off-question" or good:
            name = "good" if good else "off"
            self.off.update([name, f"{name} called"] if OFF in rules else [name])

    def _ask(self, one: Labelled, probe: FollowUp | None) -> None:
        accepted = {*one.one.ask, *one.two.ask}
        gap = probe.gap if probe else "none"
        name = DEEPER if gap in {ALWAYS, ALTERNATIVES, "none"} else GAPS.get(gap, gap)
        self.asked[gap] += 1
        self.fitting[gap] += name in accepted

    def lines(self) -> Iterable[str]:
        """The table."""
        yield f"{'rule':26}{'shown':>7}{'right':>7}{'needed':>8}{'made':>6}{'asked':>7}{'fits':>6}"
        for rule in sorted({*GAPS, *self.asked}, key=lambda rule: -self.shown[rule]):
            gap = GAPS.get(rule, "")
            counts = (self.shown[rule], self.right[rule], self.needed[gap], self.made[gap])
            if any(counts) or self.asked[rule]:
                cells = "".join(f"{n:>{w}}" for n, w in zip(counts, (7, 7, 8, 6), strict=True))
                yield f"{rule:26}{cells}{self.asked[rule]:>7}{self.fitting[rule]:>6}"
        yield f"remarks right      {_share(self.right, self.shown)}   goal 0.80"
        yield f"needed remarks     {_share(self.made, self.needed)}   goal 0.80"
        yield f"follow-ups fitting {_share(self.fitting, self.asked)}   goal 0.80"
        alone = f"{self.left_alone} of {self.excellent}"
        yield f"excellent left alone {alone}   goal 90 %"
        ratings, scores = zip(*self.rated, strict=True)
        rank = rank_correlation(ratings, scores)
        yield f"overall score by rating, rank r of {len(ratings)}: {rank:.3f}   goal 0.85"
        hit, false = (
            f"{self.off[f'{name} called']} of {self.off[name]}" for name in ("off", "good")
        )
        yield f"off the question noticed {hit}, good answers called so {false}   goal 5 %"


def _share(part: Counter[str], whole: Counter[str]) -> str:
    return f"{part.total()} of {whole.total()} = {part.total() / max(whole.total(), 1):.3f}"


def _right(item: Finding, one: Labelled, answer: Answer) -> bool:
    gap = GAPS[item.rule]
    if gap not in one.either:
        return False
    if gap not in _QUOTED:
        return True
    quote = _plain(answer.quote(item.evidence[0])) if item.evidence else ""
    phrases = {_plain(text) for labels in (one.one, one.two) for text in labels.phrases[gap]}
    return any(quote and (quote in text or text in quote) for text in phrases)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


def exam() -> Table:
    """The hand that nothing was learned from, by the product as shipped."""
    table = Table()
    for one in hands(EXAM):
        table.add(one, Answer(plain(one.text), Question("", Kind.BEHAVIORAL, one.question)))
    return table


def cross_validated(folds: Sequence[Fold]) -> Table:
    """Every other labelled answer, without its author."""
    table = Table()
    for example, weights in without_authors(examples(folds)):
        example.answer.remember(weights_for, weights)
        example.answer.remember(question_fit.weights_for, without(example.labelled.author))
        table.add(example.labelled, example.answer)
    return table


LISTS = (
    " Situation, task, action, result, leadership, I led, I owned, I delivered, saved half a million, up thirty percent.",
    " I aligned everyone, I drove impact, costs down by a quarter, revenue doubled, lessons learned, results delivered.",
)
"""Claims appended to an answer, as people do who were told what a scorer looks for."""


def gaming() -> Iterator[str]:
    """A list of claims at the end, and answers that claim without telling, must not pay."""
    answers = hands(f"{LEARNED}{EXAM}")
    rises = [
        _overall(one, LISTS[number % 2]) - _overall(one, "") for number, one in enumerate(answers)
    ]
    yield f"a list of claims appended: {sum(rise > 2 for rise in rises)} of {len(rises)} rise by over 2   goal 5 %"
    empty = [one for one in answers if one.either & {"hollow"} or one.kind == "keyword-list"]
    high = [one.name for one in empty if _overall(one, "") > 50]
    yield f"hollow answers and lists above 50: {len(high)} of {len(empty)}   goal 0"


def _overall(one: Labelled, more: str) -> float:
    question = Question("", Kind.BEHAVIORAL, one.question)
    return examine(Answer(plain(one.text + more), question)).scores.get("overall", 0.0)


def report(table: Table) -> list[str]:
    """Print the table; the rules that are more often wrong than right."""
    print("\n".join(table.lines()))
    return [
        rule for rule, shown in table.shown.items() if shown >= 5 and 2 * table.right[rule] < shown
    ]


def main(folds: Sequence[Fold] | None = None) -> None:
    """Print every table; fail when a rule is more often wrong than right."""
    print("remarks and follow-ups, by models without the author")
    bad = report(cross_validated(folds or list(crossed())))
    print("\nthe same on the hand that nothing was learned from")
    bad += report(exam())
    print("\ngaming")
    print("\n".join(gaming()))
    if bad:
        sys.exit(f"more often wrong than right: {', '.join(sorted(set(bad)))}")


if __name__ == "__main__":
    main()
