"""The bond disclosure workbooks from file to answer: loaded, asked, corrected, damaged.

No figure stands here: answers are compared with the workbook's own cells.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import psycopg
import pytest

from adapters.celma_debt.source import SOURCE
from adapters.sdk.readers.documents import loading
from hub.access.scope import OPEN
from hub.ingest.results import SourceResult
from hub.ingest.sync import run_source
from hub.query.engine import Engine
from hub.query.types import graphql_schema, sdl
from hub.settings import Settings
from hub.store.engine import serving_pool
from hub.store.reference import Reference
from hub.store.server import Database
from tests.adapters.celma_debt.workbooks import GUANGDONG, HAINAN, sheets_of, written
from tests.conftest import NewDatabase, drop
from tests.ingest import books

TABLES = ("debt_limit", "debt_balance", "bond_use", "statement_line")


def load(
    database: Database, reference: Reference, *paths: Path, trial: bool = False
) -> SourceResult:
    done = asyncio.run(
        run_source(database, SOURCE, lambda _: loading(paths), reference, trial=trial)
    )
    books.assert_counts_add_up(database)
    return done


def counts(database: Database) -> dict[str, int]:
    return {name: books.one(database, f"SELECT count(*) FROM {name}") for name in TABLES}


@pytest.fixture(scope="module")
def loaded(
    migrated: Database, new_database: NewDatabase, reference: Reference
) -> Iterator[Database]:
    """Both samples. Tests that write take a copy."""
    database = new_database(template=migrated)
    load(database, reference, GUANGDONG, HAINAN)
    yield database
    with psycopg.connect(migrated.dsn, autocommit=True) as connection:
        drop(connection, database)


@pytest.fixture
def copy(loaded: Database, new_database: NewDatabase) -> Database:
    return new_database(template=loaded)


def ask(database: Database, reference: Reference, query: str, **variables: Any) -> Any:
    async def answered() -> bytes:
        pool = await serving_pool(database, Settings(pool_min=1, pool_max=1))
        try:
            engine = Engine(graphql_schema(), pool, lambda: reference, b"\x07" * 32)
            return (await engine.answer(query, variables, None, scope=OPEN, lang="en")).body
        finally:
            await pool.close()

    found = orjson.loads(asyncio.run(answered()))
    assert "errors" not in found, found["errors"]
    return found["data"]


def printed(path: Path, table: str) -> Mapping[str, list[Any]]:
    """Rows of data of 表4-1 by code."""
    return {row[1]: row for row in sheets_of(path)[table] if row[0] == "VALID#"}


def test_limit_balance_and_what_is_left_by_county(loaded: Database, reference: Reference) -> None:
    found = ask(
        loaded, reference,
        """{ debtBalances(first: 200, where: {fiscalYear: {eq: 2021}, kind: {eq: TOTAL},
               scope: {eq: OWN_LEVEL}, region: {within: "440000"}}, orderBy: [{remaining: ASC}]) {
             totalCount nodes { printedCode region { code name tier } regionGrade
               amount(unit: YI_YUAN, scale: 6) limitAmount(unit: YI_YUAN, scale: 6)
               remaining(unit: YI_YUAN, scale: 6) printedUnit printed file sheet rowNo columnNo
               printedLimit { amount(unit: YI_YUAN, scale: 6) } } } }""",
    )["debtBalances"]  # fmt: skip
    cells = {c: row for c, row in printed(GUANGDONG, "表4-1").items() if len(c) == 6 or c == "4400"}
    assert found["totalCount"] == len(cells)
    for node in found["nodes"]:
        row = cells[node["printedCode"]]
        limit, balance = (Decimal(repr(row[place])) for place in (3, 6))
        millionth = Decimal("0.000001")
        assert abs(Decimal(node["amount"]) - balance) < millionth
        assert abs(Decimal(node["limitAmount"]) - limit) < millionth
        assert abs(Decimal(node["remaining"]) - (limit - balance)) < millionth
        assert node["printedLimit"]["amount"] == node["limitAmount"]
        assert Decimal(node["printed"]) == balance and node["printedUnit"] == "YI_YUAN"
        assert (node["file"], node["columnNo"]) == (GUANGDONG.name, 7)
    assert found["nodes"][0]["region"] == {"code": "440105000", "name": "海珠区", "tier": "COUNTY"}
    assert Decimal(found["nodes"][0]["remaining"]) < 0
    grades = {
        node["printedCode"]: node for node in found["nodes"] if node["regionGrade"] != "EXACT"
    }
    assert grades["445221"]["region"]["code"] == "445203000"
    assert len(grades) == 8


def test_wholes_have_their_scopes(loaded: Database, reference: Reference) -> None:
    found = ask(
        loaded, reference,
        """query ($where: DebtLimitFilter!, $same: DebtBalanceFilter!) {
             debtLimits(where: $where) { nodes { region { name } amount } }
             debtBalances(where: $same) { nodes { region { name } amount limitAmount remaining
               printedLimit { scope } } } }""",
        where={"scope": {"eq": "WHOLE_ADMINISTRATIVE"}, "kind": {"eq": "TOTAL"},
               "region": {"within": "440000", "tier": "CITY"}},
        same={"scope": {"eq": "WHOLE_FISCAL"}, "kind": {"eq": "TOTAL"},
              "region": {"within": "440000"}},
    )  # fmt: skip
    limits, balances = (found[name]["nodes"] for name in ("debtLimits", "debtBalances"))
    assert len(limits) == len(balances) == 20
    assert "深圳市" not in {node["region"]["name"] for node in limits}
    assert {node["remaining"] for node in balances} == {None}
    assert {node["printedLimit"]["scope"] for node in balances} == {"WHOLE_ADMINISTRATIVE"}


def test_tie_outs_say_what_ties_and_what_does_not(loaded: Database, reference: Reference) -> None:
    found = ask(
        loaded, reference,
        """{ tieOuts(first: 5000) { nodes { identity cell verdict difference document } } }""",
    )["tieOuts"]["nodes"]  # fmt: skip
    verdicts: dict[tuple[str, str], list[Any]] = {}
    for node in found:
        verdicts.setdefault((node["document"], node["verdict"]), []).append(node)
    assert {verdict for _, verdict in verdicts} == {"TIES", "ROUNDING", "DIFFERENT"}
    rounded = verdicts["celma_44_2021", "ROUNDING"]
    assert {abs(Decimal(node["difference"])) for node in rounded} == {Decimal("0.01")}
    wholes = [node["cell"] for node in rounded if node["identity"] == "DebtLimit.whole"]
    assert sorted(cell.split("kind=")[1] for cell in wholes) == ["SPECIAL", "TOTAL"]
    assert ("celma_46_2022", "ROUNDING") not in verdicts
    breaches = [n for n in verdicts["celma_44_2021", "DIFFERENT"] if "limit" in n["identity"]]
    assert sorted(node["cell"].split("printed_code=")[1] for node in breaches) == [
        "440105 kind=GENERAL", "440105 kind=TOTAL", "441723 kind=SPECIAL",
    ]  # fmt: skip
    rolls = verdicts["celma_46_2022", "DIFFERENT"]
    assert {node["identity"] for node in rolls} == {"DebtAccount.roll"}
    tied = {node["identity"] for node in verdicts["celma_46_2022", "TIES"]}
    assert tied == {
        "DebtLimit.kinds", "DebtLimit.whole", "DebtLimit.city",
        "DebtBalance.kinds", "DebtBalance.whole", "DebtBalance.city", "DebtBalance.limit",
        "DebtAccount.parts", "DebtAccount.tables",
    }  # fmt: skip


def test_the_size_of_a_bond_is_not_summed(loaded: Database, reference: Reference) -> None:
    start = sdl().index("type BondUseSum {")
    sums = sdl()[start : sdl().index("\n}", start)]
    assert "allocated" in sums and "bondSize" not in sums
    found = ask(
        loaded, reference,
        """{ bondUseGroups(by: [{kind: true}], where: {region: {within: "460000"}}) {
               total { count sum { allocated } } } }""",
    )["bondUseGroups"]["total"]  # fmt: skip
    uses = sheets_of(HAINAN)["表4-2"]
    assert found == {"count": sum(bool(row[9]) for row in uses[7:]), "sum": {"allocated": "0.00"}}


def test_loading_again_changes_nothing(copy: Database, reference: Reference) -> None:
    before = [books.rows(copy, f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4") for name in TABLES]
    ties = books.rows(copy, "SELECT * FROM tie_out ORDER BY 1, 2, 3")
    done = load(copy, reference, GUANGDONG, HAINAN)
    assert sum(batch.counts.written for batch in done.batches) == 0
    assert before == [books.rows(copy, f"SELECT * FROM {n} ORDER BY 1, 2, 3, 4") for n in TABLES]
    assert ties == books.rows(copy, "SELECT * FROM tie_out ORDER BY 1, 2, 3")
    rejects = books.rows(copy, "SELECT code, stream FROM reject")
    assert {row["code"] for row in rejects} == {"A221"} and len(rejects) == 6


def test_a_corrected_file_replaces_and_keeps_the_old(
    copy: Database, reference: Reference, tmp_path: Path
) -> None:
    sheets = sheets_of(HAINAN)
    row = next(row for row in sheets["表4-1"] if row[1] == "460106")
    old, row[3] = row[3], row[3] + 1
    gone = sheets["表4-2"].pop(10)
    (tmp_path / "corrected.xlsx").write_bytes(written(sheets))
    load(copy, reference, tmp_path / "corrected.xlsx")
    wanted = "printed_code = '460106' AND kind = 'TOTAL'"
    now = books.one(copy, f"SELECT amount FROM debt_limit WHERE {wanted}")
    assert now == int(Decimal(repr(row[3])).scaleb(10))
    kept = books.rows(copy, f"SELECT amount, deleted FROM debt_limit_history WHERE {wanted}")
    assert {(each["amount"], each["deleted"]) for each in kept} == {
        (int(Decimal(repr(old)).scaleb(10)), False)
    }
    assert books.one(copy, "SELECT count(*) FROM bond_use WHERE project_uid = %s", gone[9]) == 0
    assert books.one(
        copy, "SELECT count(*) FROM bond_use_history WHERE project_uid = %s AND deleted", gone[9]
    )
    cell = "%printed_code=460106"
    verdict = "SELECT verdict FROM tie_out WHERE identity = 'DebtLimit.kinds' AND cell LIKE %s"
    assert books.one(copy, verdict, cell) == "DIFFERENT"


def test_a_damaged_sheet_loads_nothing_and_says_where(
    hub: Database, reference: Reference, tmp_path: Path
) -> None:
    sheets = sheets_of(HAINAN)
    sheets["表4-3"][13][2] = "三、其他"
    (tmp_path / "damaged.xlsx").write_bytes(written(sheets))
    done = load(hub, reference, tmp_path / "damaged.xlsx")
    problems = [batch.problem for batch in done.batches if batch.problem]
    assert problems and {problem.code for problem in problems} == {"A307"}
    assert "[表4-3] R14: 三、其他" in problems[0].message("zh")
    assert set(counts(hub).values()) == {0}
    assert books.one(hub, "SELECT count(*) FROM tie_out") == 0


def test_a_preview_keeps_nothing(hub: Database, reference: Reference) -> None:
    done = load(hub, reference, HAINAN, trial=True)
    assert sum(batch.counts.new for batch in done.batches) > 0
    assert set(counts(hub).values()) == {0}
