"""What `kpiplan test --mutate` prints: who notices how many slips, and each that nobody does, with a person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from engine.base.source import SourceFile
from engine.base.text import Language, Text, same
from engine.diagnostics.width import columns, visible, wrapped
from engine.examine.differ import Payment
from engine.examine.literals import literal
from engine.examine.mutate import Judged, Verdict
from engine.examine.suggest import written
from engine.examine.writing import given
from engine.plan.lower import Lowered
from engine.program import Missing, Program

VERDICTS: Final[dict[Verdict, Text]] = {
    "example": Text("有样例算得不对", "an example comes out wrong"),
    "check": Text("检查报告问题", "the check finds something"),
    "guarantee": Text("有保证不再成立", "a guarantee no longer holds"),
    "same": Text("证明和原来的方案一样，不算", "proved to be the same plan, which does not count"),
    "unnoticed": Text("没有人发现，而且有人的工资会变", "nobody notices, and somebody is paid differently"),
    "undecided": Text("没有人发现，工资会不会变没有判定", "nobody notices; not decided whether pay changes"),
}
_HEAD: Final = Text("{plan}：试了 {number} 处小改动", "{plan}: {number:small change|small changes} tried")
_LEFT_OUT: Final = Text("（共有 {all} 处，--limit 可以多试）", "(of {all}; --limit tries more)")
_LEFT: Final[dict[Verdict, Text]] = {
    "unnoticed": Text(
        "没有样例发现的改动，和工资因此不同的人：", "changes that nobody notices, and whose pay differs:"
    ),
    "undecided": Text("没有判定的改动：", "changes that were not decided:"),
}
_PAYMENT: Final = Text("{name}：{first} 变成 {second}", "{name}: {first} becomes {second}")
_TOTAL: Final = Text("合计", "total")
_REFUSED: Final = Text("拒绝", "refused")


def render_mutants(plan: str, lowered: Lowered, judged: Sequence[Judged], number: int, language: Language) -> str:
    """The report for people; `number` counts all mutants there are. Ends with a newline."""
    source = lowered.plan.source
    head = _HEAD.format(plan=visible(plan), number=len(judged)).to(language)
    if len(judged) < number:
        head += " " + _LEFT_OUT.format(all=number).to(language)
    counts = Counter(one.verdict for one in judged)
    lines = [*wrapped(head, _WIDTH), ""]
    lines += [f"{counts[verdict]:>6}  {words.to(language)}" for verdict, words in VERDICTS.items()]
    for verdict, words in _LEFT.items():
        left = [one for one in judged if one.verdict == verdict]
        lines += ["", words.to(language)] if left else []
        for one in left:
            lines += _shown(one, source, language)
            lines += _paid(lowered, one.payment, language) if one.payment else []
    return "\n".join(lines) + "\n"


def _paid(lowered: Lowered, payment: Payment, language: Language) -> list[str]:
    """Somebody, as an example would give them, and what both plans pay."""
    return [f"     {line}" for line in given(lowered.program, payment.people, _WIDTH - 5)] + wrapped(
        _sentence(lowered.program, payment).to(language), _WIDTH, "     ", "       "
    )


def _sentence(program: Program, payment: Payment) -> Text:
    value = next(value for value in program.values if value.name == payment.value)
    amounts = [_REFUSED if isinstance(a, Missing) else same(literal(a, value.kind, cents=True)) for a in payment.both]
    name = _TOTAL if value.name == program.total else same(visible(value.label))
    return _PAYMENT.format(name=name, first=amounts[0], second=amounts[1])


_WIDTH: Final = 80


def _shown(one: Judged, source: SourceFile, language: Language) -> list[str]:
    diff = one.mutant.diff(source)
    lines = [f"{diff[0][0] if diff else 0:>5}  {one.mutant.what.to(language)}"]
    for _, before, after in diff:
        lines += [
            f"     {sign} {line}" for sign, line in zip("-+", _window(before.strip(), after.strip()), strict=True)
        ]
    return lines


_ROOM: Final = _WIDTH - 8
_BEFORE: Final = 30


def _window(before: str, after: str) -> tuple[str, str]:
    """Both lines as far as they fit, from shortly before where they begin to differ."""
    first = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = first - _BEFORE if columns(visible(max(before, after, key=columns))) > _ROOM and first > _BEFORE else 0
    return _cut(before, start), _cut(after, start)


def _cut(line: str, start: int) -> str:
    line = ("…" if start else "") + visible(line[start:])
    if columns(line) <= _ROOM:
        return line
    while columns(line) > _ROOM - 1:
        line = line[:-1]
    return line + "…"


def render_mutants_json(plan: str, lowered: Lowered, judged: Sequence[Judged], number: int, language: Language) -> str:
    """The same for programs; `by` is a finding's code, an example's name or a guarantee's words."""
    counts = Counter(one.verdict for one in judged)
    document = {
        "version": 2,
        "plan": plan,
        "mutants": number,
        "tried": len(judged),
        "verdicts": {verdict: counts[verdict] for verdict in VERDICTS},
        "judged": [_data(one, lowered, language) for one in judged],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _data(one: Judged, lowered: Lowered, language: Language) -> dict[str, Any]:
    return {
        "what": one.mutant.what.to(language),
        "verdict": one.verdict,
        "by": one.by,
        "payment": one.payment and _payment_data(lowered.program, one.payment),
        "lines": [{"line": n, "before": a, "after": b} for n, a, b in one.mutant.diff(lowered.plan.source)],
    }


def _payment_data(program: Program, payment: Payment) -> dict[str, Any]:
    """The people as examples write them; an amount is null where the plan refuses to pay."""
    kinds = {spec.name: spec.kind for spec in program.inputs}
    kind = next(value.kind for value in program.values if value.name == payment.value)
    people = [{n: literal(v, kinds[n]) for n, v in person.items()} for person in written(program, payment.people)]
    amounts = [None if isinstance(a, Missing) else literal(a, kind, cents=True) for a in payment.both]
    return {"given": people[0], "colleagues": people[1:], "value": payment.value, "amounts": amounts}
