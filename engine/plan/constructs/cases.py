"""`cases`: a value that depends on the situation; the first case whose condition holds counts (S2-10, P12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import BARE, FLAG, Choice, Kind, Quantity
from engine.base.source import Span
from engine.base.text import Text, same, unwrapped
from engine.diagnostics.example import fragment
from engine.diagnostics.model import NO_TEXT, Rule
from engine.diagnostics.suggest import nearest_help
from engine.formula.tree import Formula, Name
from engine.notes import Condition
from engine.plan.claims import Alternative, Alternatives
from engine.plan.comparison import UNKNOWN_CHOICE_OPTION
from engine.plan.elaborate import Work, expression
from engine.plan.fitting import BRANCHED, adapt, fit, meet, sure_percent
from engine.plan.model import Typed
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Items, Record
from engine.plan.showcase import Showcase
from engine.plan.zero import guard
from engine.program import TRUE, Choose, Const, Node

CASE: Final = Record(
    (
        Field("when", "当", FORMULA, Text("什么情形", "the situation: a condition"), required=True),
        Field("then", "则", FORMULA, Text("这时的值", "the value then"), required=True),
    )
)
FIELDS: Final = (
    Field(
        "cases",
        "情形",
        Items(CASE),
        Text("按情形取值，从上到下第一个成立的算数", "a value by situation: the first case that holds counts"),
    ),
    Field(
        "otherwise",
        "否则",
        FORMULA,
        Text(
            "哪种情形都不成立时的值；各情形已包括所有人时不写",
            "the value where no case holds; left out where the cases hold everybody",
        ),
    ),
)
HALF_CASES: Final = Rule(
    code="KPI489",
    name="half-cases",
    headline=Text("“{name}”{problem}", "`{name}` {problem}"),
    what=Text(
        "一个值只有一种写法：一个公式，或者 cases（otherwise 只与 cases 同用）。",
        "A value is said in one way: as one formula, or by `cases`; `otherwise` stands only with these.",
    ),
    why=Text(
        "写了两种算法就不知以哪个为准。",
        "Of two ways nobody knows which counts.",
    ),
    bad=fragment("""
        metrics:
          rate: {formula: 1%, cases: [{when: sales >= 1000, then: 2%}], otherwise: 1%}
        salary:
          lines:
            base: base_salary
            commission: sales × rate
        """),
    good=fragment("""
        metrics:
          rate: {cases: [{when: sales >= 1000, then: 2%}], otherwise: 1%}
        salary:
          lines:
            base: base_salary
            commission: sales × rate
        """),
)
SHOWCASE: Final = Showcase(
    "cases",
    Text("看情形", "It depends"),
    Text(
        "标准值和指标可以看情形而定：店铺忙时、促销时、接待量大时，响应时间的要求放宽。情形从上到下看，第一个成立的算数；"
        "`otherwise` 是哪种情形都不成立时的值；只有各情形已包括所有人时才可以不写，漏了谁，检查会指出来。"
        "每种情形也可以取一张表或一个档位。",
        "A standard value or a metric may depend on the situation: a busy shop, a promotion or many customers relax "
        "what is asked of response times. Cases are tried from the top and the first that holds counts; `otherwise` "
        "is the value where none holds and is left out only where the cases hold everybody: the check says who is "
        "forgotten. A case may also give what a table says, or a tier.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          intake: {type: number, label: 日均接待, min: 0}
          promotion: {type: flag, label: 大促, default: false}
          response: {type: seconds, label: 平均响应时间, min: 0, better: lower}
          ratings: {type: count, label: 评价数}
          good: {type: count, label: 满意数}
        thresholds:
          response_std:
            type: seconds
            cases:
              - {when: promotion, then: 90 s}
              - {when: intake < 100, then: 30 s}
            otherwise: 60 s
        metrics:
          satisfaction: {formula: good ÷ ratings, if_zero: 100%}
          bad: ratings - good
          quality:
            cases:
              - {when: ratings > 50, then: by_share}
            otherwise: by_number
        tables:
          by_share:
            on: satisfaction
            bands: [{from: 90%, points: 50}, {below: 90%, points: 40}]
          by_number:
            on: bad
            steps: {from: 1, every: 1, each: -1 points, limit: -50 points}
        salary:
          lines:
            base: base_salary
            fast: if(response <= response_std, ¥100, ¥0)
            well: ¥10 × (100% + quality ÷ 100 points)
        examples:
          - name: 99 customers a day, 31 s is too slow, 2 bad ratings of 50     # 10 × (1 - 2/100) = 9.80
            given: {base_salary: 3000, intake: 99, response: 31, ratings: 50, good: 48}
            expect: {response_std: 30 s, quality: -2, fast: 0, well: 9.80, total: 3009.80}
          - name: 100 customers a day, 60 s will do, 46 of 51 are 90.2%         # 10 × (1 + 50/100) = 15
            given: {base_salary: 3000, intake: 100, response: 60, ratings: 51, good: 46}
            expect: {response_std: 60 s, quality: 50, fast: 100.00, well: 15.00, total: 3115.00}
          - name: few customers in a promotion, the first case counts           # 100 + 10 × (1 - 0/100) = 110
            given: {base_salary: 0, intake: 9, promotion: true, response: 90, ratings: 0, good: 0}
            expect: {response_std: 90 s, quality: 0, fast: 100.00, total: 110.00}
        """),
    ("S2-10", "S2-11", "S0-13", "P12"),
)
RULES: Final = (HALF_CASES,)

A_CASE: Final = Text("情形的条件", "the condition of a case")
_ADD_CASES: Final = Text(
    "加上 `cases: [{when: …, then: …}]`，或改写成 formula", "add `cases: [{when: …, then: …}]`, or write a formula"
)
ONE_WAY: Final = Text("只留一种写法", "keep one of the two")


@frozen
class Case:
    """One case as its author wrote it."""

    when: Formula
    then: Formula


@frozen
class Cases:
    """Cases in their order, and what counts where none holds; None where the author says that one always does."""

    name: str
    rows: tuple[Case, ...]
    otherwise: Formula | None
    span: Span

    @property
    def branches(self) -> tuple[Formula, ...]:
        """What each case gives, and last what counts otherwise."""
        last = () if self.otherwise is None else (self.otherwise,)
        return (*(row.then for row in self.rows), *last)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """All conditions and values."""
        return (*(row.when for row in self.rows), *self.branches)


@frozen
class Part:
    """An elaborated formula and the divisors in it that may be zero."""

    typed: Typed
    divisors: tuple[Node, ...] = ()


@frozen
class Branches:
    """Elaborated cases: a condition for each part, perhaps but the last, and the kind in which all parts meet.

    That the last part counts where no condition before it holds is right: the check proves that its own does then.
    """

    conditions: tuple[Part, ...]
    parts: tuple[Part, ...]
    kind: Kind
    rows: tuple[Case, ...]

    @property
    def divided(self) -> bool:
        """Whether there is a divisor that may be zero."""
        return bool(self.divisors)

    @property
    def divisors(self) -> tuple[Node, ...]:
        """All divisors that may be zero."""
        return tuple(divisor for part in (*self.conditions, *self.parts) for divisor in part.divisors)

    def node(self, instead: Node | None) -> Node:
        """The first case that holds; `instead` counts where a divisor is zero that is looked at until then."""
        last = self.parts[-1]
        node = self._guarded(last, adapt(last.typed, self.kind), instead)
        before = len(self.parts) - 1
        tried = list(zip(self.rows[:before], self.conditions[:before], self.parts[:before], strict=True))
        for row, condition, part in reversed(tried):
            then = self._guarded(part, adapt(part.typed, self.kind), instead)
            choice = Choose(condition.typed.node, then, node, row.when.span)
            node = self._guarded(condition, choice, instead)
        return node

    def notes(self, name: str) -> Iterator[Condition]:
        """The condition of each case but the last, and what it gives in the author's words; then what is left."""
        before = len(self.parts) - 1
        for row, condition in zip(self.rows[:before], self.conditions[:before], strict=True):
            yield Condition("case", condition.typed.node, unwrapped(row.when.text), name, unwrapped(row.then.text))
        last = unwrapped(self.rows[-1].when.text) if len(self.rows) > before else ""
        yield Condition("otherwise", TRUE, last, name, unwrapped(self.parts[-1].typed.span.text))

    def _guarded(self, part: Part, node: Node, instead: Node | None) -> Node:
        return node if instead is None else guard(node, part.divisors, instead, part.typed)


def branches(scope: Scope, cases: Cases, kind: Kind | None, what: Text, *, guarded: bool = False) -> Branches | None:
    """The cases elaborated, in `kind` where one is declared; None where one is faulty, after all have been looked at.

    `guarded` says that the author has said what counts where a divisor is zero.
    """
    conditions = [_condition(scope, row.when, guarded=guarded) for row in cases.rows]
    parts = _parts(scope, cases.branches, guarded=guarded)
    sound = tuple(c for c in conditions if c is not None)
    if parts is None or len(sound) < len(conditions):
        return None
    if kind is not None:
        fitted = [fit(scope, part.typed, kind, what) for part in parts]
        met = None if None in fitted else kind
    else:
        met = _met(scope, parts)
    if met is None:
        return None
    found = Branches(sound, parts, met, cases.rows)
    if not any(scope.is_unsound(part.typed) for part in (*sound, *parts)):
        scope.alternatives.append(_alternatives(cases, found))
    return found


def _alternatives(cases: Cases, found: Branches) -> Alternatives:
    """What the check has to prove of cases."""
    outcomes = [(adapt(part.typed, found.kind),) for part in found.parts]
    rows = zip(found.conditions, cases.rows, outcomes, strict=False)
    return Alternatives(
        cases.name,
        cases.span,
        tuple(Alternative(c.typed.node, row.when.span, outcome) for c, row, outcome in rows),
        None if cases.otherwise is None else Alternative(TRUE, cases.otherwise.span, outcomes[-1]),
    )


def _condition(scope: Scope, formula: Formula, *, guarded: bool) -> Part | None:
    work = Work(scope, guarded=guarded)
    typed = expression(work, formula.root)
    node = fit(scope, typed, FLAG, A_CASE)
    return None if node is None or typed is None else Part(typed, tuple(work.divisors))


def _parts(scope: Scope, formulas: Sequence[Formula], *, guarded: bool) -> tuple[Part, ...] | None:
    """The branches; words that name nothing are options of the choice that another branch is, or else of their own."""
    words = [_is_word(scope, f) for f in formulas]
    if all(words):
        kind = Choice(tuple(dict.fromkeys(f.text.strip() for f in formulas)))
        return tuple(Part(Typed(Const(kind.options.index(f.text.strip())), kind, f.span)) for f in formulas)
    found: list[Part | None] = [
        None if word else _part(scope, f, guarded=guarded) for f, word in zip(formulas, words, strict=True)
    ]
    choice = next((p.typed for p in found if p is not None and isinstance(p.typed.kind, Choice)), None)
    for i, formula in enumerate(formulas):
        if words[i]:
            found[i] = _option(scope, choice, formula) if choice else _part(scope, formula, guarded=guarded)
    sound = tuple(p for p in found if p is not None)
    return sound if len(sound) == len(found) else None


def _part(scope: Scope, formula: Formula, *, guarded: bool) -> Part | None:
    work = Work(scope, guarded=guarded)
    typed = expression(work, formula.root)
    return None if typed is None else Part(typed, tuple(work.divisors))


def _is_word(scope: Scope, formula: Formula) -> bool:
    return isinstance(formula.root, Name) and formula.root.column is None and not scope.knows(formula.root.name)


def _option(scope: Scope, choice: Typed, formula: Formula) -> Part | None:
    assert isinstance(choice.kind, Choice)
    word = formula.text.strip()
    if word in choice.kind.options:
        return Part(Typed(Const(choice.kind.options.index(word)), choice.kind, formula.span))
    help_text = NO_TEXT if scope.desk.crowded else nearest_help(word, choice.kind.options)
    scope.desk.report(UNKNOWN_CHOICE_OPTION.at(formula.span, help=help_text, choice=choice.words, option=word))
    return None


def _met(scope: Scope, parts: tuple[Part, ...]) -> Kind | None:
    """The kind in which all branches meet; None, and a finding about the first that does not."""
    first = parts[0].typed
    kind = first.kind
    for part in parts[1:]:
        met = meet(scope, Typed(first.node, kind, first.span), part.typed, BRANCHED)
        if met is None:
            return None
        first = part.typed if first.kind == BARE else first
        kind = met
    sure = [sure_percent(scope, part.typed, kind) for part in parts] if isinstance(kind, Quantity) else []
    return kind if all(sure) else None


def read_cases(name: str, span: Span, reader: Reader, ways: Sequence[str]) -> Cases | None:
    """The cases of a record that has `cases` or `otherwise`; None where faulty (reported).

    `ways` are the other keys that would say the value.
    """
    other = next((key for key in ways if reader.has(key)), None)
    fault = _fault(reader, other)
    if fault is not None:
        reader.desk.report(HALF_CASES.at(span, help=fault[1], name=name, problem=fault[0]))
        return None
    rows = [_row(reader.desk.reader(node)) for node in reader.items("cases")]
    otherwise = reader.formula("otherwise")
    sound = tuple(row for row in rows if row is not None)
    if (otherwise is None and reader.has("otherwise")) or not sound or len(sound) < len(rows):
        return None
    return Cases(name, sound, otherwise, span)


def has_cases(reader: Reader) -> bool:
    """Whether a record says its value by cases, or tries to."""
    return reader.has("cases") or reader.has("otherwise")


_BOTH: Final = Text("又有 {other}又有 情形（cases）", "has both {other} and cases")
_OTHER: Final = {
    "formula": Text("公式（formula）", "formula"),
    "use": Text("采用（use）", "use"),
    "shop_goal": Text("店铺目标（shop_goal）", "shop_goal"),
    "industry_average": Text("行业平均（industry_average）", "industry_average"),
    "own_history": Text("店铺历史（own_history）", "own_history"),
}


def _fault(reader: Reader, other: str | None) -> tuple[Text, Text] | None:
    """What is wrong with the keys of a record, and what to do about it."""
    if other is not None:
        return _BOTH.format(other=_OTHER.get(other, same(other))), ONE_WAY
    if not reader.has("cases"):
        return Text("有 否则（otherwise），却没有 情形（cases）", "has otherwise but no cases"), _ADD_CASES
    return None


def _row(record: Reader | None) -> Case | None:
    when, then = (record.formula("when"), record.formula("then")) if record else (None, None)
    return None if when is None or then is None else Case(when, then)
