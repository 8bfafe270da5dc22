"""The findings about bands, and their documentation."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Rule, Severity

_BEFORE: Final = fragment("""
    inputs:
      base_salary: {type: money, min: 0}
      conversion: {type: percent, min: 0, max: 100%}
    salary:
      lines:
        base: base_salary
        bonus: grade.bonus
    tiers:
      grade:
        on: conversion
        bands:
    """)


def _tiers(*rows: str) -> str:
    """A plan whose tiers over a conversion from 0 to 100% are those rows."""
    return _BEFORE + "".join(f"      {row}\n" for row in rows)


_GOOD: Final = _tiers("junior: {up_to: 30%, bonus: 0}", "senior: {above: 30%, bonus: 100}")

BAND_OVERLAP: Final = Rule(
    code="KPI411",
    name="band-overlap",
    headline=Text("{value} 同时落在两段里", "{value} lies in two bands at once"),
    what=Text("两段有重叠，同一个值属于两段。", "Two bands overlap: one value belongs to both."),
    why=Text("两段给的不同，就不知按哪段发。", "They pay differently, and nothing says which counts."),
    bad=_tiers("junior: {up_to: 30%, bonus: 0}", "senior: {from: 30%, bonus: 100}"),
    good=_GOOD,
)
BAND_HOLE: Final = Rule(
    code="KPI412",
    name="band-hole",
    headline=Text("{value} 没有{noun}", "{value} has no {noun}"),
    what=Text(
        "表的各段没有盖住全部可能的值，中间或两头有漏洞。",
        "The bands leave out a value that can occur, between two or at an end.",
    ),
    why=Text(
        "正好落在漏洞里的人没有档位，发不出工资。", "Whoever lands there has no band, and no pay can be computed."
    ),
    bad=_tiers("junior: {below: 30%, bonus: 0}", "senior: {above: 30%, bonus: 100}"),
    good=_GOOD,
)
BAND_EMPTY: Final = Rule(
    code="KPI413",
    name="band-empty",
    headline=Text("这一段是空的：没有数{bounds}", "this band is empty: no number is {bounds}"),
    what=Text(
        "一段的下限在上限之上，里面一个值也没有。",
        "A band's lower bound lies above its upper bound, so nothing is in it.",
    ),
    why=Text("多半是两个界限写反了。", "Most likely its two bounds are the wrong way round."),
    bad=_tiers(
        "junior: {up_to: 30%, bonus: 0}",
        "middle: {above: 50%, up_to: 40%, bonus: 50}",
        "senior: {above: 30%, bonus: 100}",
    ),
    good=_GOOD,
)
BAND_UNREACHABLE: Final = Rule(
    code="KPI414",
    name="band-unreachable",
    headline=Text("没有人能到这一段：{reason}", "nobody can reach this band: {reason}"),
    what=Text("一段完全在可能的值之外。", "A band lies wholly outside the values that can occur."),
    why=Text("写着的奖励永远发不出去。", "A promised reward could never be earned."),
    bad=_tiers(
        "junior: {up_to: 30%, bonus: 0}",
        "senior: {above: 30%, up_to: 100%, bonus: 100}",
        "gold: {above: 100%, bonus: 200}",
    ),
    good=_GOOD,
    severity=Severity.WARNING,
)
BANDS_UNORDERED: Final = Rule(
    code="KPI415",
    name="bands-unordered",
    headline=Text("各段没有按高低排列", "the bands are not in order"),
    what=Text("表的各段忽高忽低。", "The bands of a table neither rise nor fall from row to row."),
    why=Text(
        "档位的先后就是高低，乱序多半是写错了。", "The order of tiers is their rank; a jumble is most likely a mistake."
    ),
    bad=_tiers(
        "junior: {up_to: 30%, bonus: 0}",
        "gold: {above: 60%, bonus: 200}",
        "senior: {above: 30%, up_to: 60%, bonus: 100}",
    ),
    good=_GOOD,
)
_TABLE: Final = """
    inputs:
      base_salary: {{type: money, min: 0}}
      a: {{type: number, min: 0, max: 1}}
      b: {{type: number, min: 0, max: 1}}
    metrics:
      far: a × a × a - a × b + b × b × b + {far}
    tables:
      extra:
        on: far
        bands:
          - {{up_to: 0, amount: 0}}
          - {{above: 0, amount: 100}}
    salary:
      lines:
        base: base_salary
        extra_pay: extra.amount
    """
BANDS_NOT_DECIDED: Final = Rule(
    code="KPI727",
    name="bands-not-decided",
    headline=Text(
        "“{table}”的有些段是否有人能到，没有判定：{bands}",
        "whether anybody is ever in these bands of {table} was not decided: {bands}",
    ),
    what=Text(
        "在规定的计算量内，既没有找到落在这一段的人，也没有证明没有这样的人。",
        "Within the work that is allowed nobody was found in the band, and it was not proved that there is nobody.",
    ),
    why=Text(
        "没有判定不等于有人能到：写着的奖励可能谁也拿不到。",
        "Not decided is not reached: what it pays may never be paid.",
    ),
    bad=fragment(_TABLE.format(far="4 ÷ 100")),
    good=fragment(_TABLE.format(far="(0 - 0.02)")),
    severity=Severity.NOTE,
)
RULES: Final = (BAND_OVERLAP, BAND_HOLE, BAND_EMPTY, BAND_UNREACHABLE, BANDS_UNORDERED, BANDS_NOT_DECIDED)
