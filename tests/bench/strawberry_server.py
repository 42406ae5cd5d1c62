"""A plain Strawberry server, as its documentation has one written: resolvers, a DataLoader for each
link, parse and validation caches, asyncpg, the same indexes. Amounts go out as the fen they are.

    DATABASE_URL=… PORT=… POOL=… python -m tests.bench.strawberry_server
"""

from __future__ import annotations

import json
import os
from base64 import urlsafe_b64decode
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg
import orjson
import strawberry
from strawberry import Info
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache

from tests.bench.serving import Receive, Scope, Send, answer, body_of, run


@strawberry.type
class Agency:
    name: str


@strawberry.type
class Function:
    code: str
    name: str


@strawberry.type
class Region:
    code: int
    name: str


@strawberry.type
class Project:
    name: str
    key: strawberry.Private[tuple[int, int, str]]

    @strawberry.field
    async def payments(self, info: Info, first: int) -> list[Payment]:
        return await info.context.vouchers.load((self.key, first))


@strawberry.type
class Payment:
    row: strawberry.Private[Any]
    payment_id: str
    amount: str
    voucher_on: date | None

    @strawberry.field
    def certificate_no(self) -> str | None:
        return self.row["certificate_no"]

    @strawberry.field
    def paid_on(self) -> date | None:
        return self.row["paid_on"]

    @strawberry.field
    def cleared_on(self) -> date | None:
        return self.row["cleared_on"]

    @strawberry.field
    def paid(self) -> str:
        return str(self.row["paid"])

    @strawberry.field
    def payee_name(self) -> str | None:
        return self.row["payee_name"]

    @strawberry.field
    def purpose(self) -> str | None:
        return self.row["purpose"]

    @strawberry.field
    def project_code(self) -> str | None:
        return self.row["project_code"]

    @strawberry.field
    async def agency(self, info: Info) -> Agency | None:
        return await info.context.agencies.load(self.row["agency_code"])

    @strawberry.field
    async def function(self, info: Info) -> Function | None:
        row = self.row
        key = row["budget_type"], row["fiscal_year"], row["function"]
        return await info.context.functions.load(key)

    @strawberry.field
    async def project(self, info: Info) -> Project | None:
        row = self.row
        key = row["home_code"], row["region_code"], row["project_code"]
        return await info.context.projects.load(key)


@strawberry.type
class ClassTotal:
    region_code: strawberry.Private[int]
    class_: strawberry.Private[str]
    count: int
    amount: str

    @strawberry.field
    async def region(self, info: Info) -> Region | None:
        return await info.context.regions.load(self.region_code)

    @strawberry.field
    async def function(self, info: Info) -> Function | None:
        return await info.context.classes.load(self.class_)


def _payment(row: Any) -> Payment:
    return Payment(
        row=row,
        payment_id=row["payment_id"],
        amount=str(row["amount"]),
        voucher_on=row["voucher_on"],
    )


@strawberry.type
class Query:
    @strawberry.field
    async def payment(self, info: Info, id: strawberry.ID) -> Payment | None:
        key = json.loads(urlsafe_b64decode(id + "=" * (-len(id) % 4)))[1:]
        sql = """SELECT * FROM payment WHERE home_code = $1 AND region_code = $2
                 AND fiscal_year = $3 AND payment_id = $4"""
        row = await info.context.pool.fetchrow(sql, *key)
        return row and _payment(row)

    @strawberry.field
    async def payments(
        self, info: Info, first: int, region: int, year: int, by_amount: bool = False
    ) -> list[Payment]:
        column = "city_code" if by_amount else "home_code"
        way = "amount DESC, " if by_amount else ""
        down = " DESC" if by_amount else ""
        keys = ", ".join(f"{each}{down}" for each in ("home_code", "region_code", "payment_id"))
        sql = f"""SELECT * FROM payment WHERE fiscal_year = $1 AND {column} = $2
                  ORDER BY {way}{keys} LIMIT $3"""
        return [_payment(row) for row in await info.context.pool.fetch(sql, year, region, first)]

    @strawberry.field
    async def projects(self, info: Info, first: int, region: int) -> list[Project]:
        sql = """SELECT name, home_code, region_code, project_code FROM project
                 WHERE home_code = $1 ORDER BY home_code, region_code, project_code LIMIT $2"""
        rows = await info.context.pool.fetch(sql, region, first)
        return [Project(name=row["name"], key=tuple(row)[1:]) for row in rows]

    @strawberry.field
    async def class_totals(self, info: Info, cities: list[int], year: int) -> list[ClassTotal]:
        sql = """SELECT region_code, function_1, sum(count)::bigint, sum(amount)::bigint
                 FROM rollup_payment_class
                 WHERE region_code = ANY($1::int[]) AND NOT own AND fiscal_year = $2
                 GROUP BY region_code, function_1"""
        rows = await info.context.pool.fetch(sql, cities, year)
        return [
            ClassTotal(region_code=row[0], class_=row[1], count=row[2], amount=str(row[3]))
            for row in rows
        ]


@dataclass
class Context:
    """One request's loaders."""

    pool: Any

    def __post_init__(self) -> None:
        self.agencies = DataLoader(self._agencies)
        self.functions = DataLoader(self._functions)
        self.projects = DataLoader(self._projects)
        self.regions = DataLoader(self._regions)
        self.classes = DataLoader(self._classes)
        self.vouchers = DataLoader(self._vouchers)

    async def _agencies(self, codes: list[str]) -> Sequence[Agency | None]:
        rows = await self.pool.fetch("SELECT code, name FROM agency WHERE code = ANY($1)", codes)
        known = {row["code"]: Agency(name=row["name"]) for row in rows}
        return [known.get(code) for code in codes]

    async def _functions(self, keys: list[tuple[str, int, str]]) -> Sequence[Function | None]:
        sql = """SELECT c.budget_type, c.year, c.code, c.name
                 FROM unnest($1::text[], $2::int[], $3::text[]) AS k(budget_type, year, code)
                 JOIN classification c USING (budget_type, year, code)
                 WHERE c.list = 'functional'"""
        rows = await self.pool.fetch(sql, *map(list, zip(*keys, strict=True)))
        known = {tuple(row)[:3]: Function(code=row[2], name=row[3]) for row in rows}
        return [known.get(key) for key in keys]

    async def _projects(self, keys: list[tuple[int, int, str]]) -> Sequence[Project | None]:
        sql = """SELECT p.home_code, p.region_code, p.project_code, p.name
                 FROM unnest($1::int[], $2::int[], $3::text[])
                      AS k(home_code, region_code, project_code)
                 JOIN project p USING (home_code, region_code, project_code)"""
        rows = await self.pool.fetch(sql, *map(list, zip(*keys, strict=True)))
        known = {tuple(row)[:3]: Project(name=row[3], key=tuple(row)[:3]) for row in rows}
        return [known.get(key) for key in keys]

    async def _regions(self, codes: list[int]) -> Sequence[Region | None]:
        rows = await self.pool.fetch("SELECT code, name FROM region WHERE code = ANY($1)", codes)
        known = {row["code"]: Region(code=row["code"], name=row["name"]) for row in rows}
        return [known.get(code) for code in codes]

    async def _classes(self, codes: list[str]) -> Sequence[Function | None]:
        sql = """SELECT DISTINCT ON (code) code, name FROM classification
                 WHERE list = 'functional' AND year = 0 AND code = ANY($1)
                 ORDER BY code, budget_type"""
        rows = await self.pool.fetch(sql, codes)
        known = {row["code"]: Function(code=row["code"], name=row["name"]) for row in rows}
        return [known.get(code) for code in codes]

    async def _vouchers(self, asked: list[Any]) -> Sequence[list[Payment]]:
        sql = """SELECT t.* FROM unnest($1::int[], $2::int[], $3::text[]) AS k(h, r, c)
                 CROSS JOIN LATERAL (SELECT * FROM payment
                     WHERE home_code = k.h AND region_code = k.r AND project_code = k.c
                     ORDER BY fiscal_year, payment_id LIMIT $4) AS t"""
        keys = [key for key, _ in asked]
        found = defaultdict(list)
        for row in await self.pool.fetch(sql, *map(list, zip(*keys, strict=True)), asked[0][1]):
            found[row["home_code"], row["region_code"], row["project_code"]].append(_payment(row))
        return [found[key] for key in keys]


class Served:
    """The schema over HTTP, without a framework in the way."""

    def __init__(self) -> None:
        self.schema = strawberry.Schema(
            Query, extensions=[lambda: ParserCache(100), lambda: ValidationCache(100)]
        )
        self.pool: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.pool is None:
            size = int(os.environ["POOL"])
            self.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], max_size=size)
        asked = orjson.loads(await body_of(receive))
        result = await self.schema.execute(
            asked["query"], asked["variables"], context_value=Context(self.pool)
        )
        told: dict[str, Any] = {"data": result.data}
        if result.errors:
            told["errors"] = [error.formatted for error in result.errors]
        await answer(send, orjson.dumps(told))


if __name__ == "__main__":
    run(Served())
