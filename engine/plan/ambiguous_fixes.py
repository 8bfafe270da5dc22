"""What an ambiguous value must mean where the plan's shape leaves one meaning: `no` is false where a flag belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Fix, replace_with
from engine.document.ambiguous import AMBIGUOUS_SCALAR
from engine.document.nodes import Document, Mapping, Node, Scalar
from engine.formula.parser import parse_text
from engine.plan.canonical import Path, Place, canonical, places
from engine.plan.language import PLAN
from engine.plan.reading import Desk
from engine.plan.shape import FormulaText, NameText, Prose, TrueFalse, Whole, alternative

_FLAGS: Final = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
_NOTHING: Final = ("~", "null")


def with_fixes(found: Sequence[Diagnostic], document: Document) -> Sequence[Diagnostic]:
    """The findings of a document; those about ambiguous values with their one fix, where their place leaves one."""
    if not any(d.rule is AMBIGUOUS_SCALAR for d in found):
        return found
    root = canonical(document.root, PLAN, Desk())
    assert isinstance(root, Mapping)
    known = {_at(place.node): (path, place) for path, place in places(root, PLAN).items()}
    return [_with_fix(d, known, root) for d in found]


def _with_fix(found: Diagnostic, known: dict[tuple[int, int], tuple[Path, Place]], root: Mapping) -> Diagnostic:
    at = (found.primary.span.start, found.primary.span.end)
    if found.rule is not AMBIGUOUS_SCALAR or at not in known:
        return found
    path, place = known[at]
    fix = _fix(path, place, root)
    if fix is None:
        return found
    return replace(found, fix=fix, help=Text("写 {words}", "write {words}").format(words=fix.edits[0].text))


def _fix(path: Path, place: Place, root: Mapping) -> Fix | None:
    node = place.node
    assert isinstance(node, Scalar)
    if node.span.text != node.text or node.text.lower() in _NOTHING:
        return None
    flag, shape = _FLAGS.get(node.text.lower()), alternative(place.shape, None) if place.shape else None
    typed = _type_of(path, root)
    match shape:
        case TrueFalse():
            return None if flag is None else replace_with(node.span, flag)
        case Prose() | NameText():
            return replace_with(node.span, f'"{node.text}"')
        case FormulaText() if typed == "flag":
            return None if flag is None else replace_with(node.span, flag)
        case FormulaText() if typed in ("choice", "text"):
            return replace_with(node.span, f'"{node.text}"')
        case FormulaText():
            return _number(node)
        case Whole():
            digits = node.text.lstrip("0")
            return replace_with(node.span, digits) if digits.isdecimal() else None
        case _:
            return None


def _number(node: Scalar) -> Fix | None:
    """The number in the form that a formula has for it, where a formula knows one."""
    finding: Iterable[Diagnostic] = parse_text(node.text, node.part).diagnostics
    return next((d.fix for d in finding), None)


def _type_of(path: Path, root: Mapping) -> str:
    """The type of the input that a value is for: its default, or what an example gives; empty for other values."""
    if len(path) == 3 and path[0] == "inputs" and path[2] == "default":
        return _declared(path[1], root)
    inside = path[0] == "examples" and any(word in path for word in ("given", "colleagues"))
    return _declared(path[-1], root) if inside else ""


def _declared(name: str | int, root: Mapping) -> str:
    inputs = root.get("inputs")
    record = inputs.get(name) if isinstance(inputs, Mapping) and isinstance(name, str) else None
    kind = record.get("type") if isinstance(record, Mapping) else None
    return kind.text if isinstance(kind, Scalar) else ""


def _at(node: Node) -> tuple[int, int]:
    return node.span.start, node.span.end
