"""Data classes that nobody changes: the type checker refuses it, and making them costs no more than it must.

Python's own frozen data classes set every field through a guard and write six functions for each class: a fifth of the
time of `kpiplan check`. What programs hold in their hands (a plan, a run, its results and findings) is frozen for real.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """A class whose objects are told apart by identity."""
    return dataclass(eq=False, repr=False)(_shown(cls))


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen_value(cls: type[T]) -> type[T]:
    """A class with slots whose objects are equal where their fields are, and may be keys."""
    return dataclass(repr=False, unsafe_hash=True, slots=True)(_shown(cls))


def _shown(cls: type[T]) -> type[T]:
    """The class with a `repr` like that of data classes, one function for all of them."""
    if "__repr__" not in vars(cls):
        cls.__repr__ = _repr  # type: ignore[method-assign]  # what every object has
    return cls


@recursive_repr()
def _repr(of: Any) -> str:
    """`Name(field=value)`, without the fields that are left out of it."""
    shown = (f"{each.name}={getattr(of, each.name)!r}" for each in fields(of) if each.repr)
    return f"{type(of).__qualname__}({', '.join(shown)})"
