"""Whisper weights: where they are looked for, in which order, and what is said of bad ones."""

import hashlib
import struct
from pathlib import Path

import pytest

from interviewer.errors import WeightsError
from interviewer.transcribe import ct2, download, offline, weights
from interviewer.transcribe.published import PUBLISHED, Published
from interviewer.transcribe.weights import WeightsFormat


def model_file(content: bytes = b"\x00\x3c" * 4) -> bytes:
    """A CTranslate2 model file with one array of float16 and one alias."""

    def text(value: str) -> bytes:
        return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"

    variable = text("decoder/embeddings/weight") + struct.pack("<BIIBI", 2, 2, 2, 4, len(content))
    aliases = struct.pack("<I", 1) + text("decoder/projection/weight")
    head = struct.pack("<I", 6) + text("WhisperSpec") + struct.pack("<II", 3, 1)
    return head + variable + content + aliases + text("decoder/embeddings/weight")


def put(folder: Path, model: bytes | None = None) -> Path:
    """A folder that looks like CTranslate2 weights."""
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(model_file() if model is None else model)
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without weights."""
    monkeypatch.setenv("INTERVIEWER_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "huggingface"))
    monkeypatch.delenv("HF_HUB_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    return tmp_path


def test_the_users_folder_comes_before_the_caches(machine: Path) -> None:
    """Of two places that hold the same name, the user's own wins."""
    snapshot = "huggingface/hub/models--Systran--faster-whisper-small/snapshots/a1"
    put(machine / snapshot)
    assert weights.find("small").origin == "Hugging Face cache"
    mine = put(machine / "models" / "small")
    assert weights.find("small") == weights.ModelWeights(mine, "small", "model folder")


def test_distilled_models_are_found_in_the_hubs_cache(machine: Path) -> None:
    """Their folders have other names than those of Whisper itself."""
    snapshot = "huggingface/hub/models--Systran--faster-distil-whisper-small.en/snapshots/a1"
    folder = put(machine / snapshot)
    assert weights.find("distil-small.en").path == folder


def test_short_names_stand_for_the_latest_model(machine: Path) -> None:
    """`turbo` is the folder large-v3-turbo, as in both libraries."""
    put(machine / "models" / "large-v3-turbo")
    assert weights.find("turbo").name == "large-v3-turbo"


def test_a_path_is_used_as_it_is(machine: Path) -> None:
    """A folder, or the model file in it, needs no name."""
    folder = put(machine / "elsewhere" / "mine")
    assert weights.find(str(folder)).path == folder
    assert weights.find(str(folder / "model.bin")).path == folder


def test_the_environment_chooses_where_nothing_else_does(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """INTERVIEWER_MODEL stands in for an empty name, and for no other."""
    put(machine / "models" / "small")
    put(machine / "models" / "medium")
    monkeypatch.setenv("INTERVIEWER_MODEL", "small")
    assert weights.find().name == "small"
    assert weights.find("medium").name == "medium"


def test_the_light_model_stands_in_for_the_default_and_says_so(machine: Path) -> None:
    """Without base, tiny.en is used, with a note; nothing else falls back."""
    put(machine / "models" / "tiny.en")
    found = weights.find()
    assert found.name == "tiny.en"
    assert "base" in found.note
    assert "tiny.en" in found.note
    with pytest.raises(WeightsError, match="'small'"):
        weights.find("small")


def test_missing_weights_name_the_command_that_installs_them() -> None:
    """Nothing is downloaded unasked: the user is told how to."""
    with pytest.raises(WeightsError, match="not on this machine") as raised:
        weights.find("base")
    assert raised.value.remedy.endswith("--install base")


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "vocabulary.json"])
def test_a_folder_must_be_complete(machine: Path, file: str) -> None:
    """Without its tokenizer the library would ask the network for one."""
    folder = put(machine / "models" / "small")
    (folder / file).unlink()
    with pytest.raises(WeightsError, match=f"{file} missing"):
        weights.find("small")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda whole: whole[:-9], "not a whole"),
        (lambda whole: whole[: len(whole) // 2], "not a whole"),
        (lambda whole: whole + b"\0", "wrong length"),
        (lambda _: b"", "not a whole"),
        (lambda _: b"\x06\0\0\0\x05\0Test\0", "not a Whisper model"),
        (lambda _: b"<html>not found</html>", "not a Whisper model"),
    ],
)
def test_damaged_weights_are_told_apart(machine: Path, damage: object, said: str) -> None:
    """Cut short, padded, empty, another model, a web page: each is one clear error."""
    assert callable(damage)
    put(machine / "models" / "small", damage(model_file()))
    with pytest.raises(WeightsError, match=said):
        weights.find("small")


def test_published_weights_are_compared_with_their_sum(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flipped bit in the middle is found; other sizes under that name are the user's business."""
    whole = model_file()
    published = Published(len(whole), hashlib.sha256(whole).hexdigest(), ("p==1",), ("p",))
    monkeypatch.setitem(PUBLISHED, "base", published)
    folder = put(machine / "models" / "base", whole)
    assert weights.find("base").verified
    (folder / "model.bin").write_bytes(model_file(b"\x00\x3d" * 4))
    with pytest.raises(WeightsError, match="SHA-256"):
        weights.find("base")
    (folder / "model.bin").write_bytes(model_file(b"\x00\x3c" * 5))
    assert not weights.find("base").verified


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "vocabulary.txt"])
def test_every_published_file_has_a_sum(file: str) -> None:
    """A vocabulary that is damaged would write other words, and is named."""
    assert all(len(published.beside[file]) == 64 for published in PUBLISHED.values())


def test_small_files_are_compared_too(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokenizer, vocabulary and configuration, each by its name."""
    whole, sum_ = model_file(), hashlib.sha256(b"{}").hexdigest()
    beside = dict.fromkeys(("config.json", "tokenizer.json", "vocabulary.json"), sum_)
    digest = hashlib.sha256(whole).hexdigest()
    published = Published(len(whole), digest, ("p==1",), ("p",), beside=beside)
    monkeypatch.setitem(PUBLISHED, "base", published)
    folder = put(machine / "models" / "base", whole)
    assert weights.find("base").verified
    for name in beside:
        (folder / name).write_text("[]")
        with pytest.raises(WeightsError, match=f"{name}: damaged"):
            weights.find("base")
        (folder / name).write_text("{}")
    assert weights.find("base").verified


def test_downloads_are_compared_with_what_came(machine: Path) -> None:
    """Of other weights the sums are written down when they come; damage since is named."""
    folder = put(machine / "models" / "small")
    assert not weights.find("small").verified
    download.write_sums(folder)
    assert weights.find("small").verified
    (folder / "vocabulary.json").write_text("[]")
    with pytest.raises(WeightsError, match=r"vocabulary.json: damaged"):
        weights.find("small")


def test_sums_are_remembered_until_the_file_changes(machine: Path) -> None:
    """A start must not read 145 MB again, and must notice another file of the same length."""
    path = machine / "model.bin"
    path.write_bytes(b"one")
    first = weights.sha256(path)
    assert first == weights.sha256(path) == hashlib.sha256(b"one").hexdigest()
    path.write_bytes(b"three")
    assert weights.sha256(path) == hashlib.sha256(b"three").hexdigest()


def test_a_spoilt_memory_of_sums_is_forgotten(machine: Path) -> None:
    """The cache may hold anything; the sum is then worked out again."""
    memory = machine / "home" / "cache" / "sha256.json"
    memory.parent.mkdir(parents=True)
    memory.write_text('["no", "mapping"]', encoding="utf-8")
    path = machine / "model.bin"
    path.write_bytes(b"one")
    assert weights.sha256(path) == hashlib.sha256(b"one").hexdigest()


def test_pieces_are_joined_in_order(machine: Path) -> None:
    """Two packages become one folder, with the small files of the first."""
    whole = model_file()
    first, second = machine / "p1", machine / "p2"
    put(first, b"")
    (first / "model.bin").unlink()
    (first / "part1").write_bytes(whole[:20])
    second.mkdir()
    (second / "part2").write_bytes(whole[20:])
    published = Published(
        len(whole), hashlib.sha256(whole).hexdigest(), ("p1", "p2"), ("", ""), ("part1", "part2")
    )
    target = machine / "models" / "base"
    download.join(published, (first, second), target)
    assert (target / "model.bin").read_bytes() == whole
    assert sorted(path.name for path in target.iterdir()) == [
        "config.json",
        "model.bin",
        "tokenizer.json",
        "vocabulary.json",
    ]


def test_pieces_that_do_not_fit_leave_nothing_behind(machine: Path) -> None:
    """ModelWeights that are not what was published are never put in place."""
    (machine / "p1").mkdir()
    (machine / "p1" / "model.bin").write_bytes(b"other")
    published = Published(5, "0" * 64, ("p1==1",), ("",))
    with pytest.raises(WeightsError, match="p1==1"):
        download.join(published, (machine / "p1",), machine / "models" / "base")
    assert list((machine / "models").iterdir()) == []


def test_whole_weights_are_not_fetched_again(machine: Path) -> None:
    """Installing twice costs nothing: no line of progress, no network."""
    put(machine / "models" / "small")
    lines: list[str] = []
    assert weights.install("small", lines.append).name == "small"
    assert lines == []


def test_a_failed_download_is_one_line(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pip said last is kept, and the models folder stays clean."""
    published = Published(1, "0" * 64, ("no such requirement!",), ("",))
    monkeypatch.setitem(PUBLISHED, "base", published)
    with pytest.raises(WeightsError, match="pip could not download"):
        weights.install("base")
    assert list((machine / "models").iterdir()) == []


def test_checkpoints_serve_openai_whisper_only(machine: Path) -> None:
    """A .pt file is preferred by its own library and refused by the other, with the way out."""
    put(machine / "models" / "small")
    checkpoint = machine / "caches" / "whisper" / "small.pt"
    checkpoint.parent.mkdir(parents=True)
    checkpoint.write_bytes(b"")
    assert weights.find("small", WeightsFormat.OPENAI).path == checkpoint
    assert weights.find("small").path.name == "small"
    with pytest.raises(WeightsError, match="faster-whisper cannot read"):
        weights.find(str(checkpoint))


def test_the_libraries_are_kept_off_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """`go_offline` sets what a download unsets again, in its own process only."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setenv("TRANSFORMERS_OFFLINE", "0")
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "0")
    offline.go_offline()
    import os

    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert "HF_HUB_OFFLINE" not in offline.online_environment()


def test_the_layout_follows_aliases(machine: Path) -> None:
    """Two names of one array point to the same bytes."""
    path = machine / "model.bin"
    path.write_bytes(model_file())
    variables = ct2.layout(path)
    assert variables["decoder/projection/weight"] == variables["decoder/embeddings/weight"]
    assert variables["decoder/embeddings/weight"].dimensions == (2, 2)
    assert variables["decoder/embeddings/weight"].data_type == "float16"
