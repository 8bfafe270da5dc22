"""`python -m engine.generate`: write every generated file into the checkout that this engine runs from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from engine.generate.files import GENERATED

CHECKOUT: Final = Path(__file__).parents[2]


def main(root: Path = CHECKOUT) -> None:
    """Write the files and name those that changed."""
    for name, text in GENERATED.items():
        file = root / name
        new = text()
        if not file.exists() or file.read_text(encoding="utf-8") != new:
            file.write_text(new, encoding="utf-8", newline="\n")
            sys.stdout.write(f"wrote {name}\n")


if __name__ == "__main__":
    main()
