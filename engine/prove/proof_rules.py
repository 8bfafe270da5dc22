"""The findings about what a plan promises of every possible input, and their documentation."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Rule, Severity

_RATES: Final = """
    tables:
      commission_rate:
        on: sales
        mode: whole
        bands:
          - {{up_to: 200000, rate: 1%}}
          - {{above: 200000, rate: {rate}}}
    salary:
      lines:
        base: base_salary
        commission: sales × commission_rate.rate
    """
_PROVE: Final = "--- prove\n"
_TWO_RATIOS: Final = inputs("a: {type: number, min: 0, max: 1}", "b: {type: number, min: 0, max: 1}") + pay(
    "5 元 × a × b"
)
_DROP: Final = fragment(_RATES.format(rate="0.9%"))
_RISE: Final = fragment(_RATES.format(rate="1.1%"))

GUARANTEE_BROKEN: Final = Rule(
    code="KPI620",
    name="guarantee-broken",
    headline=Text("承诺“{words}”不成立：{witness}", "the guarantee `{words}` does not hold: {witness}"),
    what=Text(
        "方案对所有人承诺的事，对列出的这个人不成立。",
        "What the plan promises of everybody does not hold of the person that is shown.",
    ),
    why=Text(
        "算给员工看的承诺必须对任何数据都成立；反例由逐步计算器重算过。",
        "A promise has to hold whatever the figures are; the example was computed again, step by step.",
    ),
    bad=_DROP + "guarantees:\n  - total never falls when sales rises\n" + _PROVE,
    good=_RISE + "guarantees:\n  - total never falls when sales rises\n" + _PROVE,
)
GUARANTEE_NOT_DECIDED: Final = Rule(
    code="KPI621",
    name="guarantee-not-decided",
    headline=Text("承诺“{words}”没有判定：{bound}", "the guarantee `{words}` was not decided: {bound}"),
    what=Text(
        "在规定的计算量内，既没有证明，也没有找到反例。",
        "Within the work that is allowed it was neither proved nor was anybody found of whom it does not hold.",
    ),
    why=Text(
        "没有判定不等于成立：可以放宽 --work，或者把承诺写得更具体。",
        "Not decided is not proved: allow more with --work, or promise something simpler.",
    ),
    bad=_TWO_RATIOS + "guarantees:\n  - a × a × a - a × b + b × b × b + 4 ÷ 100 > 0\n" + _PROVE,
    good=_TWO_RATIOS + "guarantees:\n  - a + b >= 0\n" + _PROVE,
    severity=Severity.WARNING,
)
GUARANTEE_SAYS_NOTHING: Final = Rule(
    code="KPI728",
    name="guarantee-says-nothing",
    headline=Text("承诺“{words}”没有说到任何人：{reason}", "the guarantee `{words}` speaks of nobody: {reason}"),
    what=Text(
        "没有一个人能走这一步，或符合承诺的条件，所以它总是成立。",
        "Nobody can make the step, or fulfils the condition of the guarantee, so that it always holds.",
    ),
    why=Text(
        "它什么也没有保证：多半是条件或范围写错了。",
        "It guarantees nothing: its condition or a range is most likely wrong.",
    ),
    bad=inputs("sales: {type: money, min: 0, max: 100000}")
    + "guarantees:\n  - not (sales > 100000) or total >= 3000\n"
    + _PROVE,
    good=inputs("sales: {type: money, min: 0, max: 100000}")
    + "guarantees:\n  - not (base_salary > 3000) or total >= 3000\n"
    + _PROVE,
    severity=Severity.NOTE,
)
PAY_DROPS: Final = Rule(
    code="KPI720",
    name="pay-drops",
    headline=Text("做得更好反而少拿：{witness}", "somebody who does better is paid less: {witness}"),
    what=Text(
        "输入声明了 better（方向），可是往好的方向走一步，合计反而下降。",
        "An input says which way is `better`, and one step that way lowers the total.",
    ),
    why=Text("员工会发现，少做一点反而多拿。", "People notice that doing a little less pays more."),
    bad=inputs("sales: {type: money, min: 0, better: higher}") + _DROP + _PROVE,
    good=inputs("sales: {type: money, min: 0, better: higher}") + _RISE + _PROVE,
    severity=Severity.WARNING,
)
BASE_NOT_KEPT: Final = Rule(
    code="KPI721",
    name="base-not-kept",
    headline=Text("有人的合计低于底薪：{witness}", "somebody's total is below the base: {witness}"),
    what=Text("扣款可以扣到底薪以下。", "What is taken off can take from the base."),
    why=Text(
        "底薪应当保住；有意如此就写进 silence。", "The base should be kept; if this is meant, say so in `silence`."
    ),
    bad=fragment("""
        salary:
          lines:
            base: {tag: base, formula: base_salary}
            fine: {tag: deduction, formula: "0 元 - min(sales × 1%, base_salary)"}
        """)
    + _PROVE,
    good=fragment("""
        salary:
          lines:
            base: {tag: base, formula: base_salary}
            fine: {tag: deduction, formula: "0 元 - min(sales × 1%, base_salary)"}
          at_least: base_salary
        """)
    + _PROVE,
    severity=Severity.NOTE,
)
TOTAL_BELOW_ZERO: Final = Rule(
    code="KPI722",
    name="total-below-zero",
    headline=Text("有人的合计小于零，发不出工资：{witness}", "somebody's total is below zero and refused: {witness}"),
    what=Text("按声明的范围，真有这样的数据。", "On the declared ranges there are such figures."),
    why=Text("发工资那天，这个人的工资会被拒绝。", "On payday this person's pay is refused."),
    bad="salary:\n  lines: {base: base_salary - sales}\n" + _PROVE,
    good="salary:\n  lines: {base: base_salary - sales}\n  at_least: 0\n" + _PROVE,
    severity=Severity.NOTE,
)
_SHARES: Final = """
    inputs:
      base_salary: {{type: money, min: 0}}
      visitors: {{type: count}}
      returned: {{type: count}}
      new: {{type: count}}
    metrics:
      a: {{formula: returned ÷ visitors, if_zero: 0%}}
      c: {{formula: new ÷ visitors, if_zero: 0%}}
    tiers:
      grade_a:
        on: a
        bands:
          silver: {{up_to: 70%, bonus: 0}}
          gold: {{above: 70%, bonus: 100}}
      grade_c:
        on: c
        bands:
          silver: {{up_to: {bound}, bonus: 0}}
          gold: {{above: {bound}, bonus: 100}}
    assertions:
      visitors_once: returned + new <= visitors
    salary:
      lines:
        base: base_salary
        extra: grade_a.bonus + grade_c.bonus
    """
_TOO_FAR: Final = """
    inputs:
      base_salary: {{type: money, min: 0}}
      a: {{type: number, min: 0, max: 1}}
      b: {{type: number, min: 0, max: 1}}
    metrics:
      far: a × a × a - a × b + b × b × b + {far}
    tiers:
      grade:
        on: far
        bands:
          silver: {{up_to: 0, bonus: 0}}
          gold: {{above: 0, bonus: 100}}
    salary:
      lines:
        base: base_salary
        extra: grade.bonus
    """
TIER_NEVER_REACHED: Final = Rule(
    code="KPI724",
    name="tier-never-reached",
    headline=Text("没有人能到“{tier}”的“{name}”", "nobody can be {name} in {tier}"),
    what=Text(
        "在声明的范围和 assertions 允许的数据里，没有一个人属于这一档。",
        "No figures within the ranges and the assertions of the plan lead to this tier.",
    ),
    why=Text("写着的奖金谁也拿不到。", "What it pays is never paid."),
    bad=fragment(_SHARES.format(bound="110%")) + _PROVE,
    good=fragment(_SHARES.format(bound="20%")) + _PROVE,
    severity=Severity.WARNING,
)
TIERS_NEVER_TOGETHER: Final = Rule(
    code="KPI725",
    name="tiers-never-together",
    headline=Text(
        "“{a}”的“{x}”和“{b}”的“{y}”不可能同时达到", "nobody can be {x} in {a} and {y} in {b} at the same time"
    ),
    what=Text(
        "方案自己声明的 核对（assertions）使两档不能同时达到，例如 A + C 不超过 100%（A-27）。",
        "A relation that the plan asserts keeps the two apart, such as A + C being at most 100 % (A-27).",
    ),
    why=Text("要求两项都是金牌的奖励，谁也拿不到。", "What asks for gold in both is out of reach for everybody."),
    bad=fragment(_SHARES.format(bound="80%")) + _PROVE,
    good=fragment(_SHARES.format(bound="20%")) + _PROVE,
    severity=Severity.NOTE,
)
TIERS_NOT_LOOKED_AT: Final = Rule(
    code="KPI726",
    name="tiers-not-looked-at",
    headline=Text(
        "“{tier}”的有些档是否有人能到，没有判定：{names}",
        "whether anybody reaches these in {tier} was not decided: {names}",
    ),
    what=Text(
        "在规定的计算量内，既没有找到到这一档的人，也没有证明没有这样的人。",
        "Within the work that is allowed nobody was found in the tier, and it was not proved that there is nobody.",
    ),
    why=Text(
        "没有判定不等于有人能到：写着的奖金可能谁也拿不到。",
        "Not decided is not reached: what it pays may never be paid.",
    ),
    bad=fragment(_TOO_FAR.format(far="4 ÷ 100")) + _PROVE,
    good=fragment(_TOO_FAR.format(far="(0 - 0.02)")) + _PROVE,
    severity=Severity.NOTE,
)
MIX_AGAINST_STAGE: Final = Rule(
    code="KPI723",
    name="mix-against-stage",
    headline=Text(
        "方案写的是{stage}，上月数据里提成占 {commission}，绩效占 {performance}",
        "the shop is {stage}, but commission is {commission} of last month's pay and performance {performance}",
    ),
    what=Text(
        "成长期重提成轻绩效，成熟期重绩效轻提成（S0-4）。",
        "A growing shop pays more by commission than by performance, a mature one the reverse (S0-4).",
    ),
    why=Text(
        "方案实际奖励的，不是它说要奖励的。", "What the plan rewards on real figures is not what it says it rewards."
    ),
    bad="$ kpiplan prove plan.yaml last-month.csv",
    good="$ kpiplan prove plan.yaml",
    severity=Severity.NOTE,
)
RULES: Final = (
    GUARANTEE_BROKEN,
    GUARANTEE_NOT_DECIDED,
    GUARANTEE_SAYS_NOTHING,
    PAY_DROPS,
    BASE_NOT_KEPT,
    TOTAL_BELOW_ZERO,
    MIX_AGAINST_STAGE,
    TIER_NEVER_REACHED,
    TIERS_NEVER_TOGETHER,
    TIERS_NOT_LOOKED_AT,
)
