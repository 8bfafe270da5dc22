"""A rule's documentation, made from the rule itself: what it finds, why, a plan that fires it and its good twin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.text import Language, Text
from engine.diagnostics.example import WHOLE_FILE
from engine.diagnostics.model import Rule
from engine.diagnostics.order import SEVERITY_WORDS
from engine.diagnostics.unmended import reason_of
from engine.diagnostics.width import columns, padded, wrapped

WIDTH: Final = 80

_WHY: Final = Text("为什么", "Why")
_MENDING: Final = Text("能否自动改正（check --fix）", "Mended by check --fix")
_MENDS: Final = Text("能：只要只有一种改法。", "Yes, wherever only one edit can be meant.")
_LEAVES: Final = Text("不能：{reason}。", "No: {reason}.")
_BAD: Final = Text("错误写法", "Wrong")
_GOOD: Final = Text("正确写法", "Right")


_EXAMPLE_LINES: Final = 40
"""An example about a limit may be as long as the limit: its beginning shows enough."""


def rule_document(rule: Rule, language: Language, width: int = WIDTH) -> str:
    """What `kpiplan rule CODE` prints, in at most `width` columns but for the examples; ends with a newline."""
    sections = (
        (_WHY, "\n".join(wrapped(rule.why.to(language), width, "  ", "  "))),
        (_MENDING, "\n".join(wrapped(mending(rule).to(language), width, "  ", "  "))),
        (_BAD, _indented(rule.bad)),
        (_GOOD, _indented(rule.good)),
    )
    severity = SEVERITY_WORDS[rule.severity].to(language)
    title = [f"{rule.code} {rule.name} ({severity})", "", *wrapped(rule.what.to(language), width)]
    body = [f"\n{heading.to(language)}\n{text}" for heading, text in sections if text]
    return "\n".join([*title, *body]) + "\n"


def mending(rule: Rule) -> Text:
    """Whether `kpiplan check --fix` mends the rule's findings, and why not."""
    reason = reason_of(rule.code)
    return _MENDS if reason is None else _LEAVES.format(reason=reason.text)


def rule_list(rules: Iterable[Rule], language: Language) -> str:
    """All rules by code, one a line: code, severity, name."""
    by_code = sorted(rules, key=lambda rule: rule.code)
    words = {rule.code: SEVERITY_WORDS[rule.severity].to(language) for rule in by_code}
    width = max(map(columns, words.values()), default=0)
    return "".join(f"{rule.code}  {padded(words[rule.code], width)}  {rule.name}\n" for rule in by_code)


def _indented(example: str) -> str:
    lines = example.removeprefix(WHOLE_FILE).rstrip("\n").split("\n") if example else []
    shown = [line if len(line) <= WIDTH else line[: WIDTH - 1] + "…" for line in lines[:_EXAMPLE_LINES]]
    more = ["…"] if len(lines) > _EXAMPLE_LINES else []
    return "\n".join(f"  {line}".rstrip() for line in (*shown, *more))
