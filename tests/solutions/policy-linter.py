import json
import sys


def listed(value):
    return value if isinstance(value, list) else [value]


for index, statement in enumerate(listed(json.load(sys.stdin)["Statement"]), 1):
    if statement["Effect"] != "Allow":
        continue
    problems = []
    if any(action == "*" or action.endswith(":*") for action in listed(statement["Action"])):
        problems.append("any-action")
    if "*" in listed(statement["Resource"]):
        problems.append("any-resource")
    principal = statement.get("Principal", [])
    if isinstance(principal, dict):
        principal = principal.get("AWS", [])
    if "*" in listed(principal) and "Condition" not in statement:
        problems.append("anybody")
    for problem in problems:
        print(f"{statement.get('Sid') or f'statement-{index}'}: {problem}")
