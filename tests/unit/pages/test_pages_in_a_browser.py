"""Every page in a real browser: offline, silent, on a phone and on a screen, on paper, and for those who do not see."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser import visiting
from tests.pages import WebPage

pytestmark = pytest.mark.e2e

A4 = (595, 842)
"""Points."""

OVERFLOWING = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALLEST = """() => Math.min(...[...document.querySelectorAll('body *')].filter(e =>
  [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
  && !['TITLE', 'DESC'].includes(e.tagName.toUpperCase()) && !e.closest('.hidden')).map(e => {
    const size = parseFloat(getComputedStyle(e).fontSize);
    return e.ownerSVGElement ? size * e.ownerSVGElement.getScreenCTM().a : size; }))"""
"""The size of the smallest text as it is seen, in pixels, with the scale of a picture."""
CUT_OFF = """() => [...document.querySelectorAll('svg text')].filter(t => {
    const own = t.getBoundingClientRect(), all = t.ownerSVGElement.getBoundingClientRect();
    return own.left < all.left - 2 || own.right > all.right + 2; }).map(t => t.textContent)"""
"""Words of a picture that stick out of it."""


@pytest.mark.parametrize("width", [360, 1280])
def test_it_loads_offline_in_silence_and_can_be_read(browser: Any, file: Path, width: int) -> None:
    with visiting(browser, file, width) as visit:
        assert visit.said == []
        assert visit.asked == [file.as_uri()]
        assert visit.page.evaluate(OVERFLOWING) <= 0
        assert visit.page.evaluate(SMALLEST) >= 9
        assert visit.page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_accessible(browser: Any, file: Path, width: int) -> None:
    with visiting(browser, file, width) as visit:
        assert violations(visit.page) == []
        told = visit.page.locator("svg[role=img]").all()
        assert all(picture.locator("title").text_content().strip() for picture in told)
        assert all(len(picture.locator("desc").text_content().strip()) > 20 for picture in told)


def test_it_prints_on_a4(browser: Any, file: Path, web_page: WebPage) -> None:
    with visiting(browser, file, 794) as visit:
        printed = visit.page.pdf(prefer_css_page_size=True)
    sheets = re.findall(rb"/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)\s*\]", printed)
    assert {(round(float(w)), round(float(h))) for w, h in sheets} == {A4}
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= web_page.sheets


def test_what_is_wrong_is_seen(browser: Any, tmp_path: Path) -> None:
    """The checks above are no decoration: a bad page fails every one of them."""
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<!doctype html><html><body><p style='color:#bbb;width:2000px;font-size:6px'>pale</p>"
        "<svg viewBox='0 0 9 9' width='9' role='img'><text x='99' y='9'>out</text></svg>"
        "<script>console.log('noise')</script><img src='http://example.invalid/x.png'></body></html>",
        encoding="utf-8",
    )
    with visiting(browser, bad, 360) as visit:
        assert "noise" in visit.said
        assert len(visit.asked) > 1
        assert visit.page.evaluate(OVERFLOWING) > 0
        assert visit.page.evaluate(SMALLEST) < 9
        assert visit.page.evaluate(CUT_OFF) == ["out"]
        assert {"color-contrast", "html-has-lang", "svg-img-alt", "image-alt"} <= {
            v.split(":")[0] for v in violations(visit.page)
        }


def violations(page: Any) -> list[str]:
    """What axe finds: the rule, and where."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in found]
