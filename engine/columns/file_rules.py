"""The findings about whole data files, and what a file holds by its name; without any library."""

from __future__ import annotations

from typing import Final, Literal

from engine.base.text import Text
from engine.diagnostics.model import Rule

FileKind = Literal["csv", "parquet", "arrow"]

KINDS: Final[dict[str, FileKind]] = {
    ".csv": "csv", ".parquet": "parquet", ".arrow": "arrow", ".ipc": "arrow", ".feather": "arrow",
}  # fmt: skip
"""What a file holds, by the end of its name."""

UNREADABLE_TABLE: Final = Rule(
    code="KPI532",
    name="unreadable-table",
    headline=Text("文件不是可读的 {kind} 表：{reason}", "the file cannot be read as a {kind} table: {reason}"),
    what=Text("文件不是所说格式的表，或者已经损坏。", "The file is not a table of that format, or it is damaged."),
    why=Text(
        "一部分读不出来的表不能用来发工资。", "A table of which a part cannot be read is no ground to pay anybody on."
    ),
    bad="$ kpiplan evaluate plan.yaml text-renamed.parquet -o pay.csv",
    good="$ kpiplan evaluate plan.yaml data.parquet -o pay.csv",
)

RULES: Final = (UNREADABLE_TABLE,)
