"""A core node as the tree that simpleeval walks: never a text, so that its own parser has nothing to read."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final, assert_never

from engine.program import (
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    Input,
    IsMissing,
    Logic,
    Node,
    Pick,
    Product,
    Quotient,
    Ref,
    Round,
    Select,
    Sum,
    children,
)

INPUT: Final = "input "
"""Inputs live beside values in simpleeval's names; no author's name holds a space."""

RELATIONS: Final[dict[str, ast.cmpop]] = {
    "<": ast.Lt(),
    "≤": ast.LtE(),
    ">": ast.Gt(),
    "≥": ast.GtE(),
    "=": ast.Eq(),
    "≠": ast.NotEq(),
}


def whole_tree(node: Node) -> ast.expr:
    """A core node as a tree for simpleeval that tells of every node in it."""
    return _heard(node, _expression(node, whole_tree))


def brief_tree(node: Node) -> ast.expr:
    """The same for whoever asks only what comes out: constants tell nothing, a table's stay together."""
    match node:
        case Const(value):
            return _constant(value)
        case Pick(index, cells) if all(isinstance(cell, Const) for cell in cells):
            values = tuple(cell.value for cell in cells if isinstance(cell, Const))
            return _heard(node, _applied("pick_from", brief_tree(index), _constant(values)))
        case _:
            return _heard(node, _expression(node, brief_tree))


def _heard(node: Node, made: Any) -> ast.expr:
    """The tree of a node, carrying it and how many operations it counts for: a constant counts where it is taken."""
    made.core = node
    made.operations = 0 if isinstance(node, Const) else 1 + sum(isinstance(part, Const) for part in children(node))
    found: ast.expr = made
    return found


def _expression(node: Node, tree: Callable[[Node], ast.expr]) -> ast.expr:
    """A core node as simpleeval knows it, its operands made by `tree`."""
    match node:
        case Const(value):
            return _constant(value)
        case Input(name):
            return ast.Name(INPUT + name)
        case Ref(name):
            return ast.Name(name)
        case Sum((left, right)):
            return ast.BinOp(tree(left), ast.Add(), tree(right))
        case Sum(terms):
            return _call(tree, "sum", *terms)
        case Product((left, right)):
            return ast.BinOp(tree(left), ast.Mult(), tree(right))
        case Product(factors):
            return _call(tree, "product", *factors)
        case Quotient(over, under):
            return ast.BinOp(tree(over), ast.Div(), tree(under))
        case Compare(left, relation, right):
            return ast.Compare(tree(left), [RELATIONS[relation]], [tree(right)])
        case Logic("not", (operand,)):
            return ast.UnaryOp(ast.Not(), tree(operand))
        case Logic(operator, operands):
            return _call(tree, operator, *operands)
        case Choose(condition, then, otherwise):
            return _call(tree, "choose", condition, then, otherwise)
        case Extreme(which, operands):
            return _call(tree, which, *operands)
        case Round(operand, decimals, mode):
            return _applied("round", tree(operand), _constant(decimals), _constant(mode))
        case Select(on):
            return _applied("select", _constant(node), tree(on))
        case Pick(index, cells):
            return _call(tree, "pick", index, *cells)
        case IsMissing(operand):
            return _call(tree, "is_missing", operand)
        case Group():
            raise AssertionError("a group statistic is the whole node of its value")
        case _:
            assert_never(node)


def _call(tree: Callable[[Node], ast.expr], function: str, *operands: Node) -> ast.Call:
    return _applied(function, *(tree(o) for o in operands))


def _applied(function: str, *operands: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(function), list(operands), [])


def _constant(value: object) -> ast.Constant:
    return ast.Constant(value)  # type: ignore[arg-type]  # an exact constant, not a Python literal


def known_as(node: Node) -> str:
    """The name under which an evaluation knows what a node stands for; empty where it stands for nothing."""
    match node:
        case Input(name):
            return INPUT + name
        case Ref(name):
            return name
        case _:
            return ""
