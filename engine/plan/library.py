"""The metric library: the indicators of the trade as ready definitions, for a plan to `use:` by name (S0-7).

Each is data only: how it is computed from figures a shop has, in which unit, which way is better, and what people have
to know who collect the figures. Exclusions and usual bands are documentation: they say what belongs into the figures
and what shops publish, and change no pay. Figures that come out of records (chats, cohorts of customers) are
parameters here: they are counted before the plan sees them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT
from engine.plan.model import Better

Unit = Literal["money", "percent", "count", "number", "points", "seconds", "days"]


@dataclass(frozen=True)
class Parameter:
    """A figure that a definition is computed from: its name in either language, its type and what it counts."""

    name: str
    zh: str
    type: Unit
    meaning: Text


@dataclass(frozen=True)
class Ready:
    """A ready definition. `name` and `zh` are what `use:` takes; `formula` is over the parameters' names.

    `sources` are ids of the sources' rules; `records` says that the parameters are aggregates of records.
    """

    name: str
    zh: str
    formula: str
    unit: Unit
    better: Better
    parameters: tuple[Parameter, ...]
    about: Text
    sources: tuple[str, ...]
    exclusions: Text = NO_TEXT
    bands: Text = NO_TEXT
    records: bool = False

    @property
    def label(self) -> str:
        """The English label: `Order success`."""
        return self.name.replace("_", " ").capitalize() if self.name != "aov" else "Average order value"


_ADS: Final = Text(
    "广告和其他公司的子账号不算，分子分母都不算",
    "advertisers and other companies' sub-accounts, above and below the line",
)
_SILENT: Final = Text("静默订单不算", "orders of customers who asked nobody")
_NOT_OURS: Final = Text("不属于客服责任的不算", "what is not the agent's responsibility")
_ASKED: Final = Parameter(
    "inquirers", "询单人数", "count", Text("询单的人数（按人）", "persons who inquired, each once")
)
_ORDERED: Final = Parameter("orderers", "下单人数", "count", Text("最终下单的人数", "persons who ordered in the end"))
_PAID: Final = Parameter("payers", "付款人数", "count", Text("最终付款的人数", "persons who paid in the end"))
_CONVERTED: Final = Parameter("converted", "成功人数", "count", Text("咨询后成交的人数", "inquirers who bought"))
_RECEIVED: Final = Parameter("received", "接待人数", "count", Text("接待的客户数", "customers received"))
_NEW: Final = Parameter("new_customers", "新客户数", "count", Text("新客户的人数", "new customers of the cohort"))

LIBRARY: Final[tuple[Ready, ...]] = (
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
        ("S1-10", "A-6", "A-7"), _ADS, Text("售前一般要求 50% 以上", "pre-sales: 50% or more is asked for"),
    ),
    Ready(
        "consult_to_pay", "询单付款转化率", "payers ÷ inquirers", "percent", "higher", (_PAID, _ASKED),
        Text(
            "最终付款人数 ÷ 询单人数；算钱用这个口径，不用下单人数。",
            "Persons who paid over persons who inquired: the conversion to pay by, rather than ordering persons.",
        ),
        ("A-6", "S1-11"), _ADS, Text("售前一般要求 50% 以上", "pre-sales: 50% or more is asked for"),
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
        ("S1-12",), _SILENT,
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
            _RECEIVED,
        ),
        Text(
            "回复客户数 ÷ 总接待客户数；最后一句话必须是客服的，一个表情也算。",
            "Customers answered over customers received; the last word has to be the agent's, an emoji counts.",
        ),
        ("S1-13", "S2-2", "S2-3", "S2-7"), _ADS,
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
        Text("询单人数 − 成交人数。", "Persons who inquired and did not buy."), ("S2-13", "S0-12"), _ADS,
    ),
    Ready(
        "consult_success", "咨询成功率", "converted ÷ inquirers", "percent", "higher", (_CONVERTED, _ASKED),
        Text("成交人数 ÷ 询单人数。", "Inquirers who bought over all inquirers."), ("S2-13",), _ADS,
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
        ("S3-5", "S3-6", "A-13", "A-14"), _SILENT,
    ),
    Ready(
        "paid_sales", "业绩", "ordered_and_paid", "money", "higher",
        (Parameter("ordered_and_paid", "下单付款金额", "money", Text("在该客服处下单并付款",
             "ordered and paid there")),),
        Text(
            "在该客服处下单并付款成功的金额；不减退款，和有效销售额不同。",
            "What was ordered and paid through the agent, refunds not taken off: another metric than effective_sales.",
        ),
        ("S3-16", "A-18"), _SILENT,
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
        (_RECEIVED, Parameter("attended_days", "出勤天数", "number", Text("出勤天数，不带单位",
             "days, as a plain number"))),
        Text("接待客户数 ÷ 出勤天数。", "Customers received over days attended."), ("S3-19", "S3-25"), _ADS,
    ),
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
"""All ready definitions, in the order in which they are listed."""


def find(name: str) -> Ready | None:
    """The definition of an English or Chinese name."""
    return next((ready for ready in LIBRARY if name in (ready.name, ready.zh)), None)
