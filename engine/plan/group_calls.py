"""Group functions as core operations: each becomes a value of its own, over everybody, some, or the others."""

from __future__ import annotations

from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import COUNT, NUMBER, PERCENT, Kind
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, pay
from engine.diagnostics.model import Edit, Fix, Rule, replace_with
from engine.diagnostics.suggest import nearest_help, slip
from engine.formula.show import to_text
from engine.formula.tree import Call, Expression, Name
from engine.plan.elaborate import Work, divide, numbers
from engine.plan.fitting import BRANCHED, adapt, meet, sure_percent
from engine.plan.model import Peers, Typed
from engine.program import (
    MINUS_ONE,
    NOTHING,
    ONE,
    Choose,
    Const,
    Group,
    GroupFunction,
    Logic,
    Node,
    Origin,
    Product,
    Ref,
)

GROUP_NOT_DECLARED: Final = Rule(
    code="KPI423",
    name="group-not-declared",
    headline=Text("用了 {function}，但方案没有写 group_by", "`{function}` is used, but the plan declares no group_by"),
    what=Text("组内函数要知道谁和谁是一组。", "A group function needs to know who belongs together."),
    why=Text(
        "不声明分组，全公司就成了一组，平均值就变了。", "Without it everybody would be one group, with another mean."
    ),
    bad=pay("if(sales > group_mean(sales), 100, 0)"),
    good="group_by: [team]\n" + pay("if(sales > group_mean(sales), 100, 0)"),
)
_STAFFED: Final = fragment("""
    group_by: [team]
    peers:
      staffed: {among: sales > 0, if_small: 0}
    """)
NOT_PEERS: Final = Rule(
    code="KPI472",
    name="not-peers",
    headline=Text("“{words}”不是同组范围", "`{words}` does not say who of the group counts"),
    what=Text(
        "组内函数的第二个参数写 peers 里的一个范围，或 others（他人）。",
        "The second argument of a group function is a name of `peers`, or `others`.",
    ),
    why=Text("谁算在内，平均值就不同。", "Who is counted decides what the mean is."),
    bad=_STAFFED + pay("group_mean(sales, base_salary) × 1%"),
    good=_STAFFED + pay("group_mean(sales, staffed) × 1%"),
)
NOT_WITHOUT_ONESELF: Final = Rule(
    code="KPI473",
    name="not-without-oneself",
    headline=Text("{function} 离不开自己，不能写 others", "`{function}` is about oneself: it has no `others`"),
    what=Text(
        "others（他人）只用于平均、合计、人数、占比、最小和最大。",
        "`others` goes with mean, sum, count, share, min and max.",
    ),
    why=Text(
        "名次和百分位就是自己在全组里的位置，去掉自己就没有位置了。",
        "A rank or a percentile is one's own place in the group; without oneself there is no place.",
    ),
    bad="group_by: [team]\n" + pay("if(group_rank(sales, others) = 1, 100, 0)"),
    good="group_by: [team]\n" + pay("if(group_rank(sales) = 1, 100, 0)"),
)
RULES: Final = (GROUP_NOT_DECLARED, NOT_PEERS, NOT_WITHOUT_ONESELF)

_KINDS: Final[dict[str, Kind]] = {"count": COUNT, "rank": COUNT, "percentile": PERCENT}
_OF_OTHERS: Final = ("mean", "sum", "count", "share", "min", "max")
_OTHERS: Final = ("others", "他人")


@frozen
class Who:
    """Whose values a statistic looks at: those of `peers` (None: everybody), with or without oneself."""

    peers: Peers | None = None
    others: bool = False

    @property
    def among(self) -> Ref | None:
        """The flag of those that count."""
        return self.peers.flag if self.peers is not None else None


EVERYBODY: Final = Who()


def group_call(work: Work, tree: Call) -> Typed | None:
    """Elaborate the call of a group function with as many arguments as it takes."""
    if not work.scope.grouped:
        work.scope.desk.report(
            GROUP_NOT_DECLARED.at(
                tree.name_span,
                function=tree.function,
                help=Text("在方案开头写 `group_by: [team]`", "write `group_by: [team]` at the top"),
            )
        )
        return None
    function = tree.function.removeprefix("group_")
    operands, rest = (tree.arguments[:1], tree.arguments[1:]) if function != "count" else ((), tree.arguments)
    who = _who(work, tree, rest[0]) if rest else EVERYBODY
    operand = _operand(work, tree, operands[0]) if operands else None
    if who is None or (operands and operand is None):
        return None
    if operand is None:
        return statistic(work, tree, "count", None, who)
    return _of_operand(work, tree, function, operand, who)


def _of_operand(work: Work, tree: Call, function: str, operand: Typed, who: Who) -> Typed | None:
    match function:
        case "share":
            total = _divisor(statistic(work, tree, "sum", operand, who), who)
            share = Typed(divide(work, operand, total, tree.span), PERCENT, tree.span)
            return _if_small(work, tree, share, who, own=True)
        case "mean" if who.others:
            total, people = statistic(work, tree, "sum", operand, who), statistic(work, tree, "count", None, who)
            return Typed(divide(work, total, people, tree.span), operand.kind, tree.span)
        case "rank" if lower_is_better(work, tree.arguments[0]):
            negative = Typed(Product((MINUS_ONE, operand.node)), operand.kind, operand.span)
            operand = work.scope.shared(negative, f"-{to_text(tree.arguments[0])}")
    known: GroupFunction = function  # type: ignore[assignment]  # from the closed table
    found = statistic(work, tree, known, operand, who)
    return _if_small(work, tree, found, who, own=function in ("rank", "percentile"))


def _who(work: Work, tree: Call, argument: Expression) -> Who | None:
    """Who counts; None where that is faulty (reported)."""
    name = argument.name if isinstance(argument, Name) else ""
    if name in _OTHERS:
        return _others(work, tree, argument)
    entity = work.scope.entities.get(name)
    if entity is not None and entity.peers is not None:
        return Who(entity.peers)
    if entity is not None or name not in work.scope.definitions:
        known = [*(n for n, e in work.scope.entities.items() if e is not None and e.peers is not None), _OTHERS[0]]
        words = to_text(argument)
        help_text = nearest_help(name, known) if name else name_them(words)
        near = slip(name, known) if name and argument.span.text == name else None
        fix = replace_with(argument.span, near) if near is not None else None
        work.scope.desk.report(NOT_PEERS.at(argument.span, help=help_text, fix=fix, words=words))
    return None


def name_them(condition: str) -> Text:
    """What to do where a condition stands in place of the name of those it holds of."""
    written = f"`counted: {{among: {condition}, if_small: 0}}`"
    return Text(
        f"在 peers 里起个名称：{written}，这里写 counted", f"name them under peers: {written}, and write counted here"
    )


def _others(work: Work, tree: Call, argument: Expression) -> Who | None:
    if tree.function.removeprefix("group_") in _OF_OTHERS:
        return Who(others=True)
    usage = f"`{tree.function}({to_text(tree.arguments[0])})`"
    help_text = Text(f"写 {usage}", f"write {usage}")
    before, source = tree.arguments[0].span.end, argument.span.source
    alone = source.text[before : argument.span.start].strip() == ","
    title = Text(f"删去 {argument.span.text}", f"leave out {argument.span.text}")
    fix = Fix(title, (Edit(Span(source, before, argument.span.end), ""),)) if alone else None
    work.scope.desk.report(NOT_WITHOUT_ONESELF.at(argument.span, help=help_text, fix=fix, function=tree.function))
    return None


def lower_is_better(work: Work, tree: Expression) -> bool:
    """Whether the ranked value says so itself: then the smallest is the first."""
    entity = work.scope.entities.get(tree.name) if isinstance(tree, Name) else None
    return entity is not None and entity.better == "lower"


def statistic(work: Work, tree: Call, function: GroupFunction, operand: Typed | None, who: Who) -> Typed:
    """A group statistic as a value of its own, made once however often it is written."""
    arguments = [to_text(a) for a in (tree.arguments if operand is not None else tree.arguments[1:])]
    if tree.function == "group_count":
        arguments = [to_text(a) for a in tree.arguments]
    name = f"group_{function}({', '.join(arguments)})"
    kind = _KINDS.get(function) or (operand.kind if operand else NUMBER)
    if name not in work.scope.by_name:
        ref = operand.node if operand else None
        if not isinstance(ref, Ref | None):
            return work.scope.unsound(kind, tree.span)  # the operand has a fault, which has been reported
        node = Group(function, ref, tree.span, who.among, who.others)
        work.scope.add(name, name, kind, node, "group", Origin("group", tree.span, name))
    return Typed(Ref(name), kind, tree.span)


def _divisor(total: Typed, who: Who) -> Typed:
    """The sum that a share is of; 1 where there is no share, so that what is said of a zero sum does not hold there."""
    if who.peers is None:
        return total
    shared = Logic("and", (who.peers.flag, who.peers.enough))
    return Typed(Choose(shared, total.node, ONE), total.kind, total.span)


def _if_small(work: Work, tree: Call, found: Typed, who: Who, *, own: bool) -> Typed | None:
    """The statistic, and what holds where too few count; `own` ones are of those that count only."""
    if who.peers is None:
        return found
    small = who.peers.if_small
    kind: Kind | None = found.kind
    instead: Node = NOTHING
    if small is not None:
        kind = meet(work.scope, found, small, BRANCHED)
        if kind is None or not sure_percent(work.scope, small, kind):
            return None
        instead = adapt(small, kind)
    assert kind is not None
    node: Node = Choose(who.peers.enough, found.node, instead, tree.span)
    if own:
        node = Choose(who.peers.flag, node, NOTHING, tree.span)
    return Typed(node, kind, tree.span)


def _operand(work: Work, tree: Call, argument: Expression) -> Typed | None:
    parts = numbers(Work(work.scope), (argument,))  # a division in a group's operand is not guarded by the caller
    if parts is None:
        return None
    typed = parts[0]
    if isinstance(typed.node, Const):  # a group statistic is always of a named value
        return work.scope.add(to_text(tree), to_text(tree), typed.kind, typed.node, "part", Origin("part", typed.span))
    return work.scope.shared(typed, to_text(argument))
