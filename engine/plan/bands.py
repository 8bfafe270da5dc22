"""Bands: the four words for bounds, the rows that tables and tiers share, and the core's `Select` made of them.

`from` ≥, `above` >, `up_to` ≤, `below` < (LANGUAGE 1.3). Whether the bands cover the range is proved on the program.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final, Literal

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Kind, Quantity, describe
from engine.base.showing import show_number, told_number
from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.diagnostics.example import pay, table
from engine.diagnostics.model import NO_TEXT, Label, Rule
from engine.document.nodes import Mapping
from engine.formula.tree import Formula
from engine.plan.bound_words import misplaced
from engine.plan.columns import Row
from engine.plan.fitting import WRONG_KIND
from engine.plan.literals import fixed
from engine.plan.names import check_name
from engine.plan.reading import Desk
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Record
from engine.program import Band, Bound

BOUND_FIELDS: Final = (
    Field("from", "起", FORMULA, Text("从此值起（含，≥）", "from this value on, itself included (≥)")),
    Field("above", "超过", FORMULA, Text("超过此值（不含，>）", "above this value, itself excluded (>)")),
    Field("up_to", "至", FORMULA, Text("到此值为止（含，≤）", "up to this value, itself included (≤)")),
    Field("below", "不满", FORMULA, Text("不满此值（不含，<）", "below this value, itself excluded (<)")),
)
BAND: Final = Record(BOUND_FIELDS, others=FORMULA)
"""One band: its bounds, and under names of the author's choosing what it gives."""

TWO_BOUNDS_AT_ONE_END: Final = Rule(
    code="KPI433",
    name="two-bounds-at-one-end",
    headline=Text("同一端写了“{first}”又写了“{second}”", "one end has both `{first}` and `{second}`"),
    what=Text(
        "一段的下限只能用 from 或 above 之一，上限只能用 up_to 或 below 之一。",
        "A band has one lower bound (from or above) and one upper bound (up_to or below).",
    ),
    why=Text("两个下限不知以哪个为准。", "With two bounds at one end nobody knows which counts."),
    bad=table("mode: whole", "bands:", "  - {below: 1000, rate: 1%}", "  - {from: 1000, above: 1000, rate: 2%}")
    + pay("t"),
    good=table("mode: whole", "bands:", "  - {below: 1000, rate: 1%}", "  - {from: 1000, rate: 2%}") + pay("t"),
)
RULES: Final = (TWO_BOUNDS_AT_ONE_END,)


@frozen
class End:
    """One written bound: its formula and whether the value itself belongs to the band."""

    formula: Formula
    inclusive: bool


@frozen
class BandRow:
    """One band as its author wrote it; `name` is a tier's."""

    name: str
    lower: End | None
    upper: End | None
    row: Row


def read_band(node: Mapping, desk: Desk, name: str = "") -> BandRow | None:
    """The bounds and cells of one band; None where something in it is faulty (reported)."""
    before = len(desk.findings)
    lower = _end(node, desk, ("from", "above"))
    upper = _end(node, desk, ("up_to", "below"))
    bounds = {f.key for f in BOUND_FIELDS}
    own = [e for e in node if e.name not in bounds]
    nameless = [finding for e in own if (finding := check_name(e.key))]  # `0-10000: 1%` is a bound and no column
    desk.report(*(tuple(misplaced(node, BOUND_FIELDS)) or nameless))
    cells = {e.name: desk.formula(e.value) for e in own}
    sound = {key: formula for key, formula in cells.items() if formula is not None}
    if len(desk.findings) > before or len(sound) < len(cells) or id(node) in desk.faulty:
        return None
    return BandRow(name, lower, upper, Row(sound, node.span))


def _end(node: Mapping, desk: Desk, keys: tuple[str, str]) -> End | None:
    entries = [e for e in node if e.name in keys]
    if len(entries) > 1:
        first, second = entries
        help_text = Text("两个里只留一个", "keep only one of the two")
        also, words = [Label(first.key.span)], (first.key.text, second.key.text)
        desk.report(
            TWO_BOUNDS_AT_ONE_END.at(second.key.span, also=also, help=help_text, first=words[0], second=words[1])
        )
    if not entries:
        return None
    formula = desk.formula(entries[0].value)
    return End(formula, entries[0].name in ("from", "up_to")) if formula is not None else None


def lower_bands(scope: Scope, rows: tuple[BandRow, ...], kind: Kind) -> tuple[Band, ...] | None:
    """The core bands of the rows, their bounds in the kind of what they are on."""
    if not isinstance(kind, Quantity):
        return None
    found = [_band(scope, row, kind) for row in rows]
    return tuple(b for b in found if b is not None) if None not in found else None


def _band(scope: Scope, row: BandRow, kind: Quantity) -> Band | None:
    lower, upper = _bound(scope, row.lower, kind), _bound(scope, row.upper, kind)
    if lower == "faulty" or upper == "faulty":
        return None
    return Band(lower, upper, row.row.span, row.name)


def _bound(scope: Scope, end: End | None, kind: Quantity) -> Bound | Literal["faulty"] | None:
    if end is None:
        return None
    value = fixed(scope, end.formula, kind, Text("界限", "a bound"))
    return "faulty" if value is None else Bound(value, end.inclusive, end.formula.span)


_BY_OPTION: Final = Text("选项各取一行，用 `by` 和 `rows`", "a row for each option is `by` and `rows`")


def selectable(scope: Scope, span: Span, kind: Kind, what: Text) -> bool:
    """Whether bands can be laid over values of this kind; a finding where they cannot."""
    if isinstance(kind, Quantity):
        return True
    wanted = Text("一个数", "a number")
    words = one_line(span.text)
    help_text = _BY_OPTION if isinstance(kind, Choice) else NO_TEXT
    scope.desk.report(WRONG_KIND.at(span, help=help_text, what=what, wanted=wanted, words=words, kind=describe(kind)))
    return False


def band_words(band: Band, kind: Quantity) -> str:
    """How a band without a name is called in results: `≥ 45%, < 50%`."""
    return ", ".join(text.en for text in _ends(band, kind, show_number)) or "any"


def band_told(band: Band, kind: Quantity) -> Text:
    """The same where it is only read: `≥ 1,000.00, < 2,000.00`, `≤ 15 秒`."""
    ends = _ends(band, kind, told_number)
    return Text("，".join(text.zh for text in ends) or "任意", ", ".join(text.en for text in ends) or "any")


def _ends(band: Band, kind: Quantity, written: Callable[[Fraction, Quantity], Text]) -> list[Text]:
    """The bounds that a band has, each with the sign that says whether the bound is within."""
    lower, upper = band.lower, band.upper
    ends = [] if lower is None else [("≥ " if lower.inclusive else "> ", lower.value)]
    ends += [] if upper is None else [("≤ " if upper.inclusive else "< ", upper.value)]
    return [Text("{sign}{it}", "{sign}{it}").format(sign=sign, it=written(value, kind)) for sign, value in ends]
