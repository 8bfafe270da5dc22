"""Indicators of customers over time: who comes back, after how long, and who is new."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT
from engine.plan.indicators.ready import Parameter, Ready

_NEW: Final = Parameter("new_customers", "新客户数", "count", Text("新客户的人数", "new customers of the cohort"))

CUSTOMERS: Final = (
    Ready(
        "repeat_ratio", "回头客占比", "earlier_buyers ÷ buyers", "percent", "higher",
        (
            Parameter("earlier_buyers", "回头客数", "count", Text("以前买过的客户数", "buyers who had bought before")),
            Parameter("buyers", "客户总数", "count", Text("客户总数（或访客总数，见口径）",
                 "all buyers, or all visitors")),
        ),
        Text(
            "以前买过的客户 ÷ 客户总数。原文的分母是访客总数，那样回头客占比与新客转化率不可能同时为金牌。",
            "Earlier buyers over all buyers. The source divides by all visitors, which makes gold here and in "
            "new_conversion impossible at once.",
        ),
        ("S4-13", "A-27"), records=True,
        bands=Text("金牌 70% 以上", "gold above 70%"),
    ),
    Ready(
        "churn", "老客户流失率", "lost_customers ÷ customers", "percent", "lower",
        (
            Parameter("lost_customers", "流失客户数", "count", Text("流失的老客户数", "old customers who were lost")),
            Parameter("customers", "客户总数", "count", Text("所有客户数", "all customers")),
        ),
        Text(
            "流失的老客户 ÷ 所有客户；多久没买算流失要先定。",
            "Lost old customers over all customers; after how long somebody is lost has to be settled first.",
        ),
        ("S4-14", "A-28"), records=True,
    ),
    Ready(
        "purchase_cycle", "平均购买周期", "gap_days ÷ gaps", "days", "lower",
        (
            Parameter("gap_days", "间隔总天数", "days", Text("相邻两次成交的间隔之和", "sum of gaps between deals")),
            Parameter("gaps", "间隔数", "count", Text("间隔的个数", "how many gaps there are")),
        ),
        Text("平均相邻两次成交的时间，全部间隔一起平均。",
             "The mean time between adjacent deals, over all gaps together."),
        ("S4-15", "S4-16", "A-29"),
        Text(
            "消费不足 2 次或满 100 次的客户和批发商不算",
            "customers with fewer than 2 or with 100 or more purchases, and wholesalers",
        ),
        Text("按类目制定", "set for each category"), records=True,
    ),
    Ready(
        "new_conversion", "新客户成交转化率", "new_buyers ÷ new_visitors", "percent", "higher",
        (
            Parameter("new_buyers", "新成交客户数", "count", Text("首次购买的客户数",
                 "visitors who bought for the first time")),
            Parameter("new_visitors", "新访客数", "count", Text("没有买过的访客数",
                 "visitors without an earlier purchase")),
        ),
        Text("首次成交的客户 ÷ 新访客；原文的分母是总访客。",
             "First buyers over new visitors; the source says all visitors."),
        ("S4-17", "S4-10", "A-27"), NO_TEXT, Text("金牌 80% 以上", "gold above 80%"), records=True,
    ),
    Ready(
        "repurchase", "新客户重复购买率", "repurchasers ÷ new_customers", "percent", "higher",
        (Parameter("repurchasers", "重复购买人数", "count", Text("N 天内买过 2 次及以上",
             "who bought twice within N days")), _NEW),
        Text(
            "N 天内产生的新客户中，有过第 2 次及以上购买的比例。",
            "Of the new customers of N days, those who bought a second time within them.",
        ),
        ("S4-18", "S4-11", "A-30"), NO_TEXT, Text("金牌 10% 以上", "gold above 10%"), records=True,
    ),
    Ready(
        "retention", "新客户保持率", "returning ÷ new_customers", "percent", "higher",
        (Parameter("returning", "再次购买人数", "count", Text("接下来 N 天又购买的人数",
             "who bought again in the N days after")), _NEW),
        Text(
            "某一天的新客户中，接下来 N 天又购买的比例；当天不算。190 人中 15 人是 7.89%。",
            "Of one day's new customers, those who bought again in the N days after it; 15 of 190 are 7.89%.",
        ),
        ("S4-19", "S4-20", "S4-12", "A-30"), NO_TEXT, Text("金牌 5% 以上", "gold above 5%"), records=True,
    ),
)  # fmt: skip
