"""Strategies for everything that is laid over a number: bands without a hole, steps, tiers, band tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from hypothesis import strategies as st

from tests.properties.formulas import Formulas, literal
from tests.properties.vocabulary import NUMBERS, Kind, Known, Vocabulary
from tests.properties.writing import Tree

MOST_CUTS: Final = 4
TIERS: Final = ("junior", "middle", "senior", "gold", "初级", "中级", "高级")
Row = dict[str, Tree]


@dataclass(frozen=True)
class Tables:
    """Draws tables and tiers over a vocabulary, and adds their columns to it."""

    formulas: Formulas
    thresholds: dict[str, Tree]

    @property
    def draw(self) -> st.DrawFn:
        return self.formulas.draw

    @property
    def vocabulary(self) -> Vocabulary:
        return self.formulas.vocabulary

    def table(self, name: str) -> Tree:
        """Any table; its columns are known afterwards."""
        forms = [self.points, self.lookup, self.commission, self.steps, self.matrix, self.curve, self.rules]
        if self.vocabulary.of("choice") or self.vocabulary.of("flag"):
            forms.append(self.by_option)
        return self.draw(st.sampled_from(forms))(name)

    def points(self, name: str) -> Tree:
        """One column of points, which the table's bare name stands for."""
        on = self.on(missable=True)
        rows = self.rows(on, lambda i: {"points": str(10 * i % 110)})
        self.know(name, "points", on)
        return self.record(on, rows, {})

    def lookup(self, name: str) -> Tree:
        """Several columns, some of them formulas, perhaps with a row for everything else."""
        on = self.on(missable=False)
        columns: dict[str, Kind] = {"rate": "plain", "bonus": "money", "额外": "points"}
        rows = self.rows(on, lambda _: {c: self.cell(kind) for c, kind in columns.items()})
        more: dict[str, Tree] = {"mode": "lookup"}
        if len(rows) > 2 and self.draw(st.booleans()):
            gone = rows.pop(self.draw(st.integers(0, len(rows) - 1)))
            more["otherwise"] = {c: gone[c] for c in columns}
        for column, kind in columns.items():
            self.know(f"{name}.{column}", kind, on)
        return self.record(on, rows, more)

    def commission(self, name: str) -> Tree:
        """Whole or marginal commission on money or on a count."""
        moneys = [k for k in self.vocabulary.of("money") if k.type]
        counts = [k for k in self.vocabulary.of("plain") if k.type == "count"]
        on = self.formulas.pick(moneys + counts)
        mode: Literal["whole", "marginal"] = self.draw(st.sampled_from(("whole", "marginal")))
        unit: Kind = "money" if on in counts and self.draw(st.booleans()) else "plain"
        rows = self.rows(on, lambda _: {"rate": literal(self.draw, unit)})
        part = self.part(on, mode)
        if mode == "whole":
            self.know(f"{name}.rate", unit, on)
        self.know(name, "money" if on in moneys else unit, on)
        return self.record(on, rows, {"mode": mode, **part})

    def part(self, on: Known, mode: str) -> Row:
        """Perhaps the start above which a table pays and, of a marginal one, what came before."""
        keys = ["over"] + ["starting_at"] * (mode == "marginal")
        return {key: self.formulas.number(on.kind, 1) for key in keys if self.draw(st.integers(0, 3)) == 0}

    def steps(self, name: str) -> Tree:
        """So much for every so much more, perhaps up to a limit."""
        on = self.on(missable=False)
        kind: Kind = self.draw(st.sampled_from(("points", "money")))
        start = self.draw(st.sampled_from(("from", "above", "up_to", "below")))
        sign = self.draw(st.sampled_from(("", "-")))
        steps: Row = {
            start: literal(self.draw, on.kind),
            "every": literal(self.draw, on.kind, nonzero=True),
            "each": sign + literal(self.draw, kind, nonzero=True),
        }
        if self.draw(st.booleans()):
            counts = ("full",) if start in ("from", "up_to") else ("started", "full", "proportional")
            steps["count"] = self.draw(st.sampled_from(counts))
        if self.draw(st.booleans()):
            steps["limit"] = sign + literal(self.draw, kind)
        self.know(name, kind, on)
        return {"on": on.words, "steps": steps}

    def curve(self, name: str) -> Tree:
        """Two points or more, in any direction, with either word on what lies beyond them."""
        on = self.on(missable=True)
        kind: Kind = self.draw(st.sampled_from(("points", "money", "plain")))
        cuts = sorted(self.draw(st.sets(st.integers(-4, 20), min_size=2, max_size=MOST_CUTS)))
        points: dict[str, Tree] = {_written(on, Fraction(5 * cut)): literal(self.draw, kind) for cut in cuts}
        self.know(name, kind, on)
        return {"on": on.words, "curve": points, "outside": self.draw(st.sampled_from(("flat", "extend")))}

    def by_option(self, name: str) -> Tree:
        """A row for each option of a choice or a flag, or for some of them and the rest together."""
        by = self.formulas.pick(self.vocabulary.of("choice") + self.vocabulary.of("flag"))
        options = by.options or ("false", "true")
        kind: Kind = self.draw(st.sampled_from(("money", "points", "plain")))
        several = self.draw(st.booleans())
        rows: dict[str, Tree] = {o: {"one": self.cell(kind), "两": self.cell("money")} for o in options}
        if not several:
            rows = {o: self.cell(kind) for o in options}
        record: dict[str, Tree] = {"by": by.words, "rows": rows}
        if len(rows) > 2 and self.draw(st.booleans()):
            record["otherwise"] = rows.pop(self.draw(st.sampled_from(options)))
        record["rows"] = dict(self.draw(st.permutations(list(rows.items()))))
        self.know(f"{name}.one" if several else name, kind, by)
        return record

    def matrix(self, name: str) -> Tree:
        """Two axes, and a cell for each pair of their bands."""
        down, across = self.on(missable=False), self.on(missable=False)
        kind: Kind = self.draw(st.sampled_from(("money", "points", "plain")))
        columns: list[Tree] = [*self.rows(across, lambda _: {})]
        rows: list[Tree] = [*self.rows(down, lambda _: {"cells": [self.cell(kind) for _ in columns]})]
        self.know(name, kind, down)
        return {
            "matrix": {
                "columns": {"on": across.words, "bands": columns},
                "rows": {"on": down.words, "bands": rows},
                "gives": self.draw(st.sampled_from(("cell", "格子"))),
            }
        }

    def rules(self, name: str) -> Tree:
        """Rows by condition: the bands of a number, one of them told apart by a condition more, perhaps the rest."""
        on = self.on(missable=False)
        columns: dict[str, Kind] = {"rate": "plain", "额外": "money"}
        bands = [_condition(on.words, row) for row in self.rows(on, lambda _: {})]
        more = self.formulas.inner(self.formulas.flag(1))
        parted = bands.pop()
        whens = [*bands, f"{parted} and {more}", f"{parted} and not {more}"]
        rows: list[Row] = [{"when": when, **{c: self.cell(kind) for c, kind in columns.items()}} for when in whens]
        record: dict[str, Tree] = {"rules": [*self.draw(st.permutations(rows))]}
        if self.draw(st.booleans()):
            record = {"rules": [*rows[1:]], "otherwise": {c: rows[0][c] for c in columns}}
        self.vocabulary.known += [Known(f"{name}.{column}", kind) for column, kind in columns.items()]
        return record

    def tiers(self, name: str, names: tuple[str, ...]) -> Tree:
        """A ladder of the given tiers with a rate and a bonus each; lowest first."""
        on = self.on(missable=False)
        if self.draw(st.integers(0, 2)) == 0:
            return self.reach(name, names, on)
        rows = self.rows(on, lambda _: {"rate": self.cell("plain"), "bonus": self.cell("money")}, len(names) - 1)
        if _starts_high(rows):
            rows.reverse()
        bands: dict[str, Tree] = dict(zip(names, rows, strict=True))
        self.vocabulary.known.append(Known(name, "choice", options=names, ordered=True))
        self.know(f"{name}.rate", "plain", on)
        self.know(f"{name}.bonus", "money", on)
        return {"on": on.words, "bands": bands}

    def reach(self, name: str, names: tuple[str, ...], on: Known) -> Tree:
        """The same by what each tier asks for: a condition of its own, or a number above one that rises."""
        least = [_written(on, Fraction(9 * i)) for i in range(len(names))]
        asked = [f"{self.formulas.inner(self.formulas.flag(1))} or {on.words} ≥ {end}" for end in least]
        rungs: dict[str, Tree] = {
            tier: {
                "requires": [asked[i], *self.draw(st.sampled_from(((), (self.formulas.flag(0),))))],
                "rate": self.cell("plain"),
                "bonus": self.cell("money"),
            }
            for i, tier in enumerate(names)
        }
        self.vocabulary.known.append(Known(name, "choice", options=names, ordered=True))
        self.vocabulary.known += [Known(f"{name}.rate", "plain"), Known(f"{name}.bonus", "money")]
        cumulative = self.draw(st.sampled_from(("true", "false")))
        return {"reach": rungs, "cumulative": cumulative, "otherwise": names[0]}

    def on(self, *, missable: bool) -> Known:
        """What bands are laid over: a name whose values may be any number, so that no band can be empty."""
        names = [k for kind in NUMBERS for k in self.vocabulary.of(kind, missable=missable) if k.gridless]
        return self.formulas.pick(names)

    def know(self, words: str, kind: Kind, on: Known) -> None:
        """Add a column to the vocabulary."""
        self.vocabulary.known.append(Known(words, kind, missable=on.missable))

    def cell(self, kind: Kind) -> str:
        """A cell: mostly a literal, sometimes a formula."""
        if self.draw(st.integers(0, 5)) == 0:
            return replace(self.formulas, divides=False).number(kind, 1)
        return literal(self.draw, kind)

    def rows(self, on: Known, cells: Callable[[int], Row], cuts: int | None = None) -> list[Row]:
        """Bands from sorted cut points: each ends where the next begins, so there is neither hole nor overlap."""
        least = 1 if cuts is None else cuts
        points = sorted(self.draw(st.sets(st.integers(0, 20), min_size=least, max_size=cuts or MOST_CUTS)))
        ends = [self.cut(on, Fraction(5 * p)) for p in points]
        sides = [self.draw(st.booleans()) for _ in ends]
        rows: list[Row] = [{} for _ in range(len(ends) + 1)]
        for i, (end, inclusive) in enumerate(zip(ends, sides, strict=True)):
            rows[i]["below" if inclusive else "up_to"] = end
            rows[i + 1]["from" if inclusive else "above"] = end
        filled = [{**row, **cells(i)} for i, row in enumerate(rows)]
        return filled[::-1] if self.draw(st.booleans()) else filled

    def cut(self, on: Known, value: Fraction) -> str:
        """A bound at a value in the unit of what the bands are on: a literal, or a threshold that has the value."""
        if self.draw(st.integers(0, 3)):
            return _written(on, value)
        name = self.vocabulary.fresh(self.draw)
        self.thresholds[name] = self.threshold(
            on.kind, f"{_written(on, value)} 元".removesuffix(" 元" * (on.kind != "money"))
        )
        return name

    def threshold(self, kind: Kind, text: str) -> Tree:
        """A threshold with that value, with or without other sources."""
        types = {
            "money": "money",
            "plain": "percent" if "%" in text else "number",
            "points": "points",
            "time": "seconds",
        }
        forms: tuple[Tree, ...] = (
            text,
            {"type": types[kind], "own_history": text},
            {
                "own_history": {"value": text, "window": "三月", "as_of": "2026-03", "adjust": "× 1"},
                "type": types[kind],
            },
            {"shop_goal": text, "industry_average": literal(self.draw, kind), "use": "shop_goal", "note": "三月"},
        )
        return self.draw(st.sampled_from(forms))

    def record(self, on: Known, rows: list[Row], more: dict[str, Tree]) -> Tree:
        """The table as it is written."""
        bands: list[Tree] = [*rows]
        return {"on": on.words, **more, "bands": bands}


def _condition(words: str, bounds: Row) -> str:
    """A band as a condition in brackets."""
    signs = {"from": "≥", "above": ">", "up_to": "≤", "below": "<"}
    return f"({' and '.join(f'{words} {signs[key]} {end}' for key, end in bounds.items())})"


def _written(on: Known, value: Fraction) -> str:
    """A whole number in the unit of a name, often without a unit where it needs none."""
    match on.kind:
        case "money":
            return f"{value}"
        case "points":
            return f"{value} points"
        case "time":
            return f"{value} s"
        case _:
            return f"{value}%" if on.type not in ("count", "number") else f"{value}"


def _starts_high(rows: list[Row]) -> bool:
    first = rows[0]
    return len(rows) > 1 and ("from" in first or "above" in first) and not any(k in first for k in ("up_to", "below"))
