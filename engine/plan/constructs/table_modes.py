"""The mode of a band table: one rate on all, each slice at its own, or a mere lookup; and what each needs (S3-11)."""

from __future__ import annotations

from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import COUNT, MONEY, Kind
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import pay, table
from engine.diagnostics.model import Rule
from engine.formula.tree import Formula
from engine.plan.columns import RATE_COLUMNS, Column
from engine.plan.scope import Scope
from engine.plan.shape import OneOf, Word

MODES: Final = OneOf(
    (
        Word("whole", "全额累进", Text("整个数额按所在段的提点", "one rate on the whole amount")),
        Word("marginal", "超额累进", Text("每一段各按各的提点", "each slice of the amount at its own rate")),
        Word("lookup", "查表", Text("只查出所在段的列，不乘", "only the columns of the band, nothing is multiplied")),
    )
)
_RATES: Final = ("  - {up_to: 1000, rate: 1%}", "  - {above: 1000, rate: 2%}")

MODE_MISSING: Final = Rule(
    code="KPI417",
    name="mode-missing",
    headline=Text("“{name}”没有说是全额累进还是超额累进", "`{name}` does not say whether it is whole or marginal"),
    what=Text("按金额或个数分段的提点表要写 mode。", "A table of rates over an amount or a count says its mode."),
    why=Text(
        "全额和超额累进发的钱不同，引擎不猜。",
        "One rate on all and each slice at its own pay differently; the engine does not guess.",
    ),
    bad=table("bands:", *_RATES) + pay("t"),
    good=table("mode: marginal", "bands:", *_RATES) + pay("t"),
)
NO_RATE_COLUMN: Final = Rule(
    code="KPI434",
    name="no-rate-column",
    headline=Text("“{name}”是{mode}，却没有提点列 rate", "`{name}` is {mode} but has no column `rate`"),
    what=Text("全额或超额累进表要有提点列。", "A whole or marginal table has a rate column."),
    why=Text("没有提点就算不出提成。", "Without a rate there is no commission."),
    bad=table("mode: whole", "bands:", "  - {up_to: 1000, factor: 1%}", "  - {above: 1000, factor: 2%}") + pay("t"),
    good=table("mode: whole", "bands:", *_RATES) + pay("t"),
)
PART_NEEDS_MODE: Final = Rule(
    code="KPI458",
    name="part-needs-mode",
    headline=Text("“{name}”写了 {key}，它只用于{modes}", "`{name}` has `{key}`, which is only for {modes}"),
    what=Text(
        "over（起算）用于全额或超额累进，starting_at（期初）只用于超额累进。",
        "`over` belongs to a whole or marginal table, `starting_at` to a marginal one.",
    ),
    why=Text(
        "只查表不乘金额，起算点就不起作用，超出与否都一样。",
        "Where nothing is multiplied the start would silently change nothing.",
    ),
    bad=table("mode: lookup", "over: 500", "bands:", *_RATES) + pay("sales × t.rate"),
    good=table("mode: whole", "over: 500", "bands:", *_RATES) + pay("t"),
)
RULES: Final = (MODE_MISSING, NO_RATE_COLUMN, PART_NEEDS_MODE)

_SAY_MODE: Final = Text(
    "写 `mode: whole`（全额累进）、`marginal`（超额累进）或 `lookup`（只查表）",
    "write `mode: whole` (one rate on all), `marginal` (each slice at its own) or `lookup`",
)
NAME_RATE: Final = Text("把提点列命名为 rate，或写 `mode: lookup`", "name the column `rate`, or write `mode: lookup`")
_MULTIPLY: Final = Text("写 `mode: whole` 或 `mode: marginal`", "write `mode: whole` or `mode: marginal`")
_GO_ON: Final = Text(
    "写 `mode: marginal`；若按累计定一个提点，就把 on 写成期初加本期，用 `mode: lookup` 再相乘",
    "write `mode: marginal`; for one rate by the sum so far, add the two in `on` with `mode: lookup` and multiply",
)


@frozen
class Mode:
    """How a table's rates apply: the word for it (empty where none is said), and from where on they do."""

    word: str
    over: Formula | None
    start: Formula | None

    @property
    def pays(self) -> bool:
        """Whether the table multiplies: it is no mere lookup."""
        return self.word in ("whole", "marginal")

    def fits(self, scope: Scope, name: str, span: Span, kind: Kind, made: list[Column]) -> bool:
        """Whether the mode is said where pay depends on it, and has what it needs; a finding where not.

        `kind` is what the table is on, `made` are its columns.
        """
        rates = [c for c in made if c.name in RATE_COLUMNS]
        partial = self.over is not None or self.start is not None
        if rates and not self.word and (partial or kind in (MONEY, COUNT)):
            scope.desk.report(MODE_MISSING.at(span, help=_SAY_MODE, name=name))
            return False
        if not rates and self.pays:
            mode = self._words()
            scope.desk.report(NO_RATE_COLUMN.at(span, help=NAME_RATE, name=name, mode=mode))
            return False
        return self._part_fits(scope, name)

    def _part_fits(self, scope: Scope, name: str) -> bool:
        """Whether the mode makes use of a start; a finding where it does not."""
        if self.start is not None and self.word != "marginal":
            modes = Text("超额累进", "marginal")
            finding = PART_NEEDS_MODE.at(self.start.span, help=_GO_ON, name=name, key="starting_at", modes=modes)
        elif self.over is not None and not self.pays:
            modes = Text("全额或超额累进", "whole or marginal")
            finding = PART_NEEDS_MODE.at(self.over.span, help=_MULTIPLY, name=name, key="over", modes=modes)
        else:
            return True
        scope.desk.report(finding)
        return False

    def _words(self) -> Text:
        word = next(w for w in MODES.words if w.name == self.word)
        return Text(word.zh, word.name)
