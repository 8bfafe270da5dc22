"""Band tables at work that pay on a part of an amount: above a task, and over several months."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.plan.showcase import Showcase

OVER: Final = Showcase(
    "over",
    Text("超额提成", "Commission above a task"),
    Text(
        "只有超过任务的部分提成。`over`（起算）是任务，可以每人不同；`mode: whole` 用销售额所在段的一个提点，"
        "`mode: marginal` 让超出的每一段各按各的提点。没有超过任务就是 0，所以最低一段不必写下限。",
        "Only what lies above the task earns commission. `over` is the task, which may differ from person to person; "
        "`mode: whole` takes the one rate of the band in which the sales lie, `mode: marginal` pays each slice above "
        "the task at its own. At or below the task it is 0, so the lowest band needs no lower bound.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, label: 岗位工资, min: 0}
          sales: {type: money, label: 个人销售额, min: 0}
          task: {type: money, label: 基本任务, min: 0, default: 50000}
        tables:
          above_task:
            on: sales
            over: task
            mode: whole
            bands:
              - {up_to: 100000, rate: 0.8%}
              - {above: 100000, up_to: 150000, rate: 1.2%}
              - {above: 150000, rate: 1.5%}
        salary:
          lines:
            base: base_salary
            commission: above_task
        examples:
          - name: 120 000 against a task of 50 000      # (120000 − 50000) × 1.2% = 840
            given: {base_salary: 1600, sales: 120000}
            expect: {above_task.rate: 1.2%, commission: 840.00, total: 2440.00}
          - name: exactly the task
            given: {base_salary: 1600, sales: 50000}
            expect: {commission: 0.00, total: 1600.00}
        """),
    ("P6", "P7"),
)
STARTING_AT: Final = Showcase(
    "starting-at",
    Text("累计超额累进", "Slices over several months"),
    Text(
        "分段按累计销售额，每月接着上月往上算。`starting_at`（期初）是本期之前已经卖了多少；"
        "本月提成 = 累计到本月的各段之和 − 累计到上月的各段之和。本月为负（退款多于销售）时，按当时的提点退回。",
        "The bands are laid over the sales of the year so far, and each month goes on where the last one ended. "
        "`starting_at` is what was sold before; the month earns the slices up to now less the slices up to then. "
        "A month below zero (more refunds than sales) gives back at the rates at which it was earned.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sold_before: {type: money, label: 本年至上月, min: 0}
          sales: {type: money, label: 本月销售额, min: 0}
        tables:
          year_so_far:
            on: sales
            starting_at: sold_before
            mode: marginal
            bands:
              - {up_to: 300000, rate: 1%}
              - {above: 300000, rate: 2%}
        salary:
          lines:
            base: base_salary
            commission: year_so_far
        examples:
          - name: from 280 000 to 330 000               # 20000 × 1% + 30000 × 2% = 800
            given: {base_salary: 3000, sold_before: 280000, sales: 50000}
            expect: {commission: 800.00, total: 3800.00}
          - name: the first month                       # 50000 × 1% = 500
            given: {base_salary: 3000, sold_before: 0, sales: 50000}
            expect: {commission: 500.00, total: 3500.00}
        """),
    ("S3-11", "A-16"),
)
SHOWCASES: Final = (OVER, STARTING_AT)
