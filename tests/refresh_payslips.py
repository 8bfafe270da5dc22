"""`python -m tests.refresh_payslips`: write the payslips of the plans' example data anew, to be reviewed as a diff."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.payslip.index import entry, text_index
from engine.payslip.sheet import sheet
from engine.payslip.text import to_text
from tests.pages import LANGUAGES, PLANS, ROOT, payslip_page, payslips
from tests.special_cases import some_unpaid, special

PAYSLIPS = ROOT / "tests" / "golden" / "payslips"
WIDTH = 80
UNPAID = ROOT / "plans" / "presales.yaml"
"""The plan whose list has somebody who is not paid."""


def texts_of(plan: Path) -> Iterator[tuple[str, str]]:
    """Of those who show a plan's special cases: the names of the files and what the terminal shows."""
    people = special(plan)
    slips = {told["person"]: told for told in payslips(plan, people).each()} if people else {}
    for person in people:
        for language in LANGUAGES:
            yield f"{plan.stem}.{person}.{language}.txt", to_text(sheet(slips[person], language), WIDTH)


def lists() -> Iterator[tuple[str, str]]:
    """The list of a folder of payslips where somebody is not paid."""
    slips = some_unpaid(UNPAID)
    told = list(slips.each())
    for language in LANGUAGES:
        entries = [entry(one, f"{one['person']}.html", language) for one in told]
        title = slips.evaluator.program.title
        yield f"index.{UNPAID.stem}.{language}.txt", text_index(title, entries, slips.unpaid, language)


def main() -> None:
    """Write the first payslip of every plan as a page, those of its special cases as text, and a list with somebody
    unpaid, in both languages; those of plans that are gone are removed.
    """
    PAYSLIPS.mkdir(parents=True, exist_ok=True)
    for old in PAYSLIPS.iterdir():
        old.unlink()
    pages = ((f"{plan.stem}.{language}.html", payslip_page(plan, language)) for plan in PLANS for language in LANGUAGES)
    texts = (found for plan in PLANS for found in texts_of(plan))
    for name, text in (*pages, *texts, *lists()):
        (PAYSLIPS / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
