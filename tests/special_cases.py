"""Which people of a plan's example data show what its first payslip does not: what was voided, capped, missed …"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from engine import load_plan
from engine.payslip.people import Payslips
from engine.run.table import open_table, table_of

_MOST: Final = 2
"""People of a plan beside the first one."""
_BY_PART: Final = {"requires": False, "void_when": True}
"""What a condition is where it costs somebody pay."""


def cases(trace: dict[str, Any]) -> set[str]:
    """The kinds of things in a trace that do not happen to everybody."""
    found = {case for value in trace["values"] for note in value["notes"] for case in _of_note(note)}
    values = {value["name"]: value["value"] for value in trace["values"]}
    amounts = [values[line["value"]] for line in trace["lines"]]
    found |= {"taken off"} if any(amount.startswith("-") for amount in amounts) else set()
    found |= {"a line pays nothing"} if "0" in amounts else set()
    return found | ({"a default"} if any(given.get("absent") for given in trace["inputs"]) else set())


def _of_note(note: dict[str, Any]) -> Iterator[str]:
    if note.get("applied"):
        yield f"{note['note']} {note.get('which', '')}".rstrip()
    elif note["note"] == "condition" and _BY_PART.get(note["part"]) == note["holds"]:
        yield f"{note['part']} {note['holds']}"
    elif note["note"] == "missing" or (note["note"] == "band" and note.get("otherwise")):
        yield note["note"]
    elif note["note"] == "weights":
        yield from (part["if_missing"] for part in note["parts"] if "if_missing" in part)


@cache
def everybody(plan: Path) -> tuple[dict[str, Any], ...]:
    """The traces of everybody in a plan's example data."""
    data = plan.parent / "data" / f"{plan.stem}.csv"
    table = open_table(data, data.name, "csv").value
    assert table is not None
    return tuple(load_plan(plan).explain_table(table).traces)


def special(plan: Path) -> tuple[str, ...]:
    """At most two people, each the one with the most cases that neither the first nor those before have shown."""
    first, *others = everybody(plan)
    shown, chosen = cases(first), list[str]()
    for _ in range(_MOST):
        best = max(others, key=lambda trace: len(cases(trace) - shown), default=None)
        if best is None or not cases(best) - shown:
            break
        shown |= cases(best)
        chosen.append(best["person"])
    return tuple(chosen)


def some_unpaid(plan: Path) -> Payslips:
    """The payslips of a plan's example data where the first row has a word in the place of a number."""
    data = plan.parent / "data" / f"{plan.stem}.csv"
    read = open_table(data, data.name, "csv").value
    assert read is not None
    rows = [dict(row.cells) for row in read.rows()]
    number = next(name for name, cell in rows[0].items() if str(cell).replace(".", "").isdigit() and len(str(cell)) > 4)
    table = table_of([{**rows[0], number: "八万"}, *rows[1:]], data.name).value
    assert table is not None
    return load_plan(plan).payslips(table)
