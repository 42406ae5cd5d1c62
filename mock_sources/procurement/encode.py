"""What was bought, as OCDS 1.1 releases: immutable events, each stating its objects whole.

An object that changes is stated again by a later release of the same ocid. What other releases
say already is repeated only as far as a reader needs it to know what belongs together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from mock_sources.world.clock import CHANGED_AT, FINAL, RESENT_AT
from mock_sources.world.contracts import (
    Acceptance,
    Award,
    Change,
    Contract,
    Plan,
    Procurement,
    Supplier,
    Tender,
)

Json = dict[str, Any]

METHODS = {
    "PUBLIC_TENDER": ("open", "公开招标"),
    "INVITED_TENDER": ("selective", "邀请招标"),
    "COMPETITIVE_NEGOTIATION": ("limited", "竞争性谈判"),
    "COMPETITIVE_CONSULTATION": ("limited", "竞争性磋商"),
    "INQUIRY": ("limited", "询价"),
    "SINGLE_SOURCE": ("direct", "单一来源"),
    "FRAMEWORK": ("limited", "框架协议"),
    "E_MALL": ("direct", "电子卖场"),
}
_FORMS = {"CENTRAL": "集中采购", "DEPARTMENTAL": "部门集中采购", "DECENTRALISED": "分散采购"}


Fen = dict[str, list[Decimal]]
"""Stream → control amounts of its objects in fen, parts of a fen kept."""


class Release(NamedTuple):
    """A release: its JSON, its objects' control amounts, and when it was published."""

    body: Json
    fen: Fen
    published: datetime


def moment(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour))


def zoned(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%S+08:00")


def money(fen: int) -> Json:
    """An amount of CNY in 元: a JSON number that reads as these very digits."""
    return {"amount": fen / 100, "currency": "CNY"}


def releases(bought: Procurement, stage: str) -> Iterator[Release]:
    """Everything bought in a region and year, in the order it was made public."""
    changes: dict[str, list[Change]] = {}
    for change in bought.changes:
        if stage == FINAL or change.mark != "late_arrival":
            changes.setdefault(change.contract.key, []).append(change)
    accepted: dict[str, list[Acceptance]] = {}
    for each in bought.acceptances:
        accepted.setdefault(each.contract.key, []).append(each)
    for plan in bought.plans:
        yield _plan(plan)
    for tender in bought.tenders:
        yield _tender(tender, "tender", moment(tender.published))
        yield _tender(tender, "tenderUpdate", moment(tender.closed, 17))
    for award in bought.awards:
        yield _award(award)
    for contract in bought.contracts:
        yield from _contract(
            contract, changes.get(contract.key, []), accepted.get(contract.key, [])
        )


def resent(bought: Procurement) -> Iterator[Release]:
    """Releases published once more in the final stage: the newest of a contract, or its first,
    which is older than what is known."""
    for contract in bought.contracts:
        if contract.again:
            changes = [each for each in bought.changes if each.contract.key == contract.key]
            accepted = [each for each in bought.acceptances if each.contract.key == contract.key]
            told = list(_contract(contract, changes, [a for a in accepted if not a.mark]))
            told.sort(key=lambda release: release.body["date"])
            found = told[0 if contract.again == "stale" else -1]
            yield found._replace(published=RESENT_AT)


def _release(
    plan: Plan, name: str, tags: list[str], at: datetime, fen: Fen, **parts: Any
) -> Release:
    unit = plan.allotment.agency
    assert unit is not None
    region = parts.pop("region", plan.region)
    buyer = {"id": f"CN-GD-AGENCY-{unit.code}", "name": unit.name}
    party = {
        **buyer,
        "roles": ["buyer", "procuringEntity"],
        "identifier": {"scheme": "CN-GD-AGENCY", "id": unit.code, "legalName": unit.name},
        "additionalIdentifiers": [{"scheme": "CN-USCC", "id": unit.credit_code}],
        "contactPoint": {"name": "某联系人"},
        "details": {"mofDivCode": region[:6] if region.endswith("000") else region},
    }
    body = {
        "ocid": plan.ocid,
        "id": f"{name}-{tags[-1]}",
        "date": zoned(at),
        "tag": tags,
        "initiationType": "tender",
        "language": "zh",
        "parties": [party, *map(_party, parts.pop("suppliers", ()))],
        "buyer": buyer,
        "planning": parts.pop("planning", None) or _planning(plan),
        **parts,
    }
    return Release(body, fen, at)


def _party(supplier: Supplier) -> Json:
    return {
        **_supplier(supplier),
        "roles": ["supplier"],
        "identifier": {"scheme": "CN-USCC", "id": supplier.code, "legalName": supplier.name},
        "details": {"mofDivCode": "440000"},
    }


def _supplier(supplier: Supplier) -> Json:
    return {"id": f"CN-USCC-{supplier.code}", "name": supplier.name}


def _planning(plan: Plan) -> Json:
    """What every release says of the plan."""
    project = plan.allotment.project
    return {
        "planID": plan.key,
        "fiscalYear": plan.year,
        "procurementMethodDetails": METHODS[plan.method][1],
        "reservedForSME": plan.reserved,
        "budget": {
            "id": plan.allotment.key,
            "projectID": project.code if project else None,
            "project": project.name if project else None,
        },
    }


def _plan(plan: Plan) -> Release:
    planning = _planning(plan)
    planning["organisationForm"] = _FORMS[plan.form]
    planning["rationale"] = "年度采购预算"
    planning["budget"]["amount"] = money(plan.amount)
    planning["documents"] = [
        {
            "id": plan.key,
            "documentType": "procurementPlan",
            "datePublished": zoned(moment(plan.dated)),
        }
    ]
    planning["items"] = [_item(plan)]
    at, fen = moment(plan.dated), {"procurement_plans": [Decimal(plan.amount)]}
    return _release(plan, plan.key, ["planning"], at, fen, planning=planning)


def _item(plan: Plan) -> Json:
    return {
        "id": "1",
        "description": plan.item.name,
        "classification": {"scheme": "CN-CGPM", "id": plan.item.code},
        "quantity": plan.quantity,
        "unit": {"name": plan.item.unit},
    }


def _title(plan: Plan) -> str:
    unit = plan.allotment.agency
    return f"{unit.name if unit else ''}{plan.year}年{plan.item.name}采购"


def _category(plan: Plan) -> str:
    return {"A": "goods", "B": "works"}.get(plan.item.code[0], "services")


def _tender(tender: Tender, tag: str, at: datetime) -> Release:
    plan, ended = tender.plan, tag == "tenderUpdate"
    section: Json = {
        "id": tender.key,
        "title": _title(plan),
        "status": "complete" if ended else "active",
        "procurementMethod": METHODS[plan.method][0],
        "procurementMethodDetails": METHODS[plan.method][1],
        "mainProcurementCategory": _category(plan),
        "value": money(tender.amount),
        "tenderPeriod": {
            "startDate": zoned(moment(tender.published)),
            "endDate": zoned(moment(tender.opened)),
        },
        "items": [_item(plan)],
    }
    if ended:
        section["numberOfTenderers"] = tender.bidders
    return _release(
        plan, tender.key, [tag], at, {"tenders": [Decimal(tender.amount)]}, tender=section
    )


def _award(award: Award) -> Release:
    plan = award.plan
    value = money(award.amount)
    if award.mark == "missing_value":
        del value["amount"]
    section = {
        "id": award.key,
        "title": _title(plan),
        "status": "active",
        "date": zoned(moment(award.dated)),
        "value": value,
        "suppliers": [_supplier(each) for each in award.suppliers],
    }
    tender = {"tender": {"id": award.tender}} if award.tender else {}
    told = [each for each in award.suppliers if each.told]
    fen = {
        "awards": [Decimal(award.amount if "amount" in value else 0)],
        "suppliers": [Decimal(0)] * len(told),
    }
    at = moment(award.dated, 16)
    return _release(plan, award.key, ["award"], at, fen, suppliers=told, awards=[section], **tender)


def _contract(
    contract: Contract, changes: list[Change], accepted: list[Acceptance]
) -> Iterator[Release]:
    """Signed, changed, performed: each release states the contract as it is from then on."""
    plan, amount = contract.plan, contract.original
    amendments: list[Json] = []

    def state(tags: list[str], at: datetime, fen: Fen, **more: Any) -> Release:
        status = "terminated" if "contractTermination" in tags else "active"
        value, worth = money(amount), Decimal(amount)
        if contract.mark == "three_decimals":
            value["amount"] += 0.005
            worth += Decimal("0.5")
        section = {
            "id": contract.key,
            "awardID": contract.award.key,
            "title": _title(plan),
            "status": status,
            "period": {"endDate": zoned(moment(contract.ends, 0))},
            "value": value,
            "originalValue": money(contract.original),
            "items": [_item(plan)],
            "dateSigned": zoned(moment(contract.signed)),
            "documents": [
                {
                    "id": f"{contract.key}-GG",
                    "documentType": "contractNotice",
                    "datePublished": zoned(moment(contract.published)),
                }
            ],
            **({"amendments": list(amendments)} if amendments else {}),
            **more,
        }
        award = {
            "id": contract.award.key,
            "suppliers": [_supplier(each) for each in contract.award.suppliers],
        }
        told = [each for each in contract.award.suppliers if each.told]
        name = f"{contract.key}-{len(amendments)}"
        return _release(
            plan, name, tags, at, {"contracts": [worth], **fen}, region=contract.region,
            suppliers=told, awards=[award], contracts=[section],
        )  # fmt: skip

    yield state(["contract"], moment(contract.published), {})
    late = [each for each in changes if each.mark == "late_arrival"]
    for change in [each for each in changes if not each.mark]:
        amount += change.amount
        amendments.append(_amendment(change))
        yield state(
            ["contractAmendment"],
            moment(change.dated, 15),
            {"contract_changes": [Decimal(change.amount)]},
        )
    for each in accepted:
        milestones = [_milestone(each)]
        tags = ["implementation"] if each.mark else ["implementation", "contractTermination"]
        at = moment(each.dated, 18)
        found = state(
            tags,
            at,
            {"acceptances": [Decimal(each.amount)]},
            implementation={"milestones": milestones},
        )
        if each.mark:
            del found.fen["contracts"]
            found = found._replace(body={**found.body, "id": f"{each.key}-implementation"})
        yield found
    for change in late:
        amount += change.amount
        amendments.append(_amendment(change))
        ended = ["contractTermination"] if any(not each.mark for each in accepted) else []
        tags = [*ended, "contractAmendment"]
        yield state(tags, CHANGED_AT, {"contract_changes": [Decimal(change.amount)]})


def _amendment(change: Change) -> Json:
    return {
        "id": change.key,
        "date": zoned(moment(change.dated)),
        "rationale": change.reason,
        "valueChange": money(change.amount),
    }


def _milestone(acceptance: Acceptance) -> Json:
    on = zoned(moment(acceptance.dated))
    if acceptance.mark == "impossible_date":
        on = f"{acceptance.dated.year}-02-30T09:00:00+08:00"
    return {
        "id": acceptance.key,
        "title": "履约验收",
        "type": "delivery",
        "status": "met",
        "dateMet": on,
        "value": money(acceptance.amount),
    }


TAGS = {
    "procurement_plans": {"planning"},
    "tenders": {"tender", "tenderUpdate"},
    "suppliers": {"award"},
    "awards": {"award"},
    "contracts": {"contract", "contractAmendment", "contractTermination"},
    "contract_changes": {"contractAmendment"},
    "acceptances": {"implementation"},
}
"""Stream → tags of the releases that tell of its objects."""


def telling(stream: str, found: Iterable[Release]) -> list[Release]:
    """The releases that tell of a stream's objects."""
    return [release for release in found if TAGS[stream] & set(release.body["tag"])]
