"""The one table that a run prints: Markdown, a row as soon as it is measured."""

from __future__ import annotations

from dataclasses import dataclass

from tests.benchmarks.timing import Pair

HEAD = "| measure | ours | compared with | ratio | bar | |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Row:
    """A line of the table. `met` is None where there is no bar."""

    measure: str
    ours: str
    peer: str = ""
    ratio: str = ""
    bar: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        verdict = {True: "met", False: "**missed**", None: ""}[self.met]
        return "| " + " | ".join((self.measure, self.ours, self.peer, self.ratio, self.bar, verdict)) + " |"


@dataclass(frozen=True)
class Bar:
    """What is asked of a pair: at most so many times the peer's time, or at least so many times as fast."""

    most: float | None = None
    faster: float | None = None


def compared(measure: str, pair: Pair, peer: str, bar: Bar, per: int = 1) -> Row:
    """A pair as a row; a call of both worked on `per` people."""
    ours, other = time_of(pair.ours / per), f"{peer}: {time_of(pair.peer / per)}"
    if bar.faster is not None:
        faster = 1 / pair.ratio
        return Row(measure, ours, other, f"{faster:.2f} × faster", f"≥ {bar.faster:g} × faster", faster >= bar.faster)
    if bar.most is not None:
        return Row(measure, ours, other, f"{pair.ratio:.2f} ×", f"≤ {bar.most:g} ×", pair.ratio <= bar.most)
    return Row(measure, ours, other, f"{pair.ratio:.2f} ×")


def within(measure: str, seconds: float, most: float) -> Row:
    """A time that has a bar of its own."""
    return Row(measure, time_of(seconds), bar=f"≤ {time_of(most)}", met=seconds <= most)


def unavailable(measure: str, why: Exception) -> Row:
    """A measure whose subject or peer is not there."""
    kind = "not installed" if isinstance(why, ImportError) else "not built"
    return Row(measure, f"{kind}: {why}")


def time_of(seconds: float) -> str:
    """`2.35 µs`, `14.2 ms`, `3.10 s`."""
    for unit, size in (("µs", 1e-6), ("ms", 1e-3)):
        if seconds < size * 999.5:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:.3g} s"


def thousands(number: int) -> str:
    """`1 000 000`."""
    return f"{number:,}".replace(",", " ")
