"""The one door for data: a file, standard input or Python rows become a table of untyped cells."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final, Literal

from engine.diagnostics.checked import Checked
from engine.run.cells import Cell, NumberText, RawRow, Table
from engine.run.encoding import read_text
from engine.run.read_csv import read_csv
from engine.run.read_json import read_json, read_jsonl
from engine.run.records import table_of

__all__ = ["DATA_KINDS", "Cell", "DataKind", "NumberText", "RawRow", "Table", "TextKind", "open_table", "table_of"]

TextKind = Literal["csv", "json", "jsonl"]
DataKind = Literal[TextKind, "xlsx"]

DATA_KINDS: Final[dict[str, DataKind]] = {
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xlsx",
    ".xlsb": "xlsx",
    ".ods": "xlsx",
}
"""What a file holds, by the end of its name; workbooks of other forms are refused with the reason."""

_READERS: Final = {"csv": read_csv, "json": read_json, "jsonl": read_jsonl}


def open_table(source: Path | BinaryIO, name: str, kind: TextKind, encoding: str | None = None) -> Checked[Table]:
    """Read and check the structure of the data; `name` is what messages call it.

    A note says the encoding where it is not UTF-8. Faults of single rows come with the rows; a fault of the whole
    leaves no table. Raises OSError where the source cannot be read.
    """
    text = read_text(source, name, encoding)
    if text.value is None:
        return Checked(None, text.diagnostics)
    table = _READERS[kind](text.value, name)
    return Checked(table.value, (*text.diagnostics, *table.diagnostics))
