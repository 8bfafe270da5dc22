"""`python -m tests.guarantee_times [PLAN ...]`: how long every guarantee of the plans takes to be decided.

One row a guarantee: processor seconds, operations over cells, the verdict; the slowest first. Status 1 where one is not
proved or takes `SECONDS` or longer.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Final

from engine import Plan, load_plan
from engine.check import example_inputs
from engine.document.reader import read_document
from engine.plan.lower import lower
from engine.plan.read_plan import read_plan
from engine.plan.reading import Desk
from engine.prove.people import Team
from engine.prove.prove import Prover

PLANS: Final = Path(__file__).parents[1] / "plans"
SECONDS: Final = 2.0

Row = tuple[float, int, str, str, str]
"""Seconds, operations, verdict, plan, the guarantee's words."""


def starts_of(plan: Plan) -> tuple[Team, ...]:
    """The teams of a plan's own examples, which the prover begins with."""
    desk, document = Desk(), read_document(plan.text, plan.id).value
    assert document is not None
    return tuple(example_inputs.teams(lower(read_plan(document, desk), desk, plan.hash)))


def rows(path: Path) -> Iterator[Row]:
    """The guarantees of one plan, each decided by itself."""
    plan = load_plan(path)
    prover = Prover(plan.program, starts_of(plan))
    for promise in plan.program.promises:
        start = process_time()
        found = prover.verdict(promise)
        yield process_time() - start, found.work, found.status, path.stem, promise.words


def main(paths: list[str]) -> int:
    """Print the table."""
    found = [row for path in map(Path, paths) for row in rows(path)]
    for seconds, work, status, plan, words in sorted(found, reverse=True):
        print(f"{seconds:7.3f} s {work:>6}  {status:<10} {plan}: {words}")  # noqa: T201
    slow = sum(row[0] >= SECONDS for row in found)
    left = sum(row[2] != "proved" for row in found)
    print(f"{len(found)} guarantees in {len(paths)} plans, {left} not proved, {slow} not within {SECONDS:g} s")  # noqa: T201
    return int(bool(slow or left))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or sorted(map(str, PLANS.glob("*.yaml")))))
