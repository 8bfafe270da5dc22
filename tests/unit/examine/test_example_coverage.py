"""What examples exercise: a plan with one of each, and examples that do and do not decide something."""

from collections.abc import Iterable

import pytest

from engine.diagnostics.example import complete
from engine.examine.coverage import Coverage, examine
from engine.examine.files import read_examples
from engine.examine.goals import Goal, Item
from engine.examine.items import Items, items_of
from engine.pipeline import lower_plan
from engine.plan.language import SHOWCASES
from engine.plan.lower import Lowered

BANDS = """
tables:
  rate:
    on: sales
    mode: whole
    bands:
      - {below: 1000, rate: 1%}
      - {from: 1000, rate: 2%}
salary:
  lines: {base: base_salary, commission: rate}
"""


def lowered(sections: str) -> Lowered:
    checked = lower_plan(complete(sections).encode(), "plan.yaml")
    assert checked.value is not None, [d.message.en for d in checked.diagnostics]
    return checked.value


def run(sections: str, *examples: str) -> Coverage:
    plan = lowered(sections)
    text = "examples:\n" + "".join(f"  - {{name: e{i}, {e}}}\n" for i, e in enumerate(examples))
    read = read_examples(text.encode(), "more.yaml")
    assert read.value is not None, [d.message.en for d in read.diagnostics]
    return examine(plan, read.value)


def missed(cover: Coverage) -> set[str]:
    return words(cover.missed)


def words(items: Iterable[Item]) -> set[str]:
    """What items say; those of rounding, which every amount has, have their own tests."""
    return {item.words.en for item in items if item.group != "rounding"}


def given(sales: str, expect: str = "{total: 3000}", **more: str) -> str:
    others = "".join(f", {name}: {value}" for name, value in more.items())
    return f"given: {{base_salary: 3000, sales: {sales}{others}}}, expect: {expect}"


def test_a_table_has_its_bands_and_both_sides_of_each_bound() -> None:
    found = words(items_of(lowered(BANDS)).all)
    assert found == {
        "rate: the band < 1,000.00",
        "rate: the band ≥ 1,000.00",
        "sales = 999.99, just below 1,000.00",
        "sales = 1,000.00",
    }


@pytest.mark.parametrize(
    ("sales", "total", "covered"),
    [
        ("999.98", "3010.00", {"rate: the band < 1,000.00"}),
        ("999.99", "3010.00", {"rate: the band < 1,000.00", "sales = 999.99, just below 1,000.00"}),
        ("1000", "3020.00", {"rate: the band ≥ 1,000.00", "sales = 1,000.00"}),
        ("1000.01", "3020.00", {"rate: the band ≥ 1,000.00"}),
    ],
)
def test_below_at_and_above_a_bound(sales: str, total: str, covered: set[str]) -> None:
    cover = run(BANDS, given(sales, f"{{total: {total}}}"))
    assert words(cover.items.all) - missed(cover) == covered


def test_an_example_that_fails_shows_nothing() -> None:
    cover = run(BANDS, given("1000", "{total: 1}"))
    assert (cover.percent, [t.passed for t in cover.tried]) == (0, [False])


def test_only_what_an_expected_value_depends_on_counts() -> None:
    assert run(BANDS, given("1000", "{base: 3000}")).covered == frozenset()
    assert missed(run(BANDS, given("1000", "{commission: 20}"))) == {
        "rate: the band < 1,000.00",
        "sales = 999.99, just below 1,000.00",
    }


GATES = """
inputs:
  base_salary: {type: money, min: 0}
  sales: {type: money, min: 0}
  late: {type: count}
  cheated: {type: flag, default: false}
awards:
  extra:
    requires: [sales >= 100]
    void_when: [{when: cheated, reason: cheating}]
    items: {on_time: {when: late = 0, amount: 50}}
salary:
  lines: {base: base_salary, extra_pay: extra}
"""


def test_an_award_is_granted_refused_and_voided_each_for_one_reason() -> None:
    granted = run(GATES, given("100", "{total: 3050}", late="0"))
    assert {"on_time: granted", "sales = 100.00"}.isdisjoint(missed(granted))
    refused = run(GATES, given("99.99", "{total: 3000}", late="0"))
    assert {"on_time: refused, a requirement is not met", "sales = 99.99, just below 100.00"}.isdisjoint(
        missed(refused)
    )
    voided = run(GATES, given("100", "{total: 3000}", late="0", cheated="true"))
    assert {"on_time: voided", "extra: voided because of `cheating`"}.isdisjoint(missed(voided))


def test_two_reasons_at_once_show_neither() -> None:
    both = run(GATES, given("99.99", "{total: 3000}", late="0", cheated="true"))
    assert {
        "on_time: refused, a requirement is not met",
        "on_time: voided",
        "extra: voided because of `cheating`",
    } <= missed(both)


def test_a_default_counts_where_it_is_left_out() -> None:
    left_out = "cheated: left out, the default false is used"
    assert left_out in missed(run(GATES, given("100", "{total: 3050}", late="0", cheated="false")))
    assert left_out not in missed(run(GATES, given("100", "{total: 3050}", late="0")))


OTHERS = """
inputs:
  base_salary: {type: money, min: 0}
  sales: {type: money, min: 0}
  asked: {type: count}
  bought: {type: count}
metrics:
  share: {formula: bought ÷ asked, if_zero: 0%}
  rate: {cases: [{when: share > 50%, then: 2%}], otherwise: 1%}
salary:
  lines: {base: base_salary, commission: {formula: sales × rate, at_most: 500}}
"""


@pytest.mark.parametrize(
    ("sales", "asked", "bought", "total", "covered"),
    [
        ("100", "0", "0", "3001", {"share: the divisor is zero (if_zero)", "`share > 50%` does not hold"}),
        ("100", "2", "1", "3001", {"share = 50%", "`share > 50%` does not hold"}),
        ("100", "1000", "503", "3002", {"share just above 50%", "`share > 50%` holds"}),
        ("100", "1000", "506", "3002", {"`share > 50%` holds"}),
    ],
)
def test_a_zero_divisor_and_a_ratio_at_and_beside_its_bound(
    sales: str, asked: str, bought: str, total: str, covered: set[str]
) -> None:
    cover = run(OTHERS, given(sales, f"{{total: {total}}}", asked=asked, bought=bought))
    idle = {"commission: the cap `500` does not act"}
    assert words(cover.items.all) - missed(cover) == covered | idle


def test_a_cap_acts_only_beyond_itself_and_hides_what_it_cuts_off() -> None:
    at = run(OTHERS, given("50000", "{total: 3500}", asked="2", bought="1"))
    assert "commission: the cap `500` acts" in missed(at)
    beyond = run(OTHERS, given("50001", "{total: 3500}", asked="2", bought="1"))
    assert words(beyond.items.all) - missed(beyond) == {"commission: the cap `500` acts"}


NEVER = """
inputs:
  base_salary: {type: money, min: 0}
  sales: {type: money, min: 1000}
salary:
  lines: {base: base_salary, commission: {formula: sales × 1%, at_least: LEAST}}
"""


@pytest.mark.parametrize(("least", "items", "impossible"), [("9.99", 0, 1), ("10", 0, 1), ("10.01", 2, 0)])
def test_what_cannot_happen_is_not_asked_for(least: str, items: int, impossible: int) -> None:
    found = items_of(lowered(NEVER.replace("LEAST", least)))
    assert (len(words(found.all)), found.impossible) == (items, impossible)


def test_the_percentage_is_rounded_down() -> None:
    plan = lowered(BANDS)
    one = items_of(plan).all[0]
    many = Items((one,) * 1000, 0)
    assert Coverage((), many, frozenset(range(999))).percent == 99
    assert Coverage((), many, frozenset(range(1000))).percent == 100
    assert isinstance(one.goals[0], Goal)


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("curve", {"volume_points: below 220", "volume_points: from 250 to 300", "volume_points: above 300"}),
        ("rating", {"服务态度: the row 差", "服务态度: the row 优秀"}),
        ("pools", {"团队奖: there is something to share", "团队奖: there is nothing to share"}),
        ("prizes", {"销售之星: place 1", "销售之星: place 4, which has no prize"}),
        ("matrix", {"coefficient rate: the cell of < 80% and < 80%", "coefficient rate: the cell of < 80% and ≥ 95%"}),
    ],
)
def test_the_constructs_of_the_language_have_items(name: str, some: set[str]) -> None:
    plan = lowered(next(showcase.plan for showcase in SHOWCASES if showcase.name == name))
    assert some <= words(items_of(plan).all)
    assert all(tried.passed for tried in examine(plan, plan.plan.examples).tried)
