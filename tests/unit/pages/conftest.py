"""A real browser, started once; tests that want it are skipped where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import browsing, why_not
from tests.pages import PAGES, WebPage


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    with browsing() as started:
        yield started


@pytest.fixture(scope="module", params=PAGES, ids=lambda page: page.name)
def web_page(request: pytest.FixtureRequest) -> WebPage:
    page: WebPage = request.param
    return page


@pytest.fixture(scope="module")
def file(web_page: WebPage, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a file, its name in Chinese as people name theirs."""
    made = tmp_path_factory.mktemp("页面") / f"{web_page.name}.html"
    made.write_text(web_page.make(), encoding="utf-8")
    return made
