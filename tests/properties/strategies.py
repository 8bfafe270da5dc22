"""Whole valid plans and rows that fit them, for every evaluator to agree on.

    @given(plans_with_rows())
    def test_it(plan_and_rows): text, rows = plan_and_rows

`drawn_plans()` gives the same before it is written, for tests that change a plan and write it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from hypothesis import strategies as st

from tests.properties.formulas import Formulas
from tests.properties.rows import ADJUSTED, adjusted, inputs, rows
from tests.properties.sections import Sections
from tests.properties.tables import TIERS, Tables
from tests.properties.vocabulary import Vocabulary
from tests.properties.writing import Style, Tree, write

Rows = list[dict[str, str]]
DEFINED: Final = (
    "metrics",
    "cases",
    "contextual",
    "tables",
    "tiers",
    "scorecards",
    "awards",
    "combined",
    "places",
    "assertions",
    "library",
    "prizes",
    "pools",
    "distribution",
)


@dataclass(frozen=True)
class DrawnPlan:
    """A plan with English keys, and the cells of a few people, each with an id under `who`."""

    tree: dict[str, Tree]
    rows: Rows = field(default_factory=list)


@st.composite
def drawn_plans(draw: st.DrawFn, *, grouped: bool | None = None) -> DrawnPlan:
    """Plans that check, with rows; `grouped` asks for plans that may (or may not) look at a group."""
    together = draw(st.booleans()) if grouped is None else grouped
    groups = draw(st.sampled_from((("team",), ("shop", "team")))) if together else ()
    vocabulary = Vocabulary()
    columns = [*inputs(draw, vocabulary), *adjusted(draw)]
    tree: dict[str, Tree] = {"kpi_plan": "1", "id": "drawn", "person": "who"}
    if groups:
        tree["group_by"] = [*groups]
    tree["inputs"] = {c.name: c.declared for c in columns}
    tree |= _definitions(draw, vocabulary, bool(groups), tuple(c.name for c in columns if c.name in ADJUSTED))
    return DrawnPlan(tree, rows(draw, columns, groups))


def _definitions(
    draw: st.DrawFn, vocabulary: Vocabulary, grouped: bool, adjustment: tuple[str, ...]
) -> dict[str, Tree]:
    """All other sections; each definition may use those drawn before it."""
    formulas = Formulas(draw, vocabulary, grouped)
    sections = Sections(formulas)
    thresholds: dict[str, Tree] = {}
    peers = sections.peers()
    tables = Tables(formulas, thresholds)
    names = draw(st.permutations(TIERS))[: draw(st.integers(2, 4))]
    found: dict[str, dict[str, Tree]] = {
        s: {}
        for s in ("metrics", "tables", "scorecards", "tiers", "awards", "assertions", "prizes", "pools", "distribution")
    }
    for section in draw(st.lists(st.sampled_from(DEFINED), max_size=9)):
        name = vocabulary.fresh(draw)
        match section:
            case "metrics":
                found[section][name] = sections.metric(name)
            case "library":
                found["metrics"][name] = sections.ready(name)
            case "cases":
                found["metrics"][name] = sections.cases(name)
            case "contextual":
                thresholds[name] = sections.contextual(name)
            case "tables":
                found[section][name] = tables.table(name)
            case "tiers":
                found[section][name] = tables.tiers(name, tuple(names))
            case "assertions":
                found[section][name] = sections.assertion()
            case "prizes" | "pools" | "distribution" if record := getattr(sections, section)(name):
                found[section][name] = record
            case "awards":
                found[section][name] = sections.awards(name)
            case "scorecards" if card := sections.scorecard(name):
                found[section][name] = card
            case "places" if formula := sections.place(name):
                found["metrics"][name] = formula
            case "combined" if formula := sections.combination(name):
                found["metrics"][name] = formula
    salary = sections.salary(adjustment)
    beside = [vocabulary.fresh(draw) for _ in range(draw(st.integers(0, 2)))]
    outputs = {name: sections.output(name) for name in beside}
    named: dict[str, Tree] = {"thresholds": thresholds, "peers": peers, **found, "outputs": outputs}
    return {**{k: v for k, v in named.items() if v}, "salary": salary}


def styles() -> st.SearchStrategy[Style]:
    """Ways of writing a plan down."""
    share = st.sampled_from((0.0, 0.5, 1.0))
    return st.builds(Style, share, share, share, st.booleans(), st.integers(0, 2**16))


@st.composite
def plans_with_rows(draw: st.DrawFn, *, grouped: bool | None = None) -> tuple[str, Rows]:
    """The text of a plan that checks, and rows of data for it, each cell a text as a spreadsheet holds it."""
    drawn = draw(drawn_plans(grouped=grouped))
    return write(drawn.tree, draw(styles())), drawn.rows
