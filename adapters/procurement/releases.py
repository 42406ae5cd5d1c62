"""OCDS 1.1 releases → one record for each object of a kind that they tell of.

A release is an immutable event: it states some objects of its contracting process, each whole. So
a stream takes, from the releases with its tags, every object at one path, as a row of fixed
columns; the hub keeps the newest by the release's date. Columns are paths of OCDS: of the release
(`ocid`), of the object (`contracts/value/amount`), of what it points at: `awards` is the award
that a contract names, `buyer` the buyer with what `parties` say of it. A part that is a list or an
object is its JSON. Two columns are made here: `currencies` (all that the release's amounts are in)
and `others` (members of the object that no column names: extensions).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.sdk.readers.http_json import exact_json, json_text
from adapters.sdk.readers.http_pages import Table
from adapters.sdk.source import Page, Text
from schema.problems import StopBatch

Json = Mapping[str, Any]
CURRENCIES, OTHERS = "currencies", "others"


@dataclass(frozen=True)
class Objects:
    """The objects at `path` of the releases with one of `tags`: `planning`, `contracts`,
    `contracts/amendments`. `only`: (member, word) that an object must have, else it is of another
    kind.  `columns`: see above."""

    path: str
    tags: frozenset[str]
    columns: tuple[str, ...]
    only: tuple[str, str] | None = None

    def table(self, package: Json) -> Table:
        """The rows of a release package."""
        rows = [row for release in _list(package, "releases") for row in self.rows(release)]
        return self._header, rows

    @property
    def _header(self) -> tuple[str, ...]:
        return (*self.columns, CURRENCIES, OTHERS)

    def rows(self, release: Json) -> Iterator[list[Text]]:
        """The rows of one release."""
        if not self.tags.intersection(_list(release, "tag")):
            return
        currencies = " ".join(sorted(_currencies(release))) or None
        for seen in _objects(_whole(release), self.path):
            found = _at(seen, self.path)
            if self.only is None or self.only[1] in _words(found.get(self.only[0])):
                cells = [json_text(_at(seen, column)) for column in self.columns]
                others = dict(_unnamed(found, self.path, self.columns))
                yield [*cells, currencies, json_text(others) if others else None]

    def page(self, name: str, body: bytes) -> Page:
        """A file: one release package, or one a line. raises: StopBatch(A307)"""
        rows: list[Sequence[Text]] = []
        numbers: list[int] = []
        for number, package in _packages(name, body):
            _, found = self.table(package)
            rows += found
            numbers += [number] * len(found)
        return Page(name, body, self._header, rows, numbers=numbers)


def _packages(name: str, body: bytes) -> Iterator[tuple[int, Json]]:
    """Line and package."""
    try:
        text = body.decode("utf-8-sig")
        lines = text.splitlines() if name.endswith(".jsonl") else [text]
        for number, line in enumerate(lines, 1):
            if line.strip():
                package = exact_json(line)
                if not isinstance(package, dict) or not _all_objects(package.get("releases")):
                    raise StopBatch("A307", document=f"{name} line {number}", known=_LAYOUT)
                yield number, package
    except ValueError:
        raise StopBatch("A307", document=name, known=_LAYOUT) from None


_LAYOUT = ["an OCDS release package: {releases: [{…}]}"]


def _all_objects(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(each, dict) for each in found)


def _whole(release: Json) -> dict[str, Any]:
    """The release, its buyer with what the parties say of it."""
    buyer = release.get("buyer")
    known = [each for each in _list(release, "parties") if isinstance(each, dict)]
    if isinstance(buyer, dict):
        party = next((each for each in known if each.get("id") == buyer.get("id")), {})
        buyer = {**party, **buyer}
    return {**release, "buyer": buyer}


def _objects(release: Json, path: str) -> Iterator[dict[str, Any]]:
    """The release as seen from each object at `path`: lists on the way are that one member."""
    head, _, rest = path.partition("/")
    found = release.get(head)
    for each in found if isinstance(found, list) else [found]:
        if not isinstance(each, dict):
            continue
        seen = {**release, head: each}
        if head == "contracts":
            named = [
                award for award in _list(release, "awards")
                if isinstance(award, dict) and award.get("id") == each.get("awardID")
            ]  # fmt: skip
            seen["awards"] = named[0] if named else None
        if not rest:
            yield seen
            continue
        for inner in _objects(each, rest):
            yield {**seen, head: inner}


def _at(seen: Any, path: str) -> Any:
    """The part at a path; a number in it is a place in a list. None where there is none."""
    for name in path.split("/"):
        if isinstance(seen, list):
            seen = seen[int(name)] if name.isdigit() and int(name) < len(seen) else None
        else:
            seen = seen.get(name) if isinstance(seen, dict) else None
    return seen


def _unnamed(part: Any, path: str, columns: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Path and value of whatever lies below `part` and in no column."""
    if path in columns:
        return
    if not any(column.startswith(f"{path}/") for column in columns):
        yield path, part
    elif isinstance(part, dict):
        for name, each in part.items():
            yield from _unnamed(each, f"{path}/{name}", columns)
    elif isinstance(part, list):
        for number, each in enumerate(part):
            yield from _unnamed(each, f"{path}/{number}", columns)
    elif part is not None:
        yield path, part


def _words(found: Any) -> Sequence[Any]:
    return found if isinstance(found, list) else (found,)


def _list(of: Json, name: str) -> Sequence[Any]:
    found = of.get(name)
    return found if isinstance(found, list) else ()


def _currencies(part: Any) -> set[str]:
    """Every currency named anywhere in a release."""
    if isinstance(part, list):
        return {name for each in part for name in _currencies(each)}
    if not isinstance(part, dict):
        return set()
    own = part.get("currency")
    below = {name for each in part.values() for name in _currencies(each)}
    return below | ({own} if isinstance(own, str) else set())
