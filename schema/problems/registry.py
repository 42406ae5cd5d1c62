"""The table of all problems, keyed by code."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType

from schema.problems import hub, ingest, query, store
from schema.problems.model import Problem


def _table() -> Mapping[str, Problem]:
    table: dict[str, Problem] = {}
    names: dict[str, str] = {}
    for problem in chain(ingest.PROBLEMS, query.PROBLEMS, store.PROBLEMS, hub.PROBLEMS):
        if problem.code in table:
            raise ValueError(f"problem code {problem.code} stands twice in the catalogue")
        if problem.name in names:
            raise ValueError(f"{problem.name} names both {names[problem.name]} and {problem.code}")
        table[problem.code] = problem
        names[problem.name] = problem.code
    return MappingProxyType(table)


PROBLEMS: Mapping[str, Problem] = _table()


def of(code: str) -> Problem:
    """The problem with this code.

    raises: KeyError for a code that is not in the catalogue: a mistake of ours, not the caller's.
    """
    return PROBLEMS[code]
