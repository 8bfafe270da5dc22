"""`guarantees`: promises about every possible input; read and type-checked here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from engine.base.quantities import FLAG, MONEY, Choice, Quantity
from engine.base.text import Text, one_line
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Rule
from engine.document.nodes import Node, Scalar, Sequence
from engine.formula.parser import parse_text
from engine.formula.tree import Formula, Name
from engine.plan.elaborate import elaborate, elaborate_as
from engine.plan.literals import fixed
from engine.plan.model import Guarantee
from engine.plan.reading import Desk
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Items
from engine.program import Promise, Ref

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


def promise(guarantee: Guarantee, scope: Scope) -> Promise | None:
    """Resolve its names and check its kinds; None where something is faulty (reported)."""
    words = one_line(guarantee.span.text, 200)
    if guarantee.kind == "formula":
        node = elaborate_as(scope, guarantee.formula, FLAG, Text("承诺", "a guarantee"))
        return None if node is None else Promise("formula", words, guarantee.span, node)
    driver = _value(guarantee.driver, scope)
    if guarantee.kind == "no-cliff":
        limit = fixed(scope, guarantee.limit, MONEY, Text("落差", "the size of a cliff"))
        if driver is None or limit is None:
            return None
        return Promise("no-cliff", words, guarantee.span, driver=driver, limit=limit)
    subject = _value(guarantee.subject, scope)
    if driver is None or subject is None:
        return None
    kind: Literal["never-falls", "never-rises"] = "never-falls" if guarantee.kind == "never-falls" else "never-rises"
    return Promise(kind, words, guarantee.span, subject=subject, driver=driver)


def _value(part: Formula | None, scope: Scope) -> str | None:
    """The value that a name of a guarantee stands for; None where it stands for none with an order (reported)."""
    typed = elaborate(scope, part)
    if part is None or typed is None or scope.is_unsound(typed):
        return None
    if not isinstance(part.root, Name) or not isinstance(typed.node, Ref):
        problem = Text("不是一个名称", "is not a name")
        scope.desk.report(
            GUARANTEE_NOT_UNDERSTOOD.at(part.span, help=_NAME, words=one_line(part.text), problem=problem)
        )
        return None
    if not isinstance(typed.kind, Quantity | Choice):
        problem = Text("没有高低之分", "has no order")
        scope.desk.report(
            GUARANTEE_NOT_UNDERSTOOD.at(part.span, help=_ORDER, words=one_line(part.text), problem=problem)
        )
        return None
    return typed.node.name
