"""What the figures were measured on: the kind of machine, never its name."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path

from tests.benchmarks import database


def described(today: date) -> str:
    """ "AMD EPYC, 2 cores, 24 GB of memory; Python 3.11.2; PostgreSQL 18.0; 16 July 2018"."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {_memory()} GB of memory; Linux; "
        f"Python {platform.python_version()}; PostgreSQL {database.version()}; {today.day} {today:%B %Y}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3)
