"""Words that were hard to hear are marked, and nothing of weight rests on them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer import Answer, paced
from interviewer.checks import examine
from interviewer.model import Span, Transcript, Word

CONTENT = {"star", "metrics", "ownership", "reflection", "alternatives", "coverage"}
CLEAR = (
    "Last spring our nightly build kept failing, and I was asked to find out why. I read two weeks of"
    " logs and I sorted the failures by host. As a result the failures fell from nine a week to one."
)


def heard(text: str, *doubted: str) -> Transcript:
    """A transcript in which all is clear but these words."""
    said = paced(text)
    return replace(
        said,
        words=tuple(
            replace(word, probability=0.1 if word.text.strip(".,") in doubted else 0.95)
            for word in said.words
        ),
    )


def test_a_row_of_unlikely_words_is_marked() -> None:
    """And the words before and after it are not."""
    answer = Answer(heard(CLEAR, "weeks", "of", "logs"))
    marked = [answer.quote(span) for span in answer.unsure]
    assert marked == ["weeks of logs"]


def test_a_single_unlikely_word_among_sure_ones_is_believed() -> None:
    """Whisper is often right about the word it was least sure of."""
    said = heard(CLEAR)
    words = [replace(w, probability=0.3 if w.text == "nightly" else 0.95) for w in said.words]
    assert Answer(replace(said, words=tuple(words))).unsure == ()


def test_fillers_do_not_count() -> None:
    """Whisper hardly ever believes in an "um", however clearly it was said."""
    words = tuple(
        Word(text, probability=0.01 if text == "um" else 0.9) for text in "so um I".split()
    )
    assert Answer(Transcript(words)).unsure == ()


def test_text_without_probabilities_is_believed() -> None:
    """Transcripts made elsewhere and corrected ones."""
    assert Answer(paced(CLEAR)).unsure == ()


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30))
def test_marked_stretches_are_in_order_and_apart(likely: list[float | None]) -> None:
    """Whatever the probabilities are."""
    words = tuple(Word(f"w{n}", probability=value) for n, value in enumerate(likely))
    answer = Answer(Transcript(words))
    edges = [edge for span in answer.unsure for edge in (span.first, span.last)]
    assert edges == sorted(set(edges))
    assert all(answer.doubtful(span) for span in answer.unsure)
    assert all(words[n].probability is not None for span in answer.unsure for n in (span.first,))


def test_findings_do_not_rest_on_words_in_doubt() -> None:
    """A figure that may have been misheard is neither praised nor blamed."""
    vague = CLEAR.replace("from nine a week to one", "a lot") + " It was much better for everybody."
    sure = examine(Answer(heard(vague))).findings
    resting = [f for f in sure if f.rule.split(".")[0] in CONTENT and f.evidence]
    assert resting
    everything = [word.strip(".,") for word in vague.split()]
    doubted = examine(Answer(heard(vague, *everything))).findings
    assert not [f for f in doubted if f.rule.split(".")[0] in CONTENT and f.evidence]


def test_nothing_is_called_missing_in_an_answer_that_could_not_be_heard() -> None:
    """It may have been said. How it sounded is judged all the same, and the candidate is told."""
    vague = " ".join(["we talked about the thing and it was fine for everybody"] * 6)
    clear, blurred = (
        examine(Answer(said)) for said in (heard(vague), heard(vague, *vague.split()))
    )
    assert any(f.rule.split(".")[0] in CONTENT and f.verdict == "fix" for f in clear.findings)
    families = {f.rule.split(".")[0] for f in blurred.findings if f.verdict in {"fix", "ask"}}
    assert not families & CONTENT
    (told,) = (f for f in blurred.findings if f.rule == "hearing.unclear")
    assert "not marked anything as missing" in told.message


def test_the_note_names_the_words() -> None:
    """Its evidence are the marked stretches."""
    answer = Answer(heard(CLEAR, "weeks", "of", "logs"))
    (told,) = (f for f in examine(answer).findings if f.rule == "hearing.unclear")
    assert told.evidence == answer.unsure
    assert answer.doubtful(Span(told.evidence[0].first, told.evidence[0].last))
