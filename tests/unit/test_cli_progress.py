"""Progress: on a terminal only, and only when it takes long."""

import io

from engine import load_plan
from engine.base.text import Language
from engine.cli.progress import Progress
from engine.run.table import table_of


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO, seconds: list[float], language: Language = "en", total: int | None = None) -> str:
    """A run whose clock shows these seconds: at its start and at every thousandth row."""
    times = iter(seconds)
    progress = Progress(language, stream, clock=lambda: next(times), total=total)
    for done in range(1, len(seconds)):
        progress(1000 * done)
    progress.done()
    return stream.getvalue()


def test_nothing_in_the_first_second() -> None:
    assert run(Tty(), [10.0, 10.5, 10.99]) == ""


def test_a_line_after_a_second_and_then_five_times_a_second() -> None:
    assert run(Tty(), [10.0, 11.0, 11.1, 11.2]) == "\r1,000 rows\r3,000 rows\r\x1b[K"
    assert run(Tty(), [10.0, 11.0], "zh") == "\r已算 1,000 行\r\x1b[K"


def test_nothing_where_nobody_looks() -> None:
    assert run(io.StringIO(), [10.0, 12.0, 14.0]) == ""


def test_a_bar_where_it_is_known_how_many_there_are() -> None:
    bars = run(Tty(), [0.0, 1.0, 2.0, 3.0, 4.0], total=4000).split("\r")
    assert bars[1:-1] == [
        "[#####---------------] 1,000 / 4,000 people",
        "[##########----------] 2,000 / 4,000 people",
        "[###############-----] 3,000 / 4,000 people",
        "[####################] 4,000 / 4,000 people",
    ]
    assert run(Tty(), [0.0, 1.0], "zh", total=3000) == "\r[######--------------] 1,000 / 3,000 人\r\x1b[K"


def test_whoever_is_explained_is_counted() -> None:
    """The sheets of the people in a workbook are made of this, and their bar hears of each."""
    plan = load_plan(
        b"kpi_plan: 1\nid: p\nperson: who\ninputs: {sales: {type: money}}\nsalary: {lines: {pay: sales}}\n"
    )
    table = table_of([{"who": name, "sales": "1"} for name in "abc"], "rows").value
    assert table is not None
    heard: list[int] = []
    assert len(plan.explain_table(table, ("a", "c"), heard.append).traces) == 2
    assert heard == [1, 2]
