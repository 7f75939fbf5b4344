"""prompts/rubrics/*.yaml -> `Rubric`: what a strong technical answer covers, and how it is heard.

A rubric is data: concepts with a weight, what they say, a question an interviewer would ask to hear
of them, and the ways candidates put them (in the notation of `ideas.py`); and claims that are wrong
when asserted, with the reason. Named sets of words that patterns share stand in
`rubrics/words/slots.yaml`. The user's own rubrics replace shipped ones of the same name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from interviewer.answer.patterns import NotationError, Pattern, Slots, compile_block
from interviewer.errors import PackError, PlanError
from interviewer.packs import yaml_file
from interviewer.settings import paths

WORDS = Path("rubrics") / "words"


class Weight(StrEnum):
    """How much a concept counts."""

    MUST = "must"
    CORE = "core"
    NICE = "nice"

    @property
    def points(self) -> float:
        """Share of a concept in its rubric's score, relative to the others."""
        return {"must": 1.35, "core": 1.0, "nice": 0.65}[self]


class FlawPart(StrEnum):
    """What is told of a planted flaw."""

    WHY = "why"
    FIX = "fix"


class Manner(StrEnum):
    """How a subject is touched without being dealt with; the words are in `words/manners.yaml`."""

    MISSING = "missing"
    """Something is not there, or nobody does it."""
    UNDONE = "undone"
    """It should have been done, or was meant to be."""
    DELEGATED = "delegated"
    """It is somebody else's."""
    UNKNOWN = "unknown"
    """The speaker has no knowledge of it or no opinion on it."""
    QUOTED = "quoted"
    """Others say or do it."""
    NAMED = "named"
    """Only its name comes up."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing an interviewer would tick off."""

    weight: Weight
    says: str
    """What covering it means, for the candidate to read."""
    ask: str = ""
    """A question that leads there without giving it away."""
    example: str = ""
    """One way to say it."""
    example_of_flaw: FlawPart | None = None
    """Where the code under review is known: what of its worst flaw is the example instead."""
    heard: str = ""
    """How it is put: one idea a line."""
    suffices: str = ""
    """Ways of putting it that cover it by themselves, whatever stands around them: one a line."""
    questions: bool = False
    """Whether asking about it covers it, as asking about the users covers scope."""
    opening: bool = False
    """Whether any question with which an answer opens covers it."""
    near: tuple[str, ...] = ()
    """Concepts that tell half of it: where one of them is covered, a gap here is doubted."""
    told_by: tuple[Manner, ...] = ()
    """Manners that cover it all the same, as "the check is missing" tells a flaw."""
    denies: str = ""
    """The wrong claim that this concept denies; what asserts the one cannot cover the other."""
    within_s: float | None = None
    """It counts only when said within so many seconds from the start of the answer."""
    early: tuple[str, ...] = ()
    """Concepts that cover it too, told within so many seconds, as an early request is a conclusion."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that is wrong when asserted, and fine when denied."""

    says: str
    why: str
    """Why it is wrong, as the candidate is told."""
    asserted: str = ""
    denied: str = ""
    """The claim as somebody makes it, and as somebody denies it."""
    heard: str = ""
    """How it is asserted: one idea a line."""
    suffices: str = ""
    """Ways to assert it that are a claim by themselves, unless denied."""
    measure: str = ""
    """How the measure is told that does not help by itself; a claim once something is called settled by it."""
    unless: tuple[str, ...] = ()
    """Concepts that make the measure harmless when told along with it."""


@dataclass(frozen=True, slots=True)
class Rubric:
    """What a strong answer to one kind of question covers."""

    title: str
    source: str
    concepts: Mapping[str, Concept]
    wrong: Mapping[str, Claim] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)
    """Sets of words by name, besides those that all rubrics share."""


@dataclass(frozen=True, slots=True)
class WordSets:
    """`words/slots.yaml`: sets of words by name."""

    source: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MannerWords:
    """`words/manners.yaml`: how each manner is heard, one idea a line."""

    source: str
    manners: Mapping[Manner, str]


@dataclass(frozen=True, slots=True)
class Ideas:
    """A rubric's patterns, compiled."""

    concepts: Mapping[str, tuple[Pattern, ...]]
    wrong: Mapping[str, tuple[Pattern, ...]]
    suffices: Mapping[str, tuple[Pattern, ...]]
    """Of the concepts and of the wrong claims."""
    measures: Mapping[str, tuple[Pattern, ...]]
    """Of the wrong claims."""


@cache
def load() -> Mapping[str, Rubric]:
    """Every rubric by name.

    Raises:
        PackError: a file has mistakes; lists them with their lines.
    """
    return {name: _read(file).value for name, file in paths.prompt_files("rubrics").items()}


def get(name: str) -> Rubric:
    """One rubric.

    Raises:
        PlanError: there is none of that name.
        PackError: its file has mistakes.
    """
    return _read(_file(name)).value


def ids() -> Mapping[str, frozenset[str]]:
    """Rubric name -> ids of its concepts."""
    return {name: frozenset(rubric.concepts) for name, rubric in load().items()}


def known(names: Iterable[str]) -> tuple[str, ...]:
    """The names, once each.

    Raises:
        PlanError: one of them is not a rubric.
    """
    unique = tuple(dict.fromkeys(names))
    for name in unique:
        _file(name)
    return unique


@cache
def ideas(name: str) -> Ideas:
    """A rubric's patterns, compiled once.

    Raises:
        PlanError: there is no such rubric.
        PackError: a pattern is not in the notation; lists every such line.
    """
    return _ideas(_read(_file(name)))


def forget() -> None:
    """Read the files again the next time; they have changed."""
    for cached in (load, ideas, slots, _read):
        cached.cache_clear()


def shipped(name: str) -> bool:
    """Whether a rubric is the program's own, and not the user's in its place."""
    return _file(name).is_relative_to(paths.shipped_prompts())


def check(path: Path) -> tuple[str, ...]:
    """The mistakes of a rubric's file, as `file:line: what; remedy`; none means that it can be used."""
    try:
        _ideas(yaml_file.read(path, Rubric))
    except PackError as error:
        return error.mistakes
    return ()


def _ideas(document: yaml_file.Document[Rubric]) -> Ideas:
    mistakes: list[str] = []
    known = slots(tuple(document.value.slots.items()))

    def compiled_of(part: str, field_: str) -> Iterator[tuple[str, tuple[Pattern, ...]]]:
        items: Mapping[str, Concept | Claim] = getattr(document.value, part)
        for key, item in items.items():
            try:
                yield key, compile_block(getattr(item, field_), known)
            except NotationError as error:
                line = document.lines.get((part, key, field_), 0) + error.line + 1
                mistakes.append(f"{document.path}:{line}: {error.what}")

    compiled = Ideas(
        dict(compiled_of("concepts", "heard")),
        dict(compiled_of("wrong", "heard")),
        dict((*compiled_of("concepts", "suffices"), *compiled_of("wrong", "suffices"))),
        dict(compiled_of("wrong", "measure")),
    )
    if mistakes:
        raise PackError(f"{document.path.name} has patterns that cannot be read", tuple(mistakes))
    return compiled


@cache
def slots(own: tuple[tuple[str, str], ...] = ()) -> Slots:
    """The named sets of words, and a rubric's `own`."""
    file = paths.shipped_prompts() / WORDS / "slots.yaml"
    return Slots({**yaml_file.load(file, WordSets).slots, **dict(own)})


@cache
def manners() -> Mapping[Manner, tuple[Pattern, ...]]:
    """How each manner is heard."""
    file = paths.shipped_prompts() / WORDS / "manners.yaml"
    texts = yaml_file.load(file, MannerWords).manners
    return {manner: compile_block(text, slots()) for manner, text in texts.items()}


def _file(name: str) -> Path:
    files = paths.prompt_files("rubrics")
    if name not in files:
        raise PlanError(f"There is no rubric {name!r}", f"Choose from {', '.join(sorted(files))}.")
    return files[name]


@cache
def _read(file: Path) -> yaml_file.Document[Rubric]:
    return yaml_file.read(file, Rubric)
