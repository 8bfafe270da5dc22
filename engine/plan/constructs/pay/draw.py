"""`draw`: an advance against commission: whoever earns less is paid the draw, and may have to earn it later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.numbers import Rounding, plain
from engine.base.quantities import MONEY
from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Diagnostic, Rule
from engine.formula.tree import Formula, Name
from engine.notes import Sums
from engine.plan.claims import Claim
from engine.plan.constructs.pay.added import Added, Made
from engine.plan.constructs.pay.lines import paid
from engine.plan.constructs.pay.names import known_lines
from engine.plan.constructs.pay.total import ADJUSTMENT
from engine.plan.elaborate import elaborate_as
from engine.plan.mentions import names_in
from engine.plan.model import Definition, Entity
from engine.plan.reading import Reader
from engine.plan.scope import UNSOUND, Scope
from engine.plan.shape import FORMULA, NAME, TRUE_FALSE, Field, Items, Record
from engine.program import MINUS_ONE, ZERO, Extreme, Node, Origin, Product, Round, Sum

DRAW, RECOVERY, BALANCE = "draw", "draw_recovery", "draw_balance"
LABELS: Final = {
    DRAW: Text("预支补足", "draw"),
    RECOVERY: Text("扣还预支", "draw paid back"),
    BALANCE: Text("预支欠额", "draw still owed"),
}
FIELD: Final = Field(
    DRAW,
    "预支",
    Record(
        (
            Field("amount", "金额", FORMULA, Text("至少先发这么多", "so much is paid at least"), required=True),
            Field("against", "抵", Items(NAME), Text("以哪几行抵", "the lines it is an advance on"), required=True),
            Field(
                "recoverable",
                "要扣还",
                TRUE_FALSE,
                Text(
                    "不足的部分以后从超出的提成里扣还",
                    "what was short is paid back from later commission above the draw",
                ),
                required=True,
            ),
            Field(
                "balance", "期初欠额", FORMULA, Text("以前还欠多少，是一个输入", "what is owed from before, an input")
            ),
        )
    ),
    Text("提成不足时预支到这个数", "an advance where commission falls short of it"),
)

_INPUTS: Final = fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          owed: {type: money, min: 0, default: 0}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
        """)
DRAW_BALANCE: Final = Rule(
    code="KPI485",
    name="draw-balance",
    headline=Text("预支的欠额{problem}", "the balance of the draw {problem}"),
    what=Text(
        "要扣还的预支需要期初欠额（不小于 0），不扣还的不需要。",
        "A recoverable draw needs the balance from before, which is never below zero; another needs none.",
    ),
    why=Text(
        "不知道以前欠多少就没法扣还；负的欠额会变成多发。",
        "Without what is owed nothing can be paid back, and a balance below zero would be paid out.",
    ),
    bad=_INPUTS + "  draw: {amount: 1000, against: [commission], recoverable: true}\n",
    good=_INPUTS + "  draw: {amount: 1000, against: [commission], recoverable: true, balance: owed}\n",
)
RULES: Final = (DRAW_BALANCE,)
_FLOOR: Final = Text("给这个输入写上 `min: 0`", "declare the input with `min: 0`")


@frozen
class Draw:
    """The draw as its author wrote it. `balance` is there exactly where it is recoverable."""

    span: Span
    amount: Formula
    against: tuple[str, ...]
    balance: Formula | None
    rounding: Rounding
    chinese: bool

    def definitions(self) -> Iterator[Definition]:
        """The lines that it adds and, where it is recoverable, the output that says what is owed then."""
        yield self._added(DRAW, ADJUSTMENT)
        if self.balance is not None:
            yield self._added(RECOVERY, ADJUSTMENT)
            yield self._added(BALANCE, "")

    @property
    def lines(self) -> tuple[str, ...]:
        """The names of the lines that it adds."""
        return (DRAW,) if self.balance is None else (DRAW, RECOVERY)

    def _added(self, name: str, tag: str) -> Added:
        needs = [Name(line, None, self.span) for line in self.against]
        label = LABELS[name].zh if self.chinese else LABELS[name].en
        names = (*needs, *names_in(self.amount, self.balance))
        return Added(name, self.span, label, tag, names, lambda scope: self._part(scope, name))

    def _part(self, scope: Scope, name: str) -> Made | None:
        """The amount of one of the three."""
        found = self._difference(scope)
        if found is None:
            return None
        short, over, parts = found
        if name == DRAW:
            return short, (Sums(parts),)
        before = self._owed(scope)
        if before is None:
            return None
        back = Extreme("min", (before, over))
        notes = (Sums((*parts, ("owed", before))),)
        if name == RECOVERY:
            return Product((MINUS_ONE, back)), notes
        return Sum((before, short, Product((MINUS_ONE, back)))), notes

    def _difference(self, scope: Scope) -> tuple[Node, Node, tuple[tuple[str, Node], ...]] | None:
        """By how much commission falls short of the draw, by how much it is above it, and what both rest on."""
        found = scope.once("draw.amount", lambda: self._amount(scope))
        lines = paid(scope, self.against)
        if found is None or found.whole is None or lines is None:
            return None
        amount, earned = found.whole.node, Sum(lines)
        short = Sum((amount, Product((MINUS_ONE, earned))))
        parts = (("draw", amount), ("earned", earned))
        return Extreme("max", (short, ZERO)), Extreme("max", (Product((MINUS_ONE, short)), ZERO)), parts

    def _amount(self, scope: Scope) -> Entity | None:
        node = elaborate_as(scope, self.amount, MONEY, Text("预支金额", "the amount of a draw"))
        if node is None:
            return None
        rounded = Round(node, scope.currency_decimals, self.rounding)
        return self._money(scope, "draw.amount", self.amount, rounded)

    def _owed(self, scope: Scope) -> Node | None:
        found = scope.once("draw.owed", lambda: self._opening(scope))
        return None if found is None or found.whole is None else found.whole.node

    def _opening(self, scope: Scope) -> Entity | None:
        node = elaborate_as(scope, self.balance, MONEY, Text("期初欠额", "the balance from before"))
        if node is None or self.balance is None:
            return None
        rounded = Round(node, scope.currency_decimals, "half_up")
        made = self._money(scope, "draw.owed", self.balance, rounded)
        if made.whole and made.whole.node is not UNSOUND:
            scope.claims.append(Claim(made.whole.node, Fraction(0), None, self._below_zero))
        return made

    def _money(self, scope: Scope, name: str, formula: Formula, node: Node) -> Entity:
        origin = Origin("part", formula.span, formula.text)
        return Entity(scope.add(name, one_line(formula.text), MONEY, node, "part", origin))

    def _below_zero(self, value: Fraction) -> Diagnostic:
        assert self.balance is not None
        words = plain(value, 2)
        problem = Text(f"可能小于零（{words}）", f"can be below zero ({words})")
        return DRAW_BALANCE.at(self.balance.span, help=_FLOOR, problem=problem)


def read(section: Reader, lines: Sequence[str], rounding: Rounding, *, chinese: bool) -> Draw | None:
    """The draw of the section; None where there is none, or it is faulty (reported)."""
    record = section.mapping(DRAW)
    amount, balance = (record.formula("amount"), record.formula("balance")) if record else (None, None)
    if record is None or amount is None:
        return None
    against = known_lines(section.desk, record.texts("against"), lines)
    recoverable, has_balance = record.flag("recoverable"), record.has("balance")
    if recoverable is not has_balance:
        wrong = Text("没有写", "is not given") if recoverable else Text("没有用处", "is of no use")
        edit = "`balance: owed`" if recoverable else "`recoverable: true`"
        help_text = Text(f"写上 {edit}", f"write {edit} too")
        key = next(e.key for e in record.node if e.name == ("recoverable" if recoverable else "balance"))
        section.desk.report(DRAW_BALANCE.at(key.span, help=help_text, problem=wrong))
        return None
    return Draw(record.span, amount, against, balance, rounding, chinese)
