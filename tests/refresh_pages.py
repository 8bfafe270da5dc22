"""`python -m tests.refresh_pages`: put what the commands print now into the console blocks of the README and docs/."""

from pathlib import Path
from tempfile import TemporaryDirectory

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


if __name__ == "__main__":
    main()
