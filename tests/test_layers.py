"""Who may know whom: the layers of the engine, read from the imports of its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ENGINE: Final = Path(__file__).parents[1] / "engine"

MAY_KNOW: Final = {
    "base": (),
    "program": ("base", "notes"),
    "notes": ("base", "program"),
    "diagnostics": ("base",),
    "document": ("base", "diagnostics"),
    "formula": ("base", "diagnostics", "document.nodes"),
    "plan": ("base", "diagnostics", "document", "formula", "notes", "program"),
    "check": (
        "base",
        "diagnostics",
        "document.leaving_out",
        "formula.tree",
        "plan",
        "program",
        "run.check_rules",
        "run.reference",
    ),
    "describe": ("base", "document", "formula", "plan", "program"),
    "examine": (
        "base",
        "check",
        "diagnostics",
        "document",
        "formula",
        "notes",
        "plan",
        "program",
        "prove",
        "run.groups",
        "run.reference",
    ),
    "excel": ("base", "diagnostics", "program", "run"),
    "explain": ("base", "describe", "diagnostics", "formula", "notes", "program", "run"),
    "payslip": ("base", "compiled", "diagnostics", "explain", "program", "run"),
    "prove": (
        "base",
        "check.interval",
        "check.ranges",
        "check.suspicion",
        "compiled",
        "diagnostics",
        "notes",
        "program",
        "run",
    ),
    "report": ("base", "describe", "diagnostics", "excel", "explain", "formula", "notes", "payslip", "program", "run"),
    "integers": ("base", "check.interval", "check.ranges", "program"),
    "run": ("base", "diagnostics", "program", "compiled"),
    "compiled": ("base", "diagnostics", "integers", "program", "run"),
    "columns": ("base", "diagnostics", "integers", "program", "run"),
    "distributed": ("base", "columns", "diagnostics", "program", "run", "sql.dialects", "sql.names", "version"),
    "sql": ("base", "check", "diagnostics", "integers", "program", "run", "version"),
}
"""The layers and what each may import beside itself: no evaluator knows YAML, no construct knows an evaluator."""

ABOVE_ALL: Final = ("api", "pipeline", "cli", "generate", "__init__", "__main__", "resources", "version")
"""What stands at the top, or beside all layers, and is imported by none of them (but the version by its users)."""

CATALOGUE: Final = ENGINE / "diagnostics" / "rules.py"
"""The list of all rules knows every module that has some."""


def imports(path: Path) -> Iterator[str]:
    """The modules of the engine that a file imports, without their first word, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        yield from (m.removeprefix("engine.") for m in modules if m.split(".")[0] == "engine" and m != "engine")
        if isinstance(node, ast.ImportFrom) and node.module == "engine":
            yield from (alias.name for alias in node.names)


def files(layer: str) -> list[Path]:
    single = ENGINE / f"{layer}.py"
    return [single] if single.exists() else sorted(set((ENGINE / layer).rglob("*.py")) - {CATALOGUE})


@pytest.mark.parametrize("layer", MAY_KNOW)
def test_a_layer_knows_only_what_is_below_it(layer: str) -> None:
    allowed = (layer, *MAY_KNOW[layer])
    found = [(path.relative_to(ENGINE).as_posix(), module) for path in files(layer) for module in imports(path)]
    assert files(layer)
    assert [(p, m) for p, m in found if not any(m == a or m.startswith(f"{a}.") for a in allowed)] == []


def test_every_part_of_the_engine_has_its_layer() -> None:
    parts = {path.stem for path in ENGINE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert parts == {*MAY_KNOW, *ABOVE_ALL}
