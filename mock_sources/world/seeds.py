"""Determinism: one generator per purpose, and stable small hashes of names."""

from __future__ import annotations

from random import Random
from zlib import crc32


def generator(*parts: object) -> Random:
    """A generator that depends on its parts only, never on what was drawn before."""
    return Random("/".join(map(str, parts)))


def pick(modulus: int, *parts: object) -> int:
    """A stable number in 0 … modulus-1 for these parts."""
    return crc32("/".join(map(str, parts)).encode()) % modulus
