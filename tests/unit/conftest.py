"""The command line as a separate process, the way people run it; and Spark, which starts once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.forks import completed

ROOT = Path(__file__).parents[2]


@pytest.fixture
def kpiplan(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `kpiplan` in an empty folder; keyword arguments in capitals are environment variables."""

    def run(*arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
        own = {**kept, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "PYTHONUTF8": "1", **settings}
        return completed(arguments, tmp_path, own, stdin)

    return run


QUICK_START = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""A query over a few rows is interpreted sooner than compiled."""


@pytest.fixture(scope="session")
def spark_session() -> Iterator[Any]:
    """Spark in local mode: two threads, and its Python processes with this Python."""
    sql = pytest.importorskip("pyspark.sql", reason='PySpark is not installed (pip install -e ".[spark]")')
    if shutil.which("java") is None:
        pytest.skip("there is no Java (Debian: apt-get install openjdk-17-jre-headless)")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(ROOT))
        builder = sql.SparkSession.builder.master("local[2]").appName("kpiplan")
        for name, value in QUICK_START.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()
