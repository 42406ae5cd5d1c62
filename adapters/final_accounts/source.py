"""Crosswalk of final accounts by function: one statement line for each printed figure."""

from __future__ import annotations

from adapters.final_accounts.tables import page_of
from adapters.sdk.figures import KEY, statement_crosswalk
from adapters.sdk.readers.documents import FILES, Documents
from adapters.sdk.source import Source, Stream
from schema.statements import StatementLine

figures = Stream(
    "figures",
    title="支出决算功能分类表",
    into=StatementLine,
    read=Documents(page_of),
    key=KEY,
    crosswalk=statement_crosswalk,
)

SOURCE = Source(
    "final_accounts",
    "支出决算功能分类公开表",
    (figures,),
    settings={FILES: "paths of the tables to load, one a line"},
    documents=True,
)
