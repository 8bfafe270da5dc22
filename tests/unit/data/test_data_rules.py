"""Every rule about data fires on its bad example and is silent on its good one."""

from collections.abc import Callable

import pytest
import yaml

from engine.base.limits import MESSAGE_CHARACTERS
from engine.diagnostics.checked import Checked
from engine.diagnostics.example import complete
from engine.diagnostics.model import Rule
from engine.run.data_rules import RULES
from engine.run.example_data import split_example
from engine.run.inputs import Inputs

Typed = Callable[..., Checked[Inputs]]
Codes = Callable[[Checked[Inputs]], list[str]]


def _found(example: str, typed: Typed, codes: Codes) -> list[str]:
    parts = split_example(example)
    assert parts is not None
    inputs = yaml.safe_load(complete(parts.plan))["inputs"]
    return codes(typed(parts.data, yaml.safe_dump(inputs), parts.kind))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_example_fires_only_its_rule(rule: Rule, typed: Typed, codes: Codes) -> None:
    assert set(_found(rule.bad, typed, codes)) == {rule.code}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_example_is_clean(rule: Rule, typed: Typed, codes: Codes) -> None:
    assert _found(rule.good, typed, codes) == []


def test_codes_and_names_are_unique_and_of_the_data_stage() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES) == 32
    assert all(rule.code.startswith(("KPI5", "KPI746")) for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_is_said_is_short_and_in_both_languages(rule: Rule, typed: Typed) -> None:
    parts = split_example(rule.bad)
    assert parts is not None
    inputs = yaml.safe_load(complete(parts.plan))["inputs"]
    result = typed(parts.data, yaml.safe_dump(inputs), parts.kind)
    found = list(result.diagnostics)
    found += [d for fault in (result.value.faults if result.value else ()) for d in fault.diagnostics]
    for finding in found:
        for text in (finding.message, rule.what, rule.why):
            assert text.zh and text.en and text.zh != text.en
            assert max(len(text.zh), len(text.en)) < MESSAGE_CHARACTERS
            assert "{" not in finding.message.zh + finding.message.en
        assert finding.cell is not None and finding.cell.table == "team.csv"


def test_an_example_without_data_is_about_the_plan_alone() -> None:
    assert split_example("inputs:\n  sales: {type: money}\n") is None
