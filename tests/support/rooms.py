"""An interview in a room without sound."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path

from interviewer.audio.sources import FileSource, Source
from interviewer.interview.loop import Conduct, Interview
from interviewer.model import Plan, Question
from interviewer.speak import Speaker, open_voice
from interviewer.transcribe.scripted import Scripted
from tests.support.examples import recording
from tests.support.watched import Watched


@dataclass
class Room:
    """A candidate whose answers are files, and an interviewer who asks them."""

    folder: Path
    said: dict[str, str]
    screen: Watched = field(default_factory=Watched)
    seconds: float = 2.0

    def interview(self, asked: Plan, **changes: object) -> Interview:
        """An interview in this room."""
        known = [
            (recording(self._path(name), self.seconds, seed), text)
            for seed, (name, text) in enumerate(self.said.items())
        ]
        engine = Scripted(known)
        named = {field.name for field in fields(Conduct)}
        chosen = {name: changes.pop(name) for name in named & changes.keys()}
        conduct = Conduct(**{"live": False, "candidate": "a folder", **chosen})  # type: ignore[arg-type]
        return Interview(
            asked,
            Speaker(open_voice("silent")),
            self.source,
            lambda: engine,
            self.screen,
            conduct,
            **changes,  # type: ignore[arg-type]
        )

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.flac"

    def source(self, asked: Question, follow_up: bool) -> Source | None:
        """The file that answers a question."""
        path = self._path(asked.id + ".follow-up" * follow_up)
        return FileSource(path) if path.is_file() else None
