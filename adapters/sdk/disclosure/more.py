"""The further tables of an edition: each row of data as it stands, with its place."""

from __future__ import annotations

from adapters.sdk.disclosure.layouts import Edition, Layout
from adapters.sdk.disclosure.workbook import workbook_of
from adapters.sdk.source import Page, Text

ABOUT = ("document", "file", "sheet", "row", "year", "money_unit")
"""Columns of a page before those of the table."""


def more_page(edition: Edition, layout: Layout, file: str, body: bytes, whole: bool = True) -> Page:
    """The rows of a further table, columns called as in its header. raises: StopBatch(A307, A309)

    `whole`: what its earlier version had and it has not is deleted.
    """
    book = workbook_of(edition, file, body)
    table = book.more[layout.name]
    records: list[list[Text]] = []
    for number, row in table.rows:
        about = [book.document, table.file, table.sheet, str(number), str(book.year), table.unit]
        records.append([*about, *(table.cell(row, heading) for heading in layout.heads)])
    return Page(
        file, body, (*ABOUT, *layout.heads), records, numbers=[number for number, _ in table.rows],
        whole={"document": book.document} if whole else None,
    )  # fmt: skip
