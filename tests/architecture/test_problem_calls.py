"""Every error raised in our code names a problem that exists, with exactly its parameters.

Read from the source, so that a path no test walks is checked too.
"""

import ast
from pathlib import Path

from schema.problems import PROBLEMS
from schema.problems.model import LATE

ROOT = Path(__file__).resolve().parents[2]
RAISERS = {"HubError", "StopBatch", "RetryLater", "RejectRow"}


def faults(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        name = node.func.id if isinstance(node.func, ast.Name) else name
        code = node.args[0]
        if name not in RAISERS or not isinstance(code, ast.Constant):
            continue
        where = f"{path.relative_to(ROOT)}:{node.lineno} {code.value}"
        if code.value not in PROBLEMS:
            found.append(f"{where} is not in the catalogue")
            continue
        given = {keyword.arg for keyword in node.keywords}
        if None in given:
            continue
        wanted = PROBLEMS[code.value].parameters()
        given -= {"place"}
        if given - wanted or (wanted - given) - LATE:
            found.append(f"{where} takes {sorted(wanted)}, not {sorted(map(str, given))}")
    return found


def test_raised_problems_exist_and_get_their_parameters() -> None:
    packages = ("schema", "adapters", "hub")
    sources = [path for package in packages for path in (ROOT / package).rglob("*.py")]
    assert len(sources) > 10
    assert [fault for path in sources for fault in faults(path)] == []
