"""XML from outside → records: bounded, and nothing in it that reaches outside or grows inside.

A document type definition is refused, and with it every entity of its own; so are documents deeper
or of more elements than any answer has. Names are taken without their namespace.

Columns of a record are paths from its element: `name` (the text of a child), `place/village`,
`@code` (an attribute), `photo/@ref`; `../@code` is an attribute of the element around it. What
occurs several times in a record is one cell, separated by spaces.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from adapters.sdk.readers.http_pages import Table
from adapters.sdk.source import Text
from schema.problems import StopBatch

DEEPEST = 32
MOST = 500_000
"""Levels and elements of the largest document."""

_declared = re.compile(
    rb"""\s*<\?xml[^>]{0,80}encoding=["'](gbk|gb2312|gb18030)["'][^>]{0,80}\?>""", re.I
)


def parsed(body: bytes, name: str) -> Element:
    """The root of a document.

    raises: ValueError when it is no whole XML; StopBatch(A320) when it is not safe to read
    """
    root: Element | None = None
    depth = elements = 0
    try:
        for event, element in iterparse(
            io.BytesIO(_in_utf8(body)), ("start", "end"), forbid_dtd=True
        ):
            root = element if root is None else root
            depth, elements = (
                (depth + 1, elements + 1) if event == "start" else (depth - 1, elements)
            )
            if depth > DEEPEST or elements > MOST:
                cause = f"more than {DEEPEST} levels or {MOST} elements"
                raise StopBatch("A320", document=name, cause=cause)
    except DefusedXmlException as unsafe:
        raise StopBatch("A320", document=name, cause=type(unsafe).__name__) from None
    except (ParseError, LookupError) as error:
        raise ValueError(str(error)) from None
    if root is None:
        raise ValueError("no element found")
    return root


def records(root: Element, at: str, optional: tuple[str, ...] = ()) -> Table:
    """The elements at the path `at` below the root, as a table.

    `optional`: columns that the table has even when no record does.
    """
    found = [_record(path) for path in _at(root, at.split("/"))]
    if not found:
        return (), []
    names = dict.fromkeys((*(name for record in found for name in record), *optional))
    empty = {name for name in names if not any(record.get(name) for record in found)}
    around = {name for name in empty.difference(optional) if _holds(name, names)}
    columns = tuple(name for name in names if name not in around)
    return columns, [[record.get(column) for column in columns] for record in found]


def _holds(name: str, names: dict[str, None]) -> bool:
    """Whether an empty element is one that other columns lie in."""
    return any(each.startswith(f"{name}/") for each in names)


def _at(element: Element, path: list[str]) -> Iterator[tuple[Element, ...]]:
    """Each record: its element, and those around it from the inside out, without the root."""
    for child in element:
        if _name(child.tag) == path[0]:
            if len(path) == 1:
                yield (child,)
            else:
                yield from ((*inner, child) for inner in _at(child, path[1:]))


def _record(path: tuple[Element, ...]) -> dict[str, Text]:
    own, *around = path
    cells: dict[str, Text] = {}
    for level, element in enumerate(around, 1):
        for key, value in element.attrib.items():
            cells["../" * level + "@" + _name(key)] = value
    for name, cell in _cells(own, ""):
        parts = [each for each in (cells.get(name), cell) if each]
        cells[name] = " ".join(parts) or None
    return cells


def _cells(element: Element, at: str) -> Iterator[tuple[str, Text]]:
    """Path and text of what an element holds."""
    for key, value in element.attrib.items():
        yield f"{at}@{_name(key)}", value
    for child in element:
        path, text = at + _name(child.tag), (child.text or "").strip()
        if text or not (len(child) or child.attrib):
            yield path, text or None
        yield from _cells(child, f"{path}/")


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _in_utf8(body: bytes) -> bytes:
    """The document in an encoding that the parser knows. raises: ValueError"""
    declared = _declared.match(body)
    if declared is None:
        return body
    return body[declared.end() :].decode("gb18030").encode()
