"""docs/metrics.md: the metric library, what each metric is computed from and what belongs into its figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.text import Text
from engine.generate.markdown import GENERATED_NOTE, both, table
from engine.plan.indicators.ready import Ready
from engine.plan.library import LIBRARY

_HEAD: Final = """\
# 指标库 / The metric library

方案里写 `{use: 名称, with: {…}}` 就可以采用；中英文名称都行，同名的数不用写。`kpiplan library 名称` 显示一个。
“不计入”和“一般”是口径说明，不改变工资。 / A plan takes one with `{use: NAME, with: {…}}`, by its name in either
language; a figure of the same name need not be said. `kpiplan library NAME` shows one. What is left out and what is
usual are documentation and change no pay.
"""
_BETTER: Final = {"higher": "↑", "lower": "↓"}
_LEFT_OUT: Final = Text("不计入", "left out")
_USUAL: Final = Text("一般", "usual")
_RECORDS: Final = Text(
    "这些数要先从记录里统计出来。", "These figures are counted from records before the plan sees them."
)


def metrics_page() -> str:
    """The whole page."""
    rows = ([f"[`{r.name}`](#{r.name})", r.zh, f"`{r.formula}`", r.unit + " " + _BETTER[r.better]] for r in LIBRARY)
    index = table(("use", "采用", "formula", "unit"), rows)
    return "\n".join([GENERATED_NOTE + _HEAD, index, *("\n".join(_section(ready)) for ready in LIBRARY)])


def _section(ready: Ready) -> Iterator[str]:
    yield f'<a id="{ready.name}"></a>\n\n## {ready.zh} / {ready.label}\n'
    yield f"{both(ready.about)}\n"
    if ready.records:
        yield f"{both(_RECORDS)}\n"
    for heading, text in ((_LEFT_OUT, ready.exclusions), (_USUAL, ready.bands)):
        if text.zh:
            yield f"- {both(heading)}: {both(text)}"
    yield f"- {', '.join(ready.sources)}\n"
    yield table(
        ("with", "其中", "type", ""), ([f"`{p.name}`", p.zh, p.type, both(p.meaning)] for p in ready.parameters)
    )
