"""Results in every format: exact digits, safe cells, schemas that fit, the same bytes."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from engine.base.quantities import COUNT, DAYS, FLAG, MONEY, NUMBER, PERCENT, Choice, Kind
from engine.base.source import NOWHERE
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic
from engine.program import ZERO, Line, Origin, Program, Role, Value
from engine.run.number_rules import FOLDED_DIGITS, NOT_A_NUMBER
from engine.run.outcome import LineAmount, PersonResult, Provenance, Run, Shown
from engine.run.result_schema import result_schema
from engine.run.shown import digits, form_of, shown_values
from engine.run.write import guard, write_csv, write_json, write_jsonl

Plan = Callable[..., Program]


def _value(name: str, kind: Kind, role: Role = "metric") -> Value:
    return Value(name, name, kind, ZERO, role, Origin(role, NOWHERE))


VALUES = (
    _value("sales", MONEY, "input"),
    _value("conversion", PERCENT),
    _value("points", NUMBER, "table"),
    _value("points.rate", PERCENT, "column"),
    _value("kpi", NUMBER, "scorecard"),
    _value("kpi.ratio", PERCENT, "column"),
    _value("grade", Choice(("junior", "gold"), True), "tier"),
    _value("grade.rate", PERCENT, "column"),
    _value("late", FLAG),
    _value("bonus", MONEY),
    _value("total", MONEY, "total"),
)
LINES = (Line("base", "底薪", "fixed", "line.base"), Line("bonus", "奖金", "variable", "line.bonus"))


@pytest.fixture
def program(plan: Plan) -> Program:
    return plan(values=VALUES, lines=LINES, group_by=("shop",))


def _result(person: str = "A1", total: str = "3000.00", **changed: Shown) -> PersonResult:
    values: dict[str, Shown] = {
        "sales": Fraction(5),
        "conversion": Fraction(1, 2),
        "points": Fraction(1),
        "points.rate": Fraction(1),
        "kpi": Fraction("87.5"),
        "kpi.ratio": Fraction("0.875"),
        "grade": "gold",
        "grade.rate": Fraction(1, 100),
        "late": False,
        "bonus": Fraction(100),
        "total": Fraction(3000),
    }
    lines = (
        LineAmount("base", "底薪", "fixed", Decimal("2900.00")),
        LineAmount("bonus", "奖金", "variable", Decimal("100.00")),
    )
    return PersonResult(person, {"shop": "一店"}, 2, lines, Decimal(total), values | changed)


def _run(
    *results: PersonResult, problems: tuple[Diagnostic, ...] = (), unpaid: tuple[tuple[int, str], ...] = ()
) -> Run:
    return Run(Provenance("presales", "1", "abc123", "0.1.0"), results, problems, unpaid)


def _formed(run: Run, program: Program) -> Run:
    """The run with results as evaluators make them: they know how to write their values."""
    return replace(run, results=tuple(replace(result, form=form_of(program)) for result in run.results))


def _csv(run: Run, program: Program) -> list[list[str]]:
    stream = io.StringIO()
    write_csv(run, program, stream)
    assert stream.getvalue().startswith("\ufeff")
    return list(csv.reader(io.StringIO(stream.getvalue()[1:]), strict=True))


def _json(run: Run, program: Program) -> Any:
    stream = io.StringIO()
    write_json(_formed(run, program), stream)
    return json.loads(stream.getvalue())


def _jsonl(run: Run, program: Program) -> list[Any]:
    stream = io.StringIO()
    write_jsonl(_formed(run, program), stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_metrics_scorecards_tiers_and_their_columns_are_shown(program: Program) -> None:
    names = [value.name for value in shown_values(program)]
    assert names == ["conversion", "kpi", "kpi.ratio", "grade", "grade.rate", "late", "bonus"]


def test_csv_says_everything_in_one_row(program: Program) -> None:
    heading, row = _csv(_run(_result()), program)
    assert dict(zip(heading, row, strict=True)) == {
        "agent_id": "A1",
        "shop": "一店",
        "conversion": "0.5",
        "kpi": "87.5",
        "kpi.ratio": "0.875",
        "grade": "gold",
        "grade.rate": "0.01",
        "late": "false",
        "bonus": "100.00",
        "base": "2900.00",
        "bonus_2": "100.00",
        "total": "3000.00",
        "plan": "presales",
        "plan_version": "1",
        "plan_hash": "abc123",
        "engine": "0.1.0",
    }


def test_csv_quotes_texts_and_leaves_numbers_plain(program: Program) -> None:
    stream = io.StringIO()
    write_csv(_run(_result('say "hi", 张三')), program, stream)
    assert stream.getvalue().splitlines()[1].startswith('"say ""hi"", 张三","一店",0.5,87.5,0.875,"gold",0.01,false,')


def test_not_applicable_is_empty_in_csv_and_null_in_json(program: Program) -> None:
    run = _run(_result(conversion=None, grade=None))
    assert _csv(run, program)[1][2:6] == ["", "87.5", "0.875", ""]
    values = _json(run, program)["results"][0]["values"]
    assert values["conversion"] is None and values["grade"] is None and values["late"] is False


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (Fraction(3000), MONEY, "3000.00"),
        (Fraction("3000.5"), MONEY, "3000.50"),
        (Fraction("0.005"), MONEY, "0.005"),
        (Fraction(0), MONEY, "0.00"),
        (Fraction(-1, 1000), MONEY, "-0.001"),
        (Fraction(1, 3), MONEY, "0.3333333333"),
        (Fraction(2, 3), NUMBER, "0.6666666667"),
        (Fraction(-2, 3), NUMBER, "-0.6666666667"),
        (Fraction(-1, 3 * 10**12), NUMBER, "0.0000000000"),
        (Fraction(1, 2**20), NUMBER, "0.00000095367431640625"),
        (Fraction(1, 2**21), NUMBER, "0.0000004768"),
        (Fraction(1, 10**20), NUMBER, "0.00000000000000000001"),
        (Fraction(10**20), NUMBER, "100000000000000000000"),
        (Fraction(1, 7**9000), NUMBER, "0.0000000000"),
        (Fraction(12), COUNT, "12"),
        (Fraction(86400 * 3, 2), DAYS, "1.5"),
        (Fraction(1, 20), PERCENT, "0.05"),
    ],
)
def test_digits(value: Fraction, kind: Kind, shown: str) -> None:
    assert digits(value, kind, 2) == shown


def test_minus_zero_is_zero_and_no_amount_has_an_exponent(program: Program) -> None:
    assert _csv(_run(_result(total="-0.00")), program)[1][11] == "0.00"
    assert _json(_run(_result(total="-0.00")), program)["results"][0]["total"] == "0.00"
    assert _json(_run(_result(total="1E+3")), program)["results"][0]["total"] == "1000"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"])
def test_a_text_that_would_begin_a_formula_is_guarded(start: str, program: Program) -> None:
    assert guard(start + "1") == "'" + start + "1"
    assert guard("'" + start + "1") == "''" + start + "1"


@pytest.mark.parametrize("text", ["", "A1", "'", "'A1", "a=b", "张三", "''"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert guard(text) == text


def test_names_of_groups_options_and_headings_are_guarded_too(plan: Plan) -> None:
    program = plan(values=VALUES, lines=LINES, group_by=("=shop",), person="@agent")
    heading, row = _csv(_run(_result("=1+1", grade="-gold")), program)
    assert (heading[0], heading[1], row[0], row[5]) == ("'@agent", "'=shop", "'=1+1", "'-gold")


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"])) | st.from_regex(r"'*[=+\-@\t\r]?.{0,3}", fullmatch=True))
def test_a_guarded_text_begins_no_formula_and_comes_back(text: str) -> None:
    cell = next(csv.reader(io.StringIO('"' + guard(text).replace('"', '""') + '"', newline=""), strict=True))[0]
    assert cell[:1] not in tuple("=+-@\t\r\0")
    back = cell[1:] if cell[:1] == "'" and guard(cell[1:]) == cell else cell
    assert back == text


def test_json_says_everything(program: Program) -> None:
    document = _json(_run(_result()), program)
    assert document == {
        "plan": "presales",
        "plan_version": "1",
        "plan_hash": "abc123",
        "engine": "0.1.0",
        "complete": True,
        "results": [
            {
                "person": "A1",
                "group": {"shop": "一店"},
                "values": {
                    "conversion": "0.5",
                    "kpi": "87.5",
                    "kpi.ratio": "0.875",
                    "grade": "gold",
                    "grade.rate": "0.01",
                    "late": False,
                    "bonus": "100.00",
                },
                "lines": [
                    {"name": "base", "label": "底薪", "tag": "fixed", "amount": "2900.00"},
                    {"name": "bonus", "label": "奖金", "tag": "variable", "amount": "100.00"},
                ],
                "total": "3000.00",
                "outputs": [],
            }
        ],
        "unpaid": [],
        "problems": [],
    }


def _broken_run() -> Run:
    cure = Text("写成 80000", "write 80000")
    fault = NOT_A_NUMBER.data("team.csv", 3, "sales", person="B2", help=cure, column="sales", value="8万")
    said = FOLDED_DIGITS.data("team.csv", 3, "sales", column="sales", number=3)
    return _run(_result(), problems=(said, fault), unpaid=((3, "B2"), (4, "C3")))


def test_problems_and_unpaid_rows_stand_in_the_document(program: Program) -> None:
    document = _json(_broken_run(), program)
    assert document["complete"] is False
    assert document["unpaid"] == [{"row": 3, "person": "B2"}, {"row": 4, "person": "C3"}]
    assert [(p["code"], p["severity"]) for p in document["problems"]] == [("KPI518", "warning"), ("KPI505", "error")]
    assert document["problems"][1] == {
        "code": "KPI505",
        "name": "not-a-number",
        "severity": "error",
        "message": {"zh": "“sales”要写数字，不是“8万”", "en": "sales must be a plain number, not “8万”"},
        "help": {"zh": "写成 80000", "en": "write 80000"},
        "table": "team.csv",
        "cell": None,
        "row": 3,
        "field": "sales",
        "person": "B2",
    }


def test_json_lines_have_one_line_for_each_paid_and_each_unpaid(program: Program) -> None:
    paid, second, third = _jsonl(_broken_run(), program)
    assert (paid["person"], paid["total"], paid["plan_hash"]) == ("A1", "3000.00", "abc123")
    assert (second["row"], second["person"], [p["code"] for p in second["problems"]]) == (3, "B2", ["KPI505"])
    assert (third["row"], third["person"], third["problems"]) == (4, "C3", [])


@pytest.mark.parametrize("validator", [Draft7Validator, Draft202012Validator])
def test_the_schema_accepts_what_is_written_and_nothing_like_it(validator: Any, program: Program) -> None:
    validator.check_schema(result_schema())
    check = validator(result_schema())
    documents = [_json(run, program) for run in (_run(), _run(_result(late=None)), _broken_run())]
    for document in [*documents, *_jsonl(_broken_run(), program)]:
        check.validate(document)
        assert not check.is_valid({**document, "extra": 1})
        assert not check.is_valid({key: value for key, value in document.items() if key != "engine"})
    documents[1]["results"][0]["total"] = 3000.0
    assert not check.is_valid(documents[1])


def test_a_run_as_a_dict_is_what_its_json_says(program: Program) -> None:
    for run in (_run(), _run(_result(late=None)), _broken_run()):
        plain = _formed(run, program).to_dict()
        assert plain == _json(run, program)
        Draft202012Validator(result_schema()).validate(plain)
        assert plain["results"] == [result.to_dict() for result in _formed(run, program).results]


def test_the_same_run_gives_the_same_bytes(program: Program) -> None:
    for write in (partial(write_csv, program=program), write_json, write_jsonl):
        first, second = io.StringIO(), io.StringIO()
        write(_broken_run(), stream=first)
        write(_broken_run(), stream=second)
        assert first.getvalue() == second.getvalue() and first.getvalue().endswith("\n")
        assert "\r" not in first.getvalue()
