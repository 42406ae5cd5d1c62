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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

from adapters.sdk.codes import CodeFiles
from adapters.sdk.crosswalk import To, entity_of, suppliers, verify
from adapters.sdk.golden import compare, record, told
from adapters.sdk.mapping import mapper
from adapters.sdk.money import Money
from adapters.sdk.purity import check_purity
from adapters.sdk.readers.documents import loading
from adapters.sdk.source import MappedPage, Page, Source, Stream, Translator
from schema.check import checker
from schema.problems import HubError, RejectRow

__all__ = ["conformance", "record"]

DOCUMENTS = (".csv", ".xls", ".xlsx", ".json")


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
        assert told(stream, again) == told(stream, mapped), (
            f"{where}, sample {name}: mapping it twice gave two results"
        )
        compare(samples.parent / "expected" / f"{name}.json", told(stream, mapped))


def check_page(stream: Stream, page: Page, mapped: MappedPage, where: str) -> None:
    """Every record is somewhere, of its declared kinds, with its money. raises: AssertionError"""
    gone, came = len(mapped.rows) + len(mapped.rejected), len(page.rows)
    assert gone == came, f"{where}: {came} records came and {gone} are accounted for"
    fields = [rule.field for rule in suppliers(stream)]
    check = checker(entity_of(stream), fields)
    for row in mapped.rows:
        if not row.deleted:
            try:
                check(row.values)
            except RejectRow as problem:
                raise AssertionError(
                    f"{where}, record {row.position}: the crosswalk gives what the field does "
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
        for ours in mapped.rows:
            fen = ours.values[place]
            came = [rule.how.exact((row[column] or "").strip()) for row in texts[ours.position]]
            assert ours.deleted or fen in (None, rule.blank) or Decimal(fen) in came, (
                f"{where}, record {ours.position}: {rule.columns[0]} became {fen} fen"
            )


def _pages(source: Source, stream: Stream, samples: Path) -> Iterator[tuple[str, Page]]:
    if source.documents:
        files = sorted(path for path in samples.iterdir() if path.suffix in DOCUMENTS)
        ending = f".{stream.name}" if len(source.streams) > 1 else ""
        for path in files:
            for page in stream.read.pages(loading([path]), {}):
                yield path.stem + ending, replace(page, body=b"")
    elif (path := samples / f"{stream.name}.json").exists():
        kept = json.loads(path.read_text(encoding="utf-8"))
        columns, rows, numbers = tuple(kept["columns"]), kept["rows"], kept["numbers"]
        yield stream.name, Page(kept["name"], b"", columns, rows, numbers=numbers)


def _mapped(stream: Stream, page: Page, ask: Translator, where: str) -> MappedPage:
    try:
        return mapper(stream, ask).map(page)
    except HubError as problem:
        raise AssertionError(f"{where}: {problem.render('en')}") from None


@contextmanager
def _nothing_outside(where: str) -> Iterator[None]:
    """Mapping reaches no network while this lasts."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError(f"{where}: mapping opened a connection; a conversion must be pure")

    with patch("socket.socket.connect", refuse), patch("socket.create_connection", refuse):
        yield
