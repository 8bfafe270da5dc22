"""The databases that the queries run in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.sql.databases import Database, DuckDatabase, SparkDatabase, postgres_server, server_programs


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
def spark(spark_session: Any) -> Database:
    """Spark in local mode."""
    return SparkDatabase(spark_session)


@pytest.fixture(params=["duck", "postgres", pytest.param("spark", marks=pytest.mark.spark)])
def database(request: pytest.FixtureRequest) -> Database:
    """Each database in turn."""
    found: Database = request.getfixturevalue(request.param)
    return found
