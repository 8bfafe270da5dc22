"""`python -m tests.refresh_images`: the pictures of the docs, rendered by Chromium from what the engine prints now.

Needs the extra `e2e`, Debian's `chromium` and a Chinese font (`fonts-noto-cjk`).
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.browser import browsing, visiting, why_not
from tests.pages import ROOT, payslip_page
from tests.refresh_reports import REPORTS
from tests.unit.ptys import on_a_terminal

IMAGES: Final = ROOT / "docs" / "images"
MOST_BYTES: Final = 200_000
PLAN: Final = "售前提成方案"
_LINES: Final = 44
"""Lines of a terminal that are shown."""
_COLOURS: Final = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff", "36": "#76e3ea", "1": "#ffffff"}
_SCREEN: Final = """<!doctype html><meta charset="utf-8"><title>terminal</title><style>
body {{ margin: 0; background: #0d1117; }} pre {{ margin: 0; padding: 14px 18px; display: inline-block; color: #e6edf3;
font: 14px/20px "Noto Sans Mono CJK SC", "Noto Sans Mono", monospace; }} i {{ font-style: normal; }}
</style><pre>{text}</pre>"""


def main() -> None:
    """Write every picture, none larger than 200 kB."""
    reason = why_not()
    if reason is not None:
        sys.exit(reason)
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, browsing() as browser:
        for language in ("zh", "en"):
            page = Path(folder) / f"payslip.{language}.html"
            page.write_text(payslip_page(ROOT / "plans" / f"{PLAN}.yaml", language), encoding="utf-8")
            _shoot(browser, page, IMAGES / f"payslip.{language}.png", 900, 1120)
        _shoot(browser, Path(folder) / "payslip.zh.html", IMAGES / "payslip-phone.zh.png", 360, 760)
        for language in ("zh", "en"):
            page = REPORTS / f"presales.{language}.html"
            _shoot(browser, page, IMAGES / f"report.{language}.png", 1280, 1180)
        _shoot(browser, REPORTS / "presales.zh.html", IMAGES / "report-phone.zh.png", 360, 760)
        for name, told in _screens(Path(folder)).items():
            page = Path(folder) / f"{name}.html"
            page.write_text(_SCREEN.format(text=told), encoding="utf-8")
            _shoot(browser, page, IMAGES / f"{name}.png", 760, 0)
    for picture in sorted(IMAGES.glob("*.png")):
        assert picture.stat().st_size < MOST_BYTES, f"{picture.name} is too large"


def _screens(folder: Path) -> dict[str, str]:
    """What a terminal of 80 columns shows: a payslip, and a plan with a hole between two bands."""
    plan = (ROOT / "plans" / "presales.yaml").read_text(encoding="utf-8")
    (folder / "方案.yaml").write_text(
        plan.replace("{from: 45%, below: 50%", "{from: 46%, below: 50%"), encoding="utf-8"
    )
    (folder / "plans").symlink_to(ROOT / "plans")
    explain = ["explain", f"plans/{PLAN}.yaml", f"plans/data/{PLAN}.csv", "--who", "001"]
    return {
        f"{name}.{language}": _typed(folder, arguments, language)
        for name, arguments in (("terminal-payslip", explain), ("terminal-error", ["check", "方案.yaml"]))
        for language in ("zh", "en")
    }


def _typed(folder: Path, arguments: list[str], language: str) -> str:
    """A command as it is typed, and what it prints, with the terminal's colours as HTML."""
    line = " ".join(["kpiplan", *arguments, "--lang", language])
    sent = on_a_terminal([*arguments, "--lang", language], folder, 80).sent
    shown = "\n".join(sent.split("\n")[:_LINES])
    return f"$ {escape(line)}\n{_coloured(shown)}"


def _coloured(sent: str) -> str:
    first, *rest = sent.split("\x1b[")
    made, depth = [escape(first)], 0
    for piece in rest:
        codes, _, words = piece.partition("m")
        colour = next((_COLOURS[code] for code in codes.split(";") if code in _COLOURS and code != "1"), None)
        bold = "1" in codes.split(";")
        if codes in ("", "0"):
            made.append("</i>" * depth)
            depth = 0
        else:
            made.append(f'<i style="{f"color:{colour};" if colour else ""}{"font-weight:700" if bold else ""}">')
            depth += 1
        made.append(escape(words))
    return "".join(made) + "</i>" * depth


def _shoot(browser: Any, page: Path, target: Path, width: int, height: int) -> None:
    """A picture of the top of a page, or of all of its text where no height is given."""
    with visiting(browser, page, width, height or 900, scale=1) as visit:
        if height:
            visit.page.screenshot(path=target)
        else:
            visit.page.locator("pre").screenshot(path=target)


if __name__ == "__main__":
    main()
