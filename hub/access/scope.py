"""What a caller may see: a frozen value that every query obeys, never an `if` in a resolver."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RegionGrant:
    """A region whose rows may be seen: its own level only, or with its administrative subtree."""

    code: int
    whole: bool


@dataclass(frozen=True)
class Scope:
    """Regions, agencies and domains a caller may see; None means all of them.

    `unmasked`: names of secret columns shown in clear ("PaymentRequest.payee_account").
    `reason`: why, in words; printed with every plan and in the audit.
    """

    reason: str
    regions: tuple[RegionGrant, ...] | None = None
    agencies: tuple[str, ...] | None = None
    domains: frozenset[str] | None = None
    unmasked: frozenset[str] = frozenset()

    @property
    def shape(self) -> tuple[object, ...]:
        """What of the scope decides the form of a query (its values are in it: few, and stable)."""
        return (self.regions, self.agencies, self.domains, self.unmasked)


OPEN = Scope(reason="everything, because HUB_AUTH=open")
"""The scope of a hub without access control: every row, secrets masked."""
