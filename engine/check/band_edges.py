"""What to say about the ends of bands: what they hold, and the edit that makes two bands meet."""

from __future__ import annotations

from engine.base.quantities import Quantity
from engine.base.showing import show_number
from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.diagnostics.model import Label
from engine.program import Band, Bound


def place_of(band: Band) -> Span:
    """The bounds of a band; the whole row where it has none."""
    ends = [bound.span for bound in (band.lower, band.upper) if bound is not None]
    return ends[0].to(ends[-1]) if ends else band.span


def hole_edges(upper: Bound | None, lower: Bound | None, kind: Quantity) -> list[Label]:
    """Where the band below a hole ends and the band above it begins."""
    labels = []
    if upper is not None:
        end = show_number(upper.value, kind)
        included = Text("含", "ends at") if upper.inclusive else Text("不含", "ends before")
        labels.append(Label(upper.span, Text(f"到 {end.zh} 为止（{included.zh}）", f"{included.en} {end.en}")))
    if lower is not None:
        start = show_number(lower.value, kind)
        included = Text("含", "begins at") if lower.inclusive else Text("不含", "begins after")
        labels.append(Label(lower.span, Text(f"从 {start.zh} 开始（{included.zh}）", f"{included.en} {start.en}")))
    return labels


def hole_help(upper: Bound | None, lower: Bound | None, missing: Text) -> Text:
    """The edit that closes a hole between two bounds, or at one end."""
    if upper is not None and lower is not None:
        here, there = f"`{_below(lower)}`", f"`{_above(upper)}`"
        return Text(f"这里写 {here}，或那里写 {there}", f"write {here} here, or {there} there")
    if lower is not None:
        return Text("去掉这个下限，或补一段更低的", "leave out this lower bound, or add a band below it")
    if upper is not None:
        return Text("去掉这个上限，或补一段更高的", "leave out this upper bound, or add a band above it")
    return Text(f"补一段包含 {missing.zh} 的", f"add a band that holds {missing.en}")


def overlap_help(upper: Bound | None, lower: Bound | None) -> Text:
    """The edit that parts two bands, seen from the upper one."""
    if upper is not None and lower is not None:
        here, there = f"`{_above(upper)}`", f"`{_below(lower)}`"
        return Text(f"这里写 {here}，或那里写 {there}", f"write {here} here, or {there} there")
    if lower is not None:
        there = f"`{_below(lower)}`"
        return Text(f"那里加上 {there}", f"add {there} there")
    if upper is not None:
        here = f"`{_above(upper)}`"
        return Text(f"这里加上 {here}", f"add {here} here")
    return Text("给两段写上界限", "give both bands a bound")


def _below(lower: Bound) -> str:
    """The upper bound that ends just where a band begins, in the author's own number."""
    return f"{'below' if lower.inclusive else 'up_to'}: {_words(lower)}"


def _above(upper: Bound) -> str:
    """The lower bound that begins just where a band ends, in the author's own number."""
    return f"{'above' if upper.inclusive else 'from'}: {_words(upper)}"


def _words(bound: Bound) -> str:
    return one_line(bound.span.text)
