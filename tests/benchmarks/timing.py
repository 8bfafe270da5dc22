"""Two functions timed side by side, in turns, so that whatever else the machine does falls on both."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]

ROUND = 0.02
"""Seconds that one function runs in one round, at least."""


@dataclass(frozen=True)
class Clock:
    """What is measured: `now` in seconds. `patience` is for how many seconds a pair is measured."""

    now: Callable[[], float]
    patience: float


WALL = Clock(time.perf_counter, 2.0)
PROCESSOR = Clock(time.process_time, 2.0)
"""The time of all threads of this process: for a machine that is busy with other things."""


@dataclass(frozen=True)
class Pair:
    """Median seconds of one call of each, and the median of their ratios round by round."""

    ours: float
    peer: float
    ratio: float


def side_by_side(clock: Clock, ours: Work, peer: Work) -> Pair:
    """Both in turns for the clock's patience, at least five rounds; the first call of each is not counted."""
    ours(), peer()
    calls = (_calls(clock, ours), _calls(clock, peer))
    times: list[tuple[float, float]] = []
    end = time.perf_counter() + clock.patience
    while len(times) < 5 or time.perf_counter() < end:
        times.append((_seconds(clock, ours, calls[0]), _seconds(clock, peer, calls[1])))
    first, second = zip(*times, strict=True)
    return Pair(median(first), median(second), median(a / b for a, b in times))


def alone(clock: Clock, work: Work) -> float:
    """Median seconds of one call, of at least five; the first call is not counted."""
    return side_by_side(Clock(clock.now, clock.patience / 2), work, lambda: None).ours


def _calls(clock: Clock, work: Work) -> int:
    """How many calls fill a round."""
    calls = 1
    while (taken := _seconds(clock, work, calls) * calls) < ROUND / 2 and calls < 1_000_000:
        calls = max(calls + 1, min(calls * 10, int(calls * ROUND / max(taken, 1e-7))))
    return calls


def _seconds(clock: Clock, work: Work, calls: int) -> float:
    begun = clock.now()
    for _ in range(calls):
        work()
    return max(clock.now() - begun, 1e-9) / calls
