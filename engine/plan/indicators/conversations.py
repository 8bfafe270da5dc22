"""Indicators of what comes of conversations: who asks, orders and pays, for how much, and how fast the answer is."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT
from engine.plan.indicators.ready import ADS, RECEIVED, SILENT, Parameter, Ready

_ASKED: Final = Parameter(
    "inquirers", "询单人数", "count", Text("询单的人数（按人）", "persons who inquired, each once")
)
_ORDERED: Final = Parameter("orderers", "下单人数", "count", Text("最终下单的人数", "persons who ordered in the end"))
_PAID: Final = Parameter("payers", "付款人数", "count", Text("最终付款的人数", "persons who paid in the end"))
_CONVERTED: Final = Parameter("converted", "成功人数", "count", Text("咨询后成交的人数", "inquirers who bought"))

CONVERSATIONS: Final = (
    Ready(
        "target_completion", "指标完成率", "actual ÷ planned", "percent", "higher",
        (
            Parameter("actual", "实际销售额", "money", Text("实际销售额", "actual sales")),
            Parameter("planned", "计划销售额", "money", Text("计划销售额", "planned sales")),
        ),
        Text("实际销售额 ÷ 计划销售额，可以超过 100%。", "Actual sales over planned sales; it may exceed 100%."),
        ("S1-9",),
    ),
    Ready(
        "consult_to_order", "咨询转化率", "orderers ÷ inquirers", "percent", "higher", (_ORDERED, _ASKED),
        Text("最终下单人数 ÷ 咨询人数；按人，不按单。",
             "Persons who ordered over persons who asked; persons, not orders."),
        ("S1-10", "A-6", "A-7"), ADS, Text("售前一般要求 50% 以上", "pre-sales: 50% or more is asked for"),
    ),
    Ready(
        "consult_to_pay", "询单付款转化率", "payers ÷ inquirers", "percent", "higher", (_PAID, _ASKED),
        Text(
            "最终付款人数 ÷ 询单人数；算钱用这个口径，不用下单人数。",
            "Persons who paid over persons who inquired: the conversion to pay by, rather than ordering persons.",
        ),
        ("A-6", "S1-11"), ADS, Text("售前一般要求 50% 以上", "pre-sales: 50% or more is asked for"),
    ),
    Ready(
        "order_success", "下单成功率", "payers ÷ orderers", "percent", "higher", (_PAID, _ORDERED),
        Text(
            "最终付款人数 ÷ 下单人数；× 咨询转化率 = 付款转化率。",
            "Persons who paid over persons who ordered; times the consult conversion it is the paid conversion.",
        ),
        ("S1-11",),
    ),
    Ready(
        "aov", "客单价", "sales ÷ payers", "money", "higher",
        (Parameter("sales", "销售额", "money", Text("这一时期的销售总额", "total sales of the period")), _PAID),
        Text("销售总额 ÷ 付款客户人数；按人，不按单。", "Total sales over paying customers; a customer, not an order."),
        ("S1-12",), SILENT,
    ),
    Ready(
        "aov_ratio", "客服客单价比", "agent_aov ÷ silent_aov", "percent", "higher",
        (
            Parameter("agent_aov", "客服客单价", "money", Text("经客服成交的客单价", "value of agents' customers")),
            Parameter("silent_aov", "静默客单价", "money", Text("静默成交的客单价",
                 "value of customers who asked nobody")),
        ),
        Text("客服客单价 ÷ 静默客单价。", "What agents' customers spend over what those spend who asked nobody."),
        ("S0-14", "A-2"), NO_TEXT,
        Text("一般 120%–140%，用 plausible 提醒，不作为发钱规则", "usually 120%–140%: for `plausible`, not for pay"),
    ),
    Ready(
        "reply_rate", "回复率", "replied ÷ received", "percent", "higher",
        (
            Parameter("replied", "回复人数", "count", Text("最后一句由客服回复的客户数",
                 "customers last answered by the agent")),
            RECEIVED,
        ),
        Text(
            "回复客户数 ÷ 总接待客户数；最后一句话必须是客服的，一个表情也算。",
            "Customers answered over customers received; the last word has to be the agent's, an emoji counts.",
        ),
        ("S1-13", "S2-2", "S2-3", "S2-7"), ADS,
    ),
    Ready(
        "mean_response", "平均响应时间", "response_seconds ÷ exchanges", "seconds", "lower",
        (
            Parameter("response_seconds", "响应总时长", "seconds", Text("每一次响应的时间差之和", "sum of all gaps")),
            Parameter("exchanges", "响应次数", "count", Text("响应的次数", "how many gaps there are")),
        ),
        Text(
            "每一次响应的时间差的平均（逐次）；从收到消息起算，一直没回就一直计时。",
            "The mean gap of every exchange; the clock starts on receipt and runs until there is an answer.",
        ),
        ("S2-5", "S2-6", "S2-8", "A-9", "A-10", "A-11"),
        Text(
            "其他公司的子账号、免责时段、自动回复、下班时间不算",
            "other companies' sub-accounts, excused intervals, automatic replies, time off shift",
        ),
        Text("40 秒以内正常，成熟客服 20–30 秒，15 秒是界限", "40 s is normal, 20–30 s mature, 15 s the boundary"),
        records=True,
    ),
    Ready(
        "mean_response_per_customer", "人均响应时间", "customer_means ÷ customers", "seconds", "lower",
        (
            Parameter("customer_means", "各客户均值之和", "seconds", Text("各客户平均响应之和",
                 "sum of customers' means")),
            Parameter("customers", "客户数", "count", Text("有过响应的客户数", "customers who were answered")),
        ),
        Text(
            "先算每位客户的平均，再对客户取平均；和逐次的口径不同（20 秒与 30 秒之差）。",
            "The mean of each customer's own mean, which differs from the mean of all exchanges.",
        ),
        ("S3-18", "A-11"), Text("同平均响应时间", "as for mean_response"), records=True,
    ),
    Ready(
        "lost_inquiries", "询单流失人数", "inquirers - converted", "count", "lower", (_ASKED, _CONVERTED),
        Text("询单人数 − 成交人数。", "Persons who inquired and did not buy."), ("S2-13", "S0-12"), ADS,
    ),
    Ready(
        "consult_success", "咨询成功率", "converted ÷ inquirers", "percent", "higher", (_CONVERTED, _ASKED),
        Text("成交人数 ÷ 询单人数。", "Inquirers who bought over all inquirers."), ("S2-13",), ADS,
    ),
    Ready(
        "consult_share", "咨询占比", "consulted_sales ÷ shop_sales", "percent", "higher",
        (
            Parameter("consulted_sales", "客服销售额", "money", Text("经客服的销售额", "sales through agents")),
            Parameter("shop_sales", "全店销售额", "money", Text("全店销售额，含静默",
                 "all sales, silent ones included")),
        ),
        Text("客服销售额 ÷ 全店销售额。", "Sales of customers who asked over all sales of the shop."),
        ("S0-15", "S0-17"),
    ),
    Ready(
        "handling_time", "平均处理时长", "handling_seconds ÷ issues", "seconds", "lower",
        (
            Parameter("handling_seconds", "处理总时长", "seconds", Text("处理时长之和", "time of all issues")),
            Parameter("issues", "问题数", "count", Text("处理的问题数", "issues handled")),
        ),
        Text("处理总时长 ÷ 问题数。", "The mean time in which an issue is handled."),
        ("S2-12", "A-12"), NO_TEXT, Text("半个小时及以上不行", "30 minutes or more is too long"), records=True,
    ),
)  # fmt: skip
