"""Crosswalk of the procurement system. Read it beside its interface document, and OCDS 1.1.

Each line names a path of a release; the object at the stream's path is whole in every release that
tells of it, and the newest release counts. Buyers are agencies by their national code, regions
those of the buyer; amounts are yuan. Members that the interface has beyond OCDS 1.1: `planID`,
`fiscalYear`, `procurementMethodDetails`, `organisationForm`, `reservedForSME` and `items` of
planning, `originalValue` of contracts, `valueChange` of their amendments, `value` of milestones,
`details/mofDivCode` of parties.
"""

from __future__ import annotations

import json
from typing import Any

from adapters.procurement.releases import CURRENCIES, OTHERS, Objects
from adapters.sdk.conversions import day_of, decimal, fiscal_year, flag, one_of, text, whole
from adapters.sdk.crosswalk import constant, ignored, must, to
from adapters.sdk.money import yuan
from adapters.sdk.national import lookup, region
from adapters.sdk.readers.documents import Documents
from adapters.sdk.readers.http_json import HttpJson
from adapters.sdk.source import Rule, Source, Stream
from schema.base import Record
from schema.problems import RejectRow
from schema.procurement import (
    Acceptance,
    Award,
    AwardState,
    Contract,
    ContractChange,
    ContractState,
    OrganisationForm,
    ProcurementMethod,
    ProcurementPlan,
    Supplier,
    Tender,
    TenderState,
)

URL, TOKEN = "HUB_PROCUREMENT_URL", "HUB_PROCUREMENT_TOKEN"
YUAN = "CNY"
CREDIT_CODE = "CN-USCC-"

METHOD = one_of({state.title_zh: str(state) for state in ProcurementMethod})
FORM = one_of({state.title_zh: str(state) for state in OrganisationForm})
TENDER = one_of(
    {
        "planning": "PLANNED",
        "planned": "PLANNED",
        "active": "ACTIVE",
        "complete": "COMPLETE",
        "unsuccessful": "UNSUCCESSFUL",
        "cancelled": "CANCELLED",
        "withdrawn": "CANCELLED",
    },
    states=TenderState,
)
AWARD = one_of({str(state).lower(): str(state) for state in AwardState}, states=AwardState)
CONTRACT = one_of({str(s).lower(): str(s) for s in ContractState}, states=ContractState)
CATALOGUE = lookup("catalogue")
YES = flag("true", "false")


def in_yuan(cell: str) -> None:
    """Every currency of a release. raises: RejectRow(A222)

    >>> in_yuan("CNY")
    >>> in_yuan("CNY GBP")
    Traceback (most recent call last):
    schema.problems.errors.RejectRow: A222 its amounts are in CNY GBP; the hub keeps CNY only, and \
converts nothing.
    """
    if cell != YUAN:
        raise RejectRow("A222", value=cell, ours=YUAN)


def organisation(cell: str) -> str:
    """An organisation's id: scheme and code; of a unified social credit code the code alone.

    >>> organisation("CN-USCC-91440000MOCK000010"), organisation("GB-COH-09506232")
    ('91440000MOCK000010', 'GB-COH-09506232')
    """
    return cell.removeprefix(CREDIT_CODE)


def joint(cell: str) -> str | None:
    """Suppliers, when there are several: their codes, the leader's first.

    >>> joint('[{"id": "CN-USCC-1"}, {"id": "CN-USCC-2"}]'), joint('[{"id": "CN-USCC-1"}]')
    ('1 2', None)
    """
    codes = [organisation(str(each.get("id"))) for each in json.loads(cell)]
    return " ".join(codes) if len(codes) > 1 else None


REFUSED = (
    must(CURRENCIES, in_yuan),
    ignored(OTHERS, why="members that the interface document does not name: kept as landed"),
)
PROCESS = (
    to("ocid", "ocid", text),
    to("region_code", "buyer/details/mofDivCode", region),
)
OF_PLAN = (
    to("plan_id", "planning/planID", text),
    to("plan_year", "planning/fiscalYear", fiscal_year),
    to("agency_code", "buyer/identifier/id", text),
)
DOCUMENT = "the notice itself; its date is what is kept"
SAME_ITEM = "the item is the plan's"


def _stream(
    name: str,
    title: str,
    into: type[Record],
    path: str,
    tags: str,
    key: str,
    crosswalk: tuple[Rule, ...],
    *,
    only: tuple[str, str] | None = None,
    updated: str | None = "date",
    control: str | None = "amount",
) -> Stream:
    """A stream of the objects at `path`, in the columns that its crosswalk names."""
    rules = (*crosswalk, *REFUSED)
    named = [column for rule in rules for column in rule.columns] + [updated or key]
    columns = tuple(dict.fromkeys(each for each in named if each not in (CURRENCIES, OTHERS)))
    objects = Objects(path, frozenset(tags.split()), columns, only)
    read = HttpJson(URL, TOKEN, f"/ocds/1.1/{name}", amount=yuan, size=200, table=objects.table)
    more: dict[str, Any] = {"updated": updated, "control": control}
    return Stream(name, into, read, rules, (key,), title, **more, files=Documents(objects.page))


# fmt: off
suppliers = _stream(
    "suppliers", "供应商", Supplier,
    path="parties", tags="award awardUpdate compiled", key="parties/id", only=("roles", "supplier"),
    updated=None, control=None,
    crosswalk=(
        # ours          theirs                        how
        to("code",        "parties/id",                 organisation),
        to("name",        "parties/name",               text),
        to("region_code", "parties/details/mofDivCode", region),
        ignored("parties/roles", why="only suppliers are read here"),
        ignored("parties/identifier", "parties/additionalIdentifiers", why="say what the id says"),
        ignored("parties/contactPoint", "parties/address", why="personal data, not needed"),
    ),
)

plans = _stream(
    "procurement_plans", "采购计划", ProcurementPlan,
    path="planning", tags="planning planningUpdate compiled", key="planning/planID",
    crosswalk=(
        # ours                theirs                                how
        to("plan_id",           "planning/planID",                    text),
        *PROCESS,
        to("fiscal_year",       "planning/fiscalYear",                fiscal_year),
        to("agency_code",       "buyer/identifier/id",                text),
        to("project_code",      "planning/budget/projectID",          text),
        to("allotment_id",      "planning/budget/id",                 text),
        to("item_name",         "planning/items/0/description",       text),
        to("item",              "planning/items/0/classification/id", CATALOGUE),
        to("quantity",          "planning/items/0/quantity",          decimal),
        to("unit_name",         "planning/items/0/unit/name",         text),
        to("method",            "planning/procurementMethodDetails",  METHOD),
        to("organisation_form", "planning/organisationForm",          FORM),
        to("is_sme_reserved",   "planning/reservedForSME",            YES),
        to("planned_on",        "planning/documents/0/datePublished", day_of),
        to("amount",            "planning/budget/amount/amount",      yuan),
        constant("state", "FILED"),
        ignored("planning/budget/amount/currency", why="every amount's currency is looked at"),
        ignored("planning/budget/project", "planning/rationale", why="copies of the project's"),
        ignored("planning/items/0/id", why="a plan has one item"),
        ignored("planning/items/0/classification/scheme", why="always the national catalogue"),
        ignored("planning/documents/0/id", "planning/documents/0/documentType", why=DOCUMENT),
    ),
)

tenders = _stream(
    "tenders", "采购公告", Tender,
    path="tender", tags="tender tenderAmendment tenderUpdate tenderCancellation compiled",
    key="tender/id",
    crosswalk=(
        # ours         theirs                             how
        to("tender_id",    "tender/id",                       text),
        *PROCESS,
        *OF_PLAN,
        to("name",         "tender/title",                    text),
        to("method",       "tender/procurementMethodDetails", METHOD),
        to("published_on", "tender/tenderPeriod/startDate",   day_of),
        to("opened_on",    "tender/tenderPeriod/endDate",     day_of),
        to("bidders",      "tender/numberOfTenderers",        whole),
        to("state",        "tender/status",                   TENDER),
        to("amount",       "tender/value/amount",             yuan),
        ignored("tender/value/currency", why="every amount's currency is looked at"),
        ignored("tender/procurementMethod", why="coarser than procurementMethodDetails"),
        ignored("tender/mainProcurementCategory", why="the first letter of the catalogue item"),
        ignored("tender/items", why=SAME_ITEM),
    ),
)

awards = _stream(
    "awards", "中标成交", Award,
    path="awards", tags="award awardUpdate awardCancellation compiled", key="awards/id",
    crosswalk=(
        # ours            theirs                  how
        to("award_id",        "awards/id",             text),
        *PROCESS,
        to("agency_code",     "buyer/identifier/id",   text),
        to("tender_id",       "tender/id",             text),
        to("supplier_code",   "awards/suppliers/0/id", organisation),
        to("joint_suppliers", "awards/suppliers",      joint),
        to("name",            "awards/title",          text),
        to("awarded_on",      "awards/date",           day_of),
        to("state",           "awards/status",         AWARD),
        to("amount",          "awards/value/amount",   yuan),
        ignored("awards/value/currency", why="every amount's currency is looked at"),
    ),
)

contracts = _stream(
    "contracts", "采购合同", Contract,
    path="contracts",
    tags="contract contractUpdate contractAmendment contractTermination compiled",
    key="contracts/id",
    crosswalk=(
        # ours            theirs                               how
        to("contract_no",     "contracts/id",                        text),
        *PROCESS,
        *OF_PLAN,
        to("award_id",        "contracts/awardID",                   text),
        to("project_code",    "planning/budget/projectID",           text),
        to("supplier_code",   "awards/suppliers/0/id",               organisation),
        to("name",            "contracts/title",                     text),
        to("item",            "contracts/items/0/classification/id", CATALOGUE),
        to("method",          "planning/procurementMethodDetails",   METHOD),
        to("is_sme_reserved", "planning/reservedForSME",             YES),
        to("signed_on",       "contracts/dateSigned",                day_of),
        to("published_on",    "contracts/documents/0/datePublished", day_of),
        to("ends_on",         "contracts/period/endDate",            day_of),
        to("state",           "contracts/status",                    CONTRACT),
        to("original_amount", "contracts/originalValue/amount",      yuan),
        to("amount",          "contracts/value/amount",              yuan),
        ignored("contracts/value/currency", "contracts/originalValue/currency",
                why="every amount's currency is looked at"),
        ignored("contracts/items/0/classification/scheme", why="always the national catalogue"),
        ignored("contracts/items/0/id", "contracts/items/0/description",
                "contracts/items/0/quantity", "contracts/items/0/unit", why=SAME_ITEM),
        ignored("contracts/documents/0/id", "contracts/documents/0/documentType", why=DOCUMENT),
        ignored("contracts/amendments", why="the stream contract_changes"),
        ignored("contracts/implementation", why="the stream acceptances"),
    ),
)

changes = _stream(
    "contract_changes", "合同变更", ContractChange,
    path="contracts/amendments", tags="contractAmendment compiled", key="contracts/amendments/id",
    crosswalk=(
        # ours        theirs                                  how
        to("change_id",   "contracts/amendments/id",                 text),
        to("region_code", "buyer/details/mofDivCode",                region),
        to("contract_no", "contracts/id",                            text),
        to("changed_on",  "contracts/amendments/date",               day_of),
        to("reason",      "contracts/amendments/rationale",          text),
        to("amount",      "contracts/amendments/valueChange/amount", yuan),
        ignored("contracts/amendments/valueChange/currency",
                why="every amount's currency is looked at"),
    ),
)

acceptances = _stream(
    "acceptances", "履约验收", Acceptance,
    path="contracts/implementation/milestones", tags="implementation implementationUpdate compiled",
    key="contracts/implementation/milestones/id", only=("type", "delivery"),
    crosswalk=(
        # ours            theirs                                            how
        to("acceptance_id", "contracts/implementation/milestones/id",           text),
        to("region_code",   "buyer/details/mofDivCode",                         region),
        to("contract_no",   "contracts/id",                                     text),
        to("accepted_on",   "contracts/implementation/milestones/dateMet",      day_of),
        to("amount",        "contracts/implementation/milestones/value/amount", yuan),
        ignored("contracts/implementation/milestones/value/currency",
                why="every amount's currency is looked at"),
        ignored("contracts/implementation/milestones/title",
                "contracts/implementation/milestones/type", why="only acceptances are read here"),
        ignored("contracts/implementation/milestones/status",
                why="dateMet says whether it was accepted"),
    ),
)
# fmt: on

SOURCE = Source(
    "procurement",
    "政府采购系统",
    (suppliers, plans, tenders, awards, contracts, changes, acceptances),
    settings={
        URL: "address of the procurement system",
        TOKEN: "bearer token of the procurement system",
    },
)
