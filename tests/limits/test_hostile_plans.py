"""Plans that were made to break readers of plans: each is refused for the reason it deserves, and nothing runs."""

from __future__ import annotations

from typing import Final

import pytest

from engine import check_plan
from engine.diagnostics.example import complete
from tests.limits.guarded import errors

LAUGHS: Final = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)
)

TEXTS: Final = {
    "billion laughs": (LAUGHS, "KPI110"),
    "an alias of itself": ("title: &t [*t]\n", "KPI110"),
    "merge keys": ("inputs:\n  a: &a {type: money}\n  b: {<<: *a}\n", "KPI110"),
    "many merge keys": ("title:\n" + "  <<: {a: 1}\n" * 5000, "KPI110"),
    "nested brackets": ("title: " + "[" * 100_000, "KPI107"),
    "nested braces": ("title: " + "{a: " * 100_000, "KPI107"),
    "nested dashes": ("title:\n  " + "- " * 50_000 + "x\n", "KPI107"),
    "nested questions": ("title:\n  " + "? " * 50_000 + "x\n", "KPI107"),
    "closing brackets": ("title: " + "]" * 100_000, "KPI106"),
    "an open quote": ('title: "' + "x" * 500_000, "KPI106"),
    "a Python object": ("title: !!python/object/apply:os.system [echo hacked]\n", "KPI111"),
    "a binary": ("title: !!binary aGFja2Vk\n", "KPI111"),
    "a directive": ("# whole file\n%YAML 1.1\n---\nid: a\n", "KPI111"),
    "several documents": ("# whole file\nid: a\n" + "---\nid: b\n" * 10_000, "KPI113"),
    "a key of keys": ("? {a: b}\n: c\n", "KPI119"),
    "one key ten thousand times": ("# whole file\n" + "title: a\n" * 10_000, "KPI112"),
    "a timestamp that is none": ("effective: {from: 2026-02-30}\n", "KPI441"),
    "digits without end": ("thresholds:\n  t: " + "9" * 3_999 + "\n", "KPI305"),
    "an int of a million digits": ("thresholds:\n  t: " + "9" * 900_000 + "\n", "KPI109"),
    "an exponent": ("thresholds:\n  t: 1e99999999\n", "KPI114"),
    "a sexagesimal number": ("thresholds:\n  t: 1:30\n", "KPI114"),
    "an octal number": ("thresholds:\n  t: 0o17\n", "KPI114"),
    "surrogates": ('title: "\\ud800"\n', "KPI106"),
    "a null byte": ("title: a\x00b\n", "KPI103"),
    "text that runs backwards": ("title: a\u202eb\n", "KPI104"),
}

FORMULAS: Final = {
    "__import__('os').system('echo hacked')": None,
    "().__class__.__bases__": None,
    "base_salary.__class__": None,
    "sales.real": "KPI409",
    "rand()": "KPI309",
    "randint(6)": "KPI309",
    "eval(base_salary)": "KPI309",
    "[x for x in sales]": None,
    "lambda: sales": None,
    "sales if true else 0": None,
    "sales ** 99999999": None,
    "sales ^ 2": None,
    "2 << 99999999": None,
    "sales; sales": None,
    "sales = 5": "KPI406",
    "sales := 5": None,
    "sales // 2": None,
    "sales % 2": None,
    "'a' * 1000000000": None,
    "1e99999999": None,
    "0x7fffffff": None,
    "1_000_000": None,
    "∞": None,
    "ｓａｌｅｓ": "KPI308",
    "ﬁles": "KPI308",
    "sаles": None,  # the second letter is Cyrillic
    "sales\u200b": "KPI104",
    "{sales}": None,
    "f'{sales}'": None,
    "sales and": None,
    "round(sales, 99999999)": "KPI424",
}
"""Formulas, and the finding that refuses them where it is always the same one."""


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_made_to_break_readers(name: str) -> None:
    text, code = TEXTS[name]
    assert code in errors(complete(text).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_made_to_run_something(formula: str) -> None:
    quoted = formula.replace("'", "''")
    found = check_plan(complete(f"salary:\n  lines:\n    base: '{quoted}'\n").encode(), "plan.yaml")
    assert found.value is None
    codes = {d.code for d in found.diagnostics}
    assert "KPI900" not in codes
    assert FORMULAS[formula] is None or FORMULAS[formula] in codes


def test_a_formula_over_two_lines_is_one_formula() -> None:
    text = complete(
        "salary:\n  lines:\n    base: >-\n      base_salary\n      + 100\n    more: base_salary\n      - 50\n"
    )
    plan = check_plan(text.encode(), "plan.yaml").value
    assert plan is not None
    assert str(plan.evaluate({"agent_id": "A1", "base_salary": "1000", "sales": "0"}).total) == "2050.00"
