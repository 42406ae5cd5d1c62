"""Memory of a process: what its allocator keeps, and what its collector need not walk."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_ALLOCATIONS = 50_000
"""New objects that bring the collector."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _LARGE = -1, -3, 64 << 20


def tune_memory() -> None:
    """Have the collector come seldom, and glibc keep freed memory and take blocks up to 64 MiB from
    its heap.

    The rows of an answer are many and hold no cycles: a collector that comes every 700 of them
    walks them for nothing.

    Large answers are made of blocks that would otherwise be mapped and given back each time:
    page faults cost more than the answer. Elsewhere than on glibc nothing is done; set in the
    environment, MALLOC_TRIM_THRESHOLD_ and MALLOC_MMAP_THRESHOLD_ do the same before the start.
    """
    gc.set_threshold(_ALLOCATIONS)
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_M_MMAP_THRESHOLD, _LARGE)
            mallopt(_M_TRIM_THRESHOLD, 4 * _LARGE)


@contextmanager
def made_to_stay() -> Iterator[None]:
    """What is made inside stays as long as the process: modules, the schema, reference data.

    The collector rests meanwhile, having nothing to find (walking what was just imported is a
    third of a start), and does not walk it afterwards either.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
