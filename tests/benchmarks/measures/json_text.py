"""One person from JSON text to JSON text, as a web service works."""

from __future__ import annotations

import json
from collections.abc import Iterator

from engine import load_plan
from tests.benchmarks import plans, records
from tests.benchmarks.measures.one_person import DECIMAL
from tests.benchmarks.peers import decimal_function
from tests.benchmarks.table import Bar, Row, compared, unavailable
from tests.benchmarks.timing import Clock, side_by_side
from tests.benchmarks.versions import version
from tests.benchmarks.workload import TEAM, random_rows

MEASURE = "JSON text in, JSON text out (every value, line and the total), one person"


def rows(clock: Clock) -> Iterator[Row]:
    """Ours against the hand-written function, which sees no JSON, and zen-engine, which takes the text itself."""
    plan = load_plan(plans.alone().encode())
    people = records.alone(records.teams(random_rows(TEAM))[0])
    texts = [records.as_text(person) for person in people]

    def ours() -> list[str]:
        return [plan.evaluate_json(text) for text in texts]

    by_hand = side_by_side(clock, ours, lambda: [decimal_function.person(p) for p in people])
    yield compared(MEASURE, by_hand, f"{DECIMAL}, no JSON", Bar(most=6), per=TEAM)
    try:
        from tests.benchmarks.peers import zen_decision
    except ImportError as why:
        yield unavailable(MEASURE, why)
        return
    for shape in ("tables", "expressions"):
        decision = zen_decision.Decision(shape)
        pair = side_by_side(clock, ours, lambda: [json.dumps(decision(t)) for t in texts])  # noqa: B023 - used at once
        yield compared(MEASURE, pair, f"{version('zen-engine')}, {shape}", Bar(faster=1), per=TEAM)
