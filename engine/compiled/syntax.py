"""Python syntax trees in few words. Every name in them is the engine's own, never the author's."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import Final

from engine.integers.tree import Relation

_RELATIONS: dict[Relation, type[ast.cmpop]] = {
    "<": ast.Lt, "≤": ast.LtE, ">": ast.Gt, "≥": ast.GtE, "=": ast.Eq, "≠": ast.NotEq,
}  # fmt: skip


def name(identifier: str) -> ast.Name:
    """A variable that is read."""
    return ast.Name(identifier, ast.Load())


def literal(value: object) -> ast.Constant:
    """A constant: an integer, a truth, None, a text, or a tuple of these."""
    return ast.Constant(value)  # type: ignore[arg-type]  # a tuple of constants is a constant too


def binary(left: ast.expr, operator: ast.operator, right: ast.expr) -> ast.BinOp:
    """`left operator right`."""
    return ast.BinOp(left, operator, right)


def minus(operand: ast.expr) -> ast.UnaryOp:
    """`-operand`."""
    return ast.UnaryOp(ast.USub(), operand)


def compare(left: ast.expr, *rest: tuple[Relation, ast.expr]) -> ast.Compare:
    """A comparison, or a chain of them."""
    return ast.Compare(left, [_RELATIONS[r]() for r, _ in rest], [right for _, right in rest])


def either(condition: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.IfExp:
    """`then if condition else otherwise`."""
    return ast.IfExp(condition, then, otherwise)


def call(function: str, *arguments: ast.expr) -> ast.Call:
    """A call of a named function."""
    return ast.Call(name(function), list(arguments), [])


def method(of: str, attribute: str) -> ast.Attribute:
    """`of.attribute`."""
    return ast.Attribute(name(of), attribute, ast.Load())


def remember(identifier: str, value: ast.expr) -> ast.NamedExpr:
    """`(identifier := value)`."""
    return ast.NamedExpr(ast.Name(identifier, ast.Store()), value)


def collection(items: Iterable[ast.expr]) -> ast.Tuple:
    """A tuple."""
    return ast.Tuple(list(items), ast.Load())


def assign(identifier: str, value: ast.expr) -> ast.Assign:
    """`identifier = value`."""
    return ast.Assign([ast.Name(identifier, ast.Store())], value)


def unpacked(identifiers: Sequence[str]) -> ast.Tuple:
    """A tuple of variables that are assigned."""
    return ast.Tuple([ast.Name(i, ast.Store()) for i in identifiers], ast.Store())


def inserted(value: ast.expr) -> ast.FormattedValue:
    """`{value}` in a text."""
    return ast.FormattedValue(value, -1)


def perform(value: ast.expr) -> ast.Expr:
    """An expression as a statement."""
    return ast.Expr(value)


def give_up_if(conditions: Sequence[ast.expr]) -> list[ast.stmt]:
    """`if … or …: return None`; nothing where there is no condition."""
    if not conditions:
        return []
    condition = conditions[0] if len(conditions) == 1 else ast.BoolOp(ast.Or(), list(conditions))
    return [ast.If(condition, [ast.Return(literal(None))], [])]


def chain(operator: ast.operator, parts: Sequence[ast.expr]) -> ast.expr:
    """A sum or product of one or more parts, in halves, so that a long one is not deep."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return binary(chain(operator, parts[:middle]), operator, chain(operator, parts[middle:]))


def function(identifier: str, parameters: Sequence[str], body: Sequence[ast.stmt]) -> ast.FunctionDef:
    """A function with positional parameters only."""
    arguments = ast.arguments([ast.arg(p) for p in parameters], [], None, [], [], None, [])
    return ast.FunctionDef(identifier, arguments, list(body), [])


def load(definition: ast.FunctionDef, names: dict[str, object]) -> object:
    """The function, compiled; `names` are all that it can reach."""
    module = ast.Module([definition], [])
    _locate(module)
    namespace: dict[str, object] = {"__builtins__": {}, **names}
    exec(compile(module, f"<{definition.name}>", "exec"), namespace)  # noqa: S102 - a tree of the engine's own making
    return namespace[definition.name]


_PLACE: Final = {"lineno": 1, "end_lineno": 1, "col_offset": 0, "end_col_offset": 0}
_PLACED: Final = (ast.stmt, ast.expr, ast.arg)


def _locate(root: ast.AST) -> None:
    """Give a tree the places that Python's compiler asks for."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        known = vars(node)
        for part in known.values():
            if isinstance(part, ast.AST):
                waiting.append(part)
            elif isinstance(part, list):
                waiting.extend(inner for inner in part if isinstance(inner, ast.AST))
        if isinstance(node, _PLACED):
            known.update(_PLACE)
