"""Every rule of the sources is shown by a case, a plan or a construct, or says why it is not a plan's to say."""

from __future__ import annotations

from tests.sources import IDS, LEFT_OUT, ROOT, page, shown


def test_every_rule_is_shown_or_left_out_for_a_reason() -> None:
    where = shown()
    assert [each for each in IDS if not where.get(each) and each not in LEFT_OUT] == []


def test_nothing_is_left_out_that_is_shown() -> None:
    where = shown()
    assert [each for each in LEFT_OUT if where.get(each)] == []


def test_every_id_exists() -> None:
    assert sorted(set(shown()) - set(IDS)) == []


def test_the_page_is_up_to_date() -> None:
    written = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m tests.refresh_pages"
