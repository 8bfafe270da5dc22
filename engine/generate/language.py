"""docs/language.md: every key, word, function and unit of the plan language, from the constructs' own declarations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from engine.base.quantities import BIG_WORDS, KIND_NAMES, UNIT_LITERALS
from engine.base.text import Text
from engine.formula.functions import FUNCTIONS, Function
from engine.generate.markdown import GENERATED_NOTE, both, table
from engine.plan.constructs import header
from engine.plan.language import PLAN
from engine.plan.shape import (
    Again,
    Either,
    FormulaText,
    Items,
    Named,
    NameText,
    OneOf,
    Prose,
    Record,
    Shape,
    TrueFalse,
    Whole,
)

_INTRODUCTION: Final = """\
# 方案语言 / The plan language

每个键都有中文名和英文名，一份方案可以用任一种。带 * 的键必须写。“名称 →”下面的名称由您起。

Every key has an English and a Chinese name; a plan may use either. Keys with * must be there. Under `name →`
stand names of your own. A plan begins with its head, then come the sections; their order never changes a result.
"""
_FORMULAS: Final = """\
## 公式 / Formulas

`+ - × ÷`（`*`、`/`），比较 `< ≤ > ≥ = ≠`（`<=`、`>=`、`==`、`!=`），可以连写 `50% < x ≤ 70%`；
`and or not`（且 或 非）；括号；`名称.列`。全角符号也可以。只有写了 `decimals` 的指标和工资各行才舍入。

`+ - × ÷` (`*`, `/`), comparisons `< ≤ > ≥ = ≠` (`<=`, `>=`, `==`, `!=`), which chain: `50% < x ≤ 70%`; `and or not`;
brackets; `name.column`. Full-width forms are understood. Only metrics with
`decimals` and the lines of pay are rounded.
"""
_BOUNDS: Final = """\
## 上下限 / Bounds

`from`（起）≥，`above`（超过）>，`up_to`（至）≤，`below`（不满）<。没有下限（上限）的一段向下（上）不限。
各段必须不重不漏；真有“其余情况”时写 `otherwise`。

`from` ≥, `above` >, `up_to` ≤, `below` <. A band without a lower (upper) bound is open below (above). Bands leave
no hole and never overlap; a plan that really wants "none of these" says `otherwise`.
"""


def language_page() -> str:
    """The page."""
    parts = [GENERATED_NOTE, _INTRODUCTION, f"## 方案开头 / The head\n\n{_keys(Record(header.FIELDS))}"]
    parts += [f"## {f.key} · {f.zh}\n\n{both(f.doc)}\n\n{_keys(f.shape)}" for f in PLAN.fields[len(header.FIELDS) :]]
    functions = table(("function", "函数", ""), map(_function, FUNCTIONS))
    parts += [_BOUNDS, _FORMULAS, f"### 函数 / Functions\n\n{functions}", f"### 单位 / Units\n\n{_units()}"]
    return "\n".join(parts)


def _keys(shape: Shape) -> str:
    """A table of all keys under a shape, those below others as `outer.inner`."""
    rows = [row for prefix, record in _records(shape, "") for row in _rows(record, prefix)]
    return table(("key", "键", "value", ""), rows) if rows else f"{both(_form(shape))}\n"


def _rows(record: Record, prefix: str) -> Iterator[tuple[str, str, str, str]]:
    for field in record.fields:
        key = f"`{prefix}{field.key}`" + (" *" if field.required else "")
        yield key, field.zh, both(_form(field.shape)), both(field.doc) + _meanings(field.shape)
        for inner, deeper in _records(field.shape, f"{prefix}{field.key}"):
            yield from _rows(deeper, inner)
    if record.others is not None:
        yield f"`{prefix}`…", "", both(_form(record.others)), both(Text("您起名的列", "a column that you name"))


def _records(shape: Shape, prefix: str) -> Iterator[tuple[str, Record]]:
    """The records directly under a shape, each with the prefix of its keys."""
    match shape:
        case Record():
            yield (f"{prefix}." if prefix else ""), shape
        case Named(of):
            yield from _records(of, f"{prefix}.name" if prefix else "name")
        case Items(of):
            yield from _records(of, f"{prefix}[]")
        case Either(shapes):
            for each in shapes:
                yield from _records(each, prefix)
        case _:
            return


def _form(shape: Shape) -> Text:
    """What stands under a key, in a few words."""
    match shape:
        case Prose():
            return Text("文字", "text")
        case FormulaText():
            return Text("公式", "formula")
        case NameText():
            return Text("名称", "name")
        case TrueFalse():
            return Text("`true` `false`", "`true` `false`")
        case Whole(least, most):
            words = f"{least}" if least == most else f"{least} – {most}"
            return Text(words, words)
        case OneOf(words):
            return Text(" ".join(f"`{w.zh}`" for w in words), " ".join(f"`{w.name}`" for w in words))
        case Items(of):
            return Text(f"列表：{_form(of).zh}", f"list: {_form(of).en}")
        case Named(of):
            return Text(f"名称 → {_form(of).zh}", f"name → {_form(of).en}")
        case Record():
            return Text("下面的键", "the keys below")
        case Either(shapes):
            forms = [_form(s) for s in shapes]
            return Text(" 或 ".join(f.zh for f in forms), " or ".join(f.en for f in forms))
        case Again(key):
            return Text(f"同外层的 {key}", f"as under the outer {key}")
        case _:
            assert_never(shape)


def _meanings(shape: Shape) -> str:
    words = shape.words if isinstance(shape, OneOf) else ()
    told = [w for w in words if w.doc not in (Text(w.zh, w.name), Text(w.zh, w.zh))]
    return "".join(f"<br>`{w.name}`: {both(w.doc)}" for w in told)


def _function(function: Function) -> tuple[str, str, str]:
    return f"`{function.usage}`", "、".join(function.chinese), both(function.doc)


def _units() -> str:
    kinds: dict[str, list[str]] = {}
    for word, (quantity, _) in UNIT_LITERALS.items():
        kinds.setdefault(quantity.unit, []).append(f"`{word}`")
    rows = [(f"`{kind}`", both(KIND_NAMES[kind]), " ".join(words)) for kind, words in kinds.items()]
    big = " ".join(f"`{word}`" for word in BIG_WORDS)
    return table(("type", "", "units"), [*rows, ("", "大数 / large numbers", big)])
