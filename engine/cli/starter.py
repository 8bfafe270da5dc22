"""The plan that `kpiplan new` writes: the main road of the language, explained line by line, in both languages.

Both texts are the same plan; only comments, titles and labels differ. Its keys are English here: `kpiplan new` writes
them in Chinese (`engine.plan.spelling`). The examples' amounts are worked out by hand
in the comments beside them.
"""

from __future__ import annotations

from typing import Final

from engine.base.text import Text

_EN: Final = """\
# A pay plan to start from. `kpiplan check` says what is wrong, `kpiplan evaluate` pays a team by it.
# For completion and help in an editor: kpiplan schema plan > plan.schema.json
# yaml-language-server: $schema=plan.schema.json
# $schema: plan.schema.json
kpi_plan: 1                        # version of the language
id: presales
title: Pre-sales service pay
period: month
currency: CNY
effective: {from: 2026-01-01}      # the first day it holds
person: agent_id                   # the column of the data that says who
group_by: [team]                   # the columns that say with whom

# The other columns of the data: what they are and what they may hold.
inputs:
  base_salary:   {type: money, label: Base pay, min: 0}
  sales:         {type: money, label: Sales, min: 0}
  refunds:       {type: money, label: Refunds, min: 0, default: 0}   # an empty cell is 0
  inquiries:     {type: count, label: Inquiries}
  orders:        {type: count, label: Orders}
  response_time: {type: seconds, label: Mean response time, min: 0, better: lower}
  attitude:      {type: points, label: Service attitude, min: 0, max: 100}

# What is worked out from them. Nothing is rounded on the way.
metrics:
  effective_sales:
    label: Effective sales
    formula: max(sales - refunds, 0)
  conversion:
    label: Conversion
    formula: orders ÷ inquiries
    if_zero: 0%                    # what holds for someone without inquiries

# Bands: `from` and `up_to` include the number, `above` and `below` do not. Every value must have exactly one band.
tables:
  conversion_points:
    label: Conversion score
    on: conversion
    bands:
      - {from: 50%,             points: 100}
      - {from: 45%, below: 50%, points: 80}
      - {from: 40%, below: 45%, points: 60}
      - {below: 40%,            points: 0}
  response_points:
    label: Response score
    on: response_time
    bands:
      - {up_to: 15 s,              points: 100}
      - {above: 15 s, up_to: 30 s, points: 60}
      - {above: 30 s,              points: 0}

# A score out of 100; the weights add up to 100%.
scorecards:
  kpi:
    label: Performance
    out_of: 100
    items: {conversion_points: 50%, response_points: 30%, attitude: 20%}

# Named bands, the lowest first; each tier has columns of its own.
tiers:
  grade:
    label: Grade
    on: kpi
    bands:
      junior:       {below: 60,           rate: 0.5%, bonus: 0 yuan}
      intermediate: {from: 60, below: 75, rate: 0.7%, bonus: 200 yuan}
      senior:       {from: 75, below: 90, rate: 0.8%, bonus: 400 yuan}
      gold:         {from: 90,            rate: 1%,   bonus: 800 yuan}

# The payslip: each line is rounded to the cent, the total is their sum.
salary:
  lines:
    base:       {label: Base pay,   formula: base_salary}
    bonus:      {label: Tier bonus, formula: grade.bonus}
    commission: {label: Commission, formula: effective_sales × grade.rate}

# Worked by hand; every check computes them again.
examples:
  - name: A good month             # 80 × 50% + 100 × 30% + 90 × 20% = 88 points; 100000 × 0.8% = 800
    given:
      {base_salary: 3000, sales: 112000, refunds: 12000, inquiries: 200, orders: 92, response_time: 14, attitude: 90}
    expect: {kpi: 88, grade: senior, commission: 800.00, total: 4200.00}
  - name: No inquiries             # 0 × 50% + 0 × 30% + 70 × 20% = 14 points; 20000 × 0.5% = 100
    given: {base_salary: 3000, sales: 20000, refunds: 0, inquiries: 0, orders: 0, response_time: 40, attitude: 70}
    expect: {grade: junior, commission: 100.00, total: 3100.00}
"""

_ZH: Final = """\
# 一份可以照着改的薪资方案。kpiplan check 指出哪里写错，kpiplan evaluate 按它算全队的工资。
# 想在编辑器里有补全和说明：kpiplan schema plan > plan.schema.json
# yaml-language-server: $schema=plan.schema.json
# $schema: plan.schema.json
kpi_plan: 1                        # 语言的版本
id: presales
title: 售前客服薪资方案
period: month                      # 按月
currency: CNY
effective: {from: 2026-01-01}      # 从哪天起生效
person: agent_id                   # 数据里哪一列写着是谁
group_by: [team]                   # 哪些列写着和谁一组

# 数据的其他列：各是什么，允许哪些值。
inputs:
  base_salary:   {type: money, label: 底薪, min: 0}
  sales:         {type: money, label: 销售额, min: 0}
  refunds:       {type: money, label: 退款金额, min: 0, default: 0}   # 空格子按 0 算
  inquiries:     {type: count, label: 询盘人数}
  orders:        {type: count, label: 下单人数}
  response_time: {type: seconds, label: 平均响应时间, min: 0, better: lower}
  attitude:      {type: points, label: 服务态度, min: 0, max: 100}

# 由它们算出的指标。中间不做任何四舍五入。
metrics:
  effective_sales:
    label: 有效销售额
    formula: max(sales - refunds, 0)
  conversion:
    label: 询盘转化率
    formula: orders ÷ inquiries
    if_zero: 0%                    # 没有询盘的人按多少算

# 区间：起（from）和 至（up_to）含本数，超过（above）和 不满（below）不含。每个值必须正好落在一个区间里。
tables:
  conversion_points:
    label: 转化率得分
    on: conversion
    bands:
      - {from: 50%,             points: 100}
      - {from: 45%, below: 50%, points: 80}
      - {from: 40%, below: 45%, points: 60}
      - {below: 40%,            points: 0}
  response_points:
    label: 响应得分
    on: response_time
    bands:
      - {up_to: 15秒,              points: 100}
      - {above: 15秒, up_to: 30秒, points: 60}
      - {above: 30秒,              points: 0}

# 百分制的绩效分；权重加起来是 100%。
scorecards:
  kpi:
    label: 绩效
    out_of: 100
    items: {conversion_points: 50%, response_points: 30%, attitude: 20%}

# 有名字的区间，从低到高；每一档有自己的列。
tiers:
  grade:
    label: 等级
    on: kpi
    bands:
      junior:       {below: 60,           rate: 0.5%, bonus: 0元}
      intermediate: {from: 60, below: 75, rate: 0.7%, bonus: 200元}
      senior:       {from: 75, below: 90, rate: 0.8%, bonus: 400元}
      gold:         {from: 90,            rate: 1%,   bonus: 800元}

# 工资条：每一行四舍五入到分，合计就是各行之和。
salary:
  lines:
    base:       {label: 底薪,     formula: base_salary}
    bonus:      {label: 等级奖金, formula: grade.bonus}
    commission: {label: 提成,     formula: effective_sales × grade.rate}

# 手算的样例；每次检查都会重新算一遍。
examples:
  - name: 不错的一个月             # 80 × 50% + 100 × 30% + 90 × 20% = 88 分；100000 × 0.8% = 800
    given:
      {base_salary: 3000, sales: 112000, refunds: 12000, inquiries: 200, orders: 92, response_time: 14, attitude: 90}
    expect: {kpi: 88, grade: senior, commission: 800.00, total: 4200.00}
  - name: 没有询盘                 # 0 × 50% + 0 × 30% + 70 × 20% = 14 分；20000 × 0.5% = 100
    given: {base_salary: 3000, sales: 20000, refunds: 0, inquiries: 0, orders: 0, response_time: 40, attitude: 70}
    expect: {grade: junior, commission: 100.00, total: 3100.00}
"""

STARTER: Final = Text(_ZH, _EN)
"""The starter plan in Chinese and in English."""
