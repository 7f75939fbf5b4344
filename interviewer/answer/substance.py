"""How much an answer tells, apart from naming the parts of a story and claiming success.

Two measures, and the lower one counts: whether there are words of content at all, and whether the
answer is made of buzzwords rather than of things and people. The weights of the second come from
`scripts/train` (`data/substance.json`), the words are data (`data/cues/hollow.toml`, `buzzwords.toml`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon, single_words
from interviewer.answer.padding import body
from interviewer.answer.scale import ramp
from interviewer.answer.settling_replies import told
from interviewer.answer.word_forms import FILLERS

WORDS = ((2.0, 0.0), (6.0, 1.0))
"""Different words of content. Answers stuffed with interview talk hold up to two in sixty words; a thin
story of sixty words holds five or six, and the median spoken story over twenty."""
EMPTY = ((1.0, 1.0), (2.6, 0.0))
"""Share of the substance by the log-odds of an answer that claims and tells nothing. Spoken answers that
tell something stay below -2, hollow ones lie around 7."""
CLAIMING = 12
"""Fewest words that can claim a lot."""
STORY = 0.7
"""Share of the words from which what is left without padding is the answer."""
STEADY = 10
"""Words added to the length when rates are taken, so that three words do not look like many."""
_OTHERS = frozenset("he she him her his said asked told called".split())
"""Somebody else takes part."""
MOST = {"buzzwords": 20.0, "content": 30.0, "claims": 30.0, "others": 3.0, "different": 30.0}
"""Where more of a sign says no more."""


def substance(answer: Answer) -> float:
    """0–1, by the different words of content and by what else there is; padding at the end aside."""
    short = answer.once(told)
    different = short.once(_signs)["different"]
    return min(ramp(different, WORDS), ramp(short.once(_odds), EMPTY))


def is_hollow(answer: Answer) -> bool:
    """Whether the answer claims a lot and tells nothing that could be checked."""
    return len(answer.words) >= CLAIMING and ramp(answer.once(_odds), EMPTY) < 0.5


def _odds(answer: Answer) -> float:
    weights = _weights()
    found = answer.once(_signs)
    return weights[""] + sum(weights[name] * value for name, value in found.items())


def _signs(answer: Answer) -> dict[str, float]:
    return hollow_signs(main_part(answer))


def main_part(answer: Answer) -> Answer:
    """The answer without padding, unless so little is left that the padding is the answer."""
    main = answer.once(body)
    return main if len(main.words) > STORY * len(answer.words) else answer


def hollow_signs(answer: Answer) -> dict[str, float]:
    """What tells hollow answers from others: words by 100 words, and the number of different ones of content."""
    tokens = [token for token in answer.tokens if token and token not in FILLERS]
    rate = 100 / (len(tokens) + STEADY)
    empty = single_words("hollow", "common", "claims", "talk", "business")
    content = {token for token in tokens if token.isalpha() and token not in empty}
    claims = single_words("hollow", "claims", "business")
    buzz = sum(hit.last - hit.first for hit in lexicon("buzzwords").find(answer.tokens))
    found = {
        "buzzwords": buzz * rate,
        "content": len(content) * rate,
        "claims": sum(token in claims for token in tokens) * rate,
        "others": sum(token in _OTHERS for token in tokens) * rate,
        "different": float(len(content)),
    }
    return {name: min(value, MOST[name]) for name, value in found.items()}


@cache
def _weights() -> Mapping[str, float]:
    weights: dict[str, float] = json.loads(
        (files("interviewer.answer") / "data" / "substance.json").read_text("utf-8")
    )
    return weights
