"""The benchmarks compare like with like: every peer computes the same plan as the plain fractions, row by row.

Nothing is timed here; `python -m tests.benchmarks` does that.
"""

import numpy as np
import pytest

from engine import load_plan

pytest.importorskip("polars")

from tests.benchmarks import exact, plans, records
from tests.benchmarks.measures import wrong_rows
from tests.benchmarks.workload import Rows, adversarial_rows, random_rows

INEXACT = ("float32", "float64")


@pytest.mark.parametrize("rows", [random_rows(300), adversarial_rows(300)], ids=["ordinary", "adversarial"])
def test_every_exact_evaluator_pays_every_row_rightly(rows: Rows) -> None:
    right = exact.totals(rows)
    plan = load_plan(plans.reference().encode())
    assert wrong_rows.wrong(wrong_rows.one_by_one(plan, rows), right) == (0, 0)
    assert wrong_rows.wrong(wrong_rows.by_columns(plan, rows), right) == (0, 0)
    for name, totals in wrong_rows.peers():
        if not isinstance(totals, ImportError) and not name.endswith(INEXACT):
            assert wrong_rows.wrong(totals(rows), right) == (0, 0), name


def test_inexact_peers_compute_the_same_plan() -> None:
    rows = random_rows(300)
    right = exact.totals(rows)
    for name, totals in wrong_rows.peers():
        if not isinstance(totals, ImportError) and name.endswith(INEXACT):
            assert np.median(np.abs(totals(rows) - right)) == 0, name
            assert wrong_rows.wrong(totals(rows), right)[0] <= 3, name


def test_the_plan_for_one_record_pays_what_the_plan_for_a_team_pays() -> None:
    rows = random_rows(60)
    plan = load_plan(plans.alone().encode())
    people = [person for team in records.teams(rows) for person in records.alone(team)]
    assert [int(plan.evaluate(person).total * 100) for person in people] == exact.totals(rows).tolist()


def test_other_plans_are_sound() -> None:
    assert plans.long().count("\n") == plans.LONG
    load_plan(plans.long().encode())
    load_plan(plans.with_factors().encode())


def test_adversarial_rows_meet_ties_and_bounds() -> None:
    rows = adversarial_rows(2_000)
    assert (rows.inquiries == 0).any()
    assert (rows.sizes == 1).any()
    assert np.isin(rows.paid - rows.refunds, (4_800_000, 6_400_000, 8_000_000)).any()
    assert (rows.paid < rows.refunds).any() or (rows.paid == rows.refunds).any()
