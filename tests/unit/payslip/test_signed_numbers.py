"""A difference on a payslip: its sign, and what says that it is rounded, in the order in which they are read."""

from __future__ import annotations

import pytest

from engine.payslip.spoken import Spoken


@pytest.mark.parametrize(
    ("digits", "kind", "said"),
    [
        ("218.4", "money", "+218.40"),
        ("-218.4", "money", "-218.40"),
        ("0", "money", "0.00"),
        ("1/3", "percent", "≈+33.333333%"),
        ("-1/3", "percent", "≈-33.333333%"),
        ("12345", "number", "+12,345"),
    ],
)
def test_a_difference_begins_with_its_sign(digits: str, kind: str, said: str) -> None:
    assert Spoken({"currency_decimals": 2, "values": [], "inputs": []}, "en").signed(digits, kind) == said
