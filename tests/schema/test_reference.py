"""Regions and codes as loaded and as looked up: laws, worked cases, nothing done twice."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import date
from typing import TypeAlias

import asyncpg
import pytest

from hub.store.reference import Reference, load_reference
from hub.store.reference_load import load
from hub.store.reference_rebuild import rebuild
from hub.store.server import Database
from schema.classification import LATEST
from schema.model import entities
from schema.problems import HubError
from schema.regions import ROOT
from tests.conftest import NewDatabase

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


@pytest.fixture
async def connection(migrated: Database, new_database: NewDatabase) -> AsyncIterator[Connection]:
    opened = await asyncpg.connect(new_database(template=migrated).dsn)
    yield opened
    await opened.close()


async def test_a_second_load_changes_nothing_and_says_so(connection: Connection) -> None:
    quick = await load(connection)
    assert (quick.tables, quick.touched) == ({}, 0)
    started = time.monotonic()
    verified = await load(connection, verify=True)
    print(
        f"compared {sum(each.received for each in verified.tables.values())} rows"
        f" in {time.monotonic() - started:.1f} s"
    )
    assert verified.touched == 0
    assert verified.generation == quick.generation
    assert {name: each.unchanged for name, each in verified.tables.items()} == {
        name: each.received for name, each in verified.tables.items()
    }


async def test_rows_that_differ_are_mended_and_the_generation_tells(
    connection: Connection,
) -> None:
    before = await load_reference(connection)
    await connection.execute("DELETE FROM region WHERE code = 440203100")
    await connection.execute("UPDATE classification SET name = '?' WHERE code = '21305'")
    await connection.execute(
        "INSERT INTO region_closure VALUES ('FISCAL', 1, 440203000, 2015, 9999, 1)"
    )
    mended = await load(connection, verify=True)
    assert mended.tables["Region"].new == 1
    assert mended.tables["Classification"].changed == await connection.fetchval(
        "SELECT count(*) FROM classification WHERE code = '21305'"
    )
    assert mended.tables["RegionClosure"].deleted == 1
    after = await load_reference(connection)
    assert after.version == mended.generation == before.version + 1
    assert after.region(440_203_100) == before.region(440_203_100)


async def test_nothing_loaded_is_a_clear_error(
    migrated: Database, new_database: NewDatabase
) -> None:
    connection = await asyncpg.connect(new_database(template=migrated).dsn)
    await connection.execute("DELETE FROM hub_key WHERE name = 'reference'")
    with pytest.raises(HubError, match="S113"):
        await load_reference(connection)
    await connection.close()


async def test_the_snapshot_agrees_with_the_closure(
    connection: Connection, reference: Reference
) -> None:
    for year in (2015, 2020, 2021, 2025):
        rows = await connection.fetch(
            "SELECT d.code, max(a.code) FILTER (WHERE a.tier = 'PROVINCE'),"
            " max(a.code) FILTER (WHERE a.tier = 'CITY'),"
            " max(a.code) FILTER (WHERE a.tier = 'COUNTY')"
            " FROM region_closure c JOIN region a ON a.code = c.ancestor"
            " JOIN region d ON d.code = c.descendant"
            " WHERE c.tree = 'ADMINISTRATIVE' AND c.from_year <= $1 AND c.to_year > $1"
            " GROUP BY d.code",
            year,
        )
        assert len(rows) > 41_000
        for code, province, city, county in rows:
            home = city or county or province or ROOT
            assert reference.ancestors(code, year) == (home, province, city, county)


def test_homes(reference: Reference) -> None:
    def home(code: int) -> int:
        return reference.ancestors(code, 2025).home

    assert home(440_203_100) == home(440_203_000) == home(440_200_000) == 440_200_000
    assert home(429_004_000) == 429_004_000  # 仙桃市, administered by the province
    assert home(429_004_001) == 429_004_000
    assert home(110_101_001) == home(110_101_000) == 110_101_000  # a municipality's district
    assert home(441_900_000) == 441_900_000  # 东莞市 has no counties
    assert home(440_000_000) == 440_000_000
    assert home(ROOT) == ROOT
    assert reference.homes(440_203_100) == (440_200_000,)
    for code in (330_113_001, 440_203_000, 110_000_000):
        info = reference.region(code)
        assert info is None or info.home in reference.homes(code)


def test_hangzhou_2021(reference: Reference) -> None:
    """下城区 330103 became part of 拱墅区 330105."""
    old, new = reference.region(330_103_000), reference.region(330_105_000)
    assert old is not None and new is not None
    assert (old.to_year, new.to_year) == (2021, 9999)
    assert reference.ancestors(330_103_000, 2020).county == 330_103_000
    assert reference.by_name("下城区", 330_000_000, 2020) == (old,)
    assert reference.by_name("下城区", 330_000_000, 2021) == ()
    assert 330_103_000 not in reference.subtree("ADMINISTRATIVE", 330_100_000)
    # A fact that names it too late is placed as in its last year.
    assert reference.ancestors(330_103_000, 2022) == reference.ancestors(330_103_000, 2020)
    townships = reference.children("ADMINISTRATIVE", 330_113_000)
    assert {reference.ancestors(code, 2020).county for code in townships} == {330_110_000}
    assert {reference.ancestors(code, 2022).county for code in townships} == {330_113_000}


def test_codes_of_regions_as_text(reference: Reference) -> None:
    assert reference.region_text("440203") == 440_203_000
    assert reference.region_text("440203000") == 440_203_000
    assert reference.region_text("440203100") == 440_203_100
    for wrong in ("", "4402", "440299", "999999", "44020300", "440203１00", "44020a", " 440203"):
        assert reference.region_text(wrong) is None
    with pytest.raises(KeyError):
        reference.ancestors(999_999_000, 2025)


def test_names_are_found_however_they_are_written(reference: Reference) -> None:
    def found(name: str, within: int = 440_000_000) -> list[int]:
        return [each.code for each in reference.by_name(name, within, 2025)]

    assert found("广州市") == found("广 州　市") == [440_100_000]
    assert found("广州市", 330_000_000) == []
    streets = [
        code
        for code in reference.subtree("ADMINISTRATIVE", 440_100_000)
        if (info := reference.region(code)) and info.name.endswith("街道")
    ]
    info = reference.region(streets[0])
    assert info is not None
    assert streets[0] in found(info.name + "办事处")
    assert len(reference.by_name("鼓楼区", ROOT, 2025)) > 1


def test_the_trees_of_today(reference: Reference) -> None:
    whole = reference.subtree("ADMINISTRATIVE", ROOT)
    assert len(whole) == len(set(whole)) == 41_937
    cities = reference.children("ADMINISTRATIVE", 440_000_000)
    assert set(cities) <= set(reference.of_tier(440_000_000, "CITY"))
    assert 330_103_000 in reference.of_tier(330_100_000, "COUNTY")
    fiscal = reference.children("FISCAL", 440_000_000)
    assert len(fiscal) == 21 + 36
    assert len(reference.children("FISCAL", 440_200_000)) == 10 - 4


def test_codes_by_code_and_by_name(reference: Reference) -> None:
    found = reference.code("functional", "GENERAL_PUBLIC", 2021, "21305")
    assert found is not None and (found.name, found.level, found.parent) == ("扶贫", 2, "213")
    assert reference.code("functional", "GOVERNMENT_FUND", 2021, "21305") is None
    assert reference.code("functional", "GENERAL_PUBLIC", 1999, "21305") is None
    (named,) = reference.code_by_name("functional", "GENERAL_PUBLIC", 2024, "信访 事务")
    assert named.code == "20140"
    assert len(reference.code_by_name("functional", "GENERAL_PUBLIC", 2024, "行政运行")) > 50
    kind = reference.code("fund_type", "", LATEST, "11")
    assert kind is not None and kind.parent is None


async def test_rebuild_puts_every_record_where_its_region_was(connection: Connection) -> None:
    """Records, history, companions, tombstones and roll-ups, moved away and put back."""
    payment = entities()["Payment"].table
    required = {
        column.name: {"INTEGER": 0, "BIGINT": 100, "SMALLINT": 2020, "BOOLEAN": False}.get(
            str(column.type), "x"
        )
        for column in payment.columns
        if not column.nullable and str(column.type) != "DATE"
    }
    required |= {
        column.name: date(2020, 5, 1)
        for column in payment.columns
        if not column.nullable and str(column.type) == "DATE"
    }
    placed = [(330_113_001, 2020), (330_113_001, 2022), (440_224_000, 2022), (ROOT, 2021)]
    for region, year in placed:
        values = required | {
            "payment_id": f"p{region}", "region_code": region, "fiscal_year": year, "home_code": 7,
        }  # fmt: skip
        names = ", ".join(values)
        marks = ", ".join(f"${at}" for at in range(1, len(values) + 1))
        await connection.execute(
            f"INSERT INTO payment ({names}) VALUES ({marks})", *values.values()
        )
        await connection.execute(
            f"INSERT INTO payment_history ({names}, until_batch, deleted)"
            f" VALUES ({marks}, 9, true)",
            *values.values(),
        )
        await connection.execute(
            "INSERT INTO rollup_payment_class VALUES"
            " ($1, true, $2, 'x', '213', 1, 1, 100, 100), ($1, false, $2, 'x', '213', 1, 5, 5, 5)",
            region, year,
        )  # fmt: skip
        await connection.execute(
            "INSERT INTO tombstone (entity, key, since_batch)"
            " SELECT 'Payment', ROW(7, $1::int, $2::smallint, 'x, y')::text, 1",
            region, year,
        )  # fmt: skip
    await connection.execute(
        'INSERT INTO payment SELECT (p).* FROM (SELECT jsonb_populate_record(t, \'{"region_code":'
        " 999999000}') AS p FROM payment t LIMIT 1) x"
    )
    done = await rebuild(connection)
    assert done.unknown == {"payment": 1}
    assert done.moved["payment"] == done.moved["payment_history"] == 4
    rows = await connection.fetch(
        "SELECT region_code, fiscal_year, home_code, province_code, city_code, county_code"
        " FROM payment WHERE region_code <> 999999000 ORDER BY 1, 2"
    )
    expected = [
        (ROOT, 2021, ROOT, None, None, None),
        (330_113_001, 2020, 330_100_000, 330_000_000, 330_100_000, 330_110_000),
        (330_113_001, 2022, 330_100_000, 330_000_000, 330_100_000, 330_113_000),
        (440_224_000, 2022, 440_200_000, 440_000_000, 440_200_000, 440_224_000),
    ]
    assert [tuple(row) for row in rows] == expected
    graves = await connection.fetch("SELECT key FROM tombstone ORDER BY key")
    assert [row[0].split(",", 1)[0] for row in graves] == [
        f"({home}" for home in sorted([ROOT, 330_100_000, 330_100_000, 440_200_000])
    ]
    whole = await connection.fetch(
        "SELECT region_code, fiscal_year, count FROM rollup_payment_class WHERE NOT own"
    )
    sums = {(row[0], row[1]): row[2] for row in whole}
    assert sums == {
        (330_113_001, 2020): 1, (330_110_000, 2020): 1, (330_100_000, 2020): 1,
        (330_000_000, 2020): 1, (999_999_000, 2020): 1, (ROOT, 2020): 2,
        (330_113_001, 2022): 1, (330_113_000, 2022): 1, (330_100_000, 2022): 1,
        (330_000_000, 2022): 1, (440_224_000, 2022): 1, (440_200_000, 2022): 1,
        (440_000_000, 2022): 1, (ROOT, 2022): 2, (ROOT, 2021): 1,
    }  # fmt: skip
    again = await rebuild(connection)
    assert not any(again.moved.values())
    assert again.rollups == {}
