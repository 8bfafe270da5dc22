"""Every way of rounding, on ties and beside them, of both signs, by whole and by computed divisors."""

from __future__ import annotations

import pytest

from engine import load_plan
from engine.diagnostics.example import complete, fragment
from tests.unit.sql.comparing import differences
from tests.unit.sql.databases import Database

MODES = ("half_up", "half_even", "down", "up")
AMOUNTS = (0, 1, 4, 5, 6, 10, 14, 15, 16, 24, 25, 26, 35, 45, 50, 55, 95, 105, 115, 125, 1005, 99995, 99996, 10**12)


@pytest.mark.parametrize("mode", MODES)
def test_each_mode(mode: str, database: Database) -> None:
    text = fragment(f"""
        inputs:
          tenth: {{type: count}}
          sign: {{type: number, min: -1, max: 1}}
          parts: {{type: count, min: 1, max: 100}}
        salary:
          rounding: {mode}
          may_be_negative: true
          lines:
            tenths: sign × tenth × 0.001 元
            thirds: sign × tenth × 1 元 ÷ parts
        """)
    plan = load_plan(complete(text).encode())
    cells = [(amount, sign, parts) for amount in AMOUNTS for sign in (-1, 1) for parts in (3, 7, 8)]
    rows = [
        {"agent_id": str(at), "tenth": str(amount), "sign": str(sign), "parts": str(parts)}
        for at, (amount, sign, parts) in enumerate(cells)
    ]
    assert not differences(plan, rows, database)
