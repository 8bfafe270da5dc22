"""Changes to a drawn plan that its pay must not notice."""

from __future__ import annotations

import re
from typing import Final

from tests.properties.writing import Tree

BELOW_ALL: Final = "-7"
"""Below every bound that is ever drawn."""

_UNIT: Final = re.compile(r"[0-9.]+( ?\D*)")


def with_metric(tree: dict[str, Tree], name: str, formula: str) -> dict[str, Tree]:
    """The plan with one more metric."""
    metrics = tree.get("metrics", {})
    assert isinstance(metrics, dict)
    return {**tree, "metrics": {**metrics, name: formula}}


def split_lowest_band(tree: dict[str, Tree]) -> dict[str, Tree]:
    """The plan with the lowest band of every band table in two, which give the same."""
    tables = tree.get("tables", {})
    assert isinstance(tables, dict)
    made: dict[str, Tree] = {name: _split(table) for name, table in tables.items()}
    return {**tree, "tables": made} if made != tables else tree


def _split(table: Tree) -> Tree:
    bands = table.get("bands") if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(bands, list):
        return table
    rows: list[Tree] = []
    for band in bands:
        assert isinstance(band, dict)
        pair = _halves(band)
        rising = isinstance(bands[0], dict) and not {"from", "above"} & bands[0].keys()
        rows += pair if rising else pair[::-1]
    return {**table, "bands": rows}


def _halves(band: dict[str, Tree]) -> list[Tree]:
    """The band as two, lower first, if it is open below and says its unit."""
    end = next((band[key] for key in ("below", "up_to") if key in band), None)
    unit = _UNIT.fullmatch(end) if isinstance(end, str) else None
    if unit is None or {"from", "above"} & band.keys():
        return [band]
    cut = BELOW_ALL + unit[1]
    return [{**{k: v for k, v in band.items() if k not in ("below", "up_to")}, "below": cut}, {"from": cut, **band}]
