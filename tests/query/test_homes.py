"""The law on which a list ordered by key is read by its key (`at_home` in hub.query.sql.order).

What lies in a city has the city for its home, and has a city for its home only what lies in it. So
`city_code = X` and `home_code = X` choose the same records, whenever X is a city.
"""

from __future__ import annotations

import asyncpg

from hub.access.scope import OPEN
from hub.query.explain import explain
from hub.query.types import graphql_schema
from hub.store.reference import Reference
from hub.store.server import Database
from schema.base import Fact, Master
from schema.classification import FIRST_YEAR, LAST_YEAR, LATEST
from schema.model import entities
from schema.regions import Tier
from tests.query.compare import compare
from tests.query.conftest import Asked
from tests.query.oracle import Oracle
from tests.query.world import CITY, World


def test_a_home_is_the_city_where_there_is_one(reference: Reference) -> None:
    """Of every region there is or was, in every year in which it may lie elsewhere."""
    cities = 0
    for code in (code for tier in Tier for code in reference.of_tier(None, tier)):
        chain = reference.chain(code, LATEST)
        moved = any(len(reference.parents(each, "ADMINISTRATIVE")) > 1 for each in chain)
        for year in (LATEST, *(range(FIRST_YEAR, LAST_YEAR + 1) if moved else ())):
            place = reference.ancestors(code, year)
            home = reference.region(place.home)
            assert home is not None
            assert (place.city == place.home) is (home.tier == "CITY"), (code, year)
            assert place.city in (None, place.home), (code, year)
            cities += place.city is not None
    assert cities > 30_000


async def test_every_record_keeps_it(world_database: Database) -> None:
    """In every table of facts and masters, those of regions that moved included."""
    connection = await asyncpg.connect(world_database.dsn)
    try:
        for entity in entities().values():
            if entity.role not in (Fact, Master):
                continue
            count, cities, broken = await connection.fetchrow(
                f"""
                SELECT count(*), count(t.city_code), count(*) FILTER (WHERE
                    (r.tier = 'CITY') IS DISTINCT FROM (t.city_code IS NOT NULL)
                    OR t.city_code <> t.home_code)
                FROM {entity.table.name} AS t LEFT JOIN region AS r ON r.code = t.home_code
                """
            )
            assert broken == 0 < cities < count, entity.name
    finally:
        await connection.close()


async def test_the_lists_are_the_same(asked: Asked, oracle: Oracle, world: World) -> None:
    """A city's records by key: read by home, and equal to the oracle's, page after page."""
    head = f'where: {{region: {{within: "{CITY}"}}}}'
    query = f"{{ payments({head}, first: 200) {{ totalCount nodes {{ id }} }} }}"
    made = explain(graphql_schema(), query, {}, None, world.reference, OPEN)["statements"]
    assert any("b.home_code = $1" in each["sql"] for each in made), made
    assert await compare(asked, oracle, query)
    assert await compare(asked, oracle, f"{{ projects({head}, last: 9) {{ nodes {{ id }} }} }}")
