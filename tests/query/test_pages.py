"""Every order, page by page in both directions: the pages together are the whole list."""

from __future__ import annotations

import pytest

from schema.base import Fact, Master
from schema.kinds import Field
from schema.model import Member, ResolvedLink, entities
from tests.query.compare import compare
from tests.query.conftest import Asked
from tests.query.oracle import Oracle


def form_of(wire: str, member: Member) -> str | None:
    """One order by a member, its direction left out; None where there is none."""
    if isinstance(member, ResolvedLink) and member.field is None:
        return None
    if isinstance(member, ResolvedLink):
        return f"{{{wire}: {{code: %s}}}}"
    if isinstance(member, Field) and member.secret:
        return None
    return f"{{{wire}: %s}}"


ORDERS = [
    (entity.name, form, way)
    for entity in entities().values()
    if entity.role in (Fact, Master)
    for wire, member in entity.members.items()
    if (form := form_of(wire, member)) and (entity.name, wire) != ("Payment", "source")
    for way in ("ASC", "DESC")
]
MIXED = (
    "{paid: ASC}, {amount: DESC}",
    "{paidOn: DESC}, {agency: {code: ASC}}, {amount: ASC}",
    "{region: {code: DESC}}, {fiscalYear: ASC}",
    "{payeeName: DESC}, {paid: DESC}",
    "{budgetType: ASC}, {isAgriPooled: DESC}, {clearedOn: ASC}",
    "{paid: ASC_NULLS_FIRST}, {payeeName: DESC_NULLS_FIRST}, {paidOn: ASC}",
    "{project: {name: ASC}}, {agency: {name: DESC_NULLS_FIRST}}",
    "{agency: {region: {name: DESC}}}, {project: {category: {name: ASC_NULLS_FIRST}}}",
    "{requests: {count: DESC}}, {requests: {sum: {amount: ASC}}}",
    "{requests: {where: {amount: {gt: 0}}, max: {requestedOn: DESC_NULLS_FIRST}}}, {paid: ASC}",
    "{project: {budgets: {ratio: {approvalRate: DESC}}}}, {requests: {avg: {paid: ASC}}}",
    "{requests: {countDistinct: {allotment: DESC}}}, {project: {payments: {avg: {paid: ASC}}}}",
    "{project: {payments: {sum: {amount: DESC}}}}, {requests: {min: {amount: ASC}}}",
)


async def walk(asked: Asked, plural: str, order: str, size: int, where: str = "") -> None:
    """Forward with first and after, backward with last and before."""
    head = f"{plural}({where} orderBy: [{order}]"
    whole = (await asked.data(f"{{ {head}, first: 300) {{ nodes {{ id }} }} }}"))[plural]["nodes"]
    fields = "edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"  # noqa: E501
    for count, seek, more, edge in (
        ("first", "after", "hasNextPage", "endCursor"),
        ("last", "before", "hasPreviousPage", "startCursor"),
    ):
        query = f"query ($c: String) {{ {head}, {count}: {size}, {seek}: $c) {{ {fields} }} }}"
        pages, cursor = [], None
        while True:
            page = (await asked.data(query, {"c": cursor}))[plural]
            pages.append([edge["node"] for edge in page["edges"]])
            info = page["pageInfo"]
            assert info["startCursor"] == page["edges"][0]["cursor"]
            assert info["endCursor"] == page["edges"][-1]["cursor"]
            cursor = info[edge]
            if not info[more]:
                break
        in_order = pages if count == "first" else reversed(pages)
        assert [node for page in in_order for node in page] == whole
    assert len(whole) >= 40


# Between them these have a field of every kind, nullable or not, a formula and a ratio.
WALKED = ("Payment", "Allotment", "ProjectBudget", "BankClearing", "StatementLine", "Project")


@pytest.mark.parametrize(
    ("name", "form", "way"),
    [each for each in ORDERS if each[0] in WALKED and (each[0] == "Payment" or each[2] == "DESC")],
)
async def test_pages(asked: Asked, name: str, form: str, way: str) -> None:
    await walk(asked, entities()[name].plural_wire, form % way, 61)


@pytest.mark.parametrize("order", MIXED)
async def test_pages_of_mixed_orders(asked: Asked, order: str) -> None:
    await walk(asked, "payments", order, 11)


@pytest.mark.parametrize(("name", "way"), sorted({(name, way) for name, _, way in ORDERS}))
async def test_order(asked: Asked, oracle: Oracle, name: str, way: str) -> None:
    """Every order of an entity, from both ends, as the oracle orders."""
    entity = entities()[name]
    forms = [form for each, form, direction in ORDERS if (each, direction) == (name, way)]
    roots = [
        f"a{n}: {entity.plural_wire}(orderBy: [{form % way}], {end}: 60) {{ nodes {{ id }} }}"
        for n, (form, end) in enumerate((w, e) for w in forms for e in ("first", "last"))
    ]
    for start in range(0, len(roots), 20):
        assert await compare(asked, oracle, "{ " + " ".join(roots[start : start + 20]) + " }")


async def test_pages_of_nested_lists(asked: Asked) -> None:
    """Each nested list pages on its own, from its own cursor."""
    query = "{ projects(first: 20) { nodes { id payments(first: 2) { edges { cursor } } } } }"
    for project in (await asked.data(query))["projects"]["nodes"]:
        for edge in project["payments"]["edges"]:
            page = """query ($p: ID!, $c: String) { project(by: {id: $p}) {
                payments(first: 100, after: $c) { nodes { id } } all: payments(first: 100) {
                edges { cursor node { id } } } } }"""
            found = (await asked.data(page, {"p": project["id"], "c": edge["cursor"]}))["project"]
            cursors = [each["cursor"] for each in found["all"]["edges"]]
            after = cursors.index(edge["cursor"]) + 1
            assert found["payments"]["nodes"] == [e["node"] for e in found["all"]["edges"][after:]]


async def test_a_cursor_holds_however_the_values_are_given(asked: Asked) -> None:
    """Literals or variables, more variables or fewer: the same list has the same cursors."""
    first = '{ payments(where: {amount: {gt: "0"}}, first: 2) { pageInfo { endCursor } } }'
    cursor = (await asked.data(first))["payments"]["pageInfo"]["endCursor"]
    second = """query ($n: Int, $gt: Money, $c: String) { payments(
        where: {amount: {gt: $gt}}, first: $n, after: $c) { nodes { id } } }"""
    ids = (await asked.data(second, {"n": 3, "gt": "0", "c": cursor}))["payments"]["nodes"]
    plain = '{ payments(where: {amount: {gt: "0"}}, first: 5) { nodes { id } } }'
    assert ids == (await asked.data(plain))["payments"]["nodes"][2:]


@pytest.mark.parametrize("name", [name for name in entities() if name != "RegionClosure"])
async def test_node_and_one(asked: Asked, oracle: Oracle, name: str) -> None:
    """Every type by node(id), by id, and nothing for an id that names no record."""
    entity = entities()[name]
    listed = f"{{ {entity.plural_wire}(first: 3) {{ nodes {{ id __typename }} }} }}"
    nodes = (await asked.data(listed))[entity.plural_wire]["nodes"]
    query = f"""query ($id: ID!) {{ node(id: $id) {{ __typename id ... on Fact {{ source }}
        ... on {name} {{ same: id }} ... on Payment {{ amount }} }}
        one: {entity.singular_wire}(by: {{id: $id}}) {{ id __typename }} }}"""
    assert nodes
    for node in nodes:
        assert node["__typename"] == name
        assert await compare(asked, oracle, query, {"id": node["id"]})
