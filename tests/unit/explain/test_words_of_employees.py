"""What those who are paid read: months in words with their figures, numbers one way, amounts with a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from engine import load_plan
from engine.base.text import Language
from engine.explain.page import page
from engine.explain.tags import tag_words
from engine.payslip.page import to_html
from engine.payslip.sheet import sheet
from engine.payslip.text import to_text
from engine.run.table import table_of
from tests.pages import LANGUAGES

HEAD = """
kpi_plan: 1
id: words
person: who
inputs:
  base_salary: {type: money, min: 0, label: 底薪}
"""


def told(plan: str, language: Language, *rows: Mapping[str, str]) -> str:
    """The explanation of the first row, without its line ends and spaces."""
    trace = load_plan(plan.encode()).explain({"who": "a", **rows[0]}, [{"who": "b", **row} for row in rows[1:]])
    return "".join(page(trace, language, 80).split())


MONTHS = (
    HEAD
    + """\
  sales: {type: money, min: 0, label: 销售额, history: {months: 2, optional: true}}
salary:
  lines:
    base: base_salary
    steady: {label: 稳定奖, formula: "FORMULA"}
"""
)
SALES = {"base_salary": "3000", "sales": "12000", "sales -1": "8000", "sales -2": ""}


@pytest.mark.parametrize(
    ("formula", "zh", "en"),
    [
        (
            "if(in_a_row(sales >= 10000, 3), 100, 0)",
            "连本月连续3个月“销售额≥10,000”（本月12,000.00≥10,000，上月8,000.00≥10,000，2个月前不适用≥10,000），"
            "不成立，得0",
            "(销售额≥10,000)for3monthsinarowuptothisone(thismonth12,000.00≥10,000,lastmonth8,000.00≥10,000,"
            "2monthsagonotapplicable≥10,000)doesnothold,soitis0",
        ),
        (
            "if(in_a_row(sales >= 12000, 1), 100, 0)",
            "连本月连续1个月“销售额≥12,000”（本月12,000.00≥12,000），成立，得100",
            "for1monthinarowuptothisone(thismonth12,000.00≥12,000)holds,soitis100",
        ),
        (
            "months_held(sales >= 8000, 2) × 50 元",
            "连本月2个月里有几个月“销售额≥8,000”×50元=(本月12,000.00≥8,000，上月8,000.00≥8,000)×50元",
            "inhowmanyof2monthsuptothisone(销售额≥8,000)×50元",
        ),
        ("ago(sales, 1) × 1%", "上月的销售额×1%=8,000.00×1%", "销售额oflastmonth×1%=8,000.00×1%"),
        ("running_sum(sales, 2) × 1%", "连本月2个月的销售额合计×1%=合计(12,000.00,8,000.00)×1%", "=sum(12,000.00,8"),
        ("running_max(sales, 2) × 1%", "连本月2个月最大的销售额×1%=最大(12,000.00,8,000.00)×1%", "greatest(12,000.00,"),
        ("previous_mean(sales, 1) × 1%", "前1个月的销售额平均×1%=平均(8,000.00)×1%", "mean(8,000.00)×1%"),
        ("previous_min(sales × 2, 1) × 1%", "前1个月最小的（销售额×2）×1%=最小(8,000.00×2)×1%", "least(8,000.00×2)×1%"),
    ],
)  # fmt: skip
def test_months_are_said_with_the_figure_of_each(formula: str, zh: str, en: str) -> None:
    plan = MONTHS.replace("FORMULA", formula)
    assert zh in told(plan, "zh", SALES)
    assert en in told(plan, "en", SALES)


def test_the_figures_of_earlier_months_are_called_by_their_month() -> None:
    plan = MONTHS.replace("FORMULA", "ago(sales, 1) × 1%")
    table = table_of([{"who": "a", **SALES}], "rows").value
    assert table is not None
    slip = next(load_plan(plan.encode()).payslips(table).each())
    assert [row.label for row in sheet(slip, "zh").given] == ["底薪", "销售额", "上月销售额", "2 个月前的销售额"]
    assert [row.label for row in sheet(slip, "en").given][2:] == ["销售额, last month", "销售额, 2 months ago"]


DEDUCTIONS = (
    HEAD
    + """\
  damage: {type: money, min: 0}
  late: {type: money, min: 0}
salary:
  lines:
    base: base_salary
    broken: {label: 赔偿, formula: 0 - damage, tag: deduction}
    delay: {label: 迟到, formula: 0 - late, tag: deduction}
  deductions: {at_most: 20%}
"""
)


def test_what_could_not_be_taken_says_why() -> None:
    row = {"base_salary": "3000", "damage": "900", "late": "100"}
    assert "未扣完的扣款400.00应扣1,000.00，实扣600.00" in told(DEDUCTIONS, "zh", row)
    assert "未扣完的扣款400.00askedfor1,000.00,taken600.00" in told(DEDUCTIONS, "en", row)


POOL = (
    HEAD.replace("person: who", "person: who\ngroup_by: [base_salary_of]")
    + """\
  score: {type: points, min: 0, max: 100, label: 绩效分}
pools:
  bonus: {label: 团队奖, amount: 400, by: score, if_zero: WAY}
salary:
  lines: {base: base_salary, team: bonus}
"""
).replace("base_salary_of", "team")


@pytest.mark.parametrize(
    ("way", "score", "zh", "en"),
    [
        ("equally", "0", "400.00，比例合计为0，按方案改为均分，整分200.00", "addupto0,sotheplansaysequally:200.00"),
        ("nothing", "0", "400.00，比例合计为0，按方案谁也不发", "addupto0,sotheplansaysnobodyispaid"),
        ("equally", "30", "全组共400.00，我占30÷30，整分400.00", "30÷30of400.00"),
    ],
)
def test_a_pool_without_shares_says_what_the_plan_does(way: str, score: str, zh: str, en: str) -> None:
    rows = [{"team": "x", "base_salary": "3000", "score": each} for each in (score, "0")]
    plan = POOL.replace("WAY", way)
    assert zh in told(plan, "zh", *rows)
    assert en in told(plan, "en", *rows)


def test_equal_shares_take_no_if_zero() -> None:
    """Whoever takes part has a share, so that it could never be asked for."""
    from engine import check_plan

    plan = POOL.replace("by: score, if_zero: WAY", "share: equally, if_zero: nothing")
    (found,) = check_plan(plan.encode(), "plan.yaml").diagnostics
    assert found.code == "KPI478"
    assert "if_zero" in found.help.en


BANDS = (
    HEAD
    + """\
  sales: {type: money, min: 0, label: 销售额}
  pieces: {type: count, min: 0, label: 件数}
tables:
  by_sales: {on: sales, mode: lookup, bands: [{below: 100000, rate: 1%}, {from: 100000, rate: 2%}]}
  by_piece: {on: pieces, mode: lookup, bands: [{up_to: 1500, bonus: 0}, {above: 1500, bonus: 1000}]}
salary:
  lines:
    base: base_salary
    share: {label: 提成, formula: "max(sales - 100000, 0) × by_sales.rate"}
    prize: {label: 计件奖, formula: by_piece.bonus}
    fine: {label: 扣款, formula: 0 - 1234.5, tag: deduction}
"""
)
LONG = re.compile(r"(?<![\d.,])\d{4,}")
NUMBER = re.compile(r"-?[\d,]*\d(?:\.\d+)?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_one_way_to_write_a_number(language: Language) -> None:
    """Thousands apart in amounts, formulas, bounds, tiers and slices, and one sign: what Excel and any screen take."""
    table = table_of([{"who": "a", "base_salary": "3000", "sales": "1234567.89", "pieces": "2000"}], "rows").value
    assert table is not None
    plan = load_plan(BANDS.encode())
    slip: dict[str, Any] = next(plan.payslips(table).each())
    made = sheet(slip, language)
    html = re.sub("<style>.*?</style>", "", to_html(made), flags=re.S)
    for shown in (page(slip["trace"], language, 80), to_text(made, 80), html):
        words = re.sub(r"[0-9a-f]{64}|<[^>]*>", "", shown)
        assert LONG.findall(words) == []
        assert {"1,234,567.89", "100,000.00", "100,000", "1,500", "-1,234.50"} <= set(NUMBER.findall(words))
        assert "\N{MINUS SIGN}" not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_console_of_chinese_windows_can_show_every_sign(language: Language) -> None:
    """GBK has no minus sign and no space that does not break."""
    for row in ({"sales": "99999.99", "pieces": "0"}, {"sales": "333333.33", "pieces": "2000"}):
        table = table_of([{"who": "a", "base_salary": "3000", **row}], "rows").value
        assert table is not None
        text = to_text(sheet(next(load_plan(BANDS.encode()).payslips(table).each()), language), 80)
        assert text.encode("gbk").decode("gbk") == text


def test_a_part_of_pay_is_called_the_same_everywhere() -> None:
    assert [tag_words("base", language) for language in LANGUAGES] == ["固定工资", "Fixed pay"]
    assert [tag_words("retro", language) for language in LANGUAGES] == ["往月更正", "Corrections of earlier months"]
    assert tag_words("bonus2", "zh") == "bonus2"
