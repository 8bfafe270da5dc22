"""Which versions were measured, and on what."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as of_package
from pathlib import Path

from engine import __version__

REPEAT = '`python -m pip install -e ".[bench]" && python -m tests.benchmarks`'


def version(package: str) -> str:
    """`zen-engine 2.1.3`."""
    try:
        return f"{package} {of_package(package)}"
    except PackageNotFoundError:
        return package


def machine() -> str:
    """What the numbers were measured on, and how to repeat them."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    packages = ", ".join(version(p) for p in ("numpy", "polars", "openfisca-core", "zen-engine", "duckdb"))
    system = f"Python {platform.python_version()}, {model}, {os.cpu_count()} cores, {platform.system()}"
    return f"kpiplan {__version__} on {system}; {packages}. Medians, ours and peer in turns. Repeat: {REPEAT}"
