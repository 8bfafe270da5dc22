"""A walk through every construct of the language: what examples should exercise of it, and that examples can.

It is driven by the registries of the language. A construct that is new has to show here what of it is exercised, a
decision of its operations that no item looks at has to be explained, and every item has to be reached by an example
that `--suggest` writes, or to say why nobody can be like that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest

from engine.diagnostics.example import complete
from engine.examine.coverage import Coverage, examine
from engine.examine.files import read_examples
from engine.examine.items import items_of
from engine.examine.place import dependents
from engine.examine.suggest import Suggestions, suggest
from engine.examine.writing import write
from engine.pipeline import lower_plan
from engine.plan.constructs.tables import FORMS
from engine.plan.language import BESIDE_PAY, CONSTRUCTS, SHOWCASES
from engine.plan.lower import Lowered
from engine.program import (
    Choose,
    Compare,
    Const,
    Extreme,
    IsMissing,
    Logic,
    Node,
    Pick,
    Ref,
    Round,
    Select,
    Value,
    nodes,
)

OF: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "inputs": ("inputs", ("退款金额: left out, the default 0.00 is used", "退款金额: given, and not the default 0.00")),
    "thresholds": ("thresholds", ("`conversion >= conversion_goal` holds", "转化率 just below 50%", "转化率 = 50%")),
    "peers": ("peers", ("staffed: 1 count, fewer than 2", "staffed: exactly 2 count", "`休假` holds")),
    "metrics": (
        "metrics",
        ("询盘转化率: the divisor is zero (if_zero)", "客单价: the last decimal, of 0.01, is not 0"),
    ),
    "tables": ("bands", ("response_bonus: the band ≤ 20 s", "平均响应时间 = 20 s", "平均响应时间 just above 20 s")),
    "scorecards": ("scorecards", ("kpi: the floor acts", "kpi: the floor does not act")),
    "tiers": ("tiers", ("grade: the band gold", "绩效分 just below 90 points", "绩效分 = 90 points")),
    "awards": (
        "awards",
        (
            "conversion_award: granted",
            "conversion_award: refused, a requirement is not met",
            "conversion_award: voided",
            "indicators: voided because of `cheated`",
        ),
    ),
    "prizes": (
        "prizes",
        ("销售之星: place 3", "销售之星: place 4, which has no prize", "销售之星: level with somebody else"),
    ),
    "pools": (
        "pools",
        (
            "团队奖: there is nothing to share",
            "团队奖: all shares are 0 (if_zero)",
            "团队奖: it does not come out even, and others get a cent more",
        ),
    ),
    "distribution": ("distribution", ("appraisal: in poor", "appraisal: level people across excellent and good")),
    "assertions": (
        "assertions",
        ("assertion funnel: `paid <= ordered` only just holds", "assertion identity does not hold, and warns"),
    ),
    "outputs": ("outputs", ("留存提成: rounded to 0.01, exactly half of it is left over",)),
}
"""Of every section of definitions: a showcase, and some of what is exercised of it there."""

OF_FORMS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "bands": ("over", ("above_task: exactly at `基本任务`", "above_task: the band > 150,000.00")),
    "steps": ("steps", ("intake_penalty: before the first step", "intake_penalty: just past the start of step 2")),
    "curve": ("curve", ("volume_points: below 220", "volume_points: from 220 to 250", "volume_points: above 300")),
    "rows": ("by-option", ("by_level: the row trainee",)),
    "matrix": ("matrix", ("coefficient rate: the cell of < 80% and ≥ 95%",)),
    "rules": ("rules", ("award: the row completion >= 100% and complaints = 0", "`complaints = 0` does not hold")),
}
"""The same of every form of a table."""

OF_PAY: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "a cap and a floor": ("salary", ("提成: the cap `5000` acts", "total: the floor `minimum_wage` does not act")),
    "voids": ("voids", ("awards: cancelled", "awards: not cancelled")),
    "prorate": ("proration", ("base: paid in full, 100%", "base: paid in part, below 100%")),
    "draw": ("draw", ("the draw: less is earned, so that it is paid", "the draw: nothing is owed any more")),
    "deductions": ("deductions", ("damage_paid: the cap `limit` acts",)),
    "corrections": ("adjustments", ("三月补差 `march_sales × 1%`: rounded to 0.01, exactly half of it is left over",)),
    "running totals": ("starting-at", ("year_so_far: ≤ 300,000.00 was used up before",)),
    "ratings": ("rating", ("服务态度: the row 差",)),
    "history": ("reach", ("`in_a_row(sales >= 10万, 4)` does not hold", "level: the band senior")),
    "ranks": ("groups", ("group_rank(sales): level with somebody else",)),
    "cases": ("cases", ("`大促` holds", "`大促` does not hold")),
}
"""The same of what stands in other sections."""

NOBODY: Final = {
    "rules": "the rows before hold whom it would be about: 22 and 23 repeat what they have left",
    "draw": "the draw makes up for what is short, so that no total is below zero",
    "deductions": "the limit of deductions keeps the total above zero",
}
"""Showcases of which something is true of nobody, and why."""

UNREACHED: Final = {
    "rules": {
        "`complaints > 0` does not hold",
        "投诉数 = 0",
        "`completion < 100%` does not hold",
        "目标完成率 = 100%",
    },
    "draw": {"total: the floor `0` acts"},
    "deductions": {"total: the floor `0` acts"},
}

MADE: Final = (
    ("awards", r"per_event\..*", Extreme, "how far from zero pieces may lead: of a sum of one sign only one side acts"),
    ("distribution", r".*\.level", Extreme, "people who are level are at least one"),
    ("distribution", r".*\.part_.*", Extreme, "how much of a band somebody fills: told by the band, and across two"),
    ("inputs", r".*\.rated", None, "that whoever has a rating has a rater: a check of the data"),
    ("part", r".*\.explained", None, "that an amount somebody decided has its reason: a check of the data"),
    ("part", r".*\.amount", Round, "a sum in whole cents"),
    ("part", r".*\.least", Extreme, "what is added to a running total, where that is never below zero"),
    ("pools", r".*", None, "shares in whole cents: told by who gets how much of what"),
    ("prizes", r".*", None, "the prizes that level people fill, in whole cents: told by places and ties"),
    ("salary", r"total", Round, "a floor of the total in whole cents"),
    ("salary", r"draw_.*", Extreme, "what is paid back of a draw, and still owed: told by whether it is"),
    ("scorecards", r".*", Extreme, "an end of `within` that no score can pass on the declared ranges"),
    ("tables", r".*", Extreme, "the slices of a marginal table and the lines of a curve: told by bands and points"),
)
"""Operations that the engine has made, and why nobody has to exercise each: construct, value, operation (None: any)."""

_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def lowered(name: str) -> Lowered:
    plan = next(shown.plan for shown in SHOWCASES if shown.name == name)
    made = lower_plan(complete(plan).encode(), "plan.yaml").value
    assert made is not None
    return made


@cache
def walked(name: str) -> tuple[Lowered, Coverage, Suggestions]:
    """A showcase, what its examples exercise, and the examples that are suggested for the rest."""
    plan = lowered(name)
    cover = examine(plan, plan.plan.examples)
    return plan, cover, suggest(plan, cover)


def test_every_construct_of_the_language_is_here() -> None:
    assert set(OF) == {construct.section.key for construct in (*CONSTRUCTS, *BESIDE_PAY)}
    assert set(OF_FORMS) == {form.key for form in FORMS}


@pytest.mark.parametrize("what", [*OF, *OF_FORMS, *OF_PAY])
def test_a_construct_says_what_examples_should_exercise(what: str) -> None:
    name, some = (OF | OF_FORMS | OF_PAY)[what]
    found = {item.words.en for item in items_of(lowered(name)).all}
    assert set(some) <= found


@pytest.mark.parametrize("name", [shown.name for shown in SHOWCASES])
def test_every_showcase_is_exercised_by_its_examples_and_those_that_are_suggested(name: str) -> None:
    plan, cover, found = walked(name)
    assert cover.items.all
    assert {item.words.en for item in found.unreached} == UNREACHED.get(name, set())
    assert (name in NOBODY) is (name in UNREACHED)
    more = read_examples(write(plan, found, "zh").encode(), "more.yaml").value if found.found else ()
    assert more is not None
    after = examine(plan, (*plan.plan.examples, *more))
    assert all(tried.passed for tried in after.tried)
    assert len(after.covered) == len(cover.items.all) - len(found.unreached)


@pytest.mark.parametrize("name", [shown.name for shown in SHOWCASES])
def test_what_is_exercised_is_named_in_both_languages_at_its_place(name: str) -> None:
    plan, cover, _ = walked(name)
    text = plan.plan.source.text
    for item in cover.items.all:
        assert item.span.source.text == text and item.span.text.strip()
        own = set(_CHINESE.findall(item.words.en))
        assert own <= set(text), "no Chinese in English but the plan's own words"
        assert item.words.zh and item.words.en and "{" not in item.words.en + item.words.zh


def test_nothing_is_asked_for_twice_in_the_same_words_at_one_place() -> None:
    for shown in SHOWCASES:
        told = [(item.span.start, item.words.en) for item in items_of(lowered(shown.name)).all]
        assert len(told) == len(set(told)), shown.name


@pytest.mark.parametrize(
    ("name", "words", "people"),
    [
        ("prizes", "销售之星: place 3", 3),
        ("pools", "团队奖: there is nothing to share", 1),
        ("steps", "intake_penalty: just past the start of step 2", 2),
    ],
)
def test_a_suggested_group_is_as_small_as_shows_it(name: str, words: str, people: int) -> None:
    _, cover, found = walked(name)
    place = next(at for at, item in enumerate(cover.items.all) if item.words.en == words)
    assert min(len(one.people) for one in found.found if place in one.covers) == people


def unlooked(plan: Lowered) -> Iterator[tuple[Value, Node]]:
    """The decisions that no item looks at, of all that is paid, listed or asserted; a `plausible` range only warns."""
    goals = [goal for item in items_of(plan).all for goal in (*item.goals, *item.also)]
    seen = {id(node) for goal in goals for node in (goal.node, goal.measured_at)}
    seen |= {id(goal.node.on) for goal in goals if isinstance(goal.node, Select)}
    values = {value.name: value for value in plan.program.values}
    pay = {plan.program.total, *(output.value for output in plan.program.outputs)}
    used = dependents(plan.program, (*pay, *(check.value for check in plan.program.checks if not check.plausible)))
    lines = {line.value for line in plan.program.lines}

    def looked(node: Node) -> bool:
        match node:
            case _ if id(node) in seen or isinstance(node, Const):
                return True
            case Ref(name):
                return any(id(part) in seen for part in nodes(values[name].node))
            case Choose(condition):
                return looked(condition)
            case Pick(index):
                return looked(index)
            case Logic(_, operands):
                return all(looked(operand) for operand in operands)
            case _:
                return False

    for value in plan.program.values:
        for node in value.nodes:
            decides = isinstance(node, Select | Choose | Extreme | Compare | Logic | Pick | IsMissing | Round)
            # an amount that never has a rest is rounded as every line is
            whole = isinstance(node, Round) and (value.name in lines or value.role == "output")
            if decides and value.name in used and not whole and not looked(node):
                yield value, node


@pytest.mark.parametrize("name", [shown.name for shown in SHOWCASES])
def test_every_decision_is_looked_at_or_made_by_the_engine(name: str) -> None:
    plan = lowered(name)
    left = [
        (value.origin.construct, value.name, type(node).__name__)
        for value, node in unlooked(plan)
        if not any(
            construct == value.origin.construct and re.fullmatch(made, value.name) and isinstance(node, kind or Node)
            for construct, made, kind, _ in MADE
        )
    ]
    assert left == []


def test_every_explanation_is_needed() -> None:
    found = [pair for shown in SHOWCASES for pair in unlooked(lowered(shown.name))]
    for construct, made, kind, _ in MADE:
        assert any(
            construct == value.origin.construct and re.fullmatch(made, value.name) and isinstance(node, kind or Node)
            for value, node in found
        ), (construct, made)
