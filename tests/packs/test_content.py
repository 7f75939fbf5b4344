"""What is shipped is complete, can be said aloud, and is true of itself."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from interviewer import checks
from interviewer.answer.question_fit import asks
from interviewer.checks.follow_up import DEEPER, DISAGREED, PROBES
from interviewer.errors import MissingDependencyError
from interviewer.model import Flaw, Kind, Material, Plan, Question, Round, Severity
from interviewer.packs import catalogue, rubrics, speakable
from interviewer.packs.catalogue import Pack
from interviewer.packs.plan import make_plan, make_plans
from interviewer.packs.reader import PackFile, Reading
from interviewer.packs.validate import GAPS
from interviewer.packs.yaml_file import Document, load
from interviewer.settings import paths
from interviewer.speak import open_voice
from tests.support.rooms import Room

PRINCIPLES = [
    "customer-obsession",
    "ownership",
    "invent-and-simplify",
    "are-right-a-lot",
    "learn-and-be-curious",
    "hire-and-develop",
    "insist-on-the-highest-standards",
    "think-big",
    "bias-for-action",
    "frugality",
    "earn-trust",
    "dive-deep",
    "have-backbone",
    "deliver-results",
    "best-employer",
    "success-and-scale",
]

WEAKNESSES = {
    "insecure direct object reference": 639,
    "SQL injection": 89,
    "command injection": 78,
    "path traversal": 22,
    "request forgery from the server": 918,
    "external entities": 611,
    "unsafe deserialization": 502,
    "cross-site scripting": 79,
    "prototype pollution": 1321,
    "weak randomness": 338,
    "hard-coded secret": 798,
    "missing authorization": 862,
    "open redirect": 601,
    "race": 362,
}


PACKS = (
    *("amazon-appsec", "behavioral", "data", "engineering-manager", "product-manager"),
    *("public-service", "retail-hospitality", "software-engineer", "sre"),
    *("student-first-job", "teaching"),
)
each_pack = pytest.mark.parametrize("name", PACKS)


@cache
def packs() -> dict[str, Pack]:
    """What comes with the product, thoroughly checked."""
    return catalogue.load_all(folders=[paths.shipped_prompts()], thorough=True)


def shipped() -> Pack:
    """The default pack."""
    return packs()["amazon-appsec"]


def own(name: str) -> list[Question]:
    """The questions of a pack that it does not have from another."""
    files = [document.path for document in _documents() if document.value.pack == name]
    pack = packs()[name]
    return [question for question in pack.questions.values() if pack.files[question.id] in files]


@cache
def _documents() -> tuple[Document[PackFile], ...]:
    return tuple(Reading([paths.shipped_prompts()]).documents)


def of_kind(kind: Kind) -> list[Question]:
    """The shipped questions of a kind."""
    return [question for question in shipped().questions.values() if question.kind is kind]


def material(question: Question) -> Material:
    """What stands on the screen."""
    assert question.material is not None
    return question.material


def reviews(language: str) -> list[Question]:
    """The pieces of code in a language."""
    return [
        question
        for question in of_kind(Kind.CODE_REVIEW)
        if material(question).language == language
    ]


def flaws() -> list[tuple[Question, Flaw]]:
    """Every planted flaw with its question."""
    return [(asked, flaw) for asked in of_kind(Kind.CODE_REVIEW) for flaw in material(asked).flaws]


# --- how much there is --------------------------------------------------------------------------


def test_every_principle_has_four_stories_with_three_probes_each() -> None:
    """And says what an interviewer listens for."""
    stories = Counter(question.competency for question in of_kind(Kind.BEHAVIORAL))
    assert sorted(stories) == sorted(PRINCIPLES)
    assert min(stories.values()) >= 4
    for name in PRINCIPLES:
        principle = shipped().competencies[name]
        assert principle.group == "principle"
        assert principle.about
        assert len(principle.listens_for) >= 3
    for question in of_kind(Kind.BEHAVIORAL):
        assert len(question.follow_ups) >= 3, question.id
        assert len(question.strong) >= 3, question.id
        assert set(question.also) <= set(PRINCIPLES) - {question.competency}, question.id


def test_threat_models_have_facts_twists_and_a_rubric() -> None:
    """Six systems, fifteen to twenty minutes each."""
    systems = of_kind(Kind.THREAT_MODEL)
    assert len(systems) >= 6
    for question in systems:
        assert question.target_s == (900, 1200)
        assert "threat-model" in question.rubrics
        assert len(material(question).facts) >= 8, question.id
        assert len(material(question).twists) >= 3, question.id
        assert material(question).text
        assert len(question.follow_ups) >= 5
        assert len(question.strong) >= 5


def test_code_to_review_comes_in_three_languages() -> None:
    """Five or more each, as long as a screen, with one to four flaws; some with none."""
    for language in ("java", "python", "javascript"):
        flawed = [question for question in reviews(language) if not material(question).clean]
        assert len(flawed) >= 5
        for question in flawed:
            assert 1 <= len(material(question).flaws) <= 4
    assert any(material(question).clean for question in of_kind(Kind.CODE_REVIEW))
    for question in of_kind(Kind.CODE_REVIEW):
        assert question.target_s == (300, 600)
        assert 15 <= len(material(question).text.splitlines()) <= 45, question.id


@pytest.mark.parametrize("name", WEAKNESSES)
def test_every_usual_weakness_is_planted_somewhere(name: str) -> None:
    """By its number in the Common Weakness Enumeration."""
    assert WEAKNESSES[name] in {flaw.cwe for _, flaw in flaws()}


def test_the_other_exercises_are_there() -> None:
    """Vulnerabilities and incidents, programs, influence, and the ends of an interview."""
    for id_ in (
        "vulnerability-idor-find",
        "vulnerability-prioritise-findings",
        "vulnerability-live-incident",
        "vulnerability-cloud-guardduty",
        "vulnerability-cloud-security-hub",
    ):
        assert shipped().questions[id_].kind is Kind.VULNERABILITY
    named = {material(question).task for question in of_kind(Kind.AUTOMATION)}
    assert named == set(paths.prompt_files("tasks"))
    assert len(named) >= 5
    assert len(of_kind(Kind.EXECUTIVE)) >= 5
    sittings = len(shipped().formats["onsite"].sittings)
    assert len(of_kind(Kind.CANDIDATE_QUESTIONS)) >= sittings
    assert len(of_kind(Kind.WARM_UP)) >= 3


@each_pack
def test_every_pack_has_all_its_parts(name: str) -> None:
    """Stories with three probes each, competencies, people, formats, warm-ups, a study plan, and where it comes from."""
    pack = packs()[name]
    for question in own(name):
        assert question.competency in pack.competencies, question.id
        assert len(question.strong) >= 3, question.id
        if question.kind is Kind.BEHAVIORAL:
            assert len(question.follow_ups) >= 3, question.id
        asked = [probe.text for probe in question.follow_ups]
        assert len(set(asked)) == len(asked), question.id
    kinds = Counter(question.kind for question in pack.questions.values())
    assert kinds[Kind.BEHAVIORAL] >= 15
    assert kinds[Kind.WARM_UP] >= 5
    tested = {question.competency for question in own(name)}
    for key, competency in pack.competencies.items():
        if key in tested and competency.group not in {"opening", "closing", "skill"}:
            assert len(competency.listens_for) >= 3, key
    assert {"phone-screen", "onsite", "drill", "warm-up"} <= set(pack.formats)
    assert len(pack.interviewers) >= 5
    assert {"first-30-minutes", "phone-screen", "full-loop"} <= set(pack.milestones)


@each_pack
def test_every_story_says_what_it_asks_for(name: str) -> None:
    """By itself or by its words, so that an answer to something else is noticed."""
    vague = [q.id for q in own(name) if q.kind is Kind.BEHAVIORAL and not asks(q)]
    assert name == "amazon-appsec" or vague == []


@each_pack
def test_questions_are_open(name: str) -> None:
    """Nothing that a yes would answer, and not many things at once."""
    assert name == "amazon-appsec" or not any(list(speakable.hints(q.text)) for q in own(name))


def test_the_behavioral_pack_is_for_anybody() -> None:
    """Sixty questions, five for each of twelve competencies."""
    stories = Counter(q.competency for q in own("behavioral") if q.kind is Kind.BEHAVIORAL)
    assert sorted(stories.values()) == [5] * 12


@each_pack
def test_packs_name_their_source_and_licence(name: str) -> None:
    """In one of their files; the security pack's rubrics name theirs."""
    files = [document.value for document in _documents() if document.value.pack == name]
    assert name == "amazon-appsec" or any(file.source and file.licence for file in files)


def test_no_employer_is_named() -> None:
    """Except in the pack that is named after one."""
    names = re.compile(
        r"\b(amazon|google|meta|facebook|microsoft|apple|netflix|nhs|ikea)\b", re.IGNORECASE
    )
    for name in PACKS[1:]:
        for question in own(name):
            said = (question.text, *question.strong, *(p.text for p in question.follow_ups))
            assert not names.search(" ".join(said)), question.id


# --- what is said -------------------------------------------------------------------------------


def test_nothing_is_asked_twice() -> None:
    """No two questions are worded alike, in whichever pack they are."""
    every = [question for name in (*PACKS, "common") for question in own(name)]
    texts = Counter(question.text for question in every)
    assert max(texts.values()) == 1
    probes = Counter(
        (question.id, probe.text) for question in every for probe in question.follow_ups
    )
    assert max(probes.values()) == 1


@each_pack
def test_probes_answer_to_gaps_that_exist(name: str) -> None:
    """Rules that are probed, and concepts of the question's own rubrics."""
    assert set(PROBES) - {DEEPER, DISAGREED} <= GAPS
    assert GAPS - {"always"} <= {rule.name for rule in checks.rules()}
    concepts = rubrics.ids()
    for question in own(name):
        for probe in question.follow_ups:
            rubric, _, concept = probe.gap.partition(".")
            if probe.gap not in GAPS:
                assert rubric in question.rubrics, (question.id, probe.gap)
                assert concept in concepts[rubric]


@each_pack
def test_every_sentence_of_every_plan_can_be_said(name: str) -> None:
    """Greetings and hand-overs, with names and minutes filled in."""
    pack = packs()[name]
    plans = [make_plan(format_, pack) for format_ in ("phone-screen", "warm-up", "drill")]
    for plan in (*plans, *make_plans("onsite", pack)):
        assert {question.id for question in plan.questions}
        for window in plan.rounds:
            if window.says:
                assert list(speakable.problems(window.says)) == []


@pytest.mark.slow
@each_pack
def test_the_questions_that_are_hardest_to_say_are_spoken(name: str) -> None:
    """Those with most digits, capitals and signs."""
    texts = (question.text for question in own(name))
    assert_spoken(sorted(texts, key=lambda text: sum(map(str.islower, text)) / len(text))[:4])


@pytest.mark.exhaustive
@each_pack
def test_every_question_is_spoken(name: str) -> None:
    """And so are all others."""
    assert_spoken([question.text for question in own(name)])


def assert_spoken(texts: Sequence[str]) -> None:
    """By the default voice, at the pace of speech: nothing is swallowed or spelled out."""
    voice = open_voice("pyttsx3")
    try:
        with ThreadPoolExecutor(2) as pool:
            sounds = list(pool.map(voice.synthesise, texts))
    except MissingDependencyError as error:
        pytest.skip(str(error))
    paces = {
        text: len(text.split()) / sound.duration * 60
        for text, sound in zip(texts, sounds, strict=True)
    }
    assert {text: pace for text, pace in paces.items() if not 90 < pace < 260} == {}


@pytest.mark.slow
@each_pack
def test_every_question_is_asked_and_answered_once_by_a_silent_candidate(
    name: str, tmp_path: Path
) -> None:
    """The whole pack goes through the interview, and nobody says a word."""
    everything = tuple(own(name))
    asked = Plan("everything", name, 0, (Round("All", 60.0, everything),))
    room = Room(tmp_path / "answers", {question.id: "" for question in everything}, seconds=0.2)
    session = room.interview(asked).run(tmp_path / "kept")
    assert session.finished
    assert [turn.question for turn in session.turns] == list(everything)
    assert {turn.transcript.text for turn in session.turns} == {""}
    heard = [line for line in room.screen.seen if line.startswith("asks ")]
    assert len(heard) == len(everything)


# --- what is planted ----------------------------------------------------------------------------


def test_flaws_lie_where_their_code_is() -> None:
    """Every line of a flaw holds one of the pieces that it names, and no two flaws share all."""
    for question, flaw in flaws():
        lines = material(question).text.splitlines()
        assert flaw.at, question.id
        for number in flaw.lines:
            assert any(piece in lines[number - 1] for piece in flaw.at), (question.id, number)
        assert len(flaw.lines) == len(flaw.at), question.id
        assert flaw.why
        assert flaw.fix
        assert len(flaw.says) >= 5, (question.id, flaw.name)
        assert flaw.severity in Severity
    for question in of_kind(Kind.CODE_REVIEW):
        places = [flaw.lines for flaw in material(question).flaws]
        assert len(set(places)) == len(places), question.id


def test_a_linter_sees_the_flaws_that_linters_can_see() -> None:
    """Ruff's security rules find these in the Python files, on the lines that the pack names."""
    visible = {
        ("review-python-thumbnails", 78): "S602",
        ("review-python-link-preview", 918): "S310",
        ("review-python-order-search", 89): "S608",
        ("review-python-job-queue", 502): "S301",
        ("review-python-job-queue", 798): "S106",
    }
    found = {}
    for question in reviews("python"):
        command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "S", "-"]
        done = subprocess.run(
            [*command, "--output-format", "json", "--stdin-filename", "code.py"],
            input=material(question).text,
            capture_output=True,
            text=True,
            check=False,
        )
        for seen in json.loads(done.stdout):
            rows = range(seen["location"]["row"], seen["end_location"]["row"] + 1)
            matching = [
                flaw.cwe for flaw in material(question).flaws if set(flaw.lines) & set(rows)
            ]
            assert matching, (question.id, seen["code"], rows)
            found[question.id, matching[0]] = seen["code"]
    assert found == visible


@pytest.mark.parametrize("id_", [q.id for q in catalogue.load("amazon-appsec").find("code-review")])
def test_code_to_review_is_code(id_: str, tmp_path: Path) -> None:
    """Every piece parses in its language, as far as it is installed; no comment gives it away."""
    shown = material(shipped().questions[id_])
    for word in ("flaw", "vulnerab", "todo", "unsafe", "insecure", "cwe", "inject"):
        assert word not in shown.text.lower()
    if shown.language == "python":
        ast.parse(shown.text)
        return
    tool, suffix, command = {
        "javascript": ("node", ".js", ["--check"]),
        "java": ("javac", ".java", ["-XDshould-stop.ifNoError=PARSE", "-d", str(tmp_path)]),
    }[shown.language]
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    path = tmp_path / Path(shown.source).with_suffix(suffix).name
    path.write_text(shown.text, "utf-8")
    done = subprocess.run([tool, *command, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# --- what is still to do ------------------------------------------------------------------------


@each_pack
def test_the_study_plan_asks_for_what_can_be_measured(name: str) -> None:
    """Scores and rules that the checks know, and commands that practise them."""
    milestones = packs()[name].milestones
    assert list(milestones)[:3] == ["first-30-minutes", "phone-screen", "full-loop"]
    families = {check.name for check in checks.CHECKS} | {"overall", "coverage", "program"}
    rules = {rule.name for rule in checks.rules()}
    for milestone in milestones.values():
        for step in milestone.steps:
            assert set(step.condition.scores) <= families
            assert set(step.condition.without) <= rules
            program, verb, *rest = step.do.split()
            assert (program, verb) in {
                ("interviewer", "drill"),
                ("interviewer", "phone-screen"),
                ("interviewer", "onsite"),
            }
            if rest:
                asked = packs()[name].find(rest[0])
                kinds = step.condition.kinds
                assert not kinds or {question.kind for question in asked} & set(kinds)


def test_the_study_plan_says_what_the_interview_comes_down_to() -> None:
    """Thirty minutes, eight stories, sixteen principles, and the five criteria."""
    milestones = shipped().milestones
    assert sum(step.minutes or 0 for step in milestones["first-30-minutes"].steps) == 30
    screen = milestones["phone-screen"].steps
    assert screen[0].condition.count == 8
    assert "metrics.none" in screen[0].condition.without
    assert screen[1].condition.seconds == (900, 1200)
    loop = milestones["full-loop"].steps[0].condition
    assert (loop.count, loop.distinct) == (16, "competency")
    criteria = [step.condition for step in milestones["success-criteria"].steps]
    assert [condition.seconds for condition in criteria[:3]] == [
        (900, 1200),
        (300, 600),
        (180, 240),
    ]
    assert criteria[3].scores == {"program": 100}
    assert criteria[4].kinds == (Kind.EXECUTIVE,)


@each_pack
def test_conditions_can_be_met(name: str) -> None:
    """There are at least as many questions as a condition counts."""
    pack = packs()[name]
    for milestone in pack.milestones.values():
        for step in milestone.steps:
            condition = step.condition
            fitting = [
                question
                for question in pack.questions.values()
                if (not condition.kinds or question.kind in condition.kinds)
                and (not condition.questions or question.id in condition.questions)
                and (not condition.competencies or question.competency in condition.competencies)
                and (not condition.rubrics or set(condition.rubrics) & set(question.rubrics))
            ]
            if condition.distinct == "competency":
                assert len({question.competency for question in fitting}) >= condition.count
            else:
                assert len(fitting) >= condition.count, step.title


# --- the files ----------------------------------------------------------------------------------


def test_every_file_of_a_pack_can_be_read_alone() -> None:
    """Each says which pack it belongs to, and holds something."""
    files = set(shipped().files.values())
    for path in files:
        assert load(path, PackFile).questions
    names = {path.name for path in files}
    assert {"04-are-right-a-lot.yaml", "threat-models.yaml", "opening.yaml"} <= names


def test_every_source_is_used() -> None:
    """No snippet lies about that no question shows."""
    folder = paths.shipped_prompts() / "amazon-appsec"
    used = {material(question).source for question in of_kind(Kind.CODE_REVIEW)}
    assert used == {f"snippets/{path.name}" for path in (folder / "snippets").glob("*.*")}


def test_the_common_pack_stands_alone() -> None:
    """It names nobody's principles, so that any other pack can build on it."""
    common = catalogue.load("common")
    assert set(common.competencies) == {"introduction", "curiosity-about-the-job"}
    assert not any("amazon" in question.text.lower() for question in common.questions.values())
    assert {"phone-screen", "onsite", "drill", "warm-up"} == set(common.formats)


def test_a_drawing_fits_a_terminal() -> None:
    """80 columns with a margin on both sides; words may wrap, arrows may not."""
    every = [question for name in (*PACKS, "common") for question in own(name)]
    shown = [question.material.text for question in every if question.material]
    drawings = [text for text in shown if "-->" in text]
    assert drawings
    assert all(len(line) <= 76 for text in drawings for line in text.splitlines())
