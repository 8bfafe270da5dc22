"""What came of a question: proved, refuted by a team, or not decided, with the bounds reached."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from engine.base.frozen import frozen
from engine.base.quantities import Kind
from engine.program import Promise, Scalar
from engine.prove.idle import Idle
from engine.prove.people import Team

Status = Literal["proved", "refuted", "undecided"]


@frozen
class Paid:
    """A team and what the reference evaluator makes of its first member."""

    team: Team
    values: Mapping[str, Scalar]


@frozen
class Witness:
    """A person of whom the promise does not hold; where something moves, the same person a step further too."""

    here: Paid
    there: Paid | None
    driver: str | None


@frozen
class Verdict:
    """The answer to one promise.

    `size` is by how much it is broken for the witness, `at_most` by how much it can be broken for anybody (None: no
    bound was reached); `exact` where the two are the same. `kind` is what both are, None where they are no numbers.
    `work` counts the operations that it took; `idle` says why it speaks of nobody, where it does not.
    """

    promise: Promise
    status: Status
    subject: str
    kind: Kind | None
    size: Fraction | None = None
    at_most: Fraction | None = None
    exact: bool = False
    witness: Witness | None = None
    work: int = 0
    by: Literal["cells", "solver"] = "cells"
    idle: Idle | None = None
