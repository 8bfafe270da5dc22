"""What programs read: the JSON document and GitHub's workflow commands."""

import json
from dataclasses import replace

from engine.base.source import NOWHERE, SourceFile, Span
from engine.base.text import Text, same
from engine.diagnostics.github import render_github
from engine.diagnostics.json import render_json
from engine.diagnostics.model import Label, Rule, Severity

HOLE = Rule("KPI412", "band-hole", Text("{value} 没有档位", "{value} has no tier"), same(""), same(""), "", "")
NOTE = Rule("KPI519", "encoding-noted", same("read as gb18030"), same(""), same(""), "", "", Severity.NOTE)
ADVICE = Rule("KPI700", "cliff", same("a cliff"), same(""), same(""), "", "", Severity.WARNING)
GOLD = SourceFile("plans/gold.yaml", "bands:\n  - {below: 30%}\n  - {above: 30%}\n")
FOUND = replace(
    HOLE.at(
        Span(GOLD, 19, 22),
        Text("到此为止", "ends here"),
        also=[Label(Span(GOLD, 36, 39), Text("由此开始", "begins here"))],
        help=Text("写 up_to", "write up_to"),
        value="30%",
    ),
    witness=Text("转化率 30%", "conversion 30%"),
)


def test_json_holds_everything_in_both_languages() -> None:
    assert json.loads(render_json(["plans/gold.yaml", "plans/good.yaml"], [FOUND], "zh")) == {
        "version": 1,
        "files": [
            {"file": "plans/gold.yaml", "ok": False, "errors": 1, "warnings": 0, "notes": 0},
            {"file": "plans/good.yaml", "ok": True, "errors": 0, "warnings": 0, "notes": 0},
        ],
        "diagnostics": [
            {
                "code": "KPI412",
                "name": "band-hole",
                "severity": "error",
                "message": "30% 没有档位",
                "help": "写 up_to",
                "witness": "转化率 30%",
                "text": {
                    "message": {"zh": "30% 没有档位", "en": "30% has no tier"},
                    "help": {"zh": "写 up_to", "en": "write up_to"},
                    "witness": {"zh": "转化率 30%", "en": "conversion 30%"},
                },
                "place": {"file": "plans/gold.yaml", "line": 2, "column": 13, "end_line": 2, "end_column": 16},
                "label": "到此为止",
                "labels": [
                    {
                        "place": {"file": "plans/gold.yaml", "line": 3, "column": 13, "end_line": 3, "end_column": 16},
                        "message": "由此开始",
                    }
                ],
                "cell": None,
                "fix": None,
            }
        ],
    }


def test_json_names_the_cell_of_a_finding_about_data() -> None:
    document = json.loads(render_json([], [HOLE.data("t.csv", 7, "rate", person="A1", value="x")], "en"))
    (found,) = document["diagnostics"]
    assert found["place"] is None
    assert found["cell"] == {"table": "t.csv", "row": 7, "field": "rate", "person": "A1", "spot": None}


def test_json_is_not_cut_at_the_limit_for_people() -> None:
    many = [HOLE.data("t.csv", row, value=row) for row in range(50)]
    assert len(json.loads(render_json(["t.csv"], many, "en"))["diagnostics"]) == 50


def test_a_warning_leaves_a_file_ok() -> None:
    (file,) = json.loads(render_json(["plans/gold.yaml"], [ADVICE.at(Span(GOLD, 0, 1))], "en"))["files"]
    assert file == {"file": "plans/gold.yaml", "ok": True, "errors": 0, "warnings": 1, "notes": 0}


def test_github_commands_errors_first() -> None:
    found = [NOTE.data("t.csv"), ADVICE.at(Span(GOLD, 0, 5)), FOUND, HOLE.at(NOWHERE, value="1")]
    assert render_github(found, "en") == (
        "::error title=KPI412 band-hole::1 has no tier\n"
        "::error file=plans/gold.yaml,line=2,col=13,title=KPI412 band-hole::30%25 has no tier"
        "%0A= who: conversion 30%25%0A= help: write up_to\n"
        "::warning file=plans/gold.yaml,line=1,col=1,title=KPI700 cliff::a cliff\n"
        "::notice file=t.csv,title=KPI519 encoding-noted::read as gb18030\n"
    )


def test_github_escapes_what_would_end_a_property_or_begin_a_command() -> None:
    source = SourceFile("a,b:c%\n::error::x.yaml", "x")
    (line,) = render_github([HOLE.at(Span(source, 0, 1), value="1\n::error::injected")], "en").splitlines()
    assert line == (
        "::error file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax.yaml,line=1,col=1,title=KPI412 band-hole"
        "::1\\n::error::injected has no tier"
    )


def test_github_says_where_in_a_table() -> None:
    shown = render_github([HOLE.data("t.csv", 7, "rate", person="A1", value="x")], "zh")
    assert shown == "::error file=t.csv,title=KPI412 band-hole::第 7 行，rate 列，人员 A1: x 没有档位\n"
