"""Engines with real weights, loaded once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.errors import MissingDependencyError, WeightsError
from interviewer.transcribe import Engine, open_engine
from interviewer.transcribe.faster_whisper import FasterWhisper


def opened(engine: str, model: str) -> Engine:
    """An engine, or a skipped test where it is not installed."""
    try:
        return open_engine(engine, model)
    except (WeightsError, MissingDependencyError) as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def base() -> FasterWhisper:
    """The default engine with the default weights."""
    engine = opened("faster-whisper", "base")
    assert isinstance(engine, FasterWhisper)
    return engine


@pytest.fixture(scope="session")
def light() -> Engine:
    """The default engine with the light weights."""
    return opened("faster-whisper", "tiny.en")


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The reference engine, with the same light weights converted for it."""
    with pytest.MonkeyPatch.context() as patch:
        cache: Path = tmp_path_factory.mktemp("cache")
        patch.setenv("INTERVIEWER_CACHE", str(cache))
        yield opened("openai-whisper", "tiny.en")


@pytest.fixture(params=["base", "light", "reference"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Every engine and size in turn."""
    engine: Engine = request.getfixturevalue(request.param)
    return engine
