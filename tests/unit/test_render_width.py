"""How wide text is on a terminal, what of it is visible, and where lines break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.width import columns, padded, visible, wrapped


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("abc", 3),
        ("提成", 4),
        ("Ａ", 2),
        ("ｱ", 1),
        ("×÷≥…", 4),
        ("e\u0301", 1),
        ("，", 2),
        ("", 0),
        ("한글", 4),
        ("😀", 2),
    ],
)
def test_columns(text: str, wide: int) -> None:
    assert columns(text) == wide


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("提成 1%", "提成 1%"),
        ("a\tb", "a    b"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb\r", "a\\nb\\r"),
        ("\u200b\u202e\ufeff", "\\u200b\\u202e\\ufeff"),
        ("\x85\u2028\u2029", "\\x85\\u2028\\u2029"),
        ("\udc80", "\\udc80"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_lines_break_at_spaces_and_beside_wide_characters() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("提成比例abc按月", 10) == ["提成比例", "abc按月"]
    assert wrapped("一二三四，五六", 8) == ["一二三", "四，五六"]
    assert wrapped("一二三（四五）", 8) == ["一二三", "（四五）"]


def test_a_word_longer_than_the_line_stays_whole() -> None:
    assert wrapped("a /very/long/path/to/it b", 8) == ["a", "/very/long/path/to/it", "b"]


def test_prefixes() -> None:
    assert wrapped("one two three", 10, "= a: ", "     ") == ["= a: one", "     two", "     three"]
    assert wrapped("", 10, "= a: ") == ["= a:"]


@given(st.text(alphabet="ab 提成，。（）%", max_size=60), st.integers(4, 30))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    assert "".join("".join(wrapped(text, width)).split()) == "".join(text.split())


@given(st.text(alphabet="提成比例", max_size=60), st.integers(4, 30))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    assert all(columns(line) <= width for line in wrapped(text, width))


def test_padding_counts_columns() -> None:
    assert padded("提成", 6) == "提成  "
    assert padded("提成", 6, right=True) == "  提成"
    assert padded("提成", 3) == "提成"
