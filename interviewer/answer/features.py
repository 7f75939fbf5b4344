"""What a sentence shows of the part it plays: its words, their forms, person and tense, its place.

Features are readable names: `i <ed>` is "I" and a past verb, `^ my task` starts a sentence, `#past by i` speaks of
the speaker in the past, `!they did` says that others did something, `%outcome` has a cue of `data/cues/parts.toml`,
`@eighth 7` stands in the last eighth of the answer, `@after %mine` follows a sentence with that cue.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.word_forms import FILLERS, form

IGNORED = FILLERS | {"like", "basically", "actually", ""}
"""Said anywhere, so they say nothing of the part."""

_PAST = frozenset("<ed> was were had did got wasn't weren't hadn't didn't couldn't".split())
_PRESENT = frozenset(
    "is are am be i'm it's that's they're you're we're isn't aren't don't doesn't can't won't has have i've "
    "means makes needs can should will must may never always".split()
)
_I = frozenset("i i'd i've i'm i'll me my myself".split())
_WE = frozenset("we we'd we've we're our us".split())
_YOU = frozenset("you your you're you'll you've yourself".split())


def person_and_tense(tokens: Sequence[str], forms: Sequence[str]) -> tuple[str, str]:
    """Who is spoken of (`i`, `w`, `y`, combined, or empty) and when (`past`, `pres`, `both`, `none`)."""
    words = {*tokens, *forms}
    past, present = not words.isdisjoint(_PAST), not words.isdisjoint(_PRESENT)
    tense = "both" if past and present else "past" if past else "pres" if present else "none"
    person = "".join(
        letter for letter, group in (("i", _I), ("w", _WE), ("y", _YOU)) if words & group
    )
    return person, tense


class Features(NamedTuple):
    """What one sentence shows."""

    words: set[str]
    """Of its own words."""
    place: set[str]
    """Of its place in the answer and of the sentences next to it; names start with `@`."""


def sentence_features(answer: Answer) -> list[Features]:
    """The features of every sentence, in order."""
    spans, tokens = answer.sentences, answer.tokens
    total, last = len(tokens), len(spans) - 1
    found, shown = [], []
    for index, span in enumerate(spans):
        own = [token for token in tokens[span.first : span.last] if token not in IGNORED]
        forms = [form(token) for token in own]
        person, tense = person_and_tense(own, forms)
        middle = (span.first + span.last) / 2 / total
        who = f"{tense} by {person}"
        shown.append({f"#{who}", *(f"%{hit.label}" for hit in lexicon("parts").find(own))})
        words = {*_grams(own, forms), *_shape(own, forms), *_acts(own, forms), *shown[-1]}
        words |= {f"#{tense}", f"#by {person}", f"#length {min((span.last - span.first) // 6, 5)}"}
        place = {*_place(index, last, middle), f"@third {int(middle * 3)} {who}"}
        if index == last:
            place.add(f"@end {who}")
        found.append(Features(words, place))
    for one, before, after in zip(found, [{"none"}, *shown], [*shown[1:], {"none"}], strict=False):
        one.place.update(f"@after {name}" for name in before)
        one.place.update(f"@before {name}" for name in after)
    return found


_SUBJECTS: Mapping[str, str] = {
    "i": "i", "i'd": "i", "i've": "i", "i'm": "i", "i'll": "i",
    "we": "we", "we'd": "we", "we've": "we", "we're": "we", "we'll": "we",
    **dict.fromkeys("they he she they're he's she's they'd he'd she'd they've".split(), "they"),
    **dict.fromkeys("everyone everybody people somebody someone customers users guy guys".split(), "they"),
    **dict.fromkeys("it that this which it's that's everything".split(), "it"),
    **dict.fromkeys("nobody none nothing no-one".split(), "nobody"),
    **dict.fromkeys("you you're you've you'd".split(), "you"),
}  # fmt: skip
_SKIPPED = frozenset(
    "just then also really kind of sort never still always finally even all both".split()
)
_VERBS: Mapping[str, str] = {
    **dict.fromkeys("was were am is are be been 'm 're".split(), "is"),
    **dict.fromkeys("had have has".split(), "has"),
    **dict.fromkeys("wanted want needed need supposed gotta wants needs".split(), "wants"),
    **dict.fromkeys(
        "thought think knew know felt feel realized realised learned learnt learn guess remember believe "
        "understood understand hope hoped mean wish".split(),
        "thinks",
    ),
    **dict.fromkeys("would could should can will might may must can't couldn't won't".split(), "would"),
    **dict.fromkeys("did do does didn't don't doesn't wasn't isn't weren't haven't hasn't".split(), "did not"),
}  # fmt: skip
_FORMS = {"<ed>": "did", "<ing>": "doing"}
_NO_VERB = frozenset(
    "and or but so to of in on at for with from by the a an my our who i we they he she it you as if than not no "
    "what where how because".split()
)


def _acts(tokens: Sequence[str], forms: Sequence[str]) -> Iterator[str]:
    """Who does what sort of thing: `!i did`, `!i does`, `!they is`, `!it would`."""
    for at, word in enumerate(tokens):
        who = _SUBJECTS.get(word)
        if who is None:
            continue
        if word.endswith(("'m", "'re")):
            yield f"!{who} is"
        verb = at + 1
        while verb < len(tokens) and (tokens[verb] in _SKIPPED or forms[verb] == "<ly>"):
            verb += 1
        if verb == len(tokens):
            continue
        if sort := _VERBS.get(tokens[verb]) or _FORMS.get(forms[verb]):
            yield f"!{who} {sort}"
        elif tokens[verb] not in _NO_VERB and forms[verb] != "<n>" and not word.endswith("'s"):
            yield f"!{who} does"


def _grams(tokens: Sequence[str], forms: Sequence[str]) -> Iterator[str]:
    """Words and pairs; the same with forms, and threes; and how the sentence starts."""
    yield from tokens
    yield from map(" ".join, itertools.pairwise(tokens))
    yield from forms
    yield from map(" ".join, itertools.pairwise(forms))
    yield from map(" ".join, zip(forms, forms[1:], forms[2:], strict=False))
    for words in (tokens, forms):
        for size in range(1, min(len(words), 3) + 1):
            yield "^ " + " ".join(words[:size])


def _shape(tokens: Sequence[str], forms: Sequence[str]) -> Iterator[str]:
    yield "#any"
    if forms and forms[0] == "<ed>":
        yield "#starts with a past verb"
    if "<n>" in forms:
        yield "#number"
    if any("%" in word or "$" in word or word == "percent" for word in tokens):
        yield "#percentage or money"


def _place(index: int, last: int, middle: float) -> Iterator[str]:
    yield f"@eighth {int(middle * 8)}"
    yield f"@third {int(middle * 3)}"
    if index < 2:
        yield f"@sentence {index}"
    if last - index < 2:
        yield f"@sentence -{last - index + 1}"
