"""How formulas are read: what binds to what, chains, names and columns, and the place of every part."""

from __future__ import annotations

import pytest

from engine.base.source import SourceFile, Span
from engine.document.nodes import Scalar
from engine.formula.parser import parse_formula, parse_text
from engine.formula.show import to_text
from engine.formula.tree import (
    Call,
    Comparison,
    Expression,
    Formula,
    Logic,
    Name,
    Negative,
    Number,
    Operation,
    Truth,
)


def scalar(text: str) -> Scalar:
    """A plain scalar that is the whole of its source."""
    source = SourceFile("plan.yaml", text)
    return Scalar(text, Span(source, 0, len(text)), "plain", tuple(range(len(text) + 1)))


def parse(text: str) -> Formula:
    checked = parse_formula(scalar(text))
    assert checked.value is not None, checked.diagnostics[0].message.en
    assert not checked.diagnostics
    return checked.value


def outline(tree: Expression) -> str:
    """The structure, with every node in brackets."""
    match tree:
        case Number() | Truth() | Name():
            return to_text(tree)
        case Negative(operand):
            return f"(- {outline(operand)})"
        case Operation(operands, signs) | Comparison(operands, signs):
            rest = (f" {sign} {outline(operand)}" for sign, operand in zip(signs, operands[1:], strict=True))
            return f"({outline(operands[0])}{''.join(rest)})"
        case Logic(operator, operands):
            return f"({operator} {' '.join(outline(o) for o in operands)})"
        case Call(function, arguments):
            return f"{function}({', '.join(outline(a) for a in arguments)})"


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        # × and ÷ before + and -
        ("a + b × c", "(a + (b × c))"),
        ("a × b + c", "((a × b) + c)"),
        ("a - b ÷ c - d", "(a - (b ÷ c) - d)"),
        # a chain of one level is one node, read from the left
        ("a - b - c + d", "(a - b - c + d)"),
        ("a ÷ b × c ÷ d", "(a ÷ b × c ÷ d)"),
        # brackets keep their own node
        ("(a + b) × c", "((a + b) × c)"),
        ("a - (b - c)", "(a - (b - c))"),
        ("(a + b) + c", "((a + b) + c)"),
        ("((a))", "a"),
        # a minus binds to what follows it
        ("-a × b", "((- a) × b)"),
        ("a × -b", "(a × (- b))"),
        ("a - -b", "(a - (- b))"),
        ("--a", "(- (- a))"),
        ("-(a + b)", "(- (a + b))"),
        # a percentage is a number and nothing else
        ("50%+50", "(50% + 50)"),
        ("1 + 50% + 2", "(1 + 50% + 2)"),
        ("50%-a", "(50% - a)"),
        # comparisons are looser than arithmetic, and chain
        ("a + b > c × d", "((a + b) > (c × d))"),
        ("50% < x ≤ 70%", "(50% < x ≤ 70%)"),
        ("a = b ≠ c >= d", "(a = b ≠ c ≥ d)"),
        ("(a < b) = c", "((a < b) = c)"),
        # not, then and, then or
        ("not a = b", "(not (a = b))"),
        ("not a and b", "(and (not a) b)"),
        ("not not a", "(not (not a))"),
        ("a or b and c or d", "(or a (and b c) d)"),
        ("a and b or c", "(or (and a b) c)"),
        ("a and not b", "(and a (not b))"),
        ("(a or b) and c", "(and (or a b) c)"),
        ("a and b and c", "(and a b c)"),
        ("(a and b) and c", "(and (and a b) c)"),
        ("a = (not b)", "(a = (not b))"),
        # calls
        ("max(a, b + 1, -c)", "max(a, (b + 1), (- c))"),
        ("group_count()", "group_count()"),
        ("max (a, b)", "max(a, b)"),
        ("if(a >= 1 and b, min(a, 2), 0) × 3", "(if((and (a ≥ 1) b), min(a, 2), 0) × 3)"),
        # names and columns
        ("sales × grade.rate", "(sales × grade.rate)"),
        ("grade.min × 档位.比例", "(grade.min × 档位.比例)"),
        ("不是的 + 非常 + 是否达标", "(不是的 + 非常 + 是否达标)"),
        ("min + s + h", "(min + s + h)"),
        ("true", "true"),
        ("cheated = false", "(cheated = false)"),
    ],
)
def test_structure(text: str, structure: str) -> None:
    assert outline(parse(text).root) == structure


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("((a*b))+(c)", "a × b + c"),
        ("(a+b)*c", "(a + b) × c"),
        ("a-(b-c)", "a - (b - c)"),
        ("a/(b/c)", "a ÷ (b ÷ c)"),
        ("-(-a)", "--a"),
        ("-(a*b)", "-(a × b)"),
        ("not(a and b)or c", "not (a and b) or c"),
        ("not(a<b)", "not a < b"),
        ("(not a)<b", "(not a) < b"),
        ("(a or b)and c", "(a or b) and c"),
        ("(a and b)or c", "a and b or c"),
        ("组内平均(绩效.得分)", "group_mean(绩效.得分)"),
        ("是且否", "是且否"),
        ("是 且 否", "true and false"),
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    assert to_text(parse(text).root) == canonical


def test_every_part_knows_its_place() -> None:
    text = "not (a + b) × 50% ≥ max(c.d, -2 s)"
    root = parse(text).root
    assert isinstance(root, Logic)
    assert root.span.text == text
    [comparison] = root.operands
    assert isinstance(comparison, Comparison)
    assert comparison.span.text == "(a + b) × 50% ≥ max(c.d, -2 s)"
    product, call = comparison.operands
    assert isinstance(product, Operation)
    assert isinstance(call, Call)
    assert [o.span.text for o in product.operands] == ["(a + b)", "50%"]
    assert (call.name_span.text, call.span.text) == ("max", "max(c.d, -2 s)")
    name, negative = call.arguments
    assert (name.span.text, negative.span.text) == ("c.d", "-2 s")
    assert isinstance(negative, Negative)
    assert negative.operand.span.text == "2 s"


def test_a_formula_keeps_its_text_and_place() -> None:
    formula = parse("  a +\n b ")
    assert formula.text == "  a +\n b "
    assert formula.span.text == "  a +\n b "
    assert formula.root.span.text == "a +\n b"


def test_places_in_a_folded_scalar() -> None:
    # base: >-
    #   sales
    #   × rate%
    source = SourceFile("plan.yaml", "base: >-\n  sales\n  × rate%\n")
    text = "sales × rate%"
    places = (*range(11, 16), 16, *range(19, 27))
    node = Scalar(text, Span(source, 6, 26), "block", places)
    [finding] = parse_formula(node).diagnostics
    assert finding.code == "KPI313"
    assert (finding.primary.span.line, finding.primary.span.column) == (3, 9)
    assert finding.primary.span.text == "%"
    whole = parse_formula(Scalar(text[:-1], node.span, "block", places[:-1])).value
    assert whole is not None
    assert isinstance(whole.root, Operation)
    assert [o.span.text for o in whole.root.operands] == ["sales", "rate"]
    assert [o.span.line for o in whole.root.operands] == [2, 3]
    assert whole.root.span.text == "sales\n  × rate"


def test_places_in_a_quoted_scalar() -> None:
    # base: "sales \xD7 (rate", where the escape \xD7 is × in the text and four characters in the source
    source = SourceFile("plan.yaml", 'base: "sales \\xD7 (rate"\n')
    text = "sales × (rate"
    places = (*range(7, 13), 13, *range(17, 24))
    assert len(places) == len(text) + 1
    node = Scalar(text, Span(source, 6, 24), "quoted", places)
    [finding] = parse_formula(node).diagnostics
    assert finding.code == "KPI304"
    assert (finding.primary.span.text, finding.primary.span.column) == ("(", 19)
    assert [label.span.text for label in finding.also] == ["rate"]


def test_parse_text_places_a_piece_of_a_longer_text() -> None:
    source = SourceFile("plan.yaml", "total never falls when sales + rises")
    checked = parse_text("sales +", lambda start, end: Span(source, 23 + start, 23 + end))
    [finding] = checked.diagnostics
    assert (finding.code, finding.primary.span.text, finding.primary.span.start) == ("KPI303", "+", 29)


@pytest.mark.parametrize("text", ["0", "7", "100", "999999999999", "1000000000000", "0.5", "12.000001", "12.0000001"])
def test_a_number_alone_is_what_it_is_beside_a_space(text: str) -> None:
    alone, spaced = parse(text), parse(f"{text} ")
    assert isinstance(alone.root, Number)
    assert isinstance(spaced.root, Number)
    assert (alone.root.value, alone.root.quantity) == (spaced.root.value, spaced.root.quantity)
    assert (alone.text, alone.span.text, alone.root.span.text, spaced.root.span.text) == (text,) * 4


@pytest.mark.parametrize("text", ["007", "00", "1.", ".5", "1e5", "1,00", "٣", "1.12345678901", "1\n2", "9" * 30])
def test_an_odd_number_alone_is_refused_as_beside_a_space(text: str) -> None:
    alone, spaced = parse_formula(scalar(text)), parse_formula(scalar(f"{text} "))
    assert alone.value is None
    assert [d.message for d in alone.diagnostics] == [d.message for d in spaced.diagnostics]
