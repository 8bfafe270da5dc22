"""The findings about tiers by what they ask for: a requirement without a value, a tier that nobody gets (4xx)."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Rule

_MONTHS: Final = inputs("sales: {type: money, min: 0}", "months: {type: count, label: 入职月数, optional: true}")


def _ladder(*rows: str) -> str:
    return "".join([_MONTHS, "tiers:\n  level:\n", *(f"    {row}\n" for row in rows), pay("sales × level.rate")])


_JUNIOR: Final = "  junior: {requires: [], rate: 1%}"
REQUIREMENT_UNDECIDED: Final = Rule(
    code="KPI467",
    name="requirement-undecided",
    headline=Text(
        "“{words}”可能不适用，没有写明那时算不算满足",
        "`{words}` can be not applicable, and nothing says whether it is met then",
    ),
    what=Text("定档的一条要求可能没有值。", "A requirement of a tier may have no value."),
    why=Text("新人没有前几个月的数：算不算，档位不同。", "A newcomer has no earlier months: the tier depends on it."),
    bad=_ladder("reach:", _JUNIOR, "  senior: {requires: [months >= 6], rate: 2%}"),
    good=_ladder("if_missing: not_met", "reach:", _JUNIOR, "  senior: {requires: [months >= 6], rate: 2%}"),
)
REACH_ORDER: Final = Rule(
    code="KPI468",
    name="reach-order",
    headline=Text("“{name}”{problem}", "`{name}` {problem}"),
    what=Text(
        "最低档不写要求（或另写 otherwise），较高的档要多一些要求。",
        "The lowest tier asks for nothing, or there is an otherwise; each higher one asks for more.",
    ),
    why=Text("否则有人没有档，或有一档谁也得不到。", "Otherwise somebody has no tier, or nobody ever has some tier."),
    bad=_ladder("if_missing: met", "reach:", "  junior: {requires: [months >= 6], rate: 1%}",
                "  senior: {requires: [], rate: 2%}"),
    good=_ladder("if_missing: met", "reach:", _JUNIOR, "  senior: {requires: [months >= 6], rate: 2%}"),
)  # fmt: skip
RULES: Final = (REQUIREMENT_UNDECIDED, REACH_ORDER)
