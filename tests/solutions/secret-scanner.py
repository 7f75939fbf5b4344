import re
from pathlib import Path

KINDS = {
    "access-key": re.compile(r"(?<![A-Za-z0-9])AKIA[A-Z0-9]{16}(?![A-Za-z0-9])"),
    "password": re.compile(r"(?i:password|passwd)\s*[=:]\s*([\"'])(?!\$\{).{8,}?\1"),
    "private-key": re.compile(r"-----BEGIN .*PRIVATE KEY-----"),
}

for path in sorted(Path().rglob("*")):
    if ".git" in path.parts or not path.is_file():
        continue
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
        if "secret-scan: ignore" not in line:
            for kind, pattern in KINDS.items():
                if pattern.search(line):
                    print(f"{path.as_posix()}:{number}: {kind}")
