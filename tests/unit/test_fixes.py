"""Fixes: each mends its own finding, changes nothing beside its spans, and is offered only where one edit is right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.api import check_plan
from engine.base.source import SourceFile, Span
from engine.base.text import same
from engine.cli.mending import mend
from engine.diagnostics.example import SKELETON, complete, inputs, pay
from engine.diagnostics.fixes import applied, chosen, difference, edits_of
from engine.diagnostics.model import Diagnostic, Edit, Fix, Rule
from engine.diagnostics.rules import ALL_RULES
from engine.diagnostics.suggest import only_near, slip
from engine.document.rewriting import rewritten
from engine.document.text import read_text

HEAD = inputs("sales: {type: money, min: 0}", "night: {type: flag, default: false}")
TABLE = "tables:\n  t:\n    on: sales\n    mode: whole\n    bands:\n"


def offered(text: str) -> list[Diagnostic]:
    return [d for d in check_plan(text.encode(), "plan.yaml").diagnostics if d.fix is not None]


def test_every_bad_example_that_offers_a_fix_is_clean_of_its_rule_once_mended() -> None:
    whole = [(complete(r.bad), r) for r in ALL_RULES if r.bad and not r.bad.startswith("$ ") and "\n--- " not in r.bad]
    fixing = [(text, rule) for text, rule in whole if any(d.rule is rule for d in offered(text))]
    assert {"KPI104", "KPI105", "KPI115", "KPI122", "KPI312", "KPI443", "KPI498"} <= {rule.code for _, rule in fixing}
    for text, rule in fixing:
        made = mend(text.encode(), "plan.yaml")
        assert made.fixes > 0, rule.code
        assert rule.code not in {d.code for d in made.findings}


LATE = "inputs:\n  base_salary: {type: money, min: 0}\n  sales: {type: money, min: 0}\n  late: {type: count}\n"
MENDED = [
    (
        "a reason for nothing",
        pay("sales × 1%") + "silence: {KPI701: kept}\ntitle: T\n",
        pay("sales × 1%") + "title: T\n",
    ),
    (
        "a reason for nothing, on a line of its own",
        LATE + pay("sales × 1%") + "silence:\n  KPI701: kept\n  KPI706: none  # nobody\n",
        LATE + pay("sales × 1%") + "silence:\n  KPI701: kept\n",
    ),
    (
        "a reason for nothing, in braces",
        LATE + pay("sales × 1%") + "silence: {KPI706: none, KPI701: kept}\n",
        LATE + pay("sales × 1%") + "silence: {KPI701: kept}\n",
    ),
    (
        "a reason for nothing, the last in braces",
        LATE + pay("sales × 1%") + "silence: {KPI701: kept, KPI706: none}\n",
        LATE + pay("sales × 1%") + "silence: {KPI701: kept}\n",
    ),
    (
        "a key of another form of table",
        TABLE + "      - {rate: 1%}\n    outside: flat\n" + pay("t"),
        TABLE + "      - {rate: 1%}\n" + pay("t"),
    ),
    ("a letter for the sign of a product", pay("sales x 1%"), pay("sales × 1%")),
    (
        "a word in capitals",
        pay("if(sales > base_salary AND sales > 2, 3, 4)"),
        pay("if(sales > base_salary and sales > 2, 3, 4)"),
    ),
    ("an equals sign before a formula", pay('"=sales × 1%"'), pay('"sales × 1%"')),
    ("a plus sign before a value", pay('"+sales × 1%"'), pay('"sales × 1%"')),
    ("zero-width space", "title: Example\u200b plan\n", "title: Example plan\n"),
    ("no-break space", "title:\u00a0Example plan\n", "title: Example plan\n"),
    ("full-width space", "title:\u3000Example plan\n", "title: Example plan\n"),
    ("tab between words", "title: Example\tplan\n", "title: Example plan\n"),
    ("section in tabs", "effective:\n\tfrom: 2026-01-01\n\tuntil: 2027-01-01\n", None),
    ("full-width colon", "effective: {from：2026-01-01}\n", "effective: {from: 2026-01-01}\n"),
    ("colon and its space", "title： Example plan\n", "title: Example plan\n"),
    ("glued colon", "title:Example\n", "title: Example\n"),
    ("capitals", HEAD.replace("false", "FALSE") + pay("if(night, 0, sales)"), HEAD + pay("if(night, 0, sales)")),
    ("no digit before the point", pay("sales × .5").replace("sales × .5", "sales × 0.5"), None),
    ("unknown key", "purpos: better service\n", "purpose: better service\n"),
    ("unknown key with a capital", "Purpose: better service\n", "purpose: better service\n"),
    ("glued before a brace", "effective:{from: 2026-01-01}\n", "effective: {from: 2026-01-01}\n"),
    ("name like a number", "person: 2026\n", 'person: "2026"\n'),
    ("option", "period: mnth\n", "period: month\n"),
    ("bound", TABLE + "      - {below: 10, rate: 1%}\n      - {'>=': 10, rate: 2%}\n" + pay("t"), None),
    ("bound in Chinese", TABLE + "      - {below: 10, rate: 1%}\n      - {不低于: 10, rate: 2%}\n" + pay("t"), None),
    ("comparison", pay("if(sales => 10, 1 元, 2 元)"), pay("if(sales ≥ 10, 1 元, 2 元)")),
    ("times", pay("sales · 1%"), pay("sales × 1%")),
    ("dash", pay("sales – 1 元"), pay("sales - 1 元")),
    ("function", pay("MAX(sales, 5 元)"), pay("max(sales, 5 元)")),
    ("name", pay("slaes × 1%"), pay("sales × 1%")),
    ("name with capitals", pay("Sales × 1%"), pay("sales × 1%")),
    ("date", "effective: {from: 2026/1/5}\n", "effective: {from: 2026-01-05}\n"),
    ("date in Chinese", "effective: {from: 2026年01月05日}\n", "effective: {from: 2026-01-05}\n"),
    ("quoted flag", 'inputs:\n  base_salary: {type: money}\n  sales: {type: money, optional: "true"}\n', None),
]


@pytest.mark.parametrize(("bad", "good"), [(b, g) for _, b, g in MENDED], ids=[name for name, _, _ in MENDED])
def test_mended(bad: str, good: str | None) -> None:
    made = mend(complete(bad).encode(), "plan.yaml")
    before = {(d.code, d.message.en) for d in check_plan(complete(bad).encode(), "plan.yaml").diagnostics}
    assert {d.code for d in made.findings} <= {code for code, _ in before} | {"KPI702", "KPI703", "KPI704", "KPI701"}
    assert made.data.decode() == (complete(good) if good is not None else made.data.decode())
    assert len([d for d in made.findings if d.fix]) == 0


LEFT = [
    ("a band that could end or begin", TABLE + "      - {below: 1, rate: 1%}\n      - {above: 1, rate: 2%}\n"),
    ("a key that is there already", "curency: CNY\n"),
    ("a percentage without its sign", "thresholds:\n  goal: {type: percent, shop_goal: 50}\n"),
    ("a flag or nothing", HEAD.replace("false", "~")),
    ("a name that another could be", pay("bonus2 × 1%") + "thresholds:\n  bonus1: 1%\n"),
    ("a name with a character more", "thresholds:\n  净销售额: 1%\n" + pay("销售额 × 1%")),
    ("a bound without its side", TABLE + "      - {below: 10, rate: 1%}\n      - {start: 10, rate: 2%}\n"),
    ("a day and a month", "effective: {from: 01/02/2026}\n"),
    ("a date that there is not", "effective: {from: 2026/2/30}\n"),
    ("tabs and spaces in one section", "effective:\n\tfrom: 2026-01-01\n  until: 2027-01-01\n"),
    ("a full-width space as depth", "effective:\n\u3000from: 2026-01-01\n"),
    ("letters that a joiner joins", "title: Example\u200dplan\n"),
    ("a line break of another kind", "title: Example\u2028plan\n"),
    ("a mode that is missing", "tables:\n  t:\n    on: sales\n    bands:\n      - {below: 1, rate: 1%}\n"),
]  # fmt: skip


@pytest.mark.parametrize("bad", [bad for _, bad in LEFT], ids=[name for name, _ in LEFT])
def test_where_two_edits_could_be_right_none_is_offered(bad: str) -> None:
    found = check_plan(complete(bad).encode(), "plan.yaml").diagnostics
    assert found
    assert [d.code for d in found if d.fix is not None] == []


def test_a_fix_that_would_bring_up_another_finding_is_not_made() -> None:
    text = complete("curency: CNY\ncurrancy: USD\n").replace("\ncurrency: CNY\n", "\n")
    made = mend(text.encode(), "plan.yaml")
    assert made.fixes == 1
    assert "currency: CNY" in made.data.decode()
    assert "currancy: USD" in made.data.decode()


def test_mending_twice_changes_nothing_more() -> None:
    once = mend(complete("curency: CNY\ntitle： x\n").encode(), "plan.yaml")
    again = mend(once.data, "plan.yaml")
    assert (again.data, again.fixes) == (once.data, 0)


def test_more_findings_of_a_kind_than_are_shown_are_all_mended() -> None:
    rows = "".join(f"  rate_{i}: {i % 9}％\n" for i in range(1, 31))
    sums = " + ".join(f"rate_{i}" for i in range(1, 31))
    made = mend(complete(f"thresholds:\n{rows}{pay(f'sales × ({sums})')}").encode(), "plan.yaml")
    assert made.fixes == 30
    assert "％" not in made.data.decode()
    assert made.findings == ()


def test_one_fix_that_is_not_made_keeps_no_other_from_being_made() -> None:
    lines = "".join(f"    line_{i}: slaes × {i}%\n" for i in range(1, 61))
    hole = "tabels:\n  t: {on: sales, mode: whole, bands: [{below: 1, rate: 1%}, {above: 1, rate: 2%}]}\n"
    text = complete(f"{hole}salary:\n  lines:\n    base: base_salary\n{lines}")
    made = mend(text.encode(), "plan.yaml")
    assert "KPI806" in {d.code for d in made.findings}
    assert (made.fixes, made.data.decode()) == (60, text.replace("slaes", "sales"))


RULE = Rule("KPI100", "some-rule", same("x"), same(""), same(""), "", "")


def finding(source: SourceFile, *edits: tuple[int, int, str]) -> Diagnostic:
    made = tuple(Edit(Span(source, start, end), text) for start, end, text in edits)
    return RULE.at(Span(source, 0, 0), fix=Fix(same("do"), made))


def test_edits_never_overlap() -> None:
    source = SourceFile("a", "0123456789")
    first, touching = finding(source, (0, 3, "a")), finding(source, (3, 5, "b"))
    overlapping, inserted = finding(source, (2, 4, "c")), finding(source, (3, 3, "d"))
    twice, half = finding(source, (0, 3, "a")), finding(source, (3, 5, "b"), (4, 6, "c"))
    assert chosen([first, touching, overlapping, inserted, twice, half]) == (first, touching, twice)
    assert applied(source.text, edits_of([first, touching, twice])) == "ab56789"
    assert chosen([inserted, finding(source, (3, 3, "e"))]) == (inserted,)


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, SourceFile, list[Edit]]:
    """The bytes of some file, its text as the engine reads it, and edits of it that do not touch."""
    pieces = st.text("ab:# \t中𠮷", max_size=6)
    lines = draw(st.lists(st.tuples(pieces, st.sampled_from(["\n", "\r\n", "\r"])), max_size=6))
    raw = "".join(line + end for line, end in lines) + draw(pieces)
    data = (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + raw.encode()
    source = read_text(data, "a.yaml").value
    assert source is not None
    cuts = sorted(draw(st.lists(st.integers(0, len(source.text)), max_size=6, unique=True)))
    spans = [Span(source, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return data, source, [Edit(span, draw(st.text("xy\n中", max_size=3))) for span in spans]


@settings(max_examples=100)
@given(edited())
def test_only_what_lies_in_the_spans_changes(case: tuple[bytes, SourceFile, list[Edit]]) -> None:
    data, source, edits = case
    made = rewritten(data, edits)
    read = read_text(made, "a.yaml").value
    assert read is not None
    assert made.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    kept, place = list[bytes](), 0
    for edit in edits:
        kept.append(source.text[place : edit.span.start].encode())
        place = edit.span.end
    if not any("\n" in edit.text or "\n" in edit.span.text for edit in edits) and b"\r" not in data:
        assert read.text == applied(source.text, edits)
    left = made.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    assert all(piece in left for piece in [*kept, source.text[place:].encode()] if b"\n" not in piece)
    if not edits:
        assert made == data


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["a\n", "b\r\n", "c\r", "中: 1\r\n", "\n", "\r\n"]), max_size=8), st.data())
def test_line_ends_outside_the_spans_stay(lines: list[str], data: st.DataObject) -> None:
    raw = "x" + "".join(lines)
    source = read_text(raw.encode(), "a.yaml").value
    assert source is not None
    at = data.draw(st.integers(0, len(source.text)))
    made = rewritten(raw.encode(), [Edit(Span(source, at, at), "新")]).decode()
    before, _, after = made.partition("新")
    assert before + after == raw


def test_a_line_end_in_an_edit_is_the_file_s_own() -> None:
    source = read_text(b"a\r\nb", "a.yaml").value
    assert source is not None
    assert rewritten(b"a\r\nb", [Edit(Span(source, 3, 3), "x\n")]) == b"a\r\nbx\r\n"


def test_the_difference_is_one_that_patch_reads() -> None:
    told = difference("a.yaml", "a\nb\nc", "a\nB\nc")
    assert told == "--- a.yaml\n+++ a.yaml\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n\\ No newline at end of file\n"
    assert difference("a.yaml", "a\n", "a\n") == ""


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("Sales", ["sales"], "sales"),
        ("ｓales", ["sales"], "sales"),
        ("sale", ["sales", "bonus"], "sales"),
        ("salles", ["sales"], "sales"),
        ("slaes", ["sales"], "sales"),
        ("bales", ["sales"], None),  # another letter is another word
        ("esales", ["sales"], None),  # so is a letter before it
        ("kpi", ["kpis"], None),  # too short to tell
        ("bonus", ["bonus1"], None),
        ("bonus1", ["bonus2"], None),
        ("sales", ["salles", "ssales", "saless"], None),  # which of them?
        ("销售额", ["净销售额"], None),
    ],
)
def test_slips(word: str, known: list[str], meant: str | None) -> None:
    assert slip(word, known) == meant


def test_only_one_meaning_may_be_near() -> None:
    assert only_near("curency", [("currency", "币种"), ("period", "周期")]) == "currency"
    assert only_near("from_to", [("from", "起"), ("from_on", "始")]) is None
    assert only_near("xyz", [("currency", "币种")]) is None


@pytest.mark.parametrize(("word", "other"), [("at_least", "at_most"), ("unit", "until"), ("mean", "median")])
def test_a_word_of_another_meaning_is_not_replaced(word: str, other: str) -> None:
    assert only_near(word, [(other, "名")]) is None


def test_the_skeleton_needs_no_mending() -> None:
    assert mend(SKELETON.encode(), "plan.yaml").fixes == 0


FLOW = "thresholds: {goal: {type: percent, shop_goal: 50％},   # 目标\n  top: {type： percent, shop_goal: 1%}}\n"
REFERENCE = "thresholds:\n  goal: &g {type: percent, shop_goal: 50％}\n  other: *g\n"


@pytest.mark.parametrize(("ends", "mark"), [("\n", b""), ("\r\n", b""), ("\r\n", b"\xef\xbb\xbf")])
def test_brackets_their_comments_and_line_ends_stay(ends: str, mark: bytes) -> None:
    text = complete(FLOW + pay("sales × goal × top")).replace("\n", ends)
    made = mend(mark + text.encode(), "plan.yaml")
    assert made.data == mark + text.replace("％", "%").replace("type：", "type:").encode()
    assert (made.fixes, [d.code for d in made.findings]) == (2, ["KPI120"] if mark else [])


def test_what_a_reference_stands_for_is_for_a_person_to_write_out() -> None:
    text = complete(REFERENCE + pay("sales × goal × other"))
    made = mend(text.encode(), "plan.yaml")
    assert made.data.decode() == text.replace("％", "%")
    assert [d.code for d in made.findings].count("KPI110") == 2
