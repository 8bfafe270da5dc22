"""Whether plain data have a shape: the quick answer for sound plans; the schema says what is wrong with the others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, assert_never

from engine.plan.shape import (
    Again,
    Either,
    FormulaText,
    Items,
    Named,
    NameText,
    OneOf,
    Prose,
    Record,
    Shape,
    TrueFalse,
    Whole,
)

_SCALARS: Final = (str, int, Decimal)


def fits(data: Any, shape: Shape) -> bool:
    """Whether the schema of the shape accepts the data, which are made of what `canonical.data` makes."""
    match shape:
        case Prose() | FormulaText():
            return isinstance(data, _SCALARS)
        case NameText():
            return isinstance(data, str) and data != ""
        case TrueFalse():
            return isinstance(data, bool)
        case Whole(least, most):
            return isinstance(data, int) and not isinstance(data, bool) and least <= data <= most
        case OneOf(words):
            return any(data in (word.name, word.zh) for word in words)
        case Items(of, least):
            return isinstance(data, list) and len(data) >= least and all(fits(item, of) for item in data)
        case Named(of, least):
            return isinstance(data, dict) and len(data) >= least and all(fits(item, of) for item in data.values())
        case Record():
            return isinstance(data, dict) and _fits_record(data, shape)
        case Either(shapes):
            return any(fits(data, one) for one in shapes)
        case Again(of=of):
            return fits(data, of())
        case _:
            assert_never(shape)


def _fits_record(data: dict[str, Any], record: Record) -> bool:
    for key, item in data.items():
        field = record.find(key)
        inner = record.others if field is None else field.shape
        if inner is None or not fits(item, inner):
            return False
    return all(field.key in data or field.zh in data for field in record.fields if field.required)
