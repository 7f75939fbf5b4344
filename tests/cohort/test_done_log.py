"""What is done stays done, wherever the process is killed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.cohort.done_log import NAMES, DoneLog, key
from interviewer.cohort.locations import Stamp
from interviewer.errors import StoreError

FILES = ("a.wav", "b.wav", "c.wav")
SUMS = [f"{number:064x}" for number in range(3)]


def _filled(folder: Path) -> list[str]:
    keys = []
    with DoneLog(folder) as log:
        for number, name in enumerate(FILES):
            keys.append(key(f"sum{number}", "rules 1"))
            log.add(
                keys[-1], {"n": number}, {"words": [name]}, name, Stamp(number, "1"), SUMS[number]
            )
    return keys


def test_what_was_added_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    """Rows, transcripts, and what stood where."""
    keys = _filled(tmp_path)
    with DoneLog(tmp_path) as log:
        assert [log.row(name)["n"] for name in keys] == [0, 1, 2]
        assert log.transcript(keys[1]) == {"words": ["b.wav"]}
        assert log.content("b.wav", Stamp(1, "1")) == SUMS[1]
        assert log.content("b.wav", Stamp(1, "2")) == ""
        assert key("sum1", "rules 2") not in log


@given(st.sampled_from(NAMES), st.floats(0, 1))
def test_a_file_that_was_cut_anywhere_loses_its_end_only(
    tmp_path_factory: pytest.TempPathFactory, name: str, share: float
) -> None:
    """What is left is whole, and new lines are added behind it."""
    folder = tmp_path_factory.mktemp("log")
    keys = _filled(folder)
    path = folder / name
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    with DoneLog(folder) as log:
        left = [one for one in keys if one in log]
        assert left == keys[: len(left)]
        assert [log.row(one)["n"] for one in left] == list(range(len(left)))
        for number, one in enumerate(keys):
            if one not in log:
                log.add(one, {"n": number}, None, "x", Stamp(0, ""), "00")
    with DoneLog(folder) as log:
        assert [log.row(one)["n"] for one in keys] == [0, 1, 2]


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    """Somebody edited it."""
    _filled(tmp_path)
    with (tmp_path / "done.jsonl").open("a") as file:
        file.write("{}\n")
    with pytest.raises(StoreError, match=r"done\.jsonl:4: damaged"):
        DoneLog(tmp_path)


def test_halves_of_characters_do_not_break_it(tmp_path: Path) -> None:
    """They come from file names and from odd transcripts."""
    with DoneLog(tmp_path) as log:
        log.add("00", {"n": "\ud800"}, None, "\udcff.wav", Stamp(0, ""), "00")
        assert log.row("00") == {"n": "?"}
