"""All rules about data, in one tuple: for the catalogue, which prints them, and the tests, which run their examples."""

from __future__ import annotations

from typing import Final

from engine.diagnostics.model import Rule
from engine.run import (
    characters,
    columns,
    encoding,
    headings,
    inputs,
    number_rules,
    read_csv,
    read_json,
    records,
    size,
    total_rows,
    typed_cells,
    word_cells,
)

RULES: Final[tuple[Rule, ...]] = (
    *encoding.RULES,
    *size.RULES,
    *headings.RULES,
    *read_csv.RULES,
    *read_json.RULES,
    *records.RULES,
    *columns.RULES,
    *characters.RULES,
    *typed_cells.RULES,
    *number_rules.RULES,
    *word_cells.RULES,
    *total_rows.RULES,
    *inputs.RULES,
)
