"""Names that a plan gives: what may be one, and words that may not be taken."""

from __future__ import annotations

import unicodedata
from typing import Final

from engine.base.limits import NAME_CHARACTERS
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Rule
from engine.document.nodes import Scalar
from engine.formula.functions import FUNCTIONS

NAME_NOT_ALLOWED: Final = Rule(
    code="KPI117",
    name="name-not-allowed",
    headline=Text("“{name}”不能作名称：{reason}", "{name} cannot be a name: {reason}"),
    what=Text(
        "名称只能由文字、数字和下划线组成，以文字开头。",
        "A name is letters, digits and underscores, and begins with a letter.",
    ),
    why=Text("公式里要能认出名称。", "Formulas must be able to tell where a name ends."),
    bad="metrics:\n  net-sales: sales\nsalary:\n  lines:\n    base: base_salary\n    commission: sales × 1%\n",
    good="metrics:\n  net_sales: sales\nsalary:\n  lines:\n    base: base_salary\n    commission: net_sales × 1%\n",
)
RULES: Final = (NAME_NOT_ALLOWED,)

_OPERATORS: Final = ("and", "or", "not", "true", "false", "且", "或", "非", "是", "否", "otherwise", "其他")
RESERVED: Final = frozenset([*_OPERATORS, *(n for f in FUNCTIONS for n in (f.name, *f.chinese))])
"""Words of the formula language; a name that is one of them could never be used."""


def check_name(key: Scalar) -> Diagnostic | None:
    """A finding where a key cannot serve as a name."""
    reason = _reason(key.text)
    return None if reason is None else NAME_NOT_ALLOWED.at(key.span, name=key.text[:NAME_CHARACTERS], reason=reason)


def _reason(name: str) -> Text | None:
    if not name:
        return Text("名称是空的", "it is empty")
    if len(name) > NAME_CHARACTERS:
        return Text(f"超过 {NAME_CHARACTERS} 个字", f"it is longer than {NAME_CHARACTERS} characters")
    plain = unicodedata.normalize("NFKC", name)
    if name != plain:
        return Text(f"含有全角或组合字符，写作 {plain}", f"it holds full-width or combining characters; write {plain}")
    if name in RESERVED:
        return Text("它是公式语言的词", "it is a word of the formula language")
    if not (name[0].isalpha() or name[0] == "_"):
        return Text("要以文字开头", "it must begin with a letter")
    wrong = next((c for c in name if not (c.isalnum() or c == "_")), None)
    if wrong is not None:
        advice = name.replace(wrong, "_")
        return Text(f"含有“{wrong}”，可写作 {advice}", f"it holds '{wrong}'; write {advice}")
    return None
