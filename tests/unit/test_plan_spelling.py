"""A plan in the other spelling is the same plan, and its columns stay columns."""

from __future__ import annotations

from typing import Any, Final

import pytest

from engine.api import check_plan
from engine.base.text import Language
from engine.cli.starter import STARTER
from engine.diagnostics.example import complete
from engine.document.alignment import realigned
from engine.document.reader import read_document
from engine.plan.canonical import canonical, data, places
from engine.plan.language import PLAN, SHOWCASES
from engine.plan.reading import Desk
from engine.plan.shape import Record, fields_for
from engine.plan.spelling import respelled
from engine.resources import example_names, example_text

TEXTS: Final = {
    "starter": STARTER.zh,
    "starter-en": STARTER.en,
    **{f"with-{shown.name}": complete(shown.plan) for shown in SHOWCASES},
    **{f"like-{name}": example_text(name) for name in example_names()},
}


def meant(text: str) -> Any:
    """What a plan says, whatever it is spelt in."""
    document = read_document(text.encode(), "plan.yaml").value
    assert document is not None
    return data(canonical(document.root, PLAN, Desk()))


def keys(text: str) -> set[tuple[str, str, str]]:
    """The keys of the language in a plan, as they are written, with both of their spellings."""
    document = read_document(text.encode(), "plan.yaml").value
    assert document is not None
    found = set()
    for place in places(document.root, PLAN).values():
        record = fields_for(place.shape) if place.shape else None
        for entry in getattr(place.node, "entries", ()):
            field = record.find(entry.key.text) if isinstance(record, Record) else None
            if field is not None:
                found.add((entry.key.text, field.zh, field.key))
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_it_says_the_same_with_every_key_in_the_language(name: str) -> None:
    chinese = respelled(TEXTS[name], "zh")
    english = respelled(chinese, "en")
    assert meant(chinese) == meant(english) == meant(TEXTS[name])
    assert all(key == zh for key, zh, _ in keys(chinese))
    assert all(key == en for key, _, en in keys(english))


@pytest.mark.parametrize("name", [name for name in TEXTS if not name.startswith("like-")])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_written_checks_clean_and_its_examples_pass(name: str, language: Language) -> None:
    assert check_plan(respelled(TEXTS[name], language).encode(), "plan.yaml").diagnostics == ()


def test_the_starter_in_chinese() -> None:
    lines = respelled(STARTER.zh, "zh").splitlines()
    assert lines[4:12] == [
        "方案语言: 1             # 语言的版本",
        "编号: presales",
        "标题: 售前客服薪资方案",
        "周期: 月                # 按月",
        "币种: CNY",
        "生效: {起: 2026-01-01}  # 从哪天起生效",
        "人员: agent_id          # 数据里哪一列写着是谁",
        "分组: [team]            # 哪些列写着和谁一组",
    ]
    assert "      - {起: 50%,            points: 100}" in lines
    assert "      - {起: 45%, 不满: 50%, points: 80}" in lines


def test_comments_quote_the_keys_as_they_are_written() -> None:
    plan = "# `above` 不含本数；above 也是字\nkpi_plan: 1\ntables: {t: {on: x, bands: [{above: 5}]}}\n"
    assert respelled(plan, "zh").splitlines()[0] == "# `超过` 不含本数；above 也是字"


def test_a_plan_in_the_language_already_stays_as_it_is() -> None:
    assert respelled(STARTER.zh, "en") == STARTER.zh


@pytest.mark.parametrize(
    ("before", "after", "aligned"),
    [
        pytest.param("a: {x: 1,   y: 2}\nb: {xx: 11, y: 2}", "a: {长: 1,   y: 2}\nb: {xx: 11, y: 2}",
                     "a: {长: 1,  y: 2}\nb: {xx: 11, y: 2}", id="a-column"),
        pytest.param("aaaa: 1   # one\nbb: 2     # two", "长: 1   # one\nbb: 2     # two",
                     "长: 1  # one\nbb: 2  # two", id="comments"),
        pytest.param("a: x  y\nbb: z y", "长长: x  y\nbb: z y", "长长: x  y\nbb: z y", id="inside-a-text"),
        pytest.param("a: 1   # one\n\nb: 2   # two", "长: 1   # one\n\nb: 2   # two",
                     "长: 1   # one\n\nb: 2   # two", id="not-across-an-empty-line"),
        pytest.param("aa: {b: 1, c: 2}\nd: {b: 1,  c: 2}\n", "长: {b: 1, c: 2}\nd: {b: 1,  c: 2}\n",
                     "长: {b: 1, c: 2}\nd: {b: 1,  c: 2}\n", id="wide-characters"),
    ],
)  # fmt: skip
def test_words_that_stood_in_one_column_do_so_again(before: str, after: str, aligned: str) -> None:
    assert realigned(before, after) == aligned
