"""The plans of the repository keep what they promise, every one of them, within the work that is usual."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import load_plan

PLANS = sorted((Path(__file__).parents[3] / "plans").glob("*.yaml"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_promise_is_proved(path: Path) -> None:
    proof = load_plan(path).prove()
    assert [(v.promise.words, v.status) for v in proof.verdicts if v.status != "proved"] == []


def test_most_plans_promise_something() -> None:
    assert sum(bool(load_plan(path).program.promises) for path in PLANS) > len(PLANS) / 2
