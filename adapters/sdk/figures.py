"""Printed figures of published documents, one record each, and the crosswalk they share.

A parser of statements says of each figure where it is printed, in what unit, and what its heading,
row and title make of it; `statement_crosswalk` takes it from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, fields

from adapters.sdk.conversions import fiscal_year, flag, one_of, text, whole
from adapters.sdk.crosswalk import to
from adapters.sdk.money import printed_amount
from adapters.sdk.national import code_or_name, region_within
from adapters.sdk.source import Rule, Text
from schema.budget import BudgetType
from schema.kinds import States
from schema.published import UNIT_OF
from schema.statements import Direction, Measure, Phase, StatementScope

COUNTRY = "100000000"
"""Within which regions are named that stand in a title."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One printed figure, in the words of `schema.statements`; numbers as text.

    `region` and `within`: a region's name, and the name or code of the region it lies in.
    `function`, `revenue`, `economic`: a code or a name. `unit`: as printed, e.g. 万元.
    `part`, `repeat`: "1" or "0".
    """

    document: str
    line_id: str
    file: str
    row: str
    column: str
    heading: Text
    table: str
    line: str
    level: str
    item: str
    name: str
    region: str
    year: str
    scope: str
    phase: str
    direction: str
    figure: str
    unit: str
    sheet: Text = None
    within: str = COUNTRY
    parent: Text = None
    measure: str = "AMOUNT"
    budget: Text = None
    printed_code: Text = None
    function: Text = None
    revenue: Text = None
    economic: Text = None
    repeat: str = "0"
    part: str = "0"
    note: Text = None


COLUMNS = tuple(field.name for field in fields(Figure))
KEY = ("document", "line_id")
"""Columns that name a figure in its source."""


def figure_rows(figures: Iterable[Figure]) -> list[tuple[Text, ...]]:
    """The figures as rows of a page whose columns are COLUMNS."""
    return [astuple(figure) for figure in figures]


def _one(states: type[States]) -> Callable[[str], str]:
    """A word of these states, as it is."""
    return one_of({str(each): str(each) for each in states}, states=states)


_YES = flag("1", "0")
_FUNCTION = code_or_name(
    "functional", year="fiscal_year", budget="budget_type", endings=("", "支出")
)
_REVENUE = code_or_name("revenue", year="fiscal_year", budget="budget_type", endings=("", "收入"))
_ECONOMIC = code_or_name("economic_gov", year="fiscal_year")

# fmt: off
statement_crosswalk: tuple[Rule, ...] = (
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
    to("direction",     "direction",          _one(Direction)),
    to("scope",         "scope",              _one(StatementScope)),
    to("phase",         "phase",              _one(Phase)),
    to("measure",       "measure",            _one(Measure)),
    to("budget_type",   "budget",             _one(BudgetType)),
    to("printed_code",  "printed_code",       text),
    to("function",      "function",           _FUNCTION),
    to("revenue",       "revenue",            _REVENUE),
    to("economic",      "economic",           _ECONOMIC),
    to("is_repeat",     "repeat",             _YES),
    to("is_part",       "part",               _YES),
    to("note",          "note",               text),
    to("amount",        ("figure", "unit"),   printed_amount),
    to("printed",       "figure",             text),
    to("printed_unit",  "unit",               one_of(UNIT_OF)),
)
# fmt: on
"""Every column of COLUMNS goes to a field of a statement line."""
