"""Progress: on a terminal only, and only when it takes long."""

import io

from engine.base.text import Language
from engine.cli.progress import Progress


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO, seconds: list[float], language: Language = "en") -> str:
    """A run whose clock shows these seconds: at its start and at every thousandth row."""
    times = iter(seconds)
    progress = Progress(language, stream, clock=lambda: next(times))
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
