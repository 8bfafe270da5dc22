"""`python -m tests.refresh_payslips`: write the payslips of the plans' example data anew, to be reviewed as a diff."""

from __future__ import annotations

from tests.pages import LANGUAGES, PLANS, ROOT, payslip_page

PAYSLIPS = ROOT / "tests" / "golden" / "payslips"


def main() -> None:
    """Write the first payslip of every plan in both languages; those of plans that are gone are removed."""
    PAYSLIPS.mkdir(parents=True, exist_ok=True)
    for old in PAYSLIPS.glob("*.html"):
        old.unlink()
    for plan in PLANS:
        for language in LANGUAGES:
            text = payslip_page(plan, language)
            (PAYSLIPS / f"{plan.stem}.{language}.html").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
