"""The reference plan as a programmer writes it by hand in SQL for DuckDB, on BIGINT cents and tenths."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np

from tests.benchmarks.workload import Ints, Rows

QUERY = """
with team as (
  select *, paid - refunds as sales, count(*) over t as size, (sum(intake) over t)::bigint as together
  from people window t as (partition by team)
), scored as (
  select *, greatest(0, least(100, (
      3 * case when sales >= 8000000 then 100 when sales >= 6400000 then 80 when sales >= 4800000 then 60 else 0 end
    + 3 * case when low_ratings <= 0 then 100 when low_ratings <= 2 then 80 when low_ratings <= 4 then 60 else 0 end
    + 3 * case when inquiries = 0 then 0 when orders * 100 >= inquiries * 50 then 100
               when orders * 100 >= inquiries * 45 then 80 when orders * 100 >= inquiries * 40 then 60 else 0 end
    + case when response <= 150 then 100 when response <= 300 then 80 when response <= 400 then 60 else 0 end
    ) // 10 - 5 * ((greatest(0, together - size * (intake + 100)) + 100 * size - 1) // (100 * size)))) as kpi
  from team
), judged as (
  select *, (sum(kpi) over (partition by team))::bigint as good,
    sales * case when kpi >= 90 then 10 when kpi >= 75 then 8 when kpi >= 60 then 7 else 5 end * (100 + kpi) as over
  from scored
), lines as (
  select number, base,
    case when kpi >= 90 then 80000 when kpi >= 75 then 40000 when kpi >= 60 then 20000 else 0 end as bonus,
    case when over < 0 then 0 else (over + 100000) // 200000 end as commission,
    case when size * (intake + 100) >= together and size * kpi >= good and not cheated
      then 10000 * (
        (inquiries > 0 and 2 * orders >= inquiries)::bigint + (response <= 150)::bigint) else 0 end as awards
  from judged
)
select base, bonus, commission, awards, greatest(base, base + bonus + commission + awards)::bigint as total
from lines order by number
"""


def prepare(rows: Rows) -> duckdb.DuckDBPyConnection:
    """The rows as a table of a database in memory."""
    connection = duckdb.connect()
    people = {"number": np.arange(len(rows)), **vars(rows)}
    connection.register("given", people)
    connection.execute("create table people as select * from given")
    return connection


def pay(connection: duckdb.DuckDBPyConnection) -> Any:
    """The lines and the total of every row in cents."""
    return connection.execute(QUERY).fetchnumpy()


def totals(rows: Rows) -> Ints:
    """The total of every row in cents."""
    return np.asarray(pay(prepare(rows))["total"]).astype(np.int64)
