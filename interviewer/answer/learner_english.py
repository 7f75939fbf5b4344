"""Words of a speaker with another first language -> the forms in which a listener understands them.

A listener takes "my boss say me to fix it, so I have written a script" for an account of what happened; what reads
answers knows English as first speakers tell stories. Each word is replaced by one other, so that places in the
answer stay the same; what is quoted and counted is what was said. The kinds of slips are those that most first
languages share (Swan & Smith, Learner English, 2001): the perfect for the past (German, French, Slavic languages),
the present or a continuous form in an account, a third person without its ending, regular endings on irregular
verbs, plurals of what has none, "like" for "as". Articles, prepositions and the order of words need nothing: no
reading depends on one of them alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.word_forms import form

MARKERS, MARKED = 3, 0.04
"""Fewest verbs of the past, and their share of the words, from which an answer tells of the past, if it says no more
in general: then what stands in the present between them is told, too."""
_GENERAL = frozenset(("habit", "opinion", "guess", "self", "talk"))
_PAST_OF = dict(
    pair.split(">")
    for pair in (
        "become>became begin>began break>broke bring>brought build>built buy>bought catch>caught choose>chose "
        "come>came "
        "cut>cut deal>dealt do>did draw>drew drive>drove eat>ate fall>fell feel>felt fight>fought find>found "
        "fly>flew forget>forgot get>got give>gave go>went grow>grew hang>hung have>had hear>heard hold>held keep>kept "
        "know>knew lead>led leave>left lend>lent let>let lose>lost make>made mean>meant meet>met pay>paid put>put "
        "read>read ring>rang run>ran say>said see>saw sell>sold send>sent set>set shake>shook show>showed sit>sat "
        "sleep>slept speak>spoke spend>spent stand>stood steal>stole take>took teach>taught tell>told think>thought "
        "throw>threw understand>understood win>won write>wrote"
    ).split()
)
_PAST_OF_PARTICIPLE = dict(
    pair.split(">")
    for pair in (
        "been>was become>became begun>began broken>broke chosen>chose come>came done>did drawn>drew driven>drove "
        "eaten>ate fallen>fell forgotten>forgot given>gave gone>went gotten>got grown>grew known>knew rung>rang run>ran "
        "read>read seen>saw shaken>shook shown>showed spoken>spoke stolen>stole taken>took thrown>threw written>wrote "
        "got>got hit>hit had>had put>put cut>cut set>set let>let"
    ).split()
)
_OTHER_FORMS = {
    "informations": "information", "advices": "advice", "feedbacks": "feedback", "equipments": "equipment",
    "knowledges": "knowledge", "softwares": "software", "percents": "percent", "catched": "caught",
    "teached": "taught", "builded": "built", "choosed": "chose", "maked": "made", "writed": "wrote",
    "bringed": "brought", "buyed": "bought", "falled": "fell", "feeled": "felt", "finded": "found", "getted": "got",
    "gived": "gave", "goed": "went", "keeped": "kept", "knowed": "knew", "leaved": "left", "meeted": "met",
    "runned": "ran", "selled": "sold", "sended": "sent", "speaked": "spoke", "spended": "spent", "telled": "told",
    "thinked": "thought", "taked": "took", "payed": "paid",
}  # fmt: skip
PASSED_OVER = "actually"
"""Stands where two words became one: nothing is read from it."""
_PAST_AUXILIARIES = frozenset("was were had did didn't wasn't weren't couldn't".split())
_STATES = frozenset(
    "working living studying sitting standing waiting thinking hoping using getting losing going doing having being"
    " looking feeling trying running leading".split()
)
"""What somebody is at while something else happens."""
_USUAL = {
    ("after", "this"): "that", ("since", "this"): "then", ("before", "this"): "that", ("until", "now"): "today",
}  # fmt: skip
"""Two words, and what stands for the second of them."""
_AFTER_TIME = frozenset(("", "time", "the", "it", "i", "we", "they", "nobody", "and"))
_SAYING = {"say": "tell", "says": "tells", "said": "told"}
_REQUESTS = frozenset("ask asks asked told want wants wanted".split())
_COUNTS = frozenset(("hundreds", "thousands", "millions"))
_ADDRESSED = frozenset("me him her them us everybody everyone".split())
_AUXILIARIES = {
    "is": "was", "am": "was", "are": "were", "isn't": "wasn't", "aren't": "weren't",
    "can": "could", "can't": "couldn't", "cannot": "couldn't", "don't": "didn't",
    "doesn't": "didn't", "has": "had", "have": "had", "do": "did", "does": "did",
}  # fmt: skip
_SUBJECTS = frozenset(
    "i we he she they it nobody everybody everyone somebody who which that".split()
)
_PEOPLE = frozenset("i we he she they nobody everybody everyone".split())
_BETWEEN = frozenset("also just then only never not already really still immediately first".split())
_NO_VERB = frozenset(
    "and or but so to of in on at for with from by the a an my our his her their who i we they he she it you as if "
    "than not no what where how because both all alone would could should will might may was were had did got used "
    "about into after before until when while myself himself ourselves too there this that these those us them".split()
)
_NOT_THEN = frozenset(
    "now today nowadays still until since always usually normally often whenever sometimes if will would"
    " generally mostly never".split()
)
"""What stands near a word in the present that is meant so."""
_LESSONS = frozenset("learned learnt learn lesson".split())
_REPORTING = frozenset(
    "say says ask asks tell tells want wants call calls know knows agree agrees come comes need needs look looks"
    " explain explains answer answers write writes".split()
)
_NO_SUBJECT = frozenset(
    "to a an the my our his her their this that will would can could must should may might let lets not don't didn't"
    " in on of by for with each every one first next last i we he she they you and or".split()
)
_ROLES = ("er", "or", "ist", "ant", "ent", "head", "lead", "ice", "ian")
_COMPARES = frozenset(
    "was were is it's be feel felt look looks looked sounds and so just i he she they".split()
)


def understood(tokens: Sequence[str], *, account: bool) -> tuple[str, ...]:
    """The tokens in standard forms, one for one; with `account`, what belongs to a past account in the past."""
    found = [_OTHER_FORMS.get(token, token) for token in tokens]
    for at in range(len(found)):
        found[at] = _usual_word(found, at)
    if account:
        marked = _perfect_as_past(found)
        if marked >= max(MARKERS, MARKED * len(found), _in_general(found)):
            for at, word in list(_told_in_present(found)):
                found[at] = word
            _duties(found)
        _continuous_as_past(found)
    return tuple(found)


# --- words that another language puts differently ------------------------------------------------


def _usual_word(tokens: Sequence[str], at: int) -> str:
    """The word that is usual in its place: "worked like engineer", "after this", "three from four", "said me"."""
    token = tokens[at]
    before, behind = tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""
    if (instead := _USUAL.get((before, token))) and behind in _AFTER_TIME:
        return instead
    if token == "like" and _names_role(tokens, at):
        return "as"
    if behind in _ADDRESSED and token in _SAYING:
        return _SAYING[token]
    if token == "that" and before in _ADDRESSED and tokens[at - 2] in _REQUESTS:
        return "to"
    if (
        token == "at"
        and tuple(tokens[at + 1 : at + 3]) == ("the", "end")
        and tokens[at + 3 : at + 4] != ["of"]
    ):
        return "in"
    return _among_numbers(tokens, at, form(before) == "<n>", form(behind) == "<n>")


def _among_numbers(tokens: Sequence[str], at: int, before: bool, behind: bool) -> str:
    """The usual word beside numbers: "three from four", "two until nineteen", "on ten percents", "two thousands"."""
    token, later = tokens[at], tokens[at + 1 : at + 4]
    if token == "from" and before and behind and not {"to", "until"} & set(later):
        return "of"
    if token == "until" and before and behind:
        return "to"
    if token == "on" and behind and later[1:2] == ["percent"]:
        return "by"
    counted = token in _COUNTS and before and tokens[at - 1] not in _COUNTS
    return token.removesuffix("s") if counted else token


def _names_role(tokens: Sequence[str], at: int) -> bool:
    """Whether what follows "like" is somebody's role."""
    behind = tokens[at + 1 : at + 4]
    return (not at or tokens[at - 1] not in _COMPARES) and any(
        token.endswith(_ROLES) for token in behind
    )


# --- tenses --------------------------------------------------------------------------------------


def _perfect_as_past(tokens: list[str]) -> int:
    """Turn the perfect into the past ("I have fixed it yesterday"), and count the verbs of the past."""
    marked = 0
    for at, token in enumerate(tokens):
        if token in {"have", "has"} and (verb := _next(tokens, at)):
            past = _PAST_OF_PARTICIPLE.get(tokens[verb]) or tokens[verb]
            if form(past) == "<ed>" or past != tokens[verb]:
                tokens[at], tokens[verb] = past, PASSED_OVER
        marked += form(tokens[at]) == "<ed>" or tokens[at] in _PAST_AUXILIARIES
    return marked


def _in_general(tokens: Sequence[str]) -> int:
    """How often something is said in general: a habit, an opinion, a guess, what the speaker is like."""
    return sum(hit.label in _GENERAL for hit in lexicon("episode").find(tokens))


def _next(tokens: Sequence[str], at: int) -> int:
    """Where the word behind one stands, adverbs passed over; 0 at the end."""
    places = range(at + 1, min(at + 4, len(tokens)))
    return next((place for place in places if tokens[place] not in _BETWEEN), 0)


def _told_in_present(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Words in the present that tell what happened, each with its past."""
    for at, token in enumerate(tokens):
        near = tokens[max(at - 4, 0) : at + 3]
        if not _NOT_THEN.isdisjoint(near) or "every" in near[:-3]:
            continue
        if not _LESSONS.isdisjoint(tokens[max(at - 8, 0) : at]):
            continue
        before = tokens[at - 1] if at else ""
        if token == "is" and tokens[at + 1 : at + 2] in (["that"], ["i"], ["to"], ["if"]):
            continue  # "the short version is that"
        if token in _AUXILIARIES and before not in {"", "to", "will", "would"}:
            yield at, _AUXILIARIES[token]
        elif token in _REPORTING and before not in _NO_SUBJECT | {""}:
            yield at, past_of(token)
        elif token in _PEOPLE and (verb := _next(tokens, at)) and _is_present(tokens[verb]):
            yield verb, past_of(tokens[verb])


def _is_present(token: str) -> bool:
    """Whether a word behind a person can be a verb in the present."""
    return (
        token.isalpha()
        and token not in _NO_VERB | _SUBJECTS | _NOT_THEN | set(_AUXILIARIES) | {"must"}
        and form(token) == token
    )


def _duties(tokens: list[str]) -> None:
    """Of "I must close the books" make a task: "I had to the books", one word for one."""
    for at in range(1, len(tokens) - 1):
        if tokens[at] == "must" and tokens[at - 1] in _PEOPLE:
            verb = at + 1 + (tokens[at + 1] in _BETWEEN)
            tokens[at : at + 2] = ["had", "to"] if verb == at + 1 else ["had", tokens[at + 1]]


def _continuous_as_past(tokens: list[str]) -> None:
    """Turn "I was calling him each week" into the past, as far as nothing else happened meanwhile."""
    for at in range(1, len(tokens) - 1):
        doing = tokens[at + 1]
        if tokens[at] not in {"was", "were"} or form(doing) != "<ing>":
            continue
        person = tokens[at - 1] in _PEOPLE and not {"when", "while", "as"} & set(
            tokens[max(at - 4, 0) : at]
        )
        if doing == "having" or (person and doing not in _STATES):
            tokens[at], tokens[at + 1] = _past_of_doing(doing), PASSED_OVER


def _past_of_doing(doing: str) -> str:
    """`writing` → `wrote`, `calling` → `called`, `stopping` → `stopped`."""
    stem = doing.removesuffix("ing")
    bases = (stem, f"{stem}e", stem[:-1])
    return next((_PAST_OF[base] for base in bases if base in _PAST_OF), past_of(stem))


def past_of(verb: str) -> str:
    """The past of a verb in the present: `says` → `said`, `propose` → `proposed`, `try` → `tried`."""
    for base in (verb, verb.removesuffix("s"), verb.removesuffix("es")):
        if base in _PAST_OF:
            return _PAST_OF[base]
    base = verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return f"{base[:-1]}ied"
    return f"{base}ed"
