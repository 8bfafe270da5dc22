"""Extras: parts of the engine whose libraries are installed only where they are asked for."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Rule

MISSING_EXTRA: Final = Rule(
    code="KPI805",
    name="missing-extra",
    headline=Text("这个功能还要安装 {library}", "this needs {library}, which is not installed"),
    what=Text("这个命令要用的附加库没有安装。", "A library that only this command needs is not installed."),
    why=Text(
        "多数人用不到的库不随引擎安装。", "Libraries that most people never need are not installed with the engine."
    ),
    bad="$ kpiplan sql plan.yaml --dialect duckdb",
    good="$ kpiplan check plan.yaml",
)

RULES: Final = (MISSING_EXTRA,)


def missing(extra: str, library: str) -> Diagnostic | None:
    """A finding with the line that installs an extra, where the module `library` of it is not there."""
    if find_spec(library) is not None:
        return None
    line = f'pip install "kpiplan[{extra}]"'
    words = MISSING_EXTRA.headline.format(library=library)
    return MISSING_EXTRA.data(library, help=Text(f"运行 {line}", f"run {line}"), message=words)
