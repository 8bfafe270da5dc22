"""`kpiplan schema`: the schemas on standard output."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cli.starter import STARTER

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("kind", ["plan", "result"])
def test_schemas_without_a_plan(kpiplan: Kpiplan, kind: str) -> None:
    done = kpiplan("schema", kind)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["$schema"].startswith("http")


def test_the_schema_of_a_plans_inputs(kpiplan: Kpiplan, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(STARTER.en, encoding="utf-8")
    done = kpiplan("schema", "inputs", "plan.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "response_time" in done.stdout
    assert "$schema" in json.loads(done.stdout)


def test_a_plan_that_is_wrong_has_none(kpiplan: Kpiplan, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("kpi_plan: 1\n", encoding="utf-8")
    done = kpiplan("schema", "inputs", "plan.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[KPI" in done.stderr
    assert kpiplan("schema", "inputs", "missing.yaml").returncode == 2
