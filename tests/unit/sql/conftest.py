"""The databases that the queries run in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.unit.sql.databases import Database, DuckDatabase, SparkDatabase, postgres_server, server_programs

QUICK_START = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""A query over a few rows is interpreted sooner than compiled."""


@pytest.fixture(scope="session")
def duck() -> Database:
    """DuckDB in this process."""
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    return DuckDatabase()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Database]:
    """A PostgreSQL server of our own."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    programs = server_programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL server (Debian: apt-get install postgresql)")
    with postgres_server(programs) as database:
        yield database


@pytest.fixture(scope="session")
def spark() -> Iterator[Database]:
    """Spark in local mode."""
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java (Debian: apt-get install openjdk-17-jre-headless)")
    builder = sql.SparkSession.builder.master("local[1]").appName("kpiplan")
    for name, value in QUICK_START.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield SparkDatabase(session)
    session.stop()


@pytest.fixture(params=["duck", "postgres", "spark"])
def database(request: pytest.FixtureRequest) -> Database:
    """Each database in turn."""
    found: Database = request.getfixturevalue(request.param)
    return found
