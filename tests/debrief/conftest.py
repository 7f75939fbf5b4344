"""What the tests of debriefs share."""

from pathlib import Path

import pytest

from interviewer.debrief.build import SessionDebrief, session_debrief
from interviewer.history.earlier_attempts import earlier_attempts
from tests.support.whole import kept


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> SessionDebrief:
    """A session with everything in it, told, and an older one beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEWER_PROMPTS", str(tmp_path_factory.mktemp("prompts")))
        folder, session = kept(tmp_path_factory.mktemp("recordings"))
        return session_debrief(session, folder, earlier_attempts(session, folder))


@pytest.fixture(scope="session")
def folder(everything: SessionDebrief) -> Path:
    """Where it is kept."""
    assert everything.folder
    return everything.folder
