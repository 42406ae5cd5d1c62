"""Golden cases of the questions that supervisors ask: query, plan, SQL and result in a folder each.

    questions/<number_name>/query.graphql, variables.json (if any)   what is asked
                            plan.txt, query.sql, result.json         what must come of it

The answer also equals the one that `answers` computes from the partners' world. After a change
that is meant: `HUB_ACCEPT=1 pytest tests/e2e/test_questions.py` writes the last three anew.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from hub.access.scope import OPEN
from hub.query.explain import explain
from hub.query.types import graphql_schema
from hub.store.reference import Reference, load_reference
from mock_sources.world.world import World
from tests.e2e.conftest import SEED, SmallHub
from tests.e2e.questions.answers import ANSWERS
from tests.e2e.questions.books import Books
from tests.query.test_cases import expect, sql_text

CASES = sorted(
    path.parent for path in (Path(__file__).parent / "questions").glob("*/query.graphql")
)


@pytest.fixture(scope="module")
def books() -> Books:
    return Books(World("small", int(SEED)))


@pytest.fixture(scope="module")
def reference(small_hub: SmallHub) -> Reference:
    async def load() -> Reference:
        connection = await asyncpg.connect(small_hub.environment["HUB_DATABASE_URL"])
        try:
            return await load_reference(connection)
        finally:
            await connection.close()

    return asyncio.run(load())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_question(small_hub: SmallHub, books: Books, reference: Reference, case: Path) -> None:
    query = (case / "query.graphql").read_text("utf-8")
    given = case / "variables.json"
    variables = json.loads(given.read_text("utf-8")) if given.exists() else {}
    made = explain(graphql_schema(), query, variables, None, reference, OPEN)
    answer = small_hub.ask(query, variables)
    expect(case / "plan.txt", made["plan"])
    expect(case / "query.sql", sql_text(made["statements"]))
    expect(case / "result.json", json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    assert unordered(answer) == ANSWERS[case.name[:2]](books, variables)


def test_every_answer_has_its_question() -> None:
    assert [case.name[:2] for case in CASES] == sorted(ANSWERS)


def unordered(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer with the steps of a chain by kind and key: their order is the hub's own."""
    if "trace" in answer:
        answer["trace"]["steps"].sort(key=lambda step: (step["kind"], step["sourceKey"]))
    return answer
