"""Crosswalk of Guangdong's printed tables: one statement line for each figure.

Figures are 万元. 全省 tables and a city's row are the whole of the administrative tree, 省级 tables
the province's own level.
"""

from __future__ import annotations

from adapters.guangdong_budget.layouts import PROVINCE
from adapters.guangdong_budget.tables import page_of
from adapters.sdk.conversions import fiscal_year, flag, joined, one_of, percent, text, whole
from adapters.sdk.crosswalk import constant, to
from adapters.sdk.money import wan_yuan
from adapters.sdk.national import lookup_name, region_named
from adapters.sdk.readers.documents import FILES, Documents
from adapters.sdk.source import Source, Stream
from schema.statements import Direction, Phase, StatementLine, StatementScope

YES = flag("1", "0")
DIRECTION = one_of({each: each for each in ("REVENUE", "EXPENDITURE")}, states=Direction)
PHASE = one_of({each: each for each in ("OPENING", "ADJUSTED", "EXECUTED")}, states=Phase)
SCOPE = one_of(
    {each: each for each in ("OWN_LEVEL", "WHOLE_ADMINISTRATIVE")}, states=StatementScope
)
REGION = region_named(int(PROVINCE), year="fiscal_year")
FUNCTION = lookup_name("functional", year="fiscal_year", budget="budget_type", endings=("", "支出"))
REVENUE = lookup_name("revenue", year="fiscal_year", budget="budget_type", endings=("", "收入"))

# fmt: off
lines = Stream(
    "lines",
    title="一般公共预算执行情况表",
    into=StatementLine,
    read=Documents(page_of),
    key=("document", "table", "line", "phase"),
    crosswalk=(
        # ours              theirs                      how
        to("line_id",       ("table", "line", "phase"), joined("/")),
        to("region_code",   "region",                   REGION),
        to("fiscal_year",   "year",                     fiscal_year),
        to("document",      "document",                 text),
        to("table_no",      "table",                    text),
        to("line_no",       "line",                     whole),
        to("parent_no",     "parent",                   whole),
        to("outline_level", "level",                    whole),
        to("item",          "item",                     text),
        to("name",          "name",                     text),
        to("direction",     "direction",                DIRECTION),
        to("scope",         "scope",                    SCOPE),
        to("phase",         "phase",                    PHASE),
        constant("budget_type", "GENERAL_PUBLIC"),
        to("function",      "function",                 FUNCTION),
        to("revenue",       "revenue",                  REVENUE),
        to("is_repeat",     "repeat",                   YES),
        to("is_part",       "part",                     YES),
        to("amount",        "figure",                   wan_yuan),
        to("printed",       "figure",                   text),
        constant("printed_unit", "WAN_YUAN"),
        constant("measure", "AMOUNT"),
        to("file",          "file",                     text),
        to("row_no",        "row",                      whole),
        to("column_no",     "column",                   whole),
        to("heading",       "heading",                  text),
        to("to_adjusted",   "to_adjusted",              percent),
        to("to_prior_year", "to_prior_year",            percent),
    ),
)
# fmt: on

SOURCE = Source(
    "guangdong_budget",
    "广东省预算执行公开表",
    (lines,),
    settings={FILES: "paths of the tables to load, one a line"},
    documents=True,
)
