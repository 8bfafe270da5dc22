"""The parser's complaints in our words, at the place where the author has to change something."""

import pytest
import yaml

from engine.document.reader import LOADER, Loader, read_document

CASES = [
    ("id: x\n标题: '售前\nb: x\n", 2, 5, "this quote is never closed"),
    ('标题: "售前\n', 1, 5, "this quote is never closed"),
    ("标题: [a, b\nid: x\n", 1, 5, "this `[` is never closed"),
    ("标题: {a: x\nid: x\n", 1, 5, "this `{` is never closed"),
    ("标题: [a, {b: x\n", 1, 9, "this `{` is never closed"),
    ("a: {b: x]\n", 1, 9, "this should be `}`, not `]`"),
    ("a: x\nb: ]\n", 2, 4, "nothing was opened that `]` closes"),
    ("a: [x, , y]\n", 1, 8, "a value is missing here"),
    ("标题: {a: x b: y}\n", 1, 12, "a comma is missing here"),
    ("a: {\n  b: x\n  c: y\n}\n", 3, 4, "a comma is missing here"),
    ("a: [好?]\n", 1, 6, "a question mark needs quotes"),
    ("a: x\n  标题: y\n", 2, 3, "this line is not aligned"),
    ("a:\n    b: x\n  c: y\n", 3, 3, "this line is not aligned"),
    ("a:\n  - x\n - y\n", 3, 2, "this line is not aligned"),
    ("标题:x\nb: y\n", 1, 3, "a space is missing after this colon"),
    ("a: x\n标题:x\n", 2, 3, "a space is missing after this colon"),
    ("inputs:\n  底薪:money\n", 2, 5, "a space is missing after this colon"),
    ("a: {底薪:money}\n", 1, 7, "a space is missing after this colon"),
    ("a:\n- x\n-y\n", 3, 1, "a space is missing after this `-`"),
    ("title: a: b\n", 1, 9, "this is the second colon of the line"),
    ("标题\nb: x\n", 1, 1, "this line has no colon"),
    ("a: x\n标题\nb: x\n", 2, 1, "this line has no colon"),
    ("标题: %5\n", 1, 5, "a value cannot begin with `%`"),
    ("标题: @x\n", 1, 5, "a value cannot begin with `@`"),
    ("标题: `x`\n", 1, 5, "a value cannot begin with"),
    ("标题: >= 50%\n", 1, 5, "a value cannot begin with `>`"),
    ("标题: * 50\n", 1, 5, "a value cannot begin with `*`"),
    ("标题: & 50\n", 1, 5, "a value cannot begin with `&`"),
    ("标题: !x!y z\n", 1, 5, "a value cannot begin with `!`"),
    ("a:\n  : x\n", 2, 3, "a name is missing before this colon"),
    ("标题: {: x}\n", 1, 6, "a name is missing before this colon"),
    ("each: - 5 points\n", 1, 7, "a list cannot begin with `- ` here"),
    ('标题: "a" + b\n', 1, 9, "there is more text after the closing quote"),
    ("标题: 'a'b\n", 1, 8, "there is more text after the closing quote"),
    ("a: x\n...\n标题: y\n", 3, 1, "the document has ended above"),
    ('标题: "\\\\ \\q"\n', 1, 9, "between double quotes `\\` begins an escape"),
    ('标题: "\\u12"\n', 1, 6, "between double quotes `\\` begins an escape"),
    ('标题: "\\UFFFFFFFF"\n', 1, 6, "between double quotes `\\` begins an escape"),
    ('标题: "\\ud800"\n', 1, 6, "between double quotes `\\` begins an escape"),
    ("a: ? x\n", 1, 4, "from here on this cannot be read as YAML"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), CASES)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, LOADER])
def test_a_syntax_error_has_a_sentence_and_a_place(
    loader: Loader, text: str, line: int, column: int, words: str
) -> None:
    (found,) = read_document(text.encode(), "plan.yaml", loader=loader).diagnostics
    assert found.code == "KPI106"
    assert (found.primary.span.line, found.primary.span.column) == (line, column)
    assert words in found.message.en
    assert found.message.zh and found.help.zh and found.help.en


@pytest.mark.parametrize(
    "text", ["id: x\n", "url: http://x\n", "a: {b: 'x?', c: x}\n", "a:\n  - b\n  - https://x\n", "a: b:c\n"]
)
def test_what_is_yaml_is_left_alone(text: str) -> None:
    assert read_document(text.encode(), "plan.yaml").diagnostics == ()


def test_an_error_that_an_earlier_finding_explains_is_not_repeated() -> None:
    found = read_document(b"effective:\n\tfrom: x\n   until: z\n", "p").diagnostics
    assert [d.code for d in found] == ["KPI105"]


def test_an_error_far_from_other_findings_is_shown_beside_them() -> None:
    found = read_document(b"a:\tx\nb: x\nc: x\nd: [\n", "p").diagnostics
    assert [(d.code, d.primary.span.line) for d in found] == [("KPI105", 1), ("KPI106", 4)]


def test_findings_before_a_syntax_error_are_shown_with_it() -> None:
    found = read_document("a: no\na: x\nb: 50％\nc: [\n".encode(), "p").diagnostics
    assert [d.code for d in found] == ["KPI114", "KPI112", "KPI122", "KPI106"]
