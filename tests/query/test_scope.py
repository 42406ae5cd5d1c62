"""Who sees what: a matrix of scopes and ways to ask. A visible total equals the total over exactly
the visible rows, and nothing can be told of the others."""

# ruff: noqa: E501 (queries are tables here)
from __future__ import annotations

import orjson
import pytest

from hub.access.scope import RegionGrant, Scope
from schema.model import entities
from tests.query.compare import compare
from tests.query.conftest import Asked, OracleOf
from tests.query.oracle_records import make_id
from tests.query.world import CENTRE, CITY, DIRECT_COUNTY, DISTRICT, MOVED_COUNTY, PROVINCE, World


def of(*grants: RegionGrant, **more: object) -> Scope:
    return Scope("a test", regions=grants, **more)  # type: ignore[arg-type]


TOWN = 440_203_100

SCOPES = {
    "a county's subtree": of(RegionGrant(DISTRICT, True)),
    "a county's own level": of(RegionGrant(DISTRICT, False)),
    "a county that moved": of(RegionGrant(MOVED_COUNTY, True)),
    "a county under the province": of(RegionGrant(DIRECT_COUNTY, True)),
    "a city's subtree": of(RegionGrant(CITY, True)),
    "a city's own level": of(RegionGrant(CITY, False)),
    "a province's subtree": of(RegionGrant(PROVINCE, True)),
    "the whole country": of(RegionGrant(CENTRE, True)),
    "the centre's own level": of(RegionGrant(CENTRE, False)),
    "a township": of(RegionGrant(TOWN, True)),
    "two regions": of(RegionGrant(DISTRICT, True), RegionGrant(PROVINCE, False)),
    "no region": of(),
    "agencies": Scope("a test", agencies=("A1", "A3")),
    "no agency": Scope("a test", agencies=()),
    "a domain": Scope("a test", domains=frozenset({"treasury"})),
    "two domains": Scope("a test", domains=frozenset({"budget", "transfers"})),
    "no domain": Scope("a test", domains=frozenset()),
    "agencies of a city": of(RegionGrant(CITY, True), agencies=("A1", "A2", "A5")),
    "a city's treasury": of(RegionGrant(CITY, True), domains=frozenset({"treasury"})),
    "a secret": Scope("a test", unmasked=frozenset({"Payment.payee_account"})),
}

ASKED = {
    "counts": "{ %s }" % " ".join(f"{e.plural_wire} {{ totalCount }}" for n, e in entities().items() if n != "RegionClosure"),  # noqa: UP031
    "lists": """{ payments(first: 200, orderBy: [{amount: DESC}]) { totalCount nodes { id amount payeeAccount payerAccount
        project { name } agency { name } region { name } } pageInfo { hasNextPage } }
        allotments(first: 200) { nodes { id parent { id } parentRegion { name } projectBudget { approved } project { name } } } }""",
    "links to many": """{ projects(first: 50) { nodes { id payments(first: 9) { totalCount nodes { id } } budgets { totalCount }
        allotments(first: 9) { totalCount nodes { id children(first: 5) { totalCount nodes { id } } } } } }
        regions(first: 3) { nodes { name } } batches { nodes { id rejects { totalCount } } } }""",
    "filters through links": """{ a: payments(where: {project: {exists: true}}) { totalCount }
        b: payments(where: {project: {exists: false}}) { totalCount }
        c: payments(where: {not: {project: {budgets: {some: {}}}}}) { totalCount }
        d: payments(where: {requests: {none: {}}}) { totalCount }
        e: allotments(where: {or: [{parent: {amount: {gt: 0}}}, {transfers: {some: {}}}]}) { totalCount }
        f: projects(where: {allotments: {some: {requests: {some: {payment: {exists: true}}}}}}) { totalCount }
        g: payments(where: {agency: {name: {contains: "教"}}}) { totalCount }
        h: projects(where: {budgets: {none: {amountless: null}}}) { totalCount } }""".replace("amountless: null", "approved: null"),
    "orders through links": """{ a: payments(first: 200, orderBy: [{project: {name: ASC}}]) { nodes { id } }
        b: projects(first: 99, orderBy: [{payments: {sum: {amount: DESC}}}, {budgets: {count: DESC}}]) { nodes { id } }
        c: payments(first: 99, orderBy: [{agency: {name: DESC_NULLS_FIRST}}, {requests: {where: {project: {exists: true}}, count: ASC}}]) { nodes { id } }
        d: allotments(first: 99, orderBy: [{parent: {projectBudget: {approved: ASC}}}]) { nodes { id } }
        e: projects(where: {payments: {count: {gt: 0}, sum: {amount: {gte: 0}}}}) { totalCount }
        f: payments(first: 99, orderBy: [{project: {payments: {max: {amount: DESC}}}}]) { nodes { id } } }""",
    "groups": """{ a: paymentGroups(by: [{region: {tier: CITY}}, {function: {level: 1}}]) { nodes { key { region { name } function { name } }
        count sum { amount } } total { count sum { amount paid } } totalCount }
        b: paymentGroups(by: [{region: {}}], where: {project: {exists: true}}) { nodes { key { region { name } } count } total { count } }
        c: paymentGroups(by: [{agency: true}]) { nodes { key { agency { name code } } count } }
        d: transferGroups(basis: SUMMED, by: [{toRegion: {tier: COUNTY}}]) { nodes { key { toRegion { name } } sum { amount } } }
        e: paymentGroups(by: [{fiscalYear: true}], where: {region: {within: "440200"}}) { nodes { count sum { amount } } total { count } }
        f: projectBudgetGroups(by: [{stage: true}]) { nodes { key { stage } sum { current } } }
        g: statementLineGroups(by: []) { total { count } } }""",
}  # fmt: skip


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("way", ASKED)
async def test_matrix(asked: Asked, oracle_of: OracleOf, scope: str, way: str) -> None:
    assert await compare(asked, oracle_of(SCOPES[scope]), ASKED[way])


@pytest.mark.parametrize("scope", SCOPES)
async def test_records(asked: Asked, oracle_of: OracleOf, scope: str) -> None:
    """By node(id) and by id: the record when visible, null when not; the same as one never there."""
    oracle = oracle_of(SCOPES[scope])
    chosen = [each for name in ("Payment", "Project", "Transfer", "Agency", "Batch", "Region")
              for each in oracle.records[name][:: max(1, len(oracle.records[name]) // 6)]]  # fmt: skip
    roots = " ".join(
        f'n{n}: node(id: "{make_id(each)}") {{ id __typename }} '
        f'{each.entity.singular_wire}{n}: {each.entity.singular_wire}(by: {{id: "{make_id(each)}"}}) {{ id }}'
        for n, each in enumerate(chosen)
    )
    assert await compare(asked, oracle, f"{{ {roots} }}")


@pytest.mark.parametrize("scope", SCOPES)
async def test_visible_total(asked: Asked, world: World, scope: str) -> None:
    """Sums over a scope, added up row by row from what its lists show."""
    query = """{ payments(first: 500) { totalCount nodes { amount(scale: 2) } }
        paymentGroups(by: []) { total { count sum { amount } } } }"""
    found = await asked.data(query, scope=SCOPES[scope])
    fen = [int(node["amount"].replace(".", "")) for node in found["payments"]["nodes"]]
    total = found["paymentGroups"]["total"]
    assert total["count"] == len(fen) == found["payments"]["totalCount"]
    assert int(total["sum"]["amount"].replace(".", "")) == sum(fen)


async def test_a_cursor_of_another_scope(asked: Asked) -> None:
    query = "query ($c: String) { payments(first: 2, after: $c) { pageInfo { endCursor } } }"
    city, county = SCOPES["a city's subtree"], SCOPES["a county's subtree"]
    cursor = (await asked.data(query, scope=city))["payments"]["pageInfo"]["endCursor"]
    assert (await asked.data(query, {"c": cursor}, scope=city))["payments"]
    (error,) = await asked.errors(query, {"c": cursor}, scope=county)
    assert error["extensions"]["id"] == "Q113"


async def test_an_invisible_record_looks_like_none(asked: Asked, world: World) -> None:
    """Byte for byte the same answer, whether it is not there or may not be seen."""
    scope = SCOPES["a county's subtree"]
    query = """query ($y: Int!) { payment(by: {key: {region: "440300", fiscalYear: $y,
        paymentId: "1"}}) { id amount } }"""
    hidden = await asked.body(query, {"y": 2024}, scope=scope)
    absent = await asked.body(query, {"y": 1999}, scope=scope)
    assert hidden.body == absent.body
    assert orjson.loads(hidden.body) == {"data": {"payment": None}}
