"""Consolidation: what members of a whole pay one another is eliminated, in both trees, on every
page and in every order, as the oracle does it payment by payment; and the laws it obeys."""

# ruff: noqa: E501 (queries are tables here)
from __future__ import annotations

import pytest

from hub.access.scope import RegionGrant, Scope
from tests.query.compare import compare
from tests.query.conftest import Asked, OracleOf
from tests.query.oracle import Oracle
from tests.query.world import CENTRE, CITY, PROVINCE, World

MONEY = "sum { amount } eliminated { amount } net { amount wan: amount(unit: WAN_YUAN) }"
SHAPE = f"""{{ nodes {{ key {{ region {{ code }} toRegion {{ code }} fiscalYear }} count {MONEY} }}
  total {{ count {MONEY} }} others {{ {MONEY} }} subtotals {{ depth nodes {{ {MONEY} }} }} totalCount
  unmatched(first: 30) {{ payer {{ code name }} payee {{ code }} fiscalYear document paid received(unit: WAN_YUAN, scale: 6)
    difference records __typename }} }}"""
BY = {
    "all": "", "city": "{region: {tier: CITY}}", "county": "{region: {tier: COUNTY}}",
    "province and year": "{region: {tier: PROVINCE}}, {fiscalYear: true}",
    "year and fiscal city": "{fiscalYear: true}, {region: {tier: CITY, tree: FISCAL}}",
    "centre": "{region: {tier: CENTRE}}", "own": "{region: {}}", "payee's city": "{toRegion: {tier: CITY}}",
    "both": "{toRegion: {tier: CITY}}, {region: {tier: PROVINCE}}", "year": "{fiscalYear: true}",
}  # fmt: skip
WHERE = {
    "": "", "province": 'region: {within: "440000"}', "city": 'region: {within: "440200"}',
    "other city": 'region: {within: "440300"}', "fiscal city": 'region: {within: "440200", tree: FISCAL}',
    "own": 'region: {eq: "440000"}', "several": 'region: {in: ["440000", "440200", "440224"]}',
    "children": 'region: {childOf: "440000", tree: FISCAL}', "not": 'region: {not: {within: "440200"}}',
    "or": 'region: {or: [{within: "440200"}, {eq: "440000"}]}', "year": "fiscalYear: {eq: 2025}",
    "tier": "region: {tier: COUNTY}", "amount": 'amount: {gt: "1"}, region: {within: "440000"}',
    "payee": 'toRegion: {within: "440200"}',
}  # fmt: skip


@pytest.mark.parametrize("where", WHERE)
async def test_every_unit(asked: Asked, oracle: Oracle, where: str) -> None:
    """Each filter with a third of the dimensions, each dimension with a third of the filters."""
    some = list(BY.values())[list(WHERE).index(where) % 3 :: 3]
    roots = [
        f"a{n}: transferGroups(basis: CONSOLIDATED, by: [{by}], where: {{{WHERE[where]}}}, first: 9, "
        f"orderBy: [{{net: {{amount: DESC}}}}]) {SHAPE}"
        for n, by in enumerate(some)
    ]
    assert await compare(asked, oracle, "{ " + "\n".join(roots) + " }")


SCOPES = {
    "a province": (RegionGrant(PROVINCE, True),),
    "a city": (RegionGrant(CITY, True),),
    "own level": (RegionGrant(PROVINCE, False),),
    "two": (RegionGrant(CITY, True), RegionGrant(CENTRE, False)),
}


@pytest.mark.parametrize("scope", SCOPES)
async def test_every_scope(asked: Asked, oracle_of: OracleOf, scope: str) -> None:
    """The members are those the caller sees: what is paid to others is not eliminated."""
    roots = [
        f"a{n}: transferGroups(basis: CONSOLIDATED, by: [{BY[by]}], where: {{{WHERE[where]}}}) {SHAPE}"
        for n, (by, where) in enumerate(
            (("all", ""), ("city", ""), ("year", "city"), ("centre", "province"))
        )
    ]
    seen = Scope("a test", regions=SCOPES[scope])
    assert await compare(asked, oracle_of(seen), "{ " + "\n".join(roots) + " }")


async def test_a_caller_who_sees_no_allotments_is_told_of_no_difference(
    asked: Asked, oracle_of: OracleOf
) -> None:
    scope = Scope("a test", domains=frozenset({"transfers"}))
    query = f"{{ transferGroups(basis: CONSOLIDATED, by: []) {SHAPE} }}"
    assert await compare(asked, oracle_of(scope), query)
    found = await asked.data(query, scope=scope)
    assert found["transferGroups"]["unmatched"] == []
    assert found["transferGroups"]["total"]["eliminated"] != {"amount": "0.00"}


async def test_under_regions_and_with_conditions(asked: Asked, oracle: Oracle) -> None:
    nested = f"transferGroups(basis: CONSOLIDATED, by: [{{fiscalYear: true}}]) {SHAPE}"
    fiscal = nested.replace("(basis", "(scope: WHOLE_FISCAL, basis")
    own = nested.replace("(basis", "(scope: OWN_LEVEL, basis")
    regions = 'regions(where: {in: ["440000", "440200", "440229", "440224"]}) { nodes { name %s } }'
    query = f"{{ a: {regions % nested} b: {regions % fiscal} c: {regions % own} }}"
    assert await compare(asked, oracle, query)
    head = "transferGroups(basis: CONSOLIDATED, by: [{region: {tier: CITY}}, {fiscalYear: true}], orderBy: [%s], having: %s, first: 3)"
    ways = (
        ("{eliminated: {amount: DESC}}", '{eliminated: {amount: {ne: "0"}}}'),
        ("{net: {amount: ASC}}, {key: DESC}", '{not: {net: {amount: {gt: "0"}}}}'),
    )
    roots = [f"a{n}: {head % way} {SHAPE}" for n, way in enumerate(ways)]
    assert await compare(asked, oracle, "{ " + "\n".join(roots) + " }")


async def test_pages_are_the_whole(asked: Asked) -> None:
    head = "basis: CONSOLIDATED, by: [{region: {}}, {fiscalYear: true}], orderBy: [{eliminated: {amount: DESC}}]"
    shape = f"key {{ region {{ code }} fiscalYear }} {MONEY}"
    whole = await asked.data(f"{{ transferGroups({head}, first: 500) {{ nodes {{ {shape} }} }} }}")
    query = f"query ($after: String) {{ transferGroups({head}, first: 5, after: $after) {{ nodes {{ {shape} }} pageInfo {{ hasNextPage endCursor }} }} }}"
    pages, after, more = [], None, True
    while more:
        page = (await asked.data(query, {"after": after}))["transferGroups"]
        pages += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert pages == whole["transferGroups"]["nodes"] and len(pages) > 20


async def test_other_payments_between_governments(asked: Asked, oracle: Oracle) -> None:
    """One line declares an elimination: on-lending has none but the payer's record."""
    query = """{ a: onLendingGroups(basis: CONSOLIDATED, by: [{region: {tier: CITY}}]) { nodes { key { region { name } }
        sum { amount } eliminated { amount } net { amount } } total { net { amount } } }
      b: onLendingGroups(basis: SUMMED, by: []) { total { sum { amount } eliminated { amount } net { amount } } }
      c: transferGroups(basis: SUMMED, by: [{region: {tier: CITY}}], where: {or: [{region: {within: "440000"}}]}) { nodes { sum { amount } eliminated { amount } net { amount } }
        unmatched { difference } } }"""
    assert await compare(asked, oracle, query)
    found = (await asked.data(query))["c"]
    assert found["unmatched"] == [] and all(each["sum"] == each["net"] for each in found["nodes"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("by: []", "Q102"),
        ('basis: CONSOLIDATED, by: [], where: {or: [{region: {within: "440000"}}]}', "Q160"),
        ('basis: CONSOLIDATED, by: [], where: {not: {and: [{region: {eq: "440000"}}]}}', "Q160"),
        ("basis: CONSOLIDATED, by: [], where: {not: {}}", ""),
    ],
)  # fmt: skip
async def test_refused(asked: Asked, oracle: Oracle, arguments: str, code: str) -> None:
    query = f"{{ transferGroups({arguments}) {{ total {{ net {{ amount }} }} }} }}"
    assert await compare(asked, oracle, query) == (not code)
    if code:
        [error] = await asked.errors(query)
        assert error["extensions"]["id"] == code


# -- laws -----------------------------------------------------------------------------------------

YEAR = "fiscalYear: {eq: %d}"
UNITS = ("COUNTY", "CITY", "PROVINCE")


def fen(text: str) -> int:
    return int(text.replace(".", ""))


@pytest.mark.parametrize("tree", ["ADMINISTRATIVE", "FISCAL"])
@pytest.mark.parametrize("year", [2024, 2025])
async def test_step_by_step_is_at_once(asked: Asked, world: World, tree: str, year: int) -> None:
    """Counties with what lies in them, those in cities, those in provinces: at each step what the
    members of the new wholes still pay one another is taken off what the step before left."""
    where = YEAR % year
    pairs = f"pairs: transferGroups(basis: SUMMED, by: [{{region: {{}}}}, {{toRegion: {{}}}}], where: {{{where}}}, first: 5000) {{ nodes {{ key {{ region {{ code }} toRegion {{ code }} }} sum {{ amount }} }} }}"
    steps = [
        f"{tier}: transferGroups(basis: CONSOLIDATED, by: [{{region: {{tier: {tier}, tree: {tree}}}}}], where: {{{where}}}) {{ nodes {{ key {{ region {{ code }} }} net {{ amount }} }} }}"
        for tier in UNITS
    ]
    found = await asked.data("{ " + "\n".join([pairs, *steps]) + " }")
    left = {
        (int(each["key"]["region"]["code"]), int(each["key"]["toRegion"]["code"])): fen(each["sum"]["amount"])
        for each in found["pairs"]["nodes"]
    }  # fmt: skip
    asked_of = len(left)

    def unit(code: int, tier: str) -> int | None:
        above = world.reference.chain(code, year, tree)
        return next((each for each in above if tiers_of(world, each) == tier), None)

    for tier in UNITS:
        left = {
            (payer, payee): paid
            for (payer, payee), paid in left.items()
            if unit(payer, tier) is None or unit(payer, tier) != unit(payee, tier)
        }
        nets: dict[int | None, int] = {}
        for (payer, _), sum_ in left.items():
            nets[unit(payer, tier)] = nets.get(unit(payer, tier), 0) + sum_
        answered = {
            int(each["key"]["region"]["code"]) if each["key"]["region"] else None: fen(each["net"]["amount"])
            for each in found[tier]["nodes"]
        }  # fmt: skip
        # What lies in no unit of the tier is in the group without a region: nothing is eliminated.
        assert {u: net for u, net in nets.items() if u and net} == {
            u: net for u, net in answered.items() if u and net
        }
    assert 0 < len(left) < asked_of


def tiers_of(world: World, code: int) -> str:
    info = world.reference.region(code)
    assert info is not None
    return info.tier


@pytest.mark.parametrize("tree", ["ADMINISTRATIVE", "FISCAL"])
async def test_balances_do_not_change(asked: Asked, tree: str) -> None:
    """Received less paid is the same of a whole summed and consolidated, for every unit."""
    roots = [
        f"{side}{basis}{tier}: transferGroups(basis: {basis}, by: [{{{side}: {{tier: {tier}, tree: {tree}}}}}]) {{ nodes {{ key {{ {side} {{ code }} }} net {{ amount }} }} }}"
        for side in ("region", "toRegion")
        for basis in ("SUMMED", "CONSOLIDATED")
        for tier in UNITS
    ]
    found = await asked.data("{ " + "\n".join(roots) + " }")
    for tier in UNITS:
        balances = []
        for basis in ("SUMMED", "CONSOLIDATED"):
            sides: list[dict[str, int]] = []
            for side in ("toRegion", "region"):
                nodes = found[f"{side}{basis}{tier}"]["nodes"]
                sides.append(
                    {
                        n["key"][side]["code"]: fen(n["net"]["amount"])
                        for n in nodes
                        if n["key"][side]
                    }
                )
            received, paid = sides
            balances.append(
                {u: received.get(u, 0) - paid.get(u, 0) for u in received.keys() | paid.keys()}
            )
        assert balances[0] == balances[1] and any(balances[0].values())
