"""A formula written as a sentence is shown as a formula; a sound formula is never taken for a sentence."""

from __future__ import annotations

import pytest

from engine.base.source import SourceFile, Span
from engine.diagnostics.checked import Checked
from engine.formula.parser import parse_text
from engine.formula.tree import Formula


def read(text: str) -> Checked[Formula]:
    """A formula's text as the plan's reader reads it."""
    source = SourceFile("f.yaml", text)
    return parse_text(text, lambda start, end: Span(source, start, end))


def help_for(text: str) -> str:
    """What an author is told to write instead."""
    (finding,) = read(text).diagnostics
    assert finding.code == "KPI315", finding
    assert finding.help is not None
    return finding.help.en


@pytest.mark.parametrize(
    ("sentence", "formula"),
    [
        ("如果 满意度 > 95% 则 300 元", "if(满意度 > 95%, 300 元, 0)"),
        ("如果满意度大于95%则成交额的2%，否则成交额的1%", "if(满意度 > 95%, 成交额 × 2%, 成交额 × 1%)"),
        ("当满意度不低于95%时奖300元，否则100元", "if(满意度 ≥ 95%, 300元, 100元)"),
        ("if csat > 95% then ¥300 else ¥0", "if(csat > 95%, ¥300, ¥0)"),
        ("¥300 if csat is at least 95% else ¥0", "if(csat ≥ 95%, ¥300, ¥0)"),
        ("成交额的1.2%", "成交额 × 1.2%"),
        ("1.2% of sales", "sales × 1.2%"),
        ("成交额除以3.5", "成交额 ÷ 3.5"),
        ("成交额 × 1.2% 四舍五入", "round(成交额 × 1.2%, 2)"),
        ("成交额 × 1.2% 保留一位小数", "round(成交额 × 1.2%, 1)"),
        ("成交额 × 1.2% 取整", "round(成交额 × 1.2%, 0)"),
    ],
)
def test_a_sentence_is_shown_as_a_formula(sentence: str, formula: str) -> None:
    assert help_for(sentence) == f"write `{formula}`"
    assert read(formula).value is not None


def test_inside_a_function_only_the_phrase_is_told() -> None:
    assert help_for("if(满意度大于95%, 300元, 0)") == "write `满意度 > 95%`"


def test_a_mistake_elsewhere_is_told_as_what_it_is() -> None:
    (finding,) = read("1_000 + 超过60秒的人数 × 1").diagnostics
    assert finding.code == "KPI305"


@pytest.mark.parametrize("formula", ["大于60秒人数 × 1", "超过定额的金额 × 2%", "如果 × 1", "达到率 + 目标的80分"])
def test_a_name_may_hold_any_word(formula: str) -> None:
    assert read(formula).value is not None


@pytest.mark.parametrize("text", ["如果" + "则" * 900 + "%", "a if " * 300 + "else " * 100 + "%", "大于1" * 500 + "%%"])
def test_long_nonsense_is_answered_at_once(text: str) -> None:
    assert read(text).diagnostics
