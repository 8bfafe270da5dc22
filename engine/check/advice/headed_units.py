"""Headings that name another unit than the one in which their cells are read: pay would be wrong in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.headed import other_unit, percent_sign
from engine.base.quantities import COUNT, DAYS, MONEY, SECONDS, Quantity
from engine.base.text import Text
from engine.check.ranges import Ranges
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.plan.lower import Lowered
from engine.program import InputSpec

_PAID: Final = pay("sales × 1%")

OTHER_UNIT: Final = Rule(
    code="KPI744",
    name="other-unit",
    headline=Text(
        "列名“{heading}”的单位是“{unit}”，格子却按{read}读：8.6 就是 8.6 {own}",
        "the heading “{heading}” says `{unit}`, and its cells are read as {read}: 8.6 is 8.6 {own}",
    ),
    what=Text(
        "输入的名称或列名写着万元、分钟、小时等，类型却是金额、秒、天或个数。",
        "The label or a heading of an input says thousands, minutes, hours or the like, and its type is another unit.",
    ),
    why=Text(
        "8.6 万会按 8.6 元算，4.5 分钟会按 4.5 秒算，而且不会报错。",
        "8.6 thousand would be paid as 8.6, and 4.5 minutes as 4.5 seconds, without a word.",
    ),
    bad=inputs('sales: {type: money, min: 0, columns: ["销售额(万元)"]}') + _PAID,
    good=inputs('sales: {type: money, min: 0, columns: ["销售额(元)"]}') + _PAID,
)

PERCENT_HEADING: Final = Rule(
    code="KPI745",
    name="percent-heading",
    headline=Text(
        "列名“{heading}”里有 {unit}：下面没有写 % 的 0.5 会按 50% 读，不是 0.5%",
        "the heading “{heading}” has {unit}: below it 0.5 without % is read as 50%, not as 0.5%",
    ),
    what=Text("百分比的列名里写了百分号。", "The heading of a percentage has a percent sign."),
    why=Text(
        "列名里有 % 的表，格子里常常只写数字，0.5 是 0.5%；按比值读就差一百倍。",
        "Below such a heading cells are often bare numbers, 0.5 for 0.5%; read as a ratio that is a hundredfold.",
    ),
    bad=inputs('refunded: {type: percent, min: 0%, max: 100%, columns: ["退款率(%)"]}')
    + pay("¥100 × (100% - refunded)"),
    good=inputs('refunded: {type: percent, min: 0%, max: 100%, columns: ["退款率"]}') + pay("¥100 × (100% - refunded)"),
    severity=Severity.WARNING,
)
RULES: Final = (OTHER_UNIT, PERCENT_HEADING)

_READ: Final = {
    MONEY: Text("金额", "amounts"),
    COUNT: Text("个数", "counts"),
    SECONDS: Text("秒", "seconds"),
    DAYS: Text("天", "days"),
}
_OWN: Final = {COUNT: Text("个", "of them"), SECONDS: Text("秒", "seconds"), DAYS: Text("天", "days")}
_CONVERT: Final = Text(
    "在表里换算好，再改列名；或写 `类型: 数值`，在公式里换算",
    "convert the cells and rename the column; or write `type: number` and convert in the formula",
)
_SAY_PERCENT: Final = Text(
    "去掉列名里的百分号；格子里都写 %，如 0.5%",
    "leave the sign out of the heading, and write it in the cells: 0.5%",
)


def check(lowered: Lowered, _: Ranges) -> Iterator[Diagnostic]:
    """One finding about each input whose label or heading says another unit."""
    for spec in lowered.program.inputs:
        for heading in dict.fromkeys((spec.name, spec.label, *spec.columns)):
            found = _finding(spec, heading, lowered.program.currency)
            if found is not None:
                yield found
                break


def _finding(spec: InputSpec, heading: str, currency: str) -> Diagnostic | None:
    kind = spec.kind
    if not isinstance(kind, Quantity):
        return None
    if (sign := percent_sign(kind, heading)) is not None:
        return PERCENT_HEADING.at(spec.span, help=_SAY_PERCENT, heading=heading, unit=sign)
    said = other_unit(kind, heading)
    if said is None:
        return None
    own = _OWN.get(kind, Text(currency, currency))
    return OTHER_UNIT.at(spec.span, help=_CONVERT, heading=heading, unit=said, read=_READ[kind], own=own)
