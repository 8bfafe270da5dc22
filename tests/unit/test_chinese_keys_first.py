"""Messages in Chinese name a key of the language by its Chinese spelling first, the English one in brackets."""

from __future__ import annotations

import pytest

from engine.api import check_plan
from engine.diagnostics.model import Diagnostic

PLAN = """\
kpi_plan: 1
id: p
person: agent
inputs:
  sales: {type: money, min: 0}
salary:
  lines: {pay: sales × 1%}
"""


def found(plan: str) -> Diagnostic:
    (diagnostic,) = check_plan(plan.encode(), "p.yaml").diagnostics
    return diagnostic


@pytest.mark.parametrize(
    ("plan", "message", "help_text"),
    [
        pytest.param(
            PLAN.replace("id: p\n", ""), "缺少“编号（id）”：方案编号", "加上 `编号: …`（或 `id: …`）", id="of-the-plan"
        ),
        pytest.param(
            PLAN + "metrics: {net: {label: 净额}}\n",
            "缺少“公式（formula）”：怎么算",
            "加上 `公式: …`（或 `formula: …`）",
            id="of-a-metric",
        ),
        pytest.param(
            PLAN + "tables: {t: {bands: [{points: 1}]}}\n",
            "缺少“依据（on）”：按什么查表",
            "加上 `依据: …`（或 `on: …`）",
            id="of-a-table",
        ),
        pytest.param(PLAN + "stage: x\n", "“stage”不能写“x”，可写 成长期（growth）、成熟期（mature）", "", id="a-word"),
    ],
)
def test_the_chinese_key_comes_first(plan: str, message: str, help_text: str) -> None:
    diagnostic = found(plan)
    assert (diagnostic.message.zh, diagnostic.help.zh) == (message, help_text)


def test_a_list_of_keys_that_is_cut_says_so() -> None:
    advice = found(PLAN + "unheard_of: 1\n").help
    assert advice.zh.startswith("可写：版本（version）、")
    assert advice.zh.endswith(" 等")
    assert advice.en.endswith(" …")


def test_a_list_of_keys_that_is_whole_does_not() -> None:
    advice = found(PLAN + "effective: {from: 2026-01-01, unheard_of: 1}\n").help
    assert advice.zh == "可写：止（until）"
