"""What a sample must become: the expected file, its comparison, and the recording of samples."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from adapters.sdk.crosswalk import suppliers
from adapters.sdk.mapping import mapper
from adapters.sdk.source import (
    Mapped,
    MappedPage,
    Rejected,
    Settings,
    Source,
    Stream,
    Translator,
)

ACCEPT = "HUB_ACCEPT"

LONGEST = 500
"""Records of a sample that the expected file holds; of a longer one it holds as many from its
start, and the digest of all."""


def record(source: Source, settings: Settings, samples: Path, ask: Translator, rows: int) -> None:
    """Write samples of a living source: of each stream some `rows` records of its first page,
    the first of each sort of problem and the first deleted one. raises: as the stream's reader"""
    samples.mkdir(parents=True, exist_ok=True)
    for stream in source.streams:
        page = next(iter(stream.read.pages(settings, {})))
        mapped = mapper(stream, ask).map(page)
        first, many = page.first_row, len(page.rows)
        numbers = list(page.numbers or range(first, first + many))
        told_of = {row.position for row in [each for each in mapped.rows if each.deleted][:1]}
        told_of |= {each.position for each in _first_of_each(mapped.rejected)}
        places = set(range(0, many, max(many // rows, 1)))
        places |= {place for place, number in enumerate(numbers) if number in told_of}
        body = {
            "name": page.name,
            "columns": page.columns,
            "numbers": [numbers[place] for place in sorted(places)],
            "rows": [page.rows[place] for place in sorted(places)],
        }
        _write(samples / f"{stream.name}.json", body)


def _first_of_each(rejected: Iterable[Rejected]) -> list[Rejected]:
    seen: dict[str, Rejected] = {}
    for each in rejected:
        seen.setdefault(each.problem.code, each)
    return list(seen.values())


def told(stream: Stream, mapped: MappedPage) -> dict[str, Any]:
    """The result in JSON's words."""
    fields = [rule.field for rule in suppliers(stream)]
    records = [_record(fields, row) for row in mapped.rows]
    return {
        "records": records[:LONGEST],
        **_beyond(records),
        "rejected": [
            {
                "position": each.position,
                "key": each.source_key,
                "region_code": each.region_code,
                "fiscal_year": each.fiscal_year,
                "problem": str(each.problem),
            }
            for each in mapped.rejected
        ],
        "grades": {f"{field} {grade}": n for (field, grade), n in sorted(mapped.grades.items())},
    }


def _beyond(records: list[dict[str, Any]]) -> dict[str, Any]:
    """What stands for the records that are not held one by one."""
    if len(records) <= LONGEST:
        return {}
    digest = sha256(json.dumps(records, ensure_ascii=False).encode()).hexdigest()
    return {"all": len(records), "sha256": digest}


def _record(fields: list[str], row: Mapped) -> dict[str, Any]:
    head = {
        "position": row.position,
        "key": row.source_key,
        "updated_at": _word(row.updated_at),
        "deleted": row.deleted,
    }
    return head | {name: _word(value) for name, value in zip(fields, row.values, strict=True)}


def _word(value: Any) -> Any:
    return str(value) if isinstance(value, date | Decimal) else value


def compare(path: Path, result: Mapping[str, Any]) -> None:
    """raises: AssertionError with the first difference between the expected file and `result`"""
    if os.environ.get(ACCEPT):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, result)
        return
    assert path.exists(), f"{path} is missing; {ACCEPT}=1 writes it"
    expected = json.loads(path.read_text(encoding="utf-8"))
    for part, ours in result.items():
        theirs = expected.get(part)
        if ours != theirs:
            raise AssertionError(
                f"{path.name} {part}: {_difference(ours, theirs)}. If that is meant, run once with "
                f"{ACCEPT}=1 and read the difference."
            )


def _difference(ours: Any, theirs: Any) -> str:
    """The first thing that differs."""
    if isinstance(ours, list) and isinstance(theirs, list):
        for place, (mine, wanted) in enumerate(zip(ours, theirs, strict=False)):
            if mine != wanted:
                return f"entry {place}, {_difference(mine, wanted)}"
        return f"{len(ours)} entries, expected {len(theirs)}"
    if isinstance(ours, dict) and isinstance(theirs, dict):
        name = next(key for key in [*ours, *theirs] if ours.get(key) != theirs.get(key))
        return f"{name} is {ours.get(name)!r}, expected {theirs.get(name)!r}"
    return f"{ours!r}, expected {theirs!r}"


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """JSON with one list or record entry a line, so that differences read well."""
    parts = []
    for name, value in content.items():
        if isinstance(value, list) and value and isinstance(value[0], list | dict):
            lines = ",\n".join("  " + json.dumps(each, ensure_ascii=False) for each in value)
            parts.append(f'"{name}": [\n{lines}\n]')
        else:
            parts.append(f'"{name}": {json.dumps(value, ensure_ascii=False)}')
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
