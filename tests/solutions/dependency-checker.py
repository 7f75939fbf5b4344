import json
import re
import sys
from pathlib import Path

ORDER = ["critical", "high", "medium", "low"]


def name(text: str) -> str:
    return text.lower().replace("_", "-")


def version(text: str) -> list[int]:
    numbers = [int(part) for part in text.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers


pinned = []
for line in Path("requirements.txt").read_text().splitlines():
    match = re.fullmatch(r"([\w.-]+)==([\d.]+)", line.split("#")[0].strip())
    if match:
        pinned.append(match.groups())
found = [
    (ORDER.index(advisory["severity"]), package, advisory["id"], used, advisory["fixed"])
    for package, used in pinned
    for advisory in json.loads(Path("advisories.json").read_text())
    if name(advisory["package"]) == name(package) and version(used) < version(advisory["fixed"])
]
for severity, package, advisory_id, used, fixed in sorted(found):
    print(f"{advisory_id} {ORDER[severity]} {package} {used} -> {fixed}")
sys.exit(any(severity == 0 for severity, *_ in found))
