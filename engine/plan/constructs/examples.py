"""`examples`: worked examples inside the plan, run by every check: inputs of one person, and what must come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.text import Text
from engine.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.plan.model import Example, Expectation, Given
from engine.plan.reading import Desk, Reader, dotted
from engine.plan.shape import FORMULA, PROSE, Field, Items, Named, Record

GIVEN: Final = Named(FORMULA, least=0)
FIELDS: Final = (
    Field("name", "名称", PROSE, Text("这个例子说明什么", "what the example shows"), required=True),
    Field("given", "已知", GIVEN, Text("这个人的各项输入", "the person's inputs"), required=True),
    Field(
        "colleagues",
        "同组",
        Items(GIVEN),
        Text("同组的其他人；没写的项与此人相同", "the others of the group; what they leave out is as in given"),
    ),
    Field("expect", "应得", Named(FORMULA), Text("应当算出的值", "what must come out"), required=True),
)
SECTION: Final = Field(
    "examples", "样例", Items(Record(FIELDS)), Text("每次检查都会运行的样例", "examples run by every check")
)


def read(node: Node | None, desk: Desk) -> Iterator[Example]:
    """The sound examples of the section."""
    for item in node.items if isinstance(node, Sequence) else ():
        reader = desk.reader(item)
        if reader is not None:
            yield _example(reader)


def _example(reader: Reader) -> Example:
    colleagues = tuple(_cells(m) for m in reader.items("colleagues") if isinstance(m, Mapping))
    given = reader.node_at("given")
    expect = [_expectation(e, reader.desk) for e in reader.entries("expect")]
    name = reader.scalar("name")
    return Example(
        reader.words("name"),
        name.span if name else reader.span,
        _cells(given) if isinstance(given, Mapping) else (),
        colleagues,
        tuple(e for e in expect if e is not None),
    )


def _cells(node: Mapping) -> tuple[Given, ...]:
    return tuple(Given(e.name, e.key.span, e.value) for e in node if isinstance(e.value, Scalar))


def _expectation(entry: Entry, desk: Desk) -> Expectation | None:
    formula = desk.formula(entry.value)
    return None if formula is None else Expectation(dotted(entry.key), formula)
