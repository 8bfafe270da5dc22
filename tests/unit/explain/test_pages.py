"""What explanations say: for the examples of the language, whose amounts are known, in both languages."""

from __future__ import annotations

from functools import cache

import pytest

from engine.base.text import Language
from engine.diagnostics.width import columns
from engine.explain.page import page
from engine.plan.language import SHOWCASES
from engine.plan.showcase import Showcase
from tests.showcase_traces import traces

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def said(name: str, example: int, language: Language, width: int = 80) -> str:
    """The page of an example of a showcase, without its line ends and spaces."""
    shown = next(s for s in SHOWCASES if s.name == name)
    return "".join(page(traces(shown)[example], language, width).split())


@pytest.mark.parametrize("shown", SHOWCASES, ids=lambda s: s.name)
def test_every_construct_can_be_told_on_any_screen(shown: Showcase) -> None:
    for trace in traces(shown):
        for language in LANGUAGES:
            for width in (40, 80):
                lines = page(trace, language, width).splitlines()
                assert [line for line in lines if columns(line) > width and " " in line.strip()] == []


@pytest.mark.parametrize(
    ("showcase", "example", "zh", "en"),
    [
        ("salary", 0, "舍入：12.505→12.51（保留2位，四舍五入）", "rounded:12.505→12.51(to2decimals,halfawayfromzero)"),
        ("salary", 1, "封顶：6,250.00→5,000.00", "capped:6,250.00→5,000.00"),
        ("scorecards", 1, "保底：-35分→0分", "raisedtothefloor:-35points→0points"),
        ("scorecards", 0, "加权86分，再加减：lateness-5分", "86pointsweighted,thenaddedortakenoff:lateness-5points"),
        ("pieces", 1, "最多扣到这里：-220.00→-200.00", "nomoreistakenoff:-220.00→-200.00"),
        ("metrics", 1, "询盘人数为0，按方案取0%", "询盘人数is0,sotheplansays0%"),
        ("voids", 1, "取消，原因：考试或打字作弊；作弊，原为400.00", "itwouldhavebeen400.00"),
        ("proration", 0, "3,000.00按≈77.272727%折算", "≈77.272727%of3,000.00"),
        (
            "deductions", 0, "应扣1,000.00，本月合计最多扣800.00，实扣800.00",
            "askedfor1,000.00,alltogetheratmost800.00,taken800.00",
        ),
        ("adjustments", 0, "应发90.00，已发100.00", "due90.00,paid100.00"),
        ("adjustments", 1, "金额200.00，原因补满勤，审批王", "amount200.00,reason:补满勤,approvedby王"),
        ("clauses", 0, "条款：第三条提成为销售额的百分之一", "clause:Article3:"),
        ("sources", 0, "标准来自店铺历史，统计平均数，时段2025-10…2025-12", "standard:ownhistory,statisticthemean"),
        ("thresholds", 0, "标准来自店铺目标", "standard:shopgoal"),
        ("cases", 0, "日均接待<100（99<100），成立，用30秒", "日均接待<100(99<100)holds,soitis30s"),
        ("cases", 1, "前面的情形都不成立，用60秒", "noneofthecasesbeforeholds,soitis60s"),
        ("curve", 0, "在220（0分）和250（60分）之间按直线算", "onthelinebetween220(0points)and250(60points)"),
        (
            "steps", 1, "超过10的部分每10为一级（不足一级也算一级），每级-5分，1级×-5分",
            "-5pointsforevery10above10(eachbegun",
        ),
        ("over", 0, "超过基本任务50,000.00的部分70,000.00×1.2%", "ofwhich70,000.00above基本任务50,000.00×1.2%"),
        ("starting-at", 0, "从本年至上月280,000.00接着算", "goingonfrom本年至上月280,000.00"),
        ("commission", 0, "折合1.375%", "1.375%onthewhole"),
        ("matrix", 0, "sales×2%×coefficient=100,000.00×2%×60%", "sales×2%×coefficient=100,000.00×2%×60%"),
        ("tiers", 1, "再多0.01分（到90分）→gold，其他不变时合计4,750.00（+590.04）", "thetotal4,750.00(+590.04)"),
        ("reach", 0, "离“regular”还差：前3个月的销售额合计>15万", "regularstillasksfor:"),
        ("awards", 1, "前提没有满足：接待人数≥100（99≥100）", "requiredandnotmet:接待人数≥100(99≥100)"),
        ("groups", 0, "全组平均sales10,000.00按3人算", "groupmeanofsales10,000.00over3"),
        ("prizes", 1, "第1名，2人并列", "place1,2level"),
        ("pools", 1, "整分133.33，零头靠前，多得0.01", "133.33inwholecents,0.01more"),
        ("peers", 1, "只有1人，人数不够，按方案取0", "only1,toofew:theplansays0"),
        ("plausible", 1, "客服客单价比90%不在常见范围内（120%到140%）", "客服客单价比90%isnotusual(120%to140%)"),
        ("inputs", 0, "没有填写，按方案的默认值：退款金额0.00", "notgiven,sotheplan'sdefaultstands:退款金额0.00"),
        ("rules", 0, "目标完成率≥100%且投诉数=0（100%≥100%且0=0），成立", "投诉数=0(100%≥100%and0=0)holds"),
        ("distribution", 1, "2人中第1名，2人并列", "place1of2,2level"),
    ],
)  # fmt: skip
def test_what_was_done_to_a_value_is_said(showcase: str, example: int, zh: str, en: str) -> None:
    assert zh in said(showcase, example, "zh")
    assert en in said(showcase, example, "en")


def test_a_figure_of_too_few_is_not_put_into_a_formula() -> None:
    assert "=最大(12,000.00-0,0)" in said("peers", 1, "zh")


def test_slices_stand_under_each_other() -> None:
    shown = next(s for s in SHOWCASES if s.name == "commission")
    text = page(traces(shown)[0], "en", 80)
    assert (
        """\
    slice                      amount  rate    pays
    up to 50,000.00         50,000.00    1%  500.00
    50,000.00 – 100,000.00  50,000.00  1.5%  750.00
    above 100,000.00        20,000.00    2%  400.00
    1.375% on the whole
"""
        in text
    )
