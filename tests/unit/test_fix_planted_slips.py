"""Several slips of the pen in one plan, in both languages: `--fix` gives back the plan as it was, byte for byte."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.cli.mending import mend
from engine.cli.starter import STARTER
from engine.diagnostics.model import Severity

WEIGHTS = "{conversion_points: 50%, response_points: 30%, attitude: 20%}"
SLIPS = (
    ("\nperiod: month", "\nperiod：month"),
    ("\nperiod: month", "\nperiod: mnth"),
    ("\nperiod: month", "\nperiod:\u3000month"),
    ("\ncurrency: CNY", "\ncurency: CNY"),
    ("\ncurrency: CNY", "\ncurrency:CNY"),
    ("{from: 2026-01-01}", "{from: 2026/1/1}"),
    ("{from: 2026-01-01}", "{from: 2026年1月1日}"),
    ("{from: 2026-01-01}", "{from: 2026-01-01, from: 2026-01-01}"),
    ("group_by: [team]", "group_by: [team"),
    ("group_by: [team]", "group_by: &g [team]"),
    ("default: 0}", "default: ０}"),
    ("{type: seconds", "{typ: seconds"),
    ("{type: points", "{type: ponits"),
    ("max(sales - refunds, 0)", "MAX(sales - refunds, 0)"),
    ("max(sales - refunds, 0)", "max(slaes - refunds, 0)"),
    ("max(sales - refunds, 0)", "maximum(sales – refunds, 0)"),
    ("max(sales - refunds, 0)", "max(sales - refunds；0)"),
    ("max(sales - refunds, 0)", "max(sales - refunds, 0))"),
    ("max(sales - refunds, 0)", "max(sales - refunds, 0"),
    ("orders ÷ inquiries", "orders ÷ inqiuries"),
    ("orders ÷ inquiries", "\u200borders ÷ inquiries"),
    ("if_zero: 0%", "if_zer: 0%"),
    ("out_of: 100\n", "out_off: 100\n"),
    ("out_of: 100\n", "out_of: 1_00\n"),
    ("    out_of: 100\n", "    out_of: 100\n    out_of: 100\n"),
    (WEIGHTS, WEIGHTS.replace("%", "")),
    (WEIGHTS, WEIGHTS.replace("50%, ", "50%，")),
    (WEIGHTS, WEIGHTS.replace("}", "")),
    (WEIGHTS, WEIGHTS.replace("}", "]")),
    (WEIGHTS, WEIGHTS.replace("response_points", "respones_points")),
    ("effective_sales × grade.rate", "effective_sales x grade.rate"),
    ("effective_sales × grade.rate", "effective_sales · grade.rate"),
    ("effective_sales × grade.rate", '"effective_sales × grade.rate"'),  # no slip at all: it stays
    ("effective_sales × grade.rate", "=effective_sales × grade.rate"),
    ("effective_sales × grade.rate", "effectve_sales × grade.raate"),
    ("effective_sales × grade.rate", "effective_sаles × grade.rate"),
    ("{base_salary: 3000, sales: 20000", "{base_salary: 3_000, sales: 20000"),
    ("{base_salary: 3000, sales: 20000", "{base_salary: 3000, sales: 20,000"),
    ("{base_salary: 3000, sales: 20000", "{base_salry: 3000, sales: 2e4"),
)
NO_SLIP = '"effective_sales × grade.rate"'


def planted(text: str, slips: list[tuple[str, str]]) -> tuple[str, str]:
    """The text with every slip whose place is still as it was, and the text that it is to become again."""
    good = text
    for right, wrong in slips:
        if text.count(right) == 1:
            text = text.replace(right, wrong)
            good = good.replace(right, wrong) if wrong == NO_SLIP else good
    return text, good


def in_bytes(text: str, *, windows: bool) -> bytes:
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() if windows else text.encode()


@settings(max_examples=8, deadline=None)
@given(
    st.sampled_from([STARTER.zh, STARTER.en]),
    st.lists(st.sampled_from(SLIPS), max_size=9, unique_by=lambda slip: slip[0]),
    st.booleans(),
)
@example(STARTER.en, [("out_of: 100\n", "out_of: 1_00\n"), (WEIGHTS, WEIGHTS.replace("%", ""))], False)
@example(STARTER.zh, [slip for slip in SLIPS if slip[0] != WEIGHTS], True)
def test_all_slips_are_mended_together(text: str, slips: list[tuple[str, str]], windows: bool) -> None:
    bad, good = planted(text, slips)
    made = mend(in_bytes(bad, windows=windows), "plan.yaml")
    assert [d.message.en for d in made.findings if d.severity is not Severity.NOTE] == []
    assert made.data == in_bytes(good, windows=windows)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[1][:40].strip())
def test_each_slip_is_mended_alone(slip: tuple[str, str]) -> None:
    bad, good = planted(STARTER.en, [slip])
    assert bad != STARTER.en
    assert (mend(bad.encode(), "plan.yaml").data.decode(), good == bad) == (good, slip[1] == NO_SLIP)
