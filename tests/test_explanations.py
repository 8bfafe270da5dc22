"""The trace of a person of every plan, and its text in both languages, as checked in."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.diagnostics.width import columns
from engine.explain.page import page
from tests.refresh_explanations import GOLDEN, LANGUAGES, PEOPLE, ROOT, trace_of, written

PLANS = sorted((ROOT / "plans").glob("*.yaml"))
each_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda p: p.stem)


def test_every_plan_has_somebody_who_is_explained() -> None:
    assert set(PEOPLE) == {plan.stem for plan in PLANS}
    assert {path.name.partition(".")[0] for path in GOLDEN.iterdir()} == set(PEOPLE)


@each_plan
def test_the_explanation_is_as_checked_in(plan: Path) -> None:
    for ending, text in written(trace_of(plan)).items():
        kept = (GOLDEN / f"{plan.stem}.{ending}").read_text(encoding="utf-8")
        assert text == kept, "run: python -m tests.refresh_pages"


@each_plan
@pytest.mark.parametrize("width", [40, 60, 80])
def test_an_explanation_fits_the_screen_and_is_no_line_without_words(plan: Path, width: int) -> None:
    trace = trace_of(plan)
    for language in LANGUAGES:
        lines = page(trace, language, width).splitlines()
        assert [line for line in lines if columns(line) > width] == []
        assert [line for line in lines if line != line.rstrip()] == []


@each_plan
def test_colour_changes_nothing_but_colour(plan: Path) -> None:
    trace = trace_of(plan)
    painted = page(trace, "zh", 80, color=True)
    assert "\x1b[" in painted
    for code in ("1;31", "1;33", "1;36", "1;34", "0"):
        painted = painted.replace(f"\x1b[{code}m", "")
    assert painted == page(trace, "zh", 80)
