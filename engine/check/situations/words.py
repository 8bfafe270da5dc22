"""Regions in words: as a condition that can be typed, and by one situation in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from engine.base.numbers import decimals_of
from engine.base.quantities import Choice, Flag, Kind
from engine.base.showing import show
from engine.base.text import Language
from engine.check.interval import Cut, after, before
from engine.check.situations.conditions import Situations, Subject
from engine.check.situations.diagram import Set
from engine.check.situations.regions import Region


def condition(region: Region, within: Situations, language: Language) -> str:
    """A region as a condition, in the plan's own words."""
    parts = [_one(within, s, mask, language) for s, mask in sorted(region.items())]
    word = "且" if language == "zh" else "and"
    return f" {word} ".join(f"({p})" if f" {_or(language)} " in p and len(parts) > 1 else p for p in parts)


def witness(region: Region, within: Situations, language: Language, known: Mapping[int, Fraction] | None = None) -> str:
    """One situation of a region: what each subject is that matters; `known` are the numbers of somebody there."""
    told = []
    for s, mask in sorted(region.items()):
        subject, (low, high) = within.subjects[s], within.stretches[s][(mask & -mask).bit_length() - 1]
        if subject.other is not None:
            told.append(_apart(subject, low, high))
        elif isinstance(subject.kind, Flag):
            told.append(_one(within, s, mask, language))
        else:
            value = known[s] if known and s in known else subject.example(low, high)
            told.append(f"{subject.words} = {number(value, subject.kind, language)}")
    return ("，" if language == "zh" else ", ").join(told)


def number(value: object, kind: Kind, language: Language) -> str:
    """A stored value as a plan writes it."""
    if isinstance(kind, Choice) and value is not None:
        return kind.options[int(value)]  # type: ignore[call-overload]  # a whole number
    if isinstance(value, Fraction) and decimals_of(value) is None:
        return f"{value.numerator} ÷ {value.denominator}"
    return show(value, kind).to(language)


def _or(language: Language) -> str:
    return "或" if language == "zh" else "or"


def _one(within: Situations, s: int, mask: Set, language: Language) -> str:
    subject, stretches = within.subjects[s], within.stretches[s]
    if isinstance(subject.kind, Flag):
        yes = stretches[(mask & -mask).bit_length() - 1][0][1] == 1
        return subject.words if yes else f"{'非' if language == 'zh' else 'not'} {subject.words}"
    runs = [_run(subject, stretches[a][0], stretches[b][1], language) for a, b in runs_of(mask)]
    return f" {_or(language)} ".join(runs)


def runs_of(mask: Set) -> Iterator[tuple[int, int]]:
    """The first and last place of each run of neighbouring stretches."""
    places = [i for i in range(mask.bit_length()) if mask >> i & 1]
    start = 0
    for i in range(len(places)):
        if i + 1 == len(places) or places[i + 1] != places[i] + 1:
            yield places[start], places[i]
            start = i + 1


def _run(subject: Subject, low: Cut, high: Cut, language: Language) -> str:
    if subject.other is not None:
        return _apart(subject, low, high)
    single = _only(subject, low, high)
    if single is not None:
        return f"{subject.words} = {number(single, subject.kind, language)}"
    if isinstance(subject.kind, Choice) and not subject.kind.ordered:
        return f" {_or(language)} ".join(
            f"{subject.words} = {option}"
            for i, option in enumerate(subject.kind.options)
            if low <= before(Fraction(i)) and after(Fraction(i)) <= high
        )
    lower = "" if low <= subject.domain.low else number(low[1], subject.kind, language)
    upper = "" if high >= subject.domain.high else number(high[1], subject.kind, language)
    over, under = (">", ">=")[low[2] == 0], ("<", "<=")[high[2] == 1]
    if lower and upper:
        return f"{lower} {'<' if low[2] else '<='} {subject.words} {under} {upper}"
    return f"{subject.words} {over} {lower}" if lower else f"{subject.words} {under} {upper}"


def only_number(subject: Subject, stretches: Sequence[tuple[Cut, Cut]], mask: Set) -> Fraction | None:
    """The number that a set of stretches is, where it is but one and a number that is compared with constants."""
    runs = list(runs_of(mask))
    if subject.other is not None or isinstance(subject.kind, Flag) or len(runs) != 1:
        return None
    (first, last) = runs[0]
    return _only(subject, stretches[first][0], stretches[last][1])


def _only(subject: Subject, low: Cut, high: Cut) -> Fraction | None:
    value = subject.example(low, high)
    assert value is not None
    below, above = subject.example(low, (0, value, 0)), subject.example((0, value, 1), high)
    return value if below is None and above is None else None


def _apart(subject: Subject, low: Cut, high: Cut) -> str:
    """How two values that are compared with one another stand to each other."""
    if low[0] == 0 and low[1] == 0 and low[2] == 1:
        sign = ">"
    elif high[0] == 0 and high[1] == 0 and high[2] == 0:
        sign = "<"
    elif low[0] == 0 and low[1] == 0:
        sign = "=" if high == (0, low[1], 1) else ">="
    else:
        sign = "<="
    return f"{subject.words} {sign} {subject.other}"
