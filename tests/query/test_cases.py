"""Golden cases: query, plan, SQL and result in a folder each, reviewed like code.

    cases/<name>/query.graphql, variables.json (if any), scope.toml   what is asked, by whom
                 plan.txt, query.sql, result.json                     what must come of it

After a change that is meant: `HUB_ACCEPT=1 pytest tests/query/test_cases.py` writes the last three
anew; read the difference before it is committed. The result also equals the oracle's.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import orjson
import pytest

from hub.access.scope import RegionGrant, Scope
from hub.query.explain import explain
from hub.query.types import graphql_schema
from tests.query.compare import compare
from tests.query.conftest import Asked, OracleOf
from tests.query.world import World

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/query.graphql"))
ACCEPT = bool(os.environ.get("HUB_ACCEPT"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
async def test_case(asked: Asked, world: World, oracle_of: OracleOf, case: Path) -> None:
    query = (case / "query.graphql").read_text("utf-8")
    scope = read_scope(case / "scope.toml")
    given = case / "variables.json"
    variables = orjson.loads(given.read_bytes()) if given.exists() else {}
    made = explain(graphql_schema(), query, variables, None, world.reference, scope)
    answer = orjson.loads((await asked.body(query, variables, scope=scope)).body)
    expect(case / "plan.txt", made["plan"])
    expect(case / "query.sql", sql_text(made["statements"]))
    expect(case / "result.json", orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode() + "\n")
    assert await compare(asked, oracle_of(scope), query, variables)


def test_there_are_cases() -> None:
    assert len(CASES) >= 12


def expect(path: Path, text: str) -> None:
    if ACCEPT:
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


def read_scope(path: Path) -> Scope:
    said = tomllib.loads(path.read_text("utf-8"))
    grants = tuple(RegionGrant(**each) for each in said.get("regions", ()))
    return Scope(
        reason=said["reason"],
        regions=grants if "regions" in said else None,
        agencies=tuple(said["agencies"]) if "agencies" in said else None,
        domains=frozenset(said["domains"]) if "domains" in said else None,
    )  # fmt: skip


def sql_text(statements: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"-- {each['name']} (planned {each['planned']})\n{each['sql']}\n"
        + "".join(f"-- ${n} = {source}\n" for n, source in enumerate(each["parameters"], 1))
        for each in statements
    )
