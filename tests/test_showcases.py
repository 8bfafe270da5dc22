"""Every showcase is a plan that checks without a finding and is paid as its examples say."""

from __future__ import annotations

import pytest
import yaml

from engine.api import check_plan
from engine.diagnostics.example import complete
from engine.plan.language import SHOWCASES
from engine.plan.showcase import Showcase


@pytest.mark.parametrize("shown", SHOWCASES, ids=lambda s: s.name)
def test_a_showcase_checks_without_a_finding(shown: Showcase) -> None:
    checked = check_plan(complete(shown.plan).encode(), "plan.yaml")
    assert [d.message.en for d in checked.diagnostics] == []
    assert checked.value is not None


@pytest.mark.parametrize("shown", SHOWCASES, ids=lambda s: s.name)
def test_a_showcase_has_examples_with_amounts(shown: Showcase) -> None:
    examples = yaml.safe_load(complete(shown.plan))["examples"]
    assert all("total" in example["expect"] for example in examples)


def test_names_are_unique() -> None:
    names = [shown.name for shown in SHOWCASES]
    assert len(set(names)) == len(names)
