"""`python -m engine.generate`: write every generated file into the checkout that this engine runs from."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.generate.files import GENERATED


def main() -> None:
    """Write the files and name those that changed."""
    root = Path(__file__).parents[2]
    for name, text in GENERATED.items():
        file = root / name
        new = text()
        if not file.exists() or file.read_text(encoding="utf-8") != new:
            file.write_text(new, encoding="utf-8", newline="\n")
            sys.stdout.write(f"wrote {name}\n")


if __name__ == "__main__":
    main()
