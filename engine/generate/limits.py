"""docs/limits.md: what the engine refuses because it is too large, and the code that says so."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from engine.base import limits
from engine.base.frozen import frozen_value
from engine.base.text import Text
from engine.check.examples import EXAMPLES_TOO_LONG
from engine.diagnostics.model import Rule
from engine.document.graph import TOO_DEEP, TOO_MANY_NODES
from engine.document.scalars import TEXT_TOO_LONG
from engine.document.text import PLAN_TOO_LARGE
from engine.formula.names import BAD_NAME
from engine.formula.numerals import BAD_NUMBER
from engine.formula.parser import FORMULA_TOO_DEEP
from engine.formula.tokens import FORMULA_TOO_LONG
from engine.generate.markdown import GENERATED_NOTE, both, table
from engine.plan.literals import NOT_CONSTANT
from engine.plan.names import NAME_NOT_ALLOWED
from engine.plan.shape_rules import TOO_MANY_DEFINITIONS
from engine.plan.size import FORMULAS_TOO_LONG, TOO_MANY_OPERATIONS
from engine.plan.table_form import TOO_MANY_BANDS
from engine.run.number_rules import TOO_MANY_DECIMALS, TOO_MANY_DIGITS
from engine.run.pay_rules import VALUE_TOO_LARGE
from engine.run.size import DATA_TOO_LARGE


@frozen_value
class Limit:
    """One row: the constant of `engine.base.limits`, what it bounds, and the rules that refuse what is beyond."""

    constant: str
    what: Text
    rules: tuple[Rule, ...]

    @property
    def value(self) -> int | Fraction:
        """The limit itself."""
        found = getattr(limits, self.constant)
        assert isinstance(found, int | Fraction)
        return found


LIMITS: Final = (
    Limit("PLAN_BYTES", Text("方案文件的字节数", "bytes of a plan"), (PLAN_TOO_LARGE,)),
    Limit("DEPTH", Text("方案的嵌套层数", "levels of nesting in a plan"), (TOO_DEEP,)),
    Limit("NODES", Text("方案里的键和值的个数", "keys and values of a plan"), (TOO_MANY_NODES,)),
    Limit("SCALAR_CHARACTERS", Text("一个值的字符数", "characters of one value"), (TEXT_TOO_LONG,)),
    Limit("METRICS", Text("一个分组或列表的项数", "entries of one section or list"), (TOO_MANY_DEFINITIONS,)),
    Limit("BANDS", Text("一张表的段数", "bands of one table"), (TOO_MANY_BANDS,)),
    Limit("NAME_CHARACTERS", Text("一个名称的字符数", "characters of a name"), (NAME_NOT_ALLOWED, BAD_NAME)),
    Limit("FORMULA_CHARACTERS", Text("一个公式的字符数", "characters of a formula"), (FORMULA_TOO_LONG,)),
    Limit("FORMULA_TOKENS", Text("一个公式的词数", "words and signs of a formula"), (FORMULA_TOO_LONG,)),
    Limit("FORMULA_DEPTH", Text("公式里括号的层数", "levels of brackets in a formula"), (FORMULA_TOO_DEEP,)),
    Limit(
        "PLAN_TOKENS",
        Text("全部公式的词数合计", "words and signs of all formulas together"),
        (FORMULAS_TOO_LONG,),
    ),
    Limit("OPERATIONS", Text("方案展开成的运算步数", "operations that a plan becomes"), (TOO_MANY_OPERATIONS,)),
    Limit("OPERATION_DEPTH", Text("一个值里运算的层数", "levels of operations in one value"), (FORMULA_TOO_DEEP,)),
    Limit("CONSTANT_BITS", Text("固定值的二进制位数", "bits of a fixed value as a fraction"), (NOT_CONSTANT,)),
    Limit(
        "EXAMPLES_EFFORT",
        Text("全部样例要算的步数", "operations carried out for all examples"),
        (EXAMPLES_TOO_LONG,),
    ),
    Limit("PERSON_EFFORT", Text("一个人要算的步数", "operations carried out for one person"), (VALUE_TOO_LARGE,)),
    Limit(
        "DIGITS_BEFORE_POINT",
        Text("一个数小数点前的位数", "digits of a number before its point"),
        (BAD_NUMBER, TOO_MANY_DIGITS),
    ),
    Limit(
        "DIGITS_AFTER_POINT",
        Text("一个数小数点后的位数", "digits of a number after its point"),
        (BAD_NUMBER, TOO_MANY_DECIMALS),
    ),
    Limit("VALUE_MAGNITUDE", Text("任何一个值的大小", "the size of any value"), (BAD_NUMBER, VALUE_TOO_LARGE)),
    Limit("VALUE_BITS", Text("分数形式的二进制位数", "bits of a value as a fraction"), (VALUE_TOO_LARGE,)),
    Limit("PAY_MAGNITUDE", Text("一行工资或合计的大小", "the size of a pay line or total"), (VALUE_TOO_LARGE,)),
    Limit("DATA_BYTES", Text("数据文件的字节数", "bytes of a data file"), (DATA_TOO_LARGE,)),
    Limit("ROWS", Text("数据的行数", "rows of data"), (DATA_TOO_LARGE,)),
    Limit("COLUMNS", Text("数据的列数", "columns of data"), (DATA_TOO_LARGE,)),
    Limit("CELL_CHARACTERS", Text("一个单元格的字符数", "characters of a cell"), (DATA_TOO_LARGE,)),
    Limit("MESSAGES", Text("一次显示的问题数（其余只计数）", "findings shown at once (the rest are counted)"), ()),
    Limit("MESSAGE_CHARACTERS", Text("一条消息的字符数（其余略去）", "characters of a message (the rest is cut)"), ()),
)
"""Every limit of the engine, in the order of its work."""

_INTRODUCTION: Final = """\
# 限度 / Limits

超过限度的方案或数据会被拒绝，并给出右栏的代码。限度不能调整。

A plan or data beyond a limit is refused, with the code on the right. Limits cannot be changed.
"""


def limits_page() -> str:
    """The page."""
    rows = [(both(limit.what), _shown(limit.value), _codes(limit.rules)) for limit in LIMITS]
    return f"{GENERATED_NOTE}\n{_INTRODUCTION}\n{table(('', '最多 / at most', ''), rows)}"


def _shown(value: int | Fraction) -> str:
    """All digits, or a power of ten: 1,000,000 and 10^20."""
    digits = str(value)
    return f"10^{len(digits) - 1}" if len(digits) > 10 and set(digits[1:]) == {"0"} else f"{value:,}"


def _codes(rules: tuple[Rule, ...]) -> str:
    return ", ".join(f"[{rule.code}](errors.md#{rule.code.lower()})" for rule in rules)
