"""How much of each plan in plans/ its examples exercise: its own, and those with the boundary examples beside it."""

from pathlib import Path

import pytest

from engine.cli.main import main
from engine.examine.coverage import examine
from tests.planted_defects import boundary, check

ROOT = Path(__file__).parents[1]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))

LEAST = {
    # three months of six are known or none: not one alone is not applicable; who needs the shop sales has to give them
    "p05-commission-and-holdback": 96,
    "presales": 98,  # the floor of the total is a belt beside braces: no line is ever below zero
    "售前提成方案": 97,  # without inquiries the conversion is 0 and not met: “询单人数 > 0” never decides alone
}
"""Where it is not everything: what cannot be reached, and why."""


def files(path: Path) -> list[str]:
    file = ROOT / "tests" / "plans" / f"{path.stem}.examples.yaml"
    return [str(file)] if file.exists() else []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_examples_of_a_plan_and_those_beside_it_cover_it(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    least = str(LEAST.get(path.stem, 100))
    status = main(["test", str(path), *files(path), "--min-coverage", least, "--lang", "en"])
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_examples_beside_a_plan_add_to_its_own(path: Path) -> None:
    lowered = check(path.read_text(encoding="utf-8")).value
    assert lowered is not None
    own = examine(lowered, lowered.plan.examples)
    assert all(tried.passed for tried in own.tried)
    assert (own.percent == 100) is (boundary(path) == ())
