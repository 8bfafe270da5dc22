"""Every plan in plans/: clean, with examples, and its team paid to the cent as in the checked-in table."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from engine import Plan, Run, check_plan, load_plan
from engine.run.table import open_table

ROOT = Path(__file__).parents[1]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
AS_PRINTED = ROOT / "tests" / "bad" / "gold-table-as-printed.yaml"

each_plan = pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)


def data_of(path: Path) -> Path:
    return path.parent / "data" / f"{path.stem}.csv"


def run_of(plan: Plan, data: Path) -> Run:
    table = open_table(data, data.name, "csv")
    assert table.value is not None
    return plan.evaluate_table(table.value)


def pay(run: Run) -> list[dict[str, str]]:
    """A run as the checked-in tables hold it: person, each line, total; all amounts with two decimals."""
    return [
        {"person": r.person, **{line.name: str(line.amount) for line in r.lines}, "total": str(r.total)}
        for r in run.results
    ]


def test_the_plans_asked_for_are_there() -> None:
    assert {p.stem for p in PLANS} >= {
        "fixed-tier-bonus", "floating-rate", "floating-rate-marginal", "kpi-and-indicators", "margin-commission",
        "gold-standard", "presales", "售前提成方案",
    }  # fmt: skip


@each_plan
def test_a_plan_checks_without_a_word(path: Path) -> None:
    checked = check_plan(path.read_bytes(), path.name)
    assert [d.message.en for d in checked.diagnostics] == []
    assert checked.value is not None
    assert checked.value.id == path.stem


@each_plan
def test_its_examples_are_run(path: Path) -> None:
    """A cent more in the last example's total is found: the examples of the file do take part in the check."""
    text = path.read_text(encoding="utf-8")
    word = "合计: " if "合计: " in text else "total: "
    head, _, tail = text.rpartition(word)
    wrong = check_plan(f"{head}{word}1{tail}".encode(), path.name)
    assert [d.code for d in wrong.diagnostics] == ["KPI418"]


@each_plan
def test_its_team_is_paid_completely_and_to_the_cent(path: Path) -> None:
    run = run_of(load_plan(path), data_of(path))
    assert run.complete
    assert run.problems == ()
    with (ROOT / "tests" / "plans" / f"{path.stem}.expected.csv").open(encoding="utf-8", newline="") as file:
        assert pay(run) == list(csv.DictReader(file))


@each_plan
def test_every_payslip_adds_up(path: Path) -> None:
    for result in run_of(load_plan(path), data_of(path)).results:
        assert sum((line.amount for line in result.lines), Decimal(0)) == result.total


@each_plan
def test_the_order_of_the_rows_changes_nobodys_pay(path: Path) -> None:
    plan = load_plan(path)
    with data_of(path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    backwards = plan.evaluate_many(reversed(rows))
    assert pay(backwards) == pay(run_of(plan, data_of(path)))[::-1]


def test_the_table_as_printed_has_no_tier_for_thirty_percent() -> None:
    [finding] = check_plan(AS_PRINTED.read_bytes(), AS_PRINTED.name).diagnostics
    assert (finding.code, finding.severity.value) == ("KPI412", "error")
    assert (finding.message.en, finding.message.zh) == ("30% has no tier", "30% 没有对应的档")
    [other] = finding.also
    assert (finding.primary.span.text, finding.primary.span.line) == ("30%", 15)
    assert (other.span.text, other.span.line) == ("30%", 16)
    assert finding.help.en == "write `up_to: 30%` here, or `from: 30%` there"


def closed_below(text: str) -> str:
    return text.replace("{below: 30%, ", "{up_to: 30%, ")


def closed_above(text: str) -> str:
    return text.replace("{above: 30%, ", "{from: 30%, ")


@pytest.mark.parametrize(("cure", "tier"), [(closed_below, "junior"), (closed_above, "intermediate")])
def test_either_advice_closes_the_hole(cure: Callable[[str], str], tier: str) -> None:
    plan = load_plan(cure(AS_PRINTED.read_text(encoding="utf-8")).encode())
    result = plan.evaluate({"agent_id": "A1", "base_salary": "3000", "returning_share": "30%"})
    assert result.values["grade"] == tier
