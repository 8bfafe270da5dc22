"""docs/errors.md: every finding's code, what it means, why it is one, a wrong plan and a right one."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.documentation import mending
from engine.diagnostics.example import SKELETON, WHOLE_FILE
from engine.diagnostics.model import Rule
from engine.diagnostics.order import SEVERITY_WORDS
from engine.diagnostics.rules import ALL_RULES
from engine.generate.markdown import GENERATED_NOTE, both, fenced, table

_LINES: Final = 40
_WIDTH: Final = 160

STAGES: Final = (
    ("1", Text("文件的文字", "The text of the file")),
    ("2", Text("方案的结构", "The shape of the plan")),
    ("3", Text("公式", "Formulas")),
    ("4", Text("方案的含义", "What the plan means")),
    ("5", Text("数据", "The data")),
    ("6", Text("计算", "The evaluation")),
    ("7", Text("建议", "Advice")),
    ("8", Text("文件读写", "Files")),
    ("9", Text("引擎自己的错误", "The engine's own mistakes")),
)
"""The first digit of a code, and what the findings of that stage are about."""

_INTRODUCTION: Final = """\
# 错误代码 / Error codes

`kpiplan rule CODE` 在命令行里给出同样的说明。示例只写出相关的几行，其余同 [样板](#skeleton)。

`kpiplan rule CODE` prints the same on the command line. An example shows only the sections it is about; the rest of
the plan is the [skeleton](#skeleton) at the end. Below `--- data` stands the table that is paid;
`--- sql` names the database that `kpiplan sql` writes the plan for; `--- prove` is for `kpiplan prove`.
"""


def errors_page() -> str:
    """The page; the same catalogue that `kpiplan rule` prints from."""
    rules = sorted(ALL_RULES, key=lambda rule: rule.code)
    index = table(("code", "name", ""), ([_link(r), f"`{r.name}`", SEVERITY_WORDS[r.severity].en] for r in rules))
    parts = [GENERATED_NOTE, _INTRODUCTION, index]
    for digit, title in STAGES:
        parts.append(f"## {digit}xx {both(title)}\n")
        parts += [_rule(rule) for rule in rules if rule.code.startswith(f"KPI{digit}")]
    return "\n".join([*parts, _skeleton()])


def _link(rule: Rule) -> str:
    return f"[{rule.code}](#{rule.code.lower()})"


def _rule(rule: Rule) -> str:
    severity = both(SEVERITY_WORDS[rule.severity])
    return (
        f'<a id="{rule.code.lower()}"></a>\n\n### {rule.code} {rule.name}\n\n{severity}\n\n'
        f"- {rule.what.zh}{rule.why.zh}\n- {rule.what.en} {rule.why.en}\n"
        f"- `check --fix`：{mending(rule).zh} {mending(rule).en}\n\n"
        f"错误 / wrong\n\n{_example(rule.bad)}\n正确 / right\n\n{_example(rule.good)}"
    )


def _example(text: str) -> str:
    whole = text.removeprefix(WHOLE_FILE).rstrip("\n")
    return fenced(whole, "console" if whole.startswith("$ ") else "yaml", _LINES, _WIDTH)


def _skeleton() -> str:
    return f'<a id="skeleton"></a>\n\n## 样板 / The skeleton\n\n{_example(SKELETON)}'
