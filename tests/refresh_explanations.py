"""`python -m tests.refresh_explanations`: write the traces of the plans and their texts anew, to be reviewed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from engine import check_plan
from engine.base.text import Language
from engine.explain.page import page
from engine.run.table import open_table

ROOT: Final = Path(__file__).parents[1]
GOLDEN: Final = ROOT / "tests" / "golden" / "explain"
WIDTH: Final = 80
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
PEOPLE: Final = {
    "after-sales": "S002",
    "fixed-tier-bonus": "B002",
    "floating-rate": "B002",
    "floating-rate-marginal": "B002",
    "gold-standard": "A004",
    "growth-stage": "A002",
    "kpi-and-indicators": "A005",
    "margin-commission": "A002",
    "mature-stage": "A002",
    "p01-score-sheet": "A003",
    "p04-levels-and-distribution": "G05",
    "p05-commission-and-holdback": "A09",
    "p06-task-commission": "A001",
    "p07-personal-and-team-task": "A002",
    "p10-share-of-a-pool": "甲",
    "p12-after-sales-scorecard": "S003",
    "p15-ladders": "A002",
    "presales": "1004",
    "售前提成方案": "003",
}
"""Who of the data of each plan is explained: the one of whom most is to be said."""


def trace_of(plan: Path) -> dict[str, Any]:
    """The trace of a plan's person."""
    data = plan.parent / "data" / f"{plan.stem}.csv"
    table = open_table(data, data.name, "csv").value
    assert table is not None
    checked = check_plan(plan.read_bytes(), plan.name).value
    assert checked is not None
    (trace,) = checked.explain_table(table, (PEOPLE[plan.stem],)).traces
    return trace


def written(trace: dict[str, Any]) -> dict[str, str]:
    """The golden files of a trace, by their endings."""
    texts = {f"{language}.txt": page(trace, language, WIDTH) for language in LANGUAGES}
    return {"json": json.dumps(trace, ensure_ascii=False, indent=1) + "\n", **texts}


def main() -> None:
    """Write every trace and its texts; those of plans that are gone are removed."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for old in GOLDEN.iterdir():
        old.unlink()
    for plan in sorted((ROOT / "plans").glob("*.yaml")):
        for ending, text in written(trace_of(plan)).items():
            (GOLDEN / f"{plan.stem}.{ending}").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
