"""What `kpiplan rule` prints."""

from engine.base.text import Text
from engine.diagnostics.documentation import rule_document, rule_list
from engine.diagnostics.model import Rule, Severity

RULE = Rule(
    code="KPI112",
    name="duplicate-key",
    headline=Text("", ""),
    what=Text("同一个键写了两次。", "A key is written twice. " * 5),
    why=Text("YAML 只留下后一个，前一个被悄悄丢掉。", "YAML keeps the last one and silently drops the other."),
    bad="# whole file\na: 1\n\na: 2\n",
    good="a: 1\n",
)
ADVICE = Rule("KPI100", "some-advice", Text("", ""), Text("", ""), Text("", ""), "", "", Severity.WARNING)


def test_a_rule_in_english() -> None:
    assert (
        rule_document(RULE, "en")
        == """\
KPI112 duplicate-key (error)

A key is written twice. A key is written twice. A key is written twice. A key is
written twice. A key is written twice.

Why
  YAML keeps the last one and silently drops the other.

Mended by check --fix
  Yes, wherever only one edit can be meant.

Wrong
  a: 1

  a: 2

Right
  a: 1
"""
    )


def test_a_rule_in_chinese() -> None:
    assert (
        rule_document(RULE, "zh")
        == """\
KPI112 duplicate-key (错误)

同一个键写了两次。

为什么
  YAML 只留下后一个，前一个被悄悄丢掉。

能否自动改正（check --fix）
  能：只要只有一种改法。

错误写法
  a: 1

  a: 2

正确写法
  a: 1
"""
    )


def test_the_list_is_by_code() -> None:
    assert rule_list([RULE, ADVICE], "en") == "KPI100  warning  some-advice\nKPI112  error    duplicate-key\n"
    assert rule_list([RULE, ADVICE], "zh") == "KPI100  警告  some-advice\nKPI112  错误  duplicate-key\n"
