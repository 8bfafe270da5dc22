"""Payslips of small plans, whose numbers can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from engine import load_plan
from engine.run.table import table_of

Slip = Callable[..., dict[str, Any]]


@pytest.fixture
def slip() -> Slip:
    """The payslip of the first row, in the company of the others."""

    def made(plan: str, *rows: Mapping[str, str]) -> dict[str, Any]:
        table = table_of([{"who": f"p{n}", **row} for n, row in enumerate(rows)], "rows").value
        assert table is not None
        slips = load_plan(plan.encode()).payslips(table, ["p0"])
        assert not slips.problems, [d.message.en for d in slips.problems]
        return next(slips.each())

    return made
