"""The words of the pictures: none runs into another (that none is cut off, a browser says)."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from engine.payslip import svg
from engine.payslip.graph import WIDTH, graph
from engine.payslip.spoken import Spoken

Slip = Callable[..., dict[str, Any]]
WORDS = re.compile(r'<text class="(?P<how>[^"]*)" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)">(?P<said>[^<]*)<')
SMALL = 11

PLAN = """
kpi_plan: 1
id: p
person: who
inputs:
  sales: {type: money, min: 0, max: 500000}
  rate: {type: percent, min: 0%, max: 100%}
salary: {lines: {pay: sales × (1% + rate × 1%)}}
"""


def extents(picture: str, y: str) -> list[tuple[Fraction, Fraction]]:
    """From where to where the small words at a height reach."""
    found = []
    for text in WORDS.finditer(picture):
        if text["y"] == y and "small" in text["how"]:
            x, width = Fraction(text["x"]), svg.width(text["said"], SMALL)
            left = x - (width if "end" in text["how"] else width / 2)
            found.append((left, left + width))
    return found


def test_labels_of_an_axis_do_not_run_into_each_other(slip: Slip) -> None:
    made = slip(PLAN, {"sales": "230000", "rate": "50%"})
    curve = made["outlook"]["curve"]
    assert curve["to"] == "500000"
    places = extents(graph(curve, Spoken(made["trace"], "zh")), "221")
    assert len(places) >= 4
    assert all(left[1] < right[0] for left, right in pairwise(places))
    assert places[-1][1] <= WIDTH
