"""Comparisons: numbers in one unit, choices by their options, flags for equality; chains become conjunctions."""

from __future__ import annotations

from typing import Final

from engine.base.quantities import BARE, FLAG, PERCENT, Choice, Flag, Kind, Quantity, Words
from engine.base.text import Text
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import NO_TEXT, Rule, replace_with
from engine.diagnostics.suggest import nearest_help, slip
from engine.formula.tree import Comparison, Expression, Name
from engine.plan.elaborate import Work, expression
from engine.plan.fitting import COMPARED, adapt, meet, sure_percent
from engine.plan.model import Typed
from engine.program import Compare, Const, Logic

UNKNOWN_CHOICE_OPTION: Final = Rule(
    code="KPI421",
    name="unknown-choice-option",
    headline=Text("“{choice}”没有“{option}”这个选项", "`{choice}` has no option `{option}`"),
    what=Text("选项或档位写了一个不存在的名称。", "A choice or tier is compared with an option that it does not have."),
    why=Text("这个条件永远不会成立。", "The condition could never hold."),
    bad=inputs("role: {type: choice, options: [presales, aftersales]}") + pay("if(role = presale, 100, 0)"),
    good=inputs("role: {type: choice, options: [presales, aftersales]}") + pay("if(role = presales, 100, 0)"),
)
UNORDERED_COMPARISON: Final = Rule(
    code="KPI422",
    name="unordered-comparison",
    headline=Text("“{words}”没有高低之分，只能用 = 或 ≠ 比较", "`{words}` has no order: only = and ≠ can compare it"),
    what=Text("对没有顺序的选项或是/否用了大小比较。", "A choice without an order, or a flag, is compared by size."),
    why=Text("没有声明顺序，就说不出谁高谁低。", "Without a declared order nothing is higher or lower."),
    bad=inputs("role: {type: choice, options: [a, b]}") + pay("if(role >= b, 100, 0)"),
    good=inputs("role: {type: choice, options: [a, b], ordered: true}") + pay("if(role >= b, 100, 0)"),
)
RULES: Final = (UNKNOWN_CHOICE_OPTION, UNORDERED_COMPARISON)


def comparison(work: Work, tree: Comparison) -> Typed | None:
    """A chain of comparisons as one flag."""
    parts = operands(work, tree.operands)
    parts[1:-1] = [o and work.scope.shared(o, o.words) for o in parts[1:-1]]  # each is compared on both sides
    pairs = []
    for left, relation, right in zip(parts, tree.relations, parts[1:], strict=False):
        pairs.append(pair(work, left, relation, right) if left is not None and right is not None else None)
    found = tuple(p for p in pairs if p is not None)
    if len(found) < len(pairs):
        return None
    node = found[0] if len(found) == 1 else Logic("and", found, tree.span)
    return Typed(node, FLAG, tree.span)


def operands(work: Work, trees: tuple[Expression, ...]) -> list[Typed | None]:
    """Elaborate the operands; a name beside a choice may be one of its options."""
    options = [_maybe_option(work, t) for t in trees]
    found = [None if option else expression(work, t) for t, option in zip(trees, options, strict=True)]
    if any(typed is None and not option for typed, option in zip(found, options, strict=True)):
        return found  # what is beside a faulty operand may well be an option of it
    choice = next((t for t in found if t is not None and isinstance(t.kind, Choice)), None)
    return [_option(work, choice, t) if option else f for t, f, option in zip(trees, found, options, strict=True)]


def _maybe_option(work: Work, tree: Expression) -> bool:
    return isinstance(tree, Name) and tree.column is None and not work.scope.knows(tree.name)


def _option(work: Work, choice: Typed | None, tree: Expression) -> Typed | None:
    assert isinstance(tree, Name)
    if choice is None:
        return expression(work, tree)
    assert isinstance(choice.kind, Choice)
    if tree.name in choice.kind.options:
        return Typed(Const(choice.kind.options.index(tree.name)), choice.kind, tree.span)
    help_text = NO_TEXT if work.scope.desk.crowded else nearest_help(tree.name, choice.kind.options)
    near = None if work.scope.desk.crowded else slip(tree.name, choice.kind.options)
    fix = replace_with(tree.span, near) if near is not None and tree.span.text == tree.name else None
    work.scope.desk.report(
        UNKNOWN_CHOICE_OPTION.at(tree.span, help=help_text, fix=fix, choice=choice.words, option=tree.name)
    )
    return None


def pair(work: Work, left: Typed, relation: str, right: Typed) -> Compare | None:
    """One comparison; None where the two cannot be compared so (reported)."""
    kind = meet(work.scope, left, right, COMPARED)
    if kind is None or not _orderable(work, left, kind, relation):
        return None
    other = right if left.kind == BARE else left
    if isinstance(kind, Quantity) and kind == PERCENT and other.kind == PERCENT:
        bare = left if left.kind == BARE else right
        if not sure_percent(work.scope, bare, PERCENT):
            return None
    span = left.span.to(right.span)
    return Compare(adapt(left, kind), relation, adapt(right, kind), span)  # type: ignore[arg-type]  # a Relation


def _orderable(work: Work, left: Typed, kind: Kind, relation: str) -> bool:
    ordered = isinstance(kind, Quantity) or (isinstance(kind, Choice) and kind.ordered)
    date = isinstance(kind, Words) and kind.type == "date"
    if ordered or date or relation in ("=", "≠"):
        return True
    assert isinstance(kind, Flag | Choice | Words)
    work.scope.desk.report(UNORDERED_COMPARISON.at(left.span, help=_order_help(left), words=left.words))
    return False


def _order_help(left: Typed) -> Text:
    if isinstance(left.kind, Flag):
        return Text(f"写 `{left.words}` 或 `not {left.words}`", f"write `{left.words}` or `not {left.words}`")
    if isinstance(left.kind, Choice):
        return Text(
            "在这个输入上写 `ordered: true`，选项由低到高", "write `ordered: true` at the input, lowest option first"
        )
    return NO_TEXT
