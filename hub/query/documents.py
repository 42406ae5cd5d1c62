"""Fields that are documents: JSON of another standard, made of a record and what it leads to.

Such a field asks for what it needs as a query would (`asked`: a selection of the record's fields
and links), so it is planned, scoped, counted and read like one; only then is the document made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from graphql import FieldNode

from hub.query import ocds


@dataclass(frozen=True)
class Document:
    """`make`: the answer to what was asked -> the document, or None."""

    text: str
    asked: FieldNode
    make: Callable[[Mapping[str, Any]], Any]


DOCUMENTS: Mapping[tuple[str, str], Document] = MappingProxyType(
    {
        ("Contract", "ocds"): Document(
            "OCDS 1.1 合同公开数据 · The contract's process as an OCDS 1.1 compiled release; null "
            "where it has no ocid.",
            ocds.asked(),
            ocds.compiled_release,
        )
    }
)
"""(Entity, field) -> its document."""
