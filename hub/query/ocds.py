"""A contract's process as an OCDS 1.1 compiled release: what is asked of the hub for it, and the
JSON that is made of the answer.

It is asked like any query, as links of the contract, so the caller's scope holds for every part.
Parts belong to the process whose open contracting id they bear; awards are those that its tender
or its contracts lead to. Members beyond OCDS 1.1 are those of the procurement system's interface,
so that what goes out can come in again. Amounts are JSON numbers of exactly the hub's digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from graphql import FieldNode, OperationDefinitionNode, parse

from schema.procurement import OrganisationForm, ProcurementMethod

Json = dict[str, Any]
Found = Mapping[str, Any]

_AWARD = """awardId ocid tenderId name awardedOn state amount supplierCode jointSuppliers
  sourceUpdatedAt supplier { code name region { code } }"""
_TENDER = "tenderId ocid name method publishedOn openedOn bidders state amount sourceUpdatedAt"
_MORE = "pageInfo { hasNextPage }"
_CONTRACT = f"""contractNo ocid awardId name item {{ code name }} state signedOn publishedOn endsOn
  originalAmount amount sourceUpdatedAt
  award {{ {_AWARD} tender {{ {_TENDER} }} }}
  supplier {{ code name region {{ code }} }}
  changes(first: 20) {{ {_MORE} nodes {{ changeId changedOn reason amount }} }}
  acceptances(first: 20) {{ {_MORE} nodes {{ acceptanceId acceptedOn amount }} }}
  paymentRequests(first: 100) {{ {_MORE} nodes {{
    requestId requestedOn payeeName paid payment {{ paidOn }} }} }}"""
_PLAN = """planId fiscalYear ocid allotmentId projectCode itemName item { code name } quantity
  unitName method organisationForm isSmeReserved plannedOn amount sourceUpdatedAt
  project { name }"""
_ASKED = f"""{{ ocds {{
  region {{ code }} agency {{ code name }} {_CONTRACT}
  plan {{ {_PLAN}
    tenders(first: 10) {{ {_MORE} nodes {{ {_TENDER}
      awards(first: 10) {{ {_MORE} nodes {{ {_AWARD} }} }} }} }}
    contracts(first: 20) {{ {_MORE} nodes {{ {_CONTRACT} }} }} }} }} }}"""


def asked() -> FieldNode:
    """What is asked of a contract, as a field with its selections."""
    operation = parse(_ASKED, no_location=True).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    field = operation.selection_set.selections[0]
    assert isinstance(field, FieldNode)
    return field


_METHODS = {
    "PUBLIC_TENDER": "open",
    "INVITED_TENDER": "selective",
    "SINGLE_SOURCE": "direct",
    "E_MALL": "direct",
}
"""The others are `limited`."""
_CATEGORIES = {"A": "goods", "B": "works", "C": "services"}


def compiled_release(found: Found) -> Json | None:
    """The compiled release of the contract's process; null where it bears no ocid.

    `truncated`: there is more of some list than a release is made of.
    """
    ocid = found["ocid"]
    if ocid is None:
        return None
    plan = found["plan"] if found["plan"] and found["plan"]["ocid"] == ocid else None
    beside = plan["contracts"]["nodes"] if plan else ()
    contracts = _own(ocid, "contractNo", [found, *beside])
    tenders = list(plan["tenders"]["nodes"]) if plan else []
    awards = [award for tender in tenders for award in tender["awards"]["nodes"]]
    awards = _own(ocid, "awardId", [*awards, *(each["award"] for each in contracts)])
    tenders += [each["award"].get("tender") for each in contracts if each["award"]]
    tenders = _own(ocid, "tenderId", tenders)
    parts = [*contracts, *awards, *tenders, *([plan] if plan else [])]
    dated = max(each["sourceUpdatedAt"] or "" for each in parts) or "1970-01-01T00:00:00Z"
    buyer = _buyer(found)
    release = {
        "ocid": ocid,
        "id": f"{ocid}-{dated}",
        "date": dated,
        "tag": ["compiled"],
        "initiationType": "tender",
        "language": "zh",
        "parties": [*([buyer] if buyer else []), *_suppliers(awards, contracts)],
        "buyer": {"id": buyer["id"], "name": buyer["name"]} if buyer else None,
        "planning": _planning(plan) if plan else None,
        "tender": _tender(tenders[-1], plan) if tenders else None,
        "awards": [_award(each) for each in awards],
        "contracts": [_contract(each, buyer) for each in contracts],
        "truncated": True if any(_cut(found)) else None,
    }
    compiled: Json = _without_blanks(release)
    return compiled


def _own(ocid: str, key: str, found: Iterable[Found | None]) -> list[Found]:
    """Those of the process, each once, in the order of their keys."""
    once = {each[key]: each for each in found if each and each["ocid"] == ocid}
    return [once[name] for name in sorted(once)]


def _cut(part: Any) -> Iterator[bool]:
    """For each list below, whether more follows than was asked for."""
    if isinstance(part, Mapping):
        if "hasNextPage" in part:
            yield part["hasNextPage"]
        for each in part.values():
            yield from _cut(each)
    elif isinstance(part, list):
        for each in part:
            yield from _cut(each)


def _without_blanks(part: Any) -> Any:
    """The same without members that are null, or an empty list or object."""
    if isinstance(part, dict):
        kept = {name: _without_blanks(each) for name, each in part.items()}
        return {name: each for name, each in kept.items() if each not in (None, [], {})}
    if isinstance(part, list):
        return [_without_blanks(each) for each in part]
    return part


def number(text: str | None) -> msgspec.Raw | None:
    """A JSON number of these very digits."""
    return None if text is None else msgspec.Raw(text.encode())


def _value(yuan: str | None) -> Json | None:
    return None if yuan is None else {"amount": number(yuan), "currency": "CNY"}


def _moment(day: str | None) -> str | None:
    return None if day is None else f"{day}T00:00:00+08:00"


# -- parties --------------------------------------------------------------------------------------


def _buyer(found: Found) -> Json | None:
    agency = found["agency"]
    if agency is None:
        return None
    scheme = "CN-GD-AGENCY"
    return {
        "id": f"{scheme}-{agency['code']}",
        "name": agency["name"],
        "roles": ["buyer", "procuringEntity"],
        "identifier": {"scheme": scheme, "id": agency["code"], "legalName": agency["name"]},
        "details": {"mofDivCode": found["region"]["code"] if found["region"] else None},
    }


def _organisation(code: str) -> str:
    """The id of a supplier: a unified social credit code is of the scheme CN-USCC."""
    return f"CN-USCC-{code}" if len(code) == 18 and code.isalnum() else code


def _suppliers(awards: Iterable[Found], contracts: Iterable[Found]) -> list[Json]:
    known = {
        each["supplier"]["code"]: each["supplier"]
        for each in (*awards, *contracts)
        if each["supplier"]
    }
    return [
        {
            "id": _organisation(code),
            "name": known[code]["name"],
            "roles": ["supplier"],
            "identifier": {"scheme": "CN-USCC", "id": code} if len(code) == 18 else None,
            "details": {"mofDivCode": (known[code]["region"] or {}).get("code")},
        }
        for code in sorted(known)
    ]


# -- the sections ---------------------------------------------------------------------------------


def _planning(plan: Found) -> Json:
    method, form = plan["method"], plan["organisationForm"]
    return {
        "planID": plan["planId"],
        "fiscalYear": plan["fiscalYear"],
        "procurementMethodDetails": ProcurementMethod[method].title_zh if method else None,
        "organisationForm": OrganisationForm[form].title_zh if form else None,
        "reservedForSME": plan["isSmeReserved"],
        "budget": {
            "id": plan["allotmentId"],
            "projectID": plan["projectCode"],
            "project": plan["project"]["name"] if plan["project"] else None,
            "amount": _value(plan["amount"]),
        },
        "documents": [
            {
                "id": plan["planId"],
                "documentType": "procurementPlan",
                "datePublished": _moment(plan["plannedOn"]),
            }
        ],
        "items": _items(plan),
    }


def _items(plan: Found | None) -> list[Json]:
    if plan is None or plan["item"] is None:
        return []
    return [
        {
            "id": "1",
            "description": plan["itemName"],
            "classification": {"scheme": "CN-CGPM", "id": plan["item"]["code"]},
            "quantity": number(plan["quantity"]),
            "unit": {"name": plan["unitName"]},
        }
    ]


def _tender(tender: Found, plan: Found | None) -> Json:
    method = tender["method"]
    item = plan["item"]["code"] if plan and plan["item"] else ""
    return {
        "id": tender["tenderId"],
        "title": tender["name"],
        "status": tender["state"].lower(),
        "procurementMethod": _METHODS.get(method, "limited") if method else None,
        "procurementMethodDetails": ProcurementMethod[method].title_zh if method else None,
        "mainProcurementCategory": _CATEGORIES.get(item[:1]),
        "value": _value(tender["amount"]),
        "tenderPeriod": {
            "startDate": _moment(tender["publishedOn"]),
            "endDate": _moment(tender["openedOn"]),
        },
        "numberOfTenderers": tender["bidders"],
        "items": _items(plan),
    }


def _award(award: Found) -> Json:
    codes = (award["jointSuppliers"] or award["supplierCode"] or "").split()
    supplier = award["supplier"]
    names = {supplier["code"]: supplier["name"]} if supplier else {}
    return {
        "id": award["awardId"],
        "title": award["name"],
        "status": award["state"].lower(),
        "date": _moment(award["awardedOn"]),
        "value": _value(award["amount"]),
        "suppliers": [{"id": _organisation(each), "name": names.get(each)} for each in codes],
    }


def _contract(contract: Found, buyer: Json | None) -> Json:
    number_ = contract["contractNo"]
    item = contract["item"]
    return {
        "id": number_,
        "awardID": contract["awardId"],
        "title": contract["name"],
        "status": contract["state"].lower(),
        "period": {"endDate": _moment(contract["endsOn"])},
        "value": _value(contract["amount"]),
        "originalValue": _value(contract["originalAmount"]),
        "items": [{"id": "1", "classification": {"scheme": "CN-CGPM", "id": item["code"]}}]
        if item
        else [],
        "dateSigned": _moment(contract["signedOn"]),
        "documents": [
            {
                "id": f"{number_}-GG",
                "documentType": "contractNotice",
                "datePublished": _moment(contract["publishedOn"]),
            }
        ]
        if contract["publishedOn"]
        else [],
        "amendments": [
            {
                "id": each["changeId"],
                "date": _moment(each["changedOn"]),
                "rationale": each["reason"],
                "valueChange": _value(each["amount"]),
            }
            for each in contract["changes"]["nodes"]
        ],
        "implementation": {
            "milestones": [
                {
                    "id": each["acceptanceId"],
                    "type": "delivery",
                    "title": "履约验收",
                    "status": "met",
                    "dateMet": _moment(each["acceptedOn"]),
                    "value": _value(each["amount"]),
                }
                for each in contract["acceptances"]["nodes"]
            ],
            "transactions": list(_transactions(contract, buyer)),
        },
    }


def _transactions(contract: Found, buyer: Json | None) -> Iterator[Json]:
    """What has been paid of the requests that name the contract."""
    supplier = contract["supplier"]
    for request in contract["paymentRequests"]["nodes"]:
        if request["payment"] is None:
            continue
        known = supplier and supplier["name"] == request["payeeName"]
        yield {
            "id": request["requestId"],
            "date": _moment(request["payment"]["paidOn"] or request["requestedOn"]),
            "value": _value(request["paid"]),
            "payer": {"id": buyer["id"], "name": buyer["name"]} if buyer else None,
            "payee": {
                "id": _organisation(supplier["code"]) if known else None,
                "name": request["payeeName"],
            },
        }
