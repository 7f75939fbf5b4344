"""An offline, voice-driven mock interviewer."""

import os

__version__ = "0.1.0"

# Before any library is imported: onnxruntime, which detects voices, would otherwise give this machine an
# identifier and report its use over the network.
os.environ.update(ORT_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_TELEMETRY="1", DO_NOT_TRACK="1")
