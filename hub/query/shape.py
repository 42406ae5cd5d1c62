"""From rows to the answer: a function generated for the plan.

The function's text is made from the layout: a row is taken apart into `c0, c1, …`, a record is one
struct made of them, a list one comprehension. No value of a request is ever part of it. Structs
rather than dicts: made several times faster, not walked by the collector, and written to JSON
without looking at their keys.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
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
    text = f"lambda rows: {source.each(source.record(fields), 0, 'rows')}"
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
                return f"{self.function(self.groups(out), 'i')}(i)"
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

    def each(self, made: str, number: int, rows: str | None = None) -> str:
        """A comprehension over rows of a statement from its first on; their places only where
        something hangs on them."""
        rows = rows or f"rows[{number}]"
        if "(i)" in made:
            return f"[{made} for i, {self.row(number)} in enumerate({rows})]"
        return f"[{made} for {self.row(number)} in {rows}]"

    # -- lists ------------------------------------------------------------------------------------

    def hanging(self, number: int) -> str:
        """A name for where each parent's rows start in the rows of a nested statement."""
        name = f"s{number}"
        line = f"{name} = starts(rows[{number}])"
        if line not in self.body:
            self.body.append(line)
        return name

    def all(self, made: str, number: int) -> str:
        """A name for what is made of all rows of a nested statement: at once, for all parents."""
        self.lists += 1
        name = f"made{self.lists}"
        self.body.append(f"{name} = {self.each(made, number)}")
        return name

    def plain_list(self, number: int, fields: Sequence[Any]) -> str:
        name = f"p{number}"
        one = self.all(self.record(fields), number)
        self.body.append(f"def {name}(i, at={self.hanging(number)}): return {one}[at(i):at(i + 1)]")
        return name

    def function(self, lines: Sequence[str], parameters: str = "") -> str:
        """The name of a function with this body."""
        self.lists += 1
        name = f"list{self.lists}"
        self.body += [f"def {name}({parameters}):", *(f"    {line}" for line in lines)]
        return name

    def nested(self, node: List) -> str:
        """A nested connection: a function of its parent's place."""
        head = [] if node.rows is None else self.bounds(node.rows, nested=True)
        if node.count is not None:
            head.append(f"total = rows[{node.count}][i][1]")
        return self.function(self.connection(node, head, nested=True), "i")

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
                head = [] if top.rows is None else self.bounds(top.rows, nested=False)
                head += [] if top.count is None else [f"total = rows[{top.count}][0][0]"]
                return f"{self.function(self.connection(top, head, nested=False))}()"
            case GroupList():
                return f"{self.function(self.groups(top))}()"
            case TraceTop():
                return f"{self.function(self.trace(top))}()"
        raise AssertionError(top)

    def trace(self, node: TraceTop) -> list[str]:
        """The body of a trace's function; its own fields are told by its first row."""
        found, fields = f"rows[{node.rows}]", {}
        for key, kind, outs in node.parts:
            if kind == "steps":
                fields[key] = self.each(self.record(outs), node.rows)
            else:
                fields[key] = f"{self.each(self.value(outs[0]), node.rows, f'{found}[:1]')}[0]"
        return [f"return {self.struct(fields)} if {found} else None"]

    def bounds(self, number: int, *, nested: bool) -> list[str]:
        """From where to where a list's rows stand in those of its statement."""
        if nested:
            at = self.hanging(number)
            return [f"low, high = {at}(i), {at}(i + 1)"]
        return [f"low, high = 0, len(rows[{number}])"]

    def cut(self, node: List | GroupList) -> list[str]:
        """The page without the row that only told that another page follows."""
        size = f"sizes[{node.mark}]"
        return [f"more = high - low > {size}", f"high = min(high, low + {size})"]

    def page(self, made: str, node: List | GroupList, *, nested: bool) -> str:
        """What is made of the rows of a list's page."""
        assert node.rows is not None
        if nested:
            return f"{self.all(made, node.rows)}[low:high]"
        return self.each(made, node.rows, f"rows[{node.rows}][:high]" if node.extra else None)

    def connection(self, node: List, head: list[str], *, nested: bool) -> list[str]:
        """The body of a connection's function, from its rows between `low` and `high`."""
        lines = [*head, *(self.cut(node) if node.extra else [])]
        fields = {part.key: self.list_part(node, part, nested=nested) for part in node.parts}
        return [*lines, f"return {self.struct(fields)}"]

    def list_part(self, node: List, part: ListPart, *, nested: bool) -> str:
        if part.kind == "fixed":
            return repr(part.value)
        if part.kind == "totalCount":
            return "total"
        if part.kind == "pageInfo":
            return self.page_info(node, part, node.backward)
        if part.kind == "nodes":
            made = self.record(part.fields)
        else:
            edges = {}
            for key, kind, fields in part.edges:
                if kind == "node":
                    edges[key] = self.record(fields)
                elif kind == "cursor":
                    marks = "".join(f"c{each}, " for each in node.order)
                    edges[key] = f"cursor({node.mark}, ({marks}))"
                else:
                    edges[key] = repr(part.value)
            made = self.struct(edges)
        return self.page(made, node, nested=nested) + ("[::-1]" if node.backward else "")

    def page_info(self, node: List | GroupList, part: ListPart, backward: bool) -> str:
        marks = "".join(f"r[{each}], " for each in node.order)
        mark = f"lambda r: cursor({node.mark}, ({marks}))"
        found = f"rows[{node.rows}][low:high]" + ("[::-1]" if backward else "")
        return f"info({part.names!r}, {found}, more, {backward}, sought[{node.mark}], {mark})"

    def groups(self, node: GroupList) -> list[str]:
        """The body of a grouping's function, of its parent's place where it is nested."""
        lines = []
        if node.rows is not None:
            lines += self.bounds(node.rows, nested=node.nested)
            lines += self.cut(node) if node.extra else []
        fields = {part.key: self.group_part(node, part) for part in node.parts}
        return [*lines, f"return {self.struct(fields)}"]

    def group_part(self, node: GroupList, part: ListPart) -> str:
        at = "i" if node.nested else "0"
        match part.kind:
            case "nodes" if part.rows is None:
                return self.page(self.record(part.fields), node, nested=node.nested)
            case "nodes" | "rows":
                assert part.rows is not None
                made = self.record(part.fields)
                if not node.nested:
                    return self.each(made, part.rows)
                start = self.hanging(part.rows)
                return f"{self.all(made, part.rows)}[{start}(i):{start}(i + 1)]"
            case "totals":
                assert part.rows is not None
                one = self.each(self.record(part.fields), part.rows, f"[rows[{part.rows}][{at}]]")
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

_FIRST = itemgetter(0)


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
    at = list(map(_FIRST, rows))
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
