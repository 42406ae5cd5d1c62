"""Crosswalk of a city's budget workbook: one statement line for each printed figure.

全市 tables are the whole of the administrative tree, 市本级 tables the city's own level; where rows
are counties the figure is the county's.
"""

from __future__ import annotations

from adapters.city_workbook.pages import UNIT_TOLD, page_of
from adapters.sdk.figures import KEY, statement_crosswalk
from adapters.sdk.readers.documents import FILES, ToldDocuments
from adapters.sdk.source import Source, Stream
from schema.statements import StatementLine

figures = Stream(
    "figures",
    title="市级预算公开附表",
    into=StatementLine,
    read=ToldDocuments(page_of),
    key=KEY,
    crosswalk=statement_crosswalk,
)

SOURCE = Source(
    "city_workbook",
    "市级预决算公开工作簿",
    (figures,),
    settings={FILES: "paths of the workbooks to load, one a line"},
    documents=True,
    told={UNIT_TOLD: "TITLE:UNIT:WHY, the unit of tables that state none, and how it is known"},
)
