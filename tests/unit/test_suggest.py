"""The word that was most likely meant."""

import pytest

from engine.diagnostics.suggest import nearest, nearest_help

KNOWN = ("转化率", "首次响应时间", "有效销售额", "底薪", "conversion", "effective_sales", "response_time", "metrics")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("转换率", "转化率"),
        ("首响时间", "首次响应时间"),
        ("销售额", "有效销售额"),
        ("conversoin", "conversion"),
        ("CONVERSION", "conversion"),
        ("ｃｏｎｖｅｒｓｉｏｎ", "conversion"),
        ("effective-sales", "effective_sales"),
        ("metrcs", "metrics"),
    ],
)
def test_misspelt(word: str, meant: str) -> None:
    assert nearest(word, KNOWN) == meant


@pytest.mark.parametrize("word", ["", "奖金", "zzz", "x" * 129, "客诉率"])
def test_nothing_alike(word: str) -> None:
    assert nearest(word, KNOWN) is None


def test_of_equals_the_first() -> None:
    assert nearest("abcx", ("abca", "abcb")) == "abca"
    assert nearest("abcx", ("abcb", "abca")) == "abcb"


def test_the_best_wherever_it_stands() -> None:
    assert nearest("abcd", ("abxx", "abcx", "abcd", "abxd")) == "abcd"


def test_a_cutoff_of_ones_own() -> None:
    assert nearest("销售额", ("有效销售额",), cutoff=0.8) is None


def test_help() -> None:
    assert nearest_help("转换率", KNOWN).zh == "是不是想写 `转化率`？"
    assert nearest_help("metrcs", KNOWN).en == "did you mean `metrics`?"
    assert nearest_help("zzz", ("from", "above")).en == "what can stand here: from, above"
    assert nearest_help("zzz", [f"name_{i}" for i in range(9)]).en == ""
    assert nearest_help("zzz", ()).en == ""
