"""Small pieces of sqlglot's tree: quoted columns, literals, arithmetic with no more parentheses than needed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from engine.sql.dialects import Dialect


def column(name: str) -> exp.Column:
    """A column, quoted."""
    return exp.column(exp.to_identifier(name, quoted=True))


def whole(value: int) -> exp.Expr:
    """A whole number as a literal."""
    return exp.Neg(this=exp.Literal.number(-value)) if value < 0 else exp.Literal.number(value)


def commented(value: exp.Expr, words: str) -> exp.Expr:
    """The expression with a comment behind it, whose words cannot end it nor, where comments nest, open another."""
    if words:
        value.add_comments([words.replace("/*", "/ *").replace("*/", "* /")])
    return value


def operand(value: exp.Expr) -> exp.Expr:
    """The expression as an operand of another one, in parentheses where it has operands itself."""
    return exp.Paren(this=value) if isinstance(value, exp.Binary | exp.Neg | exp.Not | exp.Between) else value


def typed(value: exp.Expr, type_name: str, dialect: Dialect) -> exp.Expr:
    """A cast to a type as the dialect writes it."""
    return exp.Cast(this=value, to=_type(type_name, dialect))


def _type(name: str, dialect: Dialect) -> exp.DataType:
    if name == "HUGEINT":  # sqlglot would print its own name for it, INT128
        return exp.DataType(this=exp.DataType.Type.USERDEFINED, kind=name)
    return exp.DataType.build(name, dialect=dialect.name)


def case(
    branches: Iterable[tuple[exp.Expr, exp.Expr]],
    otherwise: exp.Expr,
    subject: exp.Expr | None = None,
) -> exp.Case:
    """A choice by conditions, or by what a subject is equal to."""
    ifs = [exp.If(this=when, true=then) for when, then in branches]
    return exp.Case(this=subject, ifs=ifs, default=otherwise)


def plus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """A sum; `left` may be a sum itself."""
    return exp.Add(this=left, expression=tight(right))


def moved(left: exp.Expr, right: exp.Expr | None) -> exp.Expr:
    """A number with something added, or (None) as it is."""
    return left if right is None else plus(left, right)


def minus(value: exp.Expr) -> exp.Expr:
    """The opposite number."""
    return whole(-int(value.this)) if isinstance(value, exp.Literal) else exp.Neg(this=operand(value))


def times(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """A product; `left` may be a product itself."""
    return exp.Mul(this=left if isinstance(left, exp.Mul) else operand(left), expression=operand(right))


def tight(term: exp.Expr) -> exp.Expr:
    """A term behind a plus or a minus, in parentheses unless it is a product, which binds tighter."""
    return term if isinstance(term, exp.Mul) else operand(term)


def twice(value: exp.Expr) -> exp.Expr:
    """Two times a number."""
    return whole(2 * int(value.this)) if isinstance(value, exp.Literal) else times(whole(2), value)


def remainder(over: exp.Expr, under: exp.Expr) -> exp.Expr:
    """What a division that cuts towards zero leaves; it has the sign of `over`."""
    return exp.Mod(this=operand(over), expression=operand(under))
