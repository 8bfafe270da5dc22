"""Rules over several metrics against counting: every hole, every overlap, and regions that are exactly these."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.api import check_plan
from engine.check.situations.diagram import (
    SUBJECTS,
    At,
    Condition,
    Effort,
    Join,
    TooBig,
    both,
    diagram,
    either,
    subjects_of,
)
from engine.check.situations.regions import regions
from engine.diagnostics.example import complete, inputs, pay

SIZES = (3, 2, 4)
CELLS = list(product(*(range(size) for size in SIZES)))


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> Condition:
    if depth and draw(st.booleans()):
        join = draw(st.sampled_from((both, either)))
        return join([draw(conditions(depth - 1)) for _ in range(draw(st.integers(1, 3)))])
    subject = draw(st.integers(0, len(SIZES) - 1))
    return At(subject, draw(st.integers(1, (1 << SIZES[subject]) - 2)))


def holds(condition: Condition, cell: tuple[int, ...]) -> bool:
    match condition:
        case bool():
            return condition
        case At(subject, mask):
            return bool(mask >> cell[subject] & 1)
        case Join(every, parts):
            return (all if every else any)(holds(part, cell) for part in parts)


@given(st.lists(conditions(), min_size=1, max_size=6), st.integers(1, 3))
def test_a_diagram_says_of_every_situation_which_rows_hold(rows: list[Condition], most: int) -> None:
    found = diagram(rows, SIZES, most, Effort())
    for cell in CELLS:
        way = found
        while not isinstance(way, tuple):
            way = next(after for mask, after in way.ways if mask >> cell[way.subject] & 1)
        assert way == tuple(i for i, row in enumerate(rows) if holds(row, cell))[:most]


@given(st.lists(conditions(), min_size=1, max_size=6))
def test_the_regions_are_the_holes_and_none_is_needless(rows: list[Condition]) -> None:
    boxes = regions(diagram(rows, SIZES, 2, Effort()), SIZES, lambda held: not held, Effort())
    holes = {cell for cell in CELLS if not any(holds(row, cell) for row in rows)}
    held = [{cell for cell in CELLS if all(mask >> cell[s] & 1 for s, mask in box.items())} for box in boxes]
    assert set().union(*held) == holes if boxes else not holes
    assert all(not one <= other for i, one in enumerate(held) for j, other in enumerate(held) if i != j)


def test_what_asks_about_nothing_holds_always_or_never() -> None:
    assert (both([]), either([])) == (True, False)
    assert list(subjects_of(True)) == []


def parity(flags: int) -> str:
    """Two rules that tell an odd number of flags from an even one: no table of this size can be looked at whole."""
    odd = "p0"
    for i in range(1, flags):
        odd = f"(({odd}) and not p{i} or not ({odd}) and p{i})"
    return odd


def test_a_table_that_is_too_big_is_never_passed() -> None:
    pairs = [both([At(i, 1), At(23 - i, 1)]) for i in range(12)]
    try:
        diagram([both([At(i, 1) for i in range(24)]), *pairs], (2,) * 24, 2, Effort())
    except TooBig:
        pass
    else:
        raise AssertionError("this cannot be looked at whole")


def test_an_odd_number_of_flags_is_told_from_an_even_one() -> None:
    odd = parity(4)
    flags = inputs(*(f"p{i}: {{type: flag}}" for i in range(4)))
    table = f"tables:\n  t:\n    rules: [{{when: '{odd}', bonus: 1}}, {{when: 'not {odd}', bonus: 2}}]\n"
    assert check_plan(complete(flags + table + pay("t")).encode(), "p").diagnostics == ()
    half = f"tables:\n  t:\n    rules: [{{when: '{odd}', bonus: 1}}, {{when: 'not p0', bonus: 2}}]\n"
    found = check_plan(complete(flags + half + pay("t")).encode(), "p").diagnostics
    assert {d.code for d in found} == {"KPI447", "KPI448"}
    assert len([d for d in found if d.code == "KPI447"]) == 4, "p0 and an even number of the other three"


@pytest.mark.parametrize(("asked", "looked_at"), [(SUBJECTS, True), (SUBJECTS + 1, False)])
def test_so_many_things_may_be_asked_about(asked: int, looked_at: bool) -> None:
    rows = [either([At(i, 1) for i in range(asked)])]
    if looked_at:
        assert diagram(rows, (2,) * asked, 1, Effort()) != ()
    else:
        with pytest.raises(TooBig):
            diagram(rows, (2,) * asked, 1, Effort())


def test_a_hole_is_told_even_where_no_work_is_left_to_widen_it() -> None:
    found = diagram([both([At(0, 1), At(1, 1)])], (2, 2), 1, Effort())
    assert regions(found, (2, 2), lambda held: not held, Effort(0)) != []
