"""What is said about conditions that leave somebody out or hold twice: the rules of `engine.check.alternatives`."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Rule, Severity

_INPUTS: Final = inputs("sales: {type: money, min: 0}")


def _cases(rows: str) -> str:
    return _INPUTS + "metrics:\n  rate:\n    cases: [" + rows + "]\n" + pay("sales × rate")


def _rules(*rows: str) -> str:
    return _INPUTS + "tables:\n  t:\n    rules:\n" + "".join(f"      - {row}\n" for row in rows) + pay("sales × t")


SITUATION_HOLE: Final = Rule(
    code="KPI447",
    name="situation-hole",
    headline=Text("“{name}”没有说这时怎么办：{witness}", "`{name}` does not say what holds where {witness}"),
    what=Text(
        "没有 otherwise 的 cases 或 rules，要包括所有可能的情形。",
        "`cases` and `rules` without `otherwise` have to hold every situation that can occur.",
    ),
    why=Text("漏掉的人没有值，发不出工资。", "Whoever is left out has no value, and no pay can be computed."),
    bad=_cases("{when: sales < 1000, then: 1%}, {when: sales > 1000, then: 2%}"),
    good=_cases("{when: sales < 1000, then: 1%}, {when: sales >= 1000, then: 2%}"),
)
RULES_OVERLAP: Final = Rule(
    code="KPI448",
    name="rules-overlap",
    headline=Text("“{name}”的两条规则同时成立：{witness}", "two rules of `{name}` hold at once where {witness}"),
    what=Text("rules 里对任何人最多只有一条成立。", "At most one row of `rules` holds for anybody."),
    why=Text("两条都成立时，不知发哪一条的钱。", "With two of them nobody knows which pays."),
    bad=_rules("{when: sales <= 1000, rate: 1%}", "{when: sales >= 1000, rate: 2%}"),
    good=_rules("{when: sales < 1000, rate: 1%}", "{when: sales >= 1000, rate: 2%}"),
)
_ALL: Final = " and ".join(f"c{n} = 1" for n in range(24))
_PAIRS: Final = "".join(f"      - {{when: c{n} = 1 and c{23 - n} = 1, then: 1%}}\n" for n in range(12))
TOO_MANY_SITUATIONS: Final = Rule(
    code="KPI449",
    name="too-many-situations",
    headline=Text(
        "“{name}”的 {rows} 条规则组合太多，查不完是否有漏或重",
        "the {rows} rules of `{name}` have too many combinations to see whether one is left out or held twice",
    ),
    what=Text(
        "要证明没有漏、没有重，就得看遍各条件的组合；组合有上限。",
        "To prove that nothing is left out or held twice all combinations are looked at, and their number is limited.",
    ),
    why=Text("没有查完的表不能当作没有问题。", "What was not looked at cannot be called sound."),
    bad=inputs(*(f"c{n}: {{type: count}}" for n in range(24)))
    + f"metrics:\n  rate:\n    cases:\n      - {{when: {_ALL}, then: 2%}}\n{_PAIRS}"
    + pay("base_salary × rate"),
    good=_cases("{when: sales < 1000, then: 1%}, {when: sales >= 1000, then: 2%}"),
)
OTHERWISE_NEVER: Final = Rule(
    code="KPI450",
    name="otherwise-never",
    headline=Text("“{name}”的 否则（otherwise）永远轮不到", "nobody can ever be in the `otherwise` of `{name}`"),
    what=Text(
        "前面的情形已经包括了所有人，otherwise 用不上。",
        "The rows before it hold everybody, so that `otherwise` is never used.",
    ),
    why=Text("写了却用不上，多半是某个界限写错了。", "A value that is never used: a bound is most likely wrong."),
    bad=_cases("{when: sales < 1000, then: 1%}, {when: sales >= 1000, then: 2%}").replace(
        "]\n", "]\n    otherwise: 3%\n", 1
    ),
    good=_cases("{when: sales < 1000, then: 1%}, {when: sales >= 1000, then: 2%}"),
    severity=Severity.WARNING,
)
LEAVE_OTHERWISE_OUT: Final = Text(
    "删去 否则（otherwise），或改前面的界限", "leave `otherwise` out, or correct the bounds before it"
)
RULES: Final = (SITUATION_HOLE, RULES_OVERLAP, TOO_MANY_SITUATIONS, OTHERWISE_NEVER)
