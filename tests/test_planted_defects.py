"""The table of docs/plan-tests.md: each slip in one column, each plan in its row, and rows as they come out."""

from pathlib import Path

import pytest

from tests.planted_defects import COLUMNS, PAGE, SLIPS, UNCAUGHT, Row, row, slips, table

ROOT = Path(__file__).parents[1]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))


def shown() -> dict[str, list[int]]:
    """The rows of the page."""
    _, _, rest = PAGE.read_text(encoding="utf-8").partition("<!-- slips -->\n")
    lines = [line.strip("|").split("|") for line in rest.splitlines() if line.startswith("|")][2:]
    return {cells[0].strip(" *"): [int(cell) for cell in cells[1:]] for cells in lines}


def test_every_plan_has_its_row_of_fifty_slips_and_the_sums_add_up() -> None:
    rows = shown()
    total = rows.pop("all")
    assert set(rows) == {path.stem for path in PLANS}
    for slips_, *columns in (*rows.values(), total):
        assert slips_ == sum(columns) and len(columns) == len(COLUMNS)
    assert all(numbers[0] == SLIPS for numbers in rows.values())
    assert total == [sum(column) for column in zip(*rows.values(), strict=True)]


@pytest.mark.parametrize("name", ["after-sales", "floating-rate"])
def test_a_row_is_as_it_comes_out(name: str) -> None:
    made = row(ROOT / "plans" / f"{name}.yaml")
    assert shown()[name] == [SLIPS, *(made.counts.get(column, 0) for column in COLUMNS)]
    assert set(made.counts) <= set(COLUMNS)
    assert len(made.uncaught) == sum(made.counts.get(column, 0) for column in UNCAUGHT)


def test_what_nobody_caught_is_listed_by_its_lines() -> None:
    text = PAGE.read_text(encoding="utf-8").partition("<!-- slips -->\n")[2].partition("<!-- end of slips -->")[0]
    listed = [line for line in text.splitlines() if line.startswith("    ")]
    assert len(listed) == sum(shown()["all"][1 + COLUMNS.index(column)] for column in UNCAUGHT)


def test_slips_are_different_and_the_same_each_time() -> None:
    text = PLANS[0].read_text(encoding="utf-8")
    first = [mutant.edits for mutant in slips(text, "seed")]
    again = [mutant.edits for mutant in slips(text, "seed")]
    assert [[(e.span.start, e.text) for e in edits] for edits in first] == [
        [(e.span.start, e.text) for e in edits] for edits in again
    ]
    assert len({(edits[0].span.start, edits[0].text) for edits in first}) == SLIPS
    assert all(mutant.edits[0].span.text != mutant.edits[0].text for mutant in slips(text, "seed"))


def test_a_table_sums_its_rows() -> None:
    made = table([Row("a", {"hole": 2}), Row("b", {"surviving": 3, "hole": 1})])
    assert made.splitlines()[-1] == "| **all** | 6 | 3 | 0 | 0 | 0 | 0 | 0 | 3 | 0 | 0 |"
