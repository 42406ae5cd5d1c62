"""The six queries: what each contestant is asked, and what must be equal in their answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PLACE = {"region": "440000000", "year": 2025}
CITY = {"region": "440200000", "year": 2025}

_LINKS = "agency { name } function { name } project { name }"
_ROW = """paymentId certificateNo voucherOn paidOn clearedOn amount paid payeeName purpose
          projectCode"""

FIRST = """query ($region: String!, $year: Int!) {
  payments(first: 1, where: {region: {within: $region}, fiscalYear: {eq: $year}},
           orderBy: [{amount: DESC}]) { nodes { id homeCode: region { code } paymentId } } }"""

HUB = {
    "point": f"query ($id: ID!) {{ payment(by: {{id: $id}}) {{ paymentId amount {_LINKS} }} }}",
    "subtree": f"""query ($region: String!, $year: Int!) {{
      payments(first: 100, where: {{region: {{within: $region}}, fiscalYear: {{eq: $year}}}},
               orderBy: [{{amount: DESC}}]) {{ nodes {{ paymentId amount {_LINKS} }} }} }}""",
    "nested": """query ($region: String!) {
      projects(first: 20, where: {region: {within: $region}}) {
        nodes { name payments(first: 20) { nodes { paymentId amount voucherOn } } } } }""",
    "rows": f"""query ($region: String!, $year: Int!) {{
      payments(first: 5000, where: {{region: {{within: $region}}, fiscalYear: {{eq: $year}}}}) {{
        nodes {{ {_ROW} }} }} }}""",
    "groups": """query ($region: String!, $year: Int!) {
      paymentGroups(by: [{region: {tier: CITY}}, {function: {level: 1}}], first: 1000,
                    where: {region: {within: $region}, fiscalYear: {eq: $year}}) {
        nodes { key { region { code name } function { code name } } count sum { amount } } } }""",
    "tiny": "{ __typename }",
}

_PG_LINKS = "agency { name } function: functionCode { name } project { name }"
POSTGRAPHILE = {
    "point": f"""query ($home: Int!, $region: Int!, $year: Int!, $id: String!) {{
      payment(homeCode: $home, regionCode: $region, fiscalYear: $year, paymentId: $id) {{
        paymentId amount {_PG_LINKS} }} }}""",
    "subtree": f"""query ($region: Int!, $year: Int!) {{
      payments(first: 100, orderBy: [AMOUNT_DESC],
               filter: {{fiscalYear: {{equalTo: $year}}, cityCode: {{equalTo: $region}}}}) {{
        nodes {{ paymentId amount {_PG_LINKS} }} }} }}""",
    "nested": """query ($region: Int!) {
      projects(first: 20, filter: {homeCode: {equalTo: $region}}) {
        nodes { name payments(first: 20) { nodes { paymentId amount voucherOn } } } } }""",
    "rows": f"""query ($region: Int!, $year: Int!) {{
      payments(first: 5000,
               filter: {{fiscalYear: {{equalTo: $year}}, homeCode: {{equalTo: $region}}}}) {{
        nodes {{ {_ROW} }} }} }}""",
    "groups": """query ($cities: [Int!], $year: Int!) {
      benchClassTotals(first: 1000,
          filter: {fiscalYear: {equalTo: $year}, regionCode: {in: $cities}}) {
        nodes { region { code name } function: functionClass { code name } count amount } } }""",
    "scan": """query ($cities: [Int!], $year: Int!) {
      payments(filter: {fiscalYear: {equalTo: $year}, cityCode: {in: $cities}}) {
        groupedAggregates(groupBy: [CITY_CODE, FUNCTION]) { keys sum { amount } } } }""",
    "tiny": "{ __typename }",
}

STRAWBERRY = {
    "point": f"query ($id: ID!) {{ payment(id: $id) {{ paymentId amount {_LINKS} }} }}",
    "subtree": f"""query ($region: Int!, $year: Int!) {{
      payments(first: 100, region: $region, year: $year, byAmount: true) {{
        paymentId amount {_LINKS} }} }}""",
    "nested": """query ($region: Int!) {
      projects(first: 20, region: $region) {
        name payments(first: 20) { paymentId amount voucherOn } } }""",
    "rows": f"""query ($region: Int!, $year: Int!) {{
      payments(first: 5000, region: $region, year: $year) {{ {_ROW} }} }}""",
    "groups": """query ($cities: [Int!]!, $year: Int!) {
      classTotals(cities: $cities, year: $year) {
        region { code name } function { code name } count amount } }""",
    "tiny": "{ __typename }",
}


@dataclass(frozen=True)
class Known:
    """What the queries ask about: an id of the hub's with its parts, and the province's cities."""

    id: str
    key: tuple[Any, ...]
    cities: tuple[int, ...]

    def hub(self, name: str) -> dict[str, Any]:
        place = {"point": {"id": self.id}, "tiny": {}, "nested": {"region": CITY["region"]}}
        return place.get(name, PLACE if name == "groups" else CITY)

    def plain(self, name: str) -> dict[str, Any]:
        """The same for servers that know regions as numbers."""
        region, year = int(str(CITY["region"])), CITY["year"]
        if name == "tiny":
            return {}
        if name == "point":
            return dict(zip(("home", "region", "year", "id"), self.key, strict=True))
        if name in ("groups", "scan"):
            return {"cities": list(self.cities), "year": year}
        return {"region": region, **({} if name == "nested" else {"year": year})}


# -- what must be equal ---------------------------------------------------------------------------


def facts_of(name: str, data: Any, fen: Callable[[Any], int]) -> Any:
    """An answer's facts, whatever its names and nesting. fen: reads this server's money."""
    if name == "tiny":
        return data
    (found,) = data.values()
    rows = found["nodes"] if isinstance(found, dict) and "nodes" in found else found
    if name == "point":
        return _linked(rows, fen)
    if name == "subtree":
        return sorted(_linked(row, fen) for row in rows)
    if name == "nested":
        return [(row["name"], [_voucher(each, fen) for each in _nodes(row)]) for row in rows]
    if name == "rows":
        return [_whole(row, fen) for row in rows]
    return sorted(each for row in rows if (each := _total(row, fen)))


def _nodes(row: Any) -> Any:
    inner = row["payments"]
    return inner["nodes"] if isinstance(inner, dict) else inner


def _linked(row: Any, fen: Callable[[Any], int]) -> tuple[Any, ...]:
    names = [row[link] and row[link]["name"] for link in ("agency", "function", "project")]
    return (-fen(row["amount"]), row["paymentId"], *map(str, names))


def _voucher(row: Any, fen: Callable[[Any], int]) -> tuple[Any, ...]:
    return row["paymentId"], fen(row["amount"]), row["voucherOn"]


def _whole(row: Any, fen: Callable[[Any], int]) -> tuple[Any, ...]:
    return tuple(
        fen(row[name]) if name in ("amount", "paid") else row[name] for name in _ROW.split()
    )


def _total(row: Any, fen: Callable[[Any], int]) -> tuple[Any, ...] | None:
    key, amount = row.get("key", row), row["sum"]["amount"] if "sum" in row else row["amount"]
    if key["region"] is None:
        return None
    region, function = key["region"], key["function"]
    place = int(region["code"]), region["name"], function["code"], function["name"]
    return (*place, int(row["count"]), fen(amount))
