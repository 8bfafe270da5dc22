"""What a plan's own checks say of a person: identities that do not hold, unusual values, unexplained adjustments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.base.quantities import Kind
from engine.base.showing import show
from engine.base.text import Text
from engine.diagnostics.example import fragment, inputs
from engine.diagnostics.model import NO_TEXT, Diagnostic, Rule, Severity
from engine.program import Check, Missing, Program, Scalar
from engine.run.outcome import Record

_IDENTITY: Final = inputs("asked: {type: count}", "ordered: {type: count}") + fragment("""
    assertions:
      orders: {assert: ordered <= asked, message: more people ordered than asked, severity: WORD}
    salary:
      lines:
        base: base_salary
    --- data
    agent_id,base_salary,asked,ordered
    """)
_USUAL: Final = (
    inputs("sales: {type: money, min: 0, plausible: [1000, 50000]}") + "--- data\nagent_id,base_salary,sales\n"
)

_ADJUSTED: Final = inputs(
    "fix: {type: money, default: 0}",
    "fix_reason: {type: text, optional: true}",
    "fix_by: {type: text, optional: true}",
) + fragment("""
    salary:
      lines:
        base: base_salary
      manual: {fixed: {amount: fix, reason: fix_reason, approver: fix_by}}
    --- data
    agent_id,base_salary,fix,fix_reason,fix_by
    """)

ADJUSTED_WITHOUT_REASON: Final = Rule(
    code="KPI605",
    name="adjusted-without-reason",
    headline=Text(
        "手工调整“{said}”有金额，却没有写原因或审批人",
        "the manual adjustment {said} has an amount, but no reason, or nobody has approved it",
    ),
    what=Text(
        "手工调整的金额不是 0，原因或审批人却是空的。",
        "A manual adjustment is not 0, and its reason or its approver is empty.",
    ),
    why=Text("没有理由、没人批准的钱不能发。", "Money without a reason that nobody approved is not paid."),
    bad=_ADJUSTED + "A1,3000,200,,Wang\n",
    good=_ADJUSTED + "A1,3000,200,make-up for March,Wang\n",
)
ASSERTION_FAILS: Final = Rule(
    code="KPI615",
    name="assertion-fails",
    headline=Text("核对“{name}”不成立：{said}{numbers}", "assertion `{name}` does not hold: {said}{numbers}"),
    what=Text("这个人的数据不满足方案里的一条核对。", "A person's figures do not agree with an assertion of the plan."),
    why=Text("对不上的数里至少有一个是错的，工资就可能是错的。", "One of the figures is wrong, and so may be the pay."),
    bad=_IDENTITY.replace("WORD", "error") + "A1,3000,10,11\n",
    good=_IDENTITY.replace("WORD", "error") + "A1,3000,10,10\n",
)
ASSERTION_DOUBTED: Final = Rule(
    code="KPI616",
    name="assertion-doubted",
    headline=Text("核对“{name}”不成立：{said}{numbers}", "assertion `{name}` does not hold: {said}{numbers}"),
    what=Text(
        "这个人的数据不满足方案里只作提醒的一条核对；照常发工资。",
        "A person's figures do not agree with an assertion that the plan only warns about; the pay is the same.",
    ),
    why=Text("对不上的数里也许有一个是错的。", "One of the figures may be wrong."),
    bad=_IDENTITY.replace("WORD", "warning") + "A1,3000,10,11\n",
    good=_IDENTITY.replace("WORD", "warning") + "A1,3000,10,10\n",
    severity=Severity.WARNING,
)
NOT_PLAUSIBLE: Final = Rule(
    code="KPI617",
    name="not-plausible",
    headline=Text("{value}，一般在 {said} 之间", "{value}, usually {said}"),
    what=Text(
        "一个值不在方案所写的常见范围里；照常发工资。",
        "A value is out of the range in which the plan says it usually lies; the pay is the same.",
    ),
    why=Text("多半是取错了列或多打了数字。", "The wrong column was taken, or a digit too many typed."),
    bad=_USUAL + "A1,3000,500000\n",
    good=_USUAL + "A1,3000,50000\n",
    severity=Severity.WARNING,
)
RULES: Final = (ADJUSTED_WITHOUT_REASON, ASSERTION_FAILS, ASSERTION_DOUBTED, NOT_PLAUSIBLE)

_HELP: Final[dict[str, Text]] = {
    ADJUSTED_WITHOUT_REASON.code: Text("填上原因和审批人，或把金额改为 0", "fill both in, or make the amount 0"),
    ASSERTION_FAILS.code: Text("改正这一行的数据", "correct the figures of this row"),
    ASSERTION_DOUBTED.code: Text(
        "看看这一行的数据；工资没有变", "look at the figures of this row; the pay is the same"
    ),
    NOT_PLAUSIBLE.code: Text("看看这个数对不对；工资没有变", "see whether it is right; the pay is the same"),
}
_NUMBERS: Final = 8
"""So many values are shown in one message."""


def rule_of(check: Check) -> Rule:
    """The rule under which a check is reported."""
    if check.adjusted:
        return ADJUSTED_WITHOUT_REASON
    if check.plausible:
        return NOT_PLAUSIBLE
    return ASSERTION_FAILS if check.severity == "error" else ASSERTION_DOUBTED


def broken(
    program: Program, member: Record, values: Mapping[str, Scalar], severity: Severity, table: str
) -> Iterator[Diagnostic]:
    """One finding for each check of a severity that does not hold of a person; `values` are all that were computed."""
    for check in program.checks:
        if values[check.value] is False and check.severity == severity.value:
            rule = rule_of(check)
            help_text = _HELP.get(rule.code, NO_TEXT)
            words = rule.headline.format(**_words(program, check, values))
            yield rule.data(table, member.row, check.name, person=member.person, help=help_text, message=words)


def _words(program: Program, check: Check, values: Mapping[str, Scalar]) -> dict[str, object]:
    value = _values(program, check, values)
    return {"name": check.name, "said": check.said, "numbers": _bracketed(value), "value": value}


def numbers_of(program: Program, check: Check, values: Mapping[str, Scalar]) -> Text:
    """What a check looks at and what it came to, in brackets behind a sentence; empty where it looks at no value."""
    return _bracketed(_values(program, check, values))


def _values(program: Program, check: Check, values: Mapping[str, Scalar]) -> Text:
    by_name = {value.name: value for value in program.values}
    shown = [(by_name[name].label, _shown(values[name], by_name[name].kind)) for name in check.numbers[:_NUMBERS]]
    zh = "，".join(f"{label} = {value.zh}" for label, value in shown)
    return Text(zh, ", ".join(f"{label} = {value.en}" for label, value in shown))


def _bracketed(said: Text) -> Text:
    return Text(f"（{said.zh}）", f" ({said.en})") if said.zh else NO_TEXT


def _shown(value: Scalar, kind: Kind) -> Text:
    return Text("不适用", "not applicable") if isinstance(value, Missing) else show(value, kind)
