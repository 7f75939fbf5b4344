"""Words -> the sounds the natural voice speaks, by a pronouncing dictionary.

The alphabet is that of the network: IPA with capitals for diphthongs (`A` as in "day", `I` "my",
`O` "go", `Q` the British "go", `W` "now", `Y` "boy"), ʤ and ʧ for affricates. What the dictionary does not have is
built from what it has ("remediations", "re-deployed"), spelled when it is an abbreviation, and guessed
from its letters otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from interviewer.speak import unknown_words
from interviewer.speak.kokoro_files import sounds_of
from interviewer.speak.unknown_words import SOUNDS

_VOWELS = frozenset("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻɐ")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[.,;:!?…—()“”]")
_MARKS = frozenset(".,;:!?…—()“”")
_PAUSES = frozenset(".,;:!?…—")


def phonemes(text: str, accent: str) -> str:
    """How a text of plain words sounds.

    Args:
        text: words and marks; digits and symbols are left out, so they must be words already.
        accent: `us` or `gb`.

    Raises:
        MissingDependencyError: the dictionary is not installed.
        VoiceError: it cannot be read.
    """
    tokens = [token.replace("’", "'") for token in _TOKEN.findall(text)]
    spoken: list[str] = []
    following = ""
    for at in range(len(tokens) - 1, -1, -1):  # how "the" sounds depends on the sound after it
        token = tokens[at]
        if token in _MARKS:
            spoken.append(token)
            following = "" if token in _PAUSES else following
            continue
        before = tokens[at - 1] if at else ""
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        if _is_letter(token) and (_is_letter(before) or _is_letter(after)):
            following = _letter(token, accent)
        else:
            following = _in_context(token, before.lower(), following, accent)
        spoken.append(following)
    return re.sub(r" (?=[.,;:!?…”)])|(?<=[“(]) ", "", " ".join(reversed(spoken)))


def _is_letter(token: str) -> bool:
    """Whether it is one letter of several that are spelled, or their plural."""
    return len(token.removesuffix("'s")) == 1 and token[0].isupper()


def _letter(token: str, accent: str) -> str:
    name = sounds_of(accent, token[0]).get("DEFAULT", "")
    return _with_s(name) if token.endswith("'s") else name


def _in_context(token: str, before: str, following: str, accent: str) -> str:
    """One word between the word before it and the sounds that follow."""
    word = token if token == "I" else token.lower()
    vowel = following.lstrip("ˈˌ")[:1] in _VOWELS if following else None
    match word:
        case "a":
            return "ɐ"
        case "an":
            return "ɐn"
        case "the":
            return "ði" if vowel else "ðə"
        case "to" if vowel is not None:
            return "tʊ" if vowel else "tə"
        case "i":
            return "ˌI"
        case "in" if vowel is not None:
            return "ɪn"
    by_part = _sounds(token, accent)
    part = "None" if vowel is None else "DEFAULT"
    if before in SOUNDS["before_verbs"]:
        part = "VERB"
    elif before in SOUNDS["before_nouns"]:
        part = "NOUN"
    return by_part.get(part) or by_part["DEFAULT"]


@lru_cache(maxsize=4096)
def _sounds(token: str, accent: str) -> dict[str, str]:
    """How a word sounds by its part of speech, whatever is known of it."""
    for way in (_known, _inflected, _spelled, _prefixed, _compound):
        if found := way(token, accent):
            return found
    return {"DEFAULT": unknown_words.sounds(token.lower(), accent)}


def _known(token: str, accent: str) -> dict[str, str]:
    """As the dictionary has it: as written, in small letters, or as a name."""
    for form in dict.fromkeys((token, token.lower(), token.capitalize())):
        known = sounds_of(accent, form)
        if "DEFAULT" in known:
            return known
    return {}


def _inflected(token: str, accent: str) -> dict[str, str]:
    """A plural, a possessive, a past or a gerund of a word of the dictionary."""
    word = token.lower()
    for stems, add in _endings(word):
        for stem in stems:
            if len(stem) > 1 and (known := _known(stem, accent) or _acronym(token, stem, accent)):
                return {part: add(sounds) for part, sounds in known.items()}
    return {}


def _acronym(token: str, stem: str, accent: str) -> dict[str, str]:
    """The letters of "APIs", whose end alone is small."""
    start = token[: len(stem)]
    return _spelled(start, accent) if start.isupper() and start.lower() == stem else {}


def _endings(word: str) -> Iterator[tuple[tuple[str, ...], Callable[[str], str]]]:
    """Stems that a word may have, and what its ending adds to their sounds."""
    if word.endswith("'s"):
        yield (word[:-2],), _with_s
    if word.endswith("s") and not word.endswith("ss"):
        ies = (f"{word[:-3]}y",) if word.endswith("ies") else ()
        yield (*ies, word[:-1], *((word[:-2],) if word.endswith("es") else ())), _with_s
    if word.endswith("ed"):
        ied = (f"{word[:-3]}y",) if word.endswith("ied") else ()
        yield (*ied, word[:-2], word[:-1], _undoubled(word[:-2])), _with_ed
    if word.endswith("ing"):
        stem = word[:-3]
        yield (stem, f"{stem}e", _undoubled(stem)), lambda sounds: f"{sounds}ɪŋ"
    if word.endswith("ly"):
        yield (word[:-2],), lambda sounds: f"{sounds}li"
    if word.endswith("er"):
        yield (word[:-2], word[:-1], _undoubled(word[:-2])), lambda sounds: f"{sounds}əɹ"


def _undoubled(stem: str) -> str:
    return stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else ""


def _with_s(stem: str) -> str:
    if stem[-1] in "ptkfθ":
        return f"{stem}s"
    return f"{stem}ᵻz" if stem[-1] in "szʃʒʧʤ" else f"{stem}z"


def _with_ed(stem: str) -> str:
    if stem[-1] in "pkfθʃsʧ":
        return f"{stem}t"
    return f"{stem}ᵻd" if stem[-1] in "td" else f"{stem}d"


def _spelled(token: str, accent: str) -> dict[str, str]:
    """The letters of an abbreviation, the last one stressed."""
    if not (token.isascii() and token.isupper() and token.isalpha()) or len(token) > 6:
        return {}
    letters = [sounds_of(accent, letter)["DEFAULT"].replace("ˈ", "ˌ") for letter in token]
    return {"DEFAULT": "".join((*letters[:-1], letters[-1].replace("ˌ", "ˈ")))}


def _prefixed(token: str, accent: str) -> dict[str, str]:
    """A word of the dictionary behind one of the usual beginnings."""
    word = token.lower()
    for prefix, sounds in SOUNDS["prefixes"].items():
        rest = word.removeprefix(prefix)
        if (
            rest != word
            and len(rest) > 3
            and (known := _known(rest, accent) or _inflected(rest, accent))
        ):
            return {part: sounds + after for part, after in known.items()}
    return {}


def _compound(token: str, accent: str) -> dict[str, str]:
    """Two words of the dictionary written as one: the first is stressed."""
    word = token.lower()
    for at in sorted(range(3, len(word) - 2), key=lambda at: abs(at - len(word) / 2)):
        first, second = _known(word[:at], accent), _known(word[at:], accent)
        if not second:
            second = _inflected(word[at:], accent)
        if first and second:
            return {"DEFAULT": first["DEFAULT"] + second["DEFAULT"].replace("ˈ", "ˌ")}
    return {}
