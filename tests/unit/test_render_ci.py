"""What code hosts and build servers read: GitHub's ten and the rest, its summary, GitLab, JUnit; and one line each."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

from engine.base.source import SourceFile, Span
from engine.base.text import Text, same
from engine.diagnostics.concise import render_concise
from engine.diagnostics.github import render_github
from engine.diagnostics.gitlab import render_gitlab
from engine.diagnostics.json import render_json, render_jsonl
from engine.diagnostics.junit import render_junit
from engine.diagnostics.model import Diagnostic, Rule, Severity, replace_with
from engine.diagnostics.summary import render_summary


def rule(code: str, severity: Severity) -> Rule:
    return Rule(code, "some-name", Text("{it} 不对", "{it} is wrong"), same(""), same(""), "", "", severity)


ERROR, WARNING, NOTE = rule("KPI412", Severity.ERROR), rule("KPI700", Severity.WARNING), rule("KPI519", Severity.NOTE)
PLAN = SourceFile("plans/金牌.yaml", "".join(f"k{i}: v\n" for i in range(60)))


def read(xml: str | bytes) -> ET.Element:
    """The root of what we have written ourselves."""
    return ET.fromstring(xml)  # noqa: S314


def found(kind: Rule, number: int) -> list[Diagnostic]:
    """So many findings, each on a line of its own."""
    starts = PLAN.line_starts
    return [kind.at(Span(PLAN, starts[i], starts[i] + 1), help=same("do"), it=i) for i in range(number)]


@pytest.mark.parametrize(
    ("errors", "warnings", "notes", "shown", "more"),
    [
        (10, 10, 10, (10, 10, 10), None),
        (11, 0, 0, (10, 0, 1), "… and 1 more (1 error)"),
        (47, 12, 10, (10, 10, 10), "… and 40 more (37 errors, 2 warnings, 1 note)"),
        (0, 0, 11, (0, 0, 10), "… and 2 more (2 notes)"),
        (3, 0, 0, (3, 0, 0), None),
    ],
)
def test_github_shows_ten_of_a_kind_and_counts_the_rest(
    errors: int, warnings: int, notes: int, shown: tuple[int, ...], more: str | None
) -> None:
    everything = [*found(NOTE, notes), *found(WARNING, warnings), *found(ERROR, errors)]
    lines = render_github(everything, "en").splitlines()
    kinds = [line.split(" ")[0] for line in lines]
    assert tuple(kinds.count(kind) for kind in ("::error", "::warning", "::notice")) == shown
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)
    assert (lines[-1] == f"::notice title=kpiplan::{more}") is (more is not None)


def test_the_summary_counts_everything_and_lists_the_worst_first() -> None:
    page = render_summary([PLAN.name, "ok.yaml"], [*found(WARNING, 1), *found(ERROR, 2)], "zh")
    assert page.startswith("### kpiplan check: 2 个错误，1 个警告\n\n| 文件 | 错误 | 警告 | 提示 |\n| --- ")
    assert "| plans/金牌.yaml | 2 | 1 | 0 |\n| ok.yaml | 0 | 0 | 0 |\n" in page
    assert re.findall(r"^\| (错误|警告) KPI", page, re.M) == ["错误", "错误", "警告"]
    assert "| 错误 KPI412 | plans/金牌.yaml:1:1 | 0 不对<br>do |" in page


def test_the_summary_of_nothing_and_of_very_much() -> None:
    assert render_summary(["a.yaml"], [], "en").startswith("### kpiplan check: nothing was found\n")
    many = [ERROR.data("t.csv", row, it=row) for row in range(1, 300)]
    assert render_summary(["t.csv"], many, "en").endswith("\n… and 99 more (99 errors)\n")


def test_nothing_in_a_summary_is_markup_of_its_own() -> None:
    page = render_summary([], [ERROR.data("t|<b>.csv", 1, it="<script>|\n")], "en")
    assert "<script>" not in page
    assert "t\\|&lt;b>.csv" in page
    assert all(line.count(" | ") in (0, 2, 3) for line in page.splitlines())


def test_gitlab() -> None:
    issues = json.loads(render_gitlab([*found(WARNING, 1), *found(ERROR, 2), NOTE.data("t.csv", 7, it=1)], "en", "."))
    assert [(i["severity"], i["location"]) for i in issues] == [
        ("minor", {"path": "plans/金牌.yaml", "lines": {"begin": 1}}),
        ("critical", {"path": "plans/金牌.yaml", "lines": {"begin": 1}}),
        ("critical", {"path": "plans/金牌.yaml", "lines": {"begin": 2}}),
        ("info", {"path": "t.csv", "lines": {"begin": 7}}),
    ]
    assert (issues[1]["check_name"], issues[1]["description"]) == ("KPI412 some-name", "0 is wrong")
    assert issues[3]["description"] == "row 7: 1 is wrong"
    assert len({i["fingerprint"] for i in issues}) == 4
    assert json.loads(render_gitlab([], "en", ".")) == []


def test_junit_has_a_suite_for_each_file() -> None:
    everything = [*found(ERROR, 2), *found(WARNING, 1), NOTE.data("t.csv", it=1)]
    root = read(render_junit([PLAN.name, "ok.yaml", "t.csv"], everything, "en"))
    assert root.tag == "testsuites"
    assert root.attrib == {
        "name": "kpiplan check", "tests": "4", "failures": "2", "errors": "0", "skipped": "0", "time": "0"
    }  # fmt: skip
    assert [(s.get("name"), s.get("tests"), s.get("failures")) for s in root] == [
        (PLAN.name, "2", "2"), ("ok.yaml", "1", "0"), ("t.csv", "1", "0"),
    ]  # fmt: skip
    case = root[0][0]
    assert (case.get("classname"), case.get("name"), case.get("file")) == (
        "plans/金牌", "KPI412 some-name (plans/金牌.yaml:1:1)", "plans/金牌.yaml",
    )  # fmt: skip
    failure = case.find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == ("KPI412", "0 is wrong")
    assert (failure.text or "").startswith("error[KPI412] some-name: 0 is wrong\n --> plans/金牌.yaml:1:1\n")
    assert "warning[KPI700]" in (root[0].findtext("system-out") or "")
    assert [c.get("name") for c in root[1]] == ["no errors"]


def test_junit_counts_warnings_where_they_count_and_what_could_not_be_run() -> None:
    strict = read(render_junit([PLAN.name], found(WARNING, 1), "zh", strict=True))
    assert (strict.get("failures"), strict.get("errors")) == ("1", "0")
    unread = read(render_junit([PLAN.name], found(ERROR, 1), "zh", undecided=[ERROR]))
    assert (unread.get("failures"), unread.get("errors")) == ("0", "1")
    assert unread[0][0].find("error") is not None


def test_junit_is_xml_whatever_the_author_wrote() -> None:
    odd = "\x00\x1b[2J]]><![CDATA[ & \ud800 \ufffe \x85 \"'"
    source = SourceFile(f"{odd}.yaml", f"{odd}\n")
    root = read(render_junit([source.name], [ERROR.at(Span(source, 0, 1), it=odd)], "en").encode())
    assert root.get("failures") == "1"


def test_one_line_each() -> None:
    everything = [*found(WARNING, 1), ERROR.data("t.csv", 7, "rate", it="x\ny")]
    assert render_concise([PLAN.name, "t.csv"], everything, "en") == (
        "plans/金牌.yaml:1:1: warning[KPI700] some-name: 0 is wrong\n"
        "t.csv, row 7, column rate: error[KPI412] some-name: x\\ny is wrong\n"
        "1 error, 1 warning in 2 files\n"
    )
    assert render_concise(["a.yaml"], [], "zh") == "1 个文件：通过\n"
    assert render_concise([], [], "en") == "0 files: ok\n"


def test_json_lines_are_the_findings_of_the_document() -> None:
    span = Span(PLAN, 0, 2)
    fixed = ERROR.at(span, it=1, fix=replace_with(span, "x"))
    lines = render_jsonl([fixed, *found(WARNING, 1)], "en").splitlines()
    document = json.loads(render_json([PLAN.name], [fixed, *found(WARNING, 1)], "en"))
    assert [json.loads(line) for line in lines] == document["diagnostics"]
    place = {"file": PLAN.name, "line": 1, "column": 1, "end_line": 1, "end_column": 3}
    assert json.loads(lines[0])["fix"] == {"title": "write x", "edits": [{"place": place, "text": "x"}]}
    assert render_jsonl([], "en") == ""
