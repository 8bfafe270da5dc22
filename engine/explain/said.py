"""What an explanation says, in both languages."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text

COMMA: Final = Text("，", ", ")
AND: Final = Text("；", "; ")
TO: Final = Text("和 ", " and ")
NOT_APPLICABLE: Final = Text("不适用", "not applicable")

IN_BAND: Final = Text("{on}，{where}", "{on}: {where}")
OTHERWISE: Final = Text("{on}，哪一段都不在，按“否则”", "{on}: in none of the bands, so `otherwise` holds")
BLENDED: Final = Text("折合 {rate}", "{rate} on the whole")
OVER: Final = Text("{on}，超过 {over} 的部分 {counts}", "{on}, of which {counts} above {over}")
STEPS: Final = {
    "above": Text(
        "{on}，超过 {bound} 的部分每 {every} 为一级（{count}），每级 {each}",
        "{on}: {each} for every {every} above {bound} ({count})",
    ),
    "from": Text(
        "{on}，从 {bound} 起每 {every} 为一级（{count}），每级 {each}",
        "{on}: {each} for every {every} from {bound} on ({count})",
    ),
    "below": Text(
        "{on}，不到 {bound} 的部分每 {every} 为一级（{count}），每级 {each}",
        "{on}: {each} for every {every} below {bound} ({count})",
    ),
    "up_to": Text(
        "{on}，从 {bound} 起往下每 {every} 为一级（{count}），每级 {each}",
        "{on}: {each} for every {every} from {bound} down ({count})",
    ),
}
COUNTS: Final = {
    "started": Text("不足一级也算一级", "each begun one counts"),
    "full": Text("满一级才算", "only full ones count"),
    "proportional": Text("按比例", "in proportion"),
}
STEPS_PAID: Final = Text("{steps} 级 × {each}", "{steps} × {each}")
STARTING_AT: Final = Text("从{before}接着算", "going on from {before}")
POINT: Final = Text("{at}（{value}）", "{at} ({value})")
BETWEEN_POINTS: Final = Text("{on}，在 {points}之间按直线算", "{on}: on the line between {points}")
BEYOND_POINT: Final = Text("{on}，在端点 {points}之外", "{on}: beyond {points}, the last point")

TOO_FEW: Final = Text("只有 {n} 人，人数不够，按方案取 {words}", "only {n}, too few: the plan says {words}")
IF_MISSING: Final = {
    "zero": Text("“{item}”不适用，按 0 分", "{item} is not applicable and counts 0"),
    "full": Text("“{item}”不适用，按满分", "{item} is not applicable and counts in full"),
    "reweight": Text("“{item}”不适用，不参加加权", "{item} is not applicable and is left out"),
}
PRESENT: Final = Text("除以其余各项的权重 {weight}", "divided by the weight of the others, {weight}")
ADJUSTED: Final = Text("加权 {before}，再加减：{parts}", "{before} weighted, then added or taken off: {parts}")
PLACE: Final = Text("{on}，第 {place} 名", "{on}: place {place}")
PLACE_OF: Final = Text("{on}，{of} 人中第 {place} 名", "{on}: place {place} of {of}")
LEVEL: Final = Text("{n} 人并列", "{n} level")
SHARED: Final = Text(
    "全组共 {pool}，我占 {own} ÷ {shares}，整分 {cents}", "{own} ÷ {shares} of {pool}, {cents} in whole cents"
)
SHARED_IF_ZERO: Final = {
    "equally": Text(
        "全组共 {pool}，比例合计为 0，按方案改为均分，整分 {cents}",
        "{pool} for the group; the shares add up to 0, so the plan says equally: {cents} in whole cents",
    ),
    "nothing": Text(
        "全组共 {pool}，比例合计为 0，按方案谁也不发",
        "{pool} for the group; the shares add up to 0, so the plan says nobody is paid",
    ),
}
EXTRA_CENT: Final = Text("零头靠前，多得 {cents}", "{cents} more, as the rest is among the largest")
COUNTED: Final = Text("按 {n} 人算", "over {n}")
SUMS: Final = {
    "asked": Text("应扣", "asked for"),
    "limit": Text("本月合计最多扣", "all together at most"),
    "taken": Text("实扣", "taken"),
    "draw": Text("预支", "draw"),
    "earned": Text("已得", "earned"),
    "owed": Text("以前欠", "owed from before"),
    "due": Text("应发", "due"),
    "paid": Text("已发", "paid"),
    "amount": Text("金额", "amount"),
    "reason": Text("原因", "reason:"),
    "approver": Text("审批", "approved by"),
}

REQUIRED: Final = Text("前提满足：{what}", "required and met: {what}")
REQUIRED_NOT: Final = Text("前提没有满足：{what}", "required and not met: {what}")
MET: Final = Text("达到：{what}", "met: {what}")
NOT_PAID: Final = Text("但“{award}”没有发", "but {award} is not paid")
NOT_MET: Final = Text("没有达到：{what}", "not met: {what}")
ASKED_BY: Final = Text("离“{tier}”还差：{what}", "{tier} still asks for: {what}")
VOID: Final = Text("取消，原因：{reason}", "voided: {reason}")
VOID_BY: Final = Text("取消，原因：{reason}；{what}", "voided: {reason}; {what}")
WAS: Final = Text("原为 {before}", "it would have been {before}")
CASE: Final = Text("{what}，成立，用 {then}", "{what} holds, so it is {then}")
NONE_HOLDS: Final = Text("各条规则都不成立", "none of the rules holds")
OTHER_CASE: Final = Text("前面的情形都不成立，用 {then}", "none of the cases before holds, so it is {then}")
IF_ZERO: Final = Text("{divisor}为 0，按方案取 {words}", "{divisor} is 0, so the plan says {words}")
IF_SMALL: Final = Text(
    "只有 {n} 人，不到 {least} 人，按方案取 {words}", "only {n}, fewer than {least}: the plan says {words}"
)
MISSING: Final = Text("因为{name}不适用", "because {name} is not applicable")

PRORATED: Final = Text("{before} 按 {share} 折算", "{share} of {before}")
IN_BRACKETS: Final = Text("（{words}）", " ({words})")
ROUNDED: Final = Text(
    "舍入：{before} → {after}（保留 {n} 位，{mode}）", "rounded: {before} → {after} (to {n:decimal|decimals}, {mode})"
)
CAPPED: Final = Text("封顶：{before} → {after}", "capped: {before} → {after}")
FLOORED: Final = Text("保底：{before} → {after}", "raised to the floor: {before} → {after}")
NO_MORE_OFF: Final = Text("最多扣到这里：{before} → {after}", "no more is taken off: {before} → {after}")
TOP_UP: Final = Text("合计不到保底，补足：{before} → {after}", "the total is below the floor: {before} → {after}")
CUT: Final = Text("合计超过封顶，扣减：{before} → {after}", "the total is above the cap: {before} → {after}")
STANDARD: Final = Text("标准来自{source}", "standard: {source}")
CLAUSE: Final = Text("条款：{clause}", "clause: {clause}")
SOURCE: Final = Text("出处：{source}", "from: {source}")

MORE: Final = Text("再多 {by}（到 {bound}）→ {tier}", "{by} more (from {bound} on) → {tier}")
MORE_THAN: Final = Text("再多 {by}以上（超过 {bound}）→ {tier}", "more than {by} more (above {bound}) → {tier}")
LESS: Final = Text("再少 {by}（到 {bound}）→ {tier}", "{by} less (down to {bound}) → {tier}")
LESS_THAN: Final = Text("再少 {by}以上（不到 {bound}）→ {tier}", "more than {by} less (below {bound}) → {tier}")
WOULD_BE: Final = Text("，其他不变时合计 {total}（{by}）", ", the total {total} ({by}), all else the same")
NO_CHANGE: Final = Text("，其他不变时合计一样", ", the same total, all else the same")
PERCENT_POINTS: Final = Text("{n} 个百分点", "{n:percentage point|percentage points}")
UP_TO: Final = Text("{end} 以下", "up to {end}")
FROM_TO: Final = Text("{start} – {end}", "{start} – {end}")
ABOVE: Final = Text("{start} 以上", "above {start}")
AFTER: Final = Text("超过 {start}", "after {start}")
AFTER_TO: Final = Text("超过 {start}，到 {end}", "after {start}, to {end}")
ALL: Final = Text("全部", "all")
HOLDS: Final = Text("{what}，成立", "{what} holds")
HOLDS_NOT: Final = Text("{what}，不成立", "{what} does not hold")
IF: Final = Text("{what}，成立，得 {then}", "{what} holds, so it is {then}")
IF_NOT: Final = Text("{what}，不成立，得 {then}", "{what} does not hold, so it is {then}")
WITH_NUMBERS: Final = Text("{words}（{numbers}）", "{words} ({numbers})")

TOTAL: Final = Text("合计", "total")
WHY: Final = Text("由来", "what it rests on")
BESIDE: Final = Text("合计以外", "beside the total")
REMARKS: Final = Text("说明", "remarks")
ABSENT: Final = Text("没有填写，按方案的默认值：{list}", "not given, so the plan's default stands: {list}")
EMPTY: Final = Text("没有填写，不适用：{list}", "not given, and not applicable: {list}")
LIST: Final = Text("、", ", ")
CHECK_FAILS: Final = Text("核对“{name}”不成立：{said}", "check {name} does not hold: {said}")
NOT_USUAL: Final = Text("{name} {value} 不在常见范围内（{said}）", "{name} {value} is not usual ({said})")
MEMBERS: Final = Text("{n} 人", "{n:person|people}")
SLICE: Final = Text("各段", "slice")
AMOUNT: Final = Text("数额", "amount")
RATE: Final = Text("提点", "rate")
PAY: Final = Text("金额", "pays")
ITEM: Final = Text("项目", "item")
SCORE: Final = Text("得分", "score")
WEIGHT: Final = Text("权重", "weight")
COUNTS_FOR: Final = Text("计入", "counts")
