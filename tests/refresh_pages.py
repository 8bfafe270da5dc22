"""`python -m tests.refresh_pages`: console blocks of README and docs/, goldens of the plans, table of sources."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests import refresh_contracts, refresh_explanations, refresh_payslips, refresh_reports, sources
from tests.test_readme import PAGES, ROOT, blocks, furnish, printed


def main() -> None:
    """Rewrite the pages; their other blocks are written by hand."""
    with TemporaryDirectory() as folder:
        shop = furnish(Path(folder))
        for page in PAGES:
            text = (ROOT / page).read_text(encoding="utf-8")
            for block in blocks(page):
                if block.kind == "console":
                    now = printed(block, shop)
                    assert "KPI9" not in now, f"{block.place}: the engine fails\n{now}"
                    text = text.replace(block.text, now)
            (ROOT / page).write_text(text, encoding="utf-8", newline="\n")
    (ROOT / "docs" / "sources.md").write_text(sources.page(), encoding="utf-8", newline="\n")
    refresh_contracts.main()
    refresh_explanations.main()
    refresh_reports.main()
    refresh_payslips.main()


if __name__ == "__main__":
    main()
