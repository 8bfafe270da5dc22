"""The catalogue of rules: complete, unique, and in both languages."""

import importlib
import inspect
import pkgutil
import re
from string import Formatter

import pytest

import engine
from engine.base.text import Text
from engine.diagnostics.model import Rule
from engine.diagnostics.rules import ALL_RULES

CHINESE = re.compile(r"[\u3400-\u9fff]")
CHINESE_SENTENCE = re.compile(r"[\u3400-\u9fff]{3}|[，。：；？！、（）]")
STAGES = re.compile(r"KPI[1-9][0-9]{2}")
RULE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def defined() -> dict[str, Rule]:
    """Every Rule that a module of the engine binds, by its name there."""
    modules = [m.name for m in pkgutil.walk_packages(engine.__path__, "engine.") if not m.name.endswith("__main__")]
    return {
        f"{module}.{name}": value
        for module in modules
        for name, value in inspect.getmembers(importlib.import_module(module))
        if isinstance(value, Rule)
    }


def texts(rule: Rule) -> dict[str, Text]:
    return {"headline": rule.headline, "what": rule.what, "why": rule.why}


def _constant(rule: Rule) -> str:
    return rule.name.upper().replace("-", "_")


def placeholders(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def test_every_rule_is_in_the_catalogue() -> None:
    catalogued = {id(rule) for rule in ALL_RULES}
    assert [name for name, rule in defined().items() if id(rule) not in catalogued] == []


def test_a_rule_is_bound_to_its_own_name() -> None:
    renamed = {name: rule.name for name, rule in defined().items() if _constant(rule) != name.rpartition(".")[2]}
    assert renamed == {}


def test_codes_and_names_are_unique() -> None:
    codes, names = [rule.code for rule in ALL_RULES], [rule.name for rule in ALL_RULES]
    assert sorted({code for code in codes if codes.count(code) > 1}) == []
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_a_rule_is_whole(rule: Rule) -> None:
    assert STAGES.fullmatch(rule.code)
    assert RULE_NAME.fullmatch(rule.name)
    assert placeholders(rule.headline.zh) == placeholders(rule.headline.en)
    for part, text in texts(rule).items():
        assert text.en.strip(), part
        english, chinese = (re.sub(r"\{[^}]*\}", "", words) for words in (text.en, text.zh))
        assert CHINESE.search(chinese) or not re.search("[A-Za-z]", english), part


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_english_has_no_chinese_but_words_that_a_plan_may_use(rule: Rule) -> None:
    for part, text in texts(rule).items():
        assert not CHINESE_SENTENCE.search(re.sub(r"`[^`]*`|“[^”]*”", "", text.en)), part
