"""Every finding about a formula: its code, its exact place, and what it tells the author to write."""

from __future__ import annotations

import pytest

from engine.base.limits import (
    DIGITS_AFTER_POINT,
    DIGITS_BEFORE_POINT,
    FORMULA_CHARACTERS,
    FORMULA_DEPTH,
    FORMULA_TOKENS,
    MESSAGE_CHARACTERS,
    NAME_CHARACTERS,
)
from engine.base.source import SourceFile, Span
from engine.diagnostics.model import Diagnostic, Rule
from engine.document.nodes import Scalar
from engine.formula import calls, characters, names, numerals, parser, syntax, tokens, units
from engine.formula.parser import parse_formula
from engine.formula.tree import Name


def scalar(text: str) -> Scalar:
    source = SourceFile("plan.yaml", text)
    return Scalar(text, Span(source, 0, len(text)), "plain", tuple(range(len(text) + 1)))


def finding(text: str) -> Diagnostic:
    """The one finding about a formula that has no tree."""
    checked = parse_formula(scalar(text))
    assert checked.value is None
    [found] = checked.diagnostics
    return found


def code(text: str) -> str | None:
    """The code of the finding, or None where the formula is fine."""
    checked = parse_formula(scalar(text))
    return None if checked.value is not None else checked.diagnostics[0].code


@pytest.mark.parametrize(
    ("text", "code", "place", "says"),
    [
        # 301: characters that formulas do not know
        ("a ^ 2", "KPI301", "^", "no power"),
        ("a ** 2", "KPI301", "**", "no power"),
        ("a²", "KPI301", "²", "no power"),
        ("a && b", "KPI301", "&&", "`and`"),
        ("a & b", "KPI301", "&", "`and`"),
        ("a || b", "KPI301", "||", "`or`"),
        ("!a", "KPI301", "!", "`not`"),
        ("a // b", "KPI301", "//", "`floor(a ÷ b)`"),
        ("grade = 'gold'", "KPI301", "'", "without quotes"),
        ("grade = “gold”", "KPI301", "“", "without quotes"),
        ("{a}", "KPI301", "{", "brackets are ( )"),
        ("【a】", "KPI301", "【", "brackets are ( )"),
        ("a ? b : c", "KPI301", "?", "`if(condition, a, b)`"),
        ("a – b", "KPI301", "–", "minus sign"),
        ("a · b", "KPI301", "·", "`×`"),
        ("a；b", "KPI301", "；", "comma"),
        ("1。5", "KPI301", "。", "`.`"),
        ("$5", "KPI301", "$", "`¥3000`"),
        ("x + ٣", "KPI301", "٣", "`3`"),
        ("a ㏎ b", "KPI301", "㏎", "U+33CE"),
        ("a\u00a0+ b", "KPI301", "\u00a0", "U+00A0 NO-BREAK SPACE"),
        ("a\u200bb", "KPI301", "\u200b", "U+200B ZERO WIDTH SPACE"),
        ("e\u0301", "KPI301", "\u0301", "U+0301 COMBINING ACUTE ACCENT"),
        # 302: something else should stand here
        ("a b", "KPI302", "b", "`a × b`"),
        ("a 5", "KPI302", "5", "`a × 5`"),
        ("2 (a)", "KPI302", "(", "`2 × (`"),
        ("5 min(a, b)", "KPI302", "min", "`5 × min`"),
        ("(a b)", "KPI302", "b", "operator or `)`"),
        ("max(a b)", "KPI302", "b", "operator, `,` or `)`"),
        ("max(a,)", "KPI302", ")", "value before"),
        ("()", "KPI302", ")", "value before"),
        ("a, b", "KPI302", ",", "1000"),
        ("(a, b)", "KPI302", ",", "1000"),
        ("1, 200", "KPI302", ",", "1000"),
        ("a)", "KPI302", ")", "no `(`"),
        ("+a", "KPI302", "+", "leave it out"),
        ("a × ÷ b", "KPI302", "÷", "number, a name"),
        ("a = not b", "KPI302", "not", "brackets"),
        ("a not b", "KPI302", "not", "`and not"),
        ("-not a", "KPI302", "not", "brackets"),
        ("a AND b", "KPI302", "AND", "`and`"),
        ("a .b", "KPI302", ".", "`name.column`"),
        ("a. b", "KPI302", ".", "`name.column`"),
        ("a.b.c", "KPI302", ".", "`name.column`"),
        ("a.b(c)", "KPI302", "(", "operator"),
        ("true.a", "KPI302", ".", "`name.column`"),
        # 303: the end comes too early
        ("base_salary +", "KPI303", "+", "after `+`"),
        ("a and", "KPI303", "and", "after `and`"),
        ("a ≤ ", "KPI303", "≤", "after `≤`"),
        ("(", "KPI303", "(", "after `(`"),
        ("max(a,", "KPI303", ",", "after `,`"),
        # 304: a bracket stays open
        ("(a + b", "KPI304", "(", "`)`"),
        ("a × (b - （c)", "KPI304", "(", "`)`"),
        ("max(a, b", "KPI304", "(", "`)`"),
        # 305: numbers
        ("1_000", "KPI305", "1_000", "underscore"),
        ("1e5 + a", "KPI305", "1e5", "exponents"),
        ("1.5E-3", "KPI305", "1.5E-3", "exponents"),
        ("0x1F", "KPI305", "0x1F", "decimal"),
        ("007", "KPI305", "007", "leading 0"),
        ("00.5", "KPI305", "00.5", "leading 0"),
        ("0,500", "KPI305", "0,500", "leading 0"),
        ("1.2.3", "KPI305", "1.2.3", "two points"),
        ("a + 1.", "KPI305", "1.", "both sides"),
        (".5", "KPI305", ".5", "0.5"),
        ("1,00", "KPI305", "1,00", "every three digits"),
        ("1,0000", "KPI305", "1,0000", "every three digits"),
        ("1000,000", "KPI305", "1000,000", "every three digits"),
        ("max(1,000, 2)", "KPI305", "1,000", "space after it for two"),
        ("max(100,200)", "KPI305", "100,200", "space after it for two"),
        ("max（1，000．50，2）", "KPI305", "1，000．50", "space after it for two"),
        ("¥3000元", "KPI305", "¥3000元", "one unit"),
        ("¥50%", "KPI305", "¥50%", "one unit"),
        ("¥-5", "KPI305", "¥", "-¥3000"),
        ("¥", "KPI305", "¥", "digits must follow"),
        ("100000000000000.1万亿", "KPI311", "亿", "not a unit"),
        ("1,000,000,000,000.1亿", "KPI305", "1,000,000,000,000.1亿", "too large"),
        # 308: names
        ("_a", "KPI308", "_a", "begin a name"),
        ("2 × _a", "KPI308", "_a", "begin a name"),
        ("a + pаy", "KPI308", "pаy", "Latin and Cyrillic"),
        ("αb", "KPI308", "αb", "Latin and Greek"),
        ("grade.rаte", "KPI308", "rаte", "Latin and Cyrillic"),
        ("ｓａｌｅｓ", "KPI308", "ｓａｌｅｓ", "`sales`"),
        ("\uf900率", "KPI308", "\uf900率", "`豈率`"),
        # 309, 310: functions
        ("maximum(a, b)", "KPI309", "maximum", "`max(a, b)`"),
        ("组内平均值(a)", "KPI309", "组内平均值", "`组内平均(x)`"),
        ("rand()", "KPI309", "rand", "`round(x, 2)`"),
        ("sum(a, b)", "KPI309", "sum", "`group_sum(x)`"),
        ("VLOOKUP(a, b)", "KPI309", "VLOOKUP", "`table.column`"),
        ("a x 2%", "KPI302", "x", "`×` or `*`"),
        ("=a × 2%", "KPI302", "=", "leave out the `=`"),
        ("if a > 100 then 3", "KPI315", "if a > 100 then 3", "`if(a > 100, 3, 0)`"),
        ("sales(1 - a)", "KPI309", "sales", "`sales × (…)`"),
        ("clamp(a, 2)", "KPI310", "clamp(a, 2)", "3 arguments, not 2"),
        ("限制(a, 2)", "KPI310", "限制(a, 2)", "`限制(x, low, high)`"),
        ("round(a, 1, 2)", "KPI310", "round(a, 1, 2)", "1 to 2 arguments, not 3"),
        ("min(a)", "KPI310", "min(a)", "at least 2 arguments, not 1"),
        ("max()", "KPI310", "max()", "at least 2 arguments, not 0"),
        ("group_count(a, b)", "KPI310", "group_count(a, b)", "0 to 1 arguments, not 2"),
        ("majority(a, b)", "KPI310", "majority(a, b)", "at least 3"),
        # 311: units
        ("15 sek", "KPI311", "sek", "`s`"),
        ("90pionts", "KPI311", "pionts", "`points`"),
        ("15秒且x", "KPI311", "秒且x", "space before and after `且`"),
        ("15 sales", "KPI311", "sales", "`× sales`"),
        ("15 grade.rate", "KPI311", "grade", "`× grade`"),
        # 312: comparisons
        ("x := 5", "KPI312", ":=", "`=`"),
        ("a => b", "KPI312", "=>", "`≥`"),
        ("a ＝＜ b", "KPI312", "＝＜", "`≤`"),
        ("a <> b", "KPI312", "<>", "`≠`"),
        ("a =! b", "KPI312", "=!", "`≠`"),
        ("a === b", "KPI312", "===", "`=`"),
        ("a !== b", "KPI312", "!==", "`≠`"),
        # 313: percent signs
        ("x%", "KPI313", "%", "`x × 1%`"),
        ("grade.rate ‰", "KPI313", "‰", "`grade.rate × 1‰`"),
        ("(a + b)%", "KPI313", "%", "`( … ) × 1%`"),
        ("% 5", "KPI313", "%", "`50%`"),
        ("a + %", "KPI313", "%", "`50%`"),
        ("50 % 3", "KPI313", "50 % 3", "no remainder"),
        ("50% x", "KPI313", "50% x", "`50% × …`"),
        ("50%(x)", "KPI313", "50%(", "`50% × …`"),
        ("５０％％", "KPI313", "５０％％", "operator is missing"),
        # 314: nothing at all
        ("", "KPI314", "", "`sales × 1%`"),
        (" \n ", "KPI314", " \n ", "`sales × 1%`"),
    ],
)
def test_finding(text: str, code: str, place: str, says: str) -> None:
    found = finding(text)
    assert (found.code, found.primary.span.text) == (code, place)
    assert says in f"{found.message.en} {found.help.en}"


def test_an_open_bracket_shows_both_places() -> None:
    found = finding("a × (b + max(c, d)")
    assert found.primary.span.start == 4
    assert [(label.span.text, label.text.en) for label in found.also] == [(")", "the formula ends here")]


def test_only_the_first_mistake_is_told() -> None:
    assert finding("a ^ 2 + 007").code == "KPI301"


@pytest.mark.parametrize(
    ("accepted", "refused", "code_beyond"),
    [
        ("1" + " " * (FORMULA_CHARACTERS - 1), "1" + " " * FORMULA_CHARACTERS, "KPI306"),
        ("-" + "1+" * (FORMULA_TOKENS // 2 - 1) + "1", "1+" * (FORMULA_TOKENS // 2) + "1", "KPI306"),
        ("(" * FORMULA_DEPTH + "a" + ")" * FORMULA_DEPTH, "(" * (FORMULA_DEPTH + 1) + "a", "KPI307"),
        ("-" * FORMULA_DEPTH + "a", "-" * (FORMULA_DEPTH + 1) + "a", "KPI307"),
        ("not " * FORMULA_DEPTH + "a", "not " * (FORMULA_DEPTH + 1) + "a", "KPI307"),
        ("abs(" * FORMULA_DEPTH + "a" + ")" * FORMULA_DEPTH, "abs(" * (FORMULA_DEPTH + 1) + "a", "KPI307"),
        ("a" * NAME_CHARACTERS, "a" * (NAME_CHARACTERS + 1), "KPI308"),
        ("a." + "率" * NAME_CHARACTERS, "a." + "率" * (NAME_CHARACTERS + 1), "KPI308"),
        ("9" * DIGITS_BEFORE_POINT, "9" * (DIGITS_BEFORE_POINT + 1), "KPI305"),
        ("0." + "9" * DIGITS_AFTER_POINT, "0." + "9" * (DIGITS_AFTER_POINT + 1), "KPI305"),
        ("1,000,000,000,000亿", "1,000,000,000,000.0000000001亿", "KPI305"),
    ],
)
def test_limits(accepted: str, refused: str, code_beyond: str) -> None:
    assert code(accepted) is None
    assert code(refused) == code_beyond


def test_one_below_the_limits_is_fine_too() -> None:
    below = "(" * (FORMULA_DEPTH - 1) + "a" + ")" * (FORMULA_DEPTH - 1)
    fewer_words = "1+" * (FORMULA_TOKENS // 2 - 1) + "1"
    shorter = "a" * (NAME_CHARACTERS - 1) + " " * (FORMULA_CHARACTERS - NAME_CHARACTERS)
    digits = "9" * (DIGITS_BEFORE_POINT - 1) + "." + "9" * (DIGITS_AFTER_POINT - 1)
    assert [code(t) for t in (below, fewer_words, shorter, digits)] == [None] * 4


def test_depth_is_nesting_not_length() -> None:
    assert code(" + ".join(["(a)", "abs(b)", "-c"] * (FORMULA_DEPTH + 1))) is None


def test_the_deepest_formula_leaves_room_on_the_stack() -> None:
    level = "not a or b and c < d + e × -("
    times = FORMULA_DEPTH // 3
    assert code(level * times + "f" + ")" * times) is None


def test_the_longest_operators_win() -> None:
    assert code("a<-b") is None
    assert code("a=-b") is None
    assert code("a<=-b") is None


def test_a_name_of_another_script_is_fine() -> None:
    for name in ("продажи", "πωλήσεις", "売上", "지표", "指标_2"):
        parsed = parse_formula(scalar(name)).value
        assert parsed is not None
        assert isinstance(parsed.root, Name)
        assert parsed.root.name == name


MODULES = (calls, characters, names, numerals, parser, syntax, tokens, units)
RULES: tuple[Rule, ...] = tuple(rule for module in MODULES for rule in module.RULES)


def test_the_codes_are_distinct() -> None:
    codes = [rule.code for rule in RULES]
    assert sorted(codes) == [f"KPI{n}" for n in range(301, 315)]
    assert len({rule.name for rule in RULES}) == len(RULES)


def example(fragment: str) -> str:
    """The formula of an example made by `in_plan`."""
    line = next(line for line in fragment.splitlines() if line.startswith("    base: "))
    return line.removeprefix("    base: ").strip('"')


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_examples_of_rules(rule: Rule) -> None:
    assert code(example(rule.bad)) == rule.code
    assert code(example(rule.good)) is None


@pytest.mark.parametrize(
    "text",
    [
        "名" * 4000,
        "5" + "名" * 3900,
        "5" * 3900,
        "名" * 64 + "." + "称" * 64 + "%",
        "1e" + "5" * 3900,
        "5 " + "s且" * 1000,
        "f" * 64 + "(",
        "clamp(" + "1, " * 200 + "1)",
    ],
)
def test_messages_stay_short(text: str) -> None:
    found = finding(text)
    for words in (found.message, found.help):
        assert len(words.zh) < MESSAGE_CHARACTERS
        assert len(words.en) < MESSAGE_CHARACTERS
