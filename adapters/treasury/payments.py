"""支付申请, 支付凭证 and 支付明细: PAY_VOUCHER, PAY_VOUCHER_BILL, PAY_DETAIL."""

from __future__ import annotations

from adapters.sdk.conversions import day, stamped_day, text
from adapters.sdk.crosswalk import ignored, to
from adapters.sdk.money import yuan
from adapters.sdk.national import region
from adapters.sdk.source import Stream
from adapters.treasury.common import (
    CLASSIFIED,
    COPY_OF_NAME,
    CREATED,
    DELETED,
    TAGGED,
    WHERE_AND_WHEN,
    YES,
    table,
)
from schema.treasury import Payment, PaymentDetail, PaymentRequest

BANKS = "names of bank branches; the accounts say where the money goes"

# fmt: off
requests = Stream(
    "PAY_VOUCHER",
    title="支付申请",
    into=PaymentRequest,
    read=table("PAY_VOUCHER", "PAY_APP_ID"),
    key=("PAY_APP_ID",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    crosswalk=(
        # ours              theirs             how
        to("request_id",    "PAY_APP_ID",      text),
        to("request_no",    "PAY_APP_NO",      text),
        to("payment_id",    "PAY_CERT_ID",     text),
        *WHERE_AND_WHEN,
        *CLASSIFIED,
        *TAGGED,
        to("allotment_id",  "BGT_ID",          text),
        to("requested_on",  "CREATE_DATE",     stamped_day),
        to("contract_no",   "CONTRACT_NO",     text),
        to("bond_code",     "BOND_CODE",       text),
        to("payee_name",    "PAYEE_ACCT_NAME", text),
        to("payee_account", "PAYEE_ACCT_NO",   text),
        to("purpose",       "USE_DES",         text),
        to("amount",        "PAY_APP_AMT",     yuan),
        to("paid",          "XPAY_AMT",        yuan),
        ignored("DEPT_CODE", why="the department is the agency's"),
        ignored("PAY_ACCT_NAME", "PAY_ACCT_NO", why="the voucher has the payer's account"),
        ignored("PAY_ACCT_BANK_NAME", "PAYEE_ACCT_BANK_NAME", why=BANKS),
        ignored("SET_MODE_CODE", why="how banks settle"),
        ignored("PAY_BUS_TYPE_CODE", why="2 exactly where the amount is negative, a refund"),
        ignored("PAY_TYPE_CODE", why="1, direct payment, throughout"),
        ignored("CURRENCY_CODE", why="CNY throughout"),
        CREATED,
    ),
)

payments = Stream(
    "PAY_VOUCHER_BILL",
    title="支付凭证",
    into=Payment,
    read=table("PAY_VOUCHER_BILL", "PAY_CERT_ID"),
    key=("PAY_CERT_ID",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    crosswalk=(
        # ours               theirs             how
        to("payment_id",     "PAY_CERT_ID",     text),
        to("certificate_no", "PAY_CERT_NO",     text),
        *WHERE_AND_WHEN,
        *CLASSIFIED,
        *TAGGED,
        to("voucher_on",     "VOU_DATE",        day("%Y%m%d")),
        to("paid_on",        "XPAY_DATE",       stamped_day),
        to("cleared_on",     "ACT_LQD_DATE",    stamped_day),
        to("payer_account",  "PAY_ACCT_NO",     text),
        to("payee_name",     "PAYEE_ACCT_NAME", text),
        to("payee_account",  "PAYEE_ACCT_NO",   text),
        to("purpose",        "USE_DES",         text),
        to("amount",         "PAY_AMT",         yuan),
        to("paid",           "XPAY_AMT",        yuan),
        ignored("DEPT_CODE", why="the department is the agency's"),
        ignored("PAY_ACCT_NAME", why="the payer is the agency's treasury"),
        ignored("PAY_ACCT_BANK_NAME", "PAYEE_ACCT_BANK_NAME", why=BANKS),
        ignored("AGENT_BUSINESS_NO", "SET_MODE_CODE", why="how banks settle"),
        ignored("PAY_BUS_TYPE_CODE", why="2 exactly where the amount is negative, a refund"),
        CREATED,
    ),
)

details = Stream(
    "PAY_DETAIL",
    title="支付明细",
    into=PaymentDetail,
    read=table("PAY_DETAIL", "PAY_DETAIL_ID"),
    key=("PAY_DETAIL_ID",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    crosswalk=(
        # ours                        theirs               how
        to("detail_id",               "PAY_DETAIL_ID",     text),
        *WHERE_AND_WHEN,
        to("request_id",              "PAY_APPLY_ID",      text),
        to("certificate_no",          "PAY_CERT_NO",       text),
        to("agency_code",             "AGENCY_CODE",       text),
        to("payee_name",              "PAYEE_ACCT_NAME",   text),
        to("payee_account",           "PAYEE_ACCT_NO",     text),
        to("tracking_id",             "TRACKING_ID",       text),
        to("to_people_or_enterprise", "IS_TO_PEOP_ENTERP", YES),
        to("person_name",             "PER_NAME",          text),
        to("id_no",                   "IDEN_NO",           text),
        to("enterprise_name",         "CORP_NAME",         text),
        to("credit_code",             "UNIFSOC_CRED_CODE", text),
        to("town_code",               "TOWN_CODE",         region),
        to("village_code",            "VILLAGE_CODE",      text),
        to("amount",                  "PAY_AMT",           yuan),
        to("paid",                    "XPAY_AMT",          yuan),
        ignored("PAYEE_ACCT_BANK_NAME", why=BANKS),
        ignored("ADD_WORD", why="the bank's postscript"),
        ignored("PAY_MONTH", why="the month of the voucher, which has its dates"),
        ignored("TOWN_NAME", "VILLAGE_NAME", why=COPY_OF_NAME),
        CREATED,
    ),
)
# fmt: on
