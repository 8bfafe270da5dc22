"""`voids`: events that take a line's pay away and leave the reason in the result (S3-28, S3-29, A-25)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from engine.base.frozen import frozen
from engine.base.text import Text
from engine.plan.constructs.pay.names import LINES, known_lines
from engine.plan.reading import Reader
from engine.plan.shape import Field, Items, Record
from engine.plan.voiding import EVENT_FIELDS, Event, event

FIELD: Final = Field(
    "voids",
    "取消",
    Items(Record((*EVENT_FIELDS, LINES))),
    Text("发生了就不发某几行的事，原因写在结果里", "events after which lines pay nothing; results say the reason"),
)


@frozen
class Void:
    """An event and the lines that pay nothing after it."""

    event: Event
    lines: tuple[str, ...]


def read(section: Reader, lines: Sequence[str]) -> tuple[Void, ...]:
    """The voids of the section in their order; faults are reported."""
    found: list[Void] = []
    for record in (section.desk.reader(node) for node in section.items(FIELD.key)):
        happened = event(record) if record else None
        if record is not None and happened is not None:
            found.append(Void(happened, known_lines(section.desk, record.texts("lines"), lines)))
    return tuple(found)
