"""What stands on a payslip, in one language: the same for the terminal, the browser and the printer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from engine.base.showing import before_word
from engine.base.text import Language, Text
from engine.explain.grids import grid
from engine.explain.remarks import remarks
from engine.explain.tags import MANUAL, tag_words
from engine.explain.telling import Telling
from engine.payslip import words
from engine.payslip.spoken import Spoken, chosen

Told = Mapping[str, Any]
"""A part of a payslip's data."""

_ARROW: Final = " → "


@dataclass(frozen=True)
class Row:
    """A label, what it came to, and how; `quiet` where it is nothing; `grid` a small table with headings below it."""

    label: str
    amount: str
    how: str = ""
    quiet: bool = False
    grid: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Part:
    """Rows under a heading, and what they add up to (empty where that is not said)."""

    title: str
    rows: tuple[Row, ...]
    subtotal: str = ""


@dataclass(frozen=True)
class Standing:
    """One ladder of tiers: its data, where the person stands and why, the way to the next tier."""

    ladder: dict[str, Any]
    title: str
    why: str
    following: str
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A payslip: its data, and everything that it says beside its pictures."""

    payslip: dict[str, Any]
    reader: Spoken
    person: str
    title: str
    about: tuple[str, ...]
    total: str
    parts: tuple[Part, ...]
    by_hand: Part | None
    beside: Part | None
    standings: tuple[Standing, ...]
    levers: tuple[Row, ...]
    notes: tuple[str, ...]
    remarks: tuple[str, ...]
    reasons: tuple[Row, ...]
    given: tuple[Row, ...]
    proof: tuple[Row, ...]


def sheet(payslip: dict[str, Any], language: Language) -> Sheet:
    """The sheet of a payslip's data."""
    trace, outlook = payslip["trace"], payslip["outlook"]
    reader = Spoken(trace, language)
    subtotals = {told["tag"]: told["amount"] for told in payslip["subtotals"]}
    parts = tuple(_part(tag, amount, reader) for tag, amount in subtotals.items() if tag != MANUAL)
    outputs = tuple(_row(v, reader) for v in trace["values"] if v["role"] == "output")
    return Sheet(
        payslip,
        reader,
        trace["person"],
        trace["title"],
        tuple(_about(trace, language)),
        _amount(trace["total"], reader),
        parts,
        _part(MANUAL, subtotals[MANUAL], reader) if MANUAL in subtotals else None,
        Part(words.BESIDE.to(language), outputs) if outputs else None,
        tuple(_standing(ladder, reader) for ladder in outlook["tiers"]),
        tuple(_lever(lever, reader) for lever in outlook["levers"]),
        (words.HELD.to(language),) if outlook["held"] else (),
        tuple(remarks(reader)),
        tuple(_told(told, reader.label(told), reader.text(told), reader) for told in reader.because()),
        tuple(Row(reader.label(i), reader.text(i), "", isinstance(i["value"], dict)) for i in trace["inputs"]),
        tuple(_proof(trace, language)),
    )


def _about(trace: Told, language: Language) -> Iterator[str]:
    yield from trace["group"].values()
    if trace["members"] > 1:
        yield words.MEMBERS.to(language).format(n=trace["members"])
    yield trace["currency"]


def _part(tag: str, subtotal: str, reader: Spoken) -> Part:
    rows = [_line(line, reader) for line in reader.trace["lines"] if line["tag"] == tag]
    title = words.BY_HAND.to(reader.language) if tag == MANUAL else tag_words(tag, reader.language)
    return Part(title, tuple(rows), reader.money(subtotal))


def _line(line: Told, reader: Spoken) -> Row:
    told = reader.value(line["value"])
    assert told is not None
    amount, quiet = reader.money(told["value"]), told["value"] == "0"
    if line["tag"] == MANUAL:
        return Row(line["label"], amount, _decided(line, reader), quiet)
    return replace(_told(told, line["label"], amount, reader), quiet=quiet)


def _told(told: Told, label: str, value: str, reader: Spoken) -> Row:
    """A value and how it came about, unless that only repeats its label or the value itself."""
    telling = Telling(reader, told)
    table = grid(telling)
    parts = telling.parts() if table is None else [*table.below, *(part for part in telling.rest() if part)]
    how = words.SEMICOLON.to(reader.language).join(parts)
    how = "" if how in (label, value, value.removesuffix(".00")) else how
    return Row(label, value, how, grid=() if table is None else (table.headings, *table.rows))


def _decided(line: Told, reader: Spoken) -> str:
    """Why, and who approved it: what the plan asks for beside an amount that somebody decided."""
    asked = reader.value(f"{line['name']}.explained")
    names = list(_given_in(asked["steps"])) if asked is not None else []
    found = [told for name in names if (told := reader.named(name)) is not None and isinstance(told["value"], str)]
    titles = (words.REASON, words.APPROVER)
    colon, semicolon = words.COLON.to(reader.language), words.SEMICOLON.to(reader.language)
    said = [f"{t.to(reader.language)}{colon}{told['value']}" for t, told in zip(titles, found, strict=False)]
    return semicolon.join(said) if len(found) == len(titles) else ""


def _given_in(step: Told) -> Iterator[str]:
    """The names whose absence is looked at, in order."""
    if step["op"] == "is_missing":
        yield step["of"][0]["name"]
        return
    for part in step.get("of", ()):
        yield from _given_in(part)


def _row(told: Told, reader: Spoken) -> Row:
    return _told(told, reader.label(told), reader.text(told), reader)


def _amount(name: str, reader: Spoken) -> str:
    told = reader.value(name)
    assert told is not None
    return reader.money(told["value"])


def _standing(ladder: dict[str, Any], reader: Spoken) -> Standing:
    language, tier, on = reader.language, chosen(ladder), ladder["on"]
    why = words.TIER_IS.to(language).format(tier=tier)
    if on is not None and isinstance(on["value"], str):
        why = words.WHY_TIER.to(language).format(on=on["label"], value=reader.of(on["value"], on["kind"]), tier=tier)
    title = words.SCALE.to(language).format(label=ladder["label"], tier=tier)
    following = ladder["next"]
    if following is None:
        return Standing(ladder, title, why, words.TOP_TIER.to(language), ())
    ways = tuple(_way(way, reader) for way in following["ways"])
    return Standing(ladder, title, why, _following(ladder, reader), ways)


def _following(ladder: Told, reader: Spoken) -> str:
    """`+3.1 points → gold, +218.40`."""
    following, on = ladder["next"], ladder["on"]
    language, tier = reader.language, following["tier"]
    if following["by"] is None or on is None:
        return words.NEXT_PLAIN.to(language).format(tier=tier)
    pay = following["pay"]
    more = words.COMMA.to(language) + reader.signed(pay) if pay is not None else ""
    return f"{reader.signed(following['by'], on['kind'])}{_ARROW}{tier}{more}"


def _way(way: Told, reader: Spoken) -> str:
    comma = words.COMMA.to(reader.language)
    return _change(way, reader) + (comma + reader.signed(way["pay"]) if way["pay"] is not None else "")


def _change(way: Told, reader: Spoken) -> str:
    kind = way["kind"]
    old = reader.of(way["from"], kind)
    told = words.WAY.format(
        label=way["label"],
        old=Text(before_word(old), old),
        new=reader.of(way["to"], kind),
        by=reader.signed(way["by"], kind),
    )
    return told.to(reader.language)


def _lever(lever: Told, reader: Spoken) -> Row:
    rule = words.BOUND if lever["rule"] == "bound" else words.PERCENT_RULE
    return Row(_change(lever, reader), reader.signed(lever["pay"]), rule.to(reader.language))


def _proof(trace: Told, language: Language) -> Iterator[Row]:
    version = f" {words.VERSION.to(language)} {trace['plan_version']}" if trace["plan_version"] else ""
    yield Row(words.PLAN.to(language), f"{trace['plan']}{version}")
    yield Row(words.PLAN_HASH.to(language), trace["plan_hash"])
    yield Row(words.INPUTS_HASH.to(language), trace["inputs_hash"])
    yield Row(words.ENGINE.to(language), f"kpiplan {trace['engine']}")
