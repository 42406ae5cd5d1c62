"""From rows to the answer: a function generated for the plan.

The function's text is made from the layout: a record is one dict display over a row, a list one
comprehension. No value of a request is ever part of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from hub.query import formats
from hub.query.ids import id_maker
from hub.query.sql.layout import (
    Cell,
    Child,
    Chosen,
    Fixed,
    GroupList,
    IdCell,
    Inner,
    List,
    ListPart,
    Maybe,
    Nested,
    Out,
    PlainList,
    Top,
    TraceTop,
)

Shaper = Callable[..., dict[str, Any]]
"""(rows per statement, page size per list, cursor maker per mark) -> the answer's `data`."""


def make_shaper(tops: Sequence[Top]) -> Shaper:
    """Compile the layout of a plan's root fields."""
    source = _Source()
    fields = ", ".join(f"{top.key!r}: {source.top(top)}" for top in tops)
    lines = [
        "def shape(rows, sizes, cursor, sought):",
        *(f"    {line}" for line in source.body),
        f"    return {{{fields}}}",
    ]
    exec(compile("\n".join(lines), "<shaper>", "exec"), source.names)
    shaper: Shaper = source.names["shape"]
    return shaper


class _Source:
    """The text under construction, and the names it uses."""

    def __init__(self) -> None:
        self.body: list[str] = []
        self.names: dict[str, Any] = {"spans": _spans, "info": _info}
        self.writers: dict[Any, str] = {}
        self.lists = 0

    # -- records ----------------------------------------------------------------------------------

    def record(self, fields: Sequence[Any]) -> str:
        """A dict display over the row `r`, the i-th of its statement."""
        return "{" + ", ".join(f"{each.key!r}: {self.value(each)}" for each in fields) + "}"

    def value(self, out: Out | Nested) -> str:
        match out:
            case Fixed(value=value):
                return repr(value)
            case Cell():
                return self.cell(out)
            case IdCell(entity=name, columns=columns):
                parts = ", ".join(f"r[{each}]" for each in columns)
                return f"{self.name(('id', name), id_maker(name))}({parts})"
            case Child(test=test, fields=fields):
                return f"(None if r[{test}] is None else {self.record(fields)})"
            case Nested(fields=fields):
                return self.record(fields)
            case List():
                return f"{self.nested(out)}(i)"
            case PlainList(rows=rows, fields=fields):
                return f"{self.plain_list(rows, fields)}(i)"
            case Inner(column=column, fields=names):
                inner = ", ".join(f"{key!r}: g[{name!r}]" for key, name in names)
                return f"[{{{inner}}} for g in r[{column}]]"
            case Chosen(choices=choices):
                return " or ".join((*map(self.choice, choices), "None"))
        raise AssertionError(out)

    def choice(self, choice: PlainList | tuple[int, tuple[Out, ...]]) -> str:
        if isinstance(choice, PlainList):
            return f"next(iter({self.plain_list(choice.rows, choice.fields)}(i)), None)"
        column, fields = choice
        return f"(None if r[{column}] is None else {self.record(fields)})"

    def cell(self, cell: Cell) -> str:
        value = f"r[{cell.column}]"
        if cell.form == "plain":
            return value
        if cell.form == "money" and cell.detail == ("YUAN", None):
            return f"{self.name('yuan', formats.yuan)}({value})"
        if cell.form in ("money", "sum"):
            make = formats.money if cell.form == "money" else formats.summed
            return f"{self.name((cell.form, cell.detail), make(*cell.detail))}({value})"
        return f"{self.name(cell.form, formats.WRITERS[cell.form])}({value})"

    def name(self, key: Any, value: Any) -> str:
        """A global name for a helper the text calls."""
        if key not in self.writers:
            self.writers[key] = f"w{len(self.writers)}"
            self.names[self.writers[key]] = value
        return self.writers[key]

    # -- lists ------------------------------------------------------------------------------------

    def plain_list(self, number: int, fields: Sequence[Any]) -> str:
        name = f"p{number}"
        self.body += [
            f"s{number} = spans(rows[{number}])",
            f"def {name}(i, all=rows[{number}], at=s{number}):",
            "    return [" + self.record(fields) + " for i, r in at(all, i)]",
        ]
        return name

    def nested(self, node: List) -> str:
        """A nested connection: a function of its parent's place."""
        self.lists += 1
        name = f"c{self.lists}"
        head: list[str] = []
        if node.rows is not None:
            head.append(f"found = s{name}(rows[{node.rows}], i)")
        if node.count is not None:
            head.append(f"total = rows[{node.count}][i][1]")
        inner = self.connection(node, head)
        if node.rows is not None:
            self.body.append(f"s{name} = spans(rows[{node.rows}])")
        self.body += [f"def {name}(i):", *(f"    {line}" for line in inner)]
        return name

    def top(self, top: Top) -> str:
        match top:
            case Fixed(value=value):
                return repr(value)
            case Maybe(rows=number, fields=fields):
                name = f"m{number}"
                one = self.record(fields)
                self.body += [
                    f"def {name}(i, r):",
                    f"    return {one}",
                ]
                return f"({name}(0, rows[{number}][0]) if rows[{number}] else None)"
            case List():
                self.lists += 1
                name = f"c{self.lists}"
                head = (
                    [f"found = list(enumerate(rows[{top.rows}]))"] if top.rows is not None else []
                )
                if top.count is not None:
                    head.append(f"total = rows[{top.count}][0][0]")
                inner = self.connection(top, head)
                self.body += [f"def {name}():", *(f"    {line}" for line in inner)]
                return f"{name}()"
            case GroupList():
                return self.groups(top)
            case TraceTop():
                return self.trace(top)
        raise AssertionError(top)

    def trace(self, node: TraceTop) -> str:
        name = f"t{node.rows}"
        fields = []
        for key, kind, outs in node.parts:
            value = f"[{self.record(outs)} for i, r in enumerate(found)]"
            if kind != "steps":
                value = self.value(outs[0]).replace("r[", "found[0][")
            fields.append(f"{key!r}: {value}")
        shown = "{" + ", ".join(fields) + "}"
        self.body += [
            f"def {name}(found=rows[{node.rows}]):",
            f"    return {shown} if found else None",
        ]
        return f"{name}()"

    def connection(self, node: List, head: list[str]) -> list[str]:
        """The body of a connection's function, from `found` [(place, row)] and `total`."""
        lines = list(head)
        if node.rows is not None:
            if node.extra:
                lines.append(f"more = len(found) > sizes[{node.mark}]")
                lines.append(f"found = found[:sizes[{node.mark}]]")
            if node.backward:
                lines.append("found.reverse()")
        mark = f"lambda r: cursor({node.mark}, {_row(node.order)})"
        fields = []
        for part in node.parts:
            fields.append(f"{part.key!r}: {self.list_part(node, part, mark)}")
        return [*lines, "return {" + ", ".join(fields) + "}"]

    def list_part(self, node: List, part: ListPart, mark: str) -> str:
        if part.kind == "fixed":
            return repr(part.value)
        if part.kind == "totalCount":
            return "total"
        if part.kind == "nodes":
            return f"[{self.record(part.fields)} for i, r in found]"
        if part.kind == "pageInfo":
            sought = f"sought[{node.mark}]"
            return f"info({part.names!r}, found, more, {node.backward}, {sought}, {mark})"
        edges = []
        for key, kind, fields in part.edges:
            if kind == "node":
                edges.append(f"{key!r}: {self.record(fields)}")
            elif kind == "cursor":
                edges.append(f"{key!r}: cursor({node.mark}, {_row(node.order)})")
            else:
                edges.append(f"{key!r}: {part.value!r}")
        return "[{" + ", ".join(edges) + "} for i, r in found]"

    def groups(self, node: GroupList) -> str:
        self.lists += 1
        name = f"g{self.lists}"
        lines = []
        if node.rows is not None:
            lines.append(f"found = list(enumerate(rows[{node.rows}]))")
            if node.extra:
                lines.append(f"more = len(found) > sizes[{node.mark}]")
                lines.append(f"found = found[:sizes[{node.mark}]]")
        mark = f"lambda r: cursor({node.mark}, {_row(node.order)})"
        fields = []
        for part in node.parts:
            if part.kind == "total":
                value = f"[{self.record(part.fields)} for r in rows[{node.total}]][0]"
            elif part.kind == "totalCount":
                value = f"rows[{node.count}][0][0]"
            elif part.kind == "pageInfo":
                value = f"info({part.names!r}, found, more, False, sought[{node.mark}], {mark})"
            elif part.kind == "nodes":
                value = f"[{self.record(part.fields)} for i, r in found]"
            else:
                value = repr(part.value)
            fields.append(f"{part.key!r}: {value}")
        lines.append("return {" + ", ".join(fields) + "}")
        self.body += [f"def {name}():", *(f"    {line}" for line in lines)]
        return f"{name}()"


def _row(columns: Sequence[int]) -> str:
    """The text of a tuple of the row's columns."""
    return "(" + "".join(f"r[{each}], " for each in columns) + ")"


# -- helpers the text calls -----------------------------------------------------------------------


def _spans(rows: Sequence[Any]) -> Callable[[Sequence[Any], int], list[tuple[int, Any]]]:
    """Rows of a nested list by their parent's place: column 0 holds it, counted from 1."""
    at = [row[0] for row in rows]

    def of(all_rows: Sequence[Any], i: int) -> list[tuple[int, Any]]:
        low = bisect_left(at, i + 1)
        high = bisect_left(at, i + 2, low)
        return [(n, all_rows[n]) for n in range(low, high)]

    return of


def _info(
    names: Sequence[tuple[str, str]],
    found: Sequence[tuple[int, Any]],
    more: bool,
    backward: bool,
    sought: bool,
    mark: Callable[[Any], str],
) -> dict[str, Any]:
    """Relay's page information: `more` rows lie in the direction of travel; behind lie rows when
    the page was reached by a cursor."""
    values: dict[str, Callable[[], Any]] = {
        "hasNextPage": lambda: sought if backward else more,
        "hasPreviousPage": lambda: more if backward else sought,
        "startCursor": lambda: mark(found[0][1]) if found else None,
        "endCursor": lambda: mark(found[-1][1]) if found else None,
        "__typename": lambda: "PageInfo",
    }
    return {key: values[name]() for key, name in names}
