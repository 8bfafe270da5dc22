"""The main road, second part: what a figure earns by its band, as commission, in a scorecard and by its tier."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.plan.showcase import Showcase

BANDS: Final = Showcase(
    "bands",
    Text("分段表：落在哪一段，得多少", "Tables: which band, and what it gives"),
    Text(
        "`from`（起）和 `up_to`（至）含本数，`above`（超过）和 `below`（不满）不含。各段要盖住全部可能的值，不重不漏："
        "漏了的，检查会说出是哪个数（“30% 没有对应的段”）。列名由您起，`points` 是分，`rate` 是百分比，`bonus` 是钱。",
        "`from` and `up_to` include the number, `above` and `below` do not. The bands cover every possible value once: "
        'where one is missing the check names it ("30% has no band"). Columns have names of your own; `points` are '
        "points, a `rate` is a percentage, a `bonus` is money.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          response: {type: seconds, label: 平均响应时间, min: 0, better: lower}
        tables:
          response_bonus:
            on: response
            bands:
              - {up_to: 20 s,              bonus: 200}
              - {above: 20 s, up_to: 40 s, bonus: 100}
              - {above: 40 s,              bonus: 0}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
            quick_reply: response_bonus.bonus
        examples:
          - name: exactly 20 seconds
            given: {base_salary: 3000, sales: 0, response: 20}
            expect: {quick_reply: 200.00, total: 3200.00}
          - name: a tenth of a second more
            given: {base_salary: 3000, sales: 0, response: 20.1}
            expect: {quick_reply: 100.00, total: 3100.00}
          - name: slower than 40 seconds
            given: {base_salary: 3000, sales: 0, response: 40.01}
            expect: {quick_reply: 0.00, total: 3000.00}
        """),
    ("S1-14", "S3-21"),
)

COMMISSION: Final = Showcase(
    "commission",
    Text("提成：全额累进还是超额累进", "Commission: one rate on all, or each slice at its own"),
    Text(
        "提点表一定要写 `mode`。`whole`（全额累进）：整个数额都按所在段的提点。"
        "`marginal`（超额累进）：每一段各按各的提点。同样的表，12 万的销售额差 750 元。",
        "A table of rates always says its `mode`. `whole`: the whole amount at the rate of its band. `marginal`: each "
        "slice at its own rate. With this table the two differ by 750 at sales of 120000.",
    ),
    fragment("""
        tables:
          on_all:
            on: sales
            mode: whole
            bands: [{up_to: 5万, rate: 1%}, {above: 5万, up_to: 10万, rate: 1.5%}, {above: 10万, rate: 2%}]
          by_slice:
            on: sales
            mode: marginal
            bands: [{up_to: 5万, rate: 1%}, {above: 5万, up_to: 10万, rate: 1.5%}, {above: 10万, rate: 2%}]
        salary:
          lines:
            base: base_salary
            whole: on_all
            marginal: by_slice
        examples:
          - name: 120000        # whole 120000 × 2%; slices 50000 × 1% + 50000 × 1.5% + 20000 × 2%
            given: {base_salary: 0, sales: 120000}
            expect: {whole: 2400.00, marginal: 1650.00, total: 4050.00}
          - name: exactly 50000
            given: {base_salary: 0, sales: 50000}
            expect: {whole: 500.00, marginal: 500.00, total: 1000.00}
        """),
    ("S3-11", "A-16"),
)

SCORECARDS: Final = Showcase(
    "scorecards",
    Text("记分卡：加权得分", "Scorecards: weighted scores"),
    Text(
        "各项是分数：输入、指标，或一张给出 `points` 的表（写表名），权重合计正好 100%。`adjust` 在加权之后加减分，"
        "`within` 是最低和最高分。`kpi` 是分数，"
        "`kpi.ratio` 是占满分的比例，用来乘钱。",
        "Items are points: inputs, metrics, or a table that gives `points` by its name. The weights add up to exactly "
        "100%. `adjust` adds or takes off points after weighting, "
        "`within` is the lowest and highest score. `kpi` is points; `kpi.ratio` is its share of the full score, to be "
        "multiplied with money.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          attitude: {type: points, label: 服务态度, min: 0, max: 100}
          skill:    {type: points, label: 业务能力, min: 0, max: 100}
          late:     {type: count, label: 迟到次数}
        metrics:
          lateness: late × -5 points
        scorecards:
          kpi: {items: {attitude: 60%, skill: 40%}, adjust: [lateness], within: [0, 100]}
        salary:
          lines:
            base: base_salary
            bonus: 1000 元 × kpi.ratio
        examples:
          - name: 90 × 60% + 80 × 40% - 5 = 81
            given: {base_salary: 3000, attitude: 90, skill: 80, late: 1}
            expect: {kpi: 81, bonus: 810.00, total: 3810.00}
          - name: never below zero
            given: {base_salary: 3000, attitude: 10, skill: 10, late: 9}
            expect: {kpi: 0, bonus: 0.00, total: 3000.00}
        """),
    ("S3-15", "A-17", "A-22"),
)

TIERS: Final = Showcase(
    "tiers",
    Text("档位：从初级到金牌", "Tiers: from junior to gold"),
    Text(
        "档位是有名字、有高低的段，由低到高写。每一档有自己的列，公式里写 `grade.rate`；`grade >= senior` 也可以比较。",
        "Tiers are bands with names and an order, the lowest first. Each has columns of its own, written `grade.rate` "
        "in formulas; `grade >= senior` compares them.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          kpi: {type: points, label: 绩效分, min: 0, max: 100}
        tiers:
          grade:
            on: kpi
            bands:
              junior: {below: 60,           rate: 0.5%, bonus: 0}
              senior: {from: 60, below: 90, rate: 0.8%, bonus: 400}
              gold:   {from: 90,            rate: 1%,   bonus: 800}
        salary:
          lines:
            base: base_salary
            tier_bonus: grade.bonus
            commission: sales × grade.rate × (50% + 50% × kpi ÷ 100 points)
        examples:
          - name: exactly 90 is gold          # 100000 × 1% × 95% = 950
            given: {base_salary: 3000, sales: 100000, kpi: 90}
            expect: {grade: gold, tier_bonus: 800.00, commission: 950.00, total: 4750.00}
          - name: just below 90 is senior     # 100000 × 0.8% × 94.995% = 759.96
            given: {base_salary: 3000, sales: 100000, kpi: 89.99}
            expect: {grade: senior, commission: 759.96, total: 4159.96}
        """),
    ("S3-10", "S3-12", "S3-13"),
)

SHOWCASES: Final = (BANDS, COMMISSION, SCORECARDS, TIERS)
