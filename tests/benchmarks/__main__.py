"""`python -m tests.benchmarks`: the table of measures against hand-written code and other engines."""

from __future__ import annotations

import argparse

from tests.benchmarks.measures import columns, files, json_text, loading, one_person, widths, wrong_rows
from tests.benchmarks.table import HEAD
from tests.benchmarks.timing import PROCESSOR, WALL
from tests.benchmarks.versions import machine

MEASURES = {
    "one-person": one_person.rows,
    "json": json_text.rows,
    "columns": columns.rows,
    "widths": widths.rows,
    "files": files.rows,
    "wrong-rows": wrong_rows.rows,
    "loading": loading.rows,
}


def main() -> None:
    """Run the measures that were asked for (all) and print each row when it is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="measure", help=f"some of: {', '.join(MEASURES)} (all)")
    parser.add_argument("--quick", action="store_true", help="leave out the files with ten million rows")
    parser.add_argument("--cpu", action="store_true", help="processor time instead of wall time, on a busy machine")
    options = parser.parse_args()
    unknown = set(options.measures) - set(MEASURES)
    if unknown:
        parser.error(f"no such measure: {', '.join(sorted(unknown))}")
    print(HEAD, flush=True)  # noqa: T201 - the table is the result
    for name in options.measures or [n for n in MEASURES if not (options.quick and n == "files")]:
        for row in MEASURES[name](PROCESSOR if options.cpu else WALL):
            print(row, flush=True)  # noqa: T201
    print(f"\n{machine()}")  # noqa: T201


if __name__ == "__main__":
    main()
