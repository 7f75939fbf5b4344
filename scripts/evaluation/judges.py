"""The judges that are compared: the product, and two baselines that other tools amount to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar, Protocol

from interviewer.answer import Answer
from interviewer.answer.quantities import quantities
from interviewer.answer.story import Model, read_story, shipped
from interviewer.answer.word_forms import FILLERS
from interviewer.checks import delivery
from interviewer.model import STAR, Kind, Part, Transcript
from scripts.evaluation.data import Told
from scripts.training.parts import Fold


class Judge(Protocol):
    """What is asked of each of them; None where it has no opinion."""

    name: str

    def on(self, told: Told) -> Judge:  # noqa: ARG002 (the judge that is crossed looks at it)
        """Who judges this answer: itself, unless it must not have seen the answer's author."""
        return self

    def parts(self, answer: Answer) -> list[Part]:
        """The part of every sentence."""

    def present(self, answer: Answer) -> set[Part]:
        """The parts that are told."""

    def is_story(self, answer: Answer) -> bool:
        """Whether one past episode is told."""

    def numbers(self, answer: Answer) -> list[float] | None:
        """The values of the quantities that measure something."""

    def delivery(self, transcript: Transcript) -> float | None:
        """How it sounds, higher is better."""


class Product(Judge):
    """The checks as shipped, or with another model of stories."""

    name = "interviewer"

    def __init__(self, model: Model | None = None) -> None:
        """By the shipped model unless another is given."""
        self.model = model or shipped()

    def parts(self, answer: Answer) -> list[Part]:
        """By the trained field."""
        return [sentence.part for sentence in read_story(answer, self.model).sentences]

    def present(self, answer: Answer) -> set[Part]:
        """By evidence."""
        present = read_story(answer, self.model).present
        return {part for part in STAR if present[part]}

    def is_story(self, answer: Answer) -> bool:
        """By the signs of an episode."""
        return read_story(answer, self.model).is_story

    def numbers(self, answer: Answer) -> list[float] | None:
        """By the grammar of quantities."""
        return [quantity.value for quantity in quantities(answer)]

    def delivery(self, transcript: Transcript) -> float | None:
        """By the published formula."""
        return delivery.score(Answer(transcript, kind=Kind.WARM_UP))


class Crossed(Product):
    """The checks with models that never saw the author of the answer they judge."""

    name = "other authors"

    def __init__(self, folds: Iterable[Fold]) -> None:
        """Know which model judges which answer."""
        super().__init__()
        self._judges = {
            (answer.sort, answer.name): judge
            for fold in folds
            for judge in (Product(fold.model),)
            for answer in (*fold.stories, *fold.others)
        }

    def on(self, told: Told) -> Judge:
        """The model of the fold that the answer is in; the shipped one for what nothing was learned from."""
        return self._judges.get((told.sort, told.name), self)


class Position(Judge):
    """Only where a sentence stands: cut at 22, 38 and 82 % of the words."""

    name = "position only"
    _CUTS = ((0.22, Part.SITUATION), (0.38, Part.TASK), (0.82, Part.ACTION), (1.01, Part.RESULT))

    def parts(self, answer: Answer) -> list[Part]:
        """By place."""
        total = len(answer.words)
        middles = [(span.first + span.last) / 2 / total for span in answer.sentences]
        return [next(part for cut, part in self._CUTS if at < cut) for at in middles]

    def present(self, answer: Answer) -> set[Part]:
        """Every part that got a sentence."""
        return set(self.parts(answer))

    def is_story(self, answer: Answer) -> bool:
        """Everything is."""
        return bool(answer.words)

    def numbers(self, answer: Answer) -> list[float] | None:
        """No opinion."""

    def delivery(self, transcript: Transcript) -> float | None:
        """No opinion."""


class Keywords(Judge):
    """Keyword hits, as common interview apps score."""

    name = "keyword hits"
    _WORDS: ClassVar[dict[Part, Sequence[str]]] = {
        Part.SITUATION: ("situation", "when", "at my", "previous", "company", "project", "team"),
        Part.TASK: ("task", "responsible", "goal", "needed to", "had to", "asked", "role"),
        Part.ACTION: ("i ", "decided", "created", "implemented", "developed", "worked", "led"),
        Part.RESULT: ("result", "increased", "reduced", "improved", "achieved", "success", "%"),
    }

    def parts(self, answer: Answer) -> list[Part]:
        """The part with most hits, else the part before."""
        found, last = [], Part.SITUATION
        for span in answer.sentences:
            text = " ".join(answer.tokens[span.first : span.last]) + " "
            hits = {
                part: sum(word in text for word in words) for part, words in self._WORDS.items()
            }
            if any(hits.values()):
                last = max(hits, key=lambda part: hits[part])
            found.append(last)
        return found

    def present(self, answer: Answer) -> set[Part]:
        """Every part with a hit."""
        text = answer.text.lower()
        return {part for part, words in self._WORDS.items() if any(word in text for word in words)}

    def is_story(self, answer: Answer) -> bool:
        """At least three parts with a hit."""
        return len(self.present(answer)) >= 3

    def numbers(self, answer: Answer) -> list[float] | None:
        """Every digit."""
        return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", answer.text)]

    def delivery(self, transcript: Transcript) -> float | None:
        """100 in the band of 120 to 160 words a minute, less 5 for every filler a minute."""
        answer = Answer(transcript)
        if not answer.duration:
            return None
        pace = 60 * len(answer.words) / answer.duration
        fillers = 60 * sum(token in FILLERS | {"like"} for token in answer.tokens) / answer.duration
        return 100 - max(0.0, 120 - pace, pace - 160) - 5 * fillers


BASELINES: tuple[Judge, ...] = (Position(), Keywords())
