"""The files of all packs, read together, and every mistake in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from interviewer.errors import PackError
from interviewer.model import Competency, Format, Interviewer, Kind, Milestone, Question, Times
from interviewer.packs import rubrics
from interviewer.packs.validate import (
    Fault,
    Surroundings,
    complete,
    format_faults,
    interviewer_faults,
    milestone_faults,
    question_faults,
)
from interviewer.packs.yaml_file import Document, Place, few, read
from interviewer.settings import paths

VERSION = 1
"""Version of the pack format that this product reads."""

RESERVED = frozenset({"rubrics", "tasks", "candidates", "snippets", "demo"})
"""Folders beside the packs that hold other things."""

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PackFile:
    """What one file of a pack may contain."""

    pack: str
    version: int = VERSION
    title: str = ""
    """Given in one file of each pack."""
    extends: str = ""
    source: str = ""
    """Where the content comes from."""
    licence: str = ""
    """On what terms it may be passed on."""
    verified: str = ""
    """Day on which somebody last checked it, as 2026-05-01."""
    words: str = ""
    """Words of a posting for which this pack fits, as in a competency's `words`."""
    default: bool = False
    """Whether this pack is used when none is named; the user's choice beats the shipped one."""
    competencies: Mapping[str, Competency] = field(default_factory=dict)
    interviewers: Mapping[str, Interviewer] = field(default_factory=dict)
    formats: Mapping[str, Format] = field(default_factory=dict)
    times: Mapping[Kind, Times] = field(default_factory=dict)
    milestones: Mapping[str, Milestone] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()


class Reading:
    """All files of all packs, read, completed and checked."""

    def __init__(self, folders: Sequence[Path], *, thorough: bool = False) -> None:
        """Read every pack below the folders; a single file may stand for a folder.

        `mistakes` holds what is wrong with each file, as `file:line: what; remedy`.
        """
        self._found: dict[Path, list[str]] = {}
        self.documents: list[Document[PackFile]] = []
        self.questions: dict[str, tuple[str, Question, Path]] = {}
        """Id -> pack, question, file."""
        for folder in folders:
            for path in _pack_files(folder):
                self._read(path)
        self._whole = not self._found
        self.names = tuple(dict.fromkeys(document.value.pack for document in self.documents))
        known = rubrics.ids() if thorough else dict.fromkeys(paths.prompt_files("rubrics"))
        shared = known, frozenset(paths.prompt_files("tasks"))
        around = {name: self._surroundings(name, *shared) for name in self.names}
        self._times = {name: self.combined(name, lambda file: file.times) for name in self.names}
        for document in self.documents:
            self._check_header(document)
            for index in range(len(document.value.questions)):
                self._take_question(document, index, around[document.value.pack])
        for document in self.documents:
            self._check_plans(document, around[document.value.pack])
        self.mistakes = {path: few(path, some) for path, some in self._found.items()}

    def merged(self, name: str) -> list[PackFile]:
        """The files of the pack and of those it extends; later ones replace what came first."""
        return [file for part in reversed(self._lineage(name)[0]) for file in self._of(part)]

    def combined(self, name: str, part: Callable[[PackFile], Mapping[K, T]]) -> dict[K, T]:
        """One mapping of the pack, put together from all its files."""
        return {key: value for file in self.merged(name) for key, value in part(file).items()}

    def _lineage(self, name: str) -> tuple[list[str], str]:
        """The pack and those along `extends`; and the one that came again, if they extend each other in a circle."""
        lineage: list[str] = []
        while name and name not in lineage:
            lineage.append(name)
            name = next((file.extends for file in self._of(name) if file.extends), "")
        return lineage, name

    def _of(self, name: str) -> list[PackFile]:
        return [document.value for document in self.documents if document.value.pack == name]

    # --- reading --------------------------------------------------------------------------------

    def _read(self, path: Path) -> None:
        try:
            document = read(path, PackFile)
        except PackError as error:
            self._found[path] = list(error.mistakes)
            return
        if document.value.version == VERSION:
            self.documents.append(document)
        else:
            what = f"this product reads packs of version {VERSION}; update the file or the product"
            self._note(document, (), [(("version",), what)])

    def _note(self, document: Document[PackFile], place: Place, faults: Iterable[Fault]) -> None:
        for below, what in faults:
            mistake = document.mistake((*place, *below), what)
            self._found.setdefault(document.path, []).append(mistake)

    def _surroundings(
        self, name: str, known: Mapping[str, frozenset[str] | None], tasks: frozenset[str]
    ) -> Surroundings:
        longest: dict[Kind, float] = {}
        for format_ in self.combined(name, lambda file: file.formats).values():
            for part in (each for sitting in format_.sittings for each in sitting.rounds):
                for kind in part.kinds if part.minutes else ():
                    longest[kind] = max(longest.get(kind, 0.0), part.minutes * 60)
        competencies = frozenset(self.combined(name, lambda file: file.competencies))
        return Surroundings(competencies if self._whole else None, known, tasks, longest)

    # --- checking -------------------------------------------------------------------------------

    def _check_header(self, document: Document[PackFile]) -> None:
        file = document.value
        titled = any(other.title for other in self._of(file.pack))
        if not titled and self._whole:
            what = f"no file gives the pack '{file.pack}' a title; add one, or name another pack"
            self._note(document, (), [(("pack",), f"{what} ({', '.join(self.names)})")])
        if file.extends and file.extends not in self.names and self._whole:
            what = f"there is no pack '{file.extends}'; there are {', '.join(self.names)}"
            self._note(document, (), [(("extends",), what)])
        lineage, again = self._lineage(file.pack)
        if again == file.pack:
            circle = " → ".join((*lineage, again))
            what = f"the packs extend each other in a circle ({circle}); cut it"
            self._note(document, (), [(("extends",), what)])

    def _take_question(
        self, document: Document[PackFile], index: int, around: Surroundings
    ) -> None:
        name, place = document.value.pack, ("questions", index)
        question, faults = complete(
            document.value.questions[index],
            document.path.parent,
            lambda key: document.has(*place, key),
            self._times[name],
        )
        self._note(document, place, [*faults, *question_faults(question, around)])
        if question.id in self.questions:
            elsewhere = self.questions[question.id][2]
            what = f"the id '{question.id}' is taken already, in {elsewhere}; choose another"
            self._note(document, place, [(("id",), what)])
        else:
            self.questions[question.id] = (name, question, document.path)

    def _check_plans(self, document: Document[PackFile], around: Surroundings) -> None:
        file = document.value
        people = self.combined(file.pack, lambda one: one.interviewers) if self._whole else None
        for key, who in file.interviewers.items():
            self._note(document, ("interviewers", key), interviewer_faults(who))
        for key, format_ in file.formats.items():
            self._note(document, ("formats", key), format_faults(format_, people))
        asked = set(self.questions) if self._whole else None
        for key, milestone in file.milestones.items():
            faults = milestone_faults(milestone, asked, around)
            self._note(document, ("milestones", key), faults)


def _pack_files(folder: Path) -> Iterator[Path]:
    """The files of packs below a folder (or the one file that is named), in order."""
    if folder.is_file():
        yield folder
        return
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
        parts = path.relative_to(folder).parts
        if parts[0] not in RESERVED and not any(part.startswith(".") for part in parts):
            yield path
