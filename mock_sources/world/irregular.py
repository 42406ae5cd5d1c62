"""The declared irregularities: which kinds there are, where they occur, and their fate.

A region-year holds an instance when its running number falls on the kind's place in the stride,
so the instances are spread over regions and years and grow gently with the scale.
"""

from __future__ import annotations

from typing import NamedTuple

from mock_sources.world.seeds import pick

LOADED = "loaded"
UNLINKED = "loaded_unlinked"
REJECTED = "rejected"
HELD = "batch_held"
UNCHANGED = "unchanged"
STALE = "stale"
DELETED = "deleted"


class Kind(NamedTuple):
    """An irregularity's kind, its fate in the hub, and the code when that is a rejection."""

    name: str
    fate: str
    code: str | None
    streams: tuple[str, ...]


KINDS = (
    Kind("unknown_function", REJECTED, "A210", ("annual_budgets", "BA_BGT_INFO", "PAY_VOUCHER")),
    Kind(
        "unknown_region",
        REJECTED,
        "A211",
        ("transfers", "PAY_PLAN_VOUCHER", "receipts", "contracts", "limits", "balances"),
    ),
    Kind(
        "three_decimals",
        REJECTED,
        "A214",
        (
            "PAY_PLAN_VOUCHER",
            "PAY_VOUCHER",
            "PAY_DETAIL",
            "receipts",
            "contracts",
            "services",
            "agri_funding",
        ),
    ),
    Kind(
        "missing_value",
        REJECTED,
        "A201",
        (
            "annual_budgets",
            "PAY_VOUCHER_BILL",
            "PAY_VOUCHER",
            "receipts",
            "awards",
            "services",
            "cards",
        ),
    ),
    Kind(
        "impossible_date",
        REJECTED,
        "A202",
        (
            "transfers",
            "PAY_VOUCHER_BILL",
            "clearing",
            "receipts",
            "acceptances",
            "on_lendings",
            "agri_stages",
        ),
    ),
    Kind("unknown_agency", REJECTED, "A213", ("projects", "annual_budgets")),
    Kind("unknown_item", REJECTED, "A210", ("procurement_plans",)),
    Kind("allotment_missing", UNLINKED, None, ("PAY_VOUCHER",)),
    Kind("parent_missing", UNLINKED, None, ("BA_BGT_INFO",)),
    Kind("no_requests", UNLINKED, None, ("PAY_VOUCHER_BILL",)),
    Kind("tender_missing", UNLINKED, None, ("awards",)),
    Kind("supplier_missing", UNLINKED, None, ("awards",)),
    Kind("before_allotment", LOADED, None, ("PAY_VOUCHER",)),
    Kind("over_allotment", LOADED, None, ("PAY_VOUCHER",)),
    Kind("refund", LOADED, None, ("PAY_VOUCHER",)),
    Kind("over_contract", LOADED, None, ("contracts",)),
    Kind("late_contract", LOADED, None, ("contracts",)),
    Kind("late_arrival", LOADED, None, ("contract_changes",)),
    Kind(
        "late_correction",
        LOADED,
        None,
        (
            "projects",
            "annual_budgets",
            "BA_BGT_ADJSUB",
            "PAY_DETAIL",
            "clearing",
            "contracts",
            "limits",
            "uses",
            "cards",
            "agri_projects",
        ),
    ),
    Kind(
        "duplicate",
        UNCHANGED,
        None,
        ("projects", "annual_budgets", "transfers", "clearing", "contracts", "agri_projects"),
    ),
    Kind("stale", STALE, None, ("annual_budgets", "clearing", "contracts", "agri_projects")),
    Kind("tombstone_known", DELETED, None, ("PAY_PLAN_VOUCHER", "PAY_DETAIL", "agri_funding")),
    Kind("tombstone_unknown", DELETED, None, ("PAY_PLAN_VOUCHER", "PAY_DETAIL", "projects")),
    Kind("wrong_unit", HELD, None, ()),
    Kind("limit_exceeded", LOADED, None, ("limits",)),
    Kind("bond_unspent", LOADED, None, ("uses",)),
    Kind("bond_missing", UNLINKED, None, ("uses",)),
    Kind("project_missing", UNLINKED, None, ("uses", "agri_projects")),
    Kind("abolished_region", LOADED, None, ("limits", "balances", "cards")),
    Kind("unknown_class", REJECTED, "A210", ("cards",)),
    Kind("asset_without_contract", LOADED, None, ("cards",)),
    Kind("contract_missing", UNLINKED, None, ("cards",)),
    Kind("voucher_missing", UNLINKED, None, ("cards",)),
    Kind("withdrawn", DELETED, None, ("cards",)),
    Kind("wrong_total", LOADED, None, ("cards",)),
    Kind("card_missing", UNLINKED, None, ("disposals",)),
    Kind("ambiguous_town", REJECTED, "A212", ("agri_projects",)),
    Kind("unknown_town", REJECTED, "A211", ("agri_projects",)),
    Kind("unknown_stage", REJECTED, "A206", ("agri_stages",)),
    Kind("stage_order", LOADED, None, ("agri_stages",)),
    Kind("stalled", LOADED, None, ("agri_projects",)),
    Kind("file_again", UNCHANGED, None, ()),
)

BY_NAME = {kind.name: kind for kind in KINDS}
LATE = frozenset({"late_correction", "duplicate", "stale"})

# What an unknown thing is called; none of these is in any list.
UNKNOWN_FUNCTION = "2980101"
UNKNOWN_REGION = "449999000"
UNKNOWN_AGENCY = "999999"

ABOLISHED = {"440205000": "440221", "445103000": "445121"}
"""Regions that debt and assets still have under six digits abolished long ago."""


def fate_of(mark: str) -> str:
    """The fate of a record with this mark; an unmarked one is loaded."""
    return BY_NAME[mark].fate if mark else LOADED


class Schedule(NamedTuple):
    """Which marks one region-year holds."""

    number: int
    stride: int
    seed: int

    def holds(self, kind: str, stream: str) -> bool:
        return (self.number + pick(self.stride, self.seed, kind, stream)) % self.stride == 0
