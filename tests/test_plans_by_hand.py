"""The pay of every example team, worked out again from the sources' words: plain fractions, nothing of the engine.

Each function reads one row (and its group) and gives the amounts of the payslip. Both it and the engine must give the
checked-in table.
"""

import csv
import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
Row = dict[str, str]
Amounts = dict[str, Fraction]
HALF = Fraction(1, 2)


def number(row: Row, heading: str) -> Fraction:
    """A cell as a number; an empty one is 0 (only columns with that default are ever empty)."""
    text = row[heading] or "0"
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def cents(amount: Fraction) -> Fraction:
    """Rounded to the cent, half a cent away from zero."""
    rounded = Fraction(math.floor(abs(amount) * 100 + HALF), 100)
    return rounded if amount >= 0 else -rounded


def ladder(value: Fraction, *steps: tuple[str, int]) -> int:
    """The points of the first step (`>= 50`, `<= 15`) that the value meets; the last step is for everybody else."""
    for bound, points in steps:
        relation, _, limit = bound.partition(" ")
        if bound == "else" or (value >= Fraction(limit) if relation == ">=" else value <= Fraction(limit)):
            return points
    raise AssertionError(f"{value} meets no step")


def mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def shortfall_penalty(intake: Fraction, group: Sequence[Fraction]) -> int:
    """S3-19: more than 10 below the group's mean 5 points, more than 20 ten, and so on."""
    below = mean(group) - intake
    return 5 * math.ceil((below - 10) / 10) if below > 10 else 0


def paid_net(row: Row, paid: str, refunded: str) -> Fraction:
    return number(row, paid) - number(row, refunded)


def tier_bonus(row: Row, group: Sequence[Row]) -> Amounts:
    """S3-10: base + tier bonus + effective sales × 1% × (50% + 50% × performance)."""
    net = paid_net(row, "聊天付款金额", "退款金额")
    performance = min(number(row, "绩效"), Fraction(1))
    bonus = ladder(net, (">= 100000", 500), (">= 80000", 300), (">= 50000", 200), ("else", 0))
    commission = net / 100 * (HALF + HALF * performance)
    return {
        "base": number(row, "底薪"),
        "tier_bonus": Fraction(bonus),
        "commission": max(cents(commission), Fraction(0)),
    }


def floating_whole(row: Row, group: Sequence[Row]) -> Amounts:
    """S3-11 with one rate on the whole amount; rates in tenths of a percent."""
    net = paid_net(row, "聊天付款金额", "退款金额")
    rate = Fraction(ladder(net, (">= 100000", 10), (">= 80000", 8), (">= 50000", 7), ("else", 5)), 1000)
    commission = net * rate * (HALF + HALF * number(row, "绩效"))
    return {"base": number(row, "底薪"), "commission": max(cents(commission), Fraction(0))}


def floating_marginal(row: Row, group: Sequence[Row]) -> Amounts:
    """S3-11 with each slice at its own rate."""
    left, amount = paid_net(row, "聊天付款金额", "退款金额"), Fraction(0)
    for width, tenths in ((50_000, 5), (30_000, 7), (20_000, 8), (10**12, 10)):
        slice_ = min(left, Fraction(width))
        amount, left = amount + slice_ * tenths / 1000, left - slice_
        if left <= 0:
            break
    commission = amount * (HALF + HALF * number(row, "绩效"))
    return {"base": number(row, "底薪"), "commission": max(cents(commission), Fraction(0))}


def margin(row: Row, group: Sequence[Row]) -> Amounts:
    """S3-8: sales × (gross profit ÷ sales) × 5%; without sales nothing."""
    net = paid_net(row, "聊天付款金额", "退款金额")
    commission = net * (number(row, "毛利") / net) * 5 / 100 if net else Fraction(0)
    return {"base": number(row, "底薪"), "commission": max(cents(commission), Fraction(0))}


def kpi_score(row: Row, group: Sequence[Row]) -> Fraction:
    """S3-15 and S3-19: 30/30/30/10, less the penalty, within 0 and 100."""
    completion = 100 * number(row, "业绩") / number(row, "计划销售额")
    sales = ladder(completion, (">= 100", 100), (">= 90", 90), (">= 80", 80), (">= 60", 60), ("else", 0))
    attitude = ladder(number(row, "低评"), ("<= 0", 100), ("<= 1", 80), ("<= 3", 60), ("else", 0))
    rate = 100 * conversion(row)
    converted = ladder(rate, (">= 50", 100), (">= 45", 85), (">= 40", 70), (">= 30", 40), ("else", 0))
    response = ladder(number(row, "平均响应时间"), ("<= 15", 100), ("<= 30", 80), ("<= 40", 60), ("else", 0))
    intakes = [number(r, "日均接入量") for r in group]
    penalty = shortfall_penalty(number(row, "日均接入量"), intakes)
    score = Fraction(30 * sales + 30 * attitude + 30 * converted + 10 * response, 100) - penalty
    return max(Fraction(0), min(Fraction(100), score))


def conversion(row: Row, over: str = "付款人数", under: str = "询盘人数") -> Fraction:
    return number(row, over) / number(row, under) if number(row, under) else Fraction(0)


def kpi_and_indicators(row: Row, group: Sequence[Row]) -> Amounts:
    """S3-14: base + KPI bonus + indicator awards."""
    score = kpi_score(row, group)
    return {
        "base": number(row, "基本工资"),
        "kpi_bonus": cents(1000 * score / 100),
        "awards": indicators(row, group, score),
    }


def indicators(row: Row, group: Sequence[Row], score: Fraction) -> Fraction:
    """S3-20 … S3-29: 100 yuan an indicator, behind two gates, nothing after a violation."""
    intake = number(row, "日均接入量")
    near_the_mean = intake >= mean([number(r, "日均接入量") for r in group]) - 10
    good_enough = score >= mean([kpi_score(r, group) for r in group])
    auto_reply = number(row, "自动回复次数") > 0 and number(row, "自动回复时最少闪人数") <= 10
    if auto_reply or row["作弊"] == "是" or not (near_the_mean and good_enough):
        return Fraction(0)
    met = (
        conversion(row) >= HALF,
        number(row, "平均响应时间") <= 15,
        number(row, "打字速度") >= 100 and number(row, "打字正确率") >= Fraction(90, 100),
        number(row, "低评") <= 0 and number(row, "点名好评") >= 20,
    )
    return Fraction(100 * sum(met))


def gold(row: Row, group: Sequence[Row]) -> Amounts:
    """S4-7 … S4-12, each from 0 (junior) to 3 (gold), and the lowest of the six (A-32)."""

    def share(part: str, whole: str, nobody: int = 0) -> Fraction:
        under = number(row, whole)
        return 100 * number(row, part) / under if under else Fraction(nobody)

    def above(value: Fraction, *bounds: int) -> int:
        return sum(value > bound for bound in bounds)

    def below(value: Fraction, *bounds: int) -> int:
        return sum(value < bound for bound in bounds)

    grade = min(
        above(share("其中回头客数", "成交客户数"), 30, 50, 70),
        below(share("其中流失老客户数", "客户总数", 100), 40, 30, 20),
        below(number(row, "平均购买周期"), 95, 70, 45),
        above(share("其中成交数", "新访客数"), 60, 70, 80),
        above(share("其中再次购买数", "N天内新客户数"), 4, 7, 10),
        above(share("其中N天内再购数", "某日新客户数"), 3, 4, 5),
    )
    return {"base": number(row, "底薪"), "allowance": Fraction((0, 300, 600, 1000)[grade])}


def presales_score(row: Row, group: Sequence[Row]) -> Fraction:
    completion = 100 * paid_net(row, "个人聊天付款金额", "个人退款金额") / 80_000
    sales = ladder(completion, (">= 100", 100), (">= 80", 80), (">= 60", 60), ("else", 0))
    attitude = ladder(number(row, "低评"), ("<= 0", 100), ("<= 2", 80), ("<= 4", 60), ("else", 0))
    rate = 100 * conversion(row, "下单人数")
    converted = ladder(rate, (">= 50", 100), (">= 45", 80), (">= 40", 60), ("else", 0))
    response = ladder(number(row, "平均响应时间"), ("<= 15", 100), ("<= 30", 80), ("<= 40", 60), ("else", 0))
    penalty = shortfall_penalty(number(row, "日均接入量"), [number(r, "日均接入量") for r in group])
    score = Fraction(30 * sales + 30 * attitude + 30 * converted + 10 * response, 100) - penalty
    return max(Fraction(0), min(Fraction(100), score))


def presales(row: Row, group: Sequence[Row]) -> Amounts:
    """The language's own example: tier by score, commission by tier and score, awards behind gates, base as floor."""
    base, score = number(row, "底薪"), presales_score(row, group)
    tier = sum(score >= bound for bound in (60, 75, 90))
    rate, bonus = (
        (Fraction(5, 1000), Fraction(7, 1000), Fraction(8, 1000), Fraction(1, 100))[tier],
        (0, 200, 400, 800)[tier],
    )
    net = paid_net(row, "个人聊天付款金额", "个人退款金额")
    commission = max(Fraction(0), cents(net * rate * (HALF + HALF * score / 100)))
    near = number(row, "日均接入量") >= mean([number(r, "日均接入量") for r in group]) - 10
    allowed = near and score >= mean([presales_score(r, group) for r in group]) and row["作弊"] != "是"
    met = (conversion(row, "下单人数") >= HALF, number(row, "平均响应时间") <= 15)
    awards = Fraction(100 * sum(met) if allowed else 0)
    top_up = max(Fraction(0), base - (base + bonus + commission + awards))
    return {"base": base, "tier_bonus": Fraction(bonus), "commission": commission, "awards": awards, "top_up": top_up}


def chinese_score(row: Row, group: Sequence[Row]) -> Fraction:
    rate = 100 * conversion(row, under="询单人数")
    converted = ladder(rate, (">= 50", 100), (">= 45", 80), (">= 40", 60), ("else", 0))
    response = ladder(number(row, "平均响应时间"), ("<= 15", 100), ("<= 30", 80), ("<= 40", 60), ("else", 0))
    penalty = min(30, shortfall_penalty(number(row, "接待人数"), [number(r, "接待人数") for r in group]))
    score = Fraction(50 * converted + 30 * response, 100) + number(row, "主管评分") / 5 - penalty
    return max(Fraction(0), min(Fraction(100), score))


def slices_of(net: Fraction) -> Fraction:
    """0.5% up to 50 000, 0.8% of what lies above it, 1% of what lies above 100 000."""
    second, third = max(net - 50_000, Fraction(0)), max(net - 100_000, Fraction(0))
    return ((net - second) * 5 + (second - third) * 8 + third * 10) / 1000


def chinese(row: Row, group: Sequence[Row]) -> Amounts:
    """The plan in Chinese: marginal commission, prizes within the group, full attendance, at most 20 000."""
    score, net = chinese_score(row, group), paid_net(row, "个人聊天付款金额", "退款金额")
    commission = max(cents(slices_of(net) * (HALF + HALF * score / 100)), Fraction(0))
    prizes = Fraction(0)
    if score >= mean([chinese_score(r, group) for r in group]):
        best = all(paid_net(r, "个人聊天付款金额", "退款金额") <= net for r in group)
        reached = conversion(row, under="询单人数") >= Fraction(45, 100)
        prizes = Fraction(100 * reached + 300 * (best and len(group) > 1))
    lines = {
        "基本工资": number(row, "底薪"),
        "等级奖金": Fraction((0, 200, 400, 800)[sum(score >= bound for bound in (60, 80, 95))]),
        "提成": commission,
        "奖励": prizes,
        "全勤奖": Fraction(200 if row["全勤"] == "是" else 0),
    }
    return lines | {"cut": min(Fraction(0), 20_000 - sum(lines.values(), Fraction(0)))}


Rules = Callable[[Row, Sequence[Row]], Amounts]
BY_HAND: dict[str, tuple[Rules, tuple[str, ...]]] = {
    "fixed-tier-bonus": (tier_bonus, ()),
    "floating-rate": (floating_whole, ()),
    "floating-rate-marginal": (floating_marginal, ()),
    "margin-commission": (margin, ()),
    "kpi-and-indicators": (kpi_and_indicators, ("小组",)),
    "gold-standard": (gold, ()),
    "presales": (presales, ("shop", "team")),
    "售前提成方案": (chinese, ("店铺", "小组")),
}
"""The rules of each plan, and the columns of its groups."""


def worked_out(plan: str, rules: Rules, keys: tuple[str, ...]) -> Iterator[tuple[str, Amounts, Amounts]]:
    """Each person of a plan's example team: the amounts by hand, and those checked in."""
    with (ROOT / "plans" / "data" / f"{plan}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (ROOT / "tests" / "plans" / f"{plan}.expected.csv").open(encoding="utf-8", newline="") as file:
        expected = {line.pop("person"): line for line in csv.DictReader(file)}
    assert len(expected) == len(rows)
    for row in rows:
        group = [other for other in rows if all(other[k] == row[k] for k in keys)]
        amounts = rules(row, group)
        paid = amounts | {"total": sum(amounts.values(), Fraction(0))}
        yield row["工号"], paid, {name: Fraction(text) for name, text in expected[row["工号"]].items()}


@pytest.mark.parametrize("plan", BY_HAND)
def test_the_checked_in_pay_is_what_the_sources_say(plan: str) -> None:
    for person, ours, checked_in in worked_out(plan, *BY_HAND[plan]):
        assert ours == checked_in, person
