"""Laws of roll-ups: whatever is delivered, corrected, deleted, moved and folded, in whatever order,
the ready totals are those of the facts, cell by cell and in every answer."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.access.scope import OPEN, RegionGrant, Scope
from hub.ingest import merge, rollups, sync
from hub.ingest.derive import derived, deriver
from hub.ingest.prepare import LINEAGE
from hub.query.engine import Engine
from hub.query.explain import explain
from hub.query.measures import flows
from hub.query.types import graphql_schema
from hub.settings import Settings
from hub.store import migrate, reference_files
from hub.store.engine import serving_pool
from hub.store.reference import Reference, load_reference
from hub.store.reference_rebuild import rebuild
from hub.store.server import Database
from schema.check import supplied
from schema.model import Entity, entities
from schema.rollups import ROLLUPS, Column_, Dimension, Level, Month, Rollup
from tests.conftest import NewDatabase
from tests.ingest.small_country import (
    CITIES,
    COUNTIES,
    EAST,
    MOVABLE,
    REGIONS,
    TOWN,
    WEST,
    YEARS,
    Country,
    value_of,
)

EXAMPLES = int(os.environ.get("HUB_GENERATED_ROLLUPS", "24"))
ROLLED = sorted({each.entity for each in ROLLUPS})

Cells = dict[tuple[Any, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Delivery:
    """One record as a partner delivers it: known by `id`, wherever it is and says it is."""

    id: str
    region: int
    year: int
    variant: int
    deleted: bool


@dataclass
class Lab:
    """A hub over files of its own, worked on from one event loop."""

    runner: asyncio.Runner
    database: Database
    connection: asyncpg.Connection[Any]
    pool: Any
    folder: Path
    country: Country
    reference: Reference
    engine: Engine
    slices: int = 0

    def do(self, act: Awaitable[Any]) -> Any:
        async def done() -> Any:
            return await act

        return self.runner.run(done())

    async def again(self) -> None:
        """No record, and the country as it was at first."""
        names = [entities()[name].table.name for name in ROLLED]
        names += [f"{name}_history" for name in names]
        names += [each.table_name for each in ROLLUPS]
        await self.connection.execute(f"TRUNCATE tombstone, {', '.join(names)}")
        if self.country != Country():
            await self.place(Country())

    async def place(self, country: Country) -> None:
        """`hub regions rebuild` after the reference data changed."""
        self.country = country
        country.write(self.folder)
        await rebuild(self.connection)
        self.reference = await load_reference(self.connection)

    async def slice(self, name: str, given: list[Delivery]) -> None:
        """One committed slice of one entity."""
        entity = entities()[name]
        of_id = {each.id: each for each in given}
        fields = [each.name for each in supplied(entity)]
        derive = deriver(entity, fields, self.reference)
        rows = []
        for number, each in enumerate(of_id.values()):
            values = tuple(_value(entity, name, each) for name in fields)
            lineage = ("lab", each.id, None, each.deleted, number, number)
            rows.append((*values, *derive(values), *lineage))
        self.slices += 1
        columns = (*fields, *derived(entity), *LINEAGE)
        prepared = _Prepared(columns, rows)
        async with self.connection.transaction():
            await merge.make_stage(self.connection, name)
            await merge.merge(
                self.connection, name, None, prepared, self.slices, 1, one_stream=True  # type: ignore[arg-type]
            )  # fmt: skip

    async def cells_of_facts(self, rollup: Rollup) -> Cells:
        """What the roll-up should hold, worked out slowly from the records and the trees."""
        found: dict[tuple[Any, ...], list[int]] = {}
        for row in await self.connection.fetch(f"SELECT * FROM {_table(rollup)}"):
            dims = tuple(_dimension(rollup, each, row) for each in rollup.dimensions)
            sums = (1, *(row[each] or 0 for each in rollup.measures))
            places = [(row["region_code"], True)]
            chain = self.country.chain(row["region_code"], row["fiscal_year"])
            for place in [*places, *((code, False) for code in chain)]:
                cell = found.setdefault((*place, *dims), [0] * len(sums))
                found[*place, *dims] = [a + b for a, b in zip(cell, sums, strict=True)]
        return {cell: tuple(sums) for cell, sums in found.items()}

    async def cells_kept(self, rollup: Rollup) -> Cells:
        names = [each.name for each in rollup.dimensions]
        sums = ("count", *rollup.measures)
        found: dict[tuple[Any, ...], Counter[str]] = {}
        for row in await self.connection.fetch(f"SELECT * FROM {rollup.table_name}"):
            cell = (row["region_code"], row["own"], *(row[each] for each in names))
            of_cell = found.setdefault(cell, Counter())
            for each in sums:
                of_cell[each] += row[each]
        kept = {cell: tuple(of[each] for each in sums) for cell, of in found.items()}
        return {cell: of for cell, of in kept.items() if any(of)}

    async def answers(self, query: str, scope: Scope) -> Any:
        body = (await self.engine.answer(query, {}, None, scope=scope, lang="en")).body
        found = orjson.loads(body)
        assert "errors" not in found, found["errors"]
        return found["data"]


@dataclass(frozen=True)
class _Prepared:
    """What of a prepared page the merge reads."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    unchanged: int = 0
    stale: int = 0


def _value(entity: Entity, name: str, each: Delivery) -> Any:
    own = {"region_code": each.region, "fiscal_year": each.year}
    if name in own:
        return own[name]
    return (
        each.id if entity.fields[name].key else value_of(entity, entity.fields[name], each.variant)
    )


def _table(rollup: Rollup) -> str:
    return entities()[rollup.entity].table.name


def _dimension(rollup: Rollup, each: Dimension, row: Any) -> Any:
    value = row[each.column]
    match each:
        case Month():
            return "" if value is None else f"{value:%Y-%m}-01"
        case Level():
            width = {1: 3, 2: 5, 3: 7}[each.level]
            return (value or "")[:width]
        case Column_():
            return "" if value is None else value


@pytest.fixture(scope="module")
def lab(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("codes")
    Country().write(folder)
    database = new_database()
    with pytest.MonkeyPatch.context() as patch, asyncio.Runner() as runner:
        patch.setattr(reference_files, "_folder", lambda: folder)
        made = runner.run(_open(runner, database, folder))
        yield made
        runner.run(made.pool.close())
        runner.run(made.connection.close())


async def _open(runner: asyncio.Runner, database: Database, folder: Path) -> Lab:
    await migrate.bring_up(database)
    connection = await sync.connect(database)
    reference = await load_reference(connection)
    pool = await serving_pool(database, Settings(pool_min=1, pool_max=1))
    engine = Engine(graphql_schema(), pool, lambda: lab.reference, b"\x07" * 32)
    lab = Lab(runner, database, connection, pool, folder, Country(), reference, engine)
    return lab


# -- what is asked --------------------------------------------------------------------------------

BY = ("", "{region: {tier: COUNTY}}", "{region: {tier: CITY}}", "{region: {tier: PROVINCE}}",
      "{region: {tier: CENTRE}}", "{region: {tier: TOWNSHIP}}", "{region: {}}")  # fmt: skip
WHERE = ("", "fiscalYear: {eq: 2025}", "not: {fiscalYear: {eq: 2025}}",
         "or: [{fiscalYear: {in: [2024]}}, {budgetType: {ne: GENERAL_PUBLIC}}]",
         *(f'region: {{within: "{code}"}}' for code in (EAST, WEST, *CITIES, *COUNTIES, TOWN)),
         *(f'region: {{eq: "{code}"}}' for code in (EAST, CITIES[0], COUNTIES[0])),
         f'region: {{in: ["{CITIES[0]}", "{TOWN}"]}}, fiscalYear: {{lt: 2025}}')  # fmt: skip
SCOPES = (OPEN, *(
    Scope("a test", regions=(RegionGrant(code, whole),))
    for code, whole in ((EAST, True), (CITIES[0], True), (COUNTIES[0], True), (EAST, False))
))  # fmt: skip


def asked(by: str, where: str) -> str:
    """Each roll-up's groups, from it where that is proved, and from the facts by a filter that
    no roll-up knows and every record fulfils."""
    roots = []
    for n, rollup in enumerate(ROLLUPS):
        entity = entities()[rollup.entity]
        dims = ", ".join(filter(None, (by, *(_asked(entity, each) for each in rollup.dimensions))))
        sums = " ".join(each for each in flows(entity.name) if each in rollup.measures)
        keys = " ".join(_shown(entity, each) for each in rollup.dimensions)
        key = f"{'region { code }' if by else ''} {keys}"
        shape = f"""{{ nodes {{ key {{ {key} }} count sum {{ {sums} }} }}
          total {{ count sum {{ {sums} }} }} totalCount }}"""
        for way, more in (("ready", ""), ("scanned", "source: {isNull: false}")):
            filters = ", ".join(filter(None, (where, more)))
            roots.append(
                f"{way}{n}: {entity.singular_wire}Groups(by: [{dims}], "
                f"where: {{{filters}}}, first: 900) {shape}"
            )
    return "{ " + "\n".join(roots) + " }"


def _asked(entity: Entity, each: Dimension) -> str:
    wire = entity.fields[each.column].wire
    match each:
        case Month():
            return f"{{{wire}: QUARTER}}"
        case Level():
            return f"{{{wire}: {{level: {each.level}}}}}"
    return f"{{{wire}: {'{}' if entity.fields[each.column].kind.name == 'code' else 'true'}}}"


def _shown(entity: Entity, each: Dimension) -> str:
    kind = entity.fields[each.column].kind.name
    return f"{entity.fields[each.column].wire} {'{ code }' if kind == 'code' else ''}"


# -- the law --------------------------------------------------------------------------------------

DELIVERIES = st.lists(
    st.builds(
        Delivery,
        id=st.sampled_from("ABCDE"),
        region=st.sampled_from(REGIONS),
        year=st.sampled_from(YEARS),
        variant=st.integers(0, 9),
        deleted=st.sampled_from((False, False, False, True)),
    ),
    min_size=1,
    max_size=6,
)
STEPS = st.one_of(
    st.tuples(st.just("slice"), st.sampled_from(ROLLED), DELIVERIES),
    st.tuples(st.just("slice"), st.sampled_from(ROLLED), DELIVERIES),
    st.tuples(st.just("slice"), st.sampled_from(ROLLED), DELIVERIES),
    st.tuples(st.just("compact"), st.sampled_from(ROLLUPS)),
    st.tuples(st.just("rebuild"), st.sampled_from(ROLLUPS)),
    st.tuples(st.just("move"), st.sampled_from(MOVABLE), st.integers(0, 4), st.integers(0, 4)),
)


async def step(lab: Lab, what: str, *given: Any) -> None:
    match what:
        case "slice":
            await lab.slice(*given)
        case "compact":
            await rollups.compact(lab.connection, *given)
        case "rebuild":
            await rollups.rebuild(lab.connection, *given)
        case "move":
            await lab.place(lab.country.moved(*given))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES == 24,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    steps=st.lists(STEPS, min_size=1, max_size=9),
    asks=st.lists(
        st.tuples(st.sampled_from(BY), st.sampled_from(WHERE), st.sampled_from(SCOPES)),
        min_size=1, max_size=2,
    ),
)  # fmt: skip
def test_ready_totals_are_those_of_the_facts(
    lab: Lab, steps: list[tuple[Any, ...]], asks: list[tuple[str, str, Scope]]
) -> None:
    lab.do(lab.again())
    for each in steps:
        lab.do(step(lab, *each))
    for rollup in ROLLUPS:
        expected = lab.do(lab.cells_of_facts(rollup))
        assert lab.do(lab.cells_kept(rollup)) == {c: s for c, s in expected.items() if any(s)}
        checked = lab.do(rollups.verify(lab.connection, rollup, 5))
        assert (checked.cells, checked.differences) == (len(expected), ())
    for by, where, scope in asks:
        found = lab.do(lab.answers(asked(by, where), scope))
        for n, rollup in enumerate(ROLLUPS):
            assert found[f"ready{n}"] == found[f"scanned{n}"], (rollup.name, by, where)


@pytest.mark.parametrize(
    ("by", "where", "scope", "ready"),
    [
        ("", "", OPEN, True),
        (BY[2], WHERE[2], OPEN, True),
        (BY[1], WHERE[4], OPEN, True),
        (BY[6], WHERE[3], OPEN, True),
        (BY[2], "", SCOPES[1], True),
        (BY[1], f'region: {{within: "{CITIES[0]}"}}', SCOPES[1], True),
        (BY[1], f'region: {{within: "{CITIES[0]}"}}', SCOPES[4], False),
        (BY[1], f'region: {{within: "{WEST}"}}', SCOPES[1], False),
        (BY[3], WHERE[4], OPEN, False),
    ],
)  # fmt: skip
def test_what_is_proved(lab: Lab, by: str, where: str, scope: Scope, ready: bool) -> None:
    """So that the law above compares two ways and not one with itself."""
    lab.do(lab.again())
    plan = explain(graphql_schema(), asked(by, where), {}, None, lab.reference, scope)["plan"]
    assert plan.count("from roll-up") == (len(ROLLUPS) if ready else 0)


def test_what_moved_is_not_proved(lab: Lab) -> None:
    lab.do(lab.again())
    lab.do(lab.place(lab.country.moved(COUNTIES[0], 2, 3)))
    for by, where, scope, ready in (
        (BY[1], f'region: {{within: "{CITIES[0]}"}}', OPEN, False),
        (BY[1], f'region: {{within: "{CITIES[2]}"}}', OPEN, True),
        ("", f'region: {{within: "{COUNTIES[0]}"}}', SCOPES[2], False),
        ("", f'region: {{within: "{COUNTIES[0]}"}}', SCOPES[1], True),
    ):
        plan = explain(graphql_schema(), asked(by, where), {}, None, lab.reference, scope)["plan"]
        assert plan.count("from roll-up") == (len(ROLLUPS) if ready else 0), (by, where)


# -- beside a load --------------------------------------------------------------------------------


def test_folding_waits_for_no_load_and_no_reader(lab: Lab) -> None:
    """A load that has written and not committed, a reader with a snapshot, and a folding beside."""
    lab.do(lab.again())
    first = [Delivery(each, TOWN, 2024, n, False) for n, each in enumerate("ABC")]
    second = [Delivery(each, EAST, 2025, n, False) for n, each in enumerate("DE")]
    lab.do(_beside(lab, first, second))


async def _beside(lab: Lab, first: list[Delivery], second: list[Delivery]) -> None:
    [rollup] = [each for each in ROLLUPS if each.name == "payment_class"]
    await lab.slice("Payment", first)
    reading = "SELECT sum(count)::int FROM rollup_payment_class WHERE own"
    async with lab.pool.acquire() as reader, reader.transaction(isolation="repeatable_read"):
        assert await reader.fetchval(reading) == 3
        other = await asyncpg.connect(lab.database.dsn)
        loading = lab.connection.transaction()
        await loading.start()
        await lab.slice("Payment", second)
        await other.execute("SET lock_timeout TO '5s'")
        assert await rollups.compact(other, rollup) > 0
        assert await reader.fetchval(reading) == 3
        rebuilding = asyncio.create_task(rollups.rebuild(other, rollup))
        await _waiting(lab.connection, other)
        await loading.commit()
        await rebuilding
        await other.close()
    assert (await rollups.verify(lab.connection, rollup, 5)).differences == ()
    assert await lab.connection.fetchval(reading) == 5


async def _waiting(connection: asyncpg.Connection[Any], other: asyncpg.Connection[Any]) -> None:
    """Until the other session waits for a lock."""
    query = "SELECT EXISTS (SELECT FROM pg_locks WHERE pid = $1 AND NOT granted)"
    while not await connection.fetchval(query, other.get_server_pid()):
        await asyncio.sleep(0.01)
