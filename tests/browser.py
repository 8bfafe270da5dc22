"""Debian's Chromium for tests and for the pictures of the docs: without a network, with everything it says kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--font-render-hinting=none",
)


def chromium() -> str | None:
    """Where Chromium is, if it is installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def why_not() -> str | None:
    """Why there is no browser for the tests, or None where there is one."""
    try:
        import playwright.sync_api  # noqa: F401 - only whether it is there
    except ImportError:
        return 'Playwright is not installed (pip install -e ".[e2e]")'
    return None if chromium() else "there is no Chromium (Debian: apt-get install chromium)"


@contextmanager
def browsing() -> Iterator[Any]:
    """A browser, ended with the block."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET])
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that is open, and everything that happened while it loaded."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def visiting(browser: Any, file: Path, width: int, height: int = 900, scale: int = 1) -> Iterator[Visit]:
    """Open a file offline in a window so wide."""
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True, device_scale_factor=scale)
    visit = Visit(context.new_page())
    visit.page.on("console", lambda message: visit.said.append(message.text))
    visit.page.on("pageerror", lambda error: visit.said.append(str(error)))
    visit.page.on("request", lambda request: visit.asked.append(request.url))
    visit.page.goto(file.as_uri())
    yield visit
    context.close()
