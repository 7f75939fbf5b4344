import json
import sys

ORDER = ["CRITICAL", "HIGH", "MEDIUM", "LOW"]


def rank(finding):
    severity = finding["severity"]
    return (ORDER.index(severity) if severity in ORDER else len(ORDER), finding["id"])


data = json.load(sys.stdin)
kept: dict = {}
for finding in sorted(data["findings"], key=rank):
    if finding["status"] not in {"RESOLVED", "SUPPRESSED"}:
        kept.setdefault((finding["title"], finding["resource"]), finding)
routed: dict = {}
for finding in sorted(kept.values(), key=rank):
    team = finding.get("tags", {}).get("team") or data["owners"].get(finding["account"])
    routed.setdefault(team or "unowned", []).append(finding["id"])
print(json.dumps(routed))
