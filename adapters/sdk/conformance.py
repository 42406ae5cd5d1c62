"""The conformance kit: one line of test by which a department shows that its adapter is sound.

    def test_conformance() -> None:
        conformance(SOURCE, Path(__file__).parent / "samples")

Beside the folder of samples lies `expected/`, with what each sample must become. After a change
that is meant, run the test once with HUB_ACCEPT=1: it writes `expected/` anew; read the difference
before committing it. `record` makes the samples from the living source: have personal data
replaced before they are committed. A source of documents has its documents as samples.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any
from unittest.mock import patch

from adapters.sdk.codes import CodeFiles
from adapters.sdk.crosswalk import To, entity_of, suppliers, verify
from adapters.sdk.mapping import mapper
from adapters.sdk.money import Money
from adapters.sdk.national import National
from adapters.sdk.readers.documents import loading
from adapters.sdk.source import (
    Mapped,
    MappedPage,
    Page,
    Rejected,
    Settings,
    Source,
    Stream,
    Translator,
)
from schema.check import checker
from schema.problems import HubError, RejectRow

ACCEPT = "HUB_ACCEPT"
DOCUMENTS = (".csv", ".xlsx")
CLOCK = frozenset({"now", "utcnow", "today", "time", "time_ns", "monotonic", "random", "urandom"})
"""Names whose use in a conversion would make its answer depend on when it is asked."""


def conformance(source: Source, samples: Path, translator: Translator | None = None) -> None:
    """Check every stream of an adapter against its recorded samples.

    `translator`: national codes for the samples; those of the project's own files by default.
    raises: AssertionError that says what is wrong and what to do
    """
    ask = translator or CodeFiles()
    names = [stream.name for stream in source.streams]
    assert len(set(names)) == len(names), f"{source.name}: two streams share a name: {names}"
    for stream in source.streams:
        check_stream(source, stream, samples, ask)


def check_stream(source: Source, stream: Stream, samples: Path, ask: Translator) -> None:
    """One stream: its crosswalk, then each of its samples. raises: AssertionError"""
    where = f"{source.name} {stream.name}"
    try:
        verify(stream)
    except HubError as problem:
        raise AssertionError(f"{where}: {problem.render('en')}") from None
    check_purity(stream, where)
    found = list(_pages(source, stream, samples))
    assert found, f"{where}: no sample in {samples}; make them with `record`"
    for name, page in found:
        with _nothing_outside(where):
            mapped = _mapped(stream, page, ask, f"{where}, sample {name}")
        check_page(stream, page, mapped, f"{where}, sample {name}")
        again = _mapped(stream, page, ask, where)
        assert _told(stream, again) == _told(stream, mapped), (
            f"{where}, sample {name}: mapping it twice gave two results"
        )
        _compare(samples.parent / "expected" / f"{name}.json", _told(stream, mapped))


def check_purity(stream: Stream, where: str) -> None:
    """No conversion reads the clock or chance. raises: AssertionError"""
    for rule in suppliers(stream):
        if isinstance(rule, To):
            how = rule.how.convert if isinstance(rule.how, National) else rule.how
            used = sorted(_names(how) & CLOCK)
            assert not used, (
                f"{where}: the conversion of {rule.field} uses {', '.join(used)}; a conversion "
                "must give the same answer whenever it is asked"
            )


def check_page(stream: Stream, page: Page, mapped: MappedPage, where: str) -> None:
    """Every record is somewhere, of its declared kinds, with its money. raises: AssertionError"""
    gone, came = len(mapped.rows) + len(mapped.rejected), len(page.rows)
    assert gone == came, f"{where}: {came} records came and {gone} are accounted for"
    fields = [rule.field for rule in suppliers(stream)]
    check = checker(entity_of(stream), fields)
    for record in mapped.rows:
        if not record.deleted:
            try:
                check(record.values)
            except RejectRow as problem:
                raise AssertionError(
                    f"{where}, record {record.position}: the crosswalk gives what the field does "
                    f"not take: {problem.render('en')}"
                ) from None
    rows = [list(row) for row in page.rows]
    for rejected in mapped.rejected:
        raw = list(json.loads(rejected.raw).values())
        assert raw in rows, f"{where}: the record set aside is not as it came: {rejected.raw}"
    _check_money(stream, page, mapped, where)


def _check_money(stream: Stream, page: Page, mapped: MappedPage, where: str) -> None:
    """Each amount, printed again in its unit, is the amount that came."""
    numbers = page.numbers or range(page.first_row, page.first_row + len(page.rows))
    texts: dict[int, list[Any]] = {}
    for number, row in zip(numbers, page.rows, strict=True):
        texts.setdefault(number, []).append(row)
    for place, rule in enumerate(suppliers(stream)):
        if not isinstance(rule, To) or not isinstance(rule.how, Money):
            continue
        column = page.columns.index(rule.columns[0])
        for record in mapped.rows:
            fen = record.values[place]
            came = [rule.how.exact((row[column] or "").strip()) for row in texts[record.position]]
            assert record.deleted or fen in (None, rule.blank) or Decimal(fen) in came, (
                f"{where}, record {record.position}: {rule.columns[0]} became {fen} fen"
            )


def record(source: Source, settings: Settings, samples: Path, ask: Translator, rows: int) -> None:
    """Write samples of a living source: of each stream `rows` records, the first of each sort of
    problem and the first deleted one. raises: as the stream's reader"""
    samples.mkdir(parents=True, exist_ok=True)
    for stream in source.streams:
        pages = stream.read.pages(settings, {})
        page = next(pages)
        mapped = mapper(stream, ask).map(page)
        kept = {row.position for row in [each for each in mapped.rows if each.deleted][:1]}
        kept |= {first.position for first in _first_of_each(mapped.rejected)}
        first = page.first_row
        kept |= set(range(first, first + max(rows - len(kept), 0)))
        numbers = [number for number in sorted(kept) if number - first < len(page.rows)]
        body = {
            "name": page.name,
            "columns": page.columns,
            "numbers": numbers,
            "rows": [page.rows[number - first] for number in numbers],
        }
        _write(samples / f"{stream.name}.json", body)


def _first_of_each(rejected: Iterable[Rejected]) -> list[Rejected]:
    seen: dict[str, Rejected] = {}
    for each in rejected:
        seen.setdefault(each.problem.code, each)
    return list(seen.values())


def _pages(source: Source, stream: Stream, samples: Path) -> Iterator[tuple[str, Page]]:
    if source.documents:
        files = sorted(path for path in samples.iterdir() if path.suffix in DOCUMENTS)
        for path in files:
            for page in stream.read.pages(loading([path]), {}):
                yield path.stem, replace(page, body=b"")
    elif (path := samples / f"{stream.name}.json").exists():
        told = json.loads(path.read_text(encoding="utf-8"))
        numbers = told.get("numbers", ())
        yield stream.name, Page(told["name"], b"", tuple(told["columns"]), told["rows"],
                                numbers=numbers)  # fmt: skip


def _mapped(stream: Stream, page: Page, ask: Translator, where: str) -> MappedPage:
    try:
        return mapper(stream, ask).map(page)
    except HubError as problem:
        raise AssertionError(f"{where}: {problem.render('en')}") from None


def _told(stream: Stream, mapped: MappedPage) -> dict[str, Any]:
    """The result in JSON's words."""
    fields = [rule.field for rule in suppliers(stream)]
    return {
        "records": [_record(fields, row) for row in mapped.rows],
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


def _compare(path: Path, told: Mapping[str, Any]) -> None:
    if os.environ.get(ACCEPT):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, told)
        return
    assert path.exists(), f"{path} is missing; {ACCEPT}=1 writes it"
    expected = json.loads(path.read_text(encoding="utf-8"))
    for part, ours in told.items():
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


def _write(path: Path, told: Mapping[str, Any]) -> None:
    """JSON with one list or record entry a line, so that differences read well."""
    parts = []
    for name, value in told.items():
        if isinstance(value, list) and value and isinstance(value[0], list | dict):
            lines = ",\n".join("  " + json.dumps(each, ensure_ascii=False) for each in value)
            parts.append(f'"{name}": [\n{lines}\n]')
        else:
            parts.append(f'"{name}": {json.dumps(value, ensure_ascii=False)}')
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _names(how: Any) -> set[str]:
    """Names that a conversion's code uses, those of the functions it is made of included."""
    function = getattr(how, "__func__", how)
    if not isinstance(function, FunctionType):
        function = vars(type(how)).get("__call__")
        if not isinstance(function, FunctionType):
            return set()
    used = _names_of(function.__code__)
    for cell in function.__closure__ or ():
        if isinstance(cell.cell_contents, FunctionType):
            used |= _names(cell.cell_contents)
    return used


def _names_of(code: CodeType) -> set[str]:
    inner = (each for each in code.co_consts if isinstance(each, CodeType))
    return set(code.co_names).union(*map(_names_of, inner))


@contextmanager
def _nothing_outside(where: str) -> Iterator[None]:
    """Mapping reaches no network while this lasts."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError(f"{where}: mapping opened a connection; a conversion must be pure")

    with patch("socket.socket.connect", refuse), patch("socket.create_connection", refuse):
        yield
