"""表4-2: one record for each project and bond."""

from __future__ import annotations

from collections import Counter

from adapters.sdk.disclosure.layouts import PROJECT_REGION, Edition
from adapters.sdk.disclosure.places import NOWHERE
from adapters.sdk.disclosure.tables import filled
from adapters.sdk.disclosure.workbook import Workbook, workbook_of
from adapters.sdk.source import Page, Text

HEADS = {
    "项目名称": "project_name", "项目编号": "project_code", "项目领域": "field_name",
    "项目主管部门": "department", "项目实施单位": "unit", "债券性质": "nature_name",
    "债券规模": "size", "发行时间(年/月)": "month", "XM_ID#": "uid", "XMLX_ID#": "field",
    "ZGBM_CODE#": "department_code", "AG_CODE#": "unit_code", "ZWLB_ID#": "nature",
}  # fmt: skip
"""Printed heading, or the platform's name → column of the page."""

COLUMNS = (
    "document", "file", "sheet", "row", "year", "use", "code", "name", "root", "money_unit",
    *HEADS.values(),
)  # fmt: skip


def uses_page(edition: Edition, file: str, body: bytes) -> Page:
    """The uses of a workbook; an edition's further columns follow. raises: StopBatch(A307, A309)"""
    book = workbook_of(edition, file, body)
    heads = HEADS | dict(edition.use_columns)
    table = book.uses
    names = _names(book)
    met: Counter[str] = Counter()
    records: list[list[Text]] = []
    numbers: list[int] = []
    for number, cells in filled(table, tuple(heads)):
        code = project_region_code(cells["项目编号"] or "")
        parts = (cells[each] or NOWHERE for each in ("XM_ID#", "发行时间(年/月)", "ZWLB_ID#"))
        use = "/".join((*parts, cells["债券规模"] or NOWHERE))
        met[use] += 1
        again = f"/{met[use]}" if met[use] > 1 else ""
        records.append([
            book.document, table.file, table.sheet, str(number), str(book.year), use + again, code,
            names.get(code, NOWHERE), book.root, table.unit, *cells.values(),
        ])  # fmt: skip
        numbers.append(number)
    columns = (*COLUMNS, *(column for _, column in edition.use_columns))
    return Page(file, body, columns, records, numbers=numbers, whole={"document": book.document})


def _names(book: Workbook) -> dict[str, str]:
    """What 表4-1 calls the codes of regions."""
    rows = [row for _, row in book.limits.rows]
    return {
        book.limits.cell(row, "AD_CODE#") or "": book.limits.cell(row, "地区") or NOWHERE
        for row in rows
    }


def project_region_code(project: str) -> str:
    """The platform's code of the region that a project's code names.

    >>> [project_region_code(code) for code in ("P20440500-0125", "P204600-0070", "A-1")]
    ['440500', '4600', '-']
    """
    for form in PROJECT_REGION:
        if found := form.fullmatch(project):
            return found[1]
    return NOWHERE
