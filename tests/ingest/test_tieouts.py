"""Documents loaded for real: printed totals tie, whatever the order; corrections replace figures.

No figure of the publications stands here: expected sums are added up from the files themselves.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from adapters.budget_book.source import SOURCE as BOOKS
from adapters.guangdong_budget.source import SOURCE as GUANGDONG
from adapters.sdk.readers.documents import loading
from adapters.sdk.source import Source
from hub.ingest.rejects import replay
from hub.ingest.results import SourceResult
from hub.ingest.sync import connect, run_source
from hub.ingest.tieouts import tie_with_systems
from hub.store.reference import Reference
from hub.store.server import Database
from tests.ingest import books

SAMPLES = sorted((Path(str(files("adapters.guangdong_budget"))) / "samples").glob("*.csv"))
WAN = 1_000_000
"""Fen in 万元."""


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, Path]:
    """A copy of each published table, by its number."""
    copies = {}
    for sample in SAMPLES:
        copies[sample.name[:3]] = tmp_path / sample.name
        copies[sample.name[:3]].write_bytes(sample.read_bytes())
    return copies


async def load(
    hub: Database, reference: Reference, paths: Sequence[Path], source: Source = GUANGDONG,
    trial: bool = False, **told: str,
) -> SourceResult:  # fmt: skip
    return await run_source(hub, source, lambda _: loading(paths, told), reference, trial=trial)


def printed(path: Path, item: str, column: str = "executed") -> int:
    """A figure of a table, in fen."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if item in (row.get("item"), row.get("city"))]
    (row,) = rows
    return int(row[column]) * WAN


def ties(hub: Database, identity: str, **more: Any) -> list[dict[str, Any]]:
    condition = "".join(f" AND {name} = %s" for name in more)
    return books.rows(
        hub, f"SELECT * FROM tie_out WHERE identity = %s{condition} ORDER BY cell",
        identity, *more.values(),
    )  # fmt: skip


def verdicts(hub: Database) -> Counter[str]:
    return Counter(row["verdict"] for row in books.rows(hub, "SELECT verdict FROM tie_out"))


def edit(path: Path, old: str, new: str) -> None:
    body = path.read_text(encoding="utf-8")
    assert body.count(old) == 1
    path.write_text(body.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("way", ["forward", "backward"])
async def test_the_whole_is_the_own_level_and_the_cities_in_any_order(
    hub: Database, reference: Reference, tables: dict[str, Path], way: str
) -> None:
    order = list(tables.values()) if way == "forward" else list(tables.values())[::-1]
    half = await load(hub, reference, order[:3])
    assert not half.has_findings
    missing = {tie.identity for tie in half.ties if tie.verdict == "MISSING"}
    assert {"WHOLE_REVENUE", "WHOLE_EXPENDITURE"} <= missing
    done = await load(hub, reference, order[3:])
    assert not done.has_findings
    for identity, whole, own, cities, item in (
        ("WHOLE_REVENUE", "t01", "t06", "t02", "一、一般公共预算收入"),
        ("WHOLE_EXPENDITURE", "t03", "t07", "t04", "一、一般公共预算支出"),
    ):
        (tie,) = ties(hub, identity, phase="EXECUTED")
        assert tie["verdict"] == "TIES"
        assert tie["region_code"] == 440000000 and tie["fiscal_year"] == 2025
        assert tie["left_amount"] == printed(tables[whole], item)
        with tables[cities].open(encoding="utf-8-sig", newline="") as opened:
            lower = [int(row["executed"]) for row in csv.DictReader(opened)][:21]
        assert tie["right_amount"] == printed(tables[own], item) + sum(lower) * WAN
        assert (tie["left_count"], tie["right_count"]) == (1, 22)
        assert tie["left_rows"].startswith(tables[whole].name)
        (adjusted,) = ties(hub, identity, phase="ADJUSTED")
        assert adjusted["verdict"] in ("TIES", "ROUNDING")
        assert abs(adjusted["difference"]) <= adjusted["tolerance"]
    found = verdicts(hub)
    assert found["DIFFERENT"] == 0 and found["TIES"] > 400 and found["ROUNDING"] > 5
    assert found["RESIDUAL"] == 2


async def test_items_subtotals_totals_and_rates_are_checked(
    hub: Database, reference: Reference, tables: dict[str, Path]
) -> None:
    await load(hub, reference, list(tables.values()))
    (tax,) = [t for t in ties(hub, "ITEMS", phase="EXECUTED") if t["label_en"][:4] == "税收收入"
              and "table_no=t01" in t["page"]]  # fmt: skip
    assert (tax["verdict"], tax["right_count"]) == ("TIES", 15)
    assert tax["left_amount"] == printed(tables["t01"], "（一）税收收入")
    classes = [t for t in ties(hub, "ITEMS", phase="EXECUTED") if "table_no=t03" in t["page"]]
    assert len(classes) > 20
    assert {t["verdict"] for t in classes if "公共安全" not in t["label"]} == {"TIES"}
    (secret,) = [t for t in classes if "公共安全" in t["label"]]
    assert (secret["verdict"], secret["residual"]) == ("RESIDUAL", "UNDISCLOSED")
    assert secret["difference"] == secret["left_amount"] - secret["right_amount"] > 0
    rounded = [t for t in ties(hub, "ITEMS", phase="ADJUSTED", verdict="ROUNDING")
               if "table_no=t03" in t["page"]]  # fmt: skip
    assert rounded and {abs(t["difference"]) for t in rounded} <= {WAN, 2 * WAN}
    assert {t["verdict"] for t in ties(hub, "SUBTOTAL")} <= {"TIES", "ROUNDING"}
    assert len(ties(hub, "SUBTOTAL")) == 2 * 3 * 3
    assert {t["verdict"] for t in ties(hub, "GROUPS")} <= {"TIES", "ROUNDING"}
    assert [t["verdict"] for t in ties(hub, "BALANCED")] == ["TIES", "TIES"]
    assert [t["verdict"] for t in ties(hub, "COVERED")] == ["TIES"]
    rates = ties(hub, "TO_ADJUSTED")
    assert len(rates) > 300
    assert {t["verdict"] for t in rates} <= {"TIES", "ROUNDING"}
    near = Counter(abs(t["left_rate"] - t["right_rate"]) <= Decimal("0.0005") for t in rates)
    assert near[False] <= 3, "only rates over a base of few units are off by its rounding"


async def test_the_same_again_changes_nothing(
    hub: Database, reference: Reference, tables: dict[str, Path]
) -> None:
    await load(hub, reference, list(tables.values()))
    before = books.rows(hub, "SELECT * FROM tie_out ORDER BY identity, cell")
    lines = books.rows(hub, "SELECT * FROM statement_line ORDER BY line_id, region_code")
    again = await load(hub, reference, list(tables.values())[::-1])
    assert {batch.counts.written for batch in again.batches} == {0}
    assert books.rows(hub, "SELECT * FROM tie_out ORDER BY identity, cell") == before
    assert books.rows(hub, "SELECT * FROM statement_line ORDER BY line_id, region_code") == lines
    assert books.one(hub, "SELECT count(*) FROM statement_line_history") == 0
    books.assert_counts_add_up(hub)


async def test_a_corrected_file_replaces_figures_and_keeps_the_old_ones(
    hub: Database, reference: Reference, tables: dict[str, Path]
) -> None:
    await load(hub, reference, list(tables.values()))
    right = tables["t01"].read_bytes()
    edit(tables["t01"], "3,契税,5533731,4880476,88.2%,88.6%\n", "")
    edit(tables["t01"], "3,烟叶税,22810,18579,", "3,烟叶税,22810,18580,")
    wrong = await load(hub, reference, [tables["t01"]])
    assert wrong.has_findings
    different = [tie for tie in wrong.ties if tie.different]
    assert {tie.identity for tie in different} == {"ITEMS"}
    assert {tie.phase for tie in different} == {"ADJUSTED", "EXECUTED"}
    (executed,) = [tie for tie in different if tie.phase == "EXECUTED"]
    lost = printed(SAMPLES[0], "契税") - WAN
    assert executed.difference == lost
    (batch,) = wrong.batches
    assert (batch.counts.deleted, batch.counts.new) == (2, 0)
    gone = books.rows(
        hub, "SELECT name, amount, deleted FROM statement_line_history "
        "WHERE name IN ('契税', '烟叶税') AND phase = 'EXECUTED' ORDER BY deleted",
    )  # fmt: skip
    assert gone == [
        {"name": "烟叶税", "amount": printed(SAMPLES[0], "烟叶税"), "deleted": False},
        {"name": "契税", "amount": printed(SAMPLES[0], "契税"), "deleted": True},
    ]
    assert not books.rows(
        hub, "SELECT FROM statement_line WHERE name = '契税' AND table_no = 't01'"
    )
    tables["t01"].write_bytes(right)
    mended = await load(hub, reference, [tables["t01"]])
    assert not mended.has_findings
    assert verdicts(hub)["DIFFERENT"] == 0
    (tax,) = books.rows(
        hub, "SELECT amount FROM statement_line WHERE name = '契税' AND table_no = 't01'"
        " AND phase = 'EXECUTED'",
    )  # fmt: skip
    assert tax["amount"] == printed(SAMPLES[0], "契税")
    books.assert_counts_add_up(hub)


async def test_a_damaged_file_loads_nothing_and_the_others_load(
    hub: Database, reference: Reference, tables: dict[str, Path]
) -> None:
    edit(tables["t03"], "exec_to_adjusted", "比例")
    done = await load(hub, reference, list(tables.values()))
    assert done.broken
    (failed,) = [batch for batch in done.batches if batch.failed]
    assert failed.problem is not None and failed.problem.code == "A307"
    assert failed.file == tables["t03"].name
    told = failed.problem.render("en")
    assert f"{tables['t03'].name} row 1" in told and "比例" in told
    loaded = books.rows(hub, "SELECT DISTINCT table_no FROM statement_line ORDER BY 1")
    assert [row["table_no"] for row in loaded] == ["t01", "t02", "t04", "t06", "t07"]
    assert [t["verdict"] for t in ties(hub, "WHOLE_EXPENDITURE")] == ["MISSING"] * 3
    (row,) = books.rows(
        hub, "SELECT file, state, problem, received FROM batch WHERE state = 'FAILED'"
    )
    assert row == {"file": failed.file, "state": "FAILED", "problem": "A307", "received": 0}


async def test_a_trial_shows_what_would_tie_and_keeps_nothing(
    hub: Database, reference: Reference, tables: dict[str, Path]
) -> None:
    edit(tables["t02"], "21848219", "21848319")
    tried = await load(hub, reference, list(tables.values()), trial=True)
    assert tried.has_findings
    different = [tie for tie in tried.ties if tie.different]
    assert {tie.identity for tie in different} == {"WHOLE_REVENUE", "SUBTOTAL", "GROUPS"}
    (whole,) = [tie for tie in different if tie.identity == "WHOLE_REVENUE"]
    assert whole.difference == -100 * WAN
    assert sum(batch.counts.new for batch in tried.batches) > 500
    for table in ("tie_out", "statement_line", "batch", "landed_page"):
        assert books.one(hub, f"SELECT count(*) FROM {table}") == 0


async def test_another_province_and_year_from_titled_tables(
    hub: Database, reference: Reference, tmp_path: Path
) -> None:
    """Made-up figures in 亿元: tables without numbers, levels from the numbering, region told."""
    made = {
        "whole.csv": "浙江省2024年全省一般公共预算收入执行情况表,,,\n单位：亿元,,,\n"
        "预算科目,调整预算数,执行数,为调整预算％\n一、一般公共预算收入,90.0,100.3,111.4%\n"
        "（一）税收收入,50.0,60.2,120.4%\n增值税,30.0,40.15,133.8%\n契税,20.0,20.05,100.3%\n"
        "（二）非税收入,40.0,40.1,100.3%\n",
        "own.csv": "2024年省级一般公共预算收入执行情况表,,\n单位：亿元,,\n项目,调整预算数,执行数\n"
        "合计,30,30.30\n一、一般公共预算收入,30,30.30\n",
        "cities.csv": "2024年各市一般公共预算收入执行情况表,,\n单位：亿元,,\n"
        "地区,调整预算数,执行数\n杭州市,20.50,21\n宁波市,20,25\n嘉兴市,19.50,24\n"
        "浙东片区,39.50,49\n合计,60,70\n",
    }
    for name, body in made.items():
        (tmp_path / name).write_text(body, encoding="utf-8")
    paths = [tmp_path / name for name in made]
    refused = await load(hub, reference, paths[1:], BOOKS)
    assert [batch.failed for batch in refused.batches] == [True, True]
    done = await load(hub, reference, paths, BOOKS, region="浙江省")
    assert not done.has_findings, [tie for tie in done.ties if tie.different]
    (whole,) = ties(hub, "WHOLE_REVENUE", phase="EXECUTED")
    assert (whole["verdict"], whole["left_amount"]) == ("TIES", 100_3000_0000_00)
    assert whole["region_code"] == 330000000
    group, total = ties(hub, "SUBTOTAL", phase="EXECUTED")
    assert (group["verdict"], group["right_count"]) == ("TIES", 2)
    assert (total["verdict"], total["right_count"]) == ("TIES", 3)
    shown = books.rows(
        hub, "SELECT DISTINCT document, printed_unit, heading FROM statement_line "
        "WHERE name = '增值税' ORDER BY heading",
    )  # fmt: skip
    assert [row["heading"] for row in shown] == ["执行数", "调整预算数"]
    assert {row["printed_unit"] for row in shown} == {"YI_YUAN"}
    assert books.one(hub, "SELECT count(DISTINCT region_code) FROM statement_line") == 4


async def test_printed_figures_are_compared_with_the_systems_where_both_are(
    hub: Database, reference: Reference, tables: dict[str, Path]
) -> None:
    await load(hub, reference, list(tables.values()))
    assert ties(hub, "SYSTEM_REVENUE") == []
    executed = printed(tables["t06"], "一、一般公共预算收入")
    for number, amount in enumerate((executed - 5, 2)):
        books.change(hub, _receipt(number, amount))
    connection = await connect(hub)
    try:
        (tie,) = await tie_with_systems(connection, GUANGDONG)
        assert (tie.verdict, tie.basis, tie.difference) == ("ROUNDING", "SYSTEM", 3)
        assert (tie.left_count, tie.right_count, tie.region_code) == (1, 2, 440000000)
        books.change(hub, _receipt(2, -7 * WAN))
        (tie,) = await tie_with_systems(connection, GUANGDONG)
        assert tie.verdict == "DIFFERENT" and not tie.different
        assert [row["verdict"] for row in ties(hub, "SYSTEM_REVENUE")] == ["DIFFERENT"]
        books.change(hub, "DELETE FROM receipt")
        assert await tie_with_systems(connection, GUANGDONG) == ()
        assert ties(hub, "SYSTEM_REVENUE") == []
    finally:
        await connection.close()
    again = await load(hub, reference, [tables["t06"]])
    assert not again.has_findings


def _receipt(number: int, amount: int) -> str:
    return f"""INSERT INTO receipt (home_code, region_code, fiscal_year, receipt_no, banked_on,
      budget_type, revenue, is_refund, amount, central, provincial, municipal, county, source,
      source_key, origin, since_batch, province_code)
    VALUES (440000000, 440000000, 2025, 'R{number}', '2025-03-01', 'GENERAL_PUBLIC', '10101',
      false, {amount}, 0, {amount}, 0, 0, 'treasury', 'R{number}', '1:1', 1, 440000000)"""


async def test_a_record_replayed_completes_its_identity(
    hub: Database, reference: Reference, tables: dict[str, Path]
) -> None:
    """A city under a name that is not known is set aside; its figure is missing from the sum."""
    edit(tables["t02"], "佛山市", "佛岗市")
    done = await load(hub, reference, [tables[name] for name in ("t01", "t02", "t06")])
    (tie,) = [t for t in done.ties if t.identity == "WHOLE_REVENUE" and t.phase == "EXECUTED"]
    assert (tie.verdict, tie.difference) == ("DIFFERENT", printed(SAMPLES[1], "佛山市"))
    books.change(hub, "UPDATE reject SET raw = replace(raw, '佛岗市', '佛山市')")
    numbers = [row["id"] for row in books.rows(hub, "SELECT id FROM reject")]
    connection = await connect(hub)
    try:
        replayed = await replay(connection, {GUANGDONG.name: GUANGDONG}, reference, numbers)
    finally:
        await connection.close()
    assert len(replayed.loaded) == len(numbers) == 3
    (after,) = ties(hub, "WHOLE_REVENUE", phase="EXECUTED")
    assert (after["verdict"], after["right_count"]) == ("TIES", 22)
