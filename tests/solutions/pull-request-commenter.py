import json
import re
import sys
from fnmatch import fnmatchcase
from pathlib import Path

rules = json.loads(Path("rules.json").read_text())
comments, seen = [], set()
path, number, left = "", 0, 0
for line in sys.stdin.read().splitlines():
    if left <= 0 and line.startswith("+++ "):
        path = line[4:].removeprefix("b/")
    elif match := re.match(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", line):
        number = int(match[2])
        left = int(match[3] if match[3] is not None else 1)
    elif line.startswith("+") and left > 0:
        for rule in rules:
            key = (path, rule["message"])
            if (
                key not in seen
                and fnmatchcase(path, rule["files"])
                and re.search(rule["pattern"], line[1:])
            ):
                seen.add(key)
                comments.append({"file": path, "line": number, "message": rule["message"]})
        number, left = number + 1, left - 1
    elif line.startswith(" ") and left > 0:
        number, left = number + 1, left - 1
print(json.dumps(comments))
