"""Whether an answer tells one past episode, by a dozen readable signs and a logistic weighing of them.

Weights come from `scripts/train` (`data/episode.json`); the phrases are data (`data/cues/episode.toml`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import cues, lexicon
from interviewer.answer.features import IGNORED, person_and_tense
from interviewer.answer.word_forms import form
from interviewer.model import Part

_YOU = frozenset(("you", "your", "you're", "you'll", "you've"))
_PAST = frozenset("was were had did didn't wasn't weren't".split())
_STEADY = 20
"""Words added to the length when rates are taken, so that three words do not look like a habit."""


def signs(answer: Answer, most: Mapping[Part, float]) -> dict[str, float]:
    """The signs of an episode: cues by 100 words, tenses by sentence, and the parts found.

    A sentence in the present that tells what somebody did next ("so I go to the guy") is no sign of a habit.

    `most` is the greatest chance any sentence has of being each part.
    """
    tokens = [token for token in answer.tokens if token not in IGNORED]
    forms = [form(token) for token in tokens]
    rate = 100 / (len(tokens) + _STEADY)
    found: dict[str, float] = {}
    hits = list(lexicon("episode").find(answer.tokens))
    counts = Counter(hit.label for hit in hits)
    for section, labels in cues("episode").items():
        for label in labels:
            found[label] = min(counts[label], 3) if section == "anchor" else counts[label] * rate
    tenses = [_tense(answer.tokens[span.first : span.last]) for span in answer.sentences]
    narrating = {hit.first for hit in hits if hit.label == "telling"}
    narrated = [not narrating.isdisjoint(range(span.first, span.last)) for span in answer.sentences]
    found["past sentences"] = tenses.count("past") / len(tenses)
    found["present sentences"] = sum(
        tense == "pres" and not narrates for tense, narrates in zip(tenses, narrated, strict=True)
    ) / len(tenses)
    found["you"] = sum(token in _YOU for token in tokens) * rate
    found["past verbs"] = forms.count("<ed>") * rate
    found["was, had, did"] = sum(token in _PAST for token in tokens) * rate
    for part, chance in most.items():
        found[f"has {part}"] = log((chance + 1e-3) / (1.001 - chance))
    return found


def _tense(tokens: Sequence[str]) -> str:
    tokens = [token for token in tokens if token not in IGNORED]
    return person_and_tense(tokens, [form(token) for token in tokens])[1]
