"""The recipes of docs/scale.md, run as they stand there: in Spark, and on the calls of Ray Data and Dask."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine import Plan, load_plan
from tests.test_readme import blocks, furnish
from tests.unit.distributed.answering import assert_answers
from tests.unit.distributed.test_pieces import Rows, piece, presales, some_rows
from tests.unit.distributed.test_pieces import teams as teams_of
from tests.unit.distributed.test_spark import collected, scattered

pytest.importorskip("polars", reason="the extra `columns` is not installed")
pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

RECIPES = {block.file: block.text for block in blocks("docs/scale.md") if block.kind == "python"}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(furnish(tmp_path))
    return tmp_path


def run(recipe: str, **names: Any) -> dict[str, Any]:
    """The names of a recipe after it has run."""
    exec(compile(RECIPES[recipe], recipe, "exec"), names)  # noqa: S102 - our own page
    return names


def people() -> tuple[Plan, Rows]:
    with Path("march.csv").open(encoding="utf-8") as file:
        return load_plan("pay.yaml"), list(csv.DictReader(file))


class Pieces:
    """Plain Arrow tables behind the calls of Ray Data that the recipe makes."""

    def __init__(self, tables: list[Any], keys: list[str] | None = None) -> None:
        self.tables, self._keys = tables, keys

    def map_batches(self, function: Callable[[Any], Any], *, batch_format: str) -> Pieces:
        assert (batch_format, self._keys) == ("pyarrow", None)
        return Pieces([function(table) for table in self.tables])

    def groupby(self, keys: list[str]) -> Pieces:
        return Pieces(self.tables, keys)

    def map_groups(self, function: Callable[[Any], Any], *, batch_format: str) -> Pieces:
        rows = sorted(self.rows, key=lambda row: [row[key] for key in self._keys or ()])
        assert (batch_format, self._keys) == ("pyarrow", list(presales().program.group_by))
        assert function.__name__, "Ray names the task after it"
        return Pieces([function(piece(team)) for team in teams_of(presales(), rows)])

    @property
    def rows(self) -> Rows:
        return [row for table in self.tables for row in table.to_pylist()]


def test_every_recipe_is_run() -> None:
    assert set(RECIPES) == {"spark.py", "ray.py", "dask.py"}


def test_ray(shop: Path) -> None:
    plan, march = people()
    rows = some_rows(presales(), 60)
    given = {"people": Pieces([piece([row]) for row in march]), "teams": Pieces([piece(rows[i::7]) for i in range(7)])}
    done = run("ray.py", **given)
    assert_answers(plan, march, done["paid"].rows)
    assert_answers(presales(), rows, done["paid_teams"].rows)


def work_in(folder: Path, spark: Any) -> None:
    """Let relative paths mean this folder: Java keeps the working directory that it was started in."""
    jvm = spark._jvm
    files = jvm.org.apache.hadoop.fs.FileSystem.getLocal(spark._jsc.hadoopConfiguration())
    files.setWorkingDirectory(jvm.org.apache.hadoop.fs.Path(str(folder)))


@pytest.mark.spark
def test_spark(spark_session: Any, shop: Path) -> None:
    rows = some_rows(presales(), 60)
    work_in(shop, spark_session)
    done = run("spark.py", spark=spark_session, table=scattered(spark_session, rows))
    expected = assert_answers(presales(), rows, collected(done["paid"]))
    assert done["unpaid"].count() == len(expected.unpaid)
    assert (shop / "paid").is_dir(), "nothing is written elsewhere"


class Partitions:
    """Plain pandas frames behind the calls of Dask that the recipe makes."""

    def __init__(self, parts: list[Any]) -> None:
        self.parts = parts
        self._meta = parts[0].head(0)

    def map_partitions(self, function: Callable[[Any], Any], *, meta: Any) -> Partitions:
        done = [function(part) for part in self.parts]
        assert all((part.dtypes == meta.dtypes).all() for part in done)
        return Partitions(done)

    def shuffle(self, *, on: list[str]) -> Partitions:
        import pandas as pd

        teams = [team for _, team in pd.concat(self.parts).groupby(on)]
        return Partitions([pd.concat(teams[:3]), *teams[3:]])

    @property
    def rows(self) -> Rows:
        return [row for part in self.parts for row in pa.Table.from_pandas(part, preserve_index=False).to_pylist()]


@pytest.mark.spark  # whose extra brings pandas
def test_dask(shop: Path) -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    plan, march = people()
    rows = some_rows(presales(), 60)
    parts = [pd.DataFrame(rows[i::7]) for i in range(7)]
    done = run("dask.py", people=Partitions([pd.DataFrame(march)]), teams=Partitions(parts))
    assert_answers(plan, march, done["paid"].rows)
    assert_answers(presales(), rows, done["paid_teams"].rows)
