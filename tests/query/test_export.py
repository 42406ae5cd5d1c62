"""Exports: every row of a list, equal to what the query itself answers, in each format."""

# ruff: noqa: E501 (queries are tables here)
from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import asyncpg
import pytest
from python_calamine import CalamineWorkbook

from hub.access.scope import OPEN
from hub.query.engine import Engine
from hub.query.export.exporter import Export, Exporter
from hub.query.export.files import NdjsonWriter
from hub.query.export.workbook import WorkbookWriter
from hub.query.operation import Refused
from hub.query.types import graphql_schema
from hub.settings import Settings
from hub.store.engine import Pool, serving_pool
from hub.store.server import Database
from schema.problems import HubError
from tests.query.conftest import SECRET, Asked
from tests.query.world import World

LISTS: dict[str, str] = {
    "fields of every kind": "payments(first: 10000) { nodes { id paymentId fiscalYear voucherOn paidOn amount paid payeeName payeeAccount purpose isAgriPooled budgetType } }",
    "to-one links": "payments(first: 10000, orderBy: [{amount: DESC}]) { nodes { amount(unit: WAN_YUAN) region { code name parent { name tier } } function { code name } project { id name __typename } } }",
    "edges, pages and counts": "e: payments(first: 10000, where: {fiscalYear: {eq: 2024}}) { totalCount pageInfo { endCursor } edges { cursor node { shown: amount } } }",
    "instants, decimals, ordinals": "bankClearings(first: 10000) { nodes { exportedAt amount } }",
    "ratios": "projectBudgets(first: 10000) { nodes { approvalRate projectCode } }",
    "as many as asked for": "payments(first: 7) { nodes { paymentId } }",
    "none": "payments(first: 0) { nodes { paymentId } }",
}
GROUPS = """{ paymentGroups(by: [{region: {tier: COUNTY}}, {function: {level: 1}}, {voucherOn: MONTH}], first: 10000) {
    nodes { key { region { code name } function { code name } voucherOn } count sum { amount paid(unit: WAN_YUAN) } avg { amount } share { count } }
    total { count sum { amount paid(unit: WAN_YUAN) } } } }"""


@pytest.fixture
def exporter(asked: Asked, pool: Pool) -> Exporter:
    return Exporter(asked.engine, pool)


def prepared(exporter: Exporter, query: str, format_: str = "csv", **more: Any) -> Export:
    return exporter.prepare(query, more.pop("variables", {}), None, scope=OPEN, format_=format_, **more)  # fmt: skip


async def whole(exporter: Exporter, export: Export) -> bytes:
    made = [export.writer.head()]
    async with exporter.opened(export) as pieces:
        async for piece in pieces:
            made.append(piece)
    return b"".join(made)


def nodes(answer: Any) -> list[Any]:
    (found,) = answer.values()
    return [each["node"] for each in found["edges"]] if "edges" in found else found["nodes"]


def leaves(record: Any) -> Iterator[Any]:
    """A record's values in order; None for an object that is missing, once."""
    for value in record.values():
        if isinstance(value, dict):
            yield from leaves(value)
        else:
            yield value


def written(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("case", LISTS)
async def test_ndjson_is_the_answers_nodes(asked: Asked, exporter: Exporter, case: str) -> None:
    query = f"{{ {LISTS[case]} }}"
    made = await whole(exporter, prepared(exporter, query, "ndjson"))
    answer = json.dumps(nodes(await asked.data(query)))
    assert json.dumps([json.loads(line) for line in made.splitlines()]) == answer


@pytest.mark.parametrize("case", LISTS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
async def test_csv_holds_the_answers_values(
    asked: Asked, exporter: Exporter, case: str, encoding: str
) -> None:
    query = f"{{ {LISTS[case]} }}"
    export = prepared(exporter, query, encoding=encoding)
    made = await whole(exporter, export)
    assert made.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8")
    text = made.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    heading, *rows = csv.reader(io.StringIO(text, newline=""))
    answer = nodes(await asked.data(query))
    assert export.rows == len(rows) == len(answer)
    assert len(heading) == len(export.planned.columns) == len(set(heading))
    for row, record in zip(rows, answer, strict=True):
        known = {each.path: cell for each, cell in zip(export.planned.columns, row, strict=True)}
        for path, cell in known.items():
            value = record
            for key in path:
                value = None if value is None else value[key]
            assert cell == written(value)


async def test_every_row_without_first(asked: Asked, exporter: Exporter) -> None:
    """No page: fifty is the default of a page, not of an export; cursors still begin one."""
    count = (await asked.data("{ payments { totalCount } }"))["payments"]["totalCount"]
    export = prepared(exporter, "{ payments { nodes { id } } }", "ndjson")
    found = (await whole(exporter, export)).splitlines()
    assert len(found) == export.rows == count > 50
    page = (await asked.data("{ payments(first: 60) { pageInfo { endCursor } } }"))["payments"]
    variables = {"after": page["pageInfo"]["endCursor"]}
    query = "query ($after: String) { payments(after: $after) { nodes { id } } }"
    rest = await whole(exporter, prepared(exporter, query, "ndjson", variables=variables))
    assert rest.splitlines() == found[60:]


async def test_headings(exporter: Exporter) -> None:
    """Chinese titles and units, an alias where the caller gave one."""
    query = """{ payments { nodes { amount yi: amount(unit: YI_YUAN) paid(unit: WAN_YUAN)
        region { code place: name } project { region { name } } } } }"""
    columns = prepared(exporter, query).planned.columns
    assert [each.heading for each in columns] == [
        "支付金额（元）", "yi（亿元）", "实际支付金额（万元）",
        "财政区划/区划代码", "财政区划/place", "项目/财政区划/名称",
    ]  # fmt: skip


async def test_groups_and_their_total(asked: Asked, exporter: Exporter) -> None:
    found = (await asked.data(GROUPS))["paymentGroups"]
    lines = (await whole(exporter, prepared(exporter, GROUPS, "ndjson"))).splitlines()
    assert [json.loads(line) for line in lines] == [*found["nodes"], {"total": found["total"]}]
    made = (await whole(exporter, prepared(exporter, GROUPS))).decode("utf-8-sig")
    _, *rows, total = csv.reader(io.StringIO(made, newline=""))
    assert len(rows) == len(found["nodes"])
    assert total[0] == "合计" and [each for each in total[1:] if each] == [
        written(each) for each in leaves(found["total"])
    ]
    assert int(total[5]) == sum(int(row[5]) for row in rows)
    assert Decimal(total[6]) == sum(Decimal(row[6]) for row in rows)


MASTERS = {
    "contracts": ("""{ contractGroups(by: [{supplier: true}, {ofProject: {category: {}}}, {signedOn: QUARTER}], first: 10000) {
        nodes { key { supplier { code name } ofProject { category { code } setupYear } signedOn } count sum { amount changed(unit: WAN_YUAN) } max { amount } share { sum { amount } } }
        total { count sum { amount } } } }""",
        ["供应商/统一社会信用代码", "供应商/供应商名称", "项目/项目类别/代码", "项目/设立年度", "签订日期", "笔数"]),
    "rejects": ("{ rejectGroups(by: [{batch: true}, {createdAt: MONTH}]) { nodes { key { createdAt batch { stream } } count countDistinct { code } } } }",
        ["产生时间", "批次/数据流", "笔数", "去重计数/错误代码"]),
    "regions": ("{ regionGroups(by: [{tier: true}]) { nodes { key { tier } count share { count } } } }",
        ["级次", "笔数", "占比/笔数占比"]),
}  # fmt: skip


@pytest.mark.parametrize("case", MASTERS)
async def test_groups_of_any_entity(asked: Asked, exporter: Exporter, case: str) -> None:
    query, headings = MASTERS[case]
    (found,) = (await asked.data(query)).values()
    lines = (await whole(exporter, prepared(exporter, query, "ndjson"))).splitlines()
    total = [{"total": found["total"]}] if "total" in found else []
    assert found["nodes"] and [json.loads(line) for line in lines] == [*found["nodes"], *total]
    export = prepared(exporter, query, "xlsx")
    assert [each.heading for each in export.planned.columns][: len(headings)] == headings
    book = CalamineWorkbook.from_filelike(io.BytesIO(await whole(exporter, export)))
    rows = book.get_sheet_by_name(book.sheet_names[-1]).to_python()
    counts = [each["count"] for each in found["nodes"]]
    head = next(n for n, row in enumerate(rows) if "笔数" in row)
    column = rows[head].index("笔数")
    assert [row[column] for row in rows[head + 1 :]][: len(counts)] == counts


async def test_workbook(asked: Asked, exporter: Exporter) -> None:
    """万元 and 元 of the same money, numbers as numbers, codes as text, the rest told below."""
    query = "{ payments(first: 100) { nodes { paymentId amount(unit: YI_YUAN) voucherOn fiscalYear function { code } } } }"
    export = prepared(exporter, query, "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(await whole(exporter, export)))
    plain = nodes(await asked.data(query.replace("(unit: YI_YUAN)", "")))
    assert book.sheet_names == ["万元", "元"]
    for name, size in (("万元", 10_000), ("元", 1)):
        title, unit, heading, *rest = book.get_sheet_by_name(name).to_python()
        assert (title[0], unit[0]) == ("支付凭证", f"单位：{name}")
        assert heading[:2] == ["支付凭证主键", "支付金额"]
        for row, node in zip(rest[:100], plain, strict=True):
            shown = Decimal(node["amount"]) / size
            money = row[1] if isinstance(row[1], str) else repr(row[1])
            assert Decimal(money) == shown
            assert isinstance(row[1], str) == (abs(Decimal(node["amount"])) >= 10**13)
            assert row[0] == node["paymentId"] and row[2].isoformat() == node["voucherOn"]
            assert row[3] == node["fiscalYear"]
            assert row[4] == (node["function"] or {"code": ""})["code"]
        below = [row[0] for row in rest[100:] if row[0]]
        assert below[0] == "共 100 行" and below[1].startswith("数据时点：2") and "北京" in below[1]
        assert below[2].startswith("来源：")


async def test_workbook_of_groups(asked: Asked, exporter: Exporter) -> None:
    """Shares and means are numbers too; the total stands below."""
    found = (await asked.data(GROUPS))["paymentGroups"]
    made = await whole(exporter, prepared(exporter, GROUPS, "xlsx"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name("元").to_python()
    assert rows[2][5:] == [
        "笔数",
        "合计/支付金额",
        "合计/实际支付金额",
        "平均/支付金额",
        "占比/笔数占比",
    ]
    for row, node in zip(rows[3:], found["nodes"], strict=False):
        assert row[5] == node["count"]
        for cell, value in ((row[6], node["sum"]["amount"]), (row[8], node["avg"]["amount"])):
            assert cell == (value if abs(Decimal(value)) >= 10**13 else float(value))
        assert row[9] == float(node["share"]["count"])
    total = rows[3 + len(found["nodes"])]
    assert (total[0], total[5]) == ("合计", found["total"]["count"])


async def test_workbook_goes_on_on_another_sheet(exporter: Exporter) -> None:
    export = prepared(exporter, "{ payments(first: 100) { nodes { paymentId } } }", "xlsx")
    export.writer = WorkbookWriter(export.planned, rows_limit=47)
    book = CalamineWorkbook.from_filelike(io.BytesIO(await whole(exporter, export)))
    assert book.sheet_names == ["数据", "数据 2", "数据 3"]
    rows = [book.get_sheet_by_name(name).to_python()[3:] for name in book.sheet_names]
    assert [len(each) for each in rows] == [40, 40, 24]
    assert rows[2][-3][0] == "共 100 行"


FORMULAS = ("=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "教育", "1-2", "")


async def test_text_is_no_formula(exporter: Exporter) -> None:
    """Text that a spreadsheet would take for a formula is made text; negative money stays."""
    export = prepared(exporter, "{ payments { nodes { payeeName amount } } }")
    rows = [(text, -5) for text in FORMULAS]
    order = {each.path[0]: each.cell.column for each in export.planned.columns}  # type: ignore[union-attr]
    assert order == {"payeeName": 0, "amount": 1}
    found = list(csv.reader(io.StringIO(export.writer.body(rows).decode(), newline="")))
    assert [row[0] for row in found] == [
        text if text in ("教育", "1-2", "") else f"'{text}" for text in FORMULAS
    ]
    assert {row[1] for row in found} == {"-0.05"}


REFUSED: dict[str, tuple[str, str, str]] = {
    # what -> (query, problem, what the message has)
    "two lists": ("{ payments { nodes { id } } regions { nodes { id } } }", "Q140", "payments, regions"),
    "one record": ('{ node(id: "a") { id } }', "Q140", "node"),
    "no nodes": ("{ payments { totalCount } }", "Q140", "payments"),
    "nodes twice": ("{ payments { nodes { id } edges { node { id } } } }", "Q140", "× 2"),
    "introspection": ("{ __schema { types { name } } }", "Q140", "__schema"),
    "a list in a row": ("{ projects { nodes { name payments { nodes { id } } } } }", "Q141", "nodes.payments"),
    "a list in a link": ("{ payments { nodes { region { ancestors { name } } } } }", "Q141", "nodes.region.ancestors"),
    "a document": ("{ contracts { nodes { ocds } } }", "Q141", "nodes.ocds"),
    "subtotals": ("{ paymentGroups(by: [{budgetType: true}]) { nodes { count } others { count } } }", "Q141", "others"),
    "records of groups": ("{ paymentGroups(by: [{budgetType: true}]) { nodes { count rows { nodes { id } } } } }", "Q141", "nodes.rows"),
    "groups of records": ("{ projects { nodes { name paymentGroups(by: [{budgetType: true}]) { nodes { count } } } } }", "Q141", "nodes.paymentGroups"),
    "a trace": ('{ trace(of: "a") { steps { kind } } }', "Q140", "trace"),
    "backward": ("{ payments(last: 3) { nodes { id } } }", "Q142", ""),
    "a total without its column": ("{ paymentGroups(by: [{budgetType: true}]) { nodes { count } total { sum { amount } } } }", "Q143", "sum.amount"),
    "a negative number": ("{ payments(first: -1) { nodes { id } } }", "Q114", ""),
    "an unknown region": ('{ payments(where: {region: {eq: "99"}}) { nodes { id } } }', "Q119", "99"),
    "an unknown field": ("{ payments { nodes { amuont } } }", "Q105", "amount"),
    "a made-up cursor": ('{ payments(after: "AAAA") { nodes { id } } }', "Q112", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
async def test_refused(exporter: Exporter, case: str) -> None:
    query, code, words = REFUSED[case]
    with pytest.raises((Refused, HubError)) as found:
        await whole(exporter, prepared(exporter, query))
    (error,) = found.value.errors if isinstance(found.value, Refused) else (found.value,)
    assert error.code == code and words in error.message("en")
    assert error.fix("zh") != error.fix("en")


async def test_unknown_formats(exporter: Exporter) -> None:
    for options in ({"format_": "pdf"}, {"encoding": "gbk"}):
        with pytest.raises(HubError, match="Q119"):
            prepared(exporter, "{ payments { nodes { id } } }", **options)


async def test_one_snapshot(exporter: Exporter, world_database: Database) -> None:
    """What is committed while an export runs is not in it."""
    export = prepared(exporter, "{ payments { nodes { paymentId } } }", "ndjson")
    other = await asyncpg.connect(world_database.dsn)
    count = await other.fetchval("SELECT count(*) FROM payment")
    try:
        async with exporter.opened(export) as pieces:
            found = await anext(pieces)
            assert export.rows == NdjsonWriter.chunk < count
            await other.execute(
                'INSERT INTO payment SELECT (jsonb_populate_record(p, \'{"payment_id": "new"}\')).*'
                " FROM payment p ORDER BY home_code DESC LIMIT 1"
            )
            async for piece in pieces:
                found += piece
        assert export.rows == count and b"new" not in found
    finally:
        await other.execute("DELETE FROM payment WHERE payment_id = 'new'")
        await other.close()


async def test_abandoned_exports_give_their_connection_back(
    world_database: Database, world: World
) -> None:
    """So many at a time; one more is told to come again; what is abandoned is free at once."""
    pool = await serving_pool(world_database, Settings(pool_min=1, pool_max=1))
    try:
        engine = Engine(graphql_schema(), pool, lambda: world.reference, SECRET, patience=0.1)
        exporter = Exporter(engine, pool, patience=0.1)
        for format_ in ("csv", "xlsx"):
            one = prepared(exporter, "{ payments { nodes { id } } }", "csv")
            async with exporter.opened(one) as pieces:
                await anext(pieces)
                two = prepared(exporter, "{ payments { nodes { id } } }", format_)
                with pytest.raises(HubError, match="Q144"):
                    await whole(exporter, two)
                (error,) = await Asked(engine).errors("{ payments { totalCount } }")
                assert error["extensions"]["id"] == "Q144"
        assert (await Asked(engine).data("{ payments { totalCount } }"))["payments"]
    finally:
        await pool.close()
