"""The shell completes what commands take."""

import pytest

from tests.support.commands import run


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("interviewer drill owner", "ownership"),
        ("interviewer rules star.no-r", "star.no-result"),
        ("interviewer score --rubric ido", "idor"),
        ("interviewer phone-screen --only threat-model-f", "threat-model-file-upload"),
        ("interviewer review la", "last"),
        ("interviewer phone-screen --pack amaz", "amazon-appsec"),
        ("interviewer packs show retail-up", "retail-upset-guest"),
        ("interviewer drill teaching-lesson-g", "teaching-lesson-good"),
        ("interviewer settings set mo", "mode"),
        ("interviewer settings unset mic", "microphone"),
        ("interviewer settings set mode pra", "practice"),
        ("interviewer settings set pack amaz", "amazon-appsec"),
    ],
)
def test_names_are_completed(line: str, offered: str) -> None:
    """Questions, topics, rules, rubrics, sessions and packs."""
    last = str(len(line.split()) - 1)
    result = run(_INTERVIEWER_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=last)
    assert offered in result.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_has_a_script(shell: str) -> None:
    """As `--show-completion` prints it."""
    assert "_INTERVIEWER_COMPLETE" in run(_INTERVIEWER_COMPLETE=f"source_{shell}").stdout
