"""财政资金账户 and their month-end balances: TRE_ACCOUNT, TRE_ACCOUNT_BALANCE."""

from __future__ import annotations

from adapters.sdk.conversions import one_of, stamped_day, text
from adapters.sdk.crosswalk import ignored, to
from adapters.sdk.money import yuan
from adapters.sdk.national import region
from adapters.sdk.source import Stream
from adapters.treasury.common import CREATED, DELETED, WHERE_AND_WHEN, table
from schema.treasury import AccountBalance, AccountState, AccountType, TreasuryAccount

TYPES = one_of(
    {
        "01": "SINGLE_ACCOUNT",
        "02": "SPECIAL_ACCOUNT",
        "03": "ZERO_BALANCE",
        "04": "THREE_GUARANTEES",
    },
    states=AccountType,
)
STATES = one_of({"1": "OPEN", "2": "CLOSED"}, states=AccountState)

# fmt: off
accounts = Stream(
    "TRE_ACCOUNT",
    title="财政资金账户",
    into=TreasuryAccount,
    read=table("TRE_ACCOUNT", "ACCT_ID"),
    key=("ACCT_ID",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    control=None,
    crosswalk=(
        # ours            theirs             how
        to("account_id",  "ACCT_ID",         text),
        to("region_code", "MOF_DIV_CODE",    region),
        to("name",        "ACCT_NAME",       text),
        to("account_no",  "ACCT_NO",         text),
        to("bank_name",   "BANK_NAME",       text),
        to("type",        "ACCT_TYPE_CODE",  TYPES),
        to("state",       "ACCT_STATE_CODE", STATES),
        to("opened_on",   "OPEN_DATE",       stamped_day),
        to("closed_on",   "CLOSE_DATE",      stamped_day),
        ignored("FUND_TYPE_CODE", why="the facts say which funds passed through it"),
        CREATED,
    ),
)

balances = Stream(
    "TRE_ACCOUNT_BALANCE",
    title="月末余额",
    into=AccountBalance,
    read=table("TRE_ACCOUNT_BALANCE", "BAL_ID"),
    key=("BAL_ID",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    control="balance",
    crosswalk=(
        # ours           theirs      how
        to("account_id", "ACCT_ID",  text),
        to("as_of",      "BAL_DATE", stamped_day),
        *WHERE_AND_WHEN,
        to("balance",    "BALANCE",  yuan),
        ignored("BAL_ID", why="account and day name a balance"),
        ignored("IN_AMT", "OUT_AMT", why="flows of the month; balances are a stock"),
        CREATED,
    ),
)
# fmt: on
