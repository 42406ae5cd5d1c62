"""Bad input: a clear error with its code and place, in both languages, and never a crash."""

# ruff: noqa: E501 (queries are tables here)
from __future__ import annotations

import re
from typing import Any

import asyncpg
import orjson
import pytest

from hub.access.scope import Scope
from hub.query.engine import Engine
from hub.query.types import graphql_schema
from hub.settings import Settings
from hub.store.engine import serving_pool
from hub.store.server import Database
from tests.query.compare import compare
from tests.query.conftest import SECRET, Asked, OracleOf
from tests.query.world import World

NODES = "{ nodes { id } }"
ANY_ID = "WyJQYXltZW50IiwxLDEsMjAyNCwiMSJd"  # a payment that is not there
CLOSURE_ID = "WyJSZWdpb25DbG9zdXJlIiwiRklTQ0FMIiwxMDAwMDAwMDAsNDQwMzIxMDAwLDE5ODJd"  # of no type
BATCH_ID = "WyJCYXRjaCIsMV0"

CASES: dict[str, tuple[str, Any, str, str]] = {
    # what -> (query, variables, problem, what the English message has)
    "unknown field": ("{ payments { nodes { amuont } } }", None, "Q105", "amount"),
    "unknown root field": ("{ paymentz { totalCount } }", None, "Q105", "payments"),
    "unknown argument": ("{ payments(frist: 3) { totalCount } }", None, "Q106", "first"),
    "unknown type": ("{ node(id: 1) { ... on Paymnet { id } } }", None, "Q107", "Payment"),
    "unknown filter field": ("{ payments(where: {amuont: {eq: 1}}) { totalCount } }", None, "Q105", "amount"),
    "syntax": ("{ payments(first: 3 { totalCount } }", None, "Q101", ""),
    "empty text": ("", None, "Q101", ""),
    "no selection": ("{ payments }", None, "Q102", "payments"),
    "a selection of a scalar": ("{ payments { totalCount { x } } }", None, "Q102", "totalCount"),
    "a page too large": (f"{{ payments(first: 1000000) {NODES} }}", None, "Q110", "10000"),
    "a page too large, in a variable": (
        f"query ($n: Int) {{ payments(last: $n) {NODES} }}", {"n": 10001}, "Q110", "10000"),
    "a nested page too large": (
        f"{{ projects(first: 1) {{ nodes {{ payments(first: 10001) {NODES} }} }} }}", None, "Q110", ""),
    "nesting too dear": (
        f"{{ projects(first: 1000) {{ nodes {{ payments(first: 1000) {NODES} }} }} }}", None, "Q111", "50000"),
    "groups of masters under each": (
        "{ suppliers(first: 600) { nodes { contractGroups(by: [{project: true}], first: 100) { nodes { count } } } } }", None, "Q111", "50000"),
    "nesting too dear by default": (
        "{ projects { nodes { payments { nodes { requests { nodes { id } } } } } } }", None, "Q111", ""),
    "many lists too dear": (
        "{" + " ".join(f"a{n}: payments(first: 10000) {NODES}" for n in range(6)) + "}", None, "Q111", ""),
    "not a cursor": (f'{{ payments(after: "abc") {NODES} }}', None, "Q112", ""),
    "a cursor of nothing": (f'{{ payments(after: "") {NODES} }}', None, "Q112", ""),
    "a Chinese cursor": (f'{{ payments(after: "游标") {NODES} }}', None, "Q112", ""),
    "a made-up cursor": (f'{{ payments(before: "{"A" * 40}") {NODES} }}', None, "Q112", ""),
    "a made-up cursor of groups": (
        '{ paymentGroups(by: [{budgetType: true}], after: "AAAA") { totalCount nodes { count } } }', None, "Q112", ""),
    "first and last": (f"{{ payments(first: 1, last: 1) {NODES} }}", None, "Q114", ""),
    "after and before": (f'{{ payments(after: "a", before: "b") {NODES} }}', None, "Q114", ""),
    "a negative page": (f"{{ payments(first: -1) {NODES} }}", None, "Q114", ""),
    "not an id": ('{ node(id: "nonsense") { id } }', None, "Q115", "nonsense"),
    "an id in Chinese": ('{ payment(by: {id: "支付"}) { id } }', None, "Q115", "支付"),
    "an empty id": ('{ node(id: "") { id } }', None, "Q115", ""),
    "an id with too few parts": ('{ node(id: "WyJQYXltZW50Il0") { id } }', None, "Q115", ""),
    "an id of another type": (f'{{ payment(by: {{id: "{BATCH_ID}"}}) {{ id }} }}', None, "Q115", ""),
    "a number for an id": ("{ node(id: 12) { id } }", None, "Q115", "12"),
    "unknown region": (f'{{ payments(where: {{region: {{within: "990000"}}}}) {NODES} }}', None, "Q119", "990000"),
    "not a region": (f'{{ payments(where: {{region: {{eq: "韶关"}}}}) {NODES} }}', None, "Q119", "韶关"),
    "full-width digits": (f'{{ payments(where: {{region: {{eq: "４４０２００"}}}}) {NODES} }}', None, "Q119", "region"),
    "unknown region in a key": (
        '{ payment(by: {key: {region: "999999", fiscalYear: 2024, paymentId: "1"}}) { id } }', None, "Q119", "999999"),
    "unknown region in a variable": (
        f"query ($r: String) {{ payments(where: {{region: {{within: $r}}}}) {NODES} }}", {"r": "12"}, "Q119", "12"),
    "unknown region in a list": (f'{{ payments(where: {{region: {{in: ["440203", "1"]}}}}) {NODES} }}', None, "Q119", '"1"'),
    "null within": (f"{{ payments(where: {{region: {{within: null}}}}) {NODES} }}", None, "Q119", "isNull"),
    "null less than": (f"{{ payments(where: {{amount: {{lt: null}}}}) {NODES} }}", None, "Q119", "isNull"),
    "money with three decimals": (f'{{ payments(where: {{amount: {{eq: "1.234"}}}}) {NODES} }}', None, "Q119", "1.234"),
    "money in a variable with three decimals": (
        f"query ($m: Money) {{ payments(where: {{amount: {{eq: $m}}}}) {NODES} }}", {"m": "0.001"}, "Q119", "0.001"),
    "a JSON float for money": (
        f"query ($m: Money) {{ payments(where: {{amount: {{eq: $m}}}}) {NODES} }}", {"m": 0.5}, "Q119", "string"),
    "an endless money": (f'{{ payments(where: {{amount: {{eq: "NaN"}}}}) {NODES} }}', None, "Q119", "NaN"),
    "between with one": (f'{{ payments(where: {{amount: {{between: ["1"]}}}}) {NODES} }}', None, "Q119", "between"),
    "between with three in a variable": (
        f"query ($m: [Money!]) {{ payments(where: {{amount: {{between: $m}}}}) {NODES} }}", {"m": ["1", "2", "3"]}, "Q119", "between"),
    "between with none in a variable": (
        f"query ($m: [Money!]) {{ payments(where: {{amount: {{between: $m}}}}) {NODES} }}", {"m": []}, "Q119", "between"),
    "no such day": (f'{{ payments(where: {{paidOn: {{eq: "2025-02-30"}}}}) {NODES} }}', None, "Q119", "2025-02-30"),
    "an instant without its offset": (
        f'{{ bankClearings(where: {{exportedAt: {{eq: "2025-02-03T00:00:00"}}}}) {NODES} }}', None, "Q119", ""),
    "no such state": (f"{{ payments(where: {{budgetType: {{eq: FREE}}}}) {NODES} }}", None, "Q102", "FREE"),
    "a year beyond any": (f"{{ payments(where: {{fiscalYear: {{eq: 99999}}}}) {NODES} }}", None, "", ""),
    "a number beyond Int": (f"{{ payments(where: {{fiscalYear: {{eq: 99999999999}}}}) {NODES} }}", None, "Q102", ""),
    "a count beyond 2^53": (f"{{ statementLines(where: {{lineNo: {{eq: 9007199254740993}}}}) {NODES} }}", None, "Q119", ""),
    "a scale beyond six": ("{ payments { nodes { amount(scale: 7) } } }", None, "Q119", "scale"),
    "a negative scale": ("query ($s: Int) { payments { nodes { amount(scale: $s) } } }", {"s": -1}, "Q119", "scale"),
    "missing variable": (f"query ($n: Int!) {{ payments(first: $n) {NODES} }}", {}, "Q104", "n"),
    "a variable of another type": (f"query ($n: Int) {{ payments(first: $n) {NODES} }}", {"n": "many"}, "Q104", "n"),
    "an undeclared variable": (f"{{ payments(first: $n) {NODES} }}", None, "Q104", "$n"),
    "an unused fragment": ("{ payments { totalCount } } fragment f on Payment { id }", None, "Q102", "f"),
    "a fragment within itself": (
        "{ payments { nodes { ...f } } } fragment f on Payment { id project { payments { nodes { ...f } } } }", None, "Q102", "f"),
    "two of a by": (
        f'{{ payment(by: {{id: "{ANY_ID}", key: {{region: "440203", fiscalYear: 2024, paymentId: "1"}}}}) {{ id }} }}', None, "Q120", "PaymentBy takes exactly one of: id, key"),
    "none of a by": ("{ payment(by: {}) { id } }", None, "Q120", "PaymentBy"),
    "a null in by": ("query ($i: ID) { payment(by: {id: $i}) { id } }", {"i": None}, "Q120", "PaymentBy"),
    "nothing for a by": ("query ($i: ID) { payment(by: {id: $i}) { id } }", {}, "Q120", "PaymentBy"),
    "none of a by in a variable": ("query ($b: PaymentBy!) { payment(by: $b) { id } }", {"b": {}}, "Q120", "PaymentBy"),
    "a null in a by in a variable": ("query ($b: PaymentBy!) { payment(by: $b) { id } }", {"b": {"id": None}}, "Q120", "PaymentBy"),
    "two of an order": (f"{{ payments(orderBy: [{{amount: ASC, paid: DESC}}]) {NODES} }}", None, "Q120", "PaymentOrder"),
    "two of an order in a variable": (
        f"query ($o: [PaymentOrder!]) {{ payments(orderBy: $o) {NODES} }}", {"o": [{"amount": "ASC", "paid": "ASC"}]}, "Q120", "PaymentOrder"),
    "none of an order through a link": (f"{{ payments(orderBy: [{{project: {{}}}}]) {NODES} }}", None, "Q120", "ProjectOrder"),
    "a thirteenth month": (f"{{ payments(where: {{paidOn: {{period: {{year: 2024, month: 13}}}}}}) {NODES} }}", None, "Q119", "2024 month 13"),
    "a quarter of no year": (f"{{ payments(where: {{paidOn: {{period: {{quarter: 1}}}}}}) {NODES} }}", None, "Q102", "year"),
    "a year of no calendar, in a variable": (
        f"query ($p: FiscalPeriod!) {{ payments(where: {{paidOn: {{period: $p}}}}) {NODES} }}", {"p": {"year": 20240}}, "Q119", "20240"),
    "a month and a quarter": (f"{{ payments(where: {{paidOn: {{period: {{year: 2024, month: 1, quarter: 1}}}}}}) {NODES} }}", None, "Q120", "FiscalPeriod"),
    "null period": (f"{{ payments(where: {{paidOn: {{period: null}}}}) {NODES} }}", None, "Q119", "isNull"),
    "two tallies": (f"{{ payments(orderBy: [{{requests: {{count: ASC, sum: {{amount: ASC}}}}}}]) {NODES} }}", None, "Q120", "count, sum, min, max"),
    "no tally": (f"{{ payments(orderBy: [{{requests: {{where: {{}}}}}}]) {NODES} }}", None, "Q120", "PaymentRequestManyOrder"),
    "two dimensions in one": ("{ paymentGroups(by: [{budgetType: true, agency: true}]) { totalCount } }", None, "Q120", "PaymentDimension"),
    "text that PostgreSQL cannot keep": (
        f"query ($t: String) {{ payments(where: {{purpose: {{eq: $t}}}}) {NODES} }}", {"t": "a\x00b"}, "Q119", ""),
    "half a character": (
        f"query ($t: String) {{ payments(where: {{purpose: {{contains: $t}}}}) {NODES} }}", {"t": "\ud800"}, "Q119", ""),
    "groups by one thing twice": (
        "{ paymentGroups(by: [{budgetType: true}, {budgetType: true}]) { totalCount } }", None, "Q119", "budgetType"),
    "a mutation": ("mutation { pay }", None, "Q102", ""),
    "a subscription": ("subscription { pay }", None, "Q102", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
async def test_clear_error(asked: Asked, case: str) -> None:
    query, variables, code, words = CASES[case]
    if code == "":
        found = orjson.loads((await asked.body(query, variables)).body)
        for error in found.get("errors", ()):
            assert error["extensions"]["id"] in ("Q102", "Q104", "Q119", "Q120")
        return
    english = await asked.errors(query, variables)
    assert english[0]["extensions"]["id"] == code, english
    assert words in english[0]["message"]
    assert english[0]["extensions"]["fix"]
    chinese = await asked.errors(query, variables, lang="zh")
    assert re.search(r"[\u4e00-\u9fff]", chinese[0]["message"])
    assert [each["extensions"]["code"] for each in chinese] == [
        each["extensions"]["code"] for each in english
    ]


async def test_place(asked: Asked) -> None:
    """Errors of the text say where."""
    (error,) = await asked.errors("{\n  payments {\n    nodes { amuont }\n  }\n}")
    assert error["extensions"]["place"] == "line 3 column 13"
    (error,) = await asked.errors("{ payments(")
    assert error["extensions"]["place"] == "line 1 column 12"


async def test_path(asked: Asked) -> None:
    """Errors of a field say which, down to the first list; errors of the whole say none."""
    region = 'where: {region: {within: "990000"}}'
    for query, path in (
        (f"{{ a: payments({region}) {{ totalCount }} }}", ["a"]),
        (
            f"{{ projects {{ n: nodes {{ payments({region}) {{ totalCount }} }} }} }}",
            ["projects", "n"],
        ),
        (
            '{ r: region(by: {key: {code: "440203"}}) { p: parent { c: children(last: -1) { totalCount } } } }',
            ["r", "p", "c"],
        ),
        ("{ x: payments { nodes { amount(scale: 9) } } }", ["x", "nodes"]),
        ('{ regions(first: 1) { totalCount } p: payments(after: "abc") { nodes { id } } }', ["p"]),
        ("{ payments(orderBy: [{requests: {}}]) { totalCount } }", ["payments"]),
        ('{ y: payment(by: {id: "no"}) { id } }', ["y"]),
        (
            "{ g: paymentGroups(by: []) { n: nodes { rows(first: -1) { totalCount } } } }",
            ["g", "n"],
        ),
        (
            "{ paymentGroups(by: []) { t: total { sum { a: amount(scale: 9) } } } }",
            ["paymentGroups", "t", "sum", "a"],
        ),
        (
            "{ paymentGroups(by: [{budgetType: true}]) { subtotals { nodes { max { paid(scale: 9) } } } } }",
            ["paymentGroups", "subtotals"],
        ),
        (
            "{ transferGroups(basis: SUMMED, by: []) { unmatched(first: -1) { records } } }",
            ["transferGroups", "unmatched"],
        ),
        (
            f'{{ trace(of: "{ANY_ID}") {{ s: steps {{ amount(scale: 9) }} }} }}',
            ["trace", "s"],
        ),
        ("{ payments { nodes { amuont } } }", None),
        ("query ($n: Int!) { payments(first: $n) { totalCount } }", None),
    ):
        (error,) = await asked.errors(query)
        assert error.get("path") == path, query


BAD = 'region: {within: "990000"}'
EVERYWHERE = (
    f"payments(where: {{or: [], {BAD}}}) {{ totalCount }}",
    f"payments(where: {{or: [{{}}, {{{BAD}}}]}}) {{ totalCount }}",
    f"payments(where: {{and: [{{or: []}}, {{not: {{{BAD}}}}}]}}) {{ totalCount }}",
    f"projects(where: {{payments: {{none: {{{BAD}}}}}}}) {{ totalCount }}",
    f"projects(orderBy: [{{payments: {{where: {{{BAD}}}, count: ASC}}}}]) {{ nodes {{ id }} }}",
    'paymentGroups(by: [], having: {or: [{}, {sum: {amount: {between: ["1"]}}}]}) { totalCount }',
    "paymentGroups(by: [], having: {and: [{or: []}, {max: {paid: {lt: null}}}]}) { totalCount }",
    f'payment(by: {{id: "{BATCH_ID}"}}) {{ id }}',
    'payments(where: {region: {eq: "990000"}}) { __typename }',
    'payments(after: "no cursor") { totalCount }',
    'payments(before: "no cursor") { __typename }',
    'paymentGroups(by: [], after: "no cursor") { total { count } }',
    f'node(id: "{CLOSURE_ID}") {{ id }}',
    'payment(by: {key: {region: "990000", fiscalYear: 2024, paymentId: "1"}}) { id }',
)


@pytest.mark.parametrize("root", EVERYWHERE)
@pytest.mark.parametrize("domains", [None, frozenset[str]()])
async def test_a_bad_value_is_refused_wherever_it_stands(
    asked: Asked, oracle_of: OracleOf, root: str, domains: frozenset[str] | None
) -> None:
    """Beside what holds never or always, and whether or not anything may be seen of it."""
    assert not await compare(asked, oracle_of(Scope("a test", domains=domains)), f"{{ {root} }}")


async def test_operation_names(asked: Asked) -> None:
    query = "query A { payments { totalCount } } query B { regions { totalCount } }"
    for name in (None, "C", ""):
        (error,) = await asked.errors(query, None, name)
        assert error["extensions"]["id"] == "Q103"
        assert "A, B" in error["message"]


async def test_an_id_of_a_number_beyond_its_column(asked: Asked) -> None:
    """2^40 is no region's code."""
    big = "WyJQYXltZW50IiwxMDk5NTExNjI3Nzc2LDEsMjAyNCwiMSJd"
    found = orjson.loads((await asked.body(f'{{ node(id: "{big}") {{ id }} }}')).body)
    assert found["errors"][0]["extensions"]["id"] == "Q115"


CURSOR_OF = "{ payments(%s first: 3) { pageInfo { endCursor } } }"


async def test_cursors_of_other_queries(asked: Asked) -> None:
    """Another filter, order, value, list or scope; a changed letter."""
    cursor = (await asked.data(CURSOR_OF % ""))["payments"]["pageInfo"]["endCursor"]
    for query in (
        f'{{ payments(orderBy: [{{amount: ASC}}], after: "{cursor}") {NODES} }}',
        f'{{ payments(where: {{amount: {{gt: 0}}}}, after: "{cursor}") {NODES} }}',
        f'{{ paymentRequests(after: "{cursor}") {NODES} }}',
        f'{{ paymentGroups(by: [{{fiscalYear: true}}], after: "{cursor}") {{ nodes {{ count }} }} }}',
    ):
        (error,) = await asked.errors(query)
        assert error["extensions"]["id"] == "Q113"
    one = "where: {amount: {gt: 0}},"
    cursor = (await asked.data(CURSOR_OF % one))["payments"]["pageInfo"]["endCursor"]
    (error,) = await asked.errors(
        f'{{ payments(where: {{amount: {{gt: 1}}}}, after: "{cursor}") {NODES} }}'
    )
    assert error["extensions"]["id"] == "Q113"
    tally = 'orderBy: [{requests: {where: {amount: {gt: "%s"}}, sum: {amount: DESC}}}],'
    cursor = (await asked.data(CURSOR_OF % (tally % 0)))["payments"]["pageInfo"]["endCursor"]
    assert await asked.data(f'{{ payments({tally % 0} after: "{cursor}") {NODES} }}')
    for order in (tally % 1, (tally % 0).replace("DESC", "DESC_NULLS_FIRST"),
                  (tally % 0).replace("sum", "max"), "orderBy: [{project: {name: ASC}}],"):  # fmt: skip
        (error,) = await asked.errors(f'{{ payments({order} after: "{cursor}") {NODES} }}')
        assert error["extensions"]["id"] == "Q113"
    cursor = (await asked.data(CURSOR_OF % one))["payments"]["pageInfo"]["endCursor"]
    for place in (0, 15, len(cursor) - 3):
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        (error,) = await asked.errors(
            f'{{ payments(where: {{amount: {{gt: 0}}}}, after: "{changed}") {NODES} }}'
        )
        assert error["extensions"]["id"] == "Q112"


def bomb(levels: int) -> str:
    """2^levels selections from a short text."""
    parts = [f"fragment f{n} on Region {{ a: parent {{ ...f{n + 1} }} b: parent {{ ...f{n + 1} }} }}"
             for n in range(levels)]  # fmt: skip
    last = f"fragment f{levels} on Region {{ name }}"
    return "{ regions(first: 1) { nodes { ...f0 } } } " + " ".join([*parts, last])


HOSTILE: dict[str, str] = {
    "a long text": "{ payments { totalCount } } #" + "x" * 300_000,
    "many tokens": "{" + " ".join(f"a{n}: __typename" for n in range(5000)) + "}",
    "one field many times": "{ payments { nodes { " + "amount " * 9000 + "} } }",
    "many aliases of lists": "{" + " ".join(f"a{n}: payments(first: 1) {NODES}" for n in range(900)) + "}",
    "a fragment bomb": bomb(30),
    "a small fragment bomb": bomb(11),
    "deep links": "{ regions(first: 1) { nodes { " + "parent { " * 180 + "name" + " }" * 180 + " } } }",
    "deeper links": "{ regions(first: 1) { nodes { " + "parent { " * 900 + "name" + " }" * 900 + " } } }",
    "deep lists": "{ regions(first: 1) { nodes { " + "children(first: 1) { nodes { " * 60 + "name" + " } }" * 60 + " } } }",
    "deep filters": "{ regions(where: " + "{not: " * 150 + '{tier: CITY}' + "}" * 150 + ") { totalCount } }",
    "deep links in filters": "{ regions(where: " + "{parent: " * 150 + '{tier: CITY}' + "}" * 150 + ") { totalCount } }",
    "deep orders": "{ regions(orderBy: [" + "{parent: " * 150 + "{name: ASC}" + "}" * 150 + "]) { totalCount } }",
    "many orders": "{ payments(orderBy: [" + "{project: {name: ASC}} {requests: {count: DESC}} " * 300 + "]) { totalCount nodes { id } } }",
    "many orders of their own": "{ payments(orderBy: [" + " ".join(
        f"{{requests: {{where: {{amount: {{gt: {n}}}}}, count: DESC}}}}" for n in range(40)) + "]) { totalCount nodes { id } } }",
    "deep braces": "{ a " * 3000,
    "deep lists of values": "{ payments(where: {amount: {in: " + "[" * 3000 + "]" * 3000 + "}}) { totalCount } }",
    "many conditions": "{ payments(where: {or: [" + "{amount: {gt: 0}} " * 1200 + "]}) { totalCount } }",
    "a bomb of links": bomb(12).replace("b: parent", "b: fiscalParent"),
    "every link of every link": "{ paymentRequests(first: 1) { nodes { " + " ".join(
        f"{a} {{ {' '.join(f'{b} {{ region {{ parent {{ parent {{ name code tier }} }} }} agency {{ name code }} }}' for b in ('project', 'projectBudget', 'parent'))} }}"
        for a in ("allotment",)) + " } } }",
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
async def test_hostile(asked: Asked, case: str) -> None:
    """Answered or refused as too large; nothing breaks."""
    found = orjson.loads((await asked.body(HOSTILE[case])).body)
    for error in found.get("errors", ()):
        assert error["extensions"]["id"] in ("Q117", "Q101", "Q102", "Q111"), error


async def test_deep_variables(asked: Asked) -> None:
    where: Any = {"tier": "CITY"}
    for _ in range(400):
        where = {"not": where}
    query = "query ($w: RegionFilter) { regions(where: $w) { totalCount } }"
    found = orjson.loads((await asked.body(query, {"w": where})).body)
    assert "data" in found or found["errors"][0]["extensions"]["id"] in ("Q117", "Q102")


async def test_a_value_that_cannot_be_written_leaves_nothing_behind(asked: Asked) -> None:
    one = f"query ($t: String) {{ payments(where: {{purpose: {{contains: $t}}}}) {NODES} }}"
    (error,) = await asked.errors(one, {"t": "\ud800"})
    assert error["extensions"]["id"] == "Q119"
    for _ in range(3):  # more than the pool's connections
        assert await asked.data("{ regions(first: 1) { totalCount nodes { code } } }")


async def test_too_slow(world_database: Database, world: World) -> None:
    """Cancelled by the database's own clock; the connection serves on."""
    settings = Settings(pool_min=1, pool_max=1, statement_timeout_ms=250)
    pool = await serving_pool(world_database, settings)
    other = await asyncpg.connect(world_database.dsn)
    try:
        asked = Asked(Engine(graphql_schema(), pool, lambda: world.reference, SECRET))
        for query in ("{ payments { totalCount } }", "{ payments { totalCount nodes { id } } }"):
            async with other.transaction():
                await other.execute("LOCK TABLE payment")
                (error,) = await asked.errors(query)
            assert error["extensions"]["id"] == "Q118"
            assert "0.25 s" in error["message"]
            assert (await asked.data(query))["payments"]["totalCount"] > 0
    finally:
        await other.close()
        await pool.close()
