"""Real databases that run the queries: DuckDB in this process, our own PostgreSQL on loopback, Spark on one core."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from engine.sql.dialects import DUCKDB, POSTGRES, SPARK, Dialect

TABLE = "inputs"
Row = Mapping[str, str | None]
Answers = list[dict[str, Any]]
SERVER_USER = "postgres"


class Database(Protocol):
    """Where a query runs. Values come back exactly: numbers as Decimal or int, NULL as None."""

    dialect: Dialect

    def run(self, query: str, columns: Sequence[str], rows: Sequence[Row]) -> Answers:
        """Put rows of texts into the table, all columns text, run the query over it and give its rows."""

    def execute(self, *statements: str) -> Answers:
        """Run statements one after the other and give the rows of the last."""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class DuckDatabase:
    """DuckDB in memory: one for all queries, for opening it takes longer than most of them; nothing in it is kept."""

    dialect = DUCKDB

    def __init__(self) -> None:
        import duckdb

        self._connection = duckdb.connect()

    def run(self, query: str, columns: Sequence[str], rows: Sequence[Row]) -> Answers:
        """See Database."""
        with self._nothing_kept() as connection:
            connection.execute(f"CREATE TABLE {TABLE} ({', '.join(f'{_quoted(c)} VARCHAR' for c in columns)})")
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"INSERT INTO inputs VALUES ({marks})",  # noqa: S608 - the marks are question marks
                [[row.get(c) for c in columns] for row in rows],
            )
            return self._rows(connection, query)

    def execute(self, *statements: str) -> Answers:
        """See Database."""
        with self._nothing_kept() as connection:
            for statement in statements[:-1]:
                connection.execute(statement)
            return self._rows(connection, statements[-1])

    @contextmanager
    def _nothing_kept(self) -> Iterator[Any]:
        self._connection.execute("BEGIN")
        try:
            yield self._connection
        finally:
            self._connection.execute("ROLLBACK")

    @staticmethod
    def _rows(connection: Any, query: str) -> Answers:
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class PostgresDatabase:
    """A PostgreSQL server of the tests' own."""

    dialect = POSTGRES

    def __init__(self, port: int) -> None:
        import psycopg

        self._connection = psycopg.connect(host="127.0.0.1", port=port, dbname="postgres", user=SERVER_USER)

    def run(self, query: str, columns: Sequence[str], rows: Sequence[Row]) -> Answers:
        """See Database."""
        with self._connection.transaction(force_rollback=True), self._connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {TABLE} ({', '.join(f'{_quoted(c)} TEXT' for c in columns)})")
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO inputs VALUES ({marks})",  # noqa: S608 - the marks are placeholders
                [[row.get(c) for c in columns] for row in rows],
            )
            return self._rows(cursor, query)

    def execute(self, *statements: str) -> Answers:
        """See Database."""
        with self._connection.transaction(force_rollback=True), self._connection.cursor() as cursor:
            for statement in statements[:-1]:
                cursor.execute(statement)
            return self._rows(cursor, statements[-1])

    @staticmethod
    def _rows(cursor: Any, query: str) -> Answers:
        cursor.execute(query)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def close(self) -> None:
        """End the session."""
        self._connection.close()


class SparkDatabase:
    """Spark in local mode, a temporary view for each query."""

    dialect = SPARK

    def __init__(self, session: Any) -> None:
        self._session = session

    def run(self, query: str, columns: Sequence[str], rows: Sequence[Row]) -> Answers:
        """See Database."""
        schema = ", ".join(f"`{c}` STRING" for c in columns)
        frame = self._session.createDataFrame([tuple(row.get(c) for c in columns) for row in rows], schema)
        frame.createOrReplaceTempView(TABLE)
        return self.execute(query)

    def execute(self, *statements: str) -> Answers:
        """See Database."""
        frame = None
        for statement in statements:
            frame = self._session.sql(statement.strip().removesuffix(";"))
        assert frame is not None
        return [row.asDict() for row in frame.collect()]


def server_programs() -> Path | None:
    """The folder of the newest PostgreSQL server that Debian's package has installed, if any."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def postgres_server(programs: Path) -> Iterator[PostgresDatabase]:
    """A server that lives as long as the block, its data in a temporary folder, listening on loopback only."""
    folder = Path(tempfile.mkdtemp(prefix="kpiplan-postgres-"))
    data, port = folder / "data", _free_port()
    as_user = _as_server_user(folder)
    options = f"-h 127.0.0.1 -p {port} -k {folder} -F -c log_min_messages=panic"
    control = [*as_user, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    made = [str(programs / "initdb"), "-D", str(data), "-U", SERVER_USER, "-A", "trust", "-E", "UTF8", "--no-locale"]
    try:
        _quietly([*as_user, *made], folder)
        _quietly([*control, "-l", str(folder / "log"), "-o", options, "start"], folder)
        database = PostgresDatabase(port)
        try:
            yield database
        finally:
            database.close()
            _quietly([*control, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_server_user(folder: Path) -> list[str]:
    """How to run a program as somebody who is not root, which the server refuses; that user owns the folder."""
    if os.geteuid() != 0:
        return []
    import pwd  # there is none on Windows

    user = pwd.getpwnam(SERVER_USER)  # made by Debian's package
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["runuser", "-u", SERVER_USER, "--"]


def _quietly(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
