"""Words for bounds that the language does not have: in a band they would pass for columns, and the bound be lost.

Chinese readings follow the Civil Code, art. 1259: 以上、以下、以内、届满 include the number; 不满、超过、以外 do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import pay, table
from engine.diagnostics.model import Diagnostic, Fix, Rule, replace_with
from engine.diagnostics.suggest import nearest
from engine.document.nodes import Mapping, Scalar
from engine.plan.bound_ranges import as_bounds
from engine.plan.shape import Field

NOT_A_BOUND: Final = Rule(
    code="KPI443",
    name="not-a-bound",
    headline=Text(
        "“{word}”不是界限的写法，会被当作一列", "`{word}` is not how a bound is written; it would be taken for a column"
    ),
    what=Text(
        "一段的界限写 起 (from)、超过 (above)、至 (up_to)、不满 (below)。",
        "A band's bounds are written from, above, up_to and below.",
    ),
    why=Text(
        "别的词若当作列，这一段就没有界限，人人都落在里面。",
        "Taken for a column it would leave the band without its bound, and everybody would fall into it.",
    ),
    bad=table("mode: whole", "bands:", "  - {below: 1000, rate: 1%}", "  - {at_least: 1000, rate: 2%}") + pay("t"),
    good=table("mode: whole", "bands:", "  - {below: 1000, rate: 1%}", "  - {from: 1000, rate: 2%}") + pay("t"),
)
RULES: Final = (NOT_A_BOUND,)

_MEANT: Final = {
    "from": "从 自 以上 不低于 不少于 不小于 大于等于 达到 满 至少 起点 下限 "
    "at_least min minimum lower start since starting_at gte ge >=",
    "above": "大于 高于 多于 以外 over more_than greater_than exceeds gt >",
    "up_to": "以下 以内 不超过 不高于 不多于 不大于 小于等于 至多 止 到 上限 "
    "at_most to until till max maximum upper end upto lte le <=",
    "below": "小于 低于 少于 不足 不到 less_than under lower_than lt <",
}
"""What people write for each bound, by a space."""

_EXACT: Final = {
    "from": "不低于 不少于 不小于 大于等于 至少 at_least gte ge >=",
    "above": "大于 高于 多于 more_than greater_than exceeds gt >",
    "up_to": "不超过 不高于 不多于 不大于 小于等于 至多 at_most lte le <=",
    "below": "小于 低于 少于 不足 less_than lt <",
}
"""Those that leave no doubt whether the number itself is in the band."""

_SURE: Final = 0.75
"""How alike a column must be to a bound's word to be a slip of the pen: `bellow`, `form`, `abov`."""


def misplaced(node: Mapping, bounds: tuple[Field, ...]) -> Iterator[Diagnostic]:
    """A finding for each entry of a band that was meant as a bound."""
    names = {f.key: f for f in bounds}
    words = tuple((f.key, f.zh) for f in bounds)
    for entry in node:
        if entry.name in names:
            continue
        if (help_text := as_bounds(entry, names)) is not None:
            yield NOT_A_BOUND.at(entry.key.span, help=help_text, word=entry.key.text)
        elif (meant := _meant(entry.key.text, words)) is not None:
            fix = _fix(entry.key, names[meant])
            yield NOT_A_BOUND.at(entry.key.span, help=_help(names[meant]), fix=fix, word=entry.key.text)


def _fix(key: Scalar, meant: Field) -> Fix | None:
    """The bound's own word, where the author's says on which side the number itself is: `start` and 以外 do not."""
    if key.text.strip() not in _EXACT[meant.key].split():
        return None
    return replace_with(key.span, meant.key if key.text.isascii() else meant.zh)


@lru_cache(maxsize=1000)
def _meant(text: str, bounds: tuple[tuple[str, str], ...]) -> str | None:
    """The bound that a column most likely stands for; the same few columns come back in every band."""
    word = text.strip().lower().replace(" ", "_").replace("-", "_")
    known = next((key for key, words in _MEANT.items() if word in words.split()), None)
    if known is not None:
        return known
    near = nearest(word, [name for names in bounds for name in names], _SURE)
    return next((names[0] for names in bounds if near in names), None)


def _help(field: Field) -> Text:
    return Text(f"写 {field.zh}（{field.key}）：{field.doc.zh}", f"write {field.key}: {field.doc.en}")
