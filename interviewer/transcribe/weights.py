"""Where Whisper's weights are: found, checked, and installed when the user asks.

The order: a path, the name chosen in settings or environment, the user's model folder, installed
weight packages, the caches of the Whisper libraries. Nothing is downloaded but by `install`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from interviewer.errors import WeightsError
from interviewer.settings import atomic, paths
from interviewer.transcribe import ct2, download
from interviewer.transcribe.published import ALIASES, DEFAULT, LIGHT, PUBLISHED, Published


class WeightsFormat(StrEnum):
    """How weights are stored."""

    CTRANSLATE2 = "ctranslate2"
    """A folder with `model.bin`, `config.json`, `tokenizer.json` and a vocabulary."""
    OPENAI = "openai"
    """One checkpoint file, `.pt`."""


@dataclass(frozen=True, slots=True)
class ModelWeights:
    """Weights of a Whisper model on this machine."""

    path: Path
    """The folder (CTranslate2) or the checkpoint file (openai-whisper)."""
    name: str
    """`base`, `tiny.en`, …; for weights given by path, the name of the folder or file."""
    origin: str
    """Where they were found, in words."""
    format: WeightsFormat = WeightsFormat.CTRANSLATE2
    verified: bool = False
    """Whether the SHA-256 is that of the published weights; False also where none is known."""
    note: str = ""
    """What the user should know about the choice, as a sentence; mostly empty."""


def find(name: str = "", form: WeightsFormat = WeightsFormat.CTRANSLATE2) -> ModelWeights:
    """The weights of that name or path, checked.

    An empty name stands for `INTERVIEWER_MODEL`, else for the default. The default falls back to
    the light model where only that is there, and says so in `note`. For openai-whisper a checkpoint
    is preferred, and CTranslate2 weights are accepted too: they can be converted.

    Raises:
        WeightsError: there are none of that name, or they are damaged.
    """
    wanted = name or os.environ.get("INTERVIEWER_MODEL", "")
    if _is_path(wanted):
        return _checked(_at_path(Path(wanted).expanduser(), form))
    wanted = wanted or DEFAULT
    for weights in _candidates(ALIASES.get(wanted, wanted), form):
        return _checked(weights)
    if wanted == DEFAULT:
        for weights in _candidates(LIGHT, form):
            note = f"The {DEFAULT} weights are not installed; the lighter {LIGHT} are used instead."
            return _checked(replace(weights, note=note))
    raise WeightsError(
        f"Whisper weights {wanted!r} are not on this machine",
        f"Install them with: interviewer doctor --install {wanted}",
    )


def there(name: str = "") -> bool:
    """Whether the weights of that name or path are on this machine, undamaged."""
    try:
        find(name)
    except WeightsError:
        return False
    return True


def installed(form: WeightsFormat = WeightsFormat.CTRANSLATE2) -> tuple[ModelWeights, ...]:
    """The weights that packages or the user's model folder hold, unchecked."""
    folder = paths.models()
    own = {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()
    names = sorted(own | set(PUBLISHED))
    return tuple(weights for name in names for weights in list(_candidates(name, form))[:1])


def install(name: str = DEFAULT, progress: Callable[[str], None] = lambda _: None) -> ModelWeights:
    """Download weights into the user's model folder; nothing happens where they are whole.

    Args:
        name: `base` and `tiny.en` come from pinned Python packages and are compared with their
            published SHA-256; other names come from the hub that faster-whisper uses.
        progress: called with a line for each step.

    Raises:
        WeightsError: the download failed, is not what was published, or cannot be stored.
    """
    name = ALIASES.get(name, name)
    try:
        return _checked(ModelWeights(paths.models() / name, name, "model folder"))
    except WeightsError:
        progress(f"Downloading the Whisper weights {name} to {paths.models() / name}")
    download.fetch(name, PUBLISHED.get(name), paths.models() / name)
    return _checked(ModelWeights(paths.models() / name, name, "model folder"))


def _is_path(name: str) -> bool:
    return bool(name) and (
        "/" in name or os.sep in name or name.endswith(".pt") or name.startswith("~")
    )


def _at_path(path: Path, form: WeightsFormat) -> ModelWeights:
    if path.is_dir():
        return ModelWeights(path, path.name, "path")
    if path.suffix == ".pt" and path.is_file() and form is WeightsFormat.OPENAI:
        return ModelWeights(path, path.stem, "path", WeightsFormat.OPENAI)
    if path.is_file() and path.name == "model.bin":
        return ModelWeights(path.parent, path.parent.name, "path")
    if path.is_file() and path.suffix == ".pt":
        raise WeightsError(
            f"{path}: a checkpoint of openai-whisper, which faster-whisper cannot read",
            "Add --engine openai-whisper, or pass a folder of CTranslate2 weights.",
        )
    raise WeightsError(f"{path}: no Whisper weights there", "Check the path.")


def _candidates(name: str, form: WeightsFormat) -> Iterator[ModelWeights]:
    """Everywhere weights of that name are, in order, unchecked."""
    if form is WeightsFormat.OPENAI:
        yield from _checkpoints(name)
    folder = paths.models() / name
    if (folder / "model.bin").is_file():
        yield ModelWeights(folder, name, "model folder")
    yield from _packaged(name)
    yield from _hub_cache(name)


def _checkpoints(name: str) -> Iterator[ModelWeights]:
    """Checkpoints of openai-whisper: the user's model folder, then that library's own cache."""
    library = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "whisper"
    for folder, origin in ((paths.models(), "model folder"), (library, "openai-whisper cache")):
        path = folder / f"{name}.pt"
        if path.is_file():
            yield ModelWeights(path, name, origin, WeightsFormat.OPENAI)


def _packaged(name: str) -> Iterator[ModelWeights]:
    """ModelWeights in installed packages; pieces are joined in the user's model folder once."""
    published = PUBLISHED.get(name)
    if published is None or (folders := _package_folders(published)) is None:
        return
    if len(folders) == 1:
        yield ModelWeights(folders[0], name, f"package {published.packages[0]}")
    else:
        joined = paths.models() / name
        download.join(published, folders, joined)
        yield ModelWeights(joined, name, f"packages {' and '.join(published.packages)}")


def _package_folders(published: Published) -> tuple[Path, ...] | None:
    from importlib.util import find_spec

    folders = []
    for folder, piece in zip(published.folders, published.pieces, strict=True):
        package, _, below = folder.partition("/")
        spec = find_spec(package)
        if spec is None or not spec.origin:
            return None
        folders.append(Path(spec.origin).parent / below)
        if not (folders[-1] / piece).is_file():
            return None
    return tuple(folders)


def _hub_cache(name: str) -> Iterator[ModelWeights]:
    """Snapshots that faster-whisper once downloaded."""
    home = Path(os.environ.get("HF_HOME", Path.home() / ".cache" / "huggingface"))
    hub = Path(os.environ.get("HF_HUB_CACHE", home / "hub"))
    repository = f"faster-whisper-{name}".replace("whisper-distil-", "distil-whisper-")
    for model in sorted(hub.glob(f"models--*--{repository}/snapshots/*/model.bin")):
        yield ModelWeights(model.parent, name, "Hugging Face cache")


def _checked(weights: ModelWeights) -> ModelWeights:
    """The same weights, after a look at every file they need.

    Raises:
        WeightsError: a file is missing, cut short, or not what was published.
    """
    if weights.format is WeightsFormat.OPENAI:
        return weights  # torch reads it as a zip archive with sums of its own
    folder = weights.path
    needed = ("model.bin", "config.json", "tokenizer.json")
    missing = [file for file in needed if not (folder / file).is_file()]
    if not any(folder.glob("vocabulary.*")):
        missing.append("vocabulary.json")
    if missing:
        raise WeightsError(f"{folder}: {', '.join(missing)} missing", ct2.REMEDY)
    ct2.layout(folder / "model.bin")
    if not (sums := _sums(weights)):
        return weights
    for name, known in sums.items():
        if (folder / name).is_file() and sha256(folder / name) != known:
            raise WeightsError(f"{folder / name}: damaged (wrong SHA-256)", ct2.REMEDY)
    return replace(weights, verified=True)


def _sums(weights: ModelWeights) -> Mapping[str, str]:
    """File name -> SHA-256: as published, or else as written down when they were downloaded.

    None are known of weights that the user brought, nor of another size or precision under a known name.
    """
    published = PUBLISHED.get(weights.name)
    if published and (weights.path / "model.bin").stat().st_size == published.size:
        return {"model.bin": published.sha256, **published.beside}
    return download.written_sums(weights.path)


def sha256(path: Path) -> str:
    """The sum of a file, remembered until its size or time changes: large files take seconds."""
    import hashlib

    memory = paths.cache() / "sha256.json"
    stat = path.stat()
    key, stamp = str(path.resolve()), [stat.st_size, stat.st_mtime_ns]
    try:
        known: dict[str, list[object]] = dict(json.loads(memory.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        known = {}
    if key in known and known[key][:2] == stamp:
        return str(known[key][2])
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    known[key] = [*stamp, digest]
    with suppress(OSError):  # it only costs time at the next start
        atomic.write_text(memory, json.dumps(known))
    return digest
