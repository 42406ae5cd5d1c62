"""Budget books in table form, of any province: an adapter is one declaration.

    SOURCE = book(Book("zhejiang_budget", province="浙江省", unit="万元"), "浙江省预算公开表")

Figures of 全省 tables and of a region's row are the whole of the administrative tree, those of 省级
tables the province's own level.
"""

from __future__ import annotations

from functools import partial

from adapters.sdk.books.about import TOLD, Book
from adapters.sdk.books.tables import page_of
from adapters.sdk.books.ties import BETWEEN
from adapters.sdk.conversions import fiscal_year, flag, one_of, percent, text, whole
from adapters.sdk.crosswalk import constant, to
from adapters.sdk.money import printed_amount
from adapters.sdk.national import lookup_name, region_within
from adapters.sdk.readers.documents import FILES, ToldDocuments
from adapters.sdk.source import Rule, Source, Stream
from schema.published import UNIT_OF
from schema.statements import Direction, Phase, StatementLine, StatementScope

__all__ = ["Book", "book"]

_YES = flag("1", "0")
_DIRECTION = one_of({each: each for each in ("REVENUE", "EXPENDITURE")}, states=Direction)
_PHASE = one_of({each: each for each in ("OPENING", "ADJUSTED", "EXECUTED")}, states=Phase)
_SCOPE = one_of(
    {each: each for each in ("OWN_LEVEL", "WHOLE_ADMINISTRATIVE")}, states=StatementScope
)
_FUNCTION = lookup_name(
    "functional", year="fiscal_year", budget="budget_type", endings=("", "支出")
)
_REVENUE = lookup_name("revenue", year="fiscal_year", budget="budget_type", endings=("", "收入"))

# fmt: off
_CROSSWALK: tuple[Rule, ...] = (
    # ours              theirs                how
    to("line_id",       "line_id",            text),
    to("region_code",   ("region", "within"), region_within(year="fiscal_year")),
    to("fiscal_year",   "year",               fiscal_year),
    to("document",      "document",           text),
    to("file",          "file",               text),
    to("sheet",         "sheet",              text),
    to("row_no",        "row",                whole),
    to("column_no",     "column",             whole),
    to("heading",       "heading",            text),
    to("table_no",      "table",              text),
    to("line_no",       "line",               whole),
    to("parent_no",     "parent",             whole),
    to("outline_level", "level",              whole),
    to("item",          "item",               text),
    to("name",          "name",               text),
    to("direction",     "direction",          _DIRECTION),
    to("scope",         "scope",              _SCOPE),
    to("phase",         "phase",              _PHASE),
    constant("budget_type", "GENERAL_PUBLIC"),
    constant("measure", "AMOUNT"),
    to("function",      "function",           _FUNCTION),
    to("revenue",       "revenue",            _REVENUE),
    to("is_repeat",     "repeat",             _YES),
    to("is_part",       "part",               _YES),
    to("amount",        ("figure", "unit"),   printed_amount),
    to("printed",       "printed",            text),
    to("printed_unit",  "unit",               one_of(UNIT_OF)),
    to("to_adjusted",   "to_adjusted",        percent),
    to("to_prior_year", "to_prior_year",      percent),
)
# fmt: on


def book(declared: Book, title: str) -> Source:
    """The source of a province's books; what `declared` leaves open is told with the load."""
    lines = Stream(
        "lines",
        title="一般公共预算执行情况表",
        into=StatementLine,
        read=ToldDocuments(partial(page_of, declared)),
        key=("document", "line_id"),
        crosswalk=_CROSSWALK,
        identities=BETWEEN,
    )
    return Source(
        declared.name,
        title,
        (lines,),
        settings={FILES: "paths of the tables to load, one a line"},
        documents=True,
        told=TOLD,
    )
