"""The treasury system: its streams, and what is needed to reach it."""

from __future__ import annotations

from adapters.sdk.source import Source
from adapters.treasury.accounts import accounts, balances
from adapters.treasury.allotments import adjustments, allotments, cash_plans
from adapters.treasury.common import DSN, FILES_URL, TOKEN
from adapters.treasury.payments import details, payments, requests
from adapters.treasury.reports import clearing, receipts

SOURCE = Source(
    "treasury",
    "国库集中支付系统",
    (
        accounts,
        allotments,
        adjustments,
        cash_plans,
        requests,
        payments,
        details,
        balances,
        clearing,
        receipts,
    ),
    settings={
        DSN: "connection string of the treasury's PostgreSQL, with a role that may only read",
        FILES_URL: "address of the treasury's file service",
        TOKEN: "bearer token of the treasury's file service",
    },
)
