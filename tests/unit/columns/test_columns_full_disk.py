"""A result that finds no room: the system's reason, whichever library writes, and no file that is half there."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra `columns` is not installed")
pytest.importorskip("polars", reason="the extra `columns` is not installed")
pytest.importorskip("resource", reason="only POSIX limits the size of files")

ROOT = Path(__file__).parents[3]
PLAN = "kpi_plan: 1\nid: t\nperson: who\ninputs:\n  sales: {type: money}\nsalary:\n  lines:\n    pay: sales × 3%\n"
LIMITED = """
import resource, sys
from engine import load_plan
plan = load_plan("plan.yaml")
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    plan.evaluate_file("data.csv", sys.argv[1])
except OSError as fault:
    sys.exit(fault.errno)
"""


@pytest.mark.parametrize("target", ["pay.csv", "pay.parquet", "pay.arrow"])
def test_no_room_for_the_result(target: str, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    rows = "".join(f"P{number},{number * number % 99991}.{number % 100:02}\n" for number in range(5000))
    (tmp_path / "data.csv").write_text("who,sales\n" + rows, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", LIMITED, target], cwd=tmp_path, env=environment, check=False)
    assert done.returncode == errno.EFBIG
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.csv", "plan.yaml"]
