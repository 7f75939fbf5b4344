"""The natural voice of the machine, for tests that are marked `model`."""

from __future__ import annotations

import pytest

from interviewer.settings import paths

_OWN = paths.voices()  # read before the tests are kept away from the user's folders


@pytest.fixture
def natural_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test use the natural voice that `scripts/check` installs."""
    monkeypatch.setenv("INTERVIEWER_VOICES", str(_OWN))
