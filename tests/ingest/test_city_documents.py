"""A city's workbook from file to answer: four budgets, corrected, damaged, twice."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
import psycopg
import pytest

from adapters.city_workbook.source import SOURCE
from adapters.sdk.readers.documents import loading
from hub.access.scope import OPEN
from hub.ingest.results import SourceResult
from hub.ingest.sync import run_source
from hub.query.engine import Engine
from hub.query.types import graphql_schema
from hub.settings import Settings
from hub.store.engine import serving_pool
from hub.store.reference import Reference
from hub.store.server import Database
from tests.adapters.city_workbook.books import CONTENTS, COVER, Cell, Made, book, revenue
from tests.conftest import NewDatabase, drop
from tests.ingest import books

(LIJIANG,) = (Path(str(files("adapters.city_workbook"))) / "samples").glob("*.xlsx")
BUDGETS = ("GENERAL_PUBLIC", "GOVERNMENT_FUND", "STATE_CAPITAL", "SOCIAL_INSURANCE")


def load(database: Database, reference: Reference, path: Path) -> SourceResult:
    done = asyncio.run(run_source(database, SOURCE, lambda _: loading([path]), reference))
    books.assert_counts_add_up(database)
    return done


def ask(database: Database, reference: Reference, query: str) -> Any:
    async def answered() -> bytes:
        pool = await serving_pool(database, Settings(pool_min=1, pool_max=1))
        try:
            engine = Engine(graphql_schema(), pool, lambda: reference, b"\x07" * 32)
            return (await engine.answer(query, {}, None, scope=OPEN, lang="en")).body
        finally:
            await pool.close()

    found = orjson.loads(asyncio.run(answered()))
    assert "errors" not in found, found["errors"]
    return found["data"]


@pytest.fixture(scope="module")
def lijiang(
    migrated: Database, new_database: NewDatabase, reference: Reference
) -> Iterator[Database]:
    database = new_database(template=migrated)
    load(database, reference, LIJIANG)
    yield database
    with psycopg.connect(migrated.dsn, autocommit=True) as connection:
        drop(connection, database)


@pytest.fixture
def empty(migrated: Database, new_database: NewDatabase) -> Database:
    return new_database(template=migrated)


def written(folder: Path, sheet: Made, **others: Made) -> Path:
    path = folder / "book.xlsx"
    path.write_bytes(book({"封面": COVER, "目录": CONTENTS, "01": sheet, **others}))
    return path


def test_four_budgets_side_by_side(lijiang: Database, reference: Reference) -> None:
    found = ask(
        lijiang, reference,
        """{ statementLines(first: 100, where: {outlineLevel: {eq: 0}, phase: {eq: EXECUTED},
               fiscalYear: {eq: 2025}, scope: {eq: OWN_LEVEL}, region: {eq: "530700"},
               sheet: {in: ["03-1", "03-2", "08", "09", "12", "13", "17", "18"]}},
               orderBy: [{sheet: ASC}, {lineNo: DESC}]) {
             nodes { sheet budgetType direction item amount(unit: WAN_YUAN) } } }""",
    )["statementLines"]["nodes"]  # fmt: skip
    last = {}
    for node in found:
        last.setdefault((node["budgetType"], node["direction"]), Decimal(node["amount"]))
    assert {budget for budget, _ in last} == set(BUDGETS)
    for budget in BUDGETS[:3]:
        assert last[budget, "REVENUE"] == last[budget, "EXPENDITURE"] > 0


def test_no_printed_total_contradicts_its_rows(lijiang: Database, reference: Reference) -> None:
    found = ask(
        lijiang, reference,
        """{ all: tieOuts { totalCount }
             bad: tieOuts(where: {verdict: {in: [DIFFERENT, MISSING]}}) { totalCount }
             tieOuts(where: {verdict: {eq: RESIDUAL}}) { nodes { identity residual } } }""",
    )  # fmt: skip
    assert (found["all"]["totalCount"] > 5000, found["bad"]["totalCount"]) == (True, 0)
    (left_out,) = found["tieOuts"]["nodes"]
    assert (left_out["identity"], left_out["residual"]) == ("items", "UNDISCLOSED")


def test_limits_by_county_in_yi_and_the_city_in_wan(
    lijiang: Database, reference: Reference
) -> None:
    found = ask(
        lijiang, reference,
        """{ statementLines(first: 100, where: {sheet: {eq: "48"}, measure: {eq: LIMIT},
               budgetType: {isNull: true}}, orderBy: [{rowNo: ASC}]) {
             nodes { region { name tier } scope amount(unit: YI_YUAN) printed printedUnit } } }""",
    )["statementLines"]["nodes"]  # fmt: skip
    city, own, *counties = (Decimal(node["amount"]) for node in found)
    assert city == own + sum(counties)
    assert len(counties) == 5
    assert {node["region"]["tier"] for node in found[2:]} == {"COUNTY"}
    assert all(Decimal(node["printed"]) == Decimal(node["amount"]) for node in found)


def test_twice_loaded_changes_nothing(
    empty: Database, reference: Reference, tmp_path: Path
) -> None:
    path = written(tmp_path, revenue())
    first = load(empty, reference, path)
    again = load(empty, reference, path)
    assert [(each.counts.new, each.counts.unchanged) for each in first.batches] == [(14, 0)]
    assert [(each.counts.written, each.counts.unchanged) for each in again.batches] == [(0, 14)]
    assert books.one(empty, "SELECT count(*) FROM statement_line_history") == 0


def test_a_corrected_workbook_replaces_figures_and_keeps_the_old(
    empty: Database, reference: Reference, tmp_path: Path
) -> None:
    load(empty, reference, written(tmp_path, revenue()))
    changed: dict[str, Cell] = {"E6": 61.25, "E5": 96.5, "E10": 94.5, "C7": None, "C6": 90}
    load(empty, reference, written(tmp_path, revenue(**changed)))
    living = books.rows(empty, "SELECT printed FROM statement_line ORDER BY line_id")
    assert len(living) == 13
    assert {"61.25", "96.5", "94.5"} <= {row["printed"] for row in living}
    old = books.rows(empty, "SELECT printed, deleted FROM statement_line_history ORDER BY printed")
    gone = [(row["printed"], row["deleted"]) for row in old]
    assert sorted(gone) == sorted(
        [("30", True), ("60", False), ("60.25", False), ("93.5", False), ("95.5", False)]
    )
    verdicts = books.rows(empty, "SELECT DISTINCT verdict FROM tie_out")
    assert verdicts == [{"verdict": "TIES"}]


def test_one_damaged_sheet_loads_nothing_and_says_where(
    empty: Database, reference: Reference, tmp_path: Path
) -> None:
    damaged = revenue(B1="2024年昆明市政府性基金预算收入执行情况表", D6="#N/A")
    done = load(empty, reference, written(tmp_path, revenue(), 基金=damaged))
    (batch,) = done.batches
    assert batch.state == "FAILED"
    assert batch.problem is not None
    message = batch.problem.render("en")
    assert all(word in message for word in ("A307", "book.xlsx", "sheet 基金", "row 6", "#N/A"))
    for table in ("statement_line", "tie_out", "reject"):
        assert books.one(empty, f"SELECT count(*) FROM {table}") == 0
