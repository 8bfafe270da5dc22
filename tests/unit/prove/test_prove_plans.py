"""The plans of the repository keep what they promise, every one of them, within the work that is usual."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine import check_plan, load_plan
from engine.diagnostics.example import complete
from tests.guarantee_times import main

PLANS = sorted((Path(__file__).parents[3] / "plans").glob("*.yaml"))
SECTIONS = re.compile(r"^(guarantees|承诺|silence):[^\n]*\n(( +[^\n]*)?\n)*", re.MULTILINE)
"""What a plan promises, and what advice it does not want."""

LEFT = {"margin-commission": [("the total never rises when 退款金额 rises", "refuted")]}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_promise_is_proved(path: Path) -> None:
    proof = load_plan(path).prove()
    assert [(v.promise.words, v.status) for v in proof.verdicts if v.status != "proved"] == []


def test_every_plan_promises_something() -> None:
    assert [path.stem for path in PLANS if not load_plan(path).program.promises] == []


def test_the_table_of_times_names_what_is_not_proved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(complete("guarantees:\n  - total >= base_salary\n  - total <= 100\n"), encoding="utf-8")
    assert main([str(path)]) == 1
    *table, last = capsys.readouterr().out.splitlines()
    assert sorted(line.split("plan: ")[1] for line in table) == ["total <= 100", "total >= base_salary"]
    assert last == "2 guarantees in 1 plans, 1 not proved, 0 not within 2 s"


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_what_every_plan_should_keep_is_decided_without_guarantees_too(path: Path) -> None:
    """Group plans, pools, prizes and peers among them; the one that is refuted is silenced with its reason."""
    text = SECTIONS.sub("", path.read_text(encoding="utf-8"))
    checked = check_plan(text.encode(), path.name)
    assert checked.value is not None
    proof = checked.value.prove()
    assert proof.verdicts == ()
    assert proof.usual
    left = [(usual.said.en, verdict.status) for usual, verdict in proof.usual if verdict.status != "proved"]
    assert left == LEFT.get(path.stem, [])
