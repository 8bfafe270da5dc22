"""The generated files are what the declarations say now; `python -m engine.generate` writes them."""

import re
from pathlib import Path

import pytest

from engine.base import limits
from engine.base.text import Language
from engine.diagnostics.model import Rule
from engine.diagnostics.rules import ALL_RULES
from engine.formula.functions import FUNCTIONS
from engine.generate import __main__ as command
from engine.generate.errors import STAGES, errors_page
from engine.generate.files import GENERATED
from engine.generate.language import language_page
from engine.generate.limits import LIMITS
from engine.generate.markdown import fenced, table
from engine.plan.language import PLAN
from engine.plan.shape import Either, Field, Items, Named, Record, Shape

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_file_is_up_to_date(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text == GENERATED[name](), "run: python -m engine.generate"


def test_the_command_writes_what_differs_and_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("schemas", "docs"):
        (tmp_path / folder).mkdir()
    command.main(tmp_path)
    assert capsys.readouterr().out.splitlines() == [f"wrote {name}" for name in GENERATED]
    (tmp_path / "docs" / "limits.md").write_text("# old", encoding="utf-8")
    command.main(tmp_path)
    assert capsys.readouterr().out == "wrote docs/limits.md\n"
    for name in GENERATED:
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_every_rule_has_its_place_among_the_errors(rule: Rule) -> None:
    page = (ROOT / "docs/errors.md").read_text(encoding="utf-8")  # which is up to date, see above
    assert f'\n<a id="{rule.code.lower()}"></a>\n\n### {rule.code} {rule.name}\n' in page
    assert f"[{rule.code}](#{rule.code.lower()})" in page
    assert rule.code[3] in {digit for digit, _ in STAGES}


def test_every_limit_is_told() -> None:
    constants = {name for name in vars(limits) if name.isupper()}
    assert {limit.constant for limit in LIMITS} == constants
    assert {limit.constant for limit in LIMITS if not limit.rules} == {"MESSAGES", "MESSAGE_CHARACTERS"}


def fields(shape: Shape) -> list[Field]:
    match shape:
        case Record(own, others):
            inner = [f for field in own for f in fields(field.shape)]
            return [*own, *inner, *(fields(others) if others is not None else [])]
        case Named(of) | Items(of):
            return fields(of)
        case Either(shapes):
            return [f for each in shapes for f in fields(each)]
        case _:
            return []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_key_and_function_is_in_the_language_page(language: Language) -> None:
    page = language_page(language)
    sections = re.findall(r"^### (\w+) · (\w+)$", page, re.M)
    keys = set(re.findall(r"(\w+)`(?: \*)? \| ([^|]+) \|", page))
    keys |= {(en, zh) if language == "en" else (zh, en) for en, zh in sections}
    assert [(f.key, f.zh) for f in fields(PLAN) if (f.key, f.zh) not in keys] == []
    assert [f.name for f in FUNCTIONS if f"| `{f.usage}` |" not in page] == []


def test_long_examples_are_cut_and_nothing_hidden_is_left() -> None:
    assert fenced("a\nb\nc", "yaml", 2, 9) == "```yaml\na\nb\n… 1 more lines\n```\n"
    assert fenced("x\0" + "y" * 9, "yaml", 2, 5) == "```yaml\nx\\x00 …\n```\n"
    assert table(("a", "b"), [("1|2", "3")]) == "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |\n"
    assert all(character.isprintable() or character == "\n" for character in errors_page())
