"""Every example, those in plans/ and those beside them, paid again from the sources' words with plain fractions.

The examples files are read as text (nothing of the engine is used), the rules are those that
tests/test_plans_by_hand.py and tests/test_published_by_hand.py write out of the published plans. So no number that an
example expects of a line or of the total rests on the engine that it tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_plans_by_hand import BY_HAND, ROOT, Row, Rules
from tests.test_published_by_hand import PUBLISHED

RULES: dict[str, tuple[Rules, tuple[str, ...]]] = BY_HAND | PUBLISHED
Example = dict[str, Any]


IN_ENGLISH = {
    "样例": "examples", "名称": "name", "已知": "given", "应得": "expect", "同组": "colleagues", "输入": "inputs",
    "类型": "type", "默认": "default", "列名": "columns", "是否": "flag", "合计": "total",
}  # fmt: skip
"""The words of a plan in Chinese that are needed here."""


def read(path: Path) -> Any:
    """A YAML file, every scalar as it is written."""
    return told(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))  # noqa: S506 - texts alone


def told(part: Any) -> Any:
    """The same with the words of the language in English."""
    match part:
        case dict():
            return {IN_ENGLISH.get(key, key): told(value) for key, value in part.items()}
        case list():
            return [told(value) for value in part]
        case _:
            return IN_ENGLISH.get(part, part)


def examples(plan: str) -> list[Example]:
    beside = ROOT / "tests" / "plans" / f"{plan}.examples.yaml"
    more = read(beside)["examples"] if beside.exists() else []
    return [*read(ROOT / "plans" / f"{plan}.yaml")["examples"], *more]


class Given(Row):
    """A row of data; an earlier month that an example says nothing of is empty."""

    def __missing__(self, heading: str) -> str:
        assert " -" in heading, heading
        return ""


def rows(plan: str, example: Example) -> list[Row]:
    """The person and the colleagues as rows of data: under the headings of the data, defaults put in."""
    inputs = read(ROOT / "plans" / f"{plan}.yaml")["inputs"]
    own = example["given"]
    people = [own, *({**own, **other} for other in example.get("colleagues", []))]
    found: list[Row] = []
    for at, person in enumerate(people):
        row = Given({"工号": str(at), **{name: text for name, text in person.items() if " -" in name}})
        for name, spec in inputs.items():
            row.update(dict.fromkeys(headings(name, spec), cell(person.get(name, spec.get("default", "")), spec)))
        found.append(row)
    return found


def headings(name: str, spec: Any) -> list[str]:
    return [name, spec.get("label", name), *spec.get("columns", [])]


def cell(text: str, spec: Any) -> str:
    """A value as data hold it."""
    if spec["type"] == "flag":
        return {"true": "是", "是": "是"}.get(text, "否")
    if spec["type"] == "choice":
        return text
    return "" if text == "not_applicable" else text.partition(" ")[0].replace("万", "0000")


def expected(example: Example) -> Iterator[tuple[str, Fraction]]:
    """What an example expects that is an amount."""
    for name, text in example["expect"].items():
        try:
            over, _, under = text.replace(" 元", "").partition(" ÷ ")
            yield name, Fraction(over) / Fraction(under or 1)
        except ValueError:
            continue


def cases() -> Iterator[tuple[str, Example]]:
    yield from ((plan, example) for plan in RULES for example in examples(plan))


def confirmed(plan: str, example: Example) -> dict[str, tuple[Fraction, Fraction]]:
    """The amounts that an example expects of lines and of the total: as it says, and by hand."""
    rules, _ = RULES[plan]
    group = rows(plan, example)
    lines = rules(group[0], group)
    paid = lines | {"total": sum(lines.values(), Fraction(0))}
    return {name: (amount, paid[name]) for name, amount in expected(example) if name in paid}


@pytest.mark.parametrize(("plan", "example"), list(cases()), ids=lambda it: it if isinstance(it, str) else it["name"])
def test_an_example_expects_what_the_source_pays(plan: str, example: Example) -> None:
    amounts = confirmed(plan, example)
    assert {name: said for name, (said, _) in amounts.items()} == {name: paid for name, (_, paid) in amounts.items()}


@pytest.mark.parametrize("plan", RULES)
def test_the_total_of_most_examples_is_confirmed(plan: str) -> None:
    every = examples(plan)
    assert sum("total" in confirmed(plan, example) for example in every) * 3 >= len(every) * 2
