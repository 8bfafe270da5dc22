"""A key that nobody knows where it stands: what it is called here, or where it belongs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Final

from engine.base.text import Text
from engine.document import nodes
from engine.plan.language import PLAN
from engine.plan.shape import Again, Either, Field, Items, Named, Record, Shape, alternative, scalar

_SECTIONS: Final = 3
"""A key of more sections than these is a common word: naming them all would not help."""

_ALSO_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("员工", "姓名", "工号", "employee"),
    "group_by": ("班组", "组", "小组", "team", "group"),
    "inputs": ("数据", "输入项", "input", "data"),
    "thresholds": ("标准", "目标", "targets"),
    "metrics": ("考核指标", "kpis"),
    "tables": ("分段表", "table"),
    "tiers": ("等级", "等级表", "级别", "档次", "grades", "levels"),
    "scorecards": ("评分卡", "得分卡", "scorecard"),
    "awards": ("奖金", "奖项", "bonuses"),
    "salary": ("薪资", "薪酬", "工资单", "pay", "payslip"),
    "examples": ("例子", "示例", "example"),
    "lines": ("行", "工资行", "明细", "工资项"),
    "formula": ("算法", "计算", "计算方法", "计算公式", "金额", "amount", "value", "expression"),
    "label": ("显示名", "标题", "title"),
    "type": ("种类", "单位", "unit", "kind"),
    "min": ("下限", "最低", "最少", "minimum"),
    "max": ("上限", "最高", "最多", "maximum"),
    "options": ("选择", "取值", "values", "choices"),
    "on": ("按", "看", "根据", "按照", "based_on"),
    "by": ("依据", "看", "根据", "按照", "based_on"),
    "bands": ("分段", "档", "档次", "档位", "段", "brackets", "levels", "ranges"),
    "otherwise": ("其他", "其余", "else"),
    "when": ("如果", "条件", "if", "condition"),
    "then": ("那么", "就", "结果", "result"),
    "weight": ("占比", "比重"),
    "at_least": ("最低", "最少", "下限", "不低于", "minimum"),
    "at_most": ("最高", "上限", "不超过", "maximum", "cap"),
    "rounding": ("取整", "round"),
    "decimals": ("小数", "位数", "digits", "places"),
    "if_zero": ("除零", "分母为零"),
    "if_missing": ("缺失", "没有值", "missing"),
    "given": ("输入", "数据", "inputs", "input"),
    "expect": ("期望", "预期", "结果", "expected", "output"),
}
"""Words that people use for keys of the language."""


def called(key: str, free: Collection[Field]) -> Field | None:
    """The one free key for which people also use this word; None where there is none, or more than one."""
    word = key.casefold()
    meant = [field for field in free if word in _ALSO_CALLED.get(field.key, ())]
    return meant[0] if len(meant) == 1 else None


def here_called(key: str, field: Field) -> str:
    """The spelling of a key in the language of the word that stands for it."""
    return field.key if key.isascii() and key.isalpha() else field.zh


def elsewhere(key: str, record: Record) -> Text | None:
    """Where a key that a record does not know is one of the language; None where it is none, or is a common word."""
    at_the_top = PLAN.find(key) is not None
    if at_the_top and record is not PLAN:
        return Text("“{key}”写在方案的最外层，顶格写", "`{key}` stands at the left edge of the plan").format(key=key)
    sections = () if at_the_top else _sections().get(key, ())
    if not 0 < len(sections) <= _SECTIONS:
        return None
    zh, en = "、".join(f"“{f.zh}”" for f in sections), ", ".join(f"`{f.key}`" for f in sections)
    return Text("“{key}”是{sections}里的键", "`{key}` is a key of {sections}").format(key=key, sections=Text(zh, en))


def as_name(key: str, value: nodes.Node, record: Record) -> Text | None:
    """Where a key may be a name of the author's choosing: under the mapping of names that the record must have."""
    names = next((f for f in record.fields if f.required and _takes(f.shape, value)), None)
    if names is None:
        return None
    return Text(
        "如果“{key}”是您起的名称，写在 `{under}:` 下面，缩进两格",
        "if `{key}` is a name of yours, write it under `{under}:`, two spaces deeper",
    ).format(key=key, under=Text(names.zh, names.key))


def _takes(shape: Shape, value: nodes.Node) -> bool:
    """Whether a value may stand under a name of the user's choosing in a shape."""
    named = alternative(shape, Named)
    if not isinstance(named, Named):
        return False
    if isinstance(value, nodes.Scalar):
        return alternative(named.of, None) is not None
    record = alternative(named.of, Record)
    if not (isinstance(value, nodes.Mapping) and isinstance(record, Record)):
        return False
    return any(record.find(entry.key.text) is not None for entry in value)


@cache
def _sections() -> dict[str, tuple[Field, ...]]:
    """The sections of a plan in which each key, in English or Chinese, stands somewhere."""
    found: dict[str, dict[str, Field]] = {}
    for section in PLAN.fields:
        for key in set(_keys(section.shape)):
            found.setdefault(key, {})[section.key] = section
    return {key: tuple(sections.values()) for key, sections in found.items()}


def _keys(shape: Shape) -> Iterator[str]:
    """Every key of the language under a shape; what stands inside itself is looked at once."""
    match shape:
        case Record(fields, others):
            for field in fields:
                yield from (field.key, field.zh)
                yield from _keys(field.shape)
            if others is not None:
                yield from _keys(others)
        case Either(shapes):
            for one in shapes:
                yield from _keys(one)
        case Items(of) | Named(of):
            yield from _keys(of)
        case Again():
            pass
        case _:
            assert scalar(shape)
