"""What people write, and what `--fix` makes of it; beside each kind the nearest thing that it leaves alone."""

import pytest

from engine.api import check_plan
from engine.cli.mending import mend
from engine.diagnostics.example import complete, inputs, pay
from engine.diagnostics.suggest import only_near, slip
from engine.formula.number_words import factor, written_out


def base(formula: str) -> str:
    return f"salary:\n  lines:\n    base: {formula}\n    commission: sales × 1%\n"


def cases(*rows: str) -> str:
    lines = "".join(f"      - {row}\n" for row in rows)
    return f"metrics:\n  rate:\n    cases:\n{lines}    otherwise: 1%\n" + pay("sales × rate")


NIGHT = "night: {{type: flag, default: {}}}"
SCORES = inputs("a: {{type: points, min: 0, max: 100}}", "b: {{type: points, min: 0, max: 100}}").replace(
    "{type: money, min: 0}", "{{type: money, min: 0}}"
)
CARD = SCORES + "scorecards:\n  kpi:\n    items: {}\n"
OVER_500 = "{when: sales >= 500, then: 2%}"

MENDED = [
    # numbers
    (base("base_salary + 1_000"), base("base_salary + 1000")),
    (base("base_salary + 007"), base("base_salary + 7")),
    (base("base_salary + 00.5"), base("base_salary + 0.5")),
    (base("base_salary + 5."), base("base_salary + 5")),
    (base("base_salary + 1.5e3"), base("base_salary + 1500")),
    (base("base_salary + ٣"), base("base_salary + 3")),
    (base("base_salary + ¥3元"), base("base_salary + ¥3")),
    # numbers in words
    (base("base_salary + 七千"), base("base_salary + 7000")),
    (base("base_salary + 五百元"), base("base_salary + 500元")),
    (base("base_salary × 百分之五"), base("base_salary × 5%")),
    (base("base_salary + 3百万"), base("base_salary + 3000000")),
    (base("base_salary + 7k"), base("base_salary + 7000")),
    # units
    (base("base_salary + 5 块"), base("base_salary + 5 元")),
    (base("base_salary + 3 次"), base("base_salary + 3")),
    (pay("sales × 5 percent"), pay("sales × 5%")),
    # signs and brackets
    (base('"if(sales > 1&&sales < 5, 1, 2) + base_salary"'), base('"if(sales > 1 and sales < 5, 1, 2) + base_salary"')),
    (base('"[base_salary + 1]"'), base('"(base_salary + 1)"')),
    (base("max(base_salary、5)"), base("max(base_salary, 5)")),
    (base("(base_salary + 100"), base("(base_salary + 100)")),
    (base("round(base_salary, 2"), base("round(base_salary, 2)")),
    (base("max(base_salary, 100))"), base("max(base_salary, 100)")),
    # sentences
    (base('"如果 sales 大于 100 则 base_salary 否则 0"'), base('"if(sales > 100, base_salary, 0)"')),
    (base("base_salary + 1% of sales"), base("base_salary + sales × 1%")),
    # a formula that a comma in braces has cut
    (
        "salary:\n  lines: {base: base_salary, pay: max(sales, 500) × 1%}\n",
        'salary:\n  lines: {base: base_salary, pay: "max(sales, 500) × 1%"}\n',
    ),
    (cases("{when: sales >= 1, then: max(1%, 2%)}"), cases('{when: sales >= 1, then: "max(1%, 2%)"}')),
    # the text
    ("effective: {from: 2026-01-01  # begins\n", "effective: {from: 2026-01-01}  # begins\n"),
    ("effective: {from: 2026-01-01]\n", "effective: {from: 2026-01-01}\n"),
    ("effective: {from: 2026-01-01，until: 2027-01-01}\n", "effective: {from: 2026-01-01, until: 2027-01-01}\n"),
    (inputs("sales: {type: money, min: 0 max: 50}"), inputs("sales: {type: money, min: 0, max: 50}")),
    (inputs("sales: {type: money, min: 3,000}"), inputs("sales: {type: money, min: 3000}")),
    ('title: "Example\n', 'title: "Example"\n'),
    ("title: !!str Example\n", "title: Example\n"),
    ("title: &t Example\npurpose: *t\n", "title: Example\npurpose: Example\n"),
    # one value where a list belongs, words where a number does
    ("metrics:\n  net: {formula: sales, decimals: 2位}\n" + pay("net"), None),
    ("metrics:\n  net: {formula: sales, decimals: two}\n" + pay("net"), None),
    # what an ambiguous value means is seen from its place
    (inputs(NIGHT.format("no")) + pay("if(night, 0, 1)"), inputs(NIGHT.format("false")) + pay("if(night, 0, 1)")),
    (inputs("role: {type: choice, options: [yes, no]}") + pay("if(role = yes, 1, 2)"), None),
    ("title: 007\n", 'title: "007"\n'),
    # weights
    (CARD.format("{a: 30, b: 70}") + pay("¥9 × kpi.ratio"), CARD.format("{a: 30%, b: 70%}") + pay("¥9 × kpi.ratio")),
    (CARD.format("{a: 30%, b: 70%}") + pay("¥9 × kpi"), CARD.format("{a: 30%, b: 70%}") + pay("¥9 × kpi.ratio")),
    # rows that say nothing new
    (cases("{when: sales >= 900, then: 2%}  # first", OVER_500), cases(OVER_500)),
    (cases(OVER_500, "{when: sales >= 900, then: 2%}  # never"), cases(OVER_500)),
    (cases(OVER_500, OVER_500), cases(OVER_500)),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "good"), MENDED, ids=lambda text: (text or "")[-50:].strip())
def test_mended(bad: str, good: str | None) -> None:
    made = mend(complete(bad).encode(), "plan.yaml")
    assert made.fixes > 0
    assert [d.message.en for d in made.findings if d.code[:4] != "KPI7"] == []
    if good is not None:
        assert made.data.decode() == complete(good)


LEFT = [
    base("base_salary + 1,0000"),  # 1 000 or 10 000
    base("max(base_salary, 1,000)"),  # one number or two
    base("base_salary + 三万五"),  # 35 000 to most
    base("base_salary + 5 sek"),  # a unit or a factor
    base("(base_salary + 100 × 2"),  # where does it end?
    base("base_salary × 2 + 100)"),  # or is one missing before?
    base('"如果 sales 大于 100 则 base_salary"'),  # and else?
    base('"如果 sales 大于 100 则 扣50元 否则 base_salary"'),  # taken off
    base("base_salary取整"),  # up, down or half up
    base("quality"),
    "title: a: b\n",
    "effective: {from: 2026-01-01, from: 2026-02-01}\n",
    "group_by: [{team\n",
    CARD.format("{a: 30, b: 60}") + pay("¥9 × kpi.ratio"),
    cases(OVER_500, "{when: sales >= 500, then: 3%}"),  # which of the two?
    "metrics:\n  net-sales: sales\n" + pay("net-sales"),  # in a formula it is a difference
]


@pytest.mark.parametrize("bad", LEFT, ids=lambda text: text[-50:].strip())
def test_left_alone(bad: str) -> None:
    found = check_plan(complete(bad).encode(), "plan.yaml").diagnostics
    assert found
    assert [d.code for d in found if d.fix is not None] == []


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("七千", "7000"), ("一万二千", "12000"), ("三百五十", "350"), ("十五", "15"), ("二十万元", "200000元"),
        ("三千零五", "3005"), ("一万零五百", "10500"), ("五亿三千万", "530000000"), ("百分之五", "5%"),
        ("一百二", None), ("三万五", None), ("一", None), ("千", None), ("第一", None), ("二〇二六", None),
        ("五一", None),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, number: str | None) -> None:
    assert written_out(words) == number


def test_what_stands_behind_digits() -> None:
    assert [factor(w) for w in ("百", "百万", "千万", "十万元")] == [(100, ""), (10**6, ""), (10**7, ""), (10**5, "元")]
    assert [factor(w) for w in ("万千", "元", "")] == [None, None, None]


def test_one_wrong_letter_is_a_slip_inside_a_long_part_only() -> None:
    assert slip("base_salery", ["base_salary", "sales"]) == "base_salary"
    assert slip("rate_a", ["rate_b"]) is None
    assert slip("bonus2", ["bonus1"]) is None
    assert slip("quality_score", ["quantity_score"]) is None
    assert slip("match_goal", ["march_goal", "watch_goal"]) is None  # which of them?


def test_a_word_of_the_language_is_known_by_its_beginning_or_by_one_slip() -> None:
    assert only_near("grow", [("growth", "成长期"), ("mature", "成熟期")]) == "growth"
    assert only_near("at_leest", [("at_least", "保底"), ("at_most", "封顶")]) == "at_least"
    assert only_near("at_mast", [("at_least", "保底"), ("at_most", "封顶")]) is None
    assert only_near("at_l", [("at_least",), ("at_length",)]) is None
