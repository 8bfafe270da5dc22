"""From JSON text to JSON text, whatever the text is: one record to one result, a list of records to a whole run."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from engine.base.limits import DATA_BYTES
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Severity
from engine.run.cells import Table
from engine.run.encoding import decoded
from engine.run.outcome import Plain, Provenance, Run
from engine.run.problems import problem_dict
from engine.run.read_json import read_json
from engine.run.size import file_too_large

_NAME: Final = "json"
"""What messages call the text."""


def answer(text: str, provenance: Provenance, evaluate: Callable[[Table], Run]) -> str:
    """The result as JSON in one line: of a list the document of a run, of anything else the line of one record."""
    table = _table(text)
    run = Run(provenance, (), tuple(table.diagnostics)) if table.value is None else evaluate(table.value)
    plain = run.to_dict() if text.lstrip().startswith("[") else {**provenance.to_dict(), **_record(run)}
    return json.dumps(plain, ensure_ascii=False)


def _table(text: str) -> Checked[Table]:
    data = text.encode("utf-8", "surrogatepass")  # half a character is refused with the reason
    if len(data) > DATA_BYTES:
        return Checked(None, (file_too_large(_NAME),))
    known = decoded(data, _NAME, "utf-8")
    return Checked(None, known.diagnostics) if known.value is None else read_json(known.value, _NAME)


def _record(run: Run) -> Plain:
    """The one person of a run: paid, or not and why; what is wrong with the text as a whole is wrong with row 1."""
    if run.results:
        return run.results[0].to_dict()
    person = run.unpaid[0][1] if run.unpaid else ""
    problems = [problem_dict(found) for found in run.problems if found.severity is Severity.ERROR]
    return {"row": 1, "person": person, "problems": problems}
