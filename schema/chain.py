"""The chain of money (一网通览): what a trace shows of it, and along which links it goes.

A trace begins at one record, finds the payment requests it leads to, and from them follows the
hops below until nothing new is found. Each record found is a step; a link that should have led
somewhere and did not is named as missing; dates in the wrong order are marked.
"""

from __future__ import annotations

from dataclasses import dataclass

from schema.kinds import States, states

TraceKind: type[States] = states(
    "TraceKind",
    [
        ("MATTER", "大事", "The matter decided on; no source delivers matters yet"),
        ("PROJECT", "项目", "The project"),
        ("AGRI_PROJECT", "涉农项目", "The same project in the agricultural library"),
        ("PROJECT_BUDGET", "年度预算", "Its annual budget"),
        ("TRANSFER", "转移支付", "A transfer that carried the money down a tier"),
        ("ALLOTMENT", "指标", "An allotment, from the highest tier to the unit's own"),
        ("BOND", "债券", "A bond that brings the money"),
        ("CASH_PLAN", "用款计划", "A cash plan on the allotment"),
        ("PROCUREMENT_PLAN", "采购计划", "A procurement plan"),
        ("TENDER", "采购公告", "A tender"),
        ("AWARD", "中标成交", "An award"),
        ("CONTRACT", "采购合同", "A procurement contract"),
        ("ACCEPTANCE", "履约验收", "What was accepted under it"),
        ("REQUEST", "支付申请", "A payment request"),
        ("PAYMENT", "支付凭证", "The voucher"),
        ("CLEARING", "银行清算", "What the bank cleared"),
        ("DETAIL", "支付明细", "A payee's part"),
        ("ASSET", "资产", "An asset that came of it, as a year's register holds it"),
    ],
)

ALWAYS, NAMED, NEVER = "ALWAYS", "NAMED", "NEVER"
"""When an empty link is a gap: always; where the record names a target; never."""

BEFORE, AFTER = "BEFORE", "AFTER"

REQUEST = "REQUEST"
"""The kind all others hang on."""


@dataclass(frozen=True)
class Step:
    """One kind of record in the chain.

    on: its date; amount: its money; number: the number people know it by; label: what it is
    called (a payee, a title). Names of columns or formulas.
    """

    kind: str
    entity: str
    on: str | None
    amount: str | None
    number: str | None
    label: str | None


@dataclass(frozen=True)
class Hop:
    """From the steps of one kind along a link of their entity to those of another.

    expected: ALWAYS, NAMED, NEVER, or the flag column of the record that says so.
    order: whether the step found is to be dated BEFORE or AFTER the one it was found from.
    between: the hop is made only where the region in this column is not the record's own.
    """

    start: str
    link: str
    end: str
    expected: str = NAMED
    order: str | None = None
    between: str | None = None


STEPS: tuple[Step, ...] = (
    Step("PROJECT", "Project", None, "total_investment", "project_code", "name"),
    Step("AGRI_PROJECT", "AgriProject", "started_on", "investment", "agri_code", "name"),
    Step("PROJECT_BUDGET", "ProjectBudget", None, "current", "project_budget_id", None),
    Step("TRANSFER", "Transfer", "issued_on", "amount", "doc_no", None),
    Step("ALLOTMENT", "Allotment", "issued_on", "amount", "doc_no", "doc_title"),
    Step("BOND", "Bond", "issued_on", None, "code", "name"),
    Step("CASH_PLAN", "CashPlan", "plan_month", "approved", "plan_id", None),
    Step("PROCUREMENT_PLAN", "ProcurementPlan", "planned_on", "amount", "plan_id", "item_name"),
    Step("TENDER", "Tender", "published_on", "amount", "tender_id", "name"),
    Step("AWARD", "Award", "awarded_on", "amount", "award_id", "name"),
    Step("CONTRACT", "Contract", "signed_on", "amount", "contract_no", "name"),
    Step("ACCEPTANCE", "Acceptance", "accepted_on", "amount", "acceptance_id", None),
    Step("REQUEST", "PaymentRequest", "requested_on", "amount", "request_no", "purpose"),
    Step("PAYMENT", "Payment", "voucher_on", "amount", "certificate_no", "payee_name"),
    Step("CLEARING", "BankClearing", "cleared_on", "amount", "certificate_no", None),
    Step("DETAIL", "PaymentDetail", None, "amount", "certificate_no", "payee_name"),
    Step("ASSET", "AssetCard", "acquired_on", "original_value", "card_no", "name"),
)
"""From project to payee, in the order a trace shows them."""

HOPS: tuple[Hop, ...] = (
    Hop("PAYMENT", "requests", "REQUEST", ALWAYS),
    Hop("REQUEST", "payment", "PAYMENT", ALWAYS, AFTER),
    Hop("REQUEST", "details", "DETAIL", NEVER),
    Hop("REQUEST", "allotment", "ALLOTMENT", ALWAYS, BEFORE),
    Hop("REQUEST", "project", "PROJECT", ALWAYS),
    Hop("REQUEST", "contract", "CONTRACT", NAMED, BEFORE),
    Hop("REQUEST", "bond", "BOND", NAMED, BEFORE),
    Hop("PAYMENT", "clearings", "CLEARING", NEVER, AFTER),
    Hop("PAYMENT", "asset_cards", "ASSET", NEVER),
    Hop("ALLOTMENT", "parent", "ALLOTMENT", NAMED, BEFORE),
    Hop("ALLOTMENT", "transfers", "TRANSFER", NAMED, BEFORE, between="parent_region_code"),
    Hop("ALLOTMENT", "cash_plans", "CASH_PLAN", NEVER),
    Hop("ALLOTMENT", "project_budget", "PROJECT_BUDGET", NAMED),
    Hop("PROJECT_BUDGET", "project", "PROJECT", ALWAYS),
    Hop("PROJECT", "", "MATTER", ALWAYS),
    Hop("PROJECT", "agri_projects", "AGRI_PROJECT", "is_agricultural"),
    Hop("AGRI_PROJECT", "project", "PROJECT", ALWAYS),
    Hop("CONTRACT", "award", "AWARD", NAMED, BEFORE),
    Hop("CONTRACT", "plan", "PROCUREMENT_PLAN", ALWAYS, BEFORE),
    Hop("CONTRACT", "project", "PROJECT", NAMED),
    Hop("CONTRACT", "acceptances", "ACCEPTANCE", NEVER, AFTER),
    Hop("CONTRACT", "asset_cards", "ASSET", NEVER, AFTER),
    Hop("AWARD", "tender", "TENDER", ALWAYS, BEFORE),
    Hop("TENDER", "plan", "PROCUREMENT_PLAN", NAMED, BEFORE),
    Hop("PROCUREMENT_PLAN", "project", "PROJECT", NAMED),
    Hop("ASSET", "contract", "CONTRACT", NAMED),
    Hop("ASSET", "payment", "PAYMENT", NAMED),
)
"""A contract is looked for where one is named; a framework order's award has no tender: that is
told, for it may as well be one that was left out."""

TIERS_BELOW = 5
"""How many times money can be passed on between an allotment and a unit's own."""

_FROM_ALLOTMENT = tuple(("children",) * depth + ("requests",) for depth in range(TIERS_BELOW + 1))

ENTRIES: dict[str, tuple[tuple[str, ...], ...]] = {
    "Payment": (("requests",),),
    "PaymentRequest": ((),),
    "PaymentDetail": (("request",),),
    "BankClearing": (("payments", "requests"),),
    "Allotment": _FROM_ALLOTMENT,
    "Transfer": tuple(("allotments", *path) for path in _FROM_ALLOTMENT),
    "CashPlan": (("allotment", "requests"),),
    "ProjectBudget": (("allotments", "requests"),),
    "Project": (("payment_requests",),),
    "AgriProject": (("project", "payment_requests"),),
    "ProcurementPlan": (("contracts", "payment_requests"),),
    "Tender": (("awards", "contracts", "payment_requests"),),
    "Award": (("contracts", "payment_requests"),),
    "Contract": (("payment_requests",),),
    "Acceptance": (("contract", "payment_requests"),),
    "AssetCard": (("contract", "payment_requests"), ("payment", "requests")),
    "Bond": (("payment_requests",),),
}
"""Entity a trace may begin at -> the paths of links that lead from it to payment requests."""
