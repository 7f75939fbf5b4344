"""`interviewer` alone greets on a terminal and helps in a pipe."""

from io import StringIO

import pytest
import typer

from interviewer.cli.common import say
from interviewer.cli.welcome import CHOICES, choose, next_steps, offered
from interviewer.history import store
from interviewer.model import Session
from interviewer.settings import paths, user_settings
from tests.support.commands import one_line, run
from tests.support.examples import STARTED, plan, question
from tests.support.histories import answered, kept
from tests.support.terminals import terminal


def test_in_a_pipe_it_prints_its_help() -> None:
    """Nobody is there to choose."""
    result = run()
    assert result.returncode == 0
    assert "phone-screen" in result.stdout


def test_on_a_terminal_it_offers_steps_by_number() -> None:
    """The chosen command runs."""
    with terminal(env={}) as screen:
        screen.wait_for("What do you prepare for?")
        screen.press("\n")
        screen.wait_for("Is English your first language?")
        screen.press("\n")
        screen.wait_for("press Enter to leave")
        screen.press("\n")
        assert screen.finish() == 0
    assert "interviewer warm-up" in screen.seen


def test_it_asks_once_what_is_prepared_for() -> None:
    """And remembers the pack."""
    with terminal(env={}) as screen:
        screen.wait_for("What do you prepare for?")
        screen.press("2\n")
        screen.wait_for("Is English your first language?")
        screen.press("2\n")
        screen.wait_for("How should the interviewer speak?")
        screen.press("2\n")
        screen.wait_for("press Enter to leave")
        screen.press("drill\n")
        screen.wait_for("'drill' is not a number from 1 to")
        screen.press("\n")
        assert screen.finish() == 0
    found = user_settings.load()
    assert (found.pack, found.english, found.words_per_minute) == ("behavioral", "second", 130)
    with terminal(env={}) as screen:
        screen.wait_for("press Enter to leave")
        screen.press("\n")
        assert screen.finish() == 0
    assert "What do you prepare for?" not in screen.seen


def test_without_a_microphone_answers_are_typed() -> None:
    """No step fails for want of one."""
    commands = [step.command for step in next_steps(has_microphone=False)]
    offered = [command for command in commands if command != "setup"]
    assert all("--typed" in command or "--or-recorded" in command for command in offered)


@pytest.mark.parametrize("has_microphone", [True, False])
def test_without_weights_nothing_is_offered_that_transcribes(
    has_microphone: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Answers are typed until `setup` has brought the weights."""
    monkeypatch.setenv("INTERVIEWER_MODEL", "/no/such/weights")
    store.create(Session(STARTED, plan(question("one"))), paths.recordings())
    commands = [step.command for step in next_steps(has_microphone=has_microphone)]
    assert commands[0] == "setup"
    assert all(command.endswith("--typed") for command in commands[1:])


def test_an_unfinished_session_comes_first_and_then_what_the_history_lacks() -> None:
    """Each with its command."""
    root = paths.recordings()
    kept(root, answered())
    unfinished = store.create(Session(STARTED, plan(question("one"))), root)
    commands = [step.command for step in next_steps(has_microphone=True)]
    resume = next(command for command in commands if command.startswith("resume"))
    assert resume == f"resume {unfinished.path.name}"
    assert len(commands) > 3
    with unfinished.locked():
        offered = [step.command for step in next_steps(has_microphone=True)]
    assert not any(command.startswith("resume") for command in offered)


def test_the_phone_screen_is_always_among_the_choices() -> None:
    """Whatever there is to resume and to practise; the most useful step stays first."""
    root = paths.recordings()
    kept(root, answered())
    store.create(Session(STARTED, plan(question("one"))), root)
    steps = list(next_steps(has_microphone=True))
    shown = offered(steps)
    assert len(shown) == CHOICES < len(steps)
    assert shown[0] == steps[0]
    assert shown[-1].command.startswith("phone-screen")
    assert len(set(shown)) == len(shown)


class OnTerminal(StringIO):
    """Output that a person reads."""

    def isatty(self) -> bool:
        """Always."""
        return True


def test_a_terminal_gets_its_lines_broken_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a pipe gets one line."""
    sentence = "Install what is missing: the Whisper weights base, the natural voice (70 MB)"
    monkeypatch.setenv("COLUMNS", "40")
    for screen, lines in ((OnTerminal(), 3), (StringIO(), 1)):
        monkeypatch.setattr("sys.stdout", screen)
        say(f"  1  {sentence}", indent=5)
        shown = screen.getvalue().splitlines()
        assert len(shown) == lines
        assert " ".join(" ".join(shown).split()) == f"1 {sentence}"
        assert lines == 1 or max(map(len, shown)) <= 40


@pytest.mark.parametrize(("topic", "shown"), [("drill", "Usage"), ("star.no-result", "Why")])
def test_help_explains_commands_and_rules(topic: str, shown: str) -> None:
    """By one word."""
    result = run("help", topic)
    assert result.returncode == 0, result.stderr
    assert shown in result.stdout


def test_help_on_nothing_known_suggests() -> None:
    """A command or a rule."""
    assert "Did you mean drill" in one_line(run("help", "dril"))


def test_only_a_number_of_the_list_is_a_choice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Anything else is asked again; Enter alone takes the default."""
    answers = iter(["banana", "99", "0", "²", "9" * 5000, " 3 ", ""])
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))
    assert choose(11, "leave") == 3
    assert capsys.readouterr().out.count("is not a number from 1 to 11") == 5
    assert choose(11, "leave") == 0


def test_the_end_of_input_leaves_and_ctrl_c_interrupts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-D is as good as Enter."""
    monkeypatch.setattr("sys.stdin", StringIO(""))
    assert choose(3, "leave") == 0

    def interrupted(_question: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    with pytest.raises(typer.Exit) as left:
        choose(3, "leave")
    assert left.value.exit_code == 130
