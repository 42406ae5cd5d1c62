"""What every crosswalk of the treasury system says in the same words.

Amounts are 元. Agency codes are national; whether the agency is known is a link's matter, since
payments must load while the budget system, which lists the agencies, is away.
"""

from __future__ import annotations

from adapters.sdk.conversions import fiscal_year, flag, one_of, text
from adapters.sdk.crosswalk import To, ignored, to
from adapters.sdk.money import yuan
from adapters.sdk.national import lookup, region
from adapters.sdk.readers.sql import SqlTable
from schema.budget import BudgetType

DSN, FILES_URL, TOKEN = "HUB_TREASURY_DSN", "HUB_TREASURY_FILES_URL", "HUB_TREASURY_TOKEN"
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
FUNCTION = lookup("functional", year="fiscal_year", budget="budget_type")
CREATED = ignored("CREATE_TIME", why="when the clerk's row began; UPDATE_TIME orders versions")
COPY_OF_NAME = "a copy of a name that is kept where it belongs"


def table(name: str, key: str) -> SqlTable:
    """A table of the treasury's database."""
    return SqlTable(DSN, name, key, amount=yuan)


# fmt: off
WHERE_AND_WHEN: tuple[To, ...] = (
    to("region_code", "MOF_DIV_CODE", region),
    to("fiscal_year", "FISCAL_YEAR",  fiscal_year),
)
FUNDS: tuple[To, ...] = (
    to("budget_type", "FUND_TYPE_CODE", BUDGETS),
    to("fund_type",   "FUND_TYPE_CODE", lookup("fund_type", year="fiscal_year")),
    to("function",    "EXP_FUNC_CODE",  FUNCTION),
)
CLASSIFIED: tuple[To, ...] = (
    *FUNDS,
    to("agency_code",   "AGENCY_CODE",      text),
    to("economic_gov",  "GOV_BGT_ECO_CODE", lookup("economic_gov", year="fiscal_year")),
    to("economic_dept", "DEP_BGT_ECO_CODE", lookup("economic_dept", year="fiscal_year")),
    to("project_code",  "PRO_CODE",         text),
)
TAGGED: tuple[To, ...] = (
    to("transfer_programme", "TRACK_PRO_CODE",   text),
    to("direct_fund",        "DIRECT_FUND_CODE", lookup("direct_fund_flag", year="fiscal_year")),
    to("three_guarantees",   "THREE_GUAR_CODE",  lookup("three_guarantees", year="fiscal_year")),
    to("is_agri_pooled",     "IS_AGRI_POOL",     YES),
)
# fmt: on
