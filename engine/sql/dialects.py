"""The SQL dialects: how each holds whole numbers, divides them, and tells column names apart.

A dialect stands here only where a test runs its queries in the real database. One row of `DIALECTS` is all there is to
another one. Imports nothing of sqlglot, so that a command line can be read without it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from engine.base.frozen import frozen_value


@frozen_value
class Dialect:
    """One dialect. `name` is sqlglot's, `label` what people call the database.

    `whole` is the type of whole numbers and `limit` the largest magnitude it holds (None: any that can occur);
    `quotient_limit` the largest result of a division. `division` is the operation that cuts a quotient of two whole
    numbers towards zero: an operator, a function, or the difference to the remainder. `shown_decimals` are the most a
    value beside the pay is shown with. `pinned` layers are computed once: the database would copy their expressions
    into every use. `by_code_point` is the collation that orders texts by code point (None: all do). `same` gives two
    column names the same text where the database cannot tell them apart. `character` is how a regular expression names
    one by its code point.
    """

    name: str
    label: str
    whole: str
    limit: int | None
    quotient_limit: int | None
    division: Literal["operator", "function", "remainder"]
    shown_decimals: int
    pinned: bool
    by_code_point: str | None
    same: Callable[[str], str]
    character: str = "\\x{{{:04X}}}"


_POSTGRES_NAME_BYTES: Final = 63


def _cut(name: str) -> str:
    """PostgreSQL cuts a name after 63 bytes, between two characters."""
    return name.encode()[:_POSTGRES_NAME_BYTES].decode(errors="ignore")


DUCKDB: Final = Dialect("duckdb", "DuckDB", "HUGEINT", 2**127 - 1, None, "operator", 10, False, None, str.casefold)
POSTGRES: Final = Dialect("postgres", "PostgreSQL", "NUMERIC", None, None, "function", 10, True, "C", _cut, "\\u{:04X}")
SPARK: Final = Dialect(
    "spark", "Spark SQL", "DECIMAL(38, 0)", 10**38 - 1, 10**32 - 1, "remainder", 6, False, None, str.casefold
)  # Spark keeps six decimals of a quotient of two DECIMAL(38, 0), which leaves 32 digits before the point

DIALECTS: Final = (DUCKDB, POSTGRES, SPARK)
"""Every dialect that can be asked for."""


def dialect_named(name: str) -> Dialect:
    """The dialect of a name of `DIALECTS`."""
    return next(d for d in DIALECTS if d.name == name)
