"""prompts/*.yaml -> `Pack`: what can be asked, and how interviews run.

Files that name the same pack are one pack, whichever folder they stand in, so a user's own file
adds to a shipped pack or starts another one. A pack may extend another and then has everything of
it. All mistakes of all files are reported at once, each with file and line.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from interviewer.answer.stems import stemmed
from interviewer.errors import PackError, PlanError
from interviewer.model import Competency, Format, Interviewer, Milestone, Question
from interviewer.output.suggest import did_you_mean
from interviewer.packs import rubrics, speakable, yaml_file
from interviewer.packs.installed import installed_packs
from interviewer.packs.reader import PackFile, Reading
from interviewer.settings import paths, user_settings


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything one kind of interview can ask, and how it runs."""

    name: str
    title: str
    questions: Mapping[str, Question]
    """By id, in the order of the files."""
    competencies: Mapping[str, Competency]
    interviewers: Mapping[str, Interviewer]
    formats: Mapping[str, Format]
    milestones: Mapping[str, Milestone]
    files: Mapping[str, Path]
    """Question id -> the file it stands in."""
    default: bool = False
    source: str = ""
    licence: str = ""
    verified: str = ""
    words: str = ""
    """Words of a posting for which it fits."""
    own: frozenset[str] = frozenset()
    """Questions that stand in the user's own folder."""

    def find(self, wanted: str) -> tuple[Question, ...]:
        """Questions by id, competency or its group, kind, language, rubric, or words of these.

        Raises:
            PlanError: nothing fits; suggests what comes close.
        """
        key = "-".join(wanted.lower().replace("_", " ").replace("-", " ").split())
        if key in self.questions:
            return (self.questions[key],)
        topics = {question.id: self._topics(question) for question in self.questions.values()}
        named = [question for question in self.questions.values() if key in topics[question.id]]
        if not named and key:
            parts = set(key.split("-"))
            named = [
                question
                for question in self.questions.values()
                if parts <= {part for topic in topics[question.id] for part in topic.split("-")}
            ]
        if named:
            return tuple(named)
        known = sorted({topic for some in topics.values() for topic in some})
        hint = did_you_mean(key, known, self._mentioning(wanted))
        raise PlanError(f"The pack {self.name} has no question or topic '{wanted}'", hint)

    def _mentioning(self, wanted: str) -> str:
        """The questions that are about something which is no topic of the pack, as XSS is a flaw in two programs."""
        about = f" {_stems(wanted)} "
        ids = [one.id for one in self.questions.values() if about in f" {_stems(_gist(one))} "]
        if not ids or not about.strip():
            return "`interviewer packs questions` lists them."
        return f"It comes up in {' and '.join(ids[:3])}."

    def interviewed_by(self, wanted: str) -> Pack:
        """The same pack with one interviewer throughout, by name or by manner.

        Raises:
            PlanError: there is none of that name or manner; says who there is.
        """
        key = wanted.strip().casefold()
        for name, who in self.interviewers.items():
            if key in {name.casefold(), who.name.casefold(), who.manner.name.casefold()}:
                return replace(self, interviewers=dict.fromkeys(self.interviewers, who))
        there = ", ".join(f"{name} ({who.manner.name})" for name, who in self.interviewers.items())
        known = [*self.interviewers, *(who.manner.name for who in self.interviewers.values())]
        raise PlanError(
            f"The pack {self.name} has no interviewer '{wanted}'",
            did_you_mean(key, known, f"There are {there}."),
        )

    def _topics(self, question: Question) -> tuple[str, ...]:
        """Names under which a question can be found."""
        competency = self.competencies.get(question.competency)
        group = competency.group if competency else ""
        topics = (question.id, question.competency, question.kind, group, _language(question))
        return tuple(filter(None, (*topics, *question.rubrics)))


def _gist(question: Question) -> str:
    """What a question is about: its flaws, the title of what stands on the screen, its id and its own words."""
    material = question.material
    flaws = (flaw.name for flaw in material.flaws) if material else ()
    title = material.title if material else ""
    parts = (*flaws, title, question.id.replace("-", " "), question.text, *question.strong)
    return " . ".join(parts)


def _stems(words: str) -> str:
    """Words by their stems, abbreviations for what they spell: "cross-site scripting" is "xss"."""
    return " ".join(stemmed(words.lower().split()).stems)


def _language(question: Question) -> str:
    """What its code is written in; empty when it shows none."""
    language = question.material.language if question.material else "text"
    return "" if language == "text" else language


def load(name: str | None = None, *, folders: Sequence[Path] | None = None) -> Pack:
    """One pack; without a name the one of the settings, else the default one.

    Raises:
        PackError: a file of any pack has mistakes, or there is no such pack.
    """
    return _chosen(load_all(folders=folders), name)


def load_with(wanted: str, name: str | None = None) -> Pack:
    """The pack of that name; without one, the usual pack, or the one that alone has the question `wanted`.

    Raises:
        PackError: as `load`.
    """
    packs = load_all()
    usual = _chosen(packs, name)
    if name is not None or wanted in usual.questions:
        return usual
    having = (pack for pack in packs.values() if wanted in pack.questions)
    return min(having, key=lambda pack: len(pack.questions), default=usual)


def search(words: str, packs: Iterable[Pack]) -> tuple[Question, ...]:
    """Questions whose text, probes or id hold all these words, however they are cased; each once."""
    wanted = words.casefold().split()
    found = {
        question.id: question
        for pack in packs
        for question in pack.questions.values()
        if all(word in _searchable(question) for word in wanted)
    }
    return tuple(found.values())


def _searchable(question: Question) -> str:
    probes = (probe.text for probe in question.follow_ups)
    return " ".join((question.id, question.text, *probes)).casefold()


def usual_name() -> str:
    """The pack that is used when none is named."""
    return load().name


def _chosen(packs: dict[str, Pack], name: str | None) -> Pack:
    where = ""
    if name is None:
        if name := user_settings.load().pack:
            by_variable = "set by INTERVIEWER_PACK in the environment"
            in_file = f"set in {paths.settings_file()}"
            where = f" ({by_variable if os.environ.get('INTERVIEWER_PACK') else in_file})"
        name = name or next((pack.name for pack in reversed(packs.values()) if pack.default), "")
        name = name or next(reversed(packs), "")
    if name not in packs:
        known = f"There are {', '.join(packs)}." if packs else "Install the product again."
        remedy = did_you_mean(name, packs, known)
        raise PackError(f"There is no pack '{name}'{where}", (), remedy)
    return packs[name]


def load_all(*, folders: Sequence[Path] | None = None, thorough: bool = False) -> dict[str, Pack]:
    """Every pack by name, from the shipped folder and the user's own.

    `thorough` also looks up the concepts of the rubrics that follow-ups name, which takes longer.
    Files that have not changed since the last call are not read again.

    Raises:
        PackError: with every mistake of every file.
    """
    places = standard_folders() if folders is None else tuple(folders)
    return dict(_loaded(places, frozenset(_states({*places, *standard_folders()})), thorough))


def _states(folders: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """Every file in these folders, with its size and the time of its last change (ns)."""
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            with suppress(OSError):
                state = path.stat()
                yield str(path), state.st_size, state.st_mtime_ns


@lru_cache(maxsize=4)
def _loaded(
    folders: tuple[Path, ...], _states: frozenset[tuple[str, int, int]], thorough: bool
) -> Mapping[str, Pack]:
    reading = Reading(folders, thorough=thorough)
    if reading.mistakes:
        mistakes = tuple(mistake for some in reading.mistakes.values() for mistake in some)
        count = f"{len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''}"
        raise PackError(f"The question packs have {count}", mistakes)
    return {name: _pack(name, reading) for name in reading.names}


def standard_folders() -> tuple[Path, ...]:
    """Where packs are: shipped, from other distributions, and the user's own, which come last and win."""
    return paths.shipped_prompts(), *installed_packs(), paths.user_prompts()


def _pack(name: str, reading: Reading) -> Pack:
    merged = reading.merged(name)
    own = [file for file in merged if file.pack == name]
    members = {file.pack for file in merged}
    mine = paths.user_prompts()
    questions = {
        key: (question, path)
        for key, (pack, question, path) in reading.questions.items()
        if pack in members
    }
    return Pack(
        name=name,
        title=next(file.title for file in reversed(own) if file.title),
        questions={key: question for key, (question, _) in questions.items()},
        competencies=reading.combined(name, lambda file: file.competencies),
        interviewers=reading.combined(name, lambda file: file.interviewers),
        formats=reading.combined(name, lambda file: file.formats),
        milestones=reading.combined(name, lambda file: file.milestones),
        files={key: path for key, (_, path) in questions.items()},
        default=any(file.default for file in own),
        own=frozenset(key for key, (_, path) in questions.items() if path.is_relative_to(mine)),
        **{
            key: next((said for file in own if (said := getattr(file, key))), "")
            for key in ("source", "licence", "verified", "words")
        },
    )


def check(path: Path) -> tuple[str, ...]:
    """The mistakes of one file, as `file:line: what; remedy`; none means that it can be used.

    The file is read together with all others, so that it may refer to them.

    Raises:
        PackError: there is no such file.
    """
    if not path.is_file():
        raise PackError(f"{path}: no such file", (), "Pass the YAML file of a pack.")
    path = path.resolve()
    if path.parent.name == "rubrics":
        return rubrics.check(path)
    folders = [folder.resolve() for folder in standard_folders()]
    if not any(path.is_relative_to(folder) for folder in folders):
        folders.append(path)
    return tuple(Reading(folders, thorough=True).mistakes.get(path, ()))


def question_hints(path: Path) -> tuple[str, ...]:
    """What could be better in the questions of a file without mistakes, as `id: what`."""
    if path.parent.name == "rubrics":
        return ()
    return tuple(
        f"{question.id}: {hint}"
        for question in yaml_file.read(path, PackFile).value.questions
        for hint in speakable.hints(question.text)
    )


def summary(pack: Pack) -> dict[str, object]:
    """What a pack holds, ready for JSON: counts, and every question in short."""
    questions = pack.questions.values()
    return {
        "name": pack.name,
        "title": pack.title,
        "source": pack.source,
        "licence": pack.licence,
        "verified": pack.verified,
        "questions": len(pack.questions),
        "by_kind": dict(Counter(question.kind.value for question in questions)),
        "by_competency": {
            key: {
                "title": competency.title,
                "group": competency.group,
                "questions": sum(question.competency == key for question in questions),
            }
            for key, competency in pack.competencies.items()
        },
        "by_language": dict(Counter(filter(None, map(_language, questions)))),
        "tasks": sorted(
            question.material.task
            for question in questions
            if question.material and question.material.task
        ),
        "formats": {key: format_.title for key, format_ in pack.formats.items()},
        "milestones": {key: milestone.title for key, milestone in pack.milestones.items()},
        "list": [
            {
                "id": question.id,
                "kind": question.kind.value,
                "competency": question.competency,
                "text": question.text,
                "target_s": list(question.target_s),
                "limit_s": question.limit_s,
                "follow_ups": len(question.follow_ups),
                "rubrics": list(question.rubrics),
                "file": str(pack.files[question.id]),
            }
            for question in questions
        ],
    }
