"""表4-1: limits and balances of every region, by kind, with what must hold between them."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.sdk.disclosure.columns import figure_columns
from adapters.sdk.disclosure.layouts import DECIMALS, KINDS, Edition
from adapters.sdk.disclosure.places import is_own_level
from adapters.sdk.disclosure.workbook import Workbook, workbook_of
from adapters.sdk.identities import Identity, Part
from adapters.sdk.source import Page, Text

COLUMNS = (
    "document", "file", "sheet", "row", "column", "heading", "code", "name", "year", "kind",
    "scope", "tree", "repeat", "figure", "limit", "unit",
)  # fmt: skip

TREES = {"DebtLimit": "ADMINISTRATIVE", "DebtBalance": "FISCAL"}
"""The tree by which the wholes of cities are summed."""

WHOLE = "WHOLE_ADMINISTRATIVE"
"""Of the region that discloses: both trees hold the same below it."""


def limits_page(edition: Edition, file: str, body: bytes) -> Page:
    """The limits of a workbook. raises: StopBatch(A307, A309)"""
    return _page(workbook_of(edition, file, body), body, "DebtLimit")


def balances_page(edition: Edition, file: str, body: bytes) -> Page:
    """The balances, each with the limit of its scope. raises: StopBatch(A307, A309)"""
    return _page(workbook_of(edition, file, body), body, "DebtBalance")


def _page(book: Workbook, body: bytes, entity: str) -> Page:
    records: list[list[Text]] = []
    numbers: list[int] = []
    for number, record in _records(book, entity):
        records.append(record)
        numbers.append(number)
    return Page(
        book.limits.file, body, COLUMNS, records, numbers=numbers,
        identities=tuple(_identities(book, entity)), whole={"document": book.document},
    )  # fmt: skip


def _records(book: Workbook, entity: str) -> Iterator[tuple[int, list[Text]]]:
    table = book.limits
    columns = figure_columns(table, entity)
    limits = {each.kind: each.place for each in figure_columns(table, "DebtLimit")}
    for number, row in table.rows:
        code = table.cell(row, "AD_CODE#") or ""
        name = table.cell(row, "地区")
        scope = _scope(code, book.root, entity)
        for column in columns:
            figure = row[column.place]
            if figure is None:
                continue
            limit = row[limits[column.kind]] if entity == "DebtBalance" else None
            yield number, [
                book.document, table.file, table.sheet, str(number), str(column.place + 1),
                column.heading, code, name, str(book.year), column.kind, scope, TREES[entity],
                "1" if column.kind == KINDS[""] or scope != "OWN_LEVEL" else "0", figure,
                None if scope == "WHOLE_FISCAL" else limit, table.unit,
            ]  # fmt: skip


def _scope(code: str, root: str, entity: str) -> str:
    if is_own_level(code, root):
        return "OWN_LEVEL"
    return WHOLE if code == root else f"WHOLE_{TREES[entity]}"


def _identities(book: Workbook, entity: str) -> Iterator[Identity]:
    table, here = book.limits, {"document": book.document}
    codes = [table.cell(row, "AD_CODE#") or "" for _, row in table.rows]
    own = tuple(code for code in codes if is_own_level(code, book.root))
    cities = [code for code in codes if code not in own and code != book.root]
    leaves = {**here, "scope": "OWN_LEVEL"}
    each = ("kind",)
    what = "限额" if entity == "DebtLimit" else "余额"
    words = "limits" if entity == "DebtLimit" else "balances"
    yield Identity(
        f"{entity}.kinds", f"{what}合计 = 一般 + 专项", f"Total of {words} = general + special",
        Part({**here, "kind": "TOTAL"}),
        (Part({**here, "kind": "GENERAL"}), Part({**here, "kind": "SPECIAL"})),
        each=("printed_code",), decimals=DECIMALS,
    )  # fmt: skip
    yield Identity(
        f"{entity}.whole", f"全辖{what} = 各级本级{what}之和",
        f"Whole of the {words} = sum of the own levels",
        Part({**here, "printed_code": book.root}), (Part(leaves),), each=each, decimals=DECIMALS,
    )  # fmt: skip
    for code in cities:
        yield Identity(
            f"{entity}.city", f"全市{what} = 本级与所辖各县之和",
            f"A city's whole of the {words} = its own level and its counties",
            Part({**here, "printed_code": code}),
            (Part({**leaves, "counted_in_code": int(code.ljust(9, "0"))}),),
            each=each, place=f"printed_code={code}", decimals=DECIMALS,
        )  # fmt: skip
    if entity == "DebtBalance":
        both = {**here, "printed_code": (book.root, *own)}
        yield Identity(
            "DebtBalance.limit", "余额 ≤ 限额", "Balance within its limit",
            Part(both), (Part(both, of="DebtLimit"),), each=("printed_code", "kind"),
            relation="<=", decimals=DECIMALS,
        )  # fmt: skip
