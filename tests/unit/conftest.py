"""The command line as a separate process, the way people run it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def kpiplan(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `kpiplan` in an empty folder; keyword arguments in capitals are environment variables."""

    def run(*arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "engine.cli.main", *arguments],
            cwd=tmp_path,
            env={**kept, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "PYTHONUTF8": "1", **settings},
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run
