"""`deductions`: how much of a wage may be deducted at most; the rest waits for the next period.

The rule for damages in the wage payment regulations (工资支付暂行规定 §16): no more than 20 % of the month's wage, and
what is left never below the local minimum wage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from operator import itemgetter
from typing import Final

from engine.base.frozen import frozen
from engine.base.numbers import plain
from engine.base.quantities import MONEY
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Diagnostic, Rule
from engine.formula.tree import Formula, Name
from engine.notes import Sums
from engine.plan.claims import Claim
from engine.plan.constructs.pay.added import Added, Made
from engine.plan.constructs.pay.lines import DEDUCTION, SalaryLine, add_line, paid
from engine.plan.constructs.pay.prorate import share
from engine.plan.elaborate import elaborate_as
from engine.plan.mentions import names_in
from engine.plan.model import Definition, Entity, Typed
from engine.plan.reading import Reader
from engine.plan.scope import UNSOUND, Scope
from engine.plan.shape import FORMULA, Field, OneOf, Record, Word
from engine.program import MINUS_ONE, ZERO, Choose, Compare, Extreme, Node, Origin, Product, Quotient, Ref, Round, Sum

DEFERRED: Final = "deductions_deferred"
_DEFERRED_LABEL: Final = Text("未扣完的扣款", "deductions still to come")
_IN_ORDER: Final = "in_order"
_SPREAD: Final = OneOf(
    (
        Word(_IN_ORDER, "按顺序", Text("先写的先扣", "the lines in their order, the first one first")),
        Word("in_proportion", "按比例", Text("各行按比例扣", "every line its share, to the exact cent")),
    )
)
FIELD: Final = Field(
    "deductions",
    "扣款限额",
    Record(
        (
            Field(
                "at_most",
                "最多",
                FORMULA,
                Text("最多扣工资的几成，如 20%", "the share of the wage at most, such as 20%"),
            ),
            Field(
                "of",
                "基数",
                FORMULA,
                Text("按什么的几成；默认是扣款以外各行之和", "the share of what; all other lines together unless said"),
            ),
            Field(
                "never_below",
                "扣后不低于",
                FORMULA,
                Text("扣完至少剩多少，如当地最低工资", "what must be left, such as the local minimum wage"),
            ),
            Field(
                "spread",
                "分摊",
                _SPREAD,
                Text("几行扣款怎样分这个限额，默认按比例", "how lines share the limit, in_proportion unless said"),
            ),
        )
    ),
    Text(
        "类别为扣款（tag: deduction）的行合计最多扣多少；没扣完的另列为 deductions_deferred",
        "how much the lines tagged deduction may take together; what they could not is the output deductions_deferred",
    ),
)

_INPUTS: Final = """
        inputs:
          base_salary: {type: money, min: 0}
          damage: {type: money, min: 0}
        salary:
          lines:
            base: base_salary
"""
DEDUCTION_ADDS_TO_PAY: Final = Rule(
    code="KPI483",
    name="deduction-adds-to-pay",
    headline=Text(
        "扣款“{name}”按声明的范围可能是正数（{value}）", "the deduction `{name}` can be above zero ({value})"
    ),
    what=Text("类别为扣款的行写成了加钱。", "A line tagged deduction adds to the pay."),
    why=Text(
        "限额限的是扣掉的钱；符号反了就成了奖金。",
        "The limit is on what is taken off; with the sign turned it would be a bonus.",
    ),
    bad=fragment(
        _INPUTS
        + """\
            fine: {formula: damage, tag: deduction}
          deductions: {at_most: 20%}
        """
    ),
    good=fragment(
        _INPUTS
        + """\
            fine: {formula: 0 - damage, tag: deduction}
          deductions: {at_most: 20%}
        """
    ),
)
LIMITS_NOTHING: Final = Rule(
    code="KPI486",
    name="limits-nothing",
    headline=Text("扣款限额没有用处：{problem}", "the limit of deductions limits nothing: {problem}"),
    what=Text(
        "写了 deductions，但没有类别为扣款的行，或没有写限额。",
        "There is a `deductions`, but no line tagged deduction, or no limit in it.",
    ),
    why=Text("以为守了法，其实没有限制。", "The plan seems to keep the law, and does not."),
    bad=fragment(
        _INPUTS
        + """\
            fine: 0 - damage
          deductions: {at_most: 20%}
        """
    ),
    good=fragment(
        _INPUTS
        + """\
            fine: {formula: 0 - damage, tag: deduction}
          deductions: {at_most: 20%}
        """
    ),
)
RULES: Final = (DEDUCTION_ADDS_TO_PAY, LIMITS_NOTHING)


@frozen
class Deductions:
    """The limit as its author wrote it, and the lines it is on; `earnings` are the names of the lines it comes from."""

    span: Span
    at_most: Formula | None
    of: Formula | None
    never_below: Formula | None
    in_order: bool
    lines: tuple[SalaryLine, ...]
    earnings: tuple[str, ...]
    chinese: bool

    def definitions(self) -> Iterator[Definition]:
        """The lines within the limit, and the output that says what they could not take."""
        needs = tuple(self.mentions())
        yield from (_Limited(line.name, line.span, line, self) for line in self.lines)
        label = _DEFERRED_LABEL.zh if self.chinese else _DEFERRED_LABEL.en
        yield Added(DEFERRED, self.span, label, "", needs, self._deferred)

    def mentions(self) -> Iterator[Name]:
        """The lines of the wage, and the names of all formulas."""
        yield from (Name(line, None, self.span) for line in self.earnings)
        yield from names_in(self.at_most, self.of, self.never_below)
        for line in self.lines:
            yield from line.mentions()

    def taken(self, scope: Scope, line: str) -> Node | None:
        """What a line takes off, 0 or more; None where something it rests on is faulty (reported)."""
        found = scope.once("deductions.taken", lambda: self._all(scope))
        return None if found is None else found.columns[line].node

    def _deferred(self, scope: Scope) -> Made | None:
        taken = [self.taken(scope, line.name) for line in self.lines]
        sound = tuple(node for node in taken if node is not None)
        asked = tuple(self._asked(line) for line in self.lines)
        refs = paid(scope, asked)
        if refs is None or len(sound) < len(taken):
            return None
        everything, took = Sum(refs), Sum(sound)
        return Sum((everything, Product((MINUS_ONE, took)))), (Sums((("asked", everything), ("taken", took))),)

    def _asked(self, line: SalaryLine) -> str:
        return f"{line.name}.in_full"

    def _all(self, scope: Scope) -> Entity | None:
        """What each line takes, as the columns of one entity."""
        asked = [self._in_full(scope, line) for line in self.lines]
        limit = self._limit(scope)
        full = [node for node in asked if node is not None]
        if limit is None or len(full) < len(asked):
            return None
        spread = self._in_order if self.in_order or len(full) == 1 else self._in_proportion
        shares = spread(scope, limit, full)
        return Entity(None, {line.name: taken for line, taken in zip(self.lines, shares, strict=True)})

    def _in_full(self, scope: Scope, line: SalaryLine) -> Node | None:
        """What a line would take without the limit: 0 or more."""
        found, name = line.amount(scope), self._asked(line)
        if found is None:
            return None
        node, notes = found
        origin = Origin("part", line.span, line.formula.text).noting(*notes)
        made = scope.add(name, line.label, MONEY, Product((MINUS_ONE, node)), "part", origin)
        scope.entities[name] = Entity(made)
        if made.node is UNSOUND:
            return None
        scope.claims.append(Claim(made.node, Fraction(0), None, lambda value: _adds(line, value)))
        return made.node

    def _limit(self, scope: Scope) -> Node | None:
        """The most that may be taken off: rounded down, and never below zero."""
        lines = paid(scope, self.earnings)
        if lines is None:
            return None
        wage = self._part(scope, "wage", Sum(lines)).node
        found: list[Node] = []
        if self.at_most is not None:
            part = share(scope, "deductions.share", self.at_most, Text("扣款比例", "the share of deductions"))
            of = wage if self.of is None else elaborate_as(scope, self.of, MONEY, Text("扣款基数", "`of`"))
            if part is None or part.whole is None or of is None:
                return None
            found.append(Product((of, part.whole.node)))
        if self.never_below is not None:
            floor = elaborate_as(scope, self.never_below, MONEY, Text("扣后不低于", "never_below"))
            if floor is None:
                return None
            found.append(Sum((wage, Product((MINUS_ONE, floor)))))
        least = found[0] if len(found) == 1 else Extreme("min", tuple(found))
        limit = Extreme("max", (Round(least, scope.currency_decimals, "floor"), ZERO))
        return self._part(scope, "limit", limit).node

    def _in_order(self, scope: Scope, limit: Node, asked: list[Node]) -> Iterator[Typed]:
        """The first line takes what it can, the next one what is left."""
        left = limit
        for line, full in zip(self.lines, asked, strict=True):
            taken = self._taken(scope, line, Extreme("min", (full, left)))
            left = Sum((left, Product((MINUS_ONE, taken.node))))
            yield taken

    def _in_proportion(self, scope: Scope, limit: Node, asked: list[Node]) -> Iterator[Typed]:
        """Every line its share: the cents up to and with it, less those up to the line before.

        Lines are taken by their names, so that no cent depends on the order in which they are written.
        """
        everything = self._part(scope, "asked", Sum(tuple(asked))).node
        within = self._part(scope, "allowed", Extreme("min", (limit, everything))).node
        by_name = sorted(zip((line.name for line in self.lines), asked, strict=True), key=itemgetter(0))
        before: Node = ZERO
        found: dict[str, Typed] = {}
        for at, (name, _) in enumerate(by_name, 1):
            over = Product((within, Sum(tuple(full for _, full in by_name[:at]))))
            part = Quotient(over, everything, guarded=True)
            up_to = Choose(Compare(everything, "=", ZERO), ZERO, Round(part, scope.currency_decimals, "floor"))
            so_far = self._part(scope, f"up_to_{name}", up_to).node
            line = next(line for line in self.lines if line.name == name)
            found[name] = self._taken(scope, line, Sum((so_far, Product((MINUS_ONE, before)))))
            before = so_far
        return iter([found[line.name] for line in self.lines])

    def _taken(self, scope: Scope, line: SalaryLine, node: Node) -> Typed:
        return scope.add(f"{line.name}.taken", line.label, MONEY, node, "part", Origin("part", line.span))

    def _part(self, scope: Scope, name: str, node: Node) -> Typed:
        return scope.add(f"deductions.{name}", name, MONEY, node, "part", Origin("part", self.span))


@frozen
class _Limited:
    """A line tagged deduction, which takes no more than the limit leaves it."""

    name: str
    span: Span
    line: SalaryLine
    limit: Deductions
    construct: str = "salary"

    def mentions(self) -> Iterable[Name]:
        """All that the limit depends on."""
        return self.limit.mentions()

    def define(self, scope: Scope) -> Entity | None:
        """Add the line with what it takes."""
        taken = self.limit.taken(scope, self.name)
        limit = scope.by_name.get("deductions.limit")
        if taken is None or limit is None:
            return add_line(scope, self.line, None)
        parts = (("asked", Ref(f"{self.name}.in_full")), ("limit", Ref(limit.name)), ("taken", taken))
        return add_line(scope, self.line, Product((MINUS_ONE, taken)), (Sums(parts),))


def _adds(line: SalaryLine, value: Fraction) -> Diagnostic:
    words = line.formula.text.strip()
    help_text = Text(f"写 `0 - ({words})`", f"write `0 - ({words})`")
    return DEDUCTION_ADDS_TO_PAY.at(line.formula.span, help=help_text, name=line.name, value=plain(-value, 2))


def read(
    section: Reader, lines: Iterable[SalaryLine], earnings: tuple[str, ...], *, chinese: bool
) -> Deductions | None:
    """The limit of the section; None where there is none, or it is faulty (reported)."""
    record = section.mapping(FIELD.key)
    if record is None:
        return None
    own = tuple(line for line in lines if line.tag == DEDUCTION)
    limited = record.has("at_most") or record.has("never_below")
    if not own or not limited:
        problem = Text("没有写 at_most 或 never_below", "it has neither at_most nor never_below")
        help_text = Text("写 `at_most: 20%`", "write `at_most: 20%`")
        if not own:
            problem = Text("没有类别为扣款的行", "no line is tagged deduction")
            help_text = Text("给扣款的行写 `tag: deduction`", "write `tag: deduction` at the lines that take off")
        section.desk.report(LIMITS_NOTHING.at(record.span, help=help_text, problem=problem))
        return None
    return Deductions(
        record.span,
        record.formula("at_most"),
        record.formula("of"),
        record.formula("never_below"),
        record.words("spread") == _IN_ORDER,
        own,
        earnings,
        chinese,
    )
