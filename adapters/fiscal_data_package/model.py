"""A descriptor (datapackage.json) → what its columns mean, in one form for both editions.

`mapping` names measures and dimensions with the columns they come from; the later edition gives
each field a `columnType`. What statement lines need and a descriptor does not say is asked for,
never assumed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from schema.problems import StopBatch

CURRENCY, COUNTRY = "CNY", "CN"
UNITS = {0: "元", 3: "千元", 4: "万元", 6: "百万元", 8: "亿元"}
"""Power of ten of a measure's factor -> its unit."""

PHASES = {"approved": "OPENING", "adjusted": "ADJUSTED", "executed": "EXECUTED"}
DIRECTIONS = {"revenue": "REVENUE", "expenditure": "EXPENDITURE"}
SCOPES = ("OWN_LEVEL", "WHOLE_ADMINISTRATIVE", "WHOLE_FISCAL")

YEAR, REGION, CODE, LABEL, BUDGET = "year", "region", "code", "label", "budget"
NEEDED = (YEAR, REGION, CODE)

COLUMN_TYPES = (
    ("value", "value"),
    ("date:fiscal-year", YEAR),
    ("date:fiscal:year", YEAR),
    ("geo:target:code", REGION),
    ("geo:source:code", REGION),
    ("geo:code", REGION),
    ("functional-classification:generic:level3:code", CODE),
    ("functional-classification:generic:code", CODE),
    ("functional-classification:code", CODE),
    ("functional-classification:generic:label", LABEL),
    ("functional-classification:label", LABEL),
    ("fin-source:generic:code", BUDGET),
)
"""Column types of the later edition -> what a column is to us."""

DIMENSIONS = {
    "datetime": {"year": YEAR},
    "location": {"code": REGION},
    "classification": {"code": CODE, "label": LABEL},
    "fund": {"code": BUDGET},
}
"""Kinds of dimension of the earlier edition -> their attributes that are something to us."""


@dataclass(frozen=True)
class Measure:
    """A column of figures."""

    name: str
    source: str
    unit: str
    phase: str
    direction: str


@dataclass(frozen=True)
class Resource:
    """A table: its path, its header, and the columns of each role."""

    name: str
    path: str
    fields: tuple[str, ...]
    encoding: str
    measures: tuple[Measure, ...]
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Package:
    """A descriptor. `scope`: of all its figures."""

    name: str
    title: str
    scope: str
    resources: tuple[Resource, ...]


def package_of(file: str, body: bytes) -> Package:
    """The package of a descriptor.

    raises: StopBatch(A309) for what is no JSON object; StopBatch(A307) for what is not said;
    StopBatch(A319) for figures of another country or currency
    """
    try:
        said = json.loads(body.decode("utf-8-sig"))
    except ValueError as error:
        raise StopBatch("A309", path=file, cause=str(error)) from None
    if not isinstance(said, dict) or not isinstance(said.get("resources"), list):
        raise unsaid(file, "no resources", "a descriptor with resources")
    countries = said.get("countryCode", COUNTRY)
    foreign = [each for each in _listed(countries) if each != COUNTRY]
    if foreign:
        raise StopBatch("A319", document=file, what="countryCode", found=", ".join(foreign))
    scope = said.get("scope")
    resources = tuple(_resource(file, said, each) for each in said["resources"])
    if scope not in SCOPES:
        raise unsaid(file, f"scope {scope}", f"scope: {' or '.join(SCOPES)}")
    name = str(said.get("name") or "")
    if not name or not resources:
        raise unsaid(file, "no name or no resource", "a name and a resource")
    return Package(name, str(said.get("title") or name), scope, resources)


def _resource(file: str, said: Mapping[str, Any], given: Mapping[str, Any]) -> Resource:
    fields = list(given.get("schema", {}).get("fields", ()))
    names = tuple(str(field.get("name")) for field in fields)
    mapping = said.get("mapping") or said.get("model")
    if mapping:
        measures = list(_mapped(mapping.get("measures", {})))
        columns = dict(_dimensions(mapping.get("dimensions", {})))
    else:
        measures = [
            (str(field["name"]), {"source": field["name"], **field})
            for field in fields
            if _role(field) == "value"
        ]
        columns = {
            role: str(field["name"])
            for field in fields
            if (role := _role(field)) not in ("value", "")
        }
    path = str(given.get("path", ""))
    if not measures:
        raise unsaid(file, f"resource {path}: no measure", "a measure with currency and phase")
    made = tuple(_measure(file, name, measure) for name, measure in measures)
    if missing := [role for role in NEEDED if role not in columns]:
        raise unsaid(
            file, f"resource {path}: no dimension for {', '.join(missing)}",
            "dimensions datetime (year), location (code), classification (code)",
        )  # fmt: skip
    sources = [*(measure.source for measure in made), *columns.values()]
    if strange := [source for source in sources if source not in names]:
        raise unsaid(file, f"source {', '.join(strange)}", f"fields {', '.join(names)}")
    if not path or path.startswith(("/", "\\")) or ".." in path or ":" in path:
        raise unsaid(file, f"path {path}", "a path inside the package")
    if given.get("dialect", {}).get("delimiter", ",") != ",":
        raise unsaid(file, f"delimiter of {path}", "commas")
    name = str(given.get("name") or path)
    return Resource(name, path, names, str(given.get("encoding", "utf-8")), made, columns)


def _mapped(measures: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Measures as an object by name, or as a list."""
    if isinstance(measures, Mapping):
        yield from ((str(name), measure) for name, measure in measures.items())
    else:
        yield from ((str(measure.get("name")), measure) for measure in measures)


def _dimensions(dimensions: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for dimension in dimensions.values():
        roles = DIMENSIONS.get(str(dimension.get("dimensionType")), {})
        for name, attribute in dimension.get("attributes", {}).items():
            if name in roles:
                yield roles[name], str(attribute.get("source"))


def _role(field: Mapping[str, Any]) -> str:
    return dict(COLUMN_TYPES).get(str(field.get("columnType", "")), "")


def _measure(file: str, name: str, said: Mapping[str, Any]) -> Measure:
    currency = said.get("currency")
    if currency and currency != CURRENCY:
        raise StopBatch("A319", document=file, what=f"currency of {name}", found=currency)
    phase = PHASES.get(str(said.get("phase")))
    direction = DIRECTIONS.get(str(said.get("direction")))
    unit = _unit(said.get("factor", 1))
    for found, asked in (
        (currency, "currency"), (phase, f"phase: {', '.join(PHASES)}"),
        (direction, f"direction: {', '.join(DIRECTIONS)}"),
        (unit, f"factor: {', '.join(f'1e{power}' for power in UNITS)}"),
    ):  # fmt: skip
        if not found:
            raise unsaid(file, f"measure {name}: {json.dumps(dict(said))}", f"its {asked}")
    return Measure(name, str(said.get("source")), unit or "", phase or "", direction or "")


def _unit(factor: Any) -> str | None:
    try:
        exact = Decimal(str(factor)).normalize()
    except InvalidOperation:
        return None
    sign, digits, exponent = exact.as_tuple()
    power = int(exponent) if digits == (1,) and not sign and isinstance(exponent, int) else -1
    return UNITS.get(power)


def _listed(value: Any) -> Sequence[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def unsaid(file: str, found: object, expected: str) -> StopBatch:
    """The descriptor does not say what must be known."""
    return StopBatch("A307", document=f"{file}: {found}", known=[expected])
