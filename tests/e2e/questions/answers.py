"""The answers to the questions, computed from the partners' world in plain Python.

Nothing of the hub's model, adapters or queries is used.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.e2e.questions import debts, departments, officers, supervisors
from tests.e2e.questions.books import Books

ANSWERS: dict[str, Callable[[Books, dict[str, Any]], dict[str, Any]]] = {
    name[1:]: getattr(each, name)
    for each in (supervisors, debts, officers, departments)
    for name in vars(each)
    if name[0] == "q" and name[1:].isdigit()
}
"""Number of the question, in two digits -> the data of its answer."""
