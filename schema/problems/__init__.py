"""The one catalogue of errors: every message a person or a program can receive from us.

A problem has a code that is never reused, a wire name, Chinese and English text and the next step
in both languages. Raise `HubError` (or, in adapters and ingest, one of the three fates) with the
code and the named parameters of its template:

>>> print(HubError("Q105", type="Payment", field="amuont", did_you_mean=["amount"]).render("en"))
Q105 Payment has no field "amuont". Did you mean "amount"?
     Fix: use a field of Payment; the schema lists them.

A new problem is one entry in `ingest` (A), `query` (Q), `store` (S) or `hub` (H).
"""

from schema.problems import hub, ingest, query, store
from schema.problems.errors import HubError, RejectRow, RetryLater, StopBatch
from schema.problems.model import Lang, Problem
from schema.problems.registry import PROBLEMS, of

__all__ = [
    "PROBLEMS",
    "HubError",
    "Lang",
    "Problem",
    "RejectRow",
    "RetryLater",
    "StopBatch",
    "hub",
    "ingest",
    "of",
    "query",
    "store",
]
