"""What to type is spelt as the plan is: Chinese keys for an author who writes Chinese keys."""

from __future__ import annotations

import pytest

from engine.api import check_plan
from engine.base.text import Text
from engine.cli.starter import STARTER
from engine.plan.own_words import _spelt
from engine.plan.spelling import respelled


def helps(plan: str, code: str) -> list[Text]:
    return [d.help for d in check_plan(plan.encode(), "方案.yaml").diagnostics if d.code == code]


HOLE = STARTER.zh.replace("above: 15秒, up_to: 30秒", "above: 20秒, up_to: 30秒")


def test_a_hole_between_bands_is_closed_in_the_words_of_the_plan() -> None:
    assert helps(respelled(HOLE, "zh"), "KPI412") == [
        Text("这里写 `至: 20秒`，或那里写 `超过: 15秒`", "write `至: 20秒` here, or `超过: 15秒` there")
    ]
    assert helps(HOLE, "KPI412") == [
        Text("这里写 `up_to: 20秒`，或那里写 `above: 15秒`", "write `up_to: 20秒` here, or `above: 15秒` there")
    ]


def test_one_key_in_chinese_does_not_make_the_plan_chinese() -> None:
    assert "`up_to: 20秒`" in helps(HOLE.replace("kpi_plan: 1", "方案语言: 1"), "KPI412")[0].zh


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        pytest.param("write `mode: whole`", "write `方式: 全额累进`", id="a-word"),
        pytest.param("add `cases: [{when: …, then: …}]`", "add `情形: [{当: …, 则: …}]`", id="keys-inside"),
        pytest.param("write `at_least: 0`", "write `at_least: 0`", id="a-key-of-several-names"),
        pytest.param("up_to: 5 is no code", "up_to: 5 is no code", id="no-code"),
        pytest.param("write `max(x, 0)` or `x.min: 5`", "write `max(x, 0)` or `x.min: 5`", id="no-key"),
        pytest.param(
            "`模式: …` or `mode: x`; `否则: …`, `otherwise: …`",
            "`模式: …` or `方式: x`; `否则: …`, `otherwise: …`",
            id="said-beside",
        ),
        pytest.param("write `use: presales`", "write `采用: presales`", id="a-name"),
    ],
)
def test_only_keys_and_words_that_are_quoted_change(english: str, chinese: str) -> None:
    assert _spelt(Text(english, english)) == Text(chinese, chinese)


def test_a_word_is_mended_in_the_language_it_was_written_in() -> None:
    plan = respelled(STARTER.zh, "zh").replace("类型: 秒", "类型: 时间")
    (found,) = [d for d in check_plan(plan.encode(), "方案.yaml").diagnostics if d.code == "KPI204"]
    assert found.fix is not None
    assert [edit.text for edit in found.fix.edits] == ["秒"]


def test_a_section_under_another_word_is_no_input() -> None:
    plan = respelled(STARTER.zh, "zh").replace("\n档位:", "\n等级表:")
    assert helps(plan, "KPI201") == [Text("这里叫 `档位`", "here that is `档位`")]
    (other,) = helps(plan.replace("\n等级表:", "\n随便:"), "KPI201")
    assert other.zh.startswith("可写：")


def test_from_in_chinese_is_told_to_be_a_bound() -> None:
    plan = respelled(STARTER.zh, "zh").replace("起: 75, 不满: 90", "从: 75, 不满: 90")
    assert helps(plan, "KPI443")[0].zh.startswith("写 起（from）")


def test_a_wide_colon_at_the_end_of_a_line_is_told_once() -> None:
    plan = "方案语言: 1\n编号: a\n分组：\n  - 组\n输入:\n  底薪: {类型: 金额}\n"
    assert [d.code for d in check_plan(plan.encode(), "方案.yaml").diagnostics] == ["KPI115"]
