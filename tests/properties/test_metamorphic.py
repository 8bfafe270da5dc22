"""Changes that must change nothing: in how a plan is written, in the order of rows, in what nobody looks at."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.properties.changes import split_lowest_band, with_metric
from tests.properties.conftest import TIMES
from tests.properties.running import checked, codes, named, pay
from tests.properties.strategies import DrawnPlan, Rows, drawn_plans, plans_with_rows, styles
from tests.properties.writing import Style, write

FEWER = settings(max_examples=15 * TIMES)
"""For what loads two plans to compare them."""


@FEWER
@given(drawn_plans(), styles(), st.integers(0, 2**16))
def test_the_order_of_keys_changes_nothing(drawn: DrawnPlan, style: Style, seed: int) -> None:
    first, second = (checked(write(drawn.tree, s)) for s in (style, replace(style, shuffled=True, seed=seed)))
    one, other = first.evaluate_many(drawn.rows), second.evaluate_many(drawn.rows)
    assert named(first, one) == named(second, other)
    assert pay(one) == pay(other)
    assert codes(one) == codes(other)


@FEWER
@given(drawn_plans(), styles())
def test_the_language_of_the_keys_changes_nothing(drawn: DrawnPlan, style: Style) -> None:
    first, second = (checked(write(drawn.tree, replace(style, chinese=share))) for share in (0.0, 1.0))
    one, other = first.evaluate_many(drawn.rows), second.evaluate_many(drawn.rows)
    assert one.results == other.results
    assert [d.message for d in one.problems] == [d.message for d in other.problems]


@FEWER
@given(plans_with_rows(), st.randoms(use_true_random=False))
def test_comments_line_ends_and_a_mark_change_nothing_but_the_hash(drawn: tuple[str, Rows], random: Random) -> None:
    text, rows = drawn
    lines = [part for line in text.splitlines() for part in ([f"# {line}", line] if random.random() < 0.2 else [line])]
    plain, changed = checked(text), checked("\ufeff" + "\r\n".join([*lines, "# 完", ""]))
    assert plain.hash != changed.hash
    assert plain.evaluate_many(rows).results == changed.evaluate_many(rows).results


@FEWER
@given(plans_with_rows(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(drawn: tuple[str, Rows], random: Random) -> None:
    text, rows = drawn
    plan = checked(text)
    shuffled = random.sample(rows, len(rows))
    one, other = plan.evaluate_many(rows), plan.evaluate_many(shuffled)
    assert named(plan, one) == named(plan, other)
    assert (pay(one), codes(one)) == (pay(other), codes(other))


@given(plans_with_rows(grouped=True))
def test_groups_may_be_paid_one_by_one(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    plan = checked(text)
    keys = plan.program.group_by
    parts = [plan.evaluate_many([r for r in rows if _key(r, keys) == k]) for k in {_key(r, keys) for r in rows}]
    whole = plan.evaluate_many(rows)
    assert pay(whole) == {person: paid for part in parts for person, paid in pay(part).items()}
    assert codes(whole) == {code for part in parts for code in codes(part)}


@given(plans_with_rows(grouped=False))
def test_alone_is_as_among_others(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    plan = checked(text)
    alone: dict[str, object] = {}
    for row in rows:
        alone |= pay(plan.evaluate_many([row]))
    assert pay(plan.evaluate_many(rows)) == alone


@given(drawn_plans(), styles())
def test_a_metric_that_nobody_uses_changes_no_pay(drawn: DrawnPlan, style: Style) -> None:
    more = with_metric(drawn.tree, "nobody_uses_it", "1 ÷ 3")
    one, other = (checked(write(tree, style)).evaluate_many(drawn.rows) for tree in (drawn.tree, more))
    assert (pay(one), codes(one)) == (pay(other), codes(other))


@FEWER
@given(drawn_plans(), styles())
def test_a_band_split_in_two_equal_ones_changes_no_pay(drawn: DrawnPlan, style: Style) -> None:
    split = split_lowest_band(drawn.tree)
    assume(split != drawn.tree)
    one, other = (checked(write(tree, style)).evaluate_many(drawn.rows) for tree in (drawn.tree, split))
    assert (pay(one), codes(one)) == (pay(other), codes(other))


@given(plans_with_rows())
def test_other_names_change_no_pay(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    names = sorted(
        (spec for spec in checked(text).program.inputs if _MONTH not in spec.name), key=lambda spec: -len(spec.name)
    )
    renamed = text
    for number, spec in enumerate(names):
        renamed = re.sub(rf"(?<!\w){spec.name}(?!\w)", f"新名称_{number}_z", renamed)
    new = {spec.name: f"新名称_{number}_z" for number, spec in enumerate(names)}
    moved = [{_moved(key, new): cell for key, cell in row.items()} for row in rows]
    assert pay(checked(text).evaluate_many(rows)) == pay(checked(renamed).evaluate_many(moved))


_MONTH = " -"
"""What stands before the number of months in the heading of an earlier month."""


def _moved(heading: str, new: dict[str, str]) -> str:
    name, sign, months = heading.partition(_MONTH)
    return new.get(name, name) + sign + months


def _key(row: dict[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[name] for name in names)
