"""For plans that nobody wrote: a report pays the same cents as an evaluation, and its parts add up to its total."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import event, given

from engine.report.html import to_html
from engine.run.table import table_of
from tests.properties.running import checked
from tests.properties.strategies import Rows, plans_with_rows


@given(plans_with_rows())
def test_a_report_is_of_the_pay_that_is_paid(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    plan, table = checked(text), table_of(rows, "rows").value
    assert table is not None
    report, run = plan.report(table)
    assert report is not None
    paid = plan.evaluate_table(table)
    assert [(r.person, r.lines, r.total) for r in run.results] == [(r.person, r.lines, r.total) for r in paid.results]
    assert run.unpaid == paid.unpaid
    whole = sum((result.total for result in paid.results), Decimal(0))
    assert Decimal(report["total"]) == whole
    for parts in (report["mix"], report["lines"], report["pay"]["classes"] if report["pay"] else []):
        assert not parts or sum(Decimal(part["amount"]) for part in parts) == whole
    shares = [part["share"] for part in report["mix"]]
    assert None in shares or not shares or sum(map(Decimal, shares)) == 100
    people = {result.person for result in paid.results}
    assert all(set(gate["people"]) <= people and gate["missed"] == len(gate["people"]) for gate in report["gates"])
    assert to_html(json.loads(json.dumps(report)), "zh") == to_html(report, "zh")
    event(f"gates: {len(report['gates'])}")
