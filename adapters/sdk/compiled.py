"""A crosswalk made into a function: one straight line of code per stream and header.

Mapping is what a sync spends its processor time on, so the lines of a crosswalk become the source
text of one loop over a page's rows. Values that recur (codes, regions, dates, flags) are looked up
in a memo; text, money and times are converted in place. The same steps exist as `Cell`s, one by
one, for the records that fail and for deleted ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.sdk.conversions import instant, text
from adapters.sdk.crosswalk import (
    Constant,
    To,
    beside,
    entity_of,
    in_order,
    musts,
    suppliers,
    updated_column,
)
from adapters.sdk.national import National
from adapters.sdk.source import Mapped, Stream, Text, Translator
from schema.problems import RejectRow

Row = Sequence[Text]
Grade = list[Any]
"""[(field, grade), records of the current page]."""

RECURRING = frozenset({"code", "region", "agency", "day", "year", "flag", "state"})
"""Kinds of field whose values recur, so that converting each once is enough."""

LARGEST_MEMO = 50_000
_UNCOUNTED: Grade = [None, 0]


class Memo(dict[Any, Any]):
    """Text (or texts and values) -> converted; a failure is not kept."""

    def __init__(self, convert: Callable[[Any], Any]) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, given: Any) -> Any:
        value = self._convert(given)
        if len(self) >= LARGEST_MEMO:
            self.clear()
        self[given] = value
        return value


@dataclass(frozen=True)
class Cell:
    """One line of the crosswalk, bound to a header.

    `expression` gives the value (of a graded line, value and grade) from row `r` and the values
    `v…` it stands beside; `convert` does the same by hand from the texts and values.
    """

    number: int
    field: str
    columns: tuple[str, ...]
    positions: tuple[int, ...]
    beside: tuple[int, ...]
    graded: bool
    expression: str
    convert: Callable[..., Any]

    def value(self, row: Row, values: Mapping[int, Any]) -> Any:
        """This field's value; `values` holds those it stands beside. raises: RejectRow"""
        texts = [row[position] for position in self.positions]
        found = self.convert(*texts, *(values[each] for each in self.beside))
        return found[0] if self.graded else found


class Grades:
    """Counts per field and grade of the page being mapped."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], Grade] = {}

    def count(self, field: str, grade: str) -> Grade:
        """The counter that a matched code carries with it."""
        return self._counts.setdefault((field, grade), [(field, grade), 0])

    def take(self) -> dict[tuple[str, str], int]:
        """The counts so far, which start again from nothing."""
        taken = {name: count for name, count in self._counts.values() if count}
        for counter in self._counts.values():
            counter[1] = 0
        return taken


def cells(stream: Stream, columns: Sequence[str], ask: Translator, grades: Grades) -> list[Cell]:
    """The crosswalk's lines in an order in which each finds the values it needs.

    `number` is the place of the field among the mapper's fields.
    """
    fields = entity_of(stream).fields
    number = {rule.field: place for place, rule in enumerate(suppliers(stream))}
    made = []
    for rule in in_order(suppliers(stream)):
        field, place = fields[rule.field], number[rule.field]
        positions = tuple(columns.index(column) for column in rule.columns)
        near = tuple(number[name] for name in beside(rule))
        graded = isinstance(rule, To) and isinstance(rule.how, National) and rule.how.graded
        convert = _convert(rule, not field.nullable, ask, grades)
        expression = _expression(rule, field.kind.name, field.nullable, place, positions, near)
        made.append(
            Cell(place, rule.field, rule.columns, positions, near, graded, expression, convert)
        )
    return made


def _convert(
    rule: To | Constant, required: bool, ask: Translator, grades: Grades
) -> Callable[..., Any]:
    """The line as a function of its texts and the values beside it."""
    if isinstance(rule, Constant):
        value = rule.value
        return lambda: value
    how, field, default, width = rule.how, rule.field, rule.blank, len(rule.columns)
    graded = isinstance(how, National) and how.graded

    def convert(*given: Any) -> Any:
        texts = [each.strip() if each else "" for each in given[:width]]
        if not all(texts):
            if default is None and required:
                raise RejectRow("A201")
            return (default, _UNCOUNTED) if graded else default
        if not isinstance(how, National):
            return how(*texts)
        found = how.convert(ask, *texts, *given[width:])
        return (found[0], grades.count(field, found[1])) if graded else found

    return convert


def _expression(
    rule: To | Constant,
    kind: str,
    nullable: bool,
    place: int,
    positions: tuple[int, ...],
    near: tuple[int, ...],
) -> str:
    """The line as Python text; `m…` is its memo, `f…` its function, `d…` its constant."""
    if isinstance(rule, Constant):
        return f"d{place}"
    arguments = [*(f"r[{each}]" for each in positions), *(f"v{each}" for each in near)]
    given = ", ".join(arguments)
    if isinstance(rule.how, National) or (kind in RECURRING and rule.how is not text):
        return f"m{place}[{given}]"
    if len(positions) == 1 and rule.how is text and rule.blank is None:
        cell = f"({given}.strip() if {given} else '')"
        return f"({cell} or None)" if nullable else f"({cell} or f{place}(None))"
    return f"f{place}({given})"


Loop = Callable[[Iterable[int], Sequence[Row], list[Mapped]], list[tuple[int, Row]]]


def compiled(stream: Stream, columns: Sequence[str], lines: Sequence[Cell]) -> Loop:
    """The loop over a page: appends mapped records, returns (number, row) of the others: those
    deleted and those that a line, or their width, refused."""
    place = {column: position for position, column in enumerate(columns)}
    names: dict[str, Any] = {"Mapped": Mapped, "RejectRow": RejectRow}
    body, counts = [], []
    for number, rule in enumerate(musts(stream)):
        names[f"c{number}"] = Memo(rule.check)
        body.append(f"c{number}[r[{place[rule.columns[0]]}]]")
    for cell in lines:
        names[f"f{cell.number}"] = cell.convert
        names[f"m{cell.number}"] = _memo(cell)
        names[f"d{cell.number}"] = None if cell.columns else cell.convert()
        if cell.graded:
            body.append(f"v{cell.number}, g{cell.number} = {cell.expression}")
            counts.append(f"g{cell.number}[1] += 1")
        else:
            body.append(f"v{cell.number} = {cell.expression}")
    keys = " + '/' + ".join(f"key(r[{place[column]}])" for column in stream.key)
    names["key"], names["updated_at"] = key_text, updated_at
    body += [f"k = {keys}", _updated(stream, place, lines), *counts]
    values = "".join(f"v{number}, " for number in range(len(lines)))
    body.append(f"append(new(Mapped, (n, k, u, False, ({values}))))")
    special = f"len(r) != {len(columns)}"
    if stream.deleted:
        column, value = stream.deleted
        names["gone"] = value
        special += f" or r[{place[column]}] == gone"
    source = [
        "def loop(numbers, rows, mapped):",
        "    append, new, others = mapped.append, tuple.__new__, []",
        "    for n, r in zip(numbers, rows):",
        f"        if {special}:",
        "            others.append((n, r))",
        "            continue",
        "        try:",
        *(f"            {line}" for line in body),
        "        except RejectRow:",
        "            others.append((n, r))",
        "    return others",
    ]
    exec("\n".join(source), names)  # its only names are ours and numbers of columns
    loop: Loop = names["loop"]
    return loop


def _memo(cell: Cell) -> Memo:
    convert = cell.convert
    if len(cell.positions) + len(cell.beside) == 1:
        return Memo(convert)
    return Memo(lambda given: convert(*given))


def _updated(stream: Stream, place: Mapping[str, int], lines: Sequence[Cell]) -> str:
    """Where the record's change time comes from."""
    if stream.updated is None:
        return "u = None"
    if column := updated_column(stream):
        return f"u = updated_at(r[{place[column]}])"
    return f"u = v{next(cell.number for cell in lines if cell.field == stream.updated)}"


def key_text(cell: Text) -> str:
    """A part of the record's key in the source. raises: RejectRow(A201)"""
    found = cell.strip() if cell else ""
    if not found:
        raise RejectRow("A201")
    return found


def updated_at(cell: Text) -> Any:
    """The source's change time, or None. raises: RejectRow(A202)"""
    found = cell.strip() if cell else ""
    return instant(found) if found else None
