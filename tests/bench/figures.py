"""What a measurement prints, and what the machine says of processes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path


def figure(
    name: str, value: float, unit: str, floor: float | None = None, ratio: float | None = None
) -> None:
    """Print one figure. floor: what it is compared with, measured in the same run."""
    found = round(value / floor, 3) if floor else ratio
    shown = {
        "name": name,
        "value": round(value, 4),
        "unit": unit,
        "floor": round(floor, 4) if floor is not None else None,
        "ratio": found,
    }
    print(json.dumps(shown, ensure_ascii=False), flush=True)


def cpu_seconds(pids: Iterable[int]) -> dict[int, float]:
    """CPU time of processes, user and system, all threads; those that are gone are left out."""
    found = {}
    for pid in pids:
        try:
            tasks = Path(f"/proc/{pid}/task").iterdir()
            nanoseconds = sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)
        except OSError:
            continue
        found[pid] = nanoseconds / 1e9
    return found


def spent(before: dict[int, float], after: dict[int, float]) -> float:
    """CPU seconds between two readings; a process that is new began at nothing."""
    return sum(now - before.get(pid, 0.0) for pid, now in after.items())


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                parent = int((each / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(each.name))
    found = [pid]
    for each in found:
        found += children.get(each, ())
    return found


def peak_bytes(pid: int) -> int:
    """The most memory a process ever had in RAM."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0
