"""`python -m tests.planted_defects`: 50 slips in the numbers of each plan, and who catches them, as a table.

A slip changes one bound, rate or weight as a hand does: a digit off by one, another digit, two digits exchanged, a
digit too many or too few. Each is put down to the first of these that tells it: the check of the plan (a hole, an
overlap, something else), an example of the plan, a boundary example beside it (tests/plans/*.examples.yaml), a
guarantee that no longer holds. Of the others it is said whether they are proved to be no
change, or pay somebody differently and survive; a slip of which neither is known stands in a column of its own.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

from engine.base.numbers import plain
from engine.base.text import same
from engine.check import examples
from engine.check.band_rules import BAND_HOLE, BAND_OVERLAP
from engine.diagnostics.checked import Checked
from engine.document.reader import read_document
from engine.examine.edits import Edit, Mutant, written_numbers
from engine.examine.files import read_examples
from engine.examine.mutate import Judge, Judged
from engine.pipeline import lower_plan
from engine.plan.lower import Lowered
from engine.plan.model import Example

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "plan-tests.md"
SLIPS = 50
COLUMNS = (
    "hole", "overlap", "other finding", "example", "boundary example", "guarantee", "surviving", "no change",
    "not decided",
)  # fmt: skip
UNCAUGHT = ("surviving", "not decided")


@dataclass(frozen=True)
class Row:
    """One plan: how many slips ended in each column, and those that nobody caught, as lines."""

    plan: str
    counts: Mapping[str, int]
    uncaught: tuple[str, ...] = ()


def check(text: str) -> Checked[Lowered]:
    return lower_plan(text.encode(), "plan.yaml")


def slips(text: str, seed: str) -> Iterator[Mutant]:
    """As many slips as asked for, no two alike, always the same for a seed."""
    document = read_document(text.encode(), "plan.yaml").value
    assert document is not None
    places = [span for _, span in written_numbers(document)]
    random, seen = Random(seed), set()  # noqa: S311 - repeatable, no secret
    for _ in range(SLIPS * 40):
        span = random.choice(places)
        new = slip(span.text, random)
        if new is not None and (span.start, new) not in seen:
            seen.add((span.start, new))
            yield Mutant(same("slip"), (Edit(span, new),))
        if len(seen) == SLIPS:
            return


def slip(written: str, random: Random) -> str | None:
    """A number as a hand may mistype it; None where nothing came of it."""
    number = written.replace(",", "")
    at = random.choice([place for place, character in enumerate(number) if character.isdigit()])
    match random.randrange(5):
        case 0:
            decimals = len(number.partition(".")[2])
            new = plain(abs(Fraction(number) + Fraction(random.choice((1, -1)), 10**decimals)), decimals)
        case 1:
            new = number[:at] + random.choice("0123456789") + number[at + 1 :]
        case 2:
            new = number[:at] + number[at + 1 : at + 2] + number[at] + number[at + 2 :]
        case 3:
            new = number[:at] + random.choice("0123456789") + number[at:]
        case _:
            new = f"{number}0" if random.random() < 0.5 else number[:at] + number[at + 1 :]
    return new if _NUMBER.fullmatch(new) and Fraction(new) != Fraction(number) else None


_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def row(path: Path) -> Row:
    """The slips of one plan, each in its column."""
    text = path.read_text(encoding="utf-8")
    lowered = check(text).value
    assert lowered is not None
    judge = Judge(lowered, check, boundary(path))
    counts: Counter[str] = Counter()
    uncaught = []
    for mutant in slips(text, path.stem):
        column = _column(judge(mutant))
        counts[column] += 1
        if column in UNCAUGHT:
            number, before, after = mutant.diff(lowered.plan.source)[0]
            uncaught.append(f"{column}: {path.stem}:{number}: {before.strip()} -> {after.strip()}")
    return Row(path.stem, counts, tuple(uncaught))


def boundary(path: Path) -> tuple[Example, ...]:
    """The boundary examples of a plan."""
    file = ROOT / "tests" / "plans" / f"{path.stem}.examples.yaml"
    read = read_examples(file.read_bytes(), file.name) if file.exists() else Checked(())
    assert read.value is not None
    return read.value


def _column(judged: Judged) -> str:
    match judged.verdict:
        case "check":
            known = {BAND_HOLE.code: "hole", BAND_OVERLAP.code: "overlap"}
            return known.get(judged.by, "other finding")
        case "example":
            return "example" if judged.by in {rule.code for rule in examples.RULES} else "boundary example"
        case "guarantee":
            return "guarantee"
        case "same":
            return "no change"
        case "unnoticed":
            return "surviving"
        case "undecided":
            return "not decided"


def table(rows: Sequence[Row]) -> str:
    """The table in Markdown, with its sums."""
    total = Counter[str]()
    for one in rows:
        total.update(one.counts)
    lines = ["| plan | slips | " + " | ".join(COLUMNS) + " |", "|---|" + "--:|" * (len(COLUMNS) + 1)]
    for one in (*rows, Row("**all**", total)):
        numbers = (sum(one.counts.values()), *(one.counts.get(column, 0) for column in COLUMNS))
        lines.append(f"| {one.plan} | " + " | ".join(map(str, numbers)) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table, and write it into docs/plan-tests.md."""
    rows = []
    for path in sorted((ROOT / "plans").glob("*.yaml")):
        rows.append(row(path))
        print(rows[-1].plan, dict(rows[-1].counts), file=sys.stderr)  # noqa: T201
    made = table(rows) + "\n" + "".join(f"    {line}\n" for one in rows for line in one.uncaught)
    print(made)  # noqa: T201
    if PAGE.exists():
        head, begin, rest = PAGE.read_text(encoding="utf-8").partition("<!-- slips -->\n")
        _, end, tail = rest.partition("<!-- end of slips -->\n")
        PAGE.write_text(head + begin + made + end + tail, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
