"""The metric library: the indicators of the trade as ready definitions, for a plan to `use:` by name (S0-7).

Each is data only: how it is computed from figures a shop has, in which unit, which way is better, and what people have
to know who collect the figures. Exclusions and usual bands are documentation: they say what belongs into the figures
and what shops publish, and change no pay. Figures that come out of records (chats, cohorts of customers) are
parameters here: they are counted before the plan sees them.
"""

from __future__ import annotations

from typing import Final

from engine.plan.indicators.agents import AGENTS
from engine.plan.indicators.conversations import CONVERSATIONS
from engine.plan.indicators.customers import CUSTOMERS
from engine.plan.indicators.ready import Ready

LIBRARY: Final[tuple[Ready, ...]] = (*CONVERSATIONS, *AGENTS, *CUSTOMERS)
"""All ready definitions, in the order in which they are listed."""


def find(name: str) -> Ready | None:
    """The definition of an English or Chinese name."""
    return next((ready for ready in LIBRARY if name in (ready.name, ready.zh)), None)
