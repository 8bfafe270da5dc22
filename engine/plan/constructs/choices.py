"""The options of a choice: a list, or the points that each gives where somebody rates by hand (S1-1, P4)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import BARE, FLAG, POINTS, Choice, Words, describe
from engine.base.text import Text
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Rule
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name, Number
from engine.notes import Column
from engine.plan.fitting import WRONG_KIND
from engine.plan.model import Typed
from engine.plan.reading import Reader, dotted
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, NAME, TRUE_FALSE, Either, Field, Items, Named
from engine.plan.showcase import Showcase
from engine.program import Check, Const, IsMissing, Logic, Origin, Pick

FIELDS: Final = (
    Field(
        "options",
        "可选项",
        Either((Items(NAME), Named(FORMULA))),
        Text(
            "choice 的选项，由低到高；或写出每个选项几分：`{优秀: 100, 良好: 80}`",
            "the options of a choice, lowest first; or what each is worth in points: `{good: 100, fair: 80}`",
        ),
    ),
    Field("ordered", "有序", TRUE_FALSE, Text("选项有高低之分", "the options have an order")),
    Field(
        "rater",
        "评分人",
        NAME,
        Text("写评分人的文字列；有评分就不能空着", "the text input that says who rated, needed with a rating"),
    ),
)  # fmt: skip
BAD_OPTIONS: Final = Rule(
    code="KPI427",
    name="bad-options",
    headline=Text("“{name}”{problem}", "`{name}` {problem}"),
    what=Text(
        "choice 要有至少两个不同的 options，其他类型不能有。",
        "A choice has two or more different options; other types have none.",
    ),
    why=Text("没有选项就无法检查数据。", "Without options no cell could be checked."),
    bad=inputs("role: {type: choice}") + pay("if(role = senior, 100, 0)"),
    good=inputs("role: {type: choice, options: [junior, senior]}") + pay("if(role = senior, 100, 0)"),
)
SHOWCASE: Final = Showcase(
    "rating",
    Text("主管评分", "Ratings by hand"),
    Text(
        "主管按等第评分，每个等第值几分写在 `options` 里，得分写作 `attitude.points`；等第的高低按分数排。"
        "`rater` 指明哪一列写着评分人：有评分而没有评分人的一行不发工资。",
        "A supervisor rates in words, and `options` says what each word is worth: the score is `attitude.points`, and "
        "the words are ordered by their points. `rater` names the column that says who rated: a row with a rating and "
        "nobody's name is not paid.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          attitude: {type: choice, label: 服务态度, options: {优秀: 100, 良好: 80, 合格: 70, 差: 50}, rater: manager}
          manager: {type: text, label: 评分人, optional: true}
        salary:
          lines:
            base: base_salary
            bonus: 500 元 × (attitude.points ÷ 100 points)
        examples:
          - name: good                       # 500 × 80%
            given: {base_salary: 3000, attitude: 良好, manager: 王主管}
            expect: {attitude.points: 80, total: 3400.00}
          - name: excellent
            given: {base_salary: 3000, attitude: 优秀, manager: 王主管}
            expect: {attitude.points: 100, total: 3500.00}
        """),
    ("S1-1", "P4"),
)  # fmt: skip
RULES: Final = (BAD_OPTIONS,)

_MIN_OPTIONS: Final = 2
_RATER: Final = Text("评分人", "a rater")
_A_TEXT: Final = Text("文字（type: text）", "a text (type: text)")


@frozen
class Rating:
    """What a choice gives beside its option: the points of each, in the order of the options, and who says so."""

    points: tuple[Fraction, ...]
    rater: Name | None

    def mentions(self) -> Iterable[Name]:
        """The column of the rater."""
        return (self.rater,) if self.rater else ()

    def add(self, scope: Scope, name: str, label: str, rating: Typed) -> dict[str, Typed]:
        """Add the points as a column, and the check that somebody is named as the rater."""
        origin = Origin("inputs", rating.span)
        if self.rater is not None:
            self._check(scope, self.rater, name, label, rating)
        if not self.points:
            return {}
        pick = Pick(rating.node, tuple(Const(p) for p in self.points))
        origin = origin.noting(Column(name, "points"))
        points = scope.add(f"{name}.points", f"{label} points", POINTS, pick, "column", origin)
        return {"points": points, "分数": points}

    def _check(self, scope: Scope, rater: Name, name: str, label: str, rating: Typed) -> None:
        who = scope.resolve(rater)
        if who is None:
            return
        if who.kind != Words():
            found = describe(who.kind)
            scope.desk.report(WRONG_KIND.at(rater.span, what=_RATER, wanted=_A_TEXT, words=who.words, kind=found))
            return
        if not scope.may_be_missing(who.node):
            return
        empty = rater.words
        said = Text(f"有“{label}”的评分，“{empty}”却空着", f"there is a rating of `{label}`, but `{empty}` is empty")
        named = Logic("or", (IsMissing(rating.node), Logic("not", (IsMissing(who.node),))))
        flag = scope.add(f"{name}.rated", label, FLAG, named, "check", Origin("inputs", rater.span))
        if not scope.is_unsound(flag):
            scope.checks.append(Check(name, f"{name}.rated", "error", said, ()))


def read_options(entry: Entry, reader: Reader) -> tuple[Choice, Rating] | None:
    """The choice of an input's options, and what it gives; None where they are faulty (reported)."""
    entries = reader.entries("options")
    options = tuple(n.text for n in reader.texts("options")) or tuple(e.name for e in entries)
    found = [(e.name, _points(reader.desk.formula(e.value))) for e in entries]
    problem = _problem(options, dict(found))
    if problem is not None:
        report(entry, reader, *problem)
        return None
    rater = reader.scalar("rater")
    by_points = sorted(((p, name) for name, p in found if p is not None), key=lambda pair: pair[0])
    options = tuple(name for _, name in by_points) or options
    ordered = reader.flag("ordered") or (bool(by_points) and len({p for p, _ in by_points}) == len(by_points))
    return Choice(options, ordered), Rating(tuple(p for p, _ in by_points), dotted(rater) if rater else None)


def report(entry: Entry, reader: Reader, problem: Text, help_text: Text) -> None:
    """Report what is wrong with an input's options, at the options where there are some."""
    node = reader.node.get("options")
    place = node.span if node is not None else entry.key.span
    reader.desk.report(BAD_OPTIONS.at(place, help=help_text, name=entry.name, problem=problem))


def _points(formula: Formula | None) -> Fraction | None:
    root = formula.root if formula else None
    return root.value if isinstance(root, Number) and root.quantity in (BARE, POINTS) else None


def _problem(options: tuple[str, ...], points: dict[str, Fraction | None]) -> tuple[Text, Text] | None:
    """What is wrong with the options of a choice, and what to do about it."""
    if len(options) < _MIN_OPTIONS:
        return Text("是 choice，要有至少两个选项", "is a choice and needs at least two options"), Text(
            "加上 `options: [a, b]`", "add `options: [a, b]`"
        )
    if len(set(options)) < len(options):
        return Text("的选项有重复", "has the same option twice"), Text("每个选项只写一次", "write each option once")
    wrong = next((name for name, value in points.items() if value is None), None)
    if wrong is not None:
        return Text(f"的“{wrong}”要写几分", f"has to say how many points `{wrong}` is worth"), Text(
            f"写一个不带单位的数，如 `{wrong}: 80`", f"write a number without a unit, such as `{wrong}: 80`"
        )
    return None
