"""Crosswalk of Fiscal Data Packages: one statement line for each figure of a measure."""

from __future__ import annotations

from adapters.fiscal_data_package.reader import Packages
from adapters.sdk.figures import KEY, statement_crosswalk
from adapters.sdk.readers.documents import FILES
from adapters.sdk.source import Source, Stream
from schema.statements import StatementLine

figures = Stream(
    "figures",
    title="财政数据包",
    into=StatementLine,
    read=Packages(),
    key=KEY,
    crosswalk=statement_crosswalk,
)

SOURCE = Source(
    "fiscal_data_package",
    "财政数据包 (Fiscal Data Package)",
    (figures,),
    settings={FILES: "paths of the descriptors (datapackage.json) to load, one a line"},
    documents=True,
)
