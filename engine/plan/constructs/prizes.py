"""`prizes`: money for the first places of a group, such as 1 × 500 and 2 × 300, with a word on ties."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import Final

from engine.base.frozen import frozen
from engine.base.numbers import plain
from engine.base.quantities import FLAG, MONEY
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, pay
from engine.diagnostics.model import Rule
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.notes import Condition
from engine.notes import Place as Standing
from engine.plan.constructs.awards import A_GATE
from engine.plan.elaborate import elaborate_as
from engine.plan.literals import fixed
from engine.plan.mentions import names_in
from engine.plan.model import Entity
from engine.plan.placing import Members, members, ranked
from engine.plan.reading import Desk, dotted
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, NAME, Field, Items, Named, OneOf, Record, Word
from engine.plan.showcase import Showcase
from engine.program import MINUS_ONE, ZERO, Choose, Compare, Const, Logic, Node, Origin, Product, Sum

TIES: Final = OneOf(
    (
        Word(
            "each", "各得", Text("并列的人各得这个名次的全奖", "everybody level gets the better place's prize in full")
        ),
        Word(
            "share", "平分", Text("并列的人平分所占各名次的奖金", "the level share the prizes of the places they fill")
        ),
    )
)
AMONG: Final = Field("among", "限于", NAME, Text("哪些人参加（peers 里的名称）", "who takes part: a name of `peers`"))
FIELDS: Final = (
    LABEL,
    Field("on", "依据", FORMULA, Text("按什么排名", "what places are by"), required=True),
    Field(
        "places",
        "名次奖金",
        Items(FORMULA),
        Text("从第一名起各名次的奖金", "the prizes, from the first place on"),
        required=True,
    ),
    Field("ties", "并列", TIES, Text("并列时怎么发", "what people who are level get"), required=True),
    AMONG,
    Field(
        "requires",
        "前提",
        Items(FORMULA),
        Text("全部满足才领得到，名次不让给别人", "all must hold to be paid; the place passes to nobody"),
    ),
)
SECTION: Final = Field(
    "prizes", "名次奖", Named(Record(FIELDS)), Text("名次奖金", "prizes for the first places of a group")
)

_TEAM: Final = "group_by: [team]\n"
PRIZES_RISE: Final = Rule(
    code="KPI475",
    name="prizes-rise",
    headline=Text(
        "第 {place} 名的 {later} 比前一名的 {earlier} 多",
        "place {place} gets {later}, more than the {earlier} of the place before it",
    ),
    what=Text("名次奖金应当由多到少。", "Prizes are written from the first place on and never rise."),
    why=Text("名次靠后反而拿得多，就会有人故意落后。", "If a later place pays more, it is worth falling behind."),
    bad=_TEAM
    + fragment("""
        prizes:
          stars: {on: sales, places: [300, 500], ties: each}
        """)
    + pay("stars"),
    good=_TEAM
    + fragment("""
        prizes:
          stars: {on: sales, places: [500, 300], ties: each}
        """)
    + pay("stars"),
)
PRIZE_NOT_PAYABLE: Final = Rule(
    code="KPI479",
    name="prize-not-payable",
    headline=Text("奖金 {amount} 发不出去：{problem}", "a prize of {amount} cannot be paid: {problem}"),
    what=Text("奖金不能是负数，也不能小于一分。", "A prize is not below zero and has no parts of a cent."),
    why=Text(
        "并列平分要分到分，差的零头没有人拿。", "A shared prize is split to the cent, and parts of one would get lost."
    ),
    bad=_TEAM
    + fragment("""
        prizes:
          stars: {on: sales, places: [500.005], ties: share}
        """)
    + pay("stars"),
    good=_TEAM
    + fragment("""
        prizes:
          stars: {on: sales, places: [500.01], ties: share}
        """)
    + pay("stars"),
)
SHOWCASE: Final = Showcase(
    "prizes",
    Text("名次奖", "Prizes for places"),
    Text(
        "第一名 500，第二、三名各 300。`ties: each` 并列的人各得这个名次的全奖；"
        "`ties: share` 并列的人平分他们所占各名次的奖金，分到分，多出的几分按工号先后。"
        "依据写了 `better: lower` 的，最小的是第一名。",
        "The first gets 500, the second and third 300 each. With `ties: each` everybody who is level gets that place's "
        "prize in full; with `ties: share` they share the prizes of the places they fill, to the cent, and cents that "
        "are left over go by id. Of what says `better: lower` the smallest is the first.",
    ),
    fragment("""
        group_by: [team]
        prizes:
          stars: {label: 销售之星, on: sales, places: [500, 300, 300], ties: share}
        salary:
          lines:
            base: base_salary
            prize: {formula: stars, tag: prize}
        examples:
          - name: second of four
            given: {base_salary: 3000, sales: 900}
            colleagues: [{sales: 1000}, {sales: 800}, {sales: 700}]
            expect: {total: 3300.00}
          - name: two first ones share 500 and 300      # 800 ÷ 2
            given: {base_salary: 3000, sales: 1000}
            colleagues: [{sales: 1000}, {sales: 800}, {sales: 700}]
            expect: {total: 3400.00}
          - name: the fourth of four gets nothing
            given: {base_salary: 3000, sales: 700}
            colleagues: [{sales: 1000}, {sales: 900}, {sales: 800}]
            expect: {total: 3000.00}
        """),
    ("P5",),
)
RULES: Final = (PRIZES_RISE, PRIZE_NOT_PAYABLE)


@frozen
class Prizes:
    """One set of prizes as its author wrote it. `share` says that people who are level split what they fill."""

    name: str
    span: Span
    label: str
    on: Formula
    places: tuple[Formula, ...]
    share: bool
    among: Name | None
    requires: tuple[Formula, ...]
    construct: str = "prizes"

    def mentions(self) -> Iterable[Name]:
        """The names of its formulas, and of those who take part."""
        yield from names_in(self.on, *self.places, *self.requires)
        if self.among is not None:
            yield self.among

    def define(self, scope: Scope) -> Entity | None:
        """Add the place and the prize."""
        origin = Origin(self.construct, self.span, self.on.text)
        found = members(scope, self.name, origin, self.among)
        by = ranked(scope, self.name, self.on)
        amounts = self._amounts(scope)
        gates = [elaborate_as(scope, f, FLAG, A_GATE) for f in self.requires]
        met = tuple(g for g in gates if g is not None)
        if found is None or by is None or amounts is None or len(met) < len(gates):
            return Entity(scope.unsound(MONEY, self.span))
        on, better = by
        place = found.place(on.node, better)
        level = found.level(on.node, better, place) if self.share else None
        prize = _by_place(place, amounts) if level is None else self._shared(found, place, level, amounts)
        asked = (Condition("requires", g, f.text, self.name) for g, f in zip(met, self.requires, strict=True))
        origin = origin.noting(Standing(on.node, place, None, level), *asked)
        if met:
            prize = Choose(Logic("and", met), prize, ZERO)
        node = found.paid(prize)
        return Entity(scope.add(self.name, self.label, MONEY, node, "award", origin)) if node is not None else None

    def _shared(self, found: Members, place: Node, level: Node, amounts: tuple[Fraction, ...]) -> Node:
        """An equal part of the prizes from one's place up to the last that people level with one fill."""
        end = Sum((place, level))
        filled = (
            Choose(Logic("and", (Compare(place, "≤", Const(at)), Compare(end, ">", Const(at)))), Const(amount), ZERO)
            for at, amount in ((Fraction(at), amount) for at, amount in enumerate(amounts, 1))
        )
        prizes = found.value("filled", MONEY, Sum(tuple(filled)))
        whole = found.value("whole_cents", MONEY, found.floor(prizes, level))
        left = Sum((prizes, Product((MINUS_ONE, whole, level))))
        nth = Sum((found.order(place), Product((MINUS_ONE, place)), Const(Fraction(1))))
        return Sum((whole, found.extra_cent(nth, left)))

    def _amounts(self, scope: Scope) -> tuple[Fraction, ...] | None:
        """The prizes; None where one is faulty (reported)."""
        found = [fixed(scope, f, MONEY, Text("奖金", "a prize")) for f in self.places]
        amounts = tuple(a for a in found if a is not None)
        if len(amounts) < len(found):
            return None
        wrong = [self._unpayable(scope, f, a) for f, a in zip(self.places, amounts, strict=True)]
        return None if any(wrong) or self._rises(scope, amounts) else amounts

    def _unpayable(self, scope: Scope, formula: Formula, amount: Fraction) -> bool:
        whole = (amount * 10**scope.currency_decimals).denominator == 1
        if amount >= 0 and whole:
            return False
        problem = Text("小于一分的零头", "it has parts of a cent") if not whole else Text("是负数", "it is below zero")
        help_text = Text("写到分为止的金额", "write an amount in whole cents, 0 or more")
        shown = plain(amount)
        scope.desk.report(PRIZE_NOT_PAYABLE.at(formula.span, help=help_text, amount=shown, problem=problem))
        return True

    def _rises(self, scope: Scope, amounts: tuple[Fraction, ...]) -> bool:
        for place, (earlier, later) in enumerate(pairwise(amounts), 2):
            if later > earlier:
                help_text = Text("从第一名写起", "write the first place first")
                span = self.places[place - 1].span
                finding = PRIZES_RISE.at(span, help=help_text, place=place, later=plain(later), earlier=plain(earlier))
                scope.desk.report(finding)
                return True
        return False


def _by_place(place: Node, amounts: tuple[Fraction, ...]) -> Node:
    node: Node = ZERO
    for at, amount in reversed(list(enumerate(amounts, 1))):
        node = Choose(Compare(place, "≤", Const(Fraction(at))), Const(amount), node)
    return node


def read(entry: Entry, desk: Desk) -> Prizes | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    if reader is None:
        return None
    before = len(desk.findings)
    on, places, requires = reader.formula("on"), reader.formulas("places"), reader.formulas("requires")
    among, ties = reader.scalar("among"), reader.words("ties")
    if on is None or not places or not ties or len(desk.findings) > before:
        return None
    label = reader.words("label", entry.name)
    who = dotted(among) if among is not None else None
    return Prizes(entry.name, entry.key.span, label, on, places, ties == "share", who, requires)
