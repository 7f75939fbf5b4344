"""What the tests of debriefs share."""

from pathlib import Path

import pytest

from interviewer.debrief.build import Account, account
from interviewer.history.earlier import earlier
from tests.support.whole import kept


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Account:
    """A session with everything in it, told, and an older one beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEWER_PROMPTS", str(tmp_path_factory.mktemp("prompts")))
        folder, session = kept(tmp_path_factory.mktemp("recordings"))
        return account(session, folder, earlier(session, folder))


@pytest.fixture(scope="session")
def folder(everything: Account) -> Path:
    """Where it is kept."""
    assert everything.folder
    return everything.folder
