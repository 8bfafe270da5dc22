"""SARIF: valid by the official schema, places that editors find, and what a code host needs to know a finding again."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from engine.api import check_plan
from engine.base.source import SourceFile, Span
from engine.base.text import Language, Text, same
from engine.diagnostics.example import complete
from engine.diagnostics.model import Diagnostic, Edit, Fix, Label, Rule, Severity, replace_with
from engine.diagnostics.paths import below, uri, utf16_column
from engine.diagnostics.rules import ALL_RULES
from engine.diagnostics.sarif import SCHEMA, render_sarif

OFFICIAL = json.loads((Path(__file__).parents[1] / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = Draft4Validator(OFFICIAL, format_checker=FormatChecker())
HOLE = Rule("KPI412", "band-hole", Text("{value} 没有档位", "{value} has no tier"), same("w"), same("y"), "", "")
NOTE = Rule("KPI519", "encoding-noted", same("read as gb18030"), same(""), same(""), "", "", Severity.NOTE)
UNREAD = Rule("KPI801", "cannot-read-file", same("cannot read"), same(""), same(""), "", "")
GOLD = SourceFile("plans/金牌 方案.yaml", "bands:\n  - {𠮷: 30%}\n  - {above: 30%}\n")


def sarif(found: list[Diagnostic], language: Language = "en", **given: Any) -> dict[str, Any]:
    """The one run of a document, which must be valid."""
    text = render_sarif([GOLD.name], found, language, root=".", version="1.2.3", **given)
    document = json.loads(text)
    VALIDATOR.validate(document)
    assert (document["$schema"], document["version"]) == (SCHEMA, "2.1.0") == (OFFICIAL["id"], "2.1.0")
    (run,) = document["runs"]
    return dict(run)


def span(start: int, end: int) -> Span:
    return Span(GOLD, start, end)


def test_a_finding_with_everything() -> None:
    fix = Fix(Text("改成 up_to", "write up_to"), (Edit(span(15, 18), "40%"), Edit(span(0, 0), "# x\n")))
    found = HOLE.at(span(15, 18), same("ends"), also=[Label(span(33, 36), same("begins"))], help=same("do"), value="1")
    run = sarif([Diagnostic(found.rule, found.message, found.primary, found.also, found.help, None, fix, same("who"))])
    (result,) = run["results"]
    file = {"uri": "plans/%E9%87%91%E7%89%8C%20%E6%96%B9%E6%A1%88.yaml", "uriBaseId": "SRCROOT"}
    region = {"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 13}
    assert (result["ruleId"], result["level"], result["message"]) == (
        "KPI412",
        "error",
        {"text": "1 has no tier\nwho\ndo"},
    )
    (place,) = result["locations"]
    assert place["physicalLocation"] == {"artifactLocation": file, "region": region | {"snippet": {"text": "30%"}}}
    assert place["message"] == {"text": "ends"}
    (related,) = result["relatedLocations"]
    assert (related["id"], related["message"]["text"]) == (1, "begins")
    (offered,) = result["fixes"]
    (change,) = offered["artifactChanges"]
    assert offered["description"] == {"text": "write up_to"}
    assert [r["insertedContent"]["text"] for r in change["replacements"]] == ["40%", "# x\n"]
    assert change["replacements"][0]["deletedRegion"] == region


def test_columns_are_utf16_code_units() -> None:
    assert [utf16_column(GOLD, at) for at in (7, 12, 13, 15)] == [1, 6, 8, 10]  # 𠮷 is one character and two units
    assert sarif([])["columnKind"] == "utf16CodeUnits"


def test_the_worst_comes_first_and_each_rule_is_told_once() -> None:
    run = sarif([NOTE.data("t.csv", 7, "x"), HOLE.at(span(0, 1), value="1"), HOLE.at(span(2, 3), value="2")], "zh")
    assert [r["level"] for r in run["results"]] == ["error", "error", "note"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["KPI412", "KPI519"]
    assert [r["ruleIndex"] for r in run["results"]] == [0, 0, 1]
    assert run["results"][2]["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}
    assert (run["language"], run["results"][0]["message"]["text"]) == ("zh-CN", "1 没有档位")


def test_a_run_that_was_not_whole_says_so() -> None:
    unread = UNREAD.data("x.yaml")
    assert sarif([unread], undecided=(UNREAD,))["invocations"] == [{"executionSuccessful": False}]
    assert sarif([HOLE.at(span(0, 1), value="1")], undecided=(UNREAD,))["invocations"][0]["executionSuccessful"]


def fingerprints(text: str, *starts: int) -> list[str]:
    source = SourceFile("a.yaml", text)
    found = [HOLE.at(Span(source, start, start + 1), value="1") for start in starts]
    return [r["partialFingerprints"]["kpiplan/v1"] for r in sarif(found)["results"]]


def test_a_finding_is_known_again_after_lines_have_moved() -> None:
    (before,) = fingerprints("a: 1\nb: 2\n", 5)
    (after,) = fingerprints("# new\n\na: 1\n  b:  2\n", 14)
    (changed,) = fingerprints("a: 1\nb: 3\n", 5)
    assert before == after != changed


def test_two_alike_findings_are_two() -> None:
    assert len(set(fingerprints("b: 2\nb: 2\n", 0, 5))) == 2


@pytest.mark.parametrize(
    "rule", [r for r in ALL_RULES if r.bad and not r.bad.startswith("$ ")][::5], ids=lambda r: r.code
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_the_checker_finds_is_valid(rule: Rule, language: Language) -> None:
    plan = complete(rule.bad.split("\n--- ")[0] + "\n").encode()
    sarif(list(check_plan(plan, "plans/店铺/方案.yaml").diagnostics), language)


def test_paths_are_told_from_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    root = str(tmp_path)
    assert below("./plans/../plans/a.yaml", root) == "plans/a.yaml"
    assert below(str(tmp_path / "a b.yaml"), root) == "a b.yaml"
    assert below("../x.yaml", root) == "../x.yaml"
    assert below("<stdin>", root) == "<stdin>"
    assert below("a.yaml", str(tmp_path / "deeper")) == "a.yaml"
    assert below("a.yaml", str(tmp_path.parent)) == f"{tmp_path.name}/a.yaml"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("plans/a.yaml", "plans/a.yaml"),
        ("方案.yaml", "%E6%96%B9%E6%A1%88.yaml"),
        ("100% #1?.yaml", "100%25%20%231%3F.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),  # else `a` would be taken for a scheme
        ("/srv/x y.yaml", "file:///srv/x%20y.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("\udcff.yaml", "%FF.yaml"),  # a name that is not UTF-8, as Python holds it
    ],
)
def test_uris(path: str, told: str) -> None:
    assert uri(path) == told


def test_a_replacement_says_what_it_writes() -> None:
    assert replace_with(span(0, 5), "x").title.en == "write x"
    assert replace_with(span(0, 5), "").title.en == "delete it"
