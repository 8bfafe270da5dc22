"""Every limit of the engine in one table, so that work is refused before it is done, never interrupted."""

from __future__ import annotations

from fractions import Fraction

PLAN_BYTES = 1_000_000
DEPTH = 32
NODES = 50_000
SCALAR_CHARACTERS = 10_000
METRICS = 500
BANDS = 200
FORMULA_CHARACTERS = 4_000
FORMULA_TOKENS = 500
FORMULA_DEPTH = 40
PLAN_TOKENS = 15_000
"""Words and signs of all formulas of a plan together."""

OPERATIONS = 20_000
"""Core operations that a plan may become, and `OPERATION_DEPTH` how many of them may stand inside each other."""

OPERATION_DEPTH = 100
DIGITS_BEFORE_POINT = 18
DIGITS_AFTER_POINT = 10
NAME_CHARACTERS = 64
VALUE_MAGNITUDE = Fraction(10) ** 20
PAY_MAGNITUDE = Fraction(10) ** 12
VALUE_BITS = 100_000
"""Bits of the numerator or denominator of one value: a sum of very many unlike quotients grows beyond use."""

CONSTANT_BITS = 2_000
"""Bits of a number that is the same for everybody; a plan's author needs no more."""

PERSON_EFFORT = 300_000
EXAMPLES_EFFORT = 150_000
"""Work of the reference evaluator for one person, and for all examples of a plan: about 5 µs each."""

CELL_CHARACTERS = 10_000
COLUMNS = 500
ROWS = 1_000_000
DATA_BYTES = 200_000_000
MESSAGES = 20
MESSAGE_CHARACTERS = 300
