"""Traces of plans that nobody wrote: as the schema says, complete from their leaves, and silent about colleagues."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any, Final

from hypothesis import assume, given
from jsonschema import Draft202012Validator

from engine import PersonResult
from engine.base.text import Language
from engine.explain.page import page
from engine.explain.reading import Reader
from engine.resources import schema_text
from engine.run.table import table_of
from tests.leaves import Again, Missing, leaf
from tests.properties.running import checked
from tests.properties.strategies import Rows, plans_with_rows

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
VALIDATOR: Final = Draft202012Validator(json.loads(schema_text("trace")))


def traces(text: str, rows: Rows) -> dict[str, dict[str, Any]]:
    """The traces of everybody who is paid, by person."""
    table = table_of(rows, "rows").value
    assert table is not None
    return {trace["person"]: trace for trace in checked(text).explain_table(table).traces}


@given(plans_with_rows())
def test_a_trace_is_as_its_schema_says_and_gives_the_pay_again_and_a_page(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    told = traces(text, rows)
    results = {result.person: result for result in checked(text).evaluate_many(rows).results}
    assert told.keys() == results.keys()
    for person, trace in told.items():
        assert [error.message for error in VALIDATOR.iter_errors(trace)] == []
        gives_the_pay_again(trace, results[person])
        makes_a_page(trace)


def gives_the_pay_again(trace: dict[str, Any], paid: PersonResult) -> None:
    """From the leaves alone, and every value on the way."""
    again = Again(trace)
    assert again.values[trace["total"]] == Fraction(paid.total)
    lines = [again.values[line["value"]] for line in trace["lines"]]
    assert lines == [Fraction(line.amount) for line in paid.lines]
    for value in trace["values"]:
        found, wanted = again.values[value["name"]], leaf(value["value"], value)
        assert found == wanted or (isinstance(found, Missing) and isinstance(wanted, Missing)), value["name"]


def makes_a_page(trace: dict[str, Any]) -> None:
    total = next(value for value in trace["values"] if value["name"] == trace["total"])
    for language in LANGUAGES:
        reader = Reader(trace, language)
        lines = page(trace, language, 60).splitlines()
        of_total = [line for line in lines if line.strip().startswith(("合计", "total"))]  # or a sentence that wraps
        assert any(reader.text(total) in line for line in of_total)
        for told in reader.because():
            assert all(part.strip() for part in reader.parts(told))


@given(plans_with_rows())
def test_who_of_the_colleagues_has_which_figure_is_nowhere_in_it(drawn: tuple[str, Rows]) -> None:
    """Two colleagues of a group exchange all that was given for them: a third one's trace is the same."""
    text, rows = drawn
    groups = checked(text).program.group_by
    columns = [key for key in rows[0] if key not in ("who", *groups)]
    same = [row for row in rows[1:] if all(row[key] == rows[0][key] for key in groups)]
    assume(len(same) > 1)
    one, other = same[0], same[1]
    exchanged = [{**row, **{key: other[key] for key in columns}} if row is one else row for row in rows]
    exchanged = [{**row, **{key: one[key] for key in columns}} if row is other else row for row in exchanged]
    before, after = (traces(text, given).get(rows[0]["who"]) for given in (rows, exchanged))
    assume(before is not None and after is not None)
    assert before is not None
    assert after is not None
    assert {**before, "inputs_hash": ""} == {**after, "inputs_hash": ""}
