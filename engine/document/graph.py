"""What YAML allows and a plan does not: references, tags, keys that are no words, bombs, a second document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.base.limits import DEPTH, NODES
from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.diagnostics.example import pay
from engine.diagnostics.model import Diagnostic, Edit, Fix, Rule, replace_with
from engine.document.findings import shown

TOO_DEEP: Final = Rule(
    code="KPI107",
    name="too-deep",
    headline=Text("这里嵌套超过 {limit} 层", "this is nested more than {limit} levels deep"),
    what=Text("括号或缩进的层数超过上限。", "Brackets or indentation go deeper than the limit."),
    why=Text(
        "没有方案需要这么深；成千上万层会让程序崩溃。", "No plan needs it, and thousands of levels crash programs."
    ),
    bad="group_by: " + "[" * DEPTH + "team" + "]" * DEPTH + "\n",
    good="group_by: [shop, team]\n",
)
TOO_MANY_NODES: Final = Rule(
    code="KPI108",
    name="too-many-nodes",
    headline=Text("方案里的键和值超过 {limit} 个", "the plan has more than {limit} keys and values"),
    what=Text(
        "方案里的键、值、列表和分组加起来超过上限。", "Keys, values, lists and sections together exceed the limit."
    ),
    why=Text("检查必须总能结束。", "A check must always come to an end."),
    bad="group_by: [" + "team, " * NODES + "shop]\n",
    good="group_by: [shop, team]\n",
)
ALIAS: Final = Rule(
    code="KPI110",
    name="alias",
    headline=Text("这里用了 YAML 引用 {text}", "there is a YAML reference here, {text}"),
    what=Text(
        "用了锚点（&名称）、别名（*名称）或合并键（<<）。",
        "An anchor (&name), an alias (*name) or a merge key (<<) is used.",
    ),
    why=Text(
        "引用让人看不到真正的值，还能用几行造出几十亿个值。",
        "References hide the real value, and a few lines of them can make billions of values.",
    ),
    bad="effective: &dates {from: 2026-01-01}\n",
    good="effective: {from: 2026-01-01}\n",
)
TAG: Final = Rule(
    code="KPI111",
    name="tag",
    headline=Text("这里用了 YAML 标签 {text}", "there is a YAML tag here, {text}"),
    what=Text("用了 `!标签`，或 `%YAML`、`%TAG` 行。", "A `!tag`, or a `%YAML` or `%TAG` line, is used."),
    why=Text(
        "标签改变值的读法，有的程序还会因此运行代码；方案里的值只有写出来的意思。",
        "Tags change how a value is read and make some programs run code; in a plan a value is what it says.",
    ),
    bad="title: !!str Example plan\n",
    good="title: Example plan\n",
)
SEVERAL_DOCUMENTS: Final = Rule(
    code="KPI113",
    name="several-documents",
    headline=Text("这里开始了第二份文档", "a second document begins here"),
    what=Text("一个文件里用 --- 分出了几份文档。", "One file holds several documents, parted by `---`."),
    why=Text("读哪一份没有定论；一份方案是一个文件。", "It is open which one counts; one plan is one file."),
    bad=pay("sales × 1%") + "---\nnext_plan: presales-2\n",
    good=pay("sales × 1%"),
)
COMPLEX_KEY: Final = Rule(
    code="KPI119",
    name="complex-key",
    headline=Text("键不是一个名称", "this key is not a name"),
    what=Text(
        "冒号前面是列表、分组或者空的，不是一个名称。",
        "What stands before the colon is a list, a section or nothing, not a word.",
    ),
    why=Text("没有名称的键，公式和说明都无法提到。", "Nothing can refer to a key without a name."),
    bad="salary:\n  lines:\n    base: base_salary\n    ? [pay, bonus]\n    : sales × 1%\n",
    good="salary:\n  lines:\n    base: base_salary\n    pay: sales × 1%\n",
)  # fmt: skip

_PROPERTY: Final = re.compile(r"(?P<mark>[&!])[^\s,\[\]{}]*+\s*+")


def properties(source: SourceFile, start: int) -> tuple[list[Diagnostic], int]:
    """The findings for the anchor and the tag that a value begins with, and where the value itself begins."""
    found = list[Diagnostic]()
    for _ in range(2):
        mark = _PROPERTY.match(source.text, start)
        if mark is None:
            break
        place, whole = Span(source, start, start + len(mark[0].rstrip())), Span(source, start, mark.end())
        found.append(reference(place, _unused(whole)) if mark["mark"] == "&" else tag(place, _plain(whole)))
        start = mark.end()
    return found, start


def reference(place: Span, fix: Fix | None = None) -> Diagnostic:
    """The finding for an anchor, an alias or a merge key."""
    help_ = Text("删去它，把值直接写在这里", "remove it and write the value itself here")
    return ALIAS.at(place, help=help_, fix=fix, text=shown(place.text))


def alias(place: Span) -> Diagnostic:
    """The finding for an alias: where its anchor stands before a short value, that value is what it means."""
    text, name = place.source.text, re.escape(place.text.removeprefix("*"))
    anchors = list(re.finditer(rf"(?<!\S)&{name}[ ]+(?P<value>{_SHORT})(?=\s*(?:$|[,}}\]]|[ ]#))", text, re.M))
    lone = len(anchors) == 1 == len(re.findall(rf"&{name}(?![\w-])", text))
    return reference(place, replace_with(place, anchors[0]["value"].strip()) if lone else None)


_SHORT: Final = r"[^\s,{}\[\]#&*!|>\"'%@`-][^,{}\[\]#:\n]*"
"""A value of one line without quotes and brackets."""


def _unused(anchor: Span) -> Fix | None:
    """The fix that deletes an anchor to which nothing refers."""
    name = re.escape(anchor.text.strip().removeprefix("&"))
    return None if re.search(rf"\*{name}(?![\w-])", anchor.source.text) else replace_with(anchor, "")


def tag(place: Span, fix: Fix | None = None) -> Diagnostic:
    """The finding for a tag."""
    help_ = Text("删去它；值以 `!` 开头时整个值加引号", "remove it; put quotes round a value that begins with `!`")
    return TAG.at(place, help=help_, fix=fix, text=shown(place.text))


def _plain(tagged: Span) -> Fix | None:
    """The fix that deletes one of YAML's own tags before a value that is the same without it; `!!str 5` is text."""
    name, text = tagged.text.strip(), tagged.source.text
    value = re.compile(r"[^\n,}\]#]*").match(text, tagged.end)
    words = value[0].strip() if value else ""
    if name in ("!!map", "!!seq", "!!int", "!!float", "!!bool") or (
        name == "!!str" and re.match(r"[^\W\d]|[\"']", words)
    ):
        return replace_with(tagged, "") if words.lower() not in _NOT_TEXT else None
    return None


_NOT_TEXT: Final = ("true", "false", "yes", "no", "on", "off", "null", "y", "n")


def too_deep(place: Span) -> Diagnostic:
    """The finding for one level too many."""
    help_ = Text("减少层次；看看括号是否都关上了", "use fewer levels, and see whether every bracket is closed")
    return TOO_DEEP.at(place, help=help_, limit=DEPTH)


def too_many(place: Span) -> Diagnostic:
    """The finding for one node too many."""
    help_ = Text("拆成几个方案", "split it into several plans")
    return TOO_MANY_NODES.at(place, help=help_, limit=NODES)


def second_document(place: Span) -> Diagnostic:
    """The finding for what follows the first document."""
    help_ = Text("把第二份放进另一个文件", "put the second one into a file of its own")
    return SEVERAL_DOCUMENTS.at(place, help=help_)


def complex_key(place: Span) -> Diagnostic:
    """The finding for a key that is a list, a mapping or nothing."""
    return COMPLEX_KEY.at(place, help=Text("冒号前写一个名称", "write one name before the colon"))


def directives(source: SourceFile, structure: str) -> Iterator[Diagnostic]:
    """The findings for `%YAML` and `%TAG` lines, which only mean something before the first line of content."""
    for found in DIRECTIVE.finditer(structure):
        place = Span(source, found.start(), found.end())
        line = Span(source, found.start(), min(found.end() + 1, len(source.text)))
        fix = Fix(Text("删去这一行", "remove this line"), (Edit(line, ""),))
        yield TAG.at(place, help=Text("删去这一行", "remove this line"), fix=fix, text=shown(place.text))


DIRECTIVE: Final = re.compile(r"(?m)^%[A-Z].*$")

RULES: Final = (TOO_DEEP, TOO_MANY_NODES, ALIAS, TAG, SEVERAL_DOCUMENTS, COMPLEX_KEY)
