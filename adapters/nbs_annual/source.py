"""Crosswalk of fiscal indicators by province: one statement line for each.

"Local governments" are the whole of a province; the figures are those of the final accounts.
"""

from __future__ import annotations

from adapters.nbs_annual.tables import page_of
from adapters.sdk.figures import KEY, statement_crosswalk
from adapters.sdk.readers.documents import FILES, Documents
from adapters.sdk.source import Source, Stream
from schema.statements import StatementLine

figures = Stream(
    "figures",
    title="分省年度数据：地方财政",
    into=StatementLine,
    read=Documents(page_of),
    key=KEY,
    crosswalk=statement_crosswalk,
)

SOURCE = Source(
    "nbs_annual",
    "国家统计局分省年度数据",
    (figures,),
    settings={FILES: "paths of the files to load, one a line"},
    documents=True,
)
