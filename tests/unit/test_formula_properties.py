"""What holds for every formula: nothing raises, canonical text reads back, spelling and spaces change nothing."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.quantities import BARE, DAYS, MONEY, PERCENT, POINTS, SECONDS, UNIT_LITERALS
from engine.base.source import NOWHERE, SourceFile, Span
from engine.document.nodes import Scalar
from engine.formula.functions import FUNCTIONS, Function
from engine.formula.parser import parse_formula
from engine.formula.show import to_text
from engine.formula.tree import (
    Call,
    Comparison,
    Expression,
    Logic,
    Name,
    Negative,
    Number,
    Operation,
    Truth,
)
from engine.formula.words import FOLDED, LOGIC, TRUTHS

FEW = settings(max_examples=200, deadline=None)


def scalar(text: str) -> Scalar:
    source = SourceFile("plan.yaml", text)
    return Scalar(text, Span(source, 0, len(text)), "plain", tuple(range(len(text) + 1)))


def read(text: str) -> Expression:
    checked = parse_formula(scalar(text))
    assert checked.value is not None, f"{text}: {checked.diagnostics[0].message.en}"
    return checked.value.root


def structure(tree: object) -> object:
    """A tree without its places."""
    if isinstance(tree, tuple):
        return tuple(structure(t) for t in tree)
    if not dataclasses.is_dataclass(tree) or isinstance(tree, Span):
        return None if isinstance(tree, Span) else tree
    return (type(tree).__name__, *(structure(getattr(tree, f.name)) for f in dataclasses.fields(tree)))


# trees

RESERVED = {*LOGIC, *TRUTHS}
NAMES = st.from_regex(r"[a-z销售率][a-z0-9_销售率]{0,5}", fullmatch=True).filter(lambda n: n not in RESERVED)


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    """A number that can be written: digits within the limits, times a unit's factor."""
    digits = Fraction(draw(st.integers(0, 10**12)), 10 ** draw(st.integers(0, 10)))
    quantity = draw(st.sampled_from([BARE, PERCENT, MONEY, POINTS, SECONDS, DAYS]))
    factors = [factor for of, factor in UNIT_LITERALS.values() if of == quantity] or [Fraction(1)]
    return Number(digits * draw(st.sampled_from(factors)), quantity, NOWHERE)


def operations(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def chain(
        signs: st.SearchStrategy[str], build: type[Operation] | type[Comparison]
    ) -> st.SearchStrategy[Expression]:
        pairs = st.lists(st.tuples(signs, inner), min_size=1, max_size=3)
        return st.builds(
            lambda first, rest: build((first, *(t for _, t in rest)), tuple(s for s, _ in rest), NOWHERE), inner, pairs
        )

    return st.one_of(
        chain(st.sampled_from("+-"), Operation),
        chain(st.sampled_from("×÷"), Operation),
        chain(st.sampled_from("<≤>≥=≠"), Comparison),
        st.builds(
            lambda o, t: Logic(o, tuple(t), NOWHERE),
            st.sampled_from(("and", "or")),
            st.lists(inner, min_size=2, max_size=3),
        ),
        inner.map(lambda t: Logic("not", (t,), NOWHERE)),
        inner.map(lambda t: Negative(t, NOWHERE)),
        st.sampled_from(FUNCTIONS).flatmap(lambda f: calls(f, inner)),
    )


def calls(function: Function, inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    most = function.most if function.most is not None else function.least + 1
    arguments = st.lists(inner, min_size=function.least, max_size=most)
    return arguments.map(lambda a: Call(function.name, tuple(a), NOWHERE, NOWHERE))


LEAVES = st.one_of(
    numbers(),
    st.booleans().map(lambda v: Truth(v, NOWHERE)),
    st.builds(lambda n, c: Name(n, c, NOWHERE), NAMES, st.none() | NAMES),
)
TREES: st.SearchStrategy[Expression] = st.recursive(LEAVES, operations, max_leaves=12)


@FEW
@given(TREES)
def test_canonical_text_reads_back_as_the_same_tree(tree: Expression) -> None:
    assert structure(read(to_text(tree))) == structure(tree)


# texts

SIGNS = "+-*/×÷()（），,.%‰¥ \n^&|!<>=≤≥≠'\"{_"
WORDS = ("且", "not ", "or", "1", "007", "50", "5万", "s", "max(", "如果(", "name", "指标", "٣", "\u200b", "１", "％")
PIECES = st.sampled_from([*SIGNS, *WORDS])


@FEW
@given(st.text(max_size=60) | st.lists(PIECES, max_size=30).map("".join))
def test_no_text_raises(text: str) -> None:
    checked = parse_formula(scalar(text))
    if checked.value is None:
        [found] = checked.diagnostics
        assert found.message.zh and found.message.en
        assert 0 <= found.primary.span.start <= found.primary.span.end <= len(text)
    else:
        assert not checked.diagnostics


WIDE = {narrow: wide for wide, narrow in FOLDED.items() if narrow not in "≤≥"}


@FEW
@given(TREES, st.randoms(use_true_random=False))
def test_full_width_forms_read_alike(tree: Expression, random: Random) -> None:
    text = to_text(tree)
    wide = "".join(WIDE.get(c, c) if random.random() < 0.5 else c for c in text)
    assert structure(read(wide)) == structure(read(text))


@FEW
@given(TREES, st.sampled_from([" ", "  ", "\n", " \t ", "\u3000"]))
def test_spaces_do_not_matter(tree: Expression, space: str) -> None:
    text = to_text(tree)
    assert structure(read(f"{space}{text.replace(' ', space)}{space}")) == structure(read(text))


@FEW
@given(TREES)
def test_every_place_is_the_text_it_was_read_from(tree: Expression) -> None:
    root = read(to_text(tree))
    assert structure(read(root.span.text)) == structure(root)
