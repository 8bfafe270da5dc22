"""Names that a plan gives: what may be one, and words that may not be taken."""

from __future__ import annotations

import re
from typing import Final

from engine.base.limits import NAME_CHARACTERS
from engine.base.text import Text
from engine.diagnostics.example import fragment, pay
from engine.diagnostics.model import Diagnostic, Rule, replace_with
from engine.document.nodes import Scalar
from engine.formula.functions import FUNCTIONS
from engine.formula.names import Fault, name_fault, word_end

NAME_NOT_ALLOWED: Final = Rule(
    code="KPI117",
    name="name-not-allowed",
    headline=Text("名称“{name}”{fault}", "the name `{name}` {fault}"),
    what=Text(
        "名称由字母或汉字、数字和下划线组成，以字母或汉字开头，并且不是公式里的词。",
        "A name is letters, digits and underscores, begins with a letter, and is no word of formulas.",
    ),
    why=Text("公式里要能认出名称。", "Formulas must be able to tell where a name ends."),
    bad=fragment("""
        metrics:
          net-sales: sales
        """),
    good=fragment("""
        metrics:
          net_sales: sales
        """)
    + pay("net_sales × 1%"),
)
RULES: Final = (NAME_NOT_ALLOWED,)

_OPERATORS: Final = (
    "and",
    "or",
    "not",
    "true",
    "false",
    "且",
    "或",
    "非",
    "是",
    "否",
    "otherwise",
    "否则",
    "其他",
    "others",
    "他人",
)
RESERVED: Final = frozenset([*_OPERATORS, *(n for f in FUNCTIONS for n in (f.name, *f.chinese))])
"""Words of the formula language; a name that is one of them could never be used."""


def check_name(key: Scalar) -> Diagnostic | None:
    """A finding where a key cannot serve as a name."""
    name = key.text
    found = name_fault(name) or _fault(name)
    if found is None:
        return None
    fault, help = found
    alone, spelt = key.span.text == name and key.span.source.text.count(name) == 1, _spelt(name)
    fix = replace_with(key.span, spelt) if alone and spelt is not None else None
    return NAME_NOT_ALLOWED.at(key.span, help=help, fix=fix, name=name[:NAME_CHARACTERS], fault=fault)


def _spelt(name: str) -> str | None:
    """The name with underscores for what a name cannot hold; None where that is none either.

    Only for a name that stands nowhere else: in a formula `net-sales` is a difference.
    """
    spelt = re.sub(r"\W+", "_", name).strip("_")
    fit = word_end(spelt, 0) == len(spelt) and name_fault(spelt) is None and spelt not in RESERVED
    return spelt if fit and spelt != name else None


def _fault(name: str) -> Fault | None:
    if name in RESERVED:
        return Text("是公式里的词", "is a word of formulas"), Text("换一个名称", "choose another name")
    end = word_end(name, 0)
    if end == len(name):
        return None
    wrong, instead = name[end], name.replace(name[end], "_")
    return Text(f"含有“{wrong}”", f"holds `{wrong}`"), Text(f"可写作 `{instead}`", f"write `{instead}`")
