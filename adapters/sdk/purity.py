"""No conversion asks what time it is: found in its code, so that no test needs to wait for it."""

from __future__ import annotations

from types import CodeType, FunctionType
from typing import Any

from adapters.sdk.crosswalk import To, suppliers
from adapters.sdk.national import National
from adapters.sdk.source import Stream

CLOCK = frozenset({"now", "utcnow", "today", "time", "time_ns", "monotonic", "random", "urandom"})
"""Names whose use in a conversion would make its answer depend on when it is asked."""


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
