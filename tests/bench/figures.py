"""What a measurement prints, and what the machine says of processes."""

from __future__ import annotations

import json
import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def figure(name: str, value: float, unit: str, floor: float | None = None) -> None:
    """Print one figure. floor: the best that is possible, measured in the same run."""
    ratio = round(value / floor, 3) if floor else None
    shown = {"name": name, "value": round(value, 4), "unit": unit, "floor": floor, "ratio": ratio}
    print(json.dumps(shown, ensure_ascii=False), flush=True)


def cpu_seconds(pid: int) -> float:
    """CPU time of a process, user and system; zero when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def resident_bytes(pid: int) -> int:
    """Memory of a process that lies in RAM."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


def peak_bytes(pid: int) -> int:
    """The most memory a process ever had in RAM."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0
