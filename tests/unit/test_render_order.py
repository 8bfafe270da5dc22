"""Which findings are shown, in which order, how they are counted, and the words around them."""

import pytest

from engine.base.source import NOWHERE, SourceFile, Span
from engine.base.text import same
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.diagnostics.order import counted, limited, more, ordered, ranked, summary

A, B = SourceFile("a.yaml", "x" * 100), SourceFile("b.yaml", "x" * 100)


def rule(severity: Severity, code: str = "KPI100") -> Rule:
    return Rule(code, "some-rule", same("{it}"), same(""), same(""), "", "", severity)


ERROR, WARNING, NOTE = rule(Severity.ERROR), rule(Severity.WARNING, "KPI200"), rule(Severity.NOTE, "KPI300")


def at(which: Rule, source: SourceFile, start: int, it: object = "") -> Diagnostic:
    return which.at(Span(source, start, start + 1), it=it)


def words(found: tuple[Diagnostic, ...]) -> list[str]:
    return [d.message.en for d in found]


def test_by_file_then_place_and_otherwise_as_they_were_made() -> None:
    found = [
        at(NOTE, B, 1, "5"),
        at(WARNING, A, 9, "3"),
        at(ERROR, A, 9, "4"),
        at(NOTE, A, 1, "2"),
        NOTE.at(NOWHERE, it=1),
    ]
    assert words(ordered(found)) == ["1", "2", "3", "4", "5"]


def test_data_by_row_then_column() -> None:
    cells = [(12, "b"), (2, "b"), (2, "a"), (None, None)]
    found = [ERROR.data("t.csv", row, field, it=f"{row}{field}") for row, field in cells]
    assert words(ordered(found)) == ["NoneNone", "2a", "2b", "12b"]


def test_the_same_finding_twice_is_shown_once() -> None:
    assert words(ordered([at(ERROR, A, 1, "x"), at(ERROR, A, 1, "x")])) == ["x"]
    cell = [ERROR.data("t.csv", 2, it="x"), ERROR.data("t.csv", 2, it="x")]
    assert len(ordered(cell)) == 1


def test_findings_that_differ_in_rule_place_or_words_are_different() -> None:
    found = [
        at(ERROR, A, 1, "x"), at(WARNING, A, 1, "x"), at(ERROR, A, 2, "x"), at(ERROR, B, 1, "x"), at(ERROR, A, 1, "y"),
        ERROR.at(Span(A, 1, 5), it="x"), ERROR.data("t.csv", 2, it="x"), ERROR.data("t.csv", 3, it="x"),
    ]  # fmt: skip
    assert len(ordered(found)) == len(found)


def test_the_worst_first() -> None:
    assert words(ranked([at(NOTE, A, 1, "n"), at(WARNING, A, 2, "w"), at(ERROR, A, 3, "e")])) == ["e", "w", "n"]


@pytest.mark.parametrize(("made", "shown"), [(19, 19), (20, 20), (21, 20)])
def test_twenty_are_shown(made: int, shown: int) -> None:
    kept, rest = limited([at(ERROR, A, i) for i in range(made)])
    assert (len(kept), len(rest)) == (shown, made - shown)


def test_errors_take_the_room_and_are_shown_in_order_of_place() -> None:
    kept, rest = limited([at(WARNING, A, 1, "1"), at(ERROR, A, 2, "2"), at(NOTE, A, 3, "3"), at(ERROR, A, 4, "4")], 3)
    assert words(tuple(kept)) == ["1", "2", "4"]
    assert words(tuple(rest)) == ["3"]


def test_counts() -> None:
    found = [at(NOTE, A, 1), at(WARNING, A, 2), at(ERROR, A, 3), at(ERROR, A, 4)]
    assert counted(found).en == "2 errors, 1 warning, 1 note"
    assert counted(found).zh == "2 个错误，1 个警告，1 个提示"
    assert counted([]).en == ""
    assert more(found[:2]).en == "… and 2 more (1 warning, 1 note)"


def test_summary_of_a_file() -> None:
    found = [at(ERROR, A, 1), at(ERROR, A, 2), at(WARNING, A, 3), at(WARNING, A, 3)]
    assert summary("plans/x.yaml", found, "en") == "2 errors, 1 warning in plans/x.yaml"
    assert summary("plans/x.yaml", found, "zh") == "plans/x.yaml：2 个错误，1 个警告"
    assert summary("plans/x.yaml", [], "en") == "plans/x.yaml: ok"
    assert summary("plans/x.yaml", [], "zh") == "plans/x.yaml：通过"
