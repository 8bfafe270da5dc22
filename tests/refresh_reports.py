"""`python -m tests.refresh_reports`: write the team reports of the example data anew, to be reviewed as a diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.api import load_plan
from engine.base.text import Language
from engine.report.html import to_html

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "tests" / "golden" / "reports"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
PLANS = tuple(
    plan for plan in sorted((ROOT / "plans").glob("*.yaml")) if (ROOT / "plans" / "data" / f"{plan.stem}.csv").exists()
)
"""The plans that have example data."""


def report_of(plan: Path) -> dict[str, Any]:
    """The report of a plan's example data."""
    data = plan.parent / "data" / f"{plan.stem}.csv"
    loaded = load_plan(plan)
    table = loaded.read_table(data, name=data.name).value
    assert table is not None
    report, _ = loaded.report(table)
    assert report is not None
    return report


def files_of(plan: Path) -> dict[str, str]:
    """The report of a plan in every form that is text, by the name of its file."""
    report = report_of(plan)
    pages = {f"{plan.stem}.{language}.html": to_html(report, language) for language in LANGUAGES}
    return {f"{plan.stem}.json": json.dumps(report, ensure_ascii=False, indent=1) + "\n", **pages}


def main() -> None:
    """Write every report; those of plans that are gone are removed."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    for old in REPORTS.iterdir():
        old.unlink()
    for plan in PLANS:
        for name, text in files_of(plan).items():
            (REPORTS / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
