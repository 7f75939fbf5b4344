"""The libraries of Whisper without the network: they load what is on this machine, or fail."""

from __future__ import annotations

import os

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
}


def go_offline() -> None:
    """Tell the libraries never to use the network; call it before they are imported."""
    os.environ.update(_OFFLINE)


def online_environment() -> dict[str, str]:
    """The environment for a child process that may download."""
    return {name: value for name, value in os.environ.items() if name not in _OFFLINE}
