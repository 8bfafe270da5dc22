"""What people read instead of a value's name: columns by their table, figures of a group by what they are of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from engine.base.text import Text
from engine.describe.formulas import Readable
from engine.describe.groups import group_words
from engine.describe.months import month_label

if TYPE_CHECKING:
    from engine.explain.reading import Reader

Told = Mapping[str, Any]

_AMONG: Final = Text("{figure}（只算“{among}”）", "{figure} ({among} only)")
_EARLIER: Final = re.compile(r"(?P<of>.+) -(?P<months>\d+)")
"""The name of the figure of an earlier month."""
_COLUMN: Final = Text("{table}的{column}", "{table} {column}")


def label(reader: Reader, told: Told) -> str:
    """The label of a value or an input."""
    earlier = _EARLIER.fullmatch(told["name"])
    if earlier is not None and (this := reader.named(earlier["of"])) is not None:
        return month_label(label(reader, this), int(earlier["months"]), reader.language)
    notes = {note["note"]: note for note in told.get("notes", ())}
    if told.get("role") == "group":
        return _group(reader, told, notes.get("group"))
    if "column" in notes:
        return _column(reader, told, notes["column"])
    if told.get("role") == "part" and told["construct"] == "part" and told["formula"]:
        return reader.plain(told["formula"])
    return str(told["label"])


def _group(reader: Reader, told: Told, note: Told | None) -> str:
    if note is None:
        return str(told["label"])
    of = reader.named(note.get("of", ""))
    figure = group_words(note["function"], "" if of is None else reader.label(of), others=note["others"])
    among = reader.named(note.get("among", ""))
    if among is not None:
        figure = _AMONG.format(figure=figure, among=reader.label(among))
    return figure.to(reader.language)


def _column(reader: Reader, told: Told, note: Told) -> str:
    """A table's own label where it has no other column."""
    column = note["column"]
    table = told["label"].removesuffix(f" {column}")
    others = [v for v in reader.trace["values"] if v is not told and v["role"] in ("column", "table", "tier")]
    alone = not any(_table(v) == note["table"] for v in others)
    words = Readable({}, reader.language).column(column)
    if alone or table.endswith(words):
        return str(table)
    return _COLUMN.format(table=table, column=words).to(reader.language)


def _table(told: Told) -> str:
    """The name of the table or the tiers that a value belongs to."""
    note = next((note for note in told["notes"] if note["note"] == "column"), None)
    return str(note["table"] if note is not None else told["name"])
