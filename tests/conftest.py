"""What holds for all tests: garbage is looked for as seldom as the command line looks for it."""

from __future__ import annotations

import gc

SELDOM = (200_000, 30, 30)
"""Plans are many objects and few cycles, and a run of all tests keeps thousands of plans."""


def pytest_collection_finish() -> None:
    """What the collected tests hold lives until the end, so nobody looks through it again."""
    gc.set_threshold(*SELDOM)
    gc.freeze()
