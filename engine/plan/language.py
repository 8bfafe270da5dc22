"""The language as a list of constructs: a construct is known in its own file and here, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engine.diagnostics.model import Rule
from engine.document.nodes import Entry
from engine.plan import silence
from engine.plan.constructs import (
    advised,
    assertions,
    awards,
    cases,
    choices,
    distribution,
    examples,
    guarantees,
    header,
    input_rules,
    input_shape,
    inputs,
    metrics,
    outputs,
    peers,
    plausible,
    pools,
    prizes,
    quota_bands,
    salary,
    scorecards,
    standards,
    tables,
    thresholds,
    tiers,
    uses,
)
from engine.plan.constructs.pay.showcases import SHOWCASES as PAY_SHOWCASES
from engine.plan.first_steps import given, paid, rated
from engine.plan.model import Definition
from engine.plan.reading import Desk
from engine.plan.shape import Field, Record
from engine.plan.showcase import Showcase
from engine.plan.wording import MEASURES, worded


@dataclass(frozen=True)
class Construct:
    """A section of named definitions: its key and shape, and how an entry is read (None: faulty, and reported)."""

    section: Field
    read: Callable[[Entry, Desk], Definition | None]


CONSTRUCTS: Final = (
    Construct(input_shape.SECTION, inputs.read),
    Construct(thresholds.SECTION, thresholds.read),
    Construct(peers.SECTION, peers.read),
    Construct(metrics.SECTION, metrics.read),
    Construct(tables.SECTION, tables.read),
    Construct(scorecards.SECTION, scorecards.read),
    Construct(tiers.SECTION, tiers.read),
    Construct(awards.SECTION, awards.read),
    Construct(prizes.SECTION, prizes.read),
    Construct(pools.SECTION, pools.read),
    Construct(distribution.SECTION, distribution.read),
    Construct(assertions.SECTION, assertions.read),
)
BESIDE_PAY: Final = (Construct(outputs.SECTION, outputs.read),)
"""What is said of pay after its lines."""
_TAGGED: Final = (input_shape.SECTION, metrics.SECTION)
"""The sections whose rules say what they measure."""

PLAN: Final = Record(
    (
        *header.FIELDS,
        *(worded(c.section, MEASURES) if c.section in _TAGGED else worded(c.section) for c in CONSTRUCTS),
        worded(salary.SECTION),
        *(worded(c.section) for c in BESIDE_PAY),
        guarantees.SECTION,
        examples.SECTION,
        silence.SECTION,
    )
)
"""The shape of a whole plan file."""

SHOWCASES: Final[tuple[Showcase, ...]] = (
    *given.SHOWCASES,
    *rated.SHOWCASES,
    *paid.SHOWCASES,
    *tables.SHOWCASES,
    standards.SHOWCASE,
    *awards.SHOWCASES,
    cases.SHOWCASE,
    plausible.SHOWCASE,
    uses.SHOWCASE,
    advised.SHOWCASE,
    assertions.SHOWCASE,
    choices.SHOWCASE,
    scorecards.SHOWCASE,
    tiers.SHOWCASE,
    peers.SHOWCASE,
    prizes.SHOWCASE,
    pools.SHOWCASE,
    *PAY_SHOWCASES,
    outputs.SHOWCASE,
    distribution.SHOWCASE,
)
"""The constructs at work, in the order in which a reader meets them."""

RULES: Final[tuple[Rule, ...]] = (
    *header.RULES,
    *input_rules.RULES,
    *thresholds.RULES,
    *standards.RULES,
    *cases.RULES,
    *assertions.RULES,
    *plausible.RULES,
    *uses.RULES,
    *advised.RULES,
    *tables.RULES,
    *scorecards.RULES,
    *tiers.RULES,
    *prizes.RULES,
    *pools.RULES,
    *quota_bands.RULES,
    *salary.RULES,
    *outputs.RULES,
    *guarantees.RULES,
    *silence.RULES,
)
