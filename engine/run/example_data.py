"""The examples of rules about data: a fragment of a plan, then a table as a file would hold it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from engine.run.table import DataKind

_SEPARATOR: Final = re.compile(r"^--- (data|jsonl|json|xlsx)(?: (\S+))?\n", re.MULTILINE)
_KINDS: Final[dict[str, DataKind]] = {"data": "csv", "json": "json", "jsonl": "jsonl", "xlsx": "xlsx"}


class ExampleData(NamedTuple):
    """An example taken apart: the plan's fragment (often empty), and the data as bytes of a kind."""

    plan: str
    kind: DataKind
    data: bytes


def split_example(example: str) -> ExampleData | None:
    """Take an example apart at its line `--- data`, `--- json`, `--- jsonl`, `--- xlsx`; None where it has no data.

    A word behind it names the encoding of the bytes: `--- data gb18030`. The cells of a workbook are told as CSV.
    """
    match = _SEPARATOR.search(example)
    if match is None:
        return None
    data = example[match.end() :].encode(match[2] or "utf-8")
    return ExampleData(example[: match.start()], _KINDS[match[1]], data)
