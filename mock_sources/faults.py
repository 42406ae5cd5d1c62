"""Declared faults a test can switch on: by flag for a whole run, by header for one request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

HEADER = "x-mock-fault"


class Fault(NamedTuple):
    """`name:stream:number`, `name:stream` or `name:number`."""

    name: str
    stream: str | None
    number: int | None


def read_fault(text: str, known: Iterable[str]) -> Fault:
    """raises: ValueError when no such fault is declared."""
    name, _, rest = text.partition(":")
    if name not in known:
        raise ValueError(f"no such fault: {name}; there are {', '.join(sorted(known))}")
    stream: str | None = None
    number: int | None = None
    for piece in rest.split(":") if rest else []:
        if piece.isdigit():
            number = int(piece)
        else:
            stream = piece
    return Fault(name, stream, number)


def find(
    faults: Iterable[Fault], name: str, stream: str | None = None, number: int | None = None
) -> Fault | None:
    """The fault that strikes here, if one does; what a fault leaves open fits everything."""
    for fault in faults:
        if (
            fault.name == name
            and fault.stream in (None, stream)
            and (number is None or fault.number in (None, number))
        ):
            return fault
    return None
