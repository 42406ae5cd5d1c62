"""A statement: SQL text that depends on no value, and where each parameter comes from."""

from __future__ import annotations

from dataclasses import dataclass

from hub.query.plan.values import Bind


@dataclass(frozen=True)
class ParentKey:
    """The values of a column of the parents' rows, as an array. `column` None: a constant."""

    column: int


@dataclass(frozen=True)
class PageKey:
    """The values of a column of an earlier statement's rows, as an array."""

    statement: int
    column: int


@dataclass(frozen=True)
class CursorPart:
    """The n-th ordering value in the page's cursor."""

    position: int


@dataclass(frozen=True)
class HopKey:
    """What the steps that a hop of a trace starts from name, as an array: the n-th column."""

    hop: int
    position: int


Source = Bind | ParentKey | PageKey | CursorPart | HopKey


@dataclass(frozen=True)
class Mark:
    """What a list's cursors are bound to: the list in words, and the values bound in it."""

    text: str
    binds: tuple[Bind, ...]


@dataclass(frozen=True)
class Seek:
    """A cursor to be read before the statement runs; `kinds`: Python types of its values."""

    bind: Bind
    kinds: tuple[type, ...]
    mark: int


@dataclass(frozen=True)
class Statement:
    """`width`: columns of its rows. `parent`: the statement whose rows are this one's parents; the
    first column then is the parent's position, counted from 1. `custom`: planned anew for each set
    of values, because a plan that is right for one region is wrong for another."""

    name: str
    text: str
    parameters: tuple[Source, ...]
    width: int
    parent: int | None = None
    seek: Seek | None = None
    custom: bool = False
