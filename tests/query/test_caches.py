"""What is kept between requests: no SQL text depends on a value, warm requests compile nothing,
and callers cannot make the caches grow."""

# ruff: noqa: E501 (queries are tables here)
from __future__ import annotations

from typing import Any

import orjson
import pytest

from hub.access.scope import OPEN
from hub.query.explain import explain
from hub.query.kept import Bounded
from hub.query.types import graphql_schema
from tests.query.conftest import Asked
from tests.query.world import World

NODES = "{ nodes { id } }"
TEMPLATES: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    # what -> (query with $0, $1 … for values, sets of values of one shape)
    "money": (f"{{ payments(where: {{amount: {{gt: $0, ne: $1}}}}) {NODES} }}", [("1", '"2.50"'), ("-7", '"0"')]),
    "lists": (f"{{ payments(where: {{amount: {{in: $0}}}}) {NODES} }}", [("[1, 2]",), ("[]",), ('["3"]',)]),
    "between": (f"{{ payments(where: {{amount: {{between: $0}}}}) {NODES} }}", [("[1, 2]",), ("[-5, 99]",)]),
    "text": (f"{{ payments(where: {{purpose: {{contains: $0, startsWith: $1}}}}) {NODES} }}", [('"a%"', '"b"'), ('""', '"教育"')]),
    "days": (f"{{ payments(where: {{paidOn: {{lt: $0}}}}) {NODES} }}", [('"2024-01-01"',), ('"2025-12-31"',)]),
    "instants": (f"{{ bankClearings(where: {{exportedAt: {{eq: $0}}}}) {NODES} }}", [('"2024-01-01T00:00:00Z"',), ('"2025-12-31T10:00:00+08:00"',)]),
    "years": (f"{{ payments(where: {{fiscalYear: {{in: $0}}}}) {NODES} }}", [("[2024]",), ("[1, 2, 3]",)]),
    "states": (f"{{ payments(where: {{budgetType: {{eq: $0}}}}) {NODES} }}", [("GENERAL_PUBLIC",), ("STATE_CAPITAL",)]),
    "codes": (f"{{ payments(where: {{function: {{under: $0}}, economicGov: {{eq: $1}}}}) {NODES} }}", [('"205"', '"501"'), ('"2"', '"502"')]),
    "regions": (f"{{ payments(where: {{region: {{in: $0}}}}) {NODES} }}", [('["440203"]',), ('["440200", "440000"]',)]),
    "subtrees of one tier": (f"{{ payments(where: {{region: {{within: $0}}}}) {NODES} }}", [('"440200"',), ('"440300000"',)]),
    "fiscal subtrees": (f"{{ payments(where: {{region: {{within: $0, tree: FISCAL}}}}) {NODES} }}", [('"440200"',), ('"440000"',)]),
    "children": (f"{{ regions(where: {{childOf: $0}}) {NODES} }}", [('"440200"',), ('"440000"',)]),
    "links": (f"{{ payments(where: {{project: {{name: {{eq: $0}}}}, requests: {{some: {{amount: {{lt: $1}}}}}}}}) {NODES} }}", [('"a"', "1"), ('"b"', "2")]),
    "pages": (f"{{ payments(first: $0) {NODES} }}", [("1",), ("9999",), ("0",)]),
    "decimals": (f"{{ statementLines(where: {{toAdjusted: {{gte: $0}}}}) {NODES} }}", [('"1.5"',), ("0",)]),
    "ratios": (f"{{ projectBudgets(where: {{approvalRate: {{gte: $0}}}}) {NODES} }}", [('"1.5"',), ("0",)]),
    "keys": ('{ payment(by: {key: {region: $0, fiscalYear: $1, paymentId: $2}}) { id } }', [('"440200"', "2024", '"1"'), ('"100000000"', "2025", '"x"')]),
    "groups": ('{ paymentGroups(by: [{region: {tier: COUNTY}}], where: {region: {within: $0}, fiscalYear: {eq: $1}}, first: $2) { nodes { count } } }',
               [('"440800"', "2024", "3"), ('"440700"', "2025", "50")]),
}  # fmt: skip


@pytest.mark.parametrize("case", TEMPLATES)
def test_sql_depends_on_no_value(world: World, case: str) -> None:
    """The same statements for other values, written as literals; none of them is in the text."""
    query, sets = TEMPLATES[case]
    texts = []
    for values in sets:
        filled = query
        for n, value in enumerate(values):
            filled = filled.replace(f"${n}", value)
        made = explain(graphql_schema(), filled, {}, None, world.reference, OPEN)
        texts.append([statement["sql"] for statement in made["statements"]])
    assert all(each == texts[0] for each in texts)
    assert texts[0]


async def test_warm_requests_compile_nothing(asked: Asked) -> None:
    query = """query ($r: String, $a: Money, $n: Int) {
        payments(where: {region: {within: $r}, amount: {gt: $a}}, first: $n) { nodes { id __typename } } }"""
    counters = asked.engine.counters
    await asked.data(query, {"r": "440200", "a": "1", "n": 2})
    assert (counters.compiled, counters.warm) == (1, 0)
    for region, amount, size in (("440300", "2", 3), ("440700000", "-5", 0), ("440200", "0", 50)):
        await asked.data(query, {"r": region, "a": amount, "n": size})
    assert (counters.compiled, counters.warm) == (1, 3)
    # A region of another tier has a plan of its own, and keeps it; so has another shape.
    for _ in range(2):
        for region in ("440000", "440203", "100000000", "440203100", "440200"):
            await asked.data(query, {"r": region, "a": "1", "n": 2})
    assert counters.compiled == 5
    for _ in range(2):
        await asked.data(query, {"r": "440200", "a": None, "n": 2} | {"a": "1"})
        await asked.data(query, {"r": "440200", "n": 2})
    assert counters.compiled == 6
    assert len(asked.engine.documents) == 1


async def test_plans_of_tiers_answer_alike(asked: Asked) -> None:
    """One document, a province then a township and the reverse: each its own rows."""
    query = "query ($r: String) { payments(where: {region: {within: $r}}) { totalCount } }"
    regions = ("440000", "440203100", "440200", "440203", "100000000")
    forward = [await asked.data(query, {"r": each}) for each in regions]
    backward = [await asked.data(query, {"r": each}) for each in reversed(regions)]
    assert forward == backward[::-1]
    assert len({orjson.dumps(each) for each in forward}) == len(regions)


async def test_hostile_shapes(asked: Asked) -> None:
    """New documents, new shapes of variables, new properties: the oldest are forgotten."""
    engine = asked.engine
    engine.documents, engine.operations = Bounded(5, 1 << 30), Bounded(5, 1 << 30)
    for n in range(12):
        await asked.data(f"{{ a{n}: regions(first: 1) {{ totalCount }} }}")
    query = "query ($w: PaymentFilter) { payments(where: $w, first: 1) { totalCount } }"
    for n in range(12):
        await asked.data(query, {"w": {"and": [{}] * n}})
    assert len(engine.documents) <= 5
    assert len(engine.operations) <= 5
    before = engine.counters.compiled
    await asked.data(query, {"w": {"and": [{}] * 11}})
    assert engine.counters.compiled == before


async def test_a_refused_operation_is_not_kept(asked: Asked) -> None:
    for n in range(3):
        await asked.errors(f'{{ payments(where: {{region: {{eq: "99{n}"}}}}, first: -1) {NODES} }}')
        await asked.errors(f"{{ paymentz{n} }}")
    assert len(asked.engine.documents) == 3
    assert asked.engine.counters.warm == 0
