"""Strategies for inputs and for the rows of data that fit them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from tests.properties.vocabulary import TYPES, Known, Vocabulary
from tests.properties.writing import Tree

MOST_PEOPLE: Final = 6
OPTIONS: Final = ("north", "south", "东区", "西区")
ADJUSTED: Final = ("fix", "fix_why", "fix_who")
"""The amount of a manual adjustment, its reason, and who approved it."""

ALWAYS: Final = ("money", "count", "number", "points")
"""Types that every plan has an input of, so that every table finds something to be laid over."""


DECIMALS: Final = ("percent", "number", "points", "seconds")
"""Types that may say how many decimals their cells have; these have up to two."""


@dataclass(frozen=True)
class InputColumn:
    """One declared input: what the plan says about it, and strategies for its cells."""

    name: str
    declared: Tree
    known: Known
    cells: st.SearchStrategy[str]


def inputs(draw: st.DrawFn, vocabulary: Vocabulary) -> list[InputColumn]:
    """Inputs of every type, known to the vocabulary afterwards."""
    types = [*ALWAYS, *draw(st.lists(st.sampled_from(tuple(TYPES)), max_size=5))]
    columns = [_input(draw, vocabulary.fresh(draw), type_) for type_ in types]
    vocabulary.known += [c.known for c in columns]
    return [*columns, *(rater for c in columns for rater in _rated(draw, vocabulary, c))]


def _rated(draw: st.DrawFn, vocabulary: Vocabulary, column: InputColumn) -> list[InputColumn]:
    """What a choice's options are worth, known to the vocabulary, and now and then the column of who rated."""
    declared = column.declared
    if not isinstance(declared, dict) or not isinstance(declared.get("options"), dict):
        return []
    vocabulary.known.append(Known(f"{column.name}.points", "points", gridless=True))
    if draw(st.booleans()):
        return []
    declared["rater"] = name = vocabulary.fresh(draw)
    text: Tree = {"type": "text", "optional": "true"}
    return [InputColumn(name, text, Known(name, "money", "text"), st.sampled_from(("Li", "王主管")))]


def adjusted(draw: st.DrawFn) -> list[InputColumn]:
    """Now and then the three inputs of a manual adjustment, of which no formula speaks."""
    if draw(st.integers(0, 3)):
        return []
    declared: tuple[tuple[Tree, st.SearchStrategy[str]], ...] = (
        ({"type": "money", "default": "0"}, st.sampled_from(("", "0", "12.5", "-3.01"))),
        ({"type": "text", "optional": "true"}, st.sampled_from(("", "late", "补发"))),
        ({"type": "text", "optional": "true"}, st.sampled_from(("", "Li"))),
    )
    return [
        InputColumn(name, tree, Known(name, "money", "text"), cells)
        for name, (tree, cells) in zip(ADJUSTED, declared, strict=True)
    ]


def _input(draw: st.DrawFn, name: str, type_: str) -> InputColumn:
    declared: dict[str, Tree] = {"type": type_}
    options: tuple[str, ...] = ()
    ordered = False
    if type_ == "choice":
        options = tuple(draw(st.permutations(OPTIONS))[: draw(st.integers(2, 4))])
        ordered = draw(st.booleans())
        if draw(st.booleans()):  # worth points, which order them
            ordered, worth = (
                True,
                sorted(draw(st.lists(_decimals(0, 100), min_size=4, max_size=4, unique_by=Decimal)), key=Decimal),
            )
            declared["options"] = dict(zip(options, worth, strict=False))
        else:
            declared |= {"options": [*options], "ordered": str(ordered).lower()}
    cells, limits = _cells(draw, type_, options)
    declared |= limits
    if type_ in DECIMALS and draw(st.integers(0, 2)) == 0:
        declared["decimals"] = "2"
    missable, cells = _absence(draw, declared, cells, type_)
    if draw(st.booleans()):
        declared["label"] = draw(st.sampled_from(("个人销售额", "A label: with colon", "100% 标签")))
    months = draw(st.integers(0, 3)) if type_ in ALWAYS else 0
    if months:
        empty = draw(st.sampled_from(({}, {"default": "0"})))
        declared["history"] = {"months": str(months), **empty} if empty else str(months)
    gridless = type_ in ("percent", "number", "points", "seconds", "days")
    known = Known(name, TYPES[type_], type_, options, ordered, missable, gridless, months)
    return InputColumn(name, declared, known, cells)


def _absence(
    draw: st.DrawFn, declared: dict[str, Tree], cells: st.SearchStrategy[str], type_: str
) -> tuple[bool, st.SearchStrategy[str]]:
    """What an empty cell means: mostly nothing may be empty."""
    form = draw(st.integers(0, 7)) if type_ not in ALWAYS else 7
    if form == 0 and TYPES[type_] in ("plain", "points", "time", "money"):
        declared["optional"] = "true"
        return True, cells | st.just("")
    if form == 1:
        declared["default"] = draw(cells)
        return False, cells | st.just("")
    return False, cells


def _cells(draw: st.DrawFn, type_: str, options: tuple[str, ...]) -> tuple[st.SearchStrategy[str], Mapping[str, Tree]]:
    """Cells of a type and the range they are declared to lie in."""
    match type_:
        case "flag":
            return st.sampled_from(("true", "false")), {}
        case "choice":
            return st.sampled_from(options), {}
        case "count":
            return st.integers(0, 110).map(str), draw(st.sampled_from(({}, {"min": "0", "max": "120"})))
        case "percent":
            return _decimals(0, 120).map("{}%".format), {"min": "0%"}
        case "points":
            return _decimals(0, 100), draw(st.sampled_from(({"min": "0", "max": "100"}, {"min": "0 points"})))
        case _:
            low = draw(st.sampled_from((0, 0, -20)))
            return _decimals(low, 110), {} if low < 0 else {"min": "0"}


def _decimals(low: int, high: int) -> st.SearchStrategy[str]:
    """Numbers around the multiples of 5 where bands begin, with up to two decimals."""
    near = st.tuples(st.integers(low // 5, high // 5 - 1), st.sampled_from(("", ".00", ".01", ".5")))
    below = st.integers(low // 5 + 1, high // 5).map(lambda n: f"{5 * n - 1}.99" if n > 0 else str(5 * n))
    return near.map(lambda pair: f"{5 * pair[0]}{pair[1]}") | below


def rows(draw: st.DrawFn, columns: list[InputColumn], groups: tuple[str, ...]) -> list[dict[str, str]]:
    """The cells of a few people, who may share groups."""
    people = draw(st.integers(1, MOST_PEOPLE))
    return [
        {
            "who": f"{number:03}",
            **{group: draw(st.sampled_from(("甲", "乙", "7", "07"))) for group in groups},
            **{column.name: draw(column.cells) for column in columns},
            **{f"{c.name} -{m + 1}": draw(c.cells) for c in columns for m in range(c.known.months)},
        }
        for number in range(people)
    ]
