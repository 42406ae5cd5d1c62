"""What stands beside a page of groups, what may be asked of them, and groups under records: equal
to the oracle's; the pages one after another are the whole; what may not be added is refused."""

# ruff: noqa: E501 (queries are tables here)
from __future__ import annotations

from typing import Any

import pytest

from hub.access.scope import RegionGrant, Scope
from hub.query.explain import explain
from hub.query.types import graphql_schema
from schema.model import entities
from tests.query.compare import compare
from tests.query.conftest import Asked
from tests.query.oracle import Oracle
from tests.query.world import World

CITY_CLASS = "by: [{region: {tier: CITY}}, {function: {level: 1}}]"
ASKED = {
    "having": f"""{{ paymentGroups({CITY_CLASS}, having: {{sum: {{amount: {{gt: "0"}}}}, count: {{gte: 2}},
        or: [{{avg: {{amount: {{lt: "1"}}}}}}, {{not: {{max: {{voucherOn: {{lt: "2025-01-01"}}}}}}}}]}},
        orderBy: [{{avg: {{amount: DESC}}}}, {{by: {{function: DESC}}}}], first: 3) {{
      nodes {{ key {{ region {{ name }} function {{ code }} }} count sum {{ amount }} avg {{ amount(unit: WAN_YUAN) paid }} max {{ amount voucherOn }} }}
      totalCount total {{ count sum {{ amount }} }} pageInfo {{ hasNextPage endCursor }}
      others {{ count sum {{ amount }} min {{ amount }} countDistinct {{ project payeeName }} }} }} }}""",
    "having nulls": """{ a: paymentGroups(by: [{agency: true}], having: {min: {paidOn: {isNull: true}}}) { nodes { count } totalCount }
      b: paymentGroups(by: [{agency: true}], having: {min: {paidOn: {ne: "2024-01-28"}}, sum: null, or: null}) { totalCount }
      c: paymentGroups(by: [{agency: true}], having: {countDistinct: {project: {in: [1, 2, 3]}, payeeName: {between: [1, 9]}}}) { totalCount }
      d: paymentGroups(by: [{agency: true}], having: {or: []}) { totalCount nodes { count } total { count } others { count } } }""",
    "by one dimension": """{ paymentGroups(by: [{voucherOn: MONTH}, {budgetType: true}, {fiscalYear: true}], first: 9,
        orderBy: [{by: {budgetType: DESC}}, {count: ASC_NULLS_FIRST}, {by: {voucherOn: DESC_NULLS_FIRST}}]) { nodes { key { voucherOn budgetType fiscalYear } count } } }""",
    "rows": """{ paymentGroups(by: [{region: {tier: CITY}}, {function: {level: 1}}, {voucherOn: QUARTER}], first: 5) {
      nodes { key { region { name } function { code } voucherOn } count
        rows(first: 2, orderBy: [{amount: DESC}]) { totalCount nodes { amount voucherOn function { code } project { name } } pageInfo { hasNextPage endCursor } } }
      pageInfo { hasNextPage } subtotals { depth nodes { count rows(first: 1) { nodes { amount } totalCount } } } } }""",
    "rows where the tree is asked": """{ paymentGroups(by: [{region: {tier: TOWNSHIP}}], first: 5) { nodes { key { region { name } } count rows(first: 9) { totalCount nodes { amount region { name } } } } }
      transferGroups(basis: SUMMED, by: [{toRegion: {tier: CITY, tree: FISCAL}}]) { nodes { key { toRegion { name } } rows(first: 3) { nodes { amount toRegion { name } } totalCount } } } }""",
    "rows of everything": "{ paymentGroups(by: []) { nodes { rows(first: 1) { nodes { amount } totalCount } } others { count } } }",
    "nothing but the rest": f"""{{ a: paymentGroups({CITY_CLASS}, first: 0) {{ others {{ count sum {{ paid }} }} subtotals {{ depth nodes {{ count }} }} }}
      b: paymentGroups({CITY_CLASS}, first: 2) {{ others {{ count sum {{ paid }} share {{ count sum {{ amount }} }} }} subtotals {{ nodes {{ key {{ region {{ name }} }} sum {{ amount }} share {{ count }} }} }} pageInfo {{ hasNextPage }} }} }}""",
    "under links": """{ projects(first: 8) { nodes { name
      paymentGroups(by: [{function: {level: 1}}, {fiscalYear: true}], first: 2, orderBy: [{sum: {amount: DESC}}]) {
        nodes { key { function { code name } fiscalYear } count sum { amount } share { count sum { amount } } rows(first: 1) { nodes { amount project { name } } totalCount } }
        total { count sum { amount } max { amount } } others { count sum { amount } avg { amount } share { count } }
        subtotals { depth nodes { key { function { code } fiscalYear } sum { amount } } } totalCount pageInfo { hasNextPage endCursor }
        coverage { source records lastChangedAt lastBatchAt } }
      allotmentGroups(by: []) { nodes { count } total { count } totalCount } } } }""",
    "under a link of a link": """{ payments(first: 6, orderBy: [{amount: DESC}]) { nodes { amount project { paymentGroups(by: [{budgetType: true}], having: {count: {gt: 1}}) {
      nodes { key { budgetType } sum { amount } rows(first: 2) { nodes { amount } } } total { count } totalCount } } } } }""",
    "under regions": """{ regions(where: {or: [{tier: CITY}, {tier: COUNTY}]}, first: 20) { nodes { name
      paymentGroups(by: [{function: {level: 1}}], where: {fiscalYear: {eq: 2025}}, first: 2) { nodes { key { function { code } } count sum { amount } rows(first: 2) { nodes { region { name } amount } totalCount } } total { count } others { count } totalCount }
      own: paymentGroups(scope: OWN_LEVEL, by: [{budgetType: true}]) { nodes { key { budgetType } sum { paid } } total { sum { paid } } }
      fiscal: paymentGroups(scope: WHOLE_FISCAL, by: [{region: {tier: COUNTY}}]) { nodes { key { region { name } } count rows(first: 1) { totalCount } } } } } }""",
    "under regions in groups": f"""{{ paymentGroups({CITY_CLASS}, first: 4) {{ nodes {{ key {{ region {{ name receiptGroups(by: [{{revenue: {{level: 1}}}}], first: 1) {{
      nodes {{ key {{ revenue {{ code }} }} avg {{ local }} sum {{ local }} }} others {{ sum {{ local }} }} }} }} }} count }} }} }}""",
    "types and coverage": """{ paymentGroups(by: [], where: {region: {within: "440200"}}) { coverage { __typename records source lastChangedAt lastBatchAt }
      nodes { __typename key { __typename } sum { __typename amount } share { __typename sum { __typename paid } } }
      total { __typename share { count } } subtotals { depth } pageInfo { __typename } __typename } }""",
    "stocks at a time": """{ a: debtBalanceGroups(by: [{region: {tier: CITY}}, {fiscalYear: true}], where: {isRepeat: {eq: false}}) { nodes { sum { amount remaining } min { remaining } avg { amount } } }
      b: accountBalanceGroups(by: [{asOf: DAY}]) { nodes { key { asOf } sum { balance } max { balance } } }
      c: accountBalanceGroups(by: [{account: null}, {region: {tier: CITY}}], where: {asOf: {eq: "2025-01-28"}}) { nodes { sum { balance } share { sum { balance } } } total { sum { balance } } others { sum { balance } } }
      d: debtLimitGroups(by: [{isRepeat: true}, {fiscalYear: true}]) { nodes { sum { amount } } }
      e: debtLimits(first: 4) { nodes { balanceGroups(by: [{kind: true}], where: {isRepeat: {eq: false}}) { nodes { sum { amount } } total { sum { amount } } } } } }""".replace("{account: null}, ", ""),
    "through links": """{ paymentGroups(by: [{ofProject: {category: {}}}, {ofProject: {setupYear: true}}, {fiscalYear: true}], orderBy: [{sum: {amount: DESC}}], first: 4) {
        nodes { key { ofProject { category { code name } setupYear name __typename } fiscalYear } count sum { amount } share { count } rows(first: 2) { totalCount nodes { amount project { name } } } }
        others { count } subtotals { depth nodes { key { ofProject { category { code } setupYear } } sum { amount } } } totalCount pageInfo { hasNextPage endCursor } }
      agriFundingGroups(by: [{ofAgriProject: {theme: true}}, {ofAgriProject: {ofProject: {agency: true}}}]) { nodes { key { ofAgriProject { theme ofProject { agency { code name } } project { name } } } sum { paid } } }
      paymentRequestGroups(by: [{ofContract: {supplier: true}}, {ofContract: {region: {tier: CITY}}}], having: {count: {gt: 0}}, orderBy: [{key: DESC}]) {
        nodes { key { ofContract { supplier { code name } region { name } } } count } subtotals { nodes { key { ofContract { supplier { code } region { name } } } } } }
      contractGroups(by: [{ofSupplier: {region: {tier: PROVINCE, tree: FISCAL}}}, {signedOn: QUARTER}]) { nodes { key { ofSupplier { region { name } } signedOn } count sum { amount } } }
      rejectGroups(by: [{ofBatch: {startedAt: MONTH}}, {ofBatch: {ofOfSource: {state: true}}}]) { nodes { key { ofBatch { startedAt ofOfSource { state } } } count } }
      transferGroups(basis: SUMMED, by: []) { total { count } } }""",
    "under masters": """{ suppliers(first: 4) { nodes { contractGroups(by: [{method: true}, {ofProject: {category: {}}}], first: 2) { nodes { key { method ofProject { category { name } } } count sum { amount changed } rows(first: 1) { nodes { contractNo } } }
          total { count } others { count } } awardGroups(by: [{state: true}]) { nodes { count } } } }
      contracts(first: 3) { nodes { changeGroups(by: [{changedOn: YEAR}]) { nodes { count sum { amount } } } acceptanceGroups(by: []) { total { sum { amount } } } } }
      sources(first: 2) { nodes { batchGroups(by: [{startedAt: DAY}, {state: true}]) { nodes { key { startedAt state } count sum { received amount } avg { received } } } } }
      regions(where: {tier: CITY}, first: 5) { nodes { contractGroups(by: [{supplier: true}], first: 2, orderBy: [{sum: {amount: DESC}}]) { nodes { key { supplier { code } } sum { amount } rows(first: 1) { nodes { contractNo } } } others { sum { amount } } }
        bondGroups(by: [{kind: true}]) { nodes { count sum { size } } } childGroups(by: [{tier: true}]) { nodes { key { tier } count } } assetCardGroups(by: [{fiscalYear: true}, {use: true}]) { nodes { sum { netValue area } count } } } } }""",
    "under agencies": """{ agencies(first: 5) { nodes { code paymentGroups(by: [{fiscalYear: true}, {ofProject: {category: {}}}], first: 3) { nodes { key { fiscalYear ofProject { category { name } } } count sum { amount } rows(first: 1) { totalCount nodes { amount agency { code } } } }
      total { count } others { count sum { paid } } subtotals { nodes { count } } totalCount coverage { source records } } projectGroups(by: [{state: true}]) { nodes { count } } } } }""",
    "empty conditions on sums that may not be": """{ a: debtBalanceGroups(by: [{kind: true}], having: {avg: {amount: {}}, sum: {remaining: {isNull: null}}}) { nodes { count } totalCount }
      b: debtLimitGroups(by: [], having: {sum: {}, not: {or: [{avg: null}]}}) { totalCount total { count } }
      c: accountBalanceGroups(by: [], having: {sum: {balance: {}}, max: {balance: {gte: "0"}}}) { nodes { count } }
      d: statementLineGroups(by: [{phase: true}], having: {not: {sum: {amount: {isNull: null}}}}) { totalCount } }""",
    "nothing is asked of nothing": """{ a: statementLineGroups(by: [], where: {or: []}) { others { __typename } total { __typename } nodes { __typename } pageInfo { hasNextPage } }
      b: projects(first: 2) { nodes { paymentGroups(by: [{agency: true}], where: {not: {}}) { others { __typename } total { __typename } } } } }""",
    "a region that is no more": """{ regionGroups(by: [{ofParent: {fiscalParent: true}}], where: {within: "440221000"}) { totalCount nodes { count } } }""",
    "repeats of one region": """{ reconciliationGroups(by: [{verdict: true}], where: {batchId: {eq: 5}, region: {eq: "440203"}, fiscalYear: {eq: 2024}}) {
      nodes { count avg { theirCount } sum { ourAmount } } total { sum { ourCount } } } }""",
    "ratios": """{ projectBudgetGroups(by: [{region: {tier: CITY}}], having: {ratio: {approvalRate: {gt: "0.5"}}}, orderBy: [{ratio: {approvalRate: DESC}}]) {
      nodes { ratio { approvalRate } sum { approved applied } } total { ratio { approvalRate } } others { ratio { approvalRate } } } }""",
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
async def test_equal(asked: Asked, oracle: Oracle, name: str) -> None:
    assert await compare(asked, oracle, ASKED[name])


SCOPES = {
    "a county": Scope("a county", regions=(RegionGrant(440_203_000, whole=True),)),
    "agencies": Scope("agencies", agencies=("A1", "A2")),
}


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize(
    "name",
    [
        "rows",
        "under links",
        "under regions",
        "types and coverage",
        "through links",
        "under masters",
        "under agencies",
    ],
)
async def test_scoped(asked: Asked, world: World, scope: str, name: str) -> None:
    assert await compare(asked, Oracle(world, SCOPES[scope]), ASKED[name])


ALLOWED = (
    '{ reconciliationGroups(by: [{verdict: true}], where: {batchId: {eq: 1}, region: {eq: "440200"}, fiscalYear: {eq: 2025}}) { nodes { sum { ourAmount } } total { sum { ourCount } } } }',
    '{ linkageGroups(by: [{near: true}], where: {link: {eq: "1"}}) { nodes { ratio { rate } sum { named } } } }',
    '{ assetCardGroups(by: [{use: true}], where: {fiscalYear: {eq: 2025}}) { nodes { sum { netValue area } } } }',
)  # fmt: skip
"""What is refused elsewhere, of one point in time and without repeats."""


@pytest.mark.parametrize("query", ALLOWED)
async def test_what_a_filter_sets_right(asked: Asked, oracle: Oracle, query: str) -> None:
    assert await compare(asked, oracle, query)


REFUSED = [
    ("Q150", "{ debtBalanceGroups(by: [{region: {tier: CITY}}], where: {isRepeat: {eq: false}}) { nodes { sum { amount } } } }"),
    ("Q150", "{ debtBalanceGroups(by: [{fiscalYear: true}], where: {isRepeat: {eq: false}}) { total { sum { remaining } } } }"),
    ("Q150", "{ debtBalanceGroups(by: [{fiscalYear: true}], where: {isRepeat: {eq: false}}) { nodes { share { sum { amount } } } } }"),
    ("Q150", "{ debtBalanceGroups(by: [{kind: true}, {fiscalYear: true}], where: {isRepeat: {eq: false}}) { subtotals { nodes { sum { amount } } } } }"),
    ("Q150", "{ accountBalanceGroups(by: [{asOf: MONTH}]) { nodes { sum { balance } } } }"),
    ("Q150", '{ accountBalanceGroups(by: [], where: {asOf: {in: ["2025-01-28"]}}) { nodes { sum { balance } } } }'),
    ("Q150", '{ accountBalanceGroups(by: [], where: {or: [{asOf: {eq: "2025-01-28"}}]}) { others { sum { balance } } } }'),
    ("Q150", '{ accountBalanceGroups(by: [], having: {sum: {balance: {gt: "0"}}}) { totalCount } }'),
    ("Q150", "{ accountBalanceGroups(by: [], orderBy: [{sum: {balance: DESC}}]) { totalCount } }"),
    ("Q150", "{ treasuryAccounts { nodes { balanceGroups(by: []) { total { sum { balance } } } } } }"),
    ("Q151", "{ debtLimitGroups(by: [{fiscalYear: true}]) { nodes { sum { amount } } } }"),
    ("Q151", "{ statementLineGroups(by: [{phase: true}], where: {isRepeat: {eq: false}}) { nodes { avg { amount } } } }"),
    ("Q151", "{ statementLineGroups(by: [{isRepeat: true}, {isPart: true}]) { total { sum { amount } } } }"),
    ("Q150", "{ assetCardGroups(by: [{assetClass: {level: 1}}]) { nodes { sum { area } } } }"),
    ("Q150", "{ assetCardGroups(by: [{project: true}]) { nodes { sum { netValue } } } }"),
    ("Q150", "{ assetCardGroups(by: [{ofContract: {plan: true}}, {ofPayment: {fiscalYear: true}}]) { nodes { sum { netValue } } } }"),
    ("Q151", "{ linkageGroups(by: [{near: true}]) { nodes { ratio { rate } } } }"),
    ("Q151", "{ reconciliationGroups(by: [{batch: true}, {fiscalYear: true}]) { nodes { sum { ourAmount } } } }"),
    ("Q119", "{ paymentGroups(by: [{ofProject: {category: {}}}, {ofProject: {category: {level: 1}}}]) { totalCount } }"),
    ("Q119", "{ paymentGroups(by: [{ofProject: {state: false}}]) { totalCount } }"),
    ("Q119", "{ paymentGroups(by: [{agency: true}], orderBy: [{by: {function: ASC}}]) { totalCount } }"),
    ("Q110", "{ projects { nodes { paymentGroups(by: [], first: 99999) { totalCount } } } }"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "query"), REFUSED)
async def test_refused(asked: Asked, code: str, query: str) -> None:
    (error,) = await asked.errors(query)
    assert error["extensions"]["id"] == code
    assert error["extensions"]["fix"]


ORDERS = (
    "{avg: {amount: DESC}}, {by: {voucherOn: DESC}}", "{min: {voucherOn: ASC_NULLS_FIRST}}",
    "{countDistinct: {project: DESC}}, {max: {paidOn: DESC}}", "{by: {budgetType: DESC}}",
)  # fmt: skip


@pytest.mark.parametrize("order", ORDERS)
async def test_pages_with_conditions(asked: Asked, order: str) -> None:
    """The pages one after another are the whole; what a page shows and its others are the total."""
    shape = "key { voucherOn budgetType region { code } } count sum { amount }"
    head = f"by: [{{region: {{tier: COUNTY}}}}, {{voucherOn: MONTH}}, {{budgetType: true}}], having: {{count: {{gte: 2}}}}, orderBy: [{order}]"
    await pages_are_the_whole(asked, f"paymentGroups({head}", shape)


@pytest.mark.parametrize(
    "order", ["", "{by: {project: DESC_NULLS_FIRST}}", "{avg: {changed: DESC}}, {key: DESC}"]
)
async def test_pages_of_linked_records(asked: Asked, order: str) -> None:
    """Records that are named by several columns, those that name none among them."""
    by = "by: [{method: true}, {project: true}, {ofSupplier: {region: {tier: CITY}}}]"
    shape = "key { method project { id } ofSupplier { region { code } } } count sum { amount }"
    await pages_are_the_whole(asked, f"contractGroups({by}, orderBy: [{order}]", shape)


async def pages_are_the_whole(asked: Asked, head: str, shape: str) -> None:
    query = f"""query ($first: Int, $after: String) {{ g: {head}, first: $first, after: $after) {{ nodes {{ {shape} }}
      others {{ count sum {{ amount }} }} total {{ count sum {{ amount }} }} totalCount pageInfo {{ hasNextPage endCursor }} }} }}"""
    whole = (await asked.data(query, {"first": 500}))["g"]
    pages: list[Any] = []
    page: dict[str, Any] = {"pageInfo": {"hasNextPage": True, "endCursor": None}}
    while page["pageInfo"]["hasNextPage"]:
        after = page["pageInfo"]["endCursor"]
        page = (await asked.data(query, {"first": 7, "after": after}))["g"]
        pages += page["nodes"]
        assert (
            sum(each["count"] for each in page["nodes"]) + page["others"]["count"]
            == page["total"]["count"]
        )
        assert fen(page["total"]) == fen(page["others"]) + sum(map(fen, page["nodes"]))
    assert pages == whole["nodes"]
    assert len(pages) == whole["totalCount"] > 14


def fen(group: dict[str, Any]) -> int:
    return int(group["sum"]["amount"].replace(".", ""))


async def test_pages_under_each_parent(asked: Asked) -> None:
    """One cursor serves every parent, as in nested lists."""
    query = """query ($after: String, $first: Int) { region(by: {key: {code: "440000000"}}) { children { nodes { code
      paymentGroups(by: [{function: {}}], first: $first, after: $after) { nodes { key { function { code } } } pageInfo { endCursor } } } } } }"""

    async def codes(**variables: Any) -> list[list[str]]:
        found = (await asked.data(query, variables))["region"]["children"]["nodes"]
        return [
            [
                each["key"]["function"] and each["key"]["function"]["code"]
                for each in city["paymentGroups"]["nodes"]
            ]
            for city in found
        ]

    cursors = (await asked.data(query, {"first": 3}))["region"]["children"]["nodes"]
    cursor = next(
        each["paymentGroups"]["pageInfo"]["endCursor"]
        for each in cursors
        if len(each["paymentGroups"]["nodes"]) == 3
    )
    first, whole = await codes(first=3), await codes(first=500)
    rest = await codes(first=500, after=cursor)
    place = next(each[-1] for each in first if len(each) == 3)
    assert rest == [
        [code for code in each if code is None or (place is not None and code > place)]
        for each in whole
    ]
    assert any(rest)


UNDER = [
    ("OWN_LEVEL", True), ("WHOLE_ADMINISTRATIVE", True), ("WHOLE_FISCAL", False),
]  # fmt: skip


@pytest.mark.parametrize(("scope", "ready"), UNDER)
async def test_regions_from_rollups(
    asked: Asked, oracle: Oracle, world: World, scope: str, ready: bool
) -> None:
    """Under regions a roll-up serves where it is proved; the facts answer the same."""
    asks = f"""(scope: {scope}, by: [{{function: {{level: 1}}}}, {{fiscalYear: true}}], where: {{%s}}, first: 3) {{
      nodes {{ key {{ function {{ code }} fiscalYear }} count sum {{ amount }} avg {{ amount }} share {{ sum {{ amount }} }} }}
      total {{ sum {{ paid }} }} others {{ count }} totalCount subtotals {{ nodes {{ sum {{ amount }} }} }} }}"""
    query = f"{{ regions(first: 40) {{ nodes {{ code paymentGroups{asks % ''} scanned: paymentGroups{asks % 'source: {isNull: false}'} }} }} }}"
    made = explain(graphql_schema(), query, {}, None, world.reference, oracle.scope)
    assert ("from roll-up payment_class" in made["plan"]) is ready
    assert await compare(asked, oracle, query)
    for each in (await asked.data(query))["regions"]["nodes"]:
        assert each["paymentGroups"] == each["scanned"]


@pytest.mark.parametrize(("name", "column"), [("Region", "region_code"), ("Agency", "agency_code")])
def test_all_that_names_a_region_or_an_agency_is_grouped_under_it(name: str, column: str) -> None:
    fields = graphql_schema().type_map[name].fields  # type: ignore[attr-defined]
    naming = [each for each in entities().values() if column in each.fields]
    assert len(naming) > 10 and all(f"{each.singular_wire}Groups" in fields for each in naming)


async def test_statements_do_not_grow_with_rows(world: World, oracle: Oracle) -> None:
    """One statement for each part, whatever the number of parents and groups."""
    made = explain(graphql_schema(), ASKED["under links"], {}, None, world.reference, oracle.scope)
    names = [each["name"] for each in made["statements"]]
    assert names == [
        "Project rows", "Payment groups", "Payment rows", "Payment count", "Payment group count",
        "Payment total", "Payment others", "Payment subtotals 1", "Payment coverage",
        "Allotment groups", "Allotment group count", "Allotment total",
    ]  # fmt: skip
