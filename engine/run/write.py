"""Results as CSV, JSON and JSON lines. The same run gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Final, TextIO

from engine.diagnostics.model import Severity
from engine.program import Program, Value
from engine.run.outcome import PersonResult, Run, Shown, amount_text
from engine.run.problems import problem_dict
from engine.run.shown import PROVENANCE, digits, shown_values

BYTE_ORDER_MARK: Final = "\ufeff"
"""What a CSV begins with: Excel reads UTF-8 only behind it."""

_FORMULA_STARTS: Final = frozenset("=+-@\t\r\n\0＝＋－＠")


def write_csv(run: Run, program: Program, stream: TextIO) -> None:
    """One row for each paid person; texts quoted and safe to open in a spreadsheet, numbers plain.

    Begins with a byte order mark; the stream's encoding is UTF-8.
    Headings are the names of the plan; a name that comes twice has a number behind its second use.
    """
    stream.write(BYTE_ORDER_MARK)
    _write_row(stream, [quoted_cell(name) for name in result_headings(program)])
    source = [quoted_cell(word) for word in run.provenance.to_dict().values()]
    for result in run.results:
        _write_row(stream, [*_csv_cells(result, program), *source])


def result_headings(program: Program) -> list[str]:
    """The headings of a table of results: who, with whom, values, lines, the total, outputs, the plan."""
    names = [program.person, *program.group_by, *(v.name for v in shown_values(program))]
    outputs = [output.name for output in program.outputs]
    return _unique([*names, *(line.name for line in program.lines), "total", *outputs, *PROVENANCE])


def write_json(run: Run, stream: TextIO) -> None:
    """One object: where the result comes from, `results`, who is `unpaid`, and the `problems`; one item a line."""
    head = {**run.provenance.to_dict(), "complete": run.complete}
    stream.write("{\n" + "".join(f"{_json(key)}: {_json(value)},\n" for key, value in head.items()))
    _write_list(stream, "results", (result.to_dict() for result in run.results), ",")
    _write_list(stream, "unpaid", ({"row": row, "person": person} for row, person in run.unpaid), ",")
    _write_list(stream, "problems", (problem_dict(found) for found in run.problems), "")
    stream.write("}\n")


def write_jsonl(run: Run, stream: TextIO) -> None:
    """One object a line for each paid person, then one for each unpaid row with its `problems`."""
    source = run.provenance.to_dict()
    for result in run.results:
        stream.write(_json({**source, **result.to_dict()}) + "\n")
    by_row: dict[int | None, list[dict[str, object]]] = {}
    for finding in run.problems:
        if finding.cell is not None and finding.severity is Severity.ERROR:
            by_row.setdefault(finding.cell.row, []).append(problem_dict(finding))
    for row, person in run.unpaid:
        stream.write(_json({**source, "row": row, "person": person, "problems": by_row.get(row, [])}) + "\n")


def guard(text: str) -> str:
    """A text as a spreadsheet may open it: one that would begin a formula gets an apostrophe before it.

    So does one that has apostrophes before such a beginning: no two texts give the same cell.
    """
    return f"'{text}" if text.lstrip("'")[:1] in _FORMULA_STARTS else text


def _write_list(stream: TextIO, name: str, items: Iterable[dict[str, object]], end: str) -> None:
    stream.write(f"{_json(name)}: [")
    for number, item in enumerate(items):
        stream.write((",\n" if number else "\n") + _json(item))
    stream.write(f"]{end}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _csv_cells(result: PersonResult, program: Program) -> list[str]:
    shown, outputs = (
        [_cell(result.values[v.name], v, program.currency_decimals) for v in values]
        for values in (shown_values(program), program.output_values)
    )
    amounts = [amount_text(line.amount) for line in result.lines]
    return [
        quoted_cell(result.person),
        *map(quoted_cell, result.group.values()),
        *shown,
        *amounts,
        amount_text(result.total),
        *outputs,
    ]


def _cell(value: Shown, of: Value, currency_decimals: int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return digits(value, of.kind, currency_decimals) if isinstance(value, Fraction) else quoted_cell(value)


def quoted_cell(text: str) -> str:
    """A text as a cell of a CSV."""
    return '"' + guard(text).replace('"', '""') + '"'


def _write_row(stream: TextIO, cells: Iterable[str]) -> None:
    stream.write(",".join(cells) + "\n")


def _unique(names: Iterable[str]) -> list[str]:
    """The names in order; a repeated one gets the first free number: `total`, `total_2`."""
    used: list[str] = []
    for name in names:
        numbered = (f"{name}_{number}" for number in range(2, len(used) + 3))
        used.append(name if name not in used else next(n for n in numbered if n not in used))
    return used
