"""指标, 指标调整 and 用款计划: BA_BGT_INFO, BA_BGT_ADJSUB, PAY_PLAN_VOUCHER."""

from __future__ import annotations

from adapters.sdk.conversions import month_start, stamped_day, text
from adapters.sdk.crosswalk import ignored, to
from adapters.sdk.money import yuan
from adapters.sdk.national import lookup, region
from adapters.sdk.source import Stream
from adapters.treasury.common import (
    CLASSIFIED,
    COPY_OF_NAME,
    CREATED,
    DELETED,
    FUNDS,
    TAGGED,
    WHERE_AND_WHEN,
    YES,
    table,
)
from schema.treasury import Allotment, AllotmentAdjustment, CashPlan

FROM = lookup("allotment_source", year="fiscal_year")
KIND = lookup("allotment_adjust_type", year="fiscal_year")

# fmt: off
allotments = Stream(
    "BA_BGT_INFO",
    title="指标",
    into=Allotment,
    read=table("BA_BGT_INFO", "BGT_ID"),
    key=("BGT_ID",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    crosswalk=(
        # ours                    theirs              how
        to("allotment_id",        "BGT_ID",           text),
        *WHERE_AND_WHEN,
        to("doc_no",              "COR_BGT_DOC_NO",   text),
        to("doc_title",           "BGT_DOC_TITLE",    text),
        to("issued_on",           "DOC_DATE",         stamped_day),
        to("superior_doc_no",     "SUP_BGT_DOC_NO",   text),
        *CLASSIFIED,
        *TAGGED,
        to("project_budget_id",   "BGT_PMAN_ID",      text),
        to("parent_allotment_id", "ORI_BGT_ID",       text),
        to("parent_region_code",  "ORI_DIV_CODE",     region),
        to("to_region_code",      "REC_DIV_CODE",     region),
        to("source_type",         "SOURCE_TYPE_CODE", FROM),
        to("is_executable",       "BGT_EXE_FLAG",     YES),
        to("is_procurement",      "IS_GOV_PUR",       YES),
        to("amount",              "AMOUNT",           yuan),
        to("reduced",             "DIS_AMT",          yuan),
        to("frozen",              "FRZ_AMT",          yuan, blank=0),
        to("requested",           "PAY_APP_AMT",      yuan),
        to("current",             "CUR_AMT",          yuan),
        ignored("MOF_DIV_NAME", "AGENCY_NAME", why=COPY_OF_NAME),
        ignored("BUDGET_LEVEL_CODE", why="the tier follows from the region"),
        ignored("TP_FUNC_CODE", why="the transfer that brought the money has its type"),
        ignored("BGT_TYPE_CODE", why="1, of the current year, throughout"),
        ignored("IS_TRACK", why="1 exactly where TRACK_PRO_CODE is filled"),
        ignored("MANAGE_MOF_DEP_CODE", "BGT_MOF_DEP_CODE", why="offices inside the department"),
        CREATED,
    ),
)

adjustments = Stream(
    "BA_BGT_ADJSUB",
    title="指标调整",
    into=AllotmentAdjustment,
    read=table("BA_BGT_ADJSUB", "ADJ_SUB_ID"),
    key=("ADJ_SUB_ID",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    crosswalk=(
        # ours                  theirs            how
        to("adjustment_id",     "ADJ_SUB_ID",     text),
        *WHERE_AND_WHEN,
        to("allotment_id",      "BGT_ID",         text),
        to("from_allotment_id", "ORI_BGT_ID",     text),
        to("kind",              "ADJ_TYPE_CODE",  KIND),
        to("batch_no",          "BAT_NUM",        text),
        to("doc_no",            "COR_BGT_DOC_NO", text),
        to("adjusted_on",       "ADJ_DATE",       stamped_day),
        *FUNDS,
        to("amount",            "ADD_AMOUNT",     yuan),
        ignored("PRO_CODE", "SOURCE_TYPE_CODE", why="those of the allotment it changes"),
        ignored("BGT_DEC", why="a clerk's remark"),
        CREATED,
    ),
)

cash_plans = Stream(
    "PAY_PLAN_VOUCHER",
    title="用款计划",
    into=CashPlan,
    read=table("PAY_PLAN_VOUCHER", "PLAN_ID"),
    key=("PLAN_ID",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    control="approved",
    crosswalk=(
        # ours             theirs                         how
        to("plan_id",      "PLAN_ID",                     text),
        *WHERE_AND_WHEN,
        to("plan_month",   ("FISCAL_YEAR", "PLAN_MONTH"), month_start),
        to("allotment_id", "BGT_ID",                      text),
        to("project_code", "PRO_CODE",                    text),
        to("agency_code",  "AGENCY_CODE",                 text),
        *FUNDS,
        to("bond_code",    "BOND_CODE",                   text),
        to("requested",    "PLAN_APP_AMT",                yuan),
        to("approved",     "PLAN_AMT",                    yuan),
        ignored("DEPT_CODE", why="the department is the agency's"),
        ignored("PLAN_VOUCHER_NO", why="a printed number nobody looks plans up by"),
        ignored("GOV_BGT_ECO_CODE", "DEP_BGT_ECO_CODE", why="those of the requests it leads to"),
        ignored("PAY_TYPE_CODE", why="1, direct payment, throughout"),
        ignored("USE_DES", why="the requests say what the money is for"),
        CREATED,
    ),
)
# fmt: on
