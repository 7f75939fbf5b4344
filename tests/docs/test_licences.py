"""Every package that the product brings along has a licence that is known, and none surprises."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or sys.version_info[:2] != (3, 11),
    reason="other systems bring other packages; the lock is for this one",
)

ROOT = Path(__file__).parents[2]
WHOLE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT, GROUPS = WHOLE["project"], WHOLE["dependency-groups"]
LISTED = {
    name: (licence, where.strip("`"))
    for name, licence, where in re.findall(
        r"(?m)^\| ([a-z0-9-]+) \| (.+?) \| (\S+) \|$",
        (ROOT / "docs/licences.md").read_text("utf-8"),
    )
}

COPYLEFT = re.compile(r"GPL|MPL|EUPL|CDDL|EPL|SSPL|Mozilla")
ALWAYS = {"soxr", "pyttsx3", "tqdm"}
"""Copyleft packages that everybody installs; the README names them."""

WORDS = {
    "MIT": "MIT|Expat",
    "BSD-3-Clause": "BSD",
    "BSD-2-Clause": "BSD",
    "Apache-2.0": "Apache",
    "ISC": "ISC",
    "MPL-2.0": "MPL|Mozilla",
    "PSF-2.0": "PSF|Python",
}
"""How packages with old metadata spell a licence."""


def reached(requirements: list[str]) -> dict[str, metadata.Distribution]:
    """The installed packages that some requirements bring along, these included."""
    found: dict[tuple[str, str], metadata.Distribution] = {}
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        wanted = waiting.pop()
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        key = name, ",".join(sorted(wanted.extras))
        if key in found or name == PROJECT["name"]:
            continue
        try:
            found[key] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # of an extra, or of another system
        for text in found[key].requires or ():
            needed = Requirement(text)
            marker, extras = needed.marker, (*wanted.extras, "")
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(needed)
    return {name: package for (name, _), package in found.items()}


EXTRAS = [text for texts in PROJECT["optional-dependencies"].values() for text in texts]


def stated(package: metadata.Distribution) -> str:
    """What a package says of its licence."""
    names = ("License-Expression", "Classifier", "License")
    texts = [text for name in names for text in package.metadata.get_all(name) or ()]
    return " ".join(text for text in texts if "::" not in text or text.startswith("License"))


@pytest.mark.parametrize("name", sorted(reached([*PROJECT["dependencies"], *EXTRAS])))
def test_a_package_is_listed_with_its_licence(name: str) -> None:
    """As its metadata states it; GPU parts of torch have their vendor's licence and are never needed."""
    if name.startswith(("nvidia-", "cuda-")):
        return
    assert name in LISTED, f"add {name} to docs/licences.md"
    licence, _ = LISTED[name]
    said = stated(metadata.distribution(name))
    for part in re.split(r" (?:AND|OR|WITH) ", licence):
        assert re.search(WORDS.get(part, re.escape(part)), said), (name, part, said[:200])


def test_only_known_copyleft_is_installed_with_it() -> None:
    """All else that binds its users is an extra."""
    packages = reached(PROJECT["dependencies"])
    assert {name for name in packages if COPYLEFT.search(LISTED[name][0])} <= ALWAYS
    readme = (ROOT / "README.md").read_text("utf-8")
    named = ALWAYS | {name for name, (licence, _) in LISTED.items() if "GPL" in licence}
    assert [name for name in named if f"`{name.removesuffix('-tts')}`" not in readme] == []


def test_the_lock_pins_every_package_by_hash() -> None:
    """And names no host, nor a build for a GPU."""
    text = (ROOT / "scripts/lock.txt").read_text("utf-8")
    assert not re.search(r"https?://|--index|--find-links|(?m:^(?:torch|nvidia|cuda|triton))", text)
    pinned = re.split(r"(?m)^(?=[a-z])", text)[1:]
    assert all("==" in package and "--hash=sha256:" in package for package in pinned)
    names = {re.split(r"[=\[]", package)[0] for package in pinned}
    extras = PROJECT["optional-dependencies"]
    wanted = [
        *PROJECT["dependencies"],
        *extras["openai-whisper"],
        *extras["cluster"],
        *extras["cohort"],
        *extras["posting"],
    ]
    wanted += GROUPS["dev"]
    missing = set(reached(wanted)) - names
    assert not {
        name for name in missing if not name.startswith(("torch", "triton", "nvidia", "cuda"))
    }, "run scripts/lock"
