"""What the tags of pay lines are called for everybody who reads them: on payslips, in reports, in workbooks."""

from __future__ import annotations

from typing import Final

from engine.base.text import Language, Text

MANUAL: Final = "manual"
"""The tag of lines that somebody decided by hand; they are kept apart from what is computed."""
_TAGS: Final = {
    "base": Text("固定工资", "Fixed pay"),
    "commission": Text("提成", "Commission"),
    "performance": Text("绩效奖金", "Performance pay"),
    "indicator": Text("指标奖金", "Indicator awards"),
    "allowance": Text("补贴", "Allowances"),
    "prize": Text("评比奖金", "Prizes"),
    "deduction": Text("扣款", "Deductions"),
    "retro": Text("往月更正", "Corrections of earlier months"),
    "adjustment": Text("保底、封顶与预支", "Floor, cap and draw"),
    MANUAL: Text("人工调整", "Adjusted by hand"),
    "": Text("其他", "Other"),
}


def tag_words(tag: str, language: Language) -> str:
    """The name of a part of pay; a tag that is not known is its own name."""
    return _TAGS[tag].to(language) if tag in _TAGS else tag
