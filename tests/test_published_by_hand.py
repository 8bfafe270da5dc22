"""The pay of every published plan's example team, worked out again from its source's words: see test_plans_by_hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import pytest

from tests.test_plans_by_hand import BY_HAND, ROOT, Amounts, Row, Rules, cents, ladder, mean, number, worked_out

Team = Sequence[Row]
NONE = Fraction(0)


def points(*parts: tuple[int, int | Fraction]) -> Fraction:
    """Points weighed: each part is a weight in percent and its points."""
    return sum((Fraction(weight) * score / 100 for weight, score in parts), NONE)


def share(row: Row, over: str, under: str) -> Fraction | None:
    """One number of a row over another; None where that is 0."""
    return number(row, over) / number(row, under) if number(row, under) else None


def p01(row: Row, _: Team) -> Amounts:
    done = 100 * number(row, "实际销售额") / number(row, "计划销售额")
    asked, value = share(row, "最终付款人数", "咨询人数"), share(row, "实际销售额", "最终付款人数")
    completed = ladder(done, (">= 100", 100), (">= 90", 85), (">= 80", 70), (">= 70", 55), (">= 60", 40), (">= 50", 25),
                       (">= 40", 10), ("else", 0))  # fmt: skip
    converted = ladder(100 * (asked or NONE), (">= 45", 100), (">= 40", 80), (">= 35", 60), ("else", 0))
    valued = ladder(value or NONE, (">= 250", 100), (">= 230", 80), (">= 210", 60), ("else", 0))
    replied = ladder(100 * number(row, "回复率"), (">= 98", 100), (">= 95", 80), (">= 92", 60), ("else", 0))
    quick = ladder(number(row, "平均响应时间"), ("<= 35", 100), ("<= 45", 80), ("<= 55", 60), ("else", 0))
    there = ladder(number(row, "迟到早退次数"), ("<= 0", 100), ("<= 3", 80), ("else", 60))
    score = points((30, completed), (20, converted), (20, valued), (20, replied), (5, quick), (5, there))
    bonus = ladder(score, (">= 90", 400), (">= 80", 200), (">= 70", 100), ("else", 0))
    return {"base": number(row, "底薪"), "performance": cents(10 * score), "level_bonus": Fraction(bonus)}


def p04_score(row: Row) -> Fraction:
    """A shop's four scores and the manager's; nobody asked and nobody paid is the lowest band."""
    asked, value = share(row, "付款人数", "询单人数"), share(row, "个人销售额", "付款人数")
    ratio = 100 * (value or NONE) / number(row, "店铺客单价")
    seconds = (25, 30, 40) if row["岗位"] == "presales" else (30, 35, 45)
    paid = ladder(100 * (asked or NONE), (">= 55", 100), (">= 50", 80), (">= 45", 60), ("else", 50))
    valued = ladder(ratio, (">= 112", 100), (">= 108", 80), (">= 106", 60), ("else", 50))
    replied = ladder(100 * number(row, "回复率"), (">= 99", 100), (">= 97", 80), (">= 95", 60), ("else", 50))
    steps = zip((f"<= {s}" for s in seconds), (100, 80, 60), strict=True)
    quick = ladder(number(row, "平均响应时间"), *steps, ("else", 50))
    rated = {"优秀": 100, "良好": 80, "合格": 70, "差": 50}[row["主管评分"]]
    return points((35, paid), (25, valued), (15, replied), (15, quick), (10, rated))


def p04(row: Row, team: Team) -> Amounts:
    """The first 15%, 60%, 90% and 100% of the shop, in whole people, half a person rounded up."""
    score, size = p04_score(row), len(team)
    place = 1 + sum(p04_score(r) > score for r in team)
    upper = [math.floor(Fraction(size * percent, 100) + Fraction(1, 2)) for percent in (15, 60, 90, 100)]
    tenths = next(c for bound, c in zip(upper, (11, 10, 8, 5), strict=True) if place <= bound)
    rate = ladder(score, (">= 91", 100), (">= 86", 80), (">= 76", 60), (">= 65", 50), ("else", 0))
    gold = [score >= 91, row["level -1"] == "A", row["level -2"] == "A"]
    return {
        "base": number(row, "底薪") + (200 if all(gold) else 0),
        "performance": cents(number(row, "绩效工资基数") * rate / 100),
        "gold": Fraction(300 if all(gold[:2]) else 0),
        "bonus": cents(score * tenths / 10),
    }


def p05(row: Row, _: Team) -> Amounts:
    grades = ("junior", "regular", "senior", "expert_1", "expert_2", "expert_3")
    months = [row[f"sales -{month}"] for month in range(1, 7)]
    last3 = sum((Fraction(m) for m in months[:3]), NONE) if all(months[:3]) else NONE
    last6 = mean([Fraction(m) for m in months]) if all(months) else NONE
    earned = 0
    if last3 > 150_000:
        earned = ladder(last6, (">= 400000", 5), (">= 300000", 4), (">= 200000", 3), (">= 100000", 2), ("else", 1))
    grade = max(earned, grades.index(row["上月等级"]))
    whole = number(row, "个人销售额")
    if row["岗位"] == "supervisor":
        whole = max(number(row, "店铺销售额") - number(row, "运费"), NONE)
    regular = (("<= 50000", 0), ("<= 100000", 80), ("<= 200000", 85), ("<= 300000", 90), ("<= 400000", 95),
               ("<= 500000", 100), ("else", 110))  # fmt: skip
    senior = (("<= 50000", 0), ("<= 100000", 100), ("<= 200000", 105), ("<= 300000", 110), ("<= 400000", 115),
              ("<= 500000", 120), ("else", 125))  # fmt: skip
    rate = 0 if grade == 0 else ladder(whole, *(regular if grade == 1 else senior))
    due = cents(whole * rate / 10_000)
    return {
        "base": (1200, 1600, 1600, 2000, 2000, 2000)[grade] + 100 * number(row, "底薪档差"),
        "bonus": cents(number(row, "个人销售额") / 200) if grade == 0 else NONE,
        "commission": cents(due * 7 / 10),
        "released_pay": number(row, "发放上年留存"),
    }


def p06(row: Row, team: Team) -> Amounts:
    sales, task = number(row, "个人销售额"), number(row, "基本任务")
    rate = Fraction(ladder(sales, ("<= 100000", 8), ("<= 150000", 12), ("else", 15)), 1000) if sales > task else NONE
    lines = {
        "base": Fraction(1600 if row["岗位级别"] == "intermediate" else 1500),
        "commission": cents((sales - task) * rate),
        "silent": cents(number(row, "全店静默销售额") / len(team) * rate),
    }
    return lines | {"top_up": max(1500 - sum(lines.values(), NONE), NONE)}


def p07_sales(row: Row) -> Fraction:
    return sum((number(row, c) for c in ("直接销售额", "团购甲系列", "团购乙系列", "团购丙系列", "分销销售额")), NONE)


def p07(row: Row, team: Team) -> Amounts:
    """Every full 10 000 above the team's task is 400, by score; the cents left over go to the largest remainders."""
    rates = {"直接销售额": 4, "团购甲系列": 2, "团购乙系列": 4, "团购丙系列": 2, "分销销售额": 5}
    sales = p07_sales(row)
    above = max(sales - number(row, "个人任务"), NONE) / sales if sales else NONE
    over = sum((p07_sales(r) - number(r, "个人任务") for r in team), NONE)
    pool = 400 * max(math.floor(over / 10_000), 0)
    scores = [number(r, "绩效得分") for r in team]
    shares = [Fraction(pool * 100) * (s / sum(scores) if sum(scores) else Fraction(1, len(team))) for s in scores]
    given = [math.floor(s) for s in shares]
    in_turn = sorted(range(len(team)), key=lambda at: (given[at] - shares[at], team[at]["工号"]))
    place = in_turn.index(team.index(row))
    return {
        "base": number(row, "底薪"),
        "commission": cents(sum((number(row, c) * rate for c, rate in rates.items()), NONE) / 100 * above),
        "bonus": cents(5 * number(row, "绩效得分")),
        "team": Fraction(given[team.index(row)] + (place < pool * 100 - sum(given)), 100),
    }


def p10(row: Row, team: Team) -> Amounts:
    average = mean([number(r, "转化率得分") for r in team])
    to_the_mean = number(row, "转化率得分") / average if average else Fraction(1)
    return {"base": number(row, "底薪"), "share": cents(150 * to_the_mean)}


def p12(row: Row, _: Team) -> Amounts:
    ratings, satisfied = number(row, "评价数"), number(row, "满意及非常满意数")
    happy = 100 * satisfied / ratings if ratings else Fraction(100)
    lost = 2 * max(math.floor(90 - happy), 0) if ratings > 50 else max(ratings - satisfied, NONE)
    audit = max(math.floor(98 - 100 * number(row, "20分钟审核率")), 0)
    handling = Fraction(max(math.floor(95 - 100 * number(row, "20分钟处理率")), 0), 2)
    goal = 90 if row["大促期间"] in ("true", "是") else 30 if number(row, "日均接待量") < 100 else 60
    quick = 20 if number(row, "平均响应时间") <= goal else 0
    score = max(50 - lost, NONE) + max(20 - audit, 0) + max(10 - handling, NONE) + quick
    return {"base": number(row, "底薪"), "performance": cents(20 * score)}


def p15(row: Row, _: Team) -> Amounts:
    """Of a campaign's sales 3% up to 110% of the target, 5% of what is above, 8% of what is above 120%."""
    sales, orders, target = number(row, "个人销售额"), number(row, "日接单数"), number(row, "目标")
    sold = number(row, "活动销售额")
    eighth, fifth = max(sold - target * 12 / 10, NONE), max(sold - target * 11 / 10, NONE)
    rate = ladder(sales, (">= 150000", 20), (">= 100000", 15), ("else", 10))
    each = Fraction(ladder(orders, ("<= 50", 10), ("<= 100", 15), ("else", 20)), 10)
    blend = 40 * number(row, "满意度") + 30 * number(row, "转化率") + 30 * number(row, "客单价达成率")
    return {
        "base": number(row, "底薪"),
        "commission": cents(sales * rate / 1000),
        "pieces": cents(orders * each * number(row, "出勤天数")),
        "campaign_pay": cents((sold - fifth) * 3 / 100 + (fifth - eighth) * 5 / 100 + eighth * 8 / 100),
        "quality": cents(5 * blend),
    }


def after_sales(row: Row, _: Team) -> Amounts:
    replied = ladder(100 * number(row, "回复率"), (">= 99", 100), (">= 97", 80), (">= 95", 60), ("else", 50))
    quick = ladder(number(row, "平均响应时间"), ("<= 30", 100), ("<= 35", 80), ("<= 45", 60), ("else", 50))
    minutes = number(row, "平均处理时长") / 60
    handled = 100 if minutes <= 10 else 60 if minutes < 30 else 0
    closed = number(row, "结案数")
    lines = {
        "base": number(row, "底薪"),
        "pieces": closed + max(closed - 300, NONE) / 2,
        "performance": cents(10 * points((40, replied), (30, quick), (30, handled))),
        "attendance": Fraction(200 if number(row, "迟到次数") == 0 else 0),
        "complaints": max(-10 * number(row, "轻微投诉") - 50 * number(row, "严重投诉"), Fraction(-300)),
    }
    return lines | {"top_up": max(-sum(lines.values(), NONE), NONE)}


def converted(row: Row) -> Fraction:
    return share(row, "付款人数", "询单人数") or NONE


def shop_score(row: Row, *weights: int) -> Fraction:
    """Conversion, response and ratings of the shop with two stages."""
    paid = ladder(100 * converted(row), (">= 50", 100), (">= 40", 80), (">= 30", 60), ("else", 0))
    quick = ladder(number(row, "平均响应时间"), ("<= 20", 100), ("<= 40", 70), ("else", 0))
    rated = ladder(number(row, "低评"), ("<= 0", 100), ("<= 2", 60), ("else", 0))
    return points(*zip(weights, (paid, quick, rated), strict=True))


def growth(row: Row, _: Team) -> Amounts:
    net = max(number(row, "聊天付款金额") - number(row, "退款金额"), NONE)
    slices = net * 10 + max(net - 50_000, NONE) * 5 + max(net - 100_000, NONE) * 5
    performance = cents(3 * shop_score(row, 50, 20, 30))
    return {"base": number(row, "底薪"), "commission": cents(slices / 1000), "performance": performance}


def mature(row: Row, team: Team) -> Amounts:
    net = max(number(row, "聊天付款金额") - number(row, "退款金额"), NONE)
    score = shop_score(row, 40, 30, 30)
    bonus = ladder(score, (">= 90", 1500), (">= 60", 900), ("else", 300))
    ahead = score >= 60 and converted(row) >= mean([converted(r) for r in team])
    return {
        "base": number(row, "底薪"),
        "commission": cents(net / 200),
        "performance": cents(bonus * score / 100),
        "award": Fraction(200 if ahead else 0),
    }


PUBLISHED: dict[str, tuple[Rules, tuple[str, ...]]] = {
    "after-sales": (after_sales, ()),
    "growth-stage": (growth, ("team",)),
    "mature-stage": (mature, ("team",)),
    "p01-score-sheet": (p01, ()),
    "p04-levels-and-distribution": (p04, ("shop",)),
    "p05-commission-and-holdback": (p05, ()),
    "p06-task-commission": (p06, ("shop",)),
    "p07-personal-and-team-task": (p07, ("shop",)),
    "p10-share-of-a-pool": (p10, ("team",)),
    "p12-after-sales-scorecard": (p12, ()),
    "p15-ladders": (p15, ()),
}
"""The rules of each published plan, and the columns of its groups."""


def test_every_plan_is_worked_out_by_hand() -> None:
    assert {path.stem for path in (ROOT / "plans").glob("*.yaml")} == set(BY_HAND) | set(PUBLISHED)


@pytest.mark.parametrize("plan", PUBLISHED)
def test_the_checked_in_pay_is_what_the_source_says(plan: str) -> None:
    for person, ours, checked_in in worked_out(plan, *PUBLISHED[plan]):
        assert ours == checked_in, person
