"""Frames, compared character by character: what a person sees is what is tested."""

import re

from engine.base.source import NOWHERE, SourceFile, Span
from engine.base.text import Text, same
from engine.diagnostics.model import Diagnostic, Label, Rule, Severity
from engine.diagnostics.text import render_text
from engine.diagnostics.width import columns

HOLE = Rule(
    code="KPI412",
    name="band-hole",
    headline=Text("{value} 没有档位", "{value} has no tier"),
    what=same("what"),
    why=same("why"),
    bad="",
    good="",
)
ADVICE = Rule("KPI700", "cliff", Text("有悬崖", "there is a cliff"), same(""), same(""), "", "", Severity.WARNING)

GOLD = SourceFile(
    "plans/gold.yaml",
    "# bands\n" * 39
    + "      - {above: 30%, up_to: 50%, tier: intermediate}\n"
    + "      - {below: 30%, tier: junior}\n",
)


def place(source: SourceFile, words: str, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = source.text.index(words, start + 1)
    return Span(source, start, start + len(words))


def text(*found: Diagnostic, language: str = "en", width: int = 80) -> str:
    return render_text(found, "zh" if language == "zh" else "en", color=False, width=width)


def hole() -> Diagnostic:
    return HOLE.at(
        place(GOLD, "30%", 1),
        Text("到 30% 为止", "ends before 30%"),
        also=[Label(place(GOLD, "30%"), Text("从 30% 之后开始", "begins after 30%"))],
        help=Text("这里写 `up_to: 30%`，或者那里写 `from: 30%`", "write `up_to: 30%` here, or `from: 30%` there"),
        value="30%",
    )


def test_the_frame_of_the_design_in_english() -> None:
    assert (
        text(hole())
        == """\
error[KPI412] band-hole: 30% has no tier
  --> plans/gold.yaml:41:17
   |
41 |       - {below: 30%, tier: junior}
   |                 ^^^ ends before 30%
40 |       - {above: 30%, up_to: 50%, tier: intermediate}
   |                 --- begins after 30%
   |
   = help: write `up_to: 30%` here, or `from: 30%` there
   = more: kpiplan rule KPI412
"""
    )


def test_the_same_frame_in_chinese() -> None:
    assert (
        text(hole(), language="zh")
        == """\
错误[KPI412] band-hole：30% 没有档位
  --> plans/gold.yaml:41:17
   |
41 |       - {below: 30%, tier: junior}
   |                 ^^^ 到 30% 为止
40 |       - {above: 30%, up_to: 50%, tier: intermediate}
   |                 --- 从 30% 之后开始
   |
   = 改法：这里写 `up_to: 30%`，或者那里写 `from: 30%`
   = 详情：kpiplan rule KPI412
"""
    )


def test_wide_characters_count_two_columns_and_combining_marks_none() -> None:
    source = SourceFile("方案.yaml", "  有效销售额：é × 提点 # cafe\u0301 转化率\n")
    found = ADVICE.at(place(source, "提点"), also=[Label(place(source, "转化率"), same("rate"))])
    assert (
        text(found)
        == """\
warning[KPI700] cliff: there is a cliff
 --> 方案.yaml:1:13
  |
1 |   有效销售额：é × 提点 # cafe\u0301 转化率
  |                   ^^^^
  |                               ------ rate
  |
  = more: kpiplan rule KPI700
"""
    )


def test_labels_of_one_line_stand_under_it_from_left_to_right() -> None:
    source = SourceFile("p.yaml", "total: base + kpi + sales\n")
    found = HOLE.at(
        place(source, "kpi"),
        same("points"),
        also=[Label(place(source, "sales"), same("money")), Label(place(source, "base"), same("money"))],
        value="x",
    )
    assert (
        text(found)
        == """\
error[KPI412] band-hole: x has no tier
 --> p.yaml:1:15
  |
1 | total: base + kpi + sales
  |        ---- money
  |               ^^^ points
  |                     ----- money
  |
  = more: kpiplan rule KPI412
"""
    )


def test_a_label_in_another_file_names_it() -> None:
    here, there = SourceFile("a.yaml", "x: 1\n"), SourceFile("b.yaml", "\ny: 2\n")
    found = HOLE.at(place(here, "1"), also=[Label(place(there, "2"), same("and here"))], value="1")
    assert (
        text(found)
        == """\
error[KPI412] band-hole: 1 has no tier
 --> a.yaml:1:4
  |
1 | x: 1
  |    ^
 ::: b.yaml:2:4
2 | y: 2
  |    - and here
  |
  = more: kpiplan rule KPI412
"""
    )


def test_a_long_line_is_shown_around_its_mark() -> None:
    source = SourceFile("p.yaml", "a: " + "甲乙 + " * 50 + "错" + " + x" * 50 + "\n")
    found = HOLE.at(place(source, "错"), same("a word about it that does not fit beside the mark"), value="x")
    assert (
        text(found, width=50)
        == """\
error[KPI412] band-hole: x has no tier
 --> p.yaml:1:254
  |
1 | … + 甲乙 + 甲乙 + 甲乙 + 错 + x + x + x + x +…
  |                          ^^
  |                a word about it that does not
  |                fit beside the mark
  |
  = more: kpiplan rule KPI412
"""
    )


def test_every_mark_of_a_long_line_gets_its_own_window() -> None:
    source = SourceFile("p.yaml", "first" + " " * 100 + "last\n")
    found = HOLE.at(place(source, "first"), also=[Label(place(source, "last"), same("here"))], value="x")
    assert (
        text(found, width=40)
        == """\
error[KPI412] band-hole: x has no tier
 --> p.yaml:1:1
  |
1 | first                             …
  | ^^^^^
1 | …                              last
  |                                ----
  |                                here
  |
  = more: kpiplan rule KPI412
"""
    )


def test_a_huge_line_stays_within_the_width() -> None:
    source = SourceFile("p.yaml", "价" * 300_000 + "!" + "格" * 300_000)
    shown = text(HOLE.at(Span(source, 300_000, 600_000), same("label"), value="x" * 3_000), width=60)
    assert all(columns(line) <= 60 for line in shown.splitlines() if "xxx" not in line)
    assert len(shown) < 1_000


def test_the_first_line_of_a_place_over_several() -> None:
    source = SourceFile("p.yaml", "a:\n  b: one\n  c: two\n")
    assert (
        text(HOLE.at(Span(source, 5, len(source.text)), value="x"))
        == """\
error[KPI412] band-hole: x has no tier
 --> p.yaml:2:3
  |
2 |   b: one
  |   ^^^^^^
  |
  = more: kpiplan rule KPI412
"""
    )


def test_a_place_at_the_end_of_the_file_still_has_a_caret() -> None:
    source = SourceFile("p.yaml", "a: [1")
    assert "1 | a: [1\n  |      ^ not closed\n" in text(HOLE.at(Span(source, 5, 5), same("not closed"), value="x"))


def test_tabs_are_spaces_above_and_below() -> None:
    source = SourceFile("p.yaml", "\ta:\tb\n")
    assert "1 |     a:    b\n  |           ^\n" in text(HOLE.at(place(source, "b"), value="x"))


def test_nothing_of_the_author_moves_the_cursor() -> None:
    source = SourceFile("p\x1b[2J.yaml", "a: \x1b[31m\u202e\u200b b\n")
    found = HOLE.at(place(source, "b"), same("\x07"), help=same("a\nb\u2028c"), value="\x9b1m\r")
    shown = text(found)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u202e]", shown)
    assert (
        shown
        == """\
error[KPI412] band-hole: \\x9b1m\\r has no tier
 --> p\\x1b[2J.yaml:1:12
  |
1 | a: \\x1b[31m\\u202e\\u200b b
  |                         ^ \\x07
  |
  = help: a\\nb\\u2028c
  = more: kpiplan rule KPI412
"""
    )


def test_a_finding_about_data_names_row_column_and_person() -> None:
    found = HOLE.data("team.csv", 7, "conversion", person="A012", help=same("write 50%"), value="x")
    assert (
        text(found)
        == """\
error[KPI412] band-hole: x has no tier
 --> team.csv, row 7, column conversion, person A012
  = help: write 50%
  = more: kpiplan rule KPI412
"""
    )
    assert " --> team.csv，第 7 行，conversion 列，人员 A012\n" in text(found, language="zh")


def test_a_finding_about_a_whole_table_or_nothing() -> None:
    assert " --> team.csv\n" in text(HOLE.data("team.csv", value="x"))
    assert "-->" not in text(HOLE.at(NOWHERE, value="x"))


def test_long_sentences_are_wrapped_at_words_and_between_chinese_characters() -> None:
    long = Text("每个值必须正好落在一个区间里，不多也不少。" * 2, "every value must lie in exactly one band " * 2)
    found = HOLE.at(NOWHERE, message=long, help=long)
    assert (
        text(found, width=44)
        == """\
error[KPI412] band-hole: every value must
  lie in exactly one band every value must
  lie in exactly one band
  = help: every value must lie in exactly
          one band every value must lie in
          exactly one band
  = more: kpiplan rule KPI412
"""
    )
    assert (
        text(found, language="zh", width=44)
        == """\
错误[KPI412] band-hole：每个值必须正好落在一
  个区间里，不多也不少。每个值必须正好落在一
  个区间里，不多也不少。
  = 改法：每个值必须正好落在一个区间里，不多
          也不少。每个值必须正好落在一个区间
          里，不多也不少。
  = 详情：kpiplan rule KPI412
"""
    )


def test_a_message_ends_at_the_limit() -> None:
    exact, over = "x" * 300, "x" * 301
    assert f"band-hole:\n  {exact}\n" in text(HOLE.at(NOWHERE, message=same(exact)))
    assert f"band-hole:\n  {'x' * 299}…\n" in text(HOLE.at(NOWHERE, message=same(over)))


def test_colour_adds_nothing_but_colour() -> None:
    painted = render_text([hole(), ADVICE.at(place(GOLD, "junior"))], "en", color=True, width=80)
    assert painted.startswith("\x1b[1;31merror[KPI412]\x1b[0m band-hole: ")
    assert "\x1b[1;31m^^^ ends before 30%\x1b[0m" in painted
    assert "\x1b[1;34m--- begins after 30%\x1b[0m" in painted
    assert "\x1b[1;33mwarning[KPI700]\x1b[0m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == text(hole(), ADVICE.at(place(GOLD, "junior")))


def test_frames_stand_apart_and_nothing_found_is_nothing_said() -> None:
    shown = text(hole(), ADVICE.at(NOWHERE))
    assert shown.count("\n\n") == 1
    assert shown.endswith("= more: kpiplan rule KPI412\n")
    assert text() == ""


def test_what_is_left_out_is_counted() -> None:
    source = SourceFile("p.yaml", "x\n" * 60)
    errors = [HOLE.at(Span(source, 2 * i, 2 * i + 1), value=i) for i in range(30)]
    advice = [ADVICE.at(Span(source, 2 * i, 2 * i + 1)) for i in range(27)]
    shown = text(*advice, *errors)
    assert shown.count("error[KPI412]") == 20
    assert "warning" not in shown.rsplit("\n\n", 1)[0]
    assert shown.endswith("\n\n… and 37 more (10 errors, 27 warnings)\n")
    assert text(*advice, *errors, language="zh").endswith("\n\n…… 还有 37 条（10 个错误，27 个警告）\n")
