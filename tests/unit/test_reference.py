"""The reference evaluator: of those who are not asked for it computes what the group's figures need, and no more."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import FrameType

import pytest

from engine import load_plan
from engine.run.reference import Reference
from engine.run.reference.operators import Core
from tests.pages import PLANS
from tests.unit.compiled.plans import Adversary


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_who_is_asked_for_has_the_same_values(path: Path) -> None:
    program = load_plan(path).program
    adversary, reference = Adversary(program, path.stem), Reference(program)
    members = [adversary.member() for _ in range(4 if program.uses_groups else 1)]
    everybody = reference.evaluate(members)
    for at in range(len(members)):
        found = reference.evaluate(members, whole={at})
        assert found[at].values == everybody[at].values
        for mine, other in zip(found, everybody, strict=True):
            assert mine.values.items() <= other.values.items()
            assert reference.behind_statistics & set(other.values) <= set(mine.values)


def test_of_the_others_there_is_only_what_statistics_rest_on() -> None:
    program = load_plan(next(path for path in PLANS if path.stem == "presales")).program
    adversary = Adversary(program, "others")
    asked, other = Reference(program).evaluate([adversary.member() for _ in range(2)], whole={0})
    assert program.total in asked.values
    assert program.total not in other.values


def test_an_evaluator_that_is_thrown_away_runs_no_python() -> None:
    """An interruption is raised in whatever Python runs next; raised in a finalizer it would be lost."""
    called: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.append(frame.f_code.co_name)

    gc.freeze()  # what other tests have left is not looked through
    core = Core()
    sys.setprofile(note)
    try:
        del core
        gc.collect()
    finally:
        sys.setprofile(None)
        gc.unfreeze()
    assert "__del__" not in called
