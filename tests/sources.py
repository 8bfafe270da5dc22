"""Which rule of the source texts and of the published plans is shown where, and which is not a plan's to say.

Ids: `S0-1` … `S4-24` are the statements of the five source texts, `A-1` … `A-37` the readings chosen where these are
ambiguous, `P1` … `P15` the plans that shops have published.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

from engine.plan.language import SHOWCASES

ROOT: Final = Path(__file__).parents[1]
_COUNTS: Final = {"S0": 17, "S1": 16, "S2": 14, "S3": 34, "S4": 24, "A": 37}
IDS: Final = (
    *(f"{text}-{number}" for text, count in _COUNTS.items() for number in range(1, count + 1)),
    *("P1", "P4", "P5", "P6", "P7", "P10", "P12", "P15"),
)
_ID: Final = re.compile(r"\b(S[0-4]-\d+|A-\d+|P\d+)\b")
_RECORDS: Final = "computed from chat and order records, which is a later part"
_ROSTER: Final = "about rosters and shifts, which are a later part"
_ADVICE: Final = "counsel about running a shop; nothing is paid by it"
LEFT_OUT: Final[Mapping[str, str]] = {
    "S0-2": "proved by guarantees (`never falls when`), which is a later part",
    "S0-12": _RECORDS,
    "S0-16": _RECORDS,
    "S0-17": _ADVICE,
    "S1-4": _RECORDS,
    "S1-6": _ROSTER,
    "S1-7": _ROSTER,
    "S1-8": "shops change parameters: inheritance between plans is a later part",
    "S1-15": _ADVICE,
    "S1-16": _RECORDS,
    "S2-5": _RECORDS,
    "S2-6": _RECORDS,
    "S2-7": _RECORDS,
    "S2-14": _RECORDS,
    "S3-1": "a line of page numbers; it states no rule",
    "S3-2": _ADVICE,
    "S3-30": _RECORDS,
    "S3-31": _RECORDS,
    "S3-34": _ADVICE,
    "S4-1": "a figure of the team report, which is a later part",
    "S4-6": "an anecdote about a shop; it states no rule",
    "A-1": "the mix of pay is part of the budget, which is a later part",
    "A-3": _RECORDS,
    "A-4": _ROSTER,
    "A-7": _RECORDS,
    "A-9": _RECORDS,
    "A-10": _RECORDS,
    "A-29": _RECORDS,
    "A-31": "the cost of a new customer has no thresholds in the text",
    "A-36": _ROSTER,
}
"""Why an id has neither a case nor a plan."""


LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def shown() -> dict[str, list[str]]:
    """Where each id is shown: cases by their names, plans and constructs by theirs."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests" / "cases").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for case in yaml.load(text, LOADER)["cases"]:  # noqa: S506 - it makes nothing but text
            for each in filter(_ID.fullmatch, case.get("from", ())):
                found[each].append(f"{path.stem}: {case['name']}")
    for folder in (ROOT / "plans", ROOT / "tests" / "bad"):
        for path in sorted(folder.glob("*.yaml")):
            for each in sorted(set(_ID.findall(path.read_text(encoding="utf-8")))):
                found[each].append(path.relative_to(ROOT).as_posix())
    for construct in SHOWCASES:
        for each in construct.sources:
            found[each].append(f"kpiplan new --with {construct.name}")
    return found


_MOST: Final = 4


def page() -> str:
    """docs/sources.md."""
    where = shown()
    lines = [
        "<!-- generated: python -m tests.refresh_pages -->",
        "",
        "# Sources",
        "",
        "Every rule of the source texts (S), every reading chosen where they are ambiguous (A) and every published",
        "plan (P), and the data cases, plans and constructs that show it. What is left out says why.",
        "",
        "| id | shown by |",
        "| --- | --- |",
        *(f"| {each} | {_told(each, where)} |" for each in IDS),
    ]
    return "\n".join(lines) + "\n"


def _told(each: str, where: Mapping[str, list[str]]) -> str:
    places = [place.replace("|", "\\|") for place in where.get(each, ())]
    if not places:
        return f"*left out: {LEFT_OUT.get(each, 'nowhere')}*"
    more = [f"and {len(places) - _MOST} more"] if len(places) > _MOST else []
    return "<br>".join([*places[:_MOST], *more])
