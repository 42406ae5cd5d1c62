"""Groups by every dimension, from roll-ups and from the facts, equal to the oracle's."""

# ruff: noqa: E501 (queries are tables here)
from __future__ import annotations

from collections.abc import Iterator

import pytest

from hub.query.measures import elimination_of, offered, point_of, repeats_of
from hub.query.types import graphql_schema
from hub.query.types.groups import Dimension, dimensions
from hub.query.types.names import shown
from schema.base import Fact
from schema.kinds import camel
from schema.model import Entity, ResolvedLink, entities
from schema.rollups import ROLLUPS
from tests.query.compare import compare
from tests.query.conftest import Asked
from tests.query.oracle import Oracle

OBJECTS = {"Region": "{ code name tier }", "Agency": "{ code name }",
           "Classification": "{ code name level budgetType year }"}  # fmt: skip
"""What is asked of a key that is an object; of other records their id."""
HOWS = {
    "ByRegion": ("{}", "{tier: CENTRE}", "{tier: PROVINCE}", "{tier: CITY}",
                        "{tier: COUNTY}", "{tier: TOWNSHIP}", "{tier: CITY, tree: FISCAL}",
                        "{tier: PROVINCE, tree: FISCAL}"),
    "ByCode": ("{}", "{level: 1}"),
    "Boolean": ("true",),
    "Period": ("YEAR", "QUARTER", "MONTH", "DAY"),
}  # fmt: skip


SCHEMA = graphql_schema().type_map
NAMES = sorted(shown())
FACTS = [each.name for each in entities().values() if each.role is Fact]
# The entities with roll-ups, and two without.
GROUPED = {each.entity for each in ROLLUPS} | {"Transfer", "StatementLine"}


def every_dimension(entity: Entity) -> Iterator[tuple[Dimension, str]]:
    for each in dimensions(entity):
        for how in HOWS[each.input]:
            yield each, how


def asked_of(key: Dimension) -> str:
    """The selection of a dimension in a group's key."""
    if not isinstance(key.member, ResolvedLink):
        return key.wire
    return f"{key.wire} {OBJECTS.get(key.key, '{ id }')}"


BASIS = {each: "basis: CONSOLIDATED, " for each in FACTS if elimination_of(entities()[each])}
"""The argument that groupings of payments between governments require."""

PLAIN = {"StatementLine": "isRepeat: {eq: false}, isPart: {eq: false}"}
"""Filters without which an entity's rows are not summed."""


ONE = {"as_of": '"2025-01-28"', "fiscal_year": "2025", "link": '"0"'}
"""One value of a column whose values are not summed together; of flags, false."""


def every_measure(name: str, *whats: str) -> str:
    """A selection of all that may be computed of an entity's groups, of these kinds."""
    fields = {
        what: " ".join(offered(name, {"countDistinct": "distinct"}.get(what, what)))
        for what in whats
    }
    return " ".join(f"{what} {{ {names} }}" for what, names in fields.items() if names)


FULLY = [
    (name, each.wire, how)
    for name in sorted(GROUPED)
    for each, how in every_dimension(entities()[name])
]


@pytest.mark.parametrize(("name", "wire", "how"), FULLY)
async def test_dimension(asked: Asked, oracle: Oracle, name: str, wire: str, how: str) -> None:
    """One dimension, all sums: from a roll-up where one serves, and from the facts (a filter that
    no roll-up knows, and every row fulfils)."""
    entity = entities()[name]
    key = next(each for each in dimensions(entity) if each.wire == wire)
    summed = f"count share {{ count }} {every_measure(name, 'sum', 'avg')}"
    asks = (
        f"{{ nodes {{ key {{ {asked_of(key)} }} {summed} }} total {{ {summed} }} others {{ {summed} }}"
        " totalCount }"
    )
    root, where = entity.singular_wire + "Groups", PLAIN.get(name, "")
    basis = BASIS.get(name, "")
    plain = f"{root}({basis}by: [{{{wire}: {how}}}], where: {{{where}}}, first: 3) {asks}"
    where += " source: {isNull: false}"
    scanned = f"{root}({basis}by: [{{{wire}: {how}}}], where: {{{where}}}, first: 3) {asks}"
    assert await compare(asked, oracle, f"{{ ready: {plain} scanned: {scanned} }}")
    both = await asked.data(f"{{ ready: {plain} scanned: {scanned} }}")
    assert both["ready"] == both["scanned"]


@pytest.mark.parametrize("name", sorted(set(NAMES) - GROUPED))
async def test_every_dimension(asked: Asked, oracle: Oracle, name: str) -> None:
    """Each dimension of an entity and in each way, at its root and under the regions."""
    root, basis = f"{entities()[name].singular_wire}Groups", BASIS.get(name, "")
    fields = [
        f"a{n}: {root}({basis}by: [{{{each.wire}: {how}}}], first: 4) {{"
        f" nodes {{ key {{ {asked_of(each)} }} count }} totalCount }}"
        for n, (each, how) in enumerate(every_dimension(entities()[name]))
    ]
    for n in range(0, len(fields), 40):
        assert await compare(asked, oracle, f"{{ {' '.join(fields[n : n + 40])} }}")
    if root in SCHEMA["Region"].fields:  # type: ignore[attr-defined]
        own, whole = (
            f"a{n}: {root}(scope: {each}, {basis}by: [{{source: true}}]) {{"
            f" nodes {{ key {{ source }} count rows(first: 1) {{ totalCount }} }} }}"
            for n, each in enumerate(("OWN_LEVEL", "WHOLE_FISCAL"))
        )
        if name not in ("Reconciliation", "Linkage"):
            query = (
                f"{{ regions(where: {{tier: CITY}}, first: 9) {{ nodes {{ {own} {whole} }} }} }}"
            )
            assert await compare(asked, oracle, query)


@pytest.mark.parametrize("name", NAMES)
async def test_measures(asked: Asked, oracle: Oracle, name: str) -> None:
    """Everything that may be computed, of the groups of a page, the rest, the subtotals and all."""
    entity = entities()[name]
    every = "count " + every_measure(name, "min", "max", "countDistinct")
    apart = (*repeats_of(entity), *filter(None, [point_of(entity)]))
    fixed = [f"{camel(column)}: {{eq: {ONE.get(column, 'false')}}}" for column in apart]
    sums = every_measure(name, "sum", "eliminated", "net", "avg", "ratio")
    shares = " ".join(offered(name, "sum"))
    share = f"share {{ count {f'sum {{ {shares} }}' if shares else ''} }}"
    if name == "Reconciliation":  # no line of it adds to another
        fixed, sums, share = [], "", "share { count }"
    by = list(dimensions(entity))
    outer, inner = by[-1], by[0]
    key = f"key {{ {asked_of(outer)} {asked_of(inner)} }}"
    query = f"""{{ g: {entity.singular_wire}Groups({BASIS.get(name, "")}by: [{{{outer.wire}: {HOWS[outer.input][0]}}}, {{{inner.wire}: {HOWS[inner.input][-1]}}}],
      where: {{{", ".join(fixed)}}}, first: 2) {{
      nodes {{ {key} {every} {sums} {share} }}
      others {{ {every} {sums} {share} }} total {{ {every} {sums} {share} }}
      subtotals {{ depth nodes {{ {key} {every} {sums} {share} }} }} }} }}"""
    assert await compare(asked, oracle, query)


PAYMENTS = (
    "{ nodes { key { %s } count sum { amount paid } } total { count sum { paid } } totalCount }"
)
BY = {
    "class of a tier": "by: [{region: {tier: CITY}}, {function: {level: 1}}]",
    "class, year, budget": "by: [{function: {level: 1}}, {fiscalYear: true}, {budgetType: true}]",
    "month": "by: [{voucherOn: MONTH}]",
    "quarter of a tier": "by: [{region: {tier: PROVINCE}}, {voucherOn: QUARTER}]",
    "item": "by: [{function: {}}, {fiscalYear: true}, {budgetType: true}]",
    "section": "by: [{function: {level: 2}}]",
    "own regions": "by: [{region: {}}]",
    "centre": "by: [{region: {tier: CENTRE}}]",
    "all": "by: []",
}
WHERE = {
    "": "", "year": "fiscalYear: {eq: 2025}", "budget": "budgetType: {in: [GENERAL_PUBLIC]}",
    "not a year": "not: {fiscalYear: {eq: 2024}}",
    "city": 'region: {within: "440200"}', "province": 'region: {within: "440000"}',
    "root": 'region: {within: "100000000"}', "district": 'region: {within: "440203"}',
    "own": 'region: {eq: "440200"}', "several": 'region: {in: ["440200", "440203"]}',
    "moved": 'region: {within: "440229"}', "fiscal": 'region: {within: "440200", tree: FISCAL}',
    "other city": 'region: {within: "440300"}, fiscalYear: {eq: 2024}',
    "children": 'region: {childOf: "440200"}', "class": 'function: {under: "205"}',
    "or": 'or: [{fiscalYear: {eq: 2024}}, {budgetType: {eq: GENERAL_PUBLIC}}]',
    "two regions": 'region: {within: "440000", not: {within: "440200"}}',
    "no such class": 'function: {eq: "205", under: "208"}', "none": "or: []",
    "function ne": 'function: {ne: "205"}', "not in": 'not: {function: {in: ["205", "20502"]}}',
}  # fmt: skip


@pytest.mark.parametrize("where", WHERE)
async def test_filtered_groups(asked: Asked, oracle: Oracle, where: str) -> None:
    """Each filter with each grouping, with the roll-up or against its proof."""
    roots = []
    for n, by in enumerate(BY.values()):
        keys = "region { name } function { code name } fiscalYear budgetType voucherOn"
        arguments = f"{by}, where: {{{WHERE[where]}}}, first: 300"
        roots.append(f"a{n}: paymentGroups({arguments}) {PAYMENTS % keys}")
    assert await compare(asked, oracle, "{ " + " ".join(roots) + " }")


@pytest.mark.parametrize(
    ("by", "where"),
    [
        ("{region: {tier: CITY}}", ""),
        ("{revenue: {level: 1}}", 'region: {within: "440200"}'),
        ("{revenue: {}}, {bankedOn: MONTH}, {budgetType: true}", "fiscalYear: {eq: 2024}"),
        ("{bankedOn: QUARTER}", 'revenue: {under: "101"}'),
    ],
)
async def test_receipts(asked: Asked, oracle: Oracle, by: str, where: str) -> None:
    """A formula summed: from a roll-up's columns and from the facts."""
    query = f"""{{ receiptGroups(by: [{by}], where: {{{where}}}, orderBy: [{{sum: {{local: DESC}}}}])
      {{ nodes {{ key {{ region {{ name }} revenue {{ code name }} bankedOn }} count
         sum {{ local amount wan: local(unit: WAN_YUAN) central }} }} total {{ sum {{ local }} }} }} }}"""
    assert await compare(asked, oracle, query)


ORDERS = ("", "{count: DESC}", "{count: ASC}, {key: DESC}", "{sum: {amount: DESC}}", "{key: DESC}",
          "{sum: {paid: ASC}}, {sum: {amount: DESC}}", "{key: ASC}")  # fmt: skip


@pytest.mark.parametrize("order", ORDERS)
async def test_pages_of_groups(asked: Asked, order: str) -> None:
    """The pages one after another are the whole."""
    shape = "key { region { code } voucherOn budgetType } count sum { amount paid }"
    head = f"by: [{{region: {{tier: CITY}}}}, {{voucherOn: MONTH}}, {{budgetType: true}}], orderBy: [{order}]"
    whole = (
        await asked.data(f"{{ paymentGroups({head}, first: 500) {{ nodes {{ {shape} }} }} }}")
    )["paymentGroups"]["nodes"]
    query = f"""query ($after: String) {{ paymentGroups({head}, first: 7, after: $after) {{
      nodes {{ {shape} }} pageInfo {{ hasNextPage endCursor hasPreviousPage }} }} }}"""
    pages, after = [], None
    while True:
        page = (await asked.data(query, {"after": after}))["paymentGroups"]
        pages += page["nodes"]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(whole) > 30
    assert pages == whole


@pytest.mark.parametrize("order", ORDERS)
async def test_order_of_groups(asked: Asked, oracle: Oracle, order: str) -> None:
    query = f"""{{ paymentGroups(by: [{{region: {{tier: CITY}}}}, {{function: {{level: 1}}}}],
      orderBy: [{order}], first: 9) {{ nodes {{ key {{ region {{ name parent {{ name }} children(
      first: 2) {{ totalCount nodes {{ name }} }} }} function {{ code }} }} count sum {{ amount }} }}
      pageInfo {{ hasNextPage }} totalCount __typename }} }}"""
    assert await compare(asked, oracle, query)


async def test_keys_that_are_not_grouped_by(asked: Asked, oracle: Oracle) -> None:
    """Null, whatever is asked of them; so are a subtotal's deeper keys."""
    key = "key { region { children { nodes { name } } } function { name } budgetType }"
    query = (
        "{ paymentGroups(by: [{budgetType: true}, {region: {tier: CITY}}], first: 7) {"
        f" nodes {{ {key} }} subtotals {{ nodes {{ {key} }} d: depth __typename }} }} }}"
    )
    assert await compare(asked, oracle, query)


@pytest.mark.parametrize(
    "by",
    ["{function: {level: 0}}", "{function: {level: 9}}", "{budgetType: false}",
     "{fundType: {level: 2}}", "{region: {}}, {region: {tier: CITY}}"],
)  # fmt: skip
async def test_refused(asked: Asked, oracle: Oracle, by: str) -> None:
    assert not await compare(
        asked, oracle, f"{{ paymentGroups(by: [{by}]) {{ totalCount total {{ count }} }} }}"
    )
