"""A posting -> the terms that it names: skills after "experience with", and names of tools, languages and standards.

Every line, sentence and heading begins with a capital, so a word there is a name only where something else shows it:
capitals or digits inside it, the same word within another sentence, or a line that lists nothing but names. Headings,
and lines about the place, the pay or the company, name nothing that could be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.answer.stems import stems_of
from interviewer.settings import paths

LONGEST, WITH_PREPOSITION = 3, 4
"""Most words of a term, and of one that holds a preposition."""
LONGEST_HEADING, LONGEST_LABEL = 6, 5
"""Most words of a heading or of a line below the title, and of a label before a colon ("Nice to have: …")."""
WRAPPED = 60
"""Shortest longest line of a text that was broken into lines of one width."""

_WORDS = paths.data("packs/text_patterns.toml")
_EMPTY = frozenset(_WORDS["empty"].split())
_PREPOSITIONS = frozenset(_WORDS["prepositions"].split())
_HEADINGS = frozenset(_WORDS["headings"].split())
_ASIDE = re.compile(rf"\b(?:{'|'.join(_WORDS['aside'])})\b", re.IGNORECASE)
"""What a line or a section is about in which no skill is named."""
_OPTIONAL = re.compile(rf"\b(?:{'|'.join(_WORDS['optional'])})\b", re.IGNORECASE)
"""What introduces skills that are welcome and not required."""
_DEPARTMENTS = frozenset(_WORDS["departments"].split())
_USUAL = stems_of(paths.data("progress/story_words.toml")["usual"])

_CUE = re.compile(
    r"\b(?:experience (?:with|in|of)|knowledge of|familiar(?:ity)? with|proficien(?:t|cy) (?:in|with)|skills in|"
    r"background in|expertise in|confident with)\s+(?P<terms>[^.;:]{2,200})\b",
    re.IGNORECASE,
)
_WORD = r"(?:[A-Z][A-Za-z\d+#]*[a-z\d+#][A-Za-z\d+#]*|[A-Z]{2,6})(?:/[A-Z]{2,6})*"
_NAME = re.compile(rf"(?<![\w/@.-]){_WORD}(?:\s{_WORD})*(?:\s\d{{1,5}}\b)?")
_DOING = re.compile(r".*[aeiouy].*ing")
"""A word for what somebody does: "Making decisions"; not "Spring"."""
_STYLED = re.compile(r".+[A-Z\d+#]")
"""A word with capitals, digits or symbols inside: it is a name wherever it stands."""
_SPLIT = re.compile(r",| and | or |\band\b|\bor\b|\(|\)|(?<![A-Z])/|/(?![A-Z])")
_IS = re.compile(r"\s(?:is|would be)\b")
"""What stands behind the subject of a sentence: "Python is our language"."""
_BULLET = re.compile(r"^\s*(?:[-*•–·▪●○+]\s|\d+[.)]\s)\s*")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_COMPANY = re.compile(
    rf"\b(?:At|[Jj]oin|About) (?P<name>{_WORD}(?: {_WORD})*)|"
    rf"^(?P<subject>{_WORD})\s+(?:is|are) (?:an|the|one|looking|hiring|a(?! (?:plus|bonus|must)))\b",
    re.MULTILINE,
)
_PLACE = re.compile(
    rf"(?i:\b(?:based|located|offices?|remote|hybrid|headquarters|relocate|hubs?|team)\s+(?:in|to|from|near|at)\s+(?:the\s+)?)"
    rf"(?P<names>{_WORD}(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s|\s){_WORD})*)|(?P<office>{_WORD})\s+(?:office|campus|headquarters)\b"
)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence or an item of the posting, without its bullet or label."""

    text: str
    optional: bool = False
    """Whether it names what is welcome and not required."""
    labelled: bool = False
    """Whether it stands behind a label that introduces skills."""


def named_terms(text: str) -> tuple[str, ...]:
    """What the posting names: what is a plus last, what it asks experience of and what it names often first."""
    passages = tuple(_passages(text))
    whole = "\n".join(passage.text for passage in passages)
    aside = _companies_and_places(text)
    elsewhere = _names_inside(passages) - aside
    found: dict[str, bool] = {}
    for passage in passages:
        for term in (*_asked_for(passage), *_names(passage, elsewhere)):
            same = next((known for known in found if known.lower() == term.lower()), term)
            found[same] = found.get(same, True) and passage.optional
    counted = {term: _count(term, found, whole) for term in found if term not in aside}
    cued = {term.lower() for passage in passages for term in _asked_for(passage)}
    ranked = sorted(counted, key=lambda t: (found[t], -counted[t] - (t.lower() in cued)))
    return tuple(term for term in ranked if counted[term])


# --- passages ------------------------------------------------------------------------------------


def _passages(text: str) -> Iterator[_Passage]:
    """What the posting says of the job: of its title what stands in brackets, no heading, and nothing beside the job."""
    title, rest = _title_and_rest(text)
    yield from (_Passage(inside, labelled=True) for inside in re.findall(r"\(([^)]+)\)", title))
    lines = list(_unwrapped(rest))
    while lines and _is_below_title(lines):
        lines = lines[1:]
    optional = aside = False
    for at, line in enumerate(lines):
        bare = _bare(line)
        if _is_heading(line, lines[at + 1] if at + 1 < len(lines) else ""):
            optional, aside = bool(_OPTIONAL.search(bare)), bool(_ASIDE.search(bare))
        elif not aside:
            yield from _sentences(bare, optional=optional)


def _sentences(line: str, *, optional: bool) -> Iterator[_Passage]:
    for sentence in _SENTENCE.split(line):
        label, colon, rest = sentence.partition(":")
        if not colon or len(label.split()) > LONGEST_LABEL or not rest.strip():
            label, rest = "", sentence
        if not (_ASIDE.search(label) or _ASIDE.match(rest)):
            welcome = bool(_OPTIONAL.search(sentence))
            yield _Passage(rest.strip(), optional or welcome, bool(label))


def _title_and_rest(text: str) -> tuple[str, str]:
    """The first line or sentence, which names the job, and what comes after it."""
    title, *rest = re.split(r"\n|\.\s", text.strip(), maxsplit=1)
    return title, "".join(rest)


def _is_below_title(lines: Sequence[str]) -> bool:
    """Whether the first line says who hires, and where, as lines below a title do."""
    bare = _bare(lines[0])
    short = len(bare.split()) <= LONGEST_HEADING and not bare.endswith((".", ":", ","))
    return short and ":" not in bare and len(lines) > 1 and not _is_heading(*lines[:2])


def _unwrapped(text: str) -> Iterator[str]:
    """Lines as they were written: those that were broken to fit a width are joined."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    width = max(map(len, lines), default=0)
    whole = ""
    for before, line in pairwise(("", *lines)):
        if whole and not _BULLET.match(line) and _goes_on(before, line, width):
            whole = f"{whole} {line.strip()}"
            continue
        if whole:
            yield whole
        whole = line
    if whole:
        yield whole


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line is the rest of the one before: by its small letter, by a comma, or because no more had fitted."""
    first = line.split(maxsplit=1)[0]
    full = width >= WRAPPED and len(before) + 1 + len(first) > width
    return (
        first[0].islower()
        or before.endswith(",")
        or (full and not before.endswith((".", ":", "!", "?")))
    )


def _bare(line: str) -> str:
    return re.sub(r"[*_`]{2,}|^#+\s*", "", _BULLET.sub("", line)).strip()


def _is_heading(line: str, following: str) -> bool:
    bare = _bare(line)
    words = bare.rstrip(":").split()
    if line.lstrip().startswith("#") or (bare.endswith(":") and len(words) <= LONGEST_HEADING):
        return True
    content = bare.endswith((".", ",", ";")) or ": " in bare
    if _BULLET.match(line) or len(words) > LONGEST_HEADING or content:
        return False
    return not words or words[0].lower() in _HEADINGS or bool(_BULLET.match(following))


# --- terms ---------------------------------------------------------------------------------------


def _asked_for(passage: _Passage) -> Iterator[str]:
    """What stands behind "experience with" and the like."""
    for cue in _CUE.finditer(passage.text):
        parts = _SPLIT.split(cue["terms"])
        names = any(part.strip()[:1].isupper() for part in parts)
        for part in parts:
            words = _trimmed(part.strip(" ,.-").split())
            term = " ".join(words)
            capital = any(character.isupper() for character in term)
            named = capital or len(words) > 1 or (names and not stems_of(term) <= _USUAL)
            most = WITH_PREPOSITION if _PREPOSITIONS & set(words) else LONGEST
            if 1 <= len(words) <= most and named and len(term) > 1 and not term[0].isdigit():
                yield term


def _names(passage: _Passage, elsewhere: frozenset[str]) -> Iterator[str]:
    listed = passage.labelled or _is_list(passage.text)
    for match in _NAME.finditer(passage.text):
        words = match[0].split()
        subject = _IS.match(passage.text, match.end())
        if _begins(passage.text, match.start()) and not listed and not subject:
            words = words if words[0] in elsewhere or _STYLED.match(words[0]) else words[1:]
        words = _trimmed(words)
        if 1 <= len(words) <= LONGEST and not words[0].isdigit() and not _is_usual(words):
            yield " ".join(words)


def _names_inside(passages: Iterable[_Passage]) -> frozenset[str]:
    """Words with a capital where none is due."""
    return frozenset(
        word
        for passage in passages
        for match in _NAME.finditer(passage.text)
        if not _begins(passage.text, match.start())
        for word in (match[0], *match[0].split())
    )


def _begins(text: str, at: int) -> bool:
    return not any(character.isalnum() for character in text[:at])


def _is_list(text: str) -> bool:
    """Whether a passage lists nothing but names: "Kubernetes", "Terraform, Ansible and Vault"."""
    parts = [part.strip() for part in _SPLIT.split(text.rstrip(". ")) if part.strip()]
    return all(part[0].isupper() and len(part.split()) <= LONGEST for part in parts) and (
        len(parts) > 1 or len(text.split()) == 1
    )


def _is_usual(words: Iterable[str]) -> bool:
    """Whether words are those of every job, though they are written with capitals."""
    return all(
        not _STYLED.match(word)
        and (stems_of(word) <= _USUAL or word.lower() in _DEPARTMENTS or _DOING.fullmatch(word))
        for word in words
    )


def _companies_and_places(text: str) -> frozenset[str]:
    """Names of who hires, and of where the work is."""
    companies = {
        name
        for match in _COMPANY.finditer(text)
        if (name := match["name"] or match["subject"]) and name[0].isupper()
    }
    places = {
        name
        for match in _PLACE.finditer(text)
        for name in re.findall(_WORD, match["names"] or match["office"])
    }
    return frozenset(companies | places)


def _trimmed(words: list[str]) -> list[str]:
    """The words without empty ones around them; behind a preposition those belong to the name."""
    while words and words[0].lower() in _EMPTY | _PREPOSITIONS:
        words = words[1:]
    while words and words[-1].lower() in _PREPOSITIONS:
        words = words[:-1]
    shorter = words
    while shorter and shorter[-1].lower() in _EMPTY:
        shorter = shorter[:-1]
    cut = shorter and shorter[-1].lower() in _PREPOSITIONS
    return words if cut else shorter


def _count(term: str, terms: Iterable[str], text: str) -> int:
    """How often a term stands in a text, and not just within a longer one."""
    longer = [other for other in terms if other != term and _times(term, other)]
    inside = sum(_times(other, text) * _times(term, other) for other in longer)
    return max(0, _times(term, text) - inside)


def _times(term: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE))
