import json
import re
import sys

LINE = re.compile(r"\S+ (\S+) \S+ (\S+) (\d{3})")

least = int(sys.argv[1]) if len(sys.argv) > 1 else 5
ids: dict[tuple[str, str], set[str]] = {}
denied: dict[tuple[str, str], int] = {}
for line in sys.stdin:
    match = LINE.fullmatch(line.strip())
    if match is None:
        continue
    session, target, status = match.groups()
    path, _, last = target.split("?")[0].rpartition("/")
    if last.isdigit():
        key = (session, path)
        ids.setdefault(key, set()).add(last)
        denied[key] = denied.get(key, 0) + (status in {"401", "403", "404"})
found = [
    {"session": session, "path": path, "ids": len(seen), "denied": denied[session, path]}
    for (session, path), seen in ids.items()
    if len(seen) >= least
]
found.sort(key=lambda walk: (-int(walk["ids"]), walk["session"], walk["path"]))
print(json.dumps(found))
