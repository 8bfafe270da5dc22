"""The main road, first part: the data of each person, the standard values, and the metrics worked out of both."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.plan.showcase import Showcase

INPUTS: Final = Showcase(
    "inputs",
    Text("输入：每个人的数据列", "Inputs: the columns of each person's data"),
    Text(
        "每一列写明 `type`（是什么量）。数据里不合类型、超出 `min`/`max`、空着的格子，都会指出是谁的哪一格，"
        "不会当作零。"
        "空格子可以有 `default`，或写 `optional: true`（不适用）。`columns` 是数据表里的其他列名。",
        "Each column says its `type`, the kind of quantity it holds. A cell of another kind, outside `min`/`max`, or "
        "empty is named with its person; it is never taken as zero. An empty cell may have a `default`, or be "
        "`optional: true` (not applicable). `columns` are other headings of the same column.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, label: 底薪, min: 0}
          sales:       {type: money, label: 销售额, min: 0, columns: [本月销售额, 聊天付款金额]}
          refunds:     {type: money, label: 退款金额, min: 0, default: 0}
          on_trial:    {type: flag, label: 试用期, default: false}
        salary:
          lines:
            base: base_salary
            commission: if(on_trial, 0, max(sales - refunds, 0) × 1%)
        examples:
          - name: no cell for refunds            # 20000 × 1% = 200
            given: {base_salary: 3000, sales: 20000}
            expect: {commission: 200.00, total: 3200.00}
          - name: on trial, no commission
            given: {base_salary: 2500, sales: 20000, on_trial: true}
            expect: {commission: 0.00, total: 2500.00}
        """),
    ("S3-5",),
)

THRESHOLDS: Final = Showcase(
    "thresholds",
    Text("标准值：从哪里来，用哪个", "Thresholds: standard values and where they come from"),
    Text(
        "标准值有三种来源：店铺目标、行业平均、店铺历史（S0-9）。写了几个，就用 `use` 说明采用哪一个。"
        "只有一个数时直接写 `名称: 数`。",
        "A standard value is the shop's goal, its category's average, or its own history (S0-9). Where several are "
        "written, `use` says which one counts. A single number is written `name: number`.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          conversion: {type: percent, label: 转化率, min: 0%, max: 100%}
        thresholds:
          conversion_goal: {type: percent, shop_goal: 50%, industry_average: 42%, use: shop_goal}
          award: {type: money, shop_goal: 100}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
            conversion_award: if(conversion >= conversion_goal, award, 0)
        examples:
          - name: exactly the goal
            given: {base_salary: 3000, sales: 0, conversion: 50%}
            expect: {conversion_award: 100.00, total: 3100.00}
          - name: just below it
            given: {base_salary: 3000, sales: 0, conversion: 49.99%}
            expect: {conversion_award: 0.00, total: 3000.00}
        """),
    ("S0-9", "S3-20"),
)

METRICS: Final = Showcase(
    "metrics",
    Text("指标：由输入算出", "Metrics: worked out from the inputs"),
    Text(
        "公式精确计算，中间不舍入：5.004% 就是高于 5%，尽管显示为 5.00%。除数可能为零时要写 `if_zero`："
        "一个值，或 `not_applicable`（不适用）。要先舍入再比较的，写 `decimals`。",
        "Formulas are exact and nothing is rounded on the way: 5.004% is above 5%, though it prints as 5.00%. Where a "
        "divisor can be zero, `if_zero` says what then: a value, or `not_applicable`. What is to be rounded before it "
        "is compared says `decimals`.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          inquiries: {type: count, label: 询盘人数}
          orders: {type: count, label: 下单人数}
        metrics:
          conversion: {label: 询盘转化率, formula: orders ÷ inquiries, if_zero: 0%}
          order_value: {label: 客单价, formula: sales ÷ orders, if_zero: 0, decimals: 2}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
            award: if(conversion >= 50% and order_value >= 200, 100, 0)
        examples:
          - name: 100 of 200, 20000 ÷ 100 = 200.00 each    # 20000 × 1% + 100
            given: {base_salary: 3000, sales: 20000, inquiries: 200, orders: 100}
            expect: {conversion: 50%, order_value: 200.00, award: 100.00, total: 3300.00}
          - name: nobody asked
            given: {base_salary: 3000, sales: 0, inquiries: 0, orders: 0}
            expect: {conversion: 0%, total: 3000.00}
        """),
    ("S1-10", "S1-12"),
)

SHOWCASES: Final = (INPUTS, THRESHOLDS, METRICS)
