"""Indicators of one agent: what was sold and at which margin, what customers say, how fast and how much is done."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT
from engine.plan.indicators.ready import ADS, RECEIVED, SILENT, Parameter, Ready

_NOT_OURS: Final = Text("不属于客服责任的不算", "what is not the agent's responsibility")

AGENTS: Final = (
    Ready(
        "effective_sales", "有效销售额", "paid_sales - refunds", "money", "higher",
        (
            Parameter("paid_sales", "聊天付款金额", "money", Text("个人聊天付款金额",
                 "amount paid through the agent's chats")),
            Parameter("refunds", "退款金额", "money", Text("个人退款金额", "the agent's refunds")),
        ),
        Text(
            "个人聊天付款金额 − 个人退款金额；可能为负；退款记在退款的月份。",
            "Chat-paid amount less refunds; it may be negative; a refund counts in the month of the refund.",
        ),
        ("S3-5", "S3-6", "A-13", "A-14"), SILENT,
    ),
    Ready(
        "paid_sales", "业绩", "ordered_and_paid", "money", "higher",
        (Parameter("ordered_and_paid", "下单付款金额", "money", Text("在该客服处下单并付款",
             "ordered and paid there")),),
        Text(
            "在该客服处下单并付款成功的金额；不减退款，和有效销售额不同。",
            "What was ordered and paid through the agent, refunds not taken off: another metric than effective_sales.",
        ),
        ("S3-16", "A-18"), SILENT,
    ),
    Ready(
        "gross_margin", "毛利率", "gross_profit ÷ revenue", "percent", "higher",
        (
            Parameter("gross_profit", "毛利", "money", Text("同一客服同一月的毛利合计", "the month's gross profit")),
            Parameter("revenue", "售价", "money", Text("同一客服同一月的销售额合计", "the month's sales")),
        ),
        Text("毛利 ÷ 售价；多个商品用合计相除。", "Gross profit over price; of several products sum over sum."),
        ("S3-7", "A-15"),
    ),
    Ready(
        "commission_rate", "提成点", "margin × coefficient", "percent", "higher",
        (
            Parameter("margin", "毛利率", "percent", Text("毛利率", "gross margin")),
            Parameter("coefficient", "系数", "percent", Text("系数，5%–15%", "a coefficient, 5%–15%")),
        ),
        Text("毛利率 × 系数。", "Gross margin times a coefficient."),
        ("S3-8", "S3-9"), NO_TEXT, Text("一般 0.5%–1%", "usually 0.5%–1%"),
    ),
    Ready(
        "low_ratings", "低评", "agent_low_ratings", "count", "lower",
        (Parameter("agent_low_ratings", "客服责任低评", "count", Text("经界定的低评数", "cases judged the agent's")),),
        Text("各渠道经界定为客服责任的不满意。",
             "Complaints of all channels that were judged the agent's responsibility."),
        ("S3-17", "S3-23"), _NOT_OURS, Text("当月 0 个", "none in the month"), records=True,
    ),
    Ready(
        "named_praise", "点名好评", "praising_reviews", "count", "higher",
        (Parameter("praising_reviews", "点名评价数", "count", Text("点名表扬的评价数",
             "reviews that name the agent")),),
        Text("点名表扬该客服的评价数。", "Reviews that praise the agent by name."),
        ("S3-23",), NO_TEXT, Text("当月 20 个以上", "20 or more in the month"), records=True,
    ),
    Ready(
        "typing_speed", "打字速度", "characters ÷ minutes", "number", "higher",
        (
            Parameter("characters", "字数", "count", Text("打出的字数", "characters typed")),
            Parameter("minutes", "分钟数", "number", Text("用的分钟数，不带单位", "minutes, as a plain number")),
        ),
        Text("每分钟字数。", "Characters a minute."),
        ("S3-22",), Text("作弊作废", "cheating voids it"), Text("100 字/分钟以上", "100 a minute or more"),
    ),
    Ready(
        "typing_accuracy", "打字正确率", "correct_characters ÷ characters", "percent", "higher",
        (
            Parameter("correct_characters", "正确字数", "count", Text("正确的字数", "characters without a mistake")),
            Parameter("characters", "字数", "count", Text("打出的字数", "characters typed")),
        ),
        Text("正确字数 ÷ 字数。", "Correct characters over all."),
        ("S3-22",), NO_TEXT, Text("90% 以上", "90% or more"),
    ),
    Ready(
        "intake", "日均接入量", "received ÷ attended_days", "number", "higher",
        (RECEIVED, Parameter("attended_days", "出勤天数", "number", Text("出勤天数，不带单位",
             "days, as a plain number"))),
        Text("接待客户数 ÷ 出勤天数。", "Customers received over days attended."), ("S3-19", "S3-25"), ADS,
    ),
)  # fmt: skip
