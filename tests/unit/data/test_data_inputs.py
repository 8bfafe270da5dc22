"""Columns found by their names, people found once, faults kept apart from sound rows."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Severity
from engine.run.inputs import FINDINGS_KEPT, Inputs

Typed = Callable[..., Checked[Inputs]]
Codes = Callable[[Checked[Inputs]], list[str]]

SALES = "sales: {type: money, label: 个人销售额, columns: [销售, 金额（元）]}"


@pytest.mark.parametrize(
    "heading", ["sales", "个人销售额", "销售", "金额（元）", "金额(元)", " 销售 ", "ｓａｌｅｓ", "销售\u3000"]
)
def test_a_column_is_found_by_name_label_or_alias(heading: str, typed: Typed, codes: Codes) -> None:
    result = typed(f"agent_id,{heading}\nA1,100\n", SALES)
    assert codes(result) == []
    assert result.value is not None and result.value.records[0].values == {"sales": Fraction(100)}


def test_the_person_and_the_groups_have_aliases_too(typed: Typed, codes: Codes) -> None:
    ids = {"agent_id": ("工号",), "shop": ("店铺", "门店"), "team": ()}
    result = typed("门店,工号,team,sales\n一店,007,甲,5\n", group_by=("shop", "team"), id_columns=ids)
    assert codes(result) == []
    assert result.value is not None
    (record,) = result.value.records
    assert (record.person, record.group, record.row) == ("007", ("一店", "甲"), 2)


@pytest.mark.parametrize(
    ("headings", "codes_expected"),
    [
        ("agent_id,Sales", ["KPI502", "KPI503"]),
        ("agent,sales", ["KPI502", "KPI503"]),
        ("sales,x", ["KPI502", "KPI503"]),
        ("agent_id,sales,x", ["KPI503"]),
        ("agent_id,sales,销售", ["KPI524"]),
        ("agent_id,个人销售额,销售", ["KPI524"]),
    ],
)
def test_headings_that_do_not_fit(headings: str, codes_expected: list[str], typed: Typed, codes: Codes) -> None:
    assert codes(typed(headings + "\nA1" + ",1" * headings.count(",") + "\n", SALES)) == codes_expected


def test_a_misspelt_heading_is_offered_the_right_one(typed: Typed) -> None:
    missing, unknown = typed("agent_id,个人消售额\nA1,1\n", SALES).diagnostics
    assert "个人消售额" in missing.help.zh and "sales" in missing.help.zh
    assert "个人销售额" in unknown.help.zh and unknown.severity is Severity.WARNING


def test_a_missing_column_without_a_likeness_lists_its_names(typed: Typed) -> None:
    (missing,) = typed("agent_id\nA1\n", SALES).diagnostics
    assert "sales / 个人销售额 / 销售 / 金额（元）" in missing.help.zh


def test_a_heading_that_is_the_label_of_two_inputs(typed: Typed, codes: Codes) -> None:
    inputs = "a: {type: money, label: 金额}\nb: {type: money, label: 金额}"
    assert codes(typed("agent_id,金额,b\nA1,1,2\n", inputs))[0] == "KPI524"
    assert codes(typed("agent_id,a,b\nA1,1,2\n", inputs)) == []


def test_a_name_comes_before_another_inputs_label(typed: Typed) -> None:
    inputs = "a: {type: money, label: b}\nb: {type: money, label: c}"
    result = typed("agent_id,a,b\nA1,1,2\n", inputs).value
    assert result is not None and result.records[0].values == {"a": Fraction(1), "b": Fraction(2)}


def test_all_problems_of_a_row_at_once_with_their_places(typed: Typed) -> None:
    inputs = "a: {type: money, label: 底薪}\nb: {type: count}\nc: {type: flag}"
    result = typed("agent_id,底薪,b,c\nA1,x,-1,TRUE\nA2,1,1,true\n", inputs).value
    assert result is not None
    (fault,) = result.faults
    assert [(d.code, d.cell.row, d.cell.field, d.cell.person) for d in fault.diagnostics if d.cell] == [
        ("KPI505", 2, "底薪", "A1"),
        ("KPI506", 2, "b", "A1"),
        ("KPI510", 2, "c", "A1"),
    ]
    assert [r.person for r in result.records] == ["A2"]


def test_a_person_who_appears_twice_has_no_sound_row(typed: Typed) -> None:
    result = typed("agent_id,sales\nA1,1\nA2,2\nA1,3\nA3,x\nA3,4\n").value
    assert result is not None
    assert [r.person for r in result.records] == ["A2"]
    assert [(f.row, f.person, [d.code for d in f.diagnostics]) for f in result.faults] == [
        (2, "A1", ["KPI508"]),
        (4, "A1", ["KPI508"]),
        (5, "A3", ["KPI505", "KPI508"]),
        (6, "A3", ["KPI508"]),
    ]
    assert "2, 4" in result.faults[0].diagnostics[0].message.en
    assert "2, 4" in result.faults[1].diagnostics[0].message.zh


@pytest.mark.parametrize(("first", "second"), [("007", "７"), ("7", "007"), ("a1", "A1"), ("张三", "张 三")])
def test_people_who_are_not_the_same(first: str, second: str, typed: Typed) -> None:
    result = typed(f"agent_id,sales\n{first},1\n{second},2\n").value
    assert result is not None and len(result.records) == 2


@pytest.mark.parametrize(
    ("first", "second"), [("A1", " A1 "), ("A1", "Ａ１"), ("é", "e\u0301"), ("007", "００７"), ("张 三", "张\u3000三")]
)
def test_people_who_are_the_same_written_otherwise(first: str, second: str, typed: Typed, codes: Codes) -> None:
    assert codes(typed(f"agent_id,sales\n{first},1\n{second},2\n")).count("KPI508") == 2


@pytest.mark.parametrize(
    ("person", "code"),
    [("", "KPI504"), ("a\u200bb", "KPI517"), ("\u2066x", "KPI517"), ("Аnna", "KPI522"), ("٧", "KPI517")],
)
def test_an_identifier_that_nobody_can_trust(person: str, code: str, typed: Typed) -> None:
    for field in ("agent_id", "shop"):
        row: dict[str, object] = {"agent_id": "A1", "shop": "S", "sales": 1, field: person}
        result = typed([row], group_by=("shop",)).value
        assert result is not None and not result.records
        (fault,) = result.faults
        assert [d.code for d in fault.diagnostics] == [code]
        assert (fault.person, fault.group) == (("", ("S",)) if field == "agent_id" else ("A1", None))


def test_a_fault_knows_its_group(typed: Typed) -> None:
    """Whose pay looks at the faulty row can be told only by its group."""
    result = typed("agent_id,shop,sales\nA1,一店,x\n", group_by=("shop",)).value
    assert result is not None and result.faults[0].group == ("一店",)


def test_full_width_digits_are_said_once_for_each_column(typed: Typed) -> None:
    inputs = "a: {type: money}\nb: {type: money}"
    result = typed("agent_id,a,b\nA1,1,１\nA2,２,２\nＡ３,３,x\n", inputs)
    assert [(d.code, d.cell.field) for d in result.diagnostics if d.cell] == [
        ("KPI518", "b"),
        ("KPI518", "a"),
        ("KPI518", "agent_id"),
    ]
    assert "row 3" in result.diagnostics[1].message.en
    assert result.value is not None and result.value.records[1].values == {"a": Fraction(2), "b": Fraction(2)}


def test_full_width_brackets_in_a_name_are_nothing_to_say(typed: Typed, codes: Codes) -> None:
    assert codes(typed("agent_id,sales\n张三（上海）,1\n")) == []


def test_findings_beyond_the_room_are_counted_and_their_rows_still_refused(typed: Typed) -> None:
    rows = "".join(f"A{i},x\n" for i in range(FINDINGS_KEPT + 5))
    result = typed("agent_id,sales\n" + rows).value
    assert result is not None
    assert len(result.faults) == FINDINGS_KEPT + 5 and not result.records
    assert sum(len(f.diagnostics) for f in result.faults) == FINDINGS_KEPT
    assert result.omitted == 5
    assert result.faults[-1].person == f"A{FINDINGS_KEPT + 4}"


def test_every_declared_input_has_a_value(typed: Typed) -> None:
    inputs = "a: {type: money}\nb: {type: money, optional: true}\nc: {type: flag, default: false}"
    result = typed("agent_id,a\nA1,1\n", inputs).value
    assert result is not None and list(result.records[0].values) == ["a", "b", "c"]


def test_messages_escape_and_shorten_what_the_cell_holds(typed: Typed) -> None:
    result = typed([{"agent_id": "A1", "sales": "\x1b[31m" + "x" * 5000}]).value
    assert result is not None
    (finding,) = result.faults[0].diagnostics
    assert "\x1b" not in finding.message.en and "\\x1b" in finding.message.en and len(finding.message.en) < 200
