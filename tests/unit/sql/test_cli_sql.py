"""`kpiplan sql` as people run it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from engine import load_plan
from engine.cli.starter import STARTER
from engine.diagnostics.example import complete
from engine.sql import widths
from engine.sql.ddl import create_table
from engine.sql.dialects import DIALECTS
from engine.sql.query import sql_query
from tests.unit.sql.databases import TABLE, Database

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]

WIDE = complete(widths.SQL_TOO_NARROW.bad.partition("---")[0])


def _write(folder: Path, text: str = STARTER.en) -> None:
    (folder / "plan.yaml").write_text(text, encoding="utf-8")


def test_the_query_on_standard_output_runs(kpiplan: Kpiplan, tmp_path: Path, duck: Database) -> None:
    _write(tmp_path)
    query = kpiplan("sql", "plan.yaml", "--dialect", "duckdb", "--table", "pay.march")
    table = kpiplan("sql", "plan.yaml", "--dialect", "duckdb", "--table", "pay.march", "--ddl")
    assert (query.returncode, query.stderr, table.returncode, table.stderr) == (0, "", 0, "")
    assert duck.execute("CREATE SCHEMA pay", table.stdout, query.stdout) == []


def test_a_table_may_have_any_name(duck: Database, postgres: Database) -> None:
    program = load_plan(STARTER.en.encode()).program
    for database in (duck, postgres):
        for name in ("texts", "given", 'a "quoted" one', "工资;--"):
            query = sql_query(program, database.dialect, name)
            assert query.value is not None
            assert database.execute(create_table(program, database.dialect, name, "en"), query.value) == []


def test_labels_stay_in_their_comments(duck: Database, postgres: Database) -> None:
    program = load_plan(STARTER.en.replace("label: Sales", "label: '*/ ; /* x'", 1).encode()).program
    for database in (duck, postgres):
        table = create_table(program, database.dialect, TABLE, "en")
        assert "* / ; / * x" in table
        assert database.execute(table, f'SELECT * FROM "{TABLE}"') == []  # noqa: S608


def test_to_a_file(kpiplan: Kpiplan, tmp_path: Path) -> None:
    _write(tmp_path)
    for dialect in DIALECTS:
        shown = kpiplan("sql", "plan.yaml", "--dialect", dialect.name)
        kept = kpiplan("sql", "plan.yaml", "--dialect", dialect.name, "-o", "query.sql")
        assert (kept.returncode, kept.stdout, kept.stderr) == (0, "", "")
        assert (tmp_path / "query.sql").read_text(encoding="utf-8") == shown.stdout
    assert kpiplan("sql", "plan.yaml", "--dialect", "duckdb", "-o", "no/query.sql").returncode == 2


def test_the_ddl_speaks_the_readers_language(kpiplan: Kpiplan, tmp_path: Path) -> None:
    _write(tmp_path)
    english = kpiplan("sql", "plan.yaml", "--dialect", "postgres", "--ddl", "--lang", "en").stdout
    chinese = kpiplan("sql", "plan.yaml", "--dialect", "postgres", "--ddl", "--lang", "zh").stdout
    assert english.startswith('CREATE TABLE "inputs" (')
    assert "min 0" in english and "最小 0" in chinese


def test_a_plan_that_does_not_fit_is_refused(kpiplan: Kpiplan, tmp_path: Path) -> None:
    _write(tmp_path, WIDE)
    refused = kpiplan("sql", "plan.yaml", "--dialect", "duckdb", "-o", "query.sql")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "error[KPI650] sql-too-narrow" in refused.stderr
    assert not (tmp_path / "query.sql").exists()
    assert kpiplan("sql", "plan.yaml", "--dialect", "postgres").returncode == 0


def test_wrong_usage(kpiplan: Kpiplan, tmp_path: Path) -> None:
    _write(tmp_path)
    unnamed = kpiplan("sql", "plan.yaml")
    assert (unnamed.returncode, unnamed.stdout) == (2, "")
    assert "duckdb, postgres, spark" in unnamed.stderr
    for table in ("a.b.c.d", "a..b", "."):
        assert kpiplan("sql", "plan.yaml", "--dialect", "duckdb", "--table", table).returncode == 2
    assert kpiplan("sql", "plan.yaml", "--dialect", "oracle").returncode == 2
    assert kpiplan("sql", "missing.yaml", "--dialect", "duckdb").returncode == 2


def test_without_the_library_the_line_that_installs_it_is_shown(tmp_path: Path) -> None:
    _write(tmp_path)
    program = (
        "import sys; sys.modules['sqlglot'] = None; from engine.cli.main import main;"
        "sys.exit(main(['sql', 'plan.yaml', '--dialect', 'duckdb', '--lang', 'en']))"
    )
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={"PYTHONPATH": root, "PYTHONUTF8": "1"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "error[KPI805] missing-extra" in done.stderr
    assert 'pip install "kpiplan[sql]"' in done.stderr
