"""The files that come with the engine: the schemas and the example plans.

A built wheel carries them inside the package; a checkout, and an editable install of it, has them beside the package.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal

SchemaName = Literal["plan", "result", "trace", "payslip", "proof"]

_SUFFIX: Final = ".yaml"
_BESIDE: Final = "../schemas/"
"""How an example plan refers to its schema; a copy has the schema beside itself."""


def schema_text(name: SchemaName) -> str:
    """A schema as `schemas/` holds it."""
    return (_folder("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")


def example_names() -> tuple[str, ...]:
    """The names of the example plans, sorted."""
    found = (file.name for file in _folder("plans").iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


def example_text(name: str) -> str:
    """An example plan, as a copy of it reads in any folder; `name` is one of `example_names`."""
    return (_folder("plans") / f"{name}{_SUFFIX}").read_text(encoding="utf-8").replace(_BESIDE, "")


def _folder(name: Literal["plans", "schemas"]) -> Traversable:
    packed = files("engine") / f"_{name}"
    return packed if packed.is_dir() else Path(__file__).parents[1] / name
