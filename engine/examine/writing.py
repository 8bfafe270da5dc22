"""Suggested examples as YAML, for HR to confirm: a file of examples, or rows to paste under `examples` of the plan."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from engine.base.quantities import Kind
from engine.base.text import Language, Text, one_line
from engine.diagnostics.width import columns, wrapped
from engine.examine.goals import Item
from engine.examine.literals import literal
from engine.examine.people import People
from engine.examine.suggest import Suggestion, Suggestions, written
from engine.plan.lower import Lowered
from engine.program import Program, Scalar

_WIDTH: Final = 80
_NAME: Final = 62
_HEAD: Final = Text(
    "以下样例的数由引擎算出：请逐条核对应得的数，再存成样例文件，或加到方案的 examples 里",
    "The numbers below were computed: confirm what each example expects, then keep them as a file of examples, or "
    "add them under examples in the plan",
)
_NONE: Final = Text("没有缺少的样例：能用到的都用到了", "no example is missing: everything that can be reached is")
_UNREACHED: Final = Text(
    "下面这些没有找到能用到它们的数据：多半是别的规定使它们不可能发生，或要更多同组的人",
    "for these no figures were found: most likely other rules make them impossible, or they take a larger group",
)
_SAFE: Final = re.compile(r"[\w“][\w =.，。；（）“”%<>≥≤÷/-]*[\w）”%]|\w")


def write(lowered: Lowered, suggestions: Suggestions, language: Language) -> str:
    """The suggestions as a YAML text; what was not reached stands at its end as comments."""
    lines = _comment(_HEAD.to(language)) if suggestions.found else _comment(_NONE.to(language))
    if suggestions.found:
        lines.append("examples:")
    used: dict[str, int] = {}
    for suggestion in suggestions.found:
        lines += _example(lowered, suggestion, language, used)
    if suggestions.unreached:
        lines += ["", *_comment(_UNREACHED.to(language))]
        for item in suggestions.unreached:
            lines += _comment(f"{item.span.line}: {item.words.to(language)}", "  ")
    return "\n".join(lines) + "\n"


def _comment(words: str, indent: str = "") -> list[str]:
    return wrapped(words, _WIDTH, f"# {indent}", f"# {indent}")


def _example(lowered: Lowered, suggestion: Suggestion, language: Language, used: dict[str, int]) -> Iterator[str]:
    yield f"  - name: {_quoted(_name(suggestion.item, language, used))}"
    yield from (f"    {line}" for line in given(lowered.program, suggestion.people, _WIDTH - 4))
    values = {value.name: value.kind for value in lowered.program.values}
    expected = [(key, suggestion.values[name], values[name]) for name, key in suggestion.expect.items()]
    pairs = [f"{key}: {literal(v, kind, cents=True)}" for key, v, kind in expected]
    yield from (f"    {line}" for line in _flow("expect: {", pairs, "}", _WIDTH - 4))


def given(program: Program, people: People, width: int) -> Iterator[str]:
    """Somebody's inputs as an example gives them, and those of the colleagues."""
    kinds = {spec.name: spec.kind for spec in program.inputs}
    own, *others = written(program, people)
    yield from _flow("given: {", _pairs(own, kinds), "}", width)
    if others:
        yield from _flow("colleagues: [", [f"{{{', '.join(_pairs(o, kinds))}}}" for o in others], "]", width)


def _name(item: Item, language: Language, used: dict[str, int]) -> str:
    """What the example is for, in the user's language; a second one of that name has a number."""
    words = item.words.to(language)
    most = next(most for most in range(_NAME, 0, -1) if columns(one_line(words, most)) <= _NAME)
    name = one_line(words, most)
    used[name] = used.get(name, 0) + 1
    return name if used[name] == 1 else f"{name} ({used[name]})"


def _quoted(words: str) -> str:
    return words if _SAFE.fullmatch(words) else json.dumps(words, ensure_ascii=False)


def _pairs(given: Mapping[str, Scalar], kinds: Mapping[str, Kind]) -> list[str]:
    return [f"{name}: {literal(value, kinds[name])}" for name, value in given.items()]


def _flow(head: str, parts: Iterable[str], end: str, width: int) -> Iterator[str]:
    """A mapping or a list in brackets, on as many lines as it takes."""
    line, indent = head, " " * len(head)
    first = True
    for part in parts:
        if not first and columns(line) + columns(part) + 3 > width:
            yield line + ","
            line, first = indent, True
        line += part if first else f", {part}"
        first = False
    yield line + end
