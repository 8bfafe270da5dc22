"""`guarantees`: promises about every possible input; read and type-checked here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.base.quantities import FLAG, Choice, Quantity
from engine.base.text import Text, one_line
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Rule
from engine.document.nodes import Node, Scalar, Sequence
from engine.formula.parser import parse_text
from engine.formula.tree import Formula, Name
from engine.plan.elaborate import elaborate, elaborate_as
from engine.plan.model import Guarantee
from engine.plan.reading import Desk
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Items

SECTION: Final = Field(
    "guarantees", "承诺", Items(FORMULA), Text("对任何输入都成立的承诺", "promises that hold for every possible input")
)
GUARANTEE_NOT_UNDERSTOOD: Final = Rule(
    code="KPI440",
    name="guarantee-not-understood",
    headline=Text("承诺里的“{words}”{problem}", "`{words}` in the guarantee {problem}"),
    what=Text(
        "“总不因…而下降”一类的承诺，主语是一个值，后面是一个输入。",
        "A promise such as `total never falls when x rises` names a value, and an input or metric that moves.",
    ),
    why=Text("看不懂的承诺没法证明。", "A promise that is not understood cannot be proved."),
    bad=fragment("""
        guarantees:
          - total never falls when 5 rises
        """),
    good=fragment("""
        guarantees:
          - total never falls when sales rises
        """),
)
RULES: Final = (GUARANTEE_NOT_UNDERSTOOD,)

_NAME: Final = Text("写一个输入或指标的名称", "write the name of an input or a metric")
_ORDER: Final = Text("写一个数或有高低的档位", "write a number, or a tier")

_FORMS: Final = (
    ("never-falls", re.compile(r"(?P<subject>.+?)\s+never\s+falls\s+when\s+(?P<driver>.+?)\s+rises")),
    ("never-rises", re.compile(r"(?P<subject>.+?)\s+never\s+rises\s+when\s+(?P<driver>.+?)\s+rises")),
    ("never-falls", re.compile(r"(?P<driver>.+?)\s*上升时\s*(?P<subject>.+?)\s*不下降")),
    ("never-rises", re.compile(r"(?P<driver>.+?)\s*上升时\s*(?P<subject>.+?)\s*不上升")),
    ("no-cliff", re.compile(r"no\s+cliff\s+above\s+(?P<limit>.+?)\s+for\s+one\s+(?:cent|step)\s+of\s+(?P<driver>.+)")),
    ("no-cliff", re.compile(r"(?P<driver>.+?)\s*差一(?:分钱|级)\s*(?:时)?\s*相差不超过\s*(?P<limit>.+)")),
)


def read(node: Node | None, desk: Desk) -> Iterator[Guarantee]:
    """The guarantees of the section whose formulas can be read."""
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar) and desk.sound(item):
            found = _guarantee(item, desk)
            if found is not None:
                yield found


def _guarantee(item: Scalar, desk: Desk) -> Guarantee | None:
    for kind, form in _FORMS:
        match = form.fullmatch(item.text.strip())
        if match is None:
            continue
        offset = len(item.text) - len(item.text.lstrip())
        parts = {
            name: _part(item, match.start(name) + offset, match.end(name) + offset, desk) for name in match.groupdict()
        }
        if None in parts.values():
            return None
        return Guarantee(kind, item.span, None, **parts)
    formula = desk.formula(item)
    return None if formula is None else Guarantee("formula", item.span, formula)


def _part(item: Scalar, start: int, end: int, desk: Desk) -> Formula | None:
    checked = parse_text(item.text[start:end], lambda a, b: item.part(start + a, start + b))
    desk.report(*checked.diagnostics)
    return checked.value


def check(guarantee: Guarantee, scope: Scope) -> None:
    """Resolve its names and check its kinds; findings are reported."""
    if guarantee.formula is not None:
        elaborate_as(scope, guarantee.formula, FLAG, Text("承诺", "a guarantee"))
    if guarantee.limit is not None:
        elaborate(scope, guarantee.limit)
    for part in (guarantee.subject, guarantee.driver):
        if part is None:
            continue
        typed = elaborate(scope, part)
        if typed is None:
            continue
        words = one_line(part.text)
        if not isinstance(part.root, Name):
            problem = Text("不是一个名称", "is not a name")
            scope.desk.report(GUARANTEE_NOT_UNDERSTOOD.at(part.span, help=_NAME, words=words, problem=problem))
        elif not isinstance(typed.kind, Quantity | Choice):
            problem = Text("没有高低之分", "has no order")
            scope.desk.report(GUARANTEE_NOT_UNDERSTOOD.at(part.span, help=_ORDER, words=words, problem=problem))
