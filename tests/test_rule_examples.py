"""Every rule's `bad` example fires that rule and nothing else; its corrected twin does not."""

from collections.abc import Sequence
from io import BytesIO

import pytest

from engine.api import check_plan
from engine.base.limits import MESSAGE_CHARACTERS
from engine.base.source import NOWHERE
from engine.diagnostics.documentation import rule_document
from engine.diagnostics.example import complete
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.diagnostics.rules import ALL_RULES
from engine.diagnostics.text import render_text
from engine.run.example_data import split_example
from tests.workbooks import workbook_of

BESIDE = {
    "KPI531": {"KPI504"},  # that there are more findings than are listed takes a thousand findings
    "KPI604": {"KPI505"},  # an error in a group is an error of somebody of the group first
}
"""Other findings that an example cannot do without, each with the reason."""

ELSEWHERE = {
    "KPI606": "a product of hundreds of figures: tests/unit/columns/test_too_fine.py",
    "KPI532": "a file that is no table: tests/unit/columns/test_columns_files.py",
    "KPI640": "a command: tests/unit/examine/test_cli_test.py",
    "KPI533": "a file that is no workbook: tests/unit/excel/test_workbook_files.py",
    "KPI650": "a plan that a database may not hold: tests/unit/sql/test_sql_refusals.py",
    "KPI651": "a plan that no database holds exactly: tests/unit/sql/test_sql_refusals.py",
    "KPI652": "a plan whose columns a database cannot tell apart: tests/unit/sql/test_sql_refusals.py",
    "KPI660": "a plan that looks at groups, and pieces of them: tests/unit/distributed/test_pieces.py",
    "KPI661": "a group that others may spell otherwise: tests/unit/distributed/test_pieces.py",
    "KPI662": "machines with different engines: tests/unit/distributed/test_pieces.py",
    "KPI723": "a plan and last month's data: tests/unit/prove/test_prove_budget.py",
    "KPI801": "a file that cannot be read: tests/unit/test_cli_files.py",
    "KPI802": "a file that cannot be written: tests/unit/test_cli_files.py",
    "KPI803": "a file that is there already: tests/unit/test_cli_files.py",
    "KPI804": "a folder without a plan: tests/unit/test_cli_files.py",
    "KPI805": "a library that is not installed: tests/unit/sql/test_cli_sql.py",
    "KPI806": "a fix that is not made: tests/unit/test_cli_fix.py",
    "KPI900": "a defect of the engine, which no input shows: tests/unit/test_internal.py",
    "KPI901": "a defect of the engine, which no input shows: tests/unit/compiled/test_verify.py",
}
"""Rules whose example is a command, or that have none; each with the test that fires it."""


_TO_BE_PROVED = "\n--- prove\n"
"""The examples that end like this are run by tests/unit/prove/test_prove_rules.py."""


def _run_by_its_own_tests(rule: Rule) -> bool:
    """Whether a rule's example ends in a dialect of SQL, or in what is to be proved."""
    return "\n--- sql " in rule.bad or rule.bad.endswith(_TO_BE_PROVED)


EXAMPLES = [rule for rule in ALL_RULES if rule.code not in ELSEWHERE and not _run_by_its_own_tests(rule)]
"""The rest; the examples that end in a dialect of SQL are run by the tests of SQL."""


def found(example: str) -> Sequence[Diagnostic]:
    """The findings of a plan or, where the example has data, of paying by it a plan that has no error."""
    parts = split_example(example)
    checked = check_plan(complete(parts.plan if parts else example).encode(), "plan.yaml")
    if parts is None:
        return checked.diagnostics
    assert checked.value is not None, [d.message.en for d in checked.diagnostics]
    data = workbook_of(parts.data.decode()) if parts.kind == "xlsx" else parts.data
    table = checked.value.read_table(BytesIO(data), name="team.csv", kind=parts.kind)
    if table.value is None:
        return table.diagnostics
    return (*table.diagnostics, *checked.value.evaluate_table(table.value).problems)


def codes(findings: Sequence[Diagnostic]) -> set[str]:
    return {finding.code for finding in findings}


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_the_bad_example_fires_its_rule_alone(rule: Rule) -> None:
    assert codes(found(rule.bad)) == {rule.code, *BESIDE.get(rule.code, ())}


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_the_good_example_is_clean(rule: Rule) -> None:
    findings = found(rule.good)
    assert rule.code not in codes(findings)
    assert [d.message.en for d in findings if d.severity is Severity.ERROR] == []


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda rule: rule.code)
def test_a_finding_says_where_it_is_and_what_is_wrong(rule: Rule) -> None:
    own = [finding for finding in found(rule.bad) if finding.rule is rule]
    for finding in own:
        assert (finding.cell is not None) != (finding.primary.span.source is not NOWHERE.source)
        for words in (finding.message, finding.help):
            assert max(len(words.zh), len(words.en)) < MESSAGE_CHARACTERS
            assert "Fraction" not in words.en and "None" not in words.en
    for language in ("zh", "en"):
        assert rule.code in render_text(own, language, color=False, width=80)
        assert rule.name in rule_document(rule, language)


def test_an_error_in_a_plan_says_what_to_do() -> None:
    silent = [rule.code for rule in EXAMPLES if any(not d.help.en for d in found(rule.bad) if _in_plan(d))]
    assert silent == []


def _in_plan(finding: Diagnostic) -> bool:
    return finding.cell is None and finding.severity is not Severity.NOTE


def test_every_rule_is_fired_here_or_has_its_own_test() -> None:
    assert set(ELSEWHERE) <= {rule.code for rule in ALL_RULES}
    assert {
        rule.code for rule in ALL_RULES if rule.bad.startswith("$ ") or "--- sql " in rule.bad or not rule.bad
    } == set(ELSEWHERE)
