"""The workbooks as the platform publishes them; their crosswalk is the disclosure's."""

from __future__ import annotations

from adapters.sdk.disclosure.layouts import Edition
from adapters.sdk.disclosure.streams import streams
from adapters.sdk.readers.documents import FILES, Documents
from adapters.sdk.source import Source

SOURCE = Source(
    "celma_debt",
    "地方政府债券信息公开年度报表",
    streams(Edition("celma"), Documents),
    settings={FILES: "paths of the workbooks to load, one a line"},
    documents=True,
)
