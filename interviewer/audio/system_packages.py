"""How to install a missing system library on this machine, as one command to type."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

MANAGERS = {
    "apt-get": "apt-get install -y",
    "dnf": "dnf install -y",
    "pacman": "pacman -S --needed",
    "zypper": "zypper install -y",
    "apk": "apk add",
    "brew": "brew install",
}
"""Package managers by program, with the words that install; the first one found is used."""

PORTAUDIO: Mapping[str, str] = {"apt-get": "libportaudio2", "zypper": "libportaudio2"}
"""Package of the PortAudio library where its name differs from `portaudio`."""


def command(package: str, names: Mapping[str, str] | None = None) -> str:
    """The command that installs `package`; `names` holds its name for managers that differ.

    Says so in words where no known package manager is there.
    """
    manager = next((name for name in MANAGERS if shutil.which(name)), None)
    if manager is None:
        return f"install {package} with the package manager of this system"
    return f"{_privilege(manager)}{MANAGERS[manager]} {(names or {}).get(manager, package)}"


def _privilege(manager: str) -> str:
    """`sudo ` where the manager writes to the system and the user may not."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return "" if manager == "brew" or root or not shutil.which("sudo") else "sudo "
