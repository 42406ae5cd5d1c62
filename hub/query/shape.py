"""From rows to the answer: a function generated for the plan.

The function's text is made from the layout: a row is taken apart into `c0, c1, …`, a record is one
struct made of them, a list one comprehension. No value of a request is ever part of it. Structs
rather than dicts: made several times faster, not walked by the collector, and written to JSON
without looking at their keys.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from hub.query import formats
from hub.query.documents import DOCUMENTS
from hub.query.held import objects
from hub.query.ids import id_maker
from hub.query.sql.layout import (
    Cell,
    Child,
    Chosen,
    Fixed,
    GroupList,
    Held,
    IdCell,
    Inner,
    List,
    ListPart,
    Made,
    Maybe,
    Nested,
    Out,
    PlainList,
    Top,
    TraceTop,
)
from hub.store.reference import Reference

Shaper = Callable[..., dict[str, Any]]
"""(rows per statement, page size per list, cursor maker per mark) -> the answer's `data`."""


def make_shaper(
    tops: Sequence[Top], widths: Sequence[int], reference: Reference | None = None
) -> Shaper:
    """Compile the layout of a plan's root fields.  widths: columns of each statement's rows.
    reference: where objects that the layout says are held come from.
    """
    source = _Source(widths, reference)
    fields = ", ".join(f"{top.key!r}: {source.top(top)}" for top in tops)
    lines = [
        "def shape(rows, sizes, cursor, sought):",
        *(f"    {line}" for line in source.body),
        f"    return {{{fields}}}",
    ]
    exec(compile("\n".join(lines), "<shaper>", "exec"), source.names)
    shaper: Shaper = source.names["shape"]
    return shaper


Records = Callable[[Sequence[Any]], list[msgspec.Struct]]
"""Rows of one statement -> its records."""


def make_records(fields: Sequence[Any], width: int) -> Records:
    """Compile the layout of records that hang on nothing and that no list hangs on."""
    source = _Source((width,))
    text = f"lambda rows: {source.each(source.record(fields), 0, 'rows', '')}"
    records: Records = eval(compile(text, "<records>", "eval"), source.names)
    return records


class _Source:
    """The text under construction, and the names it uses."""

    def __init__(self, widths: Sequence[int], reference: Reference | None = None) -> None:
        self.widths, self.reference = widths, reference
        self.body: list[str] = []
        self.names: dict[str, Any] = {"starts": _starts, "info": _info}
        self.known: dict[Any, str] = {}
        self.lists = 0

    # -- records ----------------------------------------------------------------------------------

    def record(self, fields: Sequence[Any]) -> str:
        """A struct made of the columns of the row at hand, the i-th of its statement."""
        return self.struct({each.key: self.value(each) for each in fields})

    def struct(self, values: Mapping[str, str]) -> str:
        """A struct with these keys, of these expressions."""
        keys = tuple(values)
        return f"{self.name(('struct', keys), lambda: _struct(keys))}({', '.join(values.values())})"

    def value(self, out: Out | Nested) -> str:
        match out:
            case Fixed(value=value):
                return repr(value)
            case Cell():
                return self.cell(out)
            case IdCell(entity=name, columns=columns):
                parts = ", ".join(f"c{each}" for each in columns)
                return f"{self.name(('id', name), lambda: id_maker(name))}({parts})"
            case Held():
                return self.held(out)
            case Child(test=test, fields=fields):
                return f"(None if c{test} is None else {self.record(fields)})"
            case Nested(fields=fields):
                return self.record(fields)
            case List():
                return f"{self.nested(out)}(i)"
            case GroupList():
                return f"{self.grouping(out)}(i)"
            case PlainList(rows=rows, fields=fields):
                return f"{self.plain_list(rows, fields)}(i)"
            case Inner(column=column, fields=names):
                one = self.struct({key: f"g[{name!r}]" for key, name in names})
                return f"[{one} for g in c{column}]"
            case Made(entity=entity, document=document, fields=fields):
                key = (entity, document)
                return f"{self.name(('made', key), lambda: _maker(key))}({self.record(fields)})"
            case Chosen(choices=choices):
                return " or ".join((*map(self.choice, choices), "None"))
        raise AssertionError(out)

    def held(self, held: Held) -> str:
        """A look-up by what of the object's key a row has."""
        reference = self.reference
        assert reference is not None
        name = self.name(
            ("held", held.list, tuple(value for _, value in held.parts), held.keys, held.terms),
            lambda: objects(held, reference, _struct(held.keys)),
        )
        return f"{name}[{', '.join(f'c{n}' for n, _ in held.parts if n is not None)}]"

    def choice(self, choice: PlainList | tuple[int, tuple[Out, ...]]) -> str:
        if isinstance(choice, PlainList):
            return f"next(iter({self.plain_list(choice.rows, choice.fields)}(i)), None)"
        column, fields = choice
        return f"(None if c{column} is None else {self.record(fields)})"

    def cell(self, cell: Cell) -> str:
        value = f"c{cell.column}"
        if cell.form == "plain":
            return value
        if cell.form in formats.TEXTS:
            return f"{self.name(cell.form, lambda: formats.TEXTS[cell.form])}[{value}]"
        if cell.form in formats.MONEY:
            make = formats.MONEY[cell.form]
            return f"{self.name((cell.form, cell.detail), lambda: make(*cell.detail))}({value})"
        return f"{self.name(cell.form, lambda: formats.WRITERS[cell.form])}({value})"

    def name(self, key: Any, make: Callable[[], Any]) -> str:
        """A global name for a helper the text calls."""
        if key not in self.known:
            self.known[key] = f"w{len(self.known)}"
            self.names[self.known[key]] = make()
        return self.known[key]

    def row(self, number: int) -> str:
        """The names that a row of a statement is taken apart into."""
        return "(" + "".join(f"c{n}, " for n in range(self.widths[number])) + ")"

    def each(self, made: str, number: int, rows: str, places: str) -> str:
        """A comprehension over rows of a statement; their places only where something hangs on
        them."""
        if "(i)" in made:
            return f"[{made} for i, {self.row(number)} in zip({places}, {rows})]"
        return f"[{made} for {self.row(number)} in {rows}]"

    # -- lists ------------------------------------------------------------------------------------

    def hanging(self, number: int) -> str:
        """A name for where each parent's rows start in the rows of a nested statement."""
        name = f"s{number}"
        line = f"{name} = starts(rows[{number}])"
        if line not in self.body:
            self.body.append(line)
        return name

    def plain_list(self, number: int, fields: Sequence[Any]) -> str:
        name = f"p{number}"
        one = self.record(fields)
        self.body += [
            f"def {name}(i, at={self.hanging(number)}):",
            "    low, high = at(i), at(i + 1)",
            f"    return {self.each(one, number, f'rows[{number}][low:high]', 'range(low, high)')}",
        ]
        return name

    def nested(self, node: List) -> str:
        """A nested connection: a function of its parent's place."""
        self.lists += 1
        name = f"c_{self.lists}"
        head: list[str] = []
        if node.rows is not None:
            at = self.hanging(node.rows)
            head += [
                f"low, high = {at}(i), {at}(i + 1)",
                f"found, places = rows[{node.rows}][low:high], range(low, high)",
            ]
        if node.count is not None:
            head.append(f"total = rows[{node.count}][i][1]")
        inner = self.connection(node, head)
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
                    f"def {name}(i, row):",
                    f"    {self.row(number)} = row",
                    f"    return {one}",
                ]
                return f"({name}(0, rows[{number}][0]) if rows[{number}] else None)"
            case List():
                head = [] if top.count is None else [f"total = rows[{top.count}][0][0]"]
                return self.called(self.connection(top, self.taken(top.rows) + head))
            case GroupList():
                return self.called(self.groups(top))
            case TraceTop():
                return self.called(self.trace(top))
        raise AssertionError(top)

    def trace(self, node: TraceTop) -> list[str]:
        """The body of a trace's function; its own fields are told by its first row."""
        fields = {}
        for key, kind, outs in node.parts:
            if kind == "steps":
                fields[key] = self.each(self.record(outs), node.rows, "found", "places")
            else:
                head = self.each(self.value(outs[0]), node.rows, "found[:1]", "places")
                fields[key] = f"{head}[0]"
        return [*self.taken(node.rows), f"return {self.struct(fields)} if found else None"]

    def taken(self, number: int | None) -> list[str]:
        """All rows of a top statement, and their places."""
        if number is None:
            return []
        return [f"found = rows[{number}]", "places = range(len(found))"]

    def called(self, lines: Sequence[str]) -> str:
        """A call of a function with this body."""
        self.lists += 1
        name = f"t{self.lists}"
        self.body += [f"def {name}():", *(f"    {line}" for line in lines)]
        return f"{name}()"

    def cut(self, node: List | GroupList) -> list[str]:
        """The page without the row that only told that another page follows."""
        size = f"sizes[{node.mark}]"
        return [f"more = len(found) > {size}", f"found, places = found[:{size}], places[:{size}]"]

    def connection(self, node: List, head: list[str]) -> list[str]:
        """The body of a connection's function, from `found` rows at `places`, and `total`."""
        lines = list(head)
        if node.rows is not None:
            lines += self.cut(node) if node.extra else []
            if node.backward:
                lines.append("found, places = found[::-1], places[::-1]")
        fields = {part.key: self.list_part(node, part) for part in node.parts}
        return [*lines, f"return {self.struct(fields)}"]

    def list_part(self, node: List, part: ListPart) -> str:
        if part.kind == "fixed":
            return repr(part.value)
        if part.kind == "totalCount":
            return "total"
        if part.kind == "pageInfo":
            return self.page_info(node, part, node.backward)
        assert node.rows is not None
        if part.kind == "nodes":
            return self.each(self.record(part.fields), node.rows, "found", "places")
        edges = {}
        for key, kind, fields in part.edges:
            if kind == "node":
                edges[key] = self.record(fields)
            elif kind == "cursor":
                marks = "".join(f"c{each}, " for each in node.order)
                edges[key] = f"cursor({node.mark}, ({marks}))"
            else:
                edges[key] = repr(part.value)
        return self.each(self.struct(edges), node.rows, "found", "places")

    def page_info(self, node: List | GroupList, part: ListPart, backward: bool) -> str:
        marks = "".join(f"r[{each}], " for each in node.order)
        mark = f"lambda r: cursor({node.mark}, ({marks}))"
        return f"info({part.names!r}, found, more, {backward}, sought[{node.mark}], {mark})"

    def grouping(self, node: GroupList) -> str:
        """A nested grouping: a function of its parent's place."""
        self.lists += 1
        name = f"g_{self.lists}"
        inner = self.groups(node)
        self.body += [f"def {name}(i):", *(f"    {line}" for line in inner)]
        return name

    def groups(self, node: GroupList) -> list[str]:
        """The body of a grouping's function."""
        lines = []
        if node.rows is not None:
            found, places = self.span(node, node.rows)
            lines += [f"found, places = {found}, {places}"]
            lines += self.cut(node) if node.extra else []
        fields = {part.key: self.group_part(node, part) for part in node.parts}
        return [*lines, f"return {self.struct(fields)}"]

    def span(self, node: GroupList, number: int) -> tuple[str, str]:
        """(rows, their places) of a statement of the grouping: all, or those of one parent."""
        if not node.nested:
            return f"rows[{number}]", f"range(len(rows[{number}]))"
        low, high = (f"{self.hanging(number)}({at})" for at in ("i", "i + 1"))
        return f"rows[{number}][{low}:{high}]", f"range({low}, {high})"

    def group_part(self, node: GroupList, part: ListPart) -> str:
        at = "i" if node.nested else "0"
        match part.kind:
            case "nodes" if part.rows is None:
                assert node.rows is not None
                return self.each(self.record(part.fields), node.rows, "found", "places")
            case "nodes" | "rows":
                assert part.rows is not None
                return self.each(self.record(part.fields), part.rows, *self.span(node, part.rows))
            case "totals":
                assert part.rows is not None
                one = self.each(
                    self.record(part.fields), part.rows, f"[rows[{part.rows}][{at}]]", ""
                )
                return f"{one}[0]"
            case "totalCount":
                return f"rows[{node.count}][{at}][{int(node.nested)}]"
            case "pageInfo":
                return self.page_info(node, part, False)
            case "subtotals":
                return f"[{', '.join(self.level(node, entries) for entries in part.levels)}]"
        return repr(part.value)

    def level(self, node: GroupList, entries: Sequence[Fixed | ListPart]) -> str:
        """One depth of the subtotals."""
        return self.struct(
            {
                each.key: repr(each.value)
                if isinstance(each, Fixed)
                else self.group_part(node, each)
                for each in entries
            }
        )


# -- helpers the text calls -----------------------------------------------------------------------


def _struct(keys: Sequence[str]) -> type[msgspec.Struct]:
    """A struct written to JSON with these keys in this order."""
    names = {f"f{n}": key for n, key in enumerate(keys)}
    return msgspec.defstruct("Record", [(name, Any) for name in names], rename=names, gc=False)


def _maker(key: tuple[str, str]) -> Callable[[msgspec.Struct], Any]:
    """A document's maker, which is given plain dictionaries and lists."""
    make = DOCUMENTS[key].make
    return lambda answered: make(msgspec.to_builtins(answered))


def _starts(rows: Sequence[Any]) -> Callable[[int], int]:
    """Where the rows of the i-th parent start: column 0 holds its place, counted from 1."""
    at = [row[0] for row in rows]
    return lambda i: bisect_left(at, i + 1)


def _info(
    names: Sequence[tuple[str, str]],
    found: Sequence[Any],
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
        "startCursor": lambda: mark(found[0]) if found else None,
        "endCursor": lambda: mark(found[-1]) if found else None,
        "__typename": lambda: "PageInfo",
    }
    return {key: values[name]() for key, name in names}
