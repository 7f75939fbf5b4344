"""What the shell completes: ids, topics, sessions, rules, packs; silent when anything fails."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable

import typer

from interviewer.errors import InterviewerError

Completer = Callable[[str], list[str]]


def _starting(names: Callable[[], Iterable[str]]) -> Completer:
    """Names that start as what was typed; none where they cannot be read."""

    @functools.wraps(names)
    def complete(incomplete: str) -> list[str]:
        try:
            return sorted({name for name in names() if name.startswith(incomplete)})
        except (InterviewerError, OSError):
            return []

    complete.__annotations__ = {"incomplete": str, "return": list[str]}
    del complete.__wrapped__
    return complete


@_starting
def questions() -> Iterable[str]:
    """Ids of the questions of all packs."""
    from interviewer.packs import catalogue

    return (id_ for pack in catalogue.load_all().values() for id_ in pack.questions)


@_starting
def topics() -> Iterable[str]:
    """Competencies and kinds of the pack in use, and ids of the questions of all packs."""
    from interviewer.packs import catalogue

    packs = catalogue.load_all()
    pack = packs[catalogue.usual_name()]
    kinds = {question.kind.value for question in pack.questions.values()}
    return (*pack.competencies, *kinds, *(id_ for some in packs.values() for id_ in some.questions))


@_starting
def interviewers() -> Iterable[str]:
    """Interviewers and their manners."""
    from interviewer.packs import catalogue

    people = catalogue.load().interviewers
    return (*people, *(who.manner.name for who in people.values()))


@_starting
def packs() -> Iterable[str]:
    """Names of packs."""
    from interviewer.packs import catalogue

    return catalogue.load_all()


@_starting
def packs_and_questions() -> Iterable[str]:
    """Names of packs, and ids of questions."""
    from interviewer.packs import catalogue

    packs = catalogue.load_all()
    return (*packs, *(id_ for pack in packs.values() for id_ in pack.questions))


@_starting
def rubrics() -> Iterable[str]:
    """Names of rubrics."""
    from interviewer.packs import rubrics as known

    return known.load()


@_starting
def rules() -> Iterable[str]:
    """Rules and their families."""
    from interviewer import checks

    names = [rule.name for rule in checks.rules()]
    return (*names, *(name.split(".")[0] for name in names))


@_starting
def settings() -> Iterable[str]:
    """Names of settings."""
    from interviewer.settings.settings_file import NAMES

    return NAMES


def values_of_setting(context: typer.Context, incomplete: str) -> list[str]:
    """What the setting named before may be, where that can be listed."""
    name = context.params.get("name") or ""
    return _starting(lambda: _values(name))(incomplete)


def _values(setting: str) -> Iterable[str]:
    from interviewer.settings.settings_file import choices

    match setting:
        case "pack":
            from interviewer.packs import catalogue

            return catalogue.load_all()
        case "model":
            from interviewer.transcribe import weights

            return (found.name for found in weights.installed())
        case "microphone" | "speaker":
            from interviewer.audio import devices

            usable = devices.usable("input" if setting == "microphone" else "output")
            return (found.name for found in usable)
        case "voice":
            from interviewer.settings import user_settings
            from interviewer.speak import voices

            return voices(user_settings.load().speech)
    return choices(setting)


@_starting
def sessions() -> Iterable[str]:
    """Names of kept sessions."""
    from interviewer.history import store
    from interviewer.settings import paths

    return ("last", *(folder.path.name for folder in store.folders(paths.recordings())))
