"""Each finding of the reading stage, at its line and column; beside it what looks alike and is fine."""

import pytest

from engine.document.reader import read_document

Place = tuple[str, int, int]


def findings(text: str) -> list[Place]:
    found = read_document(text.encode(), "plan.yaml").diagnostics
    return [(d.code, d.primary.span.line, d.primary.span.column) for d in found]


def message(text: str) -> str:
    (found,) = read_document(text.encode(), "plan.yaml").diagnostics
    return f"{found.message.en} | {found.help.en}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id: x\ntitle: 售\x00前\n", [("KPI103", 2, 9)]),
        ("title: 售\x85前\n", [("KPI103", 1, 9)]),
        ("# 售\u2028前\nid: x\n", [("KPI103", 1, 4)]),
        ('title: "售\\0前"\n', [("KPI103", 1, 10)]),
        ('title: "a\\tb"\n', [("KPI103", 1, 10)]),
        ("title: 售\u200b前\n", [("KPI104", 1, 9)]),
        ("# 售\u202e前\nid: x\n", [("KPI104", 1, 4)]),
        ('"售\\u202e前": x\n', [("KPI104", 1, 3)]),
        ("id: x\ntitle: a\ufeff\n", [("KPI104", 2, 9)]),
        ("title: a\u00a0b\n", [("KPI104", 1, 9)]),
        ("effective:\n\u3000from: x\n", [("KPI104", 2, 1)]),
        ("effective:\n  - \u3000x\n", [("KPI104", 2, 5)]),
        ("id:\u3000x\n", [("KPI104", 1, 4)]),
        ("id: x\u3000\ntitle: z\n", [("KPI104", 1, 6)]),
        ("id: x\u3000# 注\n", [("KPI104", 1, 6)]),
        ("effective:\n\tfrom: x\n", [("KPI105", 2, 1)]),
        ("id:\tx\n", [("KPI105", 1, 4)]),
        ("id: x\t# 注\n", [("KPI105", 1, 6)]),
        ("title: 'a\tb'\n", [("KPI105", 1, 10)]),
        ("title: a\n  b\nid: x # a\tb\u00a0c\u3000\n", []),
        ("title: 售前\u3000客服\n", []),
        ("title: |\n  \u3000\u3000售前\n", []),
        ('title: "a\\nb"\n', []),
    ],
)
def test_characters_that_nobody_sees(text: str, found: list[Place]) -> None:
    assert findings(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("指标：\n  id: x\n", [("KPI115", 1, 3)]),
        ("title：售前\nid: x\n", [("KPI115", 1, 6)]),
        ("id: x\ntitle ：售前\n", [("KPI115", 2, 7)]),
        ("inputs:\n  底薪：{type: money}\n  销售：{type: money}\n", [("KPI115", 2, 5), ("KPI115", 3, 5)]),
        ("inputs:\n  a: x\n  底薪：x\n  c: x\nd：1\n", [("KPI115", 3, 5), ("KPI115", 5, 2)]),
        ("bands:\n  - from：1\n", [("KPI115", 2, 9)]),
        ("band: {from：1, up_to: 2}\n", [("KPI115", 1, 12)]),
        ("标题：售前\n", [("KPI115", 1, 3)]),
        ("title: 说明：好\n", []),
        ("title: 售前\n  说明：好\n", []),
        ("title: |\n  说明：好\n", []),
        ('title:\n  "说明：好"\n', []),
        ("id: x # 说明：好\n# 标题：x\n", []),
        ("title: >\n  说明：好\nid: [\n", [("KPI106", 3, 5)]),
    ],
)
def test_full_width_colons(text: str, found: list[Place]) -> None:
    assert findings(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id: x\nid: z\n", [("KPI112", 2, 1)]),
        ("标题: x\na: {ｉd: 1, id: 2}\n", [("KPI112", 2, 12)]),
        ("e\u0301: x\n\u00e9: z\n", [("KPI112", 2, 1)]),
        ("id: x\n'id': z\n", [("KPI112", 2, 1)]),
        ("a: {id: x}\nb: {id: x}\nID: x\n", []),
        ("s\u0430les: x\n", [("KPI116", 1, 2)]),
        ("销售s\u0430les: x\n", [("KPI116", 1, 4)]),
        ("\u03b1a: x\n", [("KPI116", 1, 1)]),
        ("\u2f49: x\n", [("KPI116", 1, 1)]),
        ("a\u0663: x\n", [("KPI116", 1, 2)]),
        ("\U0001d41aa: x\n", [("KPI116", 1, 1)]),
        ("продажи: x\nsales销售: x\nセールスー: x\n매출a: x\ncafé: x\n２ａ: x\n", []),
        ("title: s\u0430les\n", []),
    ],
)
def test_names(text: str, found: list[Place]) -> None:
    assert findings(text) == found


def test_a_duplicate_key_shows_both_places() -> None:
    (found,) = read_document("标题: x\n\n标题: z\n".encode(), "p").diagnostics
    assert [label.span.line for label in found.also] == [1]
    assert found.message.zh == "“标题”写了两次：第 1 行和第 3 行"


@pytest.mark.parametrize(
    "text",
    ["yes", "No", "ON", "off", "y", "N", "True", "TRUE", "False", "FALSE", "~", "null", "Null", "NULL", "1:30",
     "190:20:30.15", "010", "-010", "00", "0123.5", "0x10", "0o17", "0b11", "1e5", "1E+5", "1.5e-3", "1_000", "2026_01",
     ".5", "-.5", "5.", ".inf", "-.Inf", ".nan", ".NaN"],
)  # fmt: skip
def test_values_with_two_readings(text: str) -> None:
    assert findings(f"a: {text}\n指标:\n  - {text}\n") == [("KPI114", 1, 4), ("KPI114", 3, 5)]
    assert findings(f"a: '{text}'\nb: |\n  {text}\n") == []


@pytest.mark.parametrize(
    "text",
    ["true", "false", "0", "+5", "-5", "0.5", "-0.5", "100", "3,000.50", "50%", "5万", "2026-01-31", "15 s",
     "yes or no", "nothing", "e5", "1e", "0x", "x.5", "1:a", "0%", "not_applicable"],
)  # fmt: skip
def test_values_with_one_reading(text: str) -> None:
    assert findings(f"a: {text}\n") == []


def test_a_key_may_be_any_word() -> None:
    assert findings("table: {on: conversion, no: x, 010: x, ~: x}\n") == []


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("a: no\n", 'write true or false for a flag; quote a word, "no"'),
        ("a: TRUE\n", 'write true in small letters; quote a word, "TRUE"'),
        ("a: -.5\n", 'write a number as -0.5; quote a word, "-.5"'),
        ("a: 5.\n", 'write a number as 5; quote a word, "5."'),
        ("a: 1_000\n", 'write a number as 1000; quote a word, "1_000"'),
        ("a: {b: 3,000}\n", "commas separate items in brackets: write 3,000 as 3000"),
        ("a: ５０％\n", "write 50%"),
    ],
)
def test_the_help_says_what_to_type(text: str, help_: str) -> None:
    assert message(text).endswith(f"| {help_}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id: x\ntitle:\n", [("KPI121", 2, 1)]),
        ("a: {标题: , id: x}\n", [("KPI121", 1, 5)]),
        ("a: {标题, id: x}\n", [("KPI121", 1, 5)]),
        ("a:\n  - x\n  -\n", [("KPI121", 3, 4)]),
        ("title: ''\n", []),
        ("rate: 50％\n", [("KPI122", 1, 7)]),
        ("rate: [１０, ￥３０, 5．5, ５万 元, －５ 分]\n",
         [("KPI122", 1, 8), ("KPI122", 1, 12), ("KPI122", 1, 17), ("KPI122", 1, 22), ("KPI122", 1, 28)]),
        ("title: 目标５０％\nformula: ａ × ５０％\nword: ＡＢ\nquoted: '５０％'\n", []),
    ],
)  # fmt: skip
def test_empty_values_and_full_width_signs(text: str, found: list[Place]) -> None:
    assert findings(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("标题: &a x\n", [("KPI110", 1, 5)]),
        ("标题: *a\n", [("KPI110", 1, 5)]),
        ("a: &m\n  b: x\n", [("KPI110", 1, 4)]),
        ("a: x\n<<: {b: x}\n", [("KPI110", 2, 1)]),
        ("*a : x\n", [("KPI110", 1, 1)]),
        ("标题: !!str x\n", [("KPI111", 1, 5)]),
        ("a: ! x\nb: !t [x]\n", [("KPI111", 1, 4), ("KPI111", 2, 4)]),
        ("a: !t &b x\n", [("KPI111", 1, 4), ("KPI110", 1, 7)]),
        ("%YAML 1.2\n---\na: x\n", [("KPI111", 1, 1)]),
        ("---\na: x\n---\nb: x\n", [("KPI113", 3, 1)]),
        ("---\na: x\n...\n", []),
        ("a:\n  ? [x]\n  : z\n", [("KPI119", 2, 5)]),
        ("a:\n  ? {x: z}\n  : [z, {w: v}]\nb: c\n", [("KPI119", 2, 5)]),
        ("标题: {? : z}\n", [("KPI119", 1, 8)]),
        ("? 标题\n: x\n", []),
        ("'<<': x\na: '!x'\nb: '&x'\n", []),
    ],
)
def test_what_yaml_allows_and_a_plan_does_not(text: str, found: list[Place]) -> None:
    assert sorted(findings(text)) == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("KPI118", 1, 1)]),
        ("# 注\n\n", [("KPI118", 1, 1)]),
        ("---\n", [("KPI118", 1, 1)]),
        ("\n- x\n", [("KPI123", 2, 1)]),
        ("售前\n", [("KPI123", 1, 1)]),
        ("{}\n", []),
    ],
)
def test_the_outermost_level(text: str, found: list[Place]) -> None:
    assert findings(text) == found
