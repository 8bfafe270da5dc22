"""Formulas as people read them: names by their labels, functions and words in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.base.quantities import BARE, MONEY, PERCENT
from engine.base.showing import thousands, told_number
from engine.base.text import Language, Text
from engine.describe.groups import group_words, told_by_group
from engine.describe.months import over_months
from engine.document.nodes import Scalar
from engine.formula.functions import BY_WORD
from engine.formula.parser import parse_formula
from engine.formula.show import Spelling, to_text
from engine.formula.tree import Call, Name, Number

_ZH: Final[Mapping[str, str]] = {"and": "且", "or": "或", "not": "非", "true": "是", "false": "否"}
_COLUMNS: Final[Mapping[str, str]] = {
    "rate": "提点", "points": "得分", "bonus": "奖金", "amount": "金额", "ratio": "比率", "weighted": "加权分",
    "coefficient": "系数", "factor": "系数", "base": "底薪", "commission": "提成", "prize": "奖金", "score": "得分",
}  # fmt: skip
_CHOICE: Final = "if"
_CHOSEN: Final = Text("(若 {condition}，则 {then}，否则 {otherwise})", "({then} if {condition}, else {otherwise})")
_AS_WRITTEN: Final = (BARE, MONEY, PERCENT)
"""Quantities whose literals read the same in both languages, as their author wrote them."""


@dataclass(frozen=True)
class Readable(Spelling):
    """Labels for names (and for `name.column`), and a language."""

    labels: Mapping[str, str]
    language: Language

    def name(self, name: Name) -> str:
        """The label; of a column, that of its table and its own name."""
        label = self.labels.get(name.name, name.name)
        return label if name.column is None else f"{label}.{self.column(name.column)}"

    def column(self, column: str) -> str:
        """A column's name: in Chinese its Chinese one, where the language has it."""
        return _COLUMNS.get(column, column) if self.language == "zh" else column

    def function(self, function: str) -> str:
        """The function's name in the language."""
        return BY_WORD[function].chinese[0] if self.language == "zh" else function

    def call(self, call: Call) -> str:
        """A call with its arguments; one over months, and a choice, as they are said."""
        told = over_months(call, self.language, to_text(call.arguments[0], self)) if call.arguments else None
        if told is not None:
            return told
        if told_by_group(call.function, len(call.arguments)):
            of = "".join(to_text(argument, self) for argument in call.arguments)
            return group_words(call.function.removeprefix("group_"), of, others=False).to(self.language)
        if call.function == _CHOICE:
            condition, then, otherwise = (to_text(argument, self) for argument in call.arguments)
            return _CHOSEN.format(condition=condition, then=then, otherwise=otherwise).to(self.language)
        return super().call(call)

    def number(self, number: Number) -> str:
        """As written, where that reads alike in both languages; thousands apart."""
        if number.quantity in _AS_WRITTEN:
            return thousands(number.span.text)
        return told_number(number.value, number.quantity).to(self.language)

    def word(self, word: str) -> str:
        """And, or, not, true, false."""
        return _ZH[word] if self.language == "zh" else word

    def formula(self, node: Scalar) -> str:
        """A formula of the plan; text that is none as it stands."""
        parsed = parse_formula(node).value
        return node.text if parsed is None else to_text(parsed.root, self)

    def named(self, words: str) -> str:
        """A name as it stands as a key, perhaps with a column."""
        name, _, column = words.partition(".")
        label = self.labels.get(name, name)
        return f"{label}.{self.column(column)}" if column else label
