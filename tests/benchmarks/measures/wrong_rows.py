"""How many rows ours and every peer pay wrongly, ordinary and adversarial ones, held against plain fractions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

import numpy as np

from engine import Plan, load_plan
from tests.benchmarks import exact, plans, records
from tests.benchmarks.frames import columns
from tests.benchmarks.peers import decimal_function
from tests.benchmarks.table import Row, thousands, unavailable
from tests.benchmarks.timing import Clock
from tests.benchmarks.versions import version
from tests.benchmarks.workload import Ints, Rows, adversarial_rows, random_rows

Totals = Callable[[Rows], Ints]
"""The totals of some rows in cents."""

COLUMNAR = (
    ("openfisca_float32", "openfisca-core"),
    ("numpy_float64", "numpy"),
    ("polars_int64", "polars"),
    ("duckdb_bigint", "duckdb"),
)


def rows(clock: Clock, ordinary: int = 200_000, adversarial: int = 22_000) -> Iterator[Row]:
    """One row for each evaluator; nothing is timed."""
    cases = [(made, exact.totals(made)) for made in (random_rows(ordinary), adversarial_rows(adversarial))]
    what = f"wrong rows of {thousands(ordinary)} ordinary / {thousands(adversarial)} adversarial"
    plan = load_plan(plans.reference().encode())
    for name, ours in (("one by one", one_by_one), ("columns", by_columns)):
        try:
            counts = [wrong(ours(plan, made), right) for made, right in cases]
        except (AttributeError, ImportError) as why:
            yield unavailable(f"{what}: {name}", why)
            continue
        yield Row(f"{what}: {name}", _shown(counts), bar="0 / 0", met=all(count == 0 for count, _ in counts))
    for name, totals in peers():
        if isinstance(totals, ImportError):
            yield unavailable(f"{what}: {name}", totals)
        else:
            yield Row(what, "", f"{name}: {_shown([wrong(totals(made), right) for made, right in cases])}")


def peers() -> Iterator[tuple[str, Totals | ImportError]]:
    """Every peer's totals, or why they are not to be had."""
    yield "hand-written Decimal function", by_hand
    try:
        from tests.benchmarks.peers import zen_decision

        decision = zen_decision.Decision("expressions")
        yield version("zen-engine"), lambda rows: _by_zen(decision, zen_decision.total, rows)
    except ImportError as why:
        yield "zen-engine", why
    for module, package in COLUMNAR:
        try:
            yield (
                f"{version(package)}, {module.partition('_')[2]}",
                import_module(f"tests.benchmarks.peers.{module}").totals,
            )
        except ImportError as why:
            yield module, why


def wrong(found: Ints, right: Ints) -> tuple[int, int]:
    """How many totals are wrong, and the largest error in cents."""
    errors = np.abs(found - right)
    return int((errors > 0).sum()), int(errors.max())


def one_by_one(plan: Plan, rows: Rows) -> Ints:
    """Ours, team by team."""
    return np.array([int(r.total * 100) for team in records.teams(rows) for r in plan.evaluate_many(team).results])


def by_columns(plan: Plan, rows: Rows) -> Ints:
    """Ours, all at once."""
    return plan.evaluate_columns(columns(rows)).total


def by_hand(rows: Rows) -> Ints:
    """The hand-written Decimal function, team by team."""
    return np.array([int(pay[-1] * 100) for team in records.teams(rows) for pay in decimal_function.team(team)])


def _by_zen(decision: Callable[..., object], total: Callable[..., int], rows: Rows) -> Ints:
    people = (person for team in records.teams(rows) for person in records.alone(team))
    return np.array([total(decision(records.as_numbers(person))) for person in people])


def _shown(counts: list[tuple[int, int]]) -> str:
    """`31 / 2474, at most 878.72 yuan`."""
    largest = max(error for _, error in counts)
    numbers = " / ".join(str(count) for count, _ in counts)
    return f"{numbers}, by up to {largest / 100:.2f} yuan" if largest else numbers
