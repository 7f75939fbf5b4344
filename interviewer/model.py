"""The values that flow through the pipeline: frozen, slotted, and free of third-party imports.

All times are seconds from the start of the recording they belong to. Evidence is always a half-open
range of word indexes (`Span`): text, time and audio position all follow from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

SCHEMA = 2
"""Version of `session.json`; raise it together with a migration in `history/store.py`."""


class Kind(StrEnum):
    """What a question asks for; decides which checks apply."""

    BEHAVIORAL = "behavioral"
    THREAT_MODEL = "threat-model"
    CODE_REVIEW = "code-review"
    VULNERABILITY = "vulnerability"
    AUTOMATION = "automation"
    EXECUTIVE = "executive"
    WARM_UP = "warm-up"
    CANDIDATE_QUESTIONS = "candidate-questions"
    TECHNICAL = "technical"
    """A technical answer of no particular exercise, as in `score --kind technical`."""


TECHNICAL_KINDS = frozenset(
    {
        Kind.THREAT_MODEL,
        Kind.CODE_REVIEW,
        Kind.VULNERABILITY,
        Kind.AUTOMATION,
        Kind.EXECUTIVE,
        Kind.TECHNICAL,
    }
)


class Part(StrEnum):
    """What a sentence does in a story (STAR, with the reflection that good answers add)."""

    SITUATION = "situation"
    TASK = "task"
    ACTION = "action"
    RESULT = "result"
    REFLECTION = "reflection"
    OTHER = "other"


STAR = (Part.SITUATION, Part.TASK, Part.ACTION, Part.RESULT)
"""The four parts every story needs, in the order they are usually told."""


class English(StrEnum):
    """Whether a speaker grew up with English; decides which pace and pauses are normal."""

    FIRST = "first"
    SECOND = "second"


class Verdict(StrEnum):
    """What a finding means for the candidate."""

    GOOD = "good"
    """A strength worth keeping."""
    NOTE = "note"
    """A fact worth knowing that costs nothing."""
    ASK = "ask"
    """A weak case, worded as a question: the evidence does not suffice to call it a fault."""
    FIX = "fix"
    """Something to change before the interview."""


# --- what was heard -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word as it was heard, punctuation attached."""

    text: str
    start: float | None = None
    """Seconds from the start of the recording; None when the transcript came without times."""
    end: float | None = None
    probability: float | None = None
    """The recogniser's confidence, 0–1."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` up to but excluding `last`."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time, in seconds."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Seconds from start to end."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Prosody:
    """How an answer sounded, measured from the audio or brought along by a transcript."""

    duration_s: float | None = None
    pauses: int | None = None
    pause_mean_s: float | None = None
    pause_max_s: float | None = None
    pause_total_s: float | None = None
    intensity_mean_db: float | None = None
    intensity_sd_db: float | None = None
    pitch_mean_hz: float | None = None
    pitch_sd_hz: float | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of one answer."""

    words: tuple[Word, ...]
    duration: float | None = None
    """Length of the recording in seconds; None when only text is known."""
    engine: str = "text"
    model: str = ""
    language: str = "en"
    speech: tuple[Interval, ...] | None = None
    """Where a voice was heard, from voice activity detection; None when nobody measured it."""
    unheard: tuple[Interval, ...] = ()
    """Where a voice holds a sound and no word was heard: fillers, perhaps, that were left out."""
    prosody: Prosody | None = None
    others: tuple[Interval, ...] = ()
    """Where somebody else speaks in the same recording; neither scored nor timed."""
    edited: bool = False
    """Whether the candidate corrected the words."""
    english: English = English.FIRST
    """Whether English is the speaker's first or second language."""

    @property
    def text(self) -> str:
        """All words, one blank between."""
        return " ".join(word.text for word in self.words)


# --- what was found -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation of one rule, with the words that show it."""

    rule: str
    """Name of the rule, `family.what` (for example `star.no-result`)."""
    verdict: Verdict
    message: str
    """What was observed, in plain words, to the candidate."""
    advice: str = ""
    """What to do about it, with a shape to try."""
    evidence: tuple[Span, ...] = ()
    value: float | None = None
    """The measured figure behind the finding, in the unit its rule's page names."""
    gain: float = 0.0
    """Points the overall score would rise if this were fixed."""
    sure: float = 1.0
    """How likely a careful listener would say the same, 0–1; see `checks.advice`."""
    ask: str = ""
    """How an interviewer would ask about it; empty where `checks.follow_up` words it."""


# --- what is asked ------------------------------------------------------------------------------


class Severity(StrEnum):
    """How bad a flaw is, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What an interviewer says after an answer, and why: prepared by a pack, or by a rule."""

    text: str
    gap: str = "always"
    """The gap it asks about: a rule (`star.no-result`), a concept (`idor.query-scoping`), `always`
    when it fits any answer. Additions to a scenario are `facts` (asked for) and `twist`; a part of
    the answer that is told again is `rewind.result` and so on."""

    @property
    def label(self) -> str:
        """What it is called where it is shown: facts that were asked for ask nothing themselves."""
        return "Interviewer" if self.gap == "facts" else "Follow-up"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about a scenario that is told only when the candidate asks for it."""

    topics: tuple[str, ...]
    """Words or phrases in the candidate's question that call for it."""
    text: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """A flaw planted in a piece of code under review."""

    cwe: int
    name: str
    why: str
    fix: str
    severity: Severity
    at: tuple[str, ...] = ()
    """Pieces of the code, each found on one line only: where the flaw shows."""
    lines: tuple[int, ...] = ()
    """1-based line numbers of the material's text, worked out from `at` when the pack is loaded."""
    says: tuple[str, ...] = ()
    """Phrases by which candidates name it."""


@dataclass(frozen=True, slots=True)
class Material:
    """What stands on the screen while a question is answered, and what is known about it."""

    text: str = ""
    """Code, a diagram as text, or a list of findings; shown with line numbers when it is code."""
    language: str = "text"
    """`java`, `python`, `javascript`, or `text`."""
    source: str = ""
    """File beside the pack that `text` is read from, when it is not written out in the pack."""
    title: str = ""
    facts: tuple[Fact, ...] = ()
    twists: tuple[str, ...] = ()
    """Spoken half way through ("Now assume a malicious seller.")."""
    flaws: tuple[Flaw, ...] = ()
    clean: bool = False
    """Code in which nothing is wrong: the right answer is to say so and why."""
    task: str = ""
    """Name of the automation task whose hidden cases a candidate's program is run against."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a pack."""

    id: str
    kind: Kind
    text: str
    """What the interviewer says."""
    competency: str = ""
    """Principle or skill it tests (`ownership`, `threat-modelling`)."""
    also: tuple[str, ...] = ()
    """Further competencies that a good answer gives evidence of."""
    asks: tuple[str, ...] = ()
    """What it asks for (`failure`, `conflict`, `talk`, …); read from its words when nothing is named."""
    target_s: tuple[float, float] = (90.0, 240.0)
    """Good length of an answer: from, to (seconds)."""
    limit_s: float = 360.0
    """Where an interviewer would stop the answer."""
    follow_ups: tuple[FollowUp, ...] = ()
    rubrics: tuple[str, ...] = ()
    """Names of the rubrics whose concepts a strong answer covers."""
    not_invited: tuple[str, ...] = ()
    """Concepts (`rubric.concept`) that this question does not call for: neither missed nor scored."""
    strong: tuple[str, ...] = ()
    """What a strong answer contains, for the candidate to read afterwards."""
    material: Material | None = None
    variants: tuple[str, ...] = ()
    """The same in other words, for the next drill of it; another beginning where there are none."""


@dataclass(frozen=True, slots=True)
class InterviewerManner:
    """How an interviewer behaves; the defaults are those of a warm one."""

    name: str = "warm"
    acknowledges: tuple[str, ...] | None = None
    """What is said at the end of an answer, in turn; None for the usual words, empty for nothing."""
    silence_s: float = 0.0
    """Silence after an answer before anything else is said."""
    interrupts_at: float = 1.0
    """Share of a question's time limit after which an answer is interrupted."""
    probes: int = 1
    """Follow-ups even where nothing is missing."""
    asks_first: tuple[str, ...] = ()
    """Gaps that are asked about before all others, in this order."""
    wordings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Gap -> how it is asked about, in place of the pack's and the general ways; `deeper` for no gap."""


@dataclass(frozen=True, slots=True)
class Interviewer:
    """Who asks."""

    name: str = "Alex"
    role: str = "interviewer"
    voice: str = ""
    """Voices, the best first; the first that the speech engine has is used, else its default."""
    manner: InterviewerManner = InterviewerManner()


@dataclass(frozen=True, slots=True)
class Round:
    """A stretch of the interview with one purpose and a share of its minutes."""

    title: str
    seconds: float
    questions: tuple[Question, ...] = ()
    says: str = ""
    """Spoken before the first question (greeting, hand-over, closing)."""
    interviewer: Interviewer = Interviewer()


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be asked, in order, with time budgets."""

    name: str
    """`phone-screen`, `onsite-2`, `drill`, …"""
    pack: str
    seed: int
    rounds: tuple[Round, ...]
    title: str = ""
    """For people: "On-site, session two of five"."""

    @property
    def interviewer(self) -> Interviewer:
        """Who asks, throughout."""
        return self.rounds[0].interviewer if self.rounds else Interviewer()

    @property
    def seconds(self) -> float:
        """Length of the whole plan."""
        return sum(part.seconds for part in self.rounds)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order asked."""
        return tuple(question for part in self.rounds for question in part.questions)


# --- how interviews run -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Competency:
    """A principle or skill that questions test."""

    title: str
    group: str = "skill"
    """Competencies of one group stand together (`principle`, `skill`)."""
    about: str = ""
    listens_for: tuple[str, ...] = ()
    """What an interviewer hopes to hear."""
    words: str = ""
    """Words by which a posting asks for it, with weights: `root cause 3 | investigat*`."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long answers to a kind of question should be, in seconds."""

    target_s: tuple[float, float]
    limit_s: float


@dataclass(frozen=True, slots=True)
class RoundFormat:
    """A stretch of an interview, before its questions are drawn."""

    title: str
    kinds: tuple[Kind, ...]
    minutes: float = 0.0
    """Minutes at full length; 0 gives its questions all the time that they may take."""
    most: int = 0
    """Most questions to draw; 0 draws what fits."""
    says: str = ""
    """Spoken first; `{name}`, `{role}` and `{minutes}` are filled in."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One uninterrupted stretch of an interview, with one interviewer."""

    rounds: tuple[RoundFormat, ...]
    interviewer: str = ""
    """Whose turn it is, from the pack's interviewers."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """How an interview runs: a phone screen, an on-site loop, a drill."""

    title: str
    sittings: tuple[Sitting, ...]
    about: str = ""


# --- what was practised, and what is still to do ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answered question, as far as readiness and the choice of questions look at it."""

    question: str
    kind: Kind
    started: datetime
    competency: str = ""
    rubrics: tuple[str, ...] = ()
    seconds: float | None = None
    """Length of the answer, without its follow-ups."""
    scores: Mapping[str, float] = field(default_factory=dict)
    """As in `Turn.scores`; `program` is the share of hidden cases passed, 0 to 100."""
    rules: frozenset[str] = frozenset()
    """Names of the rules that found something to ask about or to fix."""
    plan: str = ""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """Something attempts can fulfil. Everything that is given must hold for an attempt to count."""

    count: int = 1
    """How many attempts must count, each at a different `distinct`."""
    distinct: str = "question"
    """`question`, `competency`, or `attempt` when repeating one question counts."""
    kinds: tuple[Kind, ...] = ()
    questions: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    rubrics: tuple[str, ...] = ()
    """At least one of these."""
    plans: tuple[str, ...] = ()
    """Asked in one of these (`phone-screen`, `onsite-2`)."""
    seconds: tuple[float, float] | None = None
    """From, to."""
    scores: Mapping[str, float] = field(default_factory=dict)
    """Least score by check (`overall`, `star`, `metrics`, `coverage`, `program`)."""
    without: tuple[str, ...] = ()
    """Rules that must have found nothing (`metrics.none`)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a study plan: what to do, and how it shows that it is done."""

    title: str
    condition: Condition
    do: str = ""
    """The command that practises it (`interviewer drill ownership`)."""
    minutes: float | None = None
    """How long it takes, where the plan says so."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A goal of the study plan: ready for the phone screen, ready for the loop."""

    title: str
    steps: tuple[Step, ...]
    about: str = ""
    days: int | None = None
    """Days from the start by which it should be reached."""


# --- what is kept -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reply:
    """A follow-up that was asked, and what was replied."""

    follow_up: FollowUp
    transcript: Transcript
    audio: str | None = None
    """File name of the reply's recording inside the session's folder."""
    ended: str = "key"
    """As in `Turn.ended`."""
    asides: tuple[Interval, ...] = ()
    """As in `Turn.asides`."""
    announced: tuple[Interval, ...] = ()
    """As in `Turn.announced`."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, its answer, the follow-ups, and what was found in all of it."""

    question: Question
    transcript: Transcript
    audio: str | None = None
    """File name of the answer's recording inside the session's folder."""
    findings: tuple[Finding, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    """`overall` and one entry a check, 0–100."""
    follow_ups: tuple[Reply, ...] = ()
    attempt: int = 1
    ended: str = "key"
    """How the answer ended: `key`, `silence`, `said` (by "that's all"), `stopped` (the interviewer
    interrupted), `limit`, `skipped`, `source`, `typed`, `lost`, `interrupted`."""
    asides: tuple[Interval, ...] = ()
    """Where the candidate spoke to the interviewer ("could you repeat that?") and not to the point;
    no words of the transcript lie there."""
    announced: tuple[Interval, ...] = ()
    """Silences in which the candidate had asked for time to think."""

    @property
    def takes(self) -> tuple[Turn | Reply, ...]:
        """The answer and its replies in the order spoken, each with a recording of its own."""
        return (self, *self.follow_ups)


@dataclass(frozen=True, slots=True)
class Note:
    """Something the candidate wrote down afterwards."""

    text: str
    written: datetime
    turn: int | None = None
    """Index of the turn it is about; None when it is about the whole session."""


@dataclass(frozen=True, slots=True)
class Session:
    """One rehearsal, as kept in `session.json`."""

    started: datetime
    plan: Plan
    turns: tuple[Turn, ...] = ()
    schema: int = SCHEMA
    version: str = ""
    """Version of the product that wrote it."""
    mode: str = "realistic"
    candidate: str = "microphone"
    """Where the answers came from: `microphone`, or the folder of a recorded candidate."""
    finished: bool = False
    elapsed_s: float = 0.0
    """Seconds the session has run, pauses left out."""
    under_way: Turn | Reply | None = None
    """What is being answered; after a crash, what is left to recover. A reply belongs to the last turn."""
    notes: tuple[Note, ...] = ()

    @property
    def has_sound(self) -> bool:
        """Whether any answer in it was recorded; typed ones have nothing to listen to."""
        return any(take.audio for turn in self.turns for take in turn.takes)


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing to change or to keep, tied to the answer it was seen in."""

    turn: int
    """Index of the turn in the session."""
    finding: Finding
    quote: str = ""
    start: float | None = None
    """Where the quote starts in the turn's recording, seconds."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """What the candidate is told about a session."""

    session: Session
    scores: Mapping[str, float]
    strengths: tuple[Fix, ...]
    fixes: tuple[Fix, ...]
