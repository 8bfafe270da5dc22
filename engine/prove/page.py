"""A proof as text for the terminal: verdicts, the two payslips of whoever breaks a promise, and the ranges of pay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from engine.base.quantities import Kind, Quantity
from engine.base.showing import for_reading, thousands
from engine.base.text import Language, Text, same
from engine.diagnostics.width import columns, padded, visible, wrapped
from engine.program import Missing, Program, Scalar
from engine.prove.budget import Budget, percent
from engine.prove.report import Proof, amount, bound_said, idle_said, label_of, values_by_name, witness_said
from engine.prove.spans import Edge
from engine.prove.verdict import Paid, Verdict

_STATUS: Final = {
    "proved": Text("成立", "proved"),
    "refuted": Text("不成立", "refuted"),
    "undecided": Text("没有判定", "not decided"),
}
_GAP: Final = 2
_HEAD: Final = Text(
    "{title}：承诺 {n} 条，成立 {proved}，不成立 {refuted}，没有判定 {undecided}",
    "{title}: {n:guarantee|guarantees}, {proved} proved, {refuted} refuted, {undecided} not decided",
)
_NOTHING: Final = Text("注意，它没有说到任何人：{reason}", "note that it speaks of nobody: {reason}")
_EVERYONE: Final = Text("对声明范围内的任何输入", "for every input within the declared ranges")
_ADVICE: Final = Text("方案没有承诺、但每个方案都应当做到的", "not promised by the plan, but every plan should keep it")
_RANGES: Final = Text("每人工资的范围（按声明的输入）", "what one person can cost, on the declared inputs")
_LEAST: Final = Text("最低", "least")
_MOST: Final = Text("最高", "most")
_NO_LIMIT: Final = Text("不限", "no limit")
_HERE: Final = Text("现在", "here")
_THERE: Final = Text("升一步", "a step up")
_AMOUNT: Final = Text("金额", "amount")
_ALONE: Final = Text("同组另有 {n} 人", "with {n} more in the group")


def page(proof: Proof, language: Language, width: int) -> str:
    """The text of a proof at a width in columns."""
    counts = {s: sum(v.status == s for v in proof.verdicts) for s in _STATUS}
    head = _HEAD.format(title=visible(proof.program.title), n=len(proof.verdicts), **counts).to(language)
    lines = [*wrapped(head, width)]
    for verdict in proof.verdicts:
        lines += ["", *_verdict(proof.program, verdict, same(verdict.promise.words), language, width)]
    told = [(usual.said, v) for usual, v in proof.advised()]
    if told:
        lines += ["", *wrapped(_ADVICE.to(language), width)]
        for said, verdict in told:
            lines += ["", *_verdict(proof.program, verdict, said, language, width)]
    for advice in proof.advice():
        lines += ["", *wrapped(f"{advice.code} {advice.message.to(language)}", width)]
    if proof.ranges:
        lines += ["", *wrapped(_RANGES.to(language), width), *_ranges(proof, language)]
    if proof.budget is not None:
        lines += ["", *_budget(proof.budget, proof.program, language, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _verdict(program: Program, verdict: Verdict, said: Text, language: Language, width: int) -> Iterator[str]:
    room = max(columns(text.to(language)) for text in _STATUS.values()) + _GAP
    status = padded(_STATUS[verdict.status].to(language), room)
    yield from wrapped(visible(said.to(language)), width, status, " " * room)
    if verdict.status == "undecided":
        yield from wrapped(bound_said(verdict).to(language), width, " " * room, " " * room)
    if verdict.idle is not None:
        told = _NOTHING.format(reason=idle_said(verdict.idle))
        yield from wrapped(visible(told.to(language)), width, " " * room, " " * room)
    if verdict.status == "refuted":
        yield from wrapped(_sizes(program, verdict).to(language), width, " " * room, " " * room)
        yield from _slips(program, verdict, language, room, width)


def _sizes(program: Program, verdict: Verdict) -> Text:
    said = witness_said(program, verdict)
    if verdict.kind is None or verdict.size is None or not isinstance(verdict.kind, Quantity):
        return said
    size = amount(verdict.size, verdict.kind)
    if verdict.exact:
        more = Text("差 {size}，没有更大的", "off by {size}, and nobody by more")
    elif verdict.at_most is None:
        more = Text("差 {size}，这是找到的最大的", "off by {size}, the most that was found")
    else:
        more = Text("差 {size}，最多不超过 {most}", "off by {size}, and by no more than {most}")
    most = amount(verdict.at_most, verdict.kind) if verdict.at_most is not None else size
    told = more.format(size=size, most=most)
    return Text("{said}；{told}", "{said}; {told}").format(said=said, told=told)


def _slips(program: Program, verdict: Verdict, language: Language, indent: int, width: int) -> Iterator[str]:
    """The person's figures and lines; beside them the same person a step further."""
    witness = verdict.witness
    assert witness is not None
    slips = [witness.here] if witness.there is None else [witness.here, witness.there]
    heads = [_AMOUNT] if witness.there is None else [_HERE, _THERE]
    rows: list[list[str]] = [["", *(head.to(language) for head in heads)]]
    kinds = values_by_name(program)
    for spec in program.inputs:
        if spec.name in witness.here.team[0]:
            rows.append([spec.label, *_cells(spec.name, slips, spec.kind, language, given=True)])
    if verdict.subject not in {line.value for line in program.lines} | {program.total}:
        subject = kinds[verdict.subject]
        rows.append([label_of(subject).to(language), *_cells(subject.name, slips, subject.kind, language)])
    rows += [[line.label, *_cells(line.value, slips, kinds[line.value].kind, language)] for line in program.lines]
    total = kinds[program.total]
    rows.append([label_of(total).to(language), *_cells(total.name, slips, total.kind, language)])
    yield from _table(rows, indent, width)
    others = len(witness.here.team) - 1
    if others:
        yield " " * indent + _ALONE.format(n=others).to(language)


def _cells(name: str, slips: Sequence[Paid], kind: Kind, language: Language, *, given: bool = False) -> list[str]:
    return [_cell(slip.team[0][name] if given else slip.values[name], kind).to(language) for slip in slips]


def _cell(found: Scalar, kind: Kind) -> Text:
    return Text("不适用", "not applicable") if isinstance(found, Missing) else for_reading(found, kind)


def _budget(budget: Budget, program: Program, language: Language, width: int) -> Iterator[str]:
    head = _COST.format(people=budget.people, total=thousands(str(budget.total)), currency=program.currency)
    yield from wrapped(head.to(language), width)
    if budget.unpaid:
        yield from wrapped(_UNPAID.format(n=budget.unpaid).to(language), width)
    shares = [budget.share(line.tag) for line in budget.lines]
    rows = [["", _AMOUNT.to(language), _TAG.to(language), _SHARE.to(language)]]
    rows += [
        [line.label, thousands(str(line.amount)), line.tag, percent(share)]
        for line, share in zip(budget.lines, shares, strict=True)
    ]
    yield from _table(rows, _GAP, width)
    if budget.nearest:
        yield ""
        yield from wrapped(_NEAREST.to(language), width)
    for near in budget.nearest:
        gap = for_reading(abs(near.gap), near.kind)
        told = _MISSES.format(person=near.person, on=near.on, gap=gap, tier=near.tier, now=near.now, next=near.next)
        yield from wrapped(visible(told.to(language)), width, " " * _GAP, " " * 2 * _GAP)


_COST: Final = Text(
    "按给出的数据，{people} 人共 {total} {currency}",
    "on the data given, {people:person costs|people cost} {total} {currency}",
)
_UNPAID: Final = Text(
    "另有 {n} 人没有算出工资（见 kpiplan evaluate）", "{n:more is|more are} not paid (see kpiplan evaluate)"
)
_TAG: Final = Text("类别", "tag")
_SHARE: Final = Text("类别占比", "tag's share")
_NEAREST: Final = Text("离下一档最近的人", "nearest to a next tier")
_MISSES: Final = Text(
    "{person}：{on}还差 {gap}，{tier}从{now}到{next}", "{person}: {on} {gap} short, {tier} {now} to {next}"
)


def _ranges(proof: Proof, language: Language) -> Iterator[str]:
    rows = [["", _LEAST.to(language), _MOST.to(language)]]
    for found in proof.ranges:
        kind = found.value.kind
        rows.append(
            [label_of(found.value).to(language), *(_edge(e, kind, language) for e in (found.least, found.most))]
        )
    yield from _table(rows, _GAP, 10_000)


def _edge(edge: Edge, kind: Kind, language: Language) -> str:
    """A bound that somebody reaches as it is; else at most so much, and how far somebody gets."""
    if edge.bound is None:
        return _NO_LIMIT.to(language)
    shown = for_reading(edge.bound, kind).to(language)
    if edge.exact:
        return shown
    if edge.reached is None:
        return f"({shown})"
    return f"({shown}) {for_reading(edge.reached, kind).to(language)}"


def _table(rows: Sequence[Sequence[str]], indent: int, width: int) -> Iterator[str]:
    names = min(max(columns(row[0]) for row in rows), max(width // 2, 20))
    cells = max(columns(cell) for row in rows for cell in row[1:])
    indent = max(0, min(indent, width - names - (_GAP + cells) * (len(rows[0]) - 1)))  # a narrow screen has no margin
    for row in rows:
        name = visible(row[0])
        yield " " * indent + padded(name, names) + "".join(" " * _GAP + padded(c, cells, right=True) for c in row[1:])
