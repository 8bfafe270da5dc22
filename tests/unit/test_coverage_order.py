"""Bands that begin alike overlap; that is all there is to say about their order."""

import pytest

from engine import check_plan
from engine.diagnostics.example import complete

BANDS = ("{from: 30, points: 3}", "{from: 30, points: 3}", "{from: 10, below: 30, points: 2}", "{below: 10, points: 1}")


@pytest.mark.parametrize("bands", [BANDS, BANDS[::-1]], ids=["falling", "rising"])
def test_a_band_written_twice(bands: tuple[str, ...]) -> None:
    text = complete("tables:\n  t:\n    on: sales\n    bands:\n" + "".join(f"      - {band}\n" for band in bands))
    assert [d.code for d in check_plan(text.encode(), "plan.yaml").diagnostics] == ["KPI411"]
