"""From a document to the author's plan: every section read by its construct, all faults of the text reported."""

from __future__ import annotations

from collections.abc import Iterator

from engine.document.nodes import Document
from engine.plan import silence, wording
from engine.plan.constructs import examples, guarantees, header, salary
from engine.plan.language import BESIDE_PAY, CONSTRUCTS, Construct
from engine.plan.model import Broken, Definition, Plan
from engine.plan.reading import Desk, Reader
from engine.plan.shape_check import check_shape


def read_plan(document: Document, desk: Desk) -> Plan:
    """The plan, as far as it can be read; what cannot is at the desk and stands as `Broken` definitions."""
    root = check_shape(document, desk)
    reader = Reader(root, desk)
    definitions: list[Definition] = []
    for construct in CONSTRUCTS:
        definitions += _section(construct, reader)
    pay = reader.mapping("salary")
    if pay is not None:
        definitions += salary.read(pay, desk)
    for construct in BESIDE_PAY:
        definitions += _section(construct, reader)
    return Plan(
        document.source,
        header.read(reader),
        tuple(definitions),
        tuple(examples.read(reader.node_at("examples"), desk)),
        tuple(guarantees.read(reader.node_at("guarantees"), desk)),
        pay is not None and pay.flag("may_be_negative"),
        wording.read(root, desk),
        silence.read(reader),
    )


def _section(construct: Construct, reader: Reader) -> Iterator[Definition]:
    """The definitions of a section; an entry that cannot be read is `Broken`."""
    key = construct.section.key
    for entry in reader.node_entries(key):
        yield construct.read(entry, reader.desk) or Broken(entry.name, entry.key.span, key)
