"""A command is the whole of what was said, and anything else is an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview.commands import HELP, KEYS, MOST_WORDS, Command, spoken

SAID = {
    Command.REPEAT: [
        "Could you repeat the question, please?",
        "Um, sorry, can you say that again?",
        "Repeat the question.",
        "What was the question again?",
        "Pardon?",
        "Please repeat.",
    ],
    Command.SKIP: [
        "Skip.",
        "Can we skip this one?",
        "Let's move on.",
        "Next question, please.",
        "I'd like to skip this question.",
        "Pass.",
    ],
    Command.PAUSE: [
        "Pause.",
        "Can we pause for a moment?",
        "Pause, please.",
        "Pause the interview.",
    ],
    Command.GO_ON: ["Continue.", "Okay, go on.", "I'm back."],
    Command.THINK: [
        "Let me think.",
        "Um, let me think about that.",
        "Give me a second.",
        "Just a moment, please.",
        "Hmm, let me see.",
        "I need a moment to think.",
    ],
    Command.END: ["That's all.", "That's it from my side.", "I'm done.", "No, that's all."],
    Command.NO_MORE: ["No.", "No, thank you.", "Not really."],
    Command.QUIT: ["Stop the interview."],
}

ANSWERS = [
    "We had to skip this one.",
    "I paused the deployment.",
    "That was all my fault.",
    "So we said let us continue.",
    "I think about risk first.",
    "No one knew.",
    "The next question was cost.",
    "I asked them to repeat it.",
    "He said: that's all.",
    "",
    "Um.",
]


@pytest.mark.parametrize(
    ("command", "said"), [(c, text) for c, all_ in SAID.items() for text in all_]
)
def test_commands_are_understood_as_people_word_them(command: Command, said: str) -> None:
    """With a please, a sorry and an um around them."""
    assert spoken(said) is command


@pytest.mark.parametrize("said", ANSWERS)
def test_answers_with_the_same_words_are_no_commands(said: str) -> None:
    """Only the whole utterance counts."""
    assert spoken(said) is None


@given(st.sampled_from([text for all_ in SAID.values() for text in all_]), st.data())
def test_inside_a_sentence_nothing_is_a_command(said: str, data: st.DataObject) -> None:
    """An utterance of more than six words is an answer, whatever is in it."""
    words = data.draw(
        st.lists(st.sampled_from("we then found the broken server".split()), min_size=7)
    )
    place = data.draw(st.integers(0, len(words)))
    assert spoken(" ".join([*words[:place], said, *words[place:]])) is None


@given(st.text())
def test_any_text_is_read(said: str) -> None:
    """No input breaks the reading, and seven words are too many."""
    if spoken(said):
        assert len([word for word in said.split() if any(map(str.isalpha, word))]) <= MOST_WORDS + 6


def test_every_key_is_explained() -> None:
    """What a key does stands on the screen."""
    assert set(KEYS.values()) == set(HELP)
    for command, (key, _) in HELP.items():
        assert KEYS[{"Enter": "\n"}.get(key, key)] is command
