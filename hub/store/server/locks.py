"""Advisory locks on files: the kernel lets go of them when their holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from hub.store.server.layout import Account, private_file


class Lock:
    """A held lock; `close` (or the end of the process) releases it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def close(self) -> None:
        """Release the lock; closing twice is harmless."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


MOMENT = 1.0
"""Seconds that are waited before it is told."""


def acquire(
    path: Path,
    account: Account,
    *,
    shared: bool = False,
    seconds: float = 0,
    waiting: Callable[[], None] = lambda: None,
) -> Lock | None:
    """The lock on `path`, waited for at most `seconds`; None when others hold it.

    `waiting` is called once if that takes longer than a moment.
    """
    descriptor = private_file(path, account)
    how = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
    began = time.monotonic()
    told = False
    while True:
        try:
            fcntl.flock(descriptor, how)
        except BlockingIOError:
            waited = time.monotonic() - began
            if waited >= seconds:
                os.close(descriptor)
                return None
            if waited >= MOMENT and not told:
                waiting()
                told = True
            time.sleep(0.1)
        except BaseException:
            os.close(descriptor)
            raise
        else:
            return Lock(descriptor)


def held(path: Path) -> bool:
    """Whether anyone holds the lock on `path` exclusively."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
