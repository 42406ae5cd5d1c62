"""Hand-written operations: the compiled answer equals the oracle's."""

# ruff: noqa: E501 (queries are tables here)
from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from tests.query.compare import compare
from tests.query.conftest import Asked
from tests.query.oracle import Oracle

FILTERS: dict[str, dict[str, tuple[str, ...]]] = {
    # entity's list -> field -> operands
    "payments": {
        "amount": (
            'eq: "0.50"', 'ne: "0.50"', 'in: ["0.50", "-0.01"]', "in: []", 'lt: "0"', "lte: 0.5",
            "gt: 1", 'gte: "50000"', 'between: ["-0.5", 0.5]', "isNull: false", "isNull: true",
        ),
        "paid": (
            'eq: "0.50"', 'ne: "0.50"', "eq: null", "ne: null", 'in: ["0.50", "0"]', "isNull: true",
            "isNull: false", "isNull: null", 'lt: "0"', 'gte: "0"', 'gt: "0", lt: "100"',
        ),
        "payeeName": (
            'eq: "教育"', 'contains: "教育"', 'contains: "_"', 'contains: "%"',
            'contains: "\\\\"', 'contains: ""', 'startsWith: "a_"', 'startsWith: ""',
            'ne: "教育"', 'in: ["", "Ａ 教（育）"]', "isNull: true", "eq: null",
            'matches: "教育"', 'matches: "教 育 经"', 'matches: "a教(育)"', 'matches: "Ａ"',
            'matches: "【育】"', 'matches: "育经费教"', 'matches: ""', 'matches: "经教"',
            'contains: "教（育"', 'contains: "a教"', 'contains: "e"', 'matches: "IT\'S"',
        ),
        "paidOn": (
            'eq: "2024-01-28"', 'lt: "2024-04-01"', 'between: ["2024-02-01", "2025-01-31"]',
            'in: ["2024-01-28"]', 'ne: "2024-01-28"', "isNull: true", "period: {year: 2024}",
            "period: {year: 2024, month: 12}", "period: {year: 2025, quarter: 1}",
            "period: {year: 2025, half: 2}", "period: {year: 2024, month: null}",
            "period: {year: 2024, quarter: 4}, lt: \"2024-12-01\"",
        ),
        "fiscalYear": ("eq: 2024", "in: [2024, 2030]", "gt: 2024", "between: [2020, 2024]"),
        "isAgriPooled": ("eq: true", "eq: false", "isNull: true", "eq: null"),
        "budgetType": ("eq: GENERAL_PUBLIC", "ne: GENERAL_PUBLIC", "in: [GOVERNMENT_FUND]"),
        "region": (
            'eq: "440203000"', 'eq: "440203"', 'in: ["440200", "440300000"]', "in: []",
            'within: "440200000"', 'within: "440000000"', 'within: "100000000"',
            'within: "440203"', 'within: "440229"', 'within: "440300"', 'childOf: "440200"',
            'childOf: "440000000"', "tier: CITY", "tier: TOWNSHIP", 'within: "440200", tier: COUNTY',
            'within: "440200", tree: FISCAL', 'childOf: "440000", tree: FISCAL',
            'not: {within: "440200"}', 'or: [{eq: "440203"}, {tier: CENTRE}]', "or: []",
            'and: [{within: "440200"}, {not: {eq: "440200"}}]', "exists: true", "exists: false",
            'name: {contains: "市"}', 'parent: {eq: "440200"}', "isNull: true", "eq: null",
            'parent: {within: "440000", tree: FISCAL}', 'children: {some: {tier: TOWNSHIP}}',
            'not: {}', 'or: [{}]', 'tier: null', 'not: {not: {within: "440300"}}',
        ),
        "function": (
            'eq: "205"', 'ne: "205"', 'in: ["205", "99999"]', 'under: "205"', 'under: "20502"',
            'under: ""', 'name: {contains: "教育"}', "exists: false", "exists: true",
            'not: {under: "205"}', "level: {eq: 3}", 'or: [{eq: "205"}, {under: "208"}]',
            'parentCode: {eq: "205"}', 'under: "201", level: {gt: 1}', "or: []", "and: []",
        ),
        "economicGov": ("eq: null", "ne: null", "isNull: true", 'ne: "501"', 'under: "5"', "{}"),
        "agency": (
            'code: {eq: "A3"}', "exists: false", "exists: true", 'name: {contains: "教"}',
            'exists: false, code: {eq: "A3"}', "exists: null", 'not: {code: {eq: "A3"}}',
            'region: {within: "440200"}', "code: null", 'and: []', 'region: {tier: CITY}',
        ),
        "project": (
            'name: {contains: "教育"}', "exists: true", "exists: false", "state: {in: [RESERVED]}",
            'name: {matches: "（教育）"}', 'name: {matches: "教"}', 'payments: {count: {gt: 2}}',
            'agency: {code: {in: ["A1", "A2"]}}', 'budgets: {some: {approved: {gt: "0"}}}',
            'not: {name: {eq: "教育"}}', 'totalInvestment: {isNull: true}',
            'allotments: {none: {amount: {lt: "0"}}}', 'or: [{setupYear: {eq: 2024}}]',
        ),
        "requests": (
            "some: {}", "none: {}", 'some: {amount: {gt: "0"}}', 'none: {amount: {gt: "0"}}',
            'some: {amount: {gt: "0"}}, none: {amount: {lt: "0"}}', "some: null",
            'some: {allotment: {project: {name: {contains: "教"}}}}',
            'some: {details: {some: {amount: {gte: "0.50"}}}}', 'some: {not: {amount: {gt: "0"}}}',
        ),
        "details": ('some: {paid: {isNull: true}}', 'none: {town: {tier: TOWNSHIP}}'),
        "clearings": (
            "some: {exportedAt: {period: {year: 2025, month: 2}}}",'some: {exportedAt: {gte: "2025-02-01T08:00:00+08:00"}}',),
    },
    "allotments": {
        "available": ('gt: "0"', 'eq: "0"', 'between: ["-100", "100"]', "isNull: false"),
        "parent": ("exists: true", 'amount: {gt: "0"}', 'region: {within: "440000"}'),
        "parentRegion": ('within: "440200"', "isNull: true", "eq: null", 'childOf: "440200"',
                         'within: "440200", tree: FISCAL', "tier: CITY", 'in: ["440200"]',
                         'not: {within: "440200"}', "exists: false"),
        "transfers": ("some: {}", "none: {}"),
        "children": ('some: {amount: {gt: "0"}}',),
    },
    "projectBudgets": {
        "approvalRate": ('gt: "0.5"', 'eq: "1"', "isNull: true", 'lte: "-0.333333"', 'ne: "1"'),
    },
    "bankClearings": {
        "exportedAt": ('eq: "2025-02-01T00:00:00Z"', 'lt: "2025-02-01T08:00+08:00"', "isNull: true"),
    },
    "statementLines": {
        "toAdjusted": ('gt: "0"', 'eq: "33.3333"', "isNull: true", 'in: ["0", 0.0001]'),
        "lineNo": ("eq: 2", "in: [1, 1099511627776]", "gt: 2"),
        "scope": ("eq: OWN_LEVEL", "in: [OWN_LEVEL, WHOLE_FISCAL]"),
    },
    "regions": {
        "eq": ('"440200"',), "within": ('"440200000"', '"100000000"'), "childOf": ('"440000"',),
        "tier": ("CITY", "null"), "isNull": ("true", "false"), "in": ('["440203", "440204"]',),
        "tree": ('FISCAL, within: "440200"', 'FISCAL, childOf: "440000", tier: COUNTY'),
        "not": ('{within: "440000"}', "{tier: COUNTY}"), "or": ('[{tier: CITY}, {eq: "440203"}]',),
        "name": ('{contains: "市"}',), "parent": ('{within: "440200"}', '{tier: CITY}', "{isNull: true}"),
        "children": ('{some: {tier: TOWNSHIP}}', '{none: {}}'), "code": ('{eq: "440203000"}',),
        "fiscalParent": ('{eq: "440000"}',),
    },
    "classifications": {
        "under": ('"20502"',), "eq": ('"205"',), "in": ('["205", "101"]',), "ne": ('"205"',),
        "isNull": ("true",), "list": ('{eq: "fund_type"}',), "year": ("{eq: 2025}, level: {eq: 1}",),
        "not": ('{under: "2"}',), "or": ('[{eq: "205"}, {under: "101"}]',),
    },
    "regionVersions": {"region": ('within: "440200"', "tier: CITY"), "parent": ('eq: "440200"',)},
    "agencies": {"region": ('within: "440200"', 'within: "440200", tree: FISCAL', "tier: CITY")},
    "projects": {"region": ('within: "440200"', 'within: "440229"', 'eq: "440203"'),
                 "budgets": ("some: {}", "none: {}"), "category": ('under: "1"', "exists: false")},
    "rejects": {"region": ('within: "440000"', "isNull: true"), "batch": ("exists: true",)},
    "slices": {"number": ("isNull: true", "gt: 0"), "batch": ("state: {eq: DONE}",)},
}  # fmt: skip

BARE = ("regions", "classifications")
"""Lists whose own filter has operators beside fields."""


def filters() -> list[str]:
    made = []
    for plural, fields in FILTERS.items():
        for name, operands in fields.items():
            for each in operands:
                given = each if plural in BARE or each == "{}" else f"{{{each}}}"
                made.append(f"{{ {plural}(where: {{{name}: {given}}}, first: 200) "
                            "{ totalCount nodes { id } } }")  # fmt: skip
    return made


@pytest.mark.parametrize("query", filters())
async def test_filter(asked: Asked, oracle: Oracle, query: str) -> None:
    assert await compare(asked, oracle, query)


ALL_PLAIN = """{ payments(first: 300) { nodes {
  id source sourceKey sourceUpdatedAt fiscalYear paymentId certificateNo voucherOn paidOn clearedOn
  payerAccount payeeName payeeAccount purpose amount paid projectCode transferProgramme
  isAgriPooled budgetType
  yuan0: amount(scale: 0) wan: amount(unit: WAN_YUAN) wan6: paid(unit: WAN_YUAN, scale: 6)
  yi: amount(unit: YI_YUAN) yi0: paid(unit: YI_YUAN, scale: 0) one: amount(scale: 1)
  region { code name fullName tier divisionType fromYear toYear statisticalOnly }
  function { code name level parentCode list year budgetType } agency { code name kind region { name } }
  economicGov { name } economicDept { name } fundType { name } directFund { name }
  project { name state agency { name } category { name } totalInvestment(unit: WAN_YUAN) }
} } }"""

OPERATIONS: dict[str, tuple[str, dict[str, Any] | None, str | None]] = {
    "every plain field": (ALL_PLAIN, None, None),
    "a formula, a ratio, decimals": (
        """{ allotments(first: 300) { nodes { available available2: available(unit: YI_YUAN) } }
             projectBudgets(first: 300) { nodes { approvalRate applied approved } }
             statementLines(first: 300) { nodes { toAdjusted toPriorYear lineNo } }
             receipts(first: 300) { nodes { local payerName } }
             bankClearings(first: 200) { nodes { exportedAt clearedOn } } }""",
        None, None,
    ),
    "aliases and merged selections": (
        """{ a: payments(first: 3) { nodes { x: amount y: amount region { name } } }
             b: payments(first: 2) { nodes { region { tier } region { code name } amount id amount } }
             b: payments(first: 2) { totalCount nodes { paid } } }""",
        None, None,
    ),
    "fragments": (
        """query { payments(first: 4) { ...page } allotments(first: 2) { nodes { ...fact ... on Fact
             { fiscalYear } ... on Allotment { amount } ...node } } }
           fragment page on PaymentConnection { nodes { ...fact ... { amount } ... on Node { id } }
             pageInfo { hasNextPage } }
           fragment fact on Fact { region { ...named } source fiscalYear sourceKey __typename }
           fragment named on Region { name parent { name } } fragment node on Node { id }""",
        None, None,
    ),
    "directives by variables": (
        """query ($yes: Boolean!, $no: Boolean = false) { payments(first: 2) {
             nodes @include(if: $yes) { amount @skip(if: $yes) paid @include(if: $no) id
               ... @include(if: $no) { purpose } ...f @skip(if: $no) }
             totalCount @skip(if: $no) @include(if: $yes) } }
           fragment f on Payment { project @include(if: $yes) { name } }""",
        {"yes": True}, None,
    ),
    "nothing is left": (
        "query ($no: Boolean!) { payments @include(if: $no) { totalCount } __typename }",
        {"no": False}, None,
    ),
    "the named operation": (
        "query A { regions(first: 1) { totalCount } } query B { payments(first: 1) { totalCount } }",
        None, "B",
    ),
    "defaults": (
        """query ($n: Int = 3, $way: OrderDirection = DESC, $unit: MoneyUnit! = WAN_YUAN,
             $w: PaymentFilter = {amount: {gt: "0.10"}}) {
             payments(first: $n, orderBy: [{amount: $way}], where: $w) {
               nodes { amount(unit: $unit, scale: 3) } } }""",
        {}, None,
    ),
    "null for a default": (
        """query ($n: Int = 3, $w: PaymentFilter = {amount: {gt: "0.10"}}) {
             payments(first: $n, where: $w) { totalCount nodes { id } } }""",
        {"n": None, "w": None}, None,
    ),
    "variables in lists and objects": (
        """query ($a: Money!, $code: String!, $b: BudgetType!, $list: [String!], $d: OrderDirection) {
             payments(where: {amount: {in: [$a, "0"]}, budgetType: {in: [$b]},
                              region: {in: [$code, "440200"]}, function: {in: $list}},
                      orderBy: [{amount: $d}, {region: {code: ASC}}]) { totalCount nodes { id amount } } }""",
        {"a": "0.50", "code": "440203", "b": "GENERAL_PUBLIC", "list": ["205", "208", "99999"],
         "d": "DESC"}, None,
    ),
    "one value for a list": (
        """query ($c: [String!]) { a: payments(where: {region: {in: "440203"}}) { totalCount }
             b: payments(where: {region: {in: $c}}, orderBy: {amount: ASC}) { totalCount } }""",
        {"c": "440203"}, None,
    ),
    "a whole filter as a variable": (
        "query ($w: PaymentFilter) { payments(where: $w) { totalCount nodes { id } } }",
        {"w": {"or": [{"amount": {"between": ["0", "1"]}}, {"not": {"paid": {"isNull": True}}}],
               "region": {"within": "440200"}, "project": {"name": {"contains": "教"}}}}, None,
    ),
    "between of variables": (
        """query ($a: Money!, $ab: [Money!]) { x: payments(where: {amount: {between: [$a, 1]}}) {
             totalCount } y: payments(where: {paid: {between: $ab}}) { totalCount } }""",
        {"a": "0", "ab": ["-1", "1"]}, None,
    ),
    "empty and, or, not": (
        """{ a: payments(where: {and: []}) { totalCount } b: payments(where: {or: []}) { totalCount }
             c: payments(where: {not: {}}) { totalCount } d: payments(where: {or: [{}]}) { totalCount }
             e: payments(where: {not: {or: []}}) { totalCount }
             f: payments(where: {not: {not: {amount: {gt: 0}}}}) { totalCount }
             g: payments(where: null) { totalCount } h: payments(where: {amount: null}) { totalCount }
             i: payments(where: {amount: {}}) { totalCount } }""",
        None, None,
    ),
    "and, or, not of fields": (
        """{ payments(where: {or: [{amount: {gt: "100"}, paid: {isNull: false}},
               {and: [{budgetType: {eq: GENERAL_PUBLIC}}, {not: {paid: {lt: "0"}}}]}],
               not: {region: {within: "440300"}}}) { totalCount nodes { id } } }""",
        None, None,
    ),
    "periods in variables": (
        """query ($y: Int!, $m: Int, $p: FiscalPeriod, $w: DateFilter) {
             a: payments(where: {paidOn: {period: {year: $y, month: $m}}}) { totalCount nodes { id } }
             b: payments(where: {paidOn: {period: $p}}) { totalCount }
             c: payments(where: {voucherOn: $w}) { totalCount }
             d: bankClearings(where: {exportedAt: {period: {year: $y, month: 1}}}) { totalCount }
             e: projects(where: {payments: {some: {paidOn: {period: $p}}}}) { totalCount } }""",
        {"y": 2025, "m": 4, "p": {"year": 2024, "half": 1}, "w": {"period": {"year": 2024, "quarter": 4}}}, None,
    ),
    "how many and how much": (
        """{ a: payments(where: {requests: {count: {gt: 1}}}) { totalCount nodes { id } }
             b: projects(where: {payments: {where: {amount: {gt: 0}}, count: {between: [1, 4]}, sum: {amount: {gte: "0.50"}}}}) {
               totalCount nodes { id } }
             c: projects(where: {payments: {count: {eq: 0}, sum: {amount: {eq: 0}, paid: {eq: 0}}}}) { totalCount }
             d: projects(where: {payments: {sum: {amount: {lt: 0}}, some: {paid: {isNull: true}}, none: {budgetType: {eq: STATE_CAPITAL}}}}) {
               totalCount }
             e: allotments(where: {not: {requests: {sum: {amount: {ne: null}}}}}) { totalCount }
             f: batches(where: {slices: {count: {in: [0, 1]}}}) { nodes { id } }
             g: payments(where: {project: {allotments: {count: {gt: 2}, where: {project: {payments: {count: {gt: 1}}}}}}}) { totalCount } }""",
        None, None,
    ),
    "least, mean, different and quotients of linked records": (
        """query ($p: FiscalPeriod!) {
             a: projects(where: {payments: {min: {amount: {lt: 0}, paidOn: {period: $p}}, max: {amount: {gt: 1}}}}) { totalCount nodes { id } }
             b: projects(where: {payments: {avg: {amount: {between: [-1, "60000.33"]}, paid: {ne: null}}}}) { totalCount nodes { id } }
             c: projects(where: {payments: {where: {fiscalYear: {eq: 2024}}, countDistinct: {agency: {gte: 1}, payeeName: {in: [1, 2]}, voucherOn: {lt: 3}}}}) { totalCount }
             d: projects(where: {budgets: {ratio: {approvalRate: {lt: "0.9"}}}}) { totalCount nodes { id } }
             e: projects(where: {budgets: {ratio: {approvalRate: {isNull: true}}}}) { totalCount }
             f: projects(where: {not: {budgets: {ratio: {approvalRate: {ne: "0.5"}}, avg: null, min: {current: null}}}}) { totalCount }
             g: suppliers(where: {contracts: {countDistinct: {project: {gt: 1}}, avg: {changed: {isNull: false}}}}) { nodes { id } }
             h: allotments(where: {available: {lt: 0}, requests: {max: {requestedOn: {gte: "2025-01-01"}}}}) { totalCount }
             i: projects(first: 60, orderBy: [{budgets: {ratio: {approvalRate: DESC}}}, {payments: {avg: {amount: ASC_NULLS_FIRST}}}]) { nodes { id } }
             j: projects(last: 30, orderBy: [{payments: {where: {fiscalYear: {eq: 2024}}, countDistinct: {agency: DESC}}}, {contracts: {countDistinct: {award: ASC}}}]) { nodes { id } } }""",
        {"p": {"year": 2024}}, None,
    ),
    "orders through links": (
        """{ a: payments(first: 99, orderBy: [{project: {name: ASC}}, {amount: DESC}]) { nodes { id project { name } } }
             b: payments(first: 99, orderBy: [{agency: {region: {name: DESC}}}]) { nodes { id } }
             c: allotments(first: 99, orderBy: [{parent: {parent: {amount: DESC_NULLS_FIRST}}}, {region: {name: ASC}}]) { nodes { id } }
             d: regions(first: 99, orderBy: [{name: ASC}]) { nodes { name } }
             e: regions(last: 30, orderBy: [{parent: {name: DESC_NULLS_FIRST}}, {children: {count: DESC}}]) { nodes { name } }
             f: payments(first: 99, orderBy: [{function: {code: DESC}}, {function: {name: ASC}}, {region: {code: ASC}}]) { nodes { id } }
             g: projects(first: 60, orderBy: [{payments: {sum: {amount: DESC}}}]) { nodes { id } }
             h: projects(first: 60, orderBy: [{payments: {where: {amount: {gt: 0}}, count: DESC}}, {payments: {max: {paidOn: ASC}}}]) { nodes { id } }
             i: projects(first: 60, orderBy: [{payments: {min: {paid: ASC_NULLS_FIRST}}}, {budgets: {max: {current: DESC}}}]) { nodes { id } }
             j: payments(first: 60, orderBy: [{project: {payments: {count: ASC}}}, {requests: {sum: {amount: ASC}}}]) { nodes { id } }
             k: regions(first: 5) { nodes { children(first: 5, orderBy: [{children: {count: DESC}}, {parent: {name: ASC}}]) { totalCount nodes { name } } } } }""",
        None, None,
    ),
    "an order said twice": (
        """{ a: payments(first: 50, orderBy: [{paid: ASC}, {project: {name: DESC}}, {paid: DESC}]) { nodes { id } }
             b: payments(first: 50, orderBy: [{requests: {count: DESC}}, {requests: {count: ASC_NULLS_FIRST}}]) { nodes { id } }
             c: payments(first: 50, orderBy: [{fiscalYear: DESC}, {region: {code: ASC}}]) { nodes { id } } }""",
        None, None,
    ),
    "nulls first": (
        """{ a: payments(first: 70, orderBy: [{paid: ASC_NULLS_FIRST}, {payeeName: DESC_NULLS_FIRST}]) { nodes { id } }
             b: payments(last: 70, orderBy: [{paid: DESC_NULLS_FIRST}]) { nodes { id paid } }
             c: paymentGroups(by: [{agency: true}, {paidOn: MONTH}], orderBy: [{key: DESC_NULLS_FIRST}]) { nodes { key { agency { code } paidOn } count } }
             d: paymentGroups(by: [{economicGov: {level: 1}}], orderBy: [{sum: {paid: ASC_NULLS_FIRST}}]) { nodes { count } } }""",
        None, None,
    ),
    "within the country, through links that may lead nowhere": (
        """{ a: awards(where: {tender: {region: {within: "100000"}}}) { totalCount }
             b: awardGroups(by: [], where: {tender: {region: {within: "100000000"}}}) { total { count } }
             c: awards(where: {not: {tender: {and: [{region: {within: "100000"}}]}}}) { totalCount }
             d: awards(where: {tender: {region: {}}}) { totalCount }
             e: payments(where: {region: {within: "100000"}}) { totalCount } }""",
        None, None,
    ),
    "nothing of every kind": (
        """{ payments(where: {or: [{amount: {in: []}}, {paidOn: {in: []}}, {purpose: {in: []}},
             {region: {in: []}}, {function: {in: []}}, {fiscalYear: {in: []}}]}) { totalCount } }""",
        None, None,
    ),
    "one, true and 1.0": (
        """{ statementLines(where: {isRepeat: {eq: true}, lineNo: {in: [1, 0]}, amount: {ne: 0.01},
             or: [{lineNo: {eq: 1}}, {toAdjusted: {eq: 1}}, {lineNo: {lt: 1}}, {isPart: {eq: false}},
                  {toAdjusted: {lt: "99999999999999"}}]}) { totalCount nodes { id } } }""",
        None, None,
    ),
    "nested lists": (
        """{ projects(first: 20) { nodes { name
             payments(first: 3, orderBy: [{amount: DESC}]) { totalCount nodes { amount id
               requests(first: 2) { nodes { id details(last: 2) { nodes { id payeeAccount } } } } }
               pageInfo { hasNextPage hasPreviousPage } }
             budgets(where: {approved: {gt: "0"}}) { totalCount }
             allotments(first: 2) { edges { node { id children(first: 2) { nodes { id } } } } } } } }""",
        None, None,
    ),
    "a list twice under aliases": (
        """{ projects(first: 10) { nodes { a: payments(first: 1) { nodes { id } }
             b: payments(last: 1, where: {amount: {lt: 0}}) { nodes { id } totalCount }
             c: payments { __typename totalCount } } } }""",
        None, None,
    ),
    "lists under a link": (
        """{ payments(first: 30) { nodes { project { budgets(first: 2) { nodes { id } totalCount } }
             region { children(first: 3) { nodes { name children(first: 1) { nodes { code } } } } }
             } } }""",
        None, None,
    ),
    "many to many": (
        """{ allotments(first: 100) { nodes { transfers { totalCount nodes { id } } } }
             transfers(first: 90) { nodes { allotments(first: 2) { nodes { id } } toRegion { name } } }
             paymentDetails(first: 90) { nodes { payments(first: 2) { nodes { certificateNo } } } } }""",
        None, None,
    ),
    "ancestry of an allotment": (
        """{ allotments(where: {parent: {exists: true}}) { nodes { id parent { id region { name }
             parent { id parent { id amount } } } } } }""",
        None, None,
    ),
    "the region tree": (
        """{ regions(where: {childOf: "440000"}) { nodes { code name tier parent { name parent { name } }
             fiscalParent { name } children(first: 4) { nodes { name ancestors { name tier } } }
             fiscalChildren { totalCount } ancestors(tree: FISCAL) { code parent { name } }
             up: ancestors { code ancestors { code } } versions { nodes { name fromYear } } } } }""",
        None, None,
    ),
    "fiscal children": (
        '{ region(by: {key: {code: "440000"}}) { name fiscalChildren { nodes { name tier } } } }',
        None, None,
    ),
    "ancestors of facts": (
        "{ payments(first: 40) { nodes { region { name ancestors { name } } } } }", None, None,
    ),
    "documents": (
        "{ contracts(first: 6) { nodes { contractNo ocds } } }", None, None,
    ),
    "edges": (
        """{ payments(first: 2) { edges { cursor node { id } __typename c: cursor n: node { amount } }
             __typename pageInfo { __typename startCursor endCursor hasNextPage hasPreviousPage } } }""",
        None, None,
    ),
    "page info alone": (
        "{ a: payments(first: 168) { pageInfo { hasNextPage hasPreviousPage } } "
        "b: payments(first: 167) { pageInfo { hasNextPage } } "
        "c: payments(last: 5) { pageInfo { hasNextPage hasPreviousPage startCursor } } "
        "d: payments(first: 0) { pageInfo { hasNextPage startCursor endCursor } nodes { id } } "
        "e: payments(last: 0) { pageInfo { hasPreviousPage endCursor } edges { cursor } } }",
        None, None,
    ),
    "the last ones": (
        """{ a: payments(last: 5) { nodes { id } } b: payments(last: 4, orderBy: [{paid: DESC}]) {
             nodes { id paid } } c: payments(last: 100, orderBy: [{paidOn: ASC}]) { nodes { paidOn } } }""",
        None, None,
    ),
    "count alone": ("{ payments { totalCount } regions { totalCount __typename } }", None, None),
    "operations": (
        """{ sources { nodes { name state lastStartedAt batches(first: 2) { totalCount nodes { batchId
             slices { nodes { sliceId number committedAt } } rejects { nodes { rejectId raw place } }
             reconciliations { nodes { ourAmount verdict region { name } } } } } } }
             batches { nodes { id batchId ofSource { name } received amount(unit: WAN_YUAN) } }
             events { nodes { eventId at kind } } codeMatches { nodes { grade records } } }""",
        None, None,
    ),
    "accounts and balances": (
        """{ treasuryAccounts(first: 50) { nodes { accountNo name type openedOn balances {
             totalCount nodes { asOf balance account { accountId } } } } } }""",
        None, None,
    ),
    "several roots in order": (
        """{ z: regions(first: 1) { totalCount } __typename a: payments(first: 1) { totalCount }
             t: __typename m: agency(by: {key: {code: "A1"}}) { name } n: node(id: "W10") { id } }""",
        None, None,
    ),
    "one by key": (
        """{ payment(by: {key: {region: "440203", fiscalYear: 2024, paymentId: "1"}}) { id amount }
             none: payment(by: {key: {region: "440203", fiscalYear: 2023, paymentId: "1"}}) { id }
             moved: payment(by: {key: {region: "440229000", fiscalYear: 2024, paymentId: "1"}}) { id }
             after: payment(by: {key: {region: "440229000", fiscalYear: 2025, paymentId: "1"}}) { id }
             project(by: {key: {region: "440229", projectCode: "1"}}) { id name }
             accountBalance(by: {key: {region: "100000000", fiscalYear: 2025, accountId: "0",
               asOf: "2024-01-28"}}) { id balance }
             region(by: {key: {code: "440203"}}) { name } batch(by: {key: {batchId: 3}}) { id }
             regionVersion(by: {key: {code: "440203000", fromYear: 1}}) { name }
             classification(by: {key: {list: "functional", budgetType: "GENERAL_PUBLIC", year: 2025,
               code: "205"}}) { name }
             agency(by: {key: {code: "A3"}}) { name region { name } } }""",
        None, None,
    ),
    "one by key, in variables": (
        """query ($r: String!, $k: PaymentKey, $y: Int!) { payment(by: {key: $k}) { id }
             b: payment(by: {key: {region: $r, fiscalYear: $y, paymentId: "2"}}) { id region { name } } }""",
        {"r": "440203", "y": 2025,
         "k": {"region": "440200000", "fiscalYear": 2024, "paymentId": "0"}}, None,
    ),
    "introspection beside data": (
        """{ __schema { queryType { name } } payments(first: 1) { totalCount }
             __type(name: "MoneyUnit") { name kind } }""",
        None, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OPERATIONS)
async def test_operation(asked: Asked, oracle: Oracle, case: str) -> None:
    query, variables, name = OPERATIONS[case]
    if "W10" in query:
        assert not await compare(asked, oracle, query, variables, name)
        query = query.replace('n: node(id: "W10") { id }', "")
    assert await compare(asked, oracle, query, variables, name)


SIZES = tuple(product((True, False), (True, False)))


@pytest.mark.parametrize(("yes", "no"), SIZES)
async def test_directives_follow_each_request(
    asked: Asked, oracle: Oracle, yes: bool, no: bool
) -> None:
    query, _, _ = OPERATIONS["directives by variables"]
    await compare(asked, oracle, query, {"yes": yes, "no": no})
