"""Files of examples: `examples:` in a file of its own, written as in a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Severity
from engine.document.reader import read_document
from engine.plan.constructs import examples
from engine.plan.model import Example
from engine.plan.reading import Desk
from engine.plan.shape import Record
from engine.plan.shape_check import check_shape

FILE: Final = Record((replace(examples.SECTION, required=True),))


def read_examples(data: bytes, name: str) -> Checked[tuple[Example, ...]]:
    """The examples of a file; no value where something in it is an error."""
    document = read_document(data, name)
    found = list(document.diagnostics)
    if document.value is None or any(d.severity is Severity.ERROR for d in found):
        return Checked(None, tuple(found))
    desk = Desk()
    root = check_shape(document.value, desk, FILE)
    read = tuple(examples.read(root.get("examples"), desk))
    found += desk.findings
    return Checked(None if any(d.severity is Severity.ERROR for d in found) else read, tuple(found))
