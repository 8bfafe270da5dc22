"""docs/language.md and docs/language.zh.md: how a plan is written, constructs at work, every key and unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from engine.base.quantities import BIG_WORDS, KIND_NAMES, UNIT_LITERALS
from engine.base.text import Language, Text
from engine.formula.functions import FUNCTIONS
from engine.generate.markdown import GENERATED_NOTE, table
from engine.generate.tutorial import tutorial
from engine.plan.constructs import header
from engine.plan.language import PLAN, SHOWCASES
from engine.plan.shape import (
    Again,
    Either,
    Field,
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
from engine.plan.showcase import Showcase

_BOUNDS: Final = Text(
    "`from`（起）≥，`above`（超过）>，`up_to`（至）≤，`below`（不满）<。没有下限（上限）的一段向下（上）不限。"
    "各段必须不重不漏；真有“其余情况”时写 `otherwise`。",
    "`from` ≥, `above` >, `up_to` ≤, `below` <. A band without a lower (upper) bound is open below (above). "
    'Bands leave no hole and never overlap; a plan that really wants "none of these" says `otherwise`.',
)
_FORMULAS: Final = Text(
    "`+ - × ÷`（`*`、`/`），比较 `< ≤ > ≥ = ≠`（`<=`、`>=`、`==`、`!=`），可以连写 `50% < x ≤ 70%`；"
    "`and or not`（且 或 非）；括号；`名称.列`。全角符号也可以。只有写了 `decimals` 的指标和工资各行才舍入。",
    "`+ - × ÷` (`*`, `/`), comparisons `< ≤ > ≥ = ≠` (`<=`, `>=`, `==`, `!=`), which chain: `50% < x ≤ 70%`; "
    "`and or not`; brackets; `name.column`. Full-width forms are understood. Only metrics with `decimals` and the "
    "lines of pay are rounded.",
)
_KEYS: Final = Text(
    "每个键都有中文名和英文名，一份方案可以用任一种。带 * 的键必须写。“名称”下面的名称由您起。键的先后从不影响结果。",
    "Every key has an English and a Chinese name; a plan may use either. Keys with * must be there. Under `name` stand "
    "names of your own. The order of keys never changes a result.",
)


def language_page(language: Language) -> str:
    """The page in a language."""
    page = _Page(language)
    parts = [GENERATED_NOTE, tutorial(language), *map(page.showcase, SHOWCASES)]
    parts += [page.heading(Text("全部的键", "All keys")), _KEYS.to(language)]
    parts += [f"### {page.title(Text('方案开头', 'The head'))}\n\n{page.keys(Record(header.FIELDS))}"]
    parts += [page.section(field) for field in PLAN.fields[len(header.FIELDS) :]]
    parts += [page.heading(Text("上下限", "Bounds")), _BOUNDS.to(language)]
    parts += [page.heading(Text("公式", "Formulas")), _FORMULAS.to(language)]
    parts += [page.heading(Text("函数", "Functions")), page.functions()]
    parts += [page.heading(Text("单位", "Units")), page.units()]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


@dataclass(frozen=True)
class _Page:
    """The parts of the page in one language."""

    language: Language

    def heading(self, text: Text) -> str:
        return f"## {text.to(self.language)}"

    def title(self, text: Text) -> str:
        return text.to(self.language)

    def showcase(self, shown: Showcase) -> str:
        """A construct with its worked example."""
        title, about = shown.title.to(self.language), shown.about.to(self.language)
        more = f"`kpiplan new --with {shown.name}`"
        return f"## {title}\n\n{about}\n\n```yaml\n{shown.plan.strip()}\n```\n\n{more}"

    def section(self, field: Field) -> str:
        """All keys of a section."""
        names = (field.zh, field.key) if self.language == "zh" else (field.key, field.zh)
        return f"### {' · '.join(names)}\n\n{field.doc.to(self.language)}\n\n{self.keys(field.shape)}"

    def keys(self, shape: Shape) -> str:
        """A table of all keys under a shape, those below others as `outer.inner`."""
        rows = [row for prefix, record in _records(shape, "") for row in self._rows(record, prefix)]
        return table(("key", "键", "", ""), rows) if rows else _form(shape).to(self.language)

    def functions(self) -> str:
        rows = ((f"`{f.usage}`", "、".join(f.chinese), f.doc.to(self.language)) for f in FUNCTIONS)
        return table(("function", "函数", ""), rows)

    def units(self) -> str:
        kinds: dict[str, list[str]] = {}
        for word, (quantity, _) in UNIT_LITERALS.items():
            kinds.setdefault(quantity.unit, []).append(f"`{word}`")
        rows = [(f"`{kind}`", KIND_NAMES[kind].to(self.language), " ".join(words)) for kind, words in kinds.items()]
        big = " ".join(f"`{word}`" for word in BIG_WORDS)
        return table(("type", "", ""), [*rows, ("", Text("大数", "large numbers").to(self.language), big)])

    def _rows(self, record: Record, prefix: str) -> Iterator[tuple[str, str, str, str]]:
        for field in record.fields:
            key = f"`{prefix}{field.key}`" + (" *" if field.required else "")
            doc = field.doc.to(self.language) + self._meanings(field.shape)
            yield key, field.zh, _form(field.shape).to(self.language), doc
            for inner, deeper in _records(field.shape, f"{prefix}{field.key}"):
                yield from self._rows(deeper, inner)
        if record.others is not None:
            own = Text("您起名的列", "a column that you name").to(self.language)
            yield f"`{prefix}`…", "", _form(record.others).to(self.language), own

    def _meanings(self, shape: Shape) -> str:
        """What each of a few words means, where that is more than the word."""
        words = shape.words if isinstance(shape, OneOf) else ()
        told = [w for w in words if w.doc not in (Text(w.zh, w.name), Text(w.zh, w.zh))]
        return "".join(f"<br>`{Text(w.zh, w.name).to(self.language)}`: {w.doc.to(self.language)}" for w in told)


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
