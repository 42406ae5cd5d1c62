"""表4-3: borrowing, repayment and interest of the year, as statement lines; and what must hold."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.sdk.disclosure.layouts import DECIMALS, SCOPES, Edition
from adapters.sdk.disclosure.sections import Line
from adapters.sdk.disclosure.workbook import Workbook, workbook_of
from adapters.sdk.figures import COLUMNS, Figure, figure_rows
from adapters.sdk.identities import Identity, Part
from adapters.sdk.source import Page
from schema.debt import DebtKind
from schema.statements import Measure

CLOSING = {"DebtBalance": "BALANCE", "DebtLimit": "LIMIT"}
"""What of 表4-3 stands in 表4-1 too."""

BUDGET_OF = {"TOTAL": None, "GENERAL": "GENERAL_PUBLIC", "SPECIAL": "GOVERNMENT_FUND"}
"""Kind of debt → budget that repays it."""

WORDS = {"WHOLE_ADMINISTRATIVE": ("全辖", "whole"), "OWN_LEVEL": ("本级", "own level")}


def account_page(edition: Edition, file: str, body: bytes) -> Page:
    """The lines of a workbook. raises: StopBatch(A307, A309)"""
    book = workbook_of(edition, file, body)
    figures = list(_figures(book))
    return Page(
        file, body, COLUMNS, figure_rows(figures), numbers=[int(each.row) for each in figures],
        identities=tuple(_identities(book)), whole={"document": book.document},
    )  # fmt: skip


def _figures(book: Workbook) -> Iterator[Figure]:
    for line in book.lines:
        for heading in SCOPES:
            figure = book.account.cell(line.cells, heading)
            if figure is not None:
                yield _figure(book, line, heading, figure)


def _figure(book: Workbook, line: Line, heading: str, figure: str) -> Figure:
    table, scope = book.account, SCOPES[heading]
    return Figure(
        document=book.document,
        line_id=f"{book.document}/{table.number}/{line.place:04}/{scope}",
        file=table.file,
        sheet=table.sheet,
        row=str(line.number),
        column=str(table.columns[heading] + 1),
        heading=heading,
        table=table.number,
        line=str(line.place),
        parent=None if line.section is None else str(line.section),
        level="1" if line.section is None else "2",
        item=line.item,
        name=line.name,
        region=book.root,
        within=book.name,
        year=str(book.year),
        scope=scope,
        phase="FINAL",
        direction="NEITHER",
        measure=line.measure,
        budget=line.budget,
        printed_code=table.cell(line.cells, "XM_TYPE#"),
        part="0" if line.section is None else "1",
        figure=figure,
        unit=table.unit,
    )


def _identities(book: Workbook) -> Iterator[Identity]:
    here = {"document": book.document}
    total = {**here, "is_part": False}
    each = ("scope",)
    divided = {line.measure for line in book.lines if line.section is not None}
    for measure in sorted(divided):
        yield Identity(
            "DebtAccount.parts", f"{Measure[measure].title_zh} = 各分项之和",
            f"{measure} = sum of its parts",
            Part({**total, "measure": measure}),
            (Part({**here, "is_part": True, "measure": measure}),),
            each=each, place=f"measure={measure}", decimals=DECIMALS,
        )  # fmt: skip
    yield Identity(
        "DebtAccount.roll", "年末余额 = 上年末余额 + 举借 − 还本",
        "Closing balance = opening balance + borrowed - repaid",
        Part({**total, "measure": "BALANCE"}),
        (
            Part({**total, "measure": "OPENING_BALANCE"}),
            Part({**total, "measure": "ISSUED"}),
            Part({**total, "measure": "REPAID"}, sign=-1),
        ),
        each=each, decimals=DECIMALS,
    )  # fmt: skip
    own = book.root.ljust(4, "0") if len(book.root) == 2 else book.root.ljust(6, "0")
    for entity, measure in CLOSING.items():
        for scope, code in (("WHOLE_ADMINISTRATIVE", book.root), ("OWN_LEVEL", own)):
            for kind, budget in BUDGET_OF.items():
                zh, en = WORDS[scope]
                yield Identity(
                    "DebtAccount.tables",
                    f"表4-3 与表4-1：{zh}{Measure[measure].title_zh}（{DebtKind[kind].title_zh}）",
                    f"表4-3 and 表4-1: {measure.lower()}, {en}, {kind.lower()}",
                    Part({
                        **here, "measure": measure, "scope": scope, "budget_type": budget,
                        "is_part": budget is not None,
                    }),
                    (Part({**here, "printed_code": code, "kind": kind}, of=entity),),
                    place=f"measure={measure} scope={scope} kind={kind}", decimals=DECIMALS,
                )  # fmt: skip
