"""Crosswalk of the budget system. Read it beside its interface document, version 3.2.

Amounts are 万元 with six decimals; agency codes are the regions' local ones; function codes are
written by regional habit. A tombstone has IS_DELETED 1.
"""

from __future__ import annotations

from adapters.sdk.conversions import (
    fiscal_year,
    flag,
    iso_day,
    last_year,
    national_agency,
    one_of,
    text,
    year,
)
from adapters.sdk.crosswalk import constant, ignored, to
from adapters.sdk.money import wan_yuan
from adapters.sdk.national import agency, lookup, region
from adapters.sdk.readers.http_json import HttpJson
from adapters.sdk.source import Source, Stream
from schema.agencies import Agency
from schema.budget import BudgetType, Project, ProjectBudget, ProjectState
from schema.transfers import Transfer

URL, TOKEN = "HUB_BUDGET_URL", "HUB_BUDGET_TOKEN"
DELETED = ("IS_DELETED", "1")
YES = flag("1", "0")
BUDGETS = one_of(
    {
        "11": "GENERAL_PUBLIC",
        "12": "GOVERNMENT_FUND",
        "13": "STATE_CAPITAL",
        "14": "SOCIAL_INSURANCE",
    },
    states=BudgetType,
)
STATES = one_of(
    {"入库": "ADMITTED", "执行": "EXECUTING", "完成": "COMPLETED", "终止": "TERMINATED"},
    states=ProjectState,
)
KINDS = one_of({"1": "行政", "2": "参公", "3": "事业"})
FUNCTION = lookup("functional", year="fiscal_year", budget="budget_type")
FUND = lookup("fund_type", year="fiscal_year")
DIRECT = lookup("direct_fund_flag", year="fiscal_year")
OWNER = agency(national_agency, year="setup_year")
SPENDER = agency(national_agency, year="fiscal_year")
COPY_OF_NAME = "a copy of a name that is kept where it belongs"
CREATED = ignored("CREATE_TIME", why="when the clerk's row began; UPDATE_TIME orders versions")


def read(stream: str) -> HttpJson:
    """The interface's pages of one stream."""
    return HttpJson(URL, TOKEN, f"/api/v1/{stream}", amount=wan_yuan)


# fmt: off
agencies = Stream(
    "agencies",
    title="预算单位",
    into=Agency,
    read=read("agencies"),
    key=("AGENCY_CODE",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    control=None,
    crosswalk=(
        # ours                theirs                how
        to("code",            "NATION_AGENCY_CODE", text),
        to("local_code",      "AGENCY_CODE",        text),
        to("region_code",     "MOF_DIV_CODE",       region),
        to("name",            "AGENCY_NAME",        text),
        to("department_code", "DEPT_CODE",          national_agency),
        to("kind",            "AGENCY_TYPE",        KINDS),
        ignored("UNIFSOC_CRED_CODE", why="agencies are known by their national code"),
        ignored("START_DATE", "END_DATE", why="an agency that ends is deleted by its tombstone"),
        ignored("LINK_MAN", why="a contact's name: personal data, not needed"),
    ),
)

projects = Stream(
    "projects",
    title="项目库",
    into=Project,
    read=read("projects"),
    key=("PRO_CODE",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    control="total_investment",
    crosswalk=(
        # ours                   theirs                      how
        to("project_code",       "PRO_CODE",                 text),
        to("region_code",        "MOF_DIV_CODE",             region),
        to("name",               "PRO_NAME",                 text),
        to("agency_code",        "AGENCY_CODE",              OWNER),
        to("category",           "PRO_KIND_CODE",            lookup("project_category")),
        to("setup_year",         "SETUP_YEAR",               year),
        to("end_year",           ("START_YEAR", "PRO_TERM"), last_year),
        to("total_investment",   "TOTAL_AMT",                wan_yuan),
        to("transfer_programme", "TRACK_PRO_CODE",           text),
        to("is_capital",         "IS_CAPITAL",               YES),
        to("is_agricultural",    "IS_AGRI",                  YES),
        to("state",              "PRO_STATE",                STATES),
        ignored("FISCAL_YEAR", why="a project is of no one year: its annual budgets are"),
        ignored("SETUP_DATE", why="the year it was set up says enough"),
        ignored("DEPT_CODE", why="the department is the agency's"),
        ignored("CREATE_MAN", why="a clerk's name: personal data, not needed"),
        CREATED,
    ),
)

annual_budgets = Stream(
    "annual_budgets",
    title="项目年度预算",
    into=ProjectBudget,
    read=read("annual_budgets"),
    key=("BGT_PMAN_ID",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    control="approved",
    crosswalk=(
        # ours                  theirs              how
        to("project_budget_id", "BGT_PMAN_ID",      text),
        to("region_code",       "MOF_DIV_CODE",     region),
        to("fiscal_year",       "FISCAL_YEAR",      fiscal_year),
        to("project_code",      "PRO_CODE",         text),
        to("agency_code",       "AGENCY_CODE",      SPENDER),
        to("budget_type",       "FUND_TYPE_CODE",   BUDGETS),
        to("fund_type",         "FUND_TYPE_CODE",   FUND),
        to("function",          "EXP_FUNC_CODE",    FUNCTION),
        to("economic_gov",      "GOV_BGT_ECO_CODE", lookup("economic_gov", year="fiscal_year")),
        to("economic_dept",     "DEP_BGT_ECO_CODE", lookup("economic_dept", year="fiscal_year")),
        to("applied",           "APPLY_UP",         wan_yuan),
        to("audited",           "FIN_AUDIT_MONEY",  wan_yuan),
        to("approved",          "REPLY_AMT",        wan_yuan),
        to("adjustment",        "ADJ_AMT",          wan_yuan),
        to("virement",          "DIS_AMT",          wan_yuan),
        to("current",           "CUR_AMT",          wan_yuan),
        to("is_procurement",    "IS_GOV_PUR",       YES),
        constant("stage", "APPROVED"),
        ignored("PRO_NAME", why=COPY_OF_NAME),
        ignored("PRO_KIND_CODE", why="the project's own category"),
        ignored("DEPT_CODE", why="the department is the agency's"),
        ignored("BUDGET_LEVEL_CODE", why="the tier follows from the region"),
        ignored("STAGE", "ORDERNUM", why="the clerks' workflow; only approved budgets are sent"),
        CREATED,
    ),
)

transfers = Stream(
    "transfers",
    title="转移支付",
    into=Transfer,
    read=read("transfers"),
    key=("TRA_ID",),
    updated="UPDATE_TIME",
    deleted=DELETED,
    control="amount",
    crosswalk=(
        # ours                   theirs              how
        to("transfer_id",        "TRA_ID",           text),
        to("region_code",        "MOF_DIV_CODE",     region),
        to("to_region_code",     "SUB_MOF_DIV_CODE", region),
        to("fiscal_year",        "FISCAL_YEAR",      fiscal_year),
        to("doc_no",             "COR_BGT_DOC_NO",   text),
        to("issued_on",          "DOC_DATE",         iso_day),
        to("type",               "TRA_TYPE",         lookup("transfer_type", year="fiscal_year")),
        to("budget_type",        "FUND_TYPE_CODE",   BUDGETS),
        to("fund_type",          "FUND_TYPE_CODE",   FUND),
        to("function",           "EXP_FUNC_CODE",    FUNCTION),
        to("transfer_programme", "TRACK_PRO_CODE",   text),
        to("direct_fund",        "DIRECT_FUND_CODE", DIRECT),
        to("is_advance",         "IS_ADVANCE",       YES),
        to("amount",             "CUR_AMT",          wan_yuan),
        ignored("REPLY_AMT", "ADJ_AMT", why="parts of CUR_AMT, which is what is transferred"),
        ignored("TP_FUNC_CODE", why="says what TRA_TYPE says"),
        ignored("IS_TRACK", why="1 exactly where TRACK_PRO_CODE is filled"),
        ignored("PRO_NAME", "SUB_MOF_DIV_NAME", why=COPY_OF_NAME),
        CREATED,
    ),
)
# fmt: on

SOURCE = Source(
    "budget",
    "预算管理系统",
    (agencies, projects, annual_budgets, transfers),
    settings={URL: "address of the budget system", TOKEN: "bearer token of the budget system"},
)
