"""schemas/: for every editor (draft-07 and 2020-12 alike), in both languages, and true of every plan."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator
from referencing import Registry

from engine.diagnostics.example import SKELETON
from engine.plan.language import PLAN
from engine.plan.schema import plan_schema
from engine.plan.shape import Record
from engine.run.result_schema import result_schema

ROOT = Path(__file__).parents[2]
DRAFTS = (Draft7Validator, Draft202012Validator)
PLANS = sorted((ROOT / "plans").rglob("*.y*ml"))
SCHEMAS = {"plan": plan_schema(), "result": result_schema()}
CHINESE = re.compile(r"[\u3400-\u9fff]")

COMMON = {
    "$id", "$ref", "$schema", "additionalProperties", "allOf", "anyOf", "const", "default", "description", "enum",
    "examples", "exclusiveMaximum", "exclusiveMinimum", "maxItems", "maxLength", "maxProperties", "maximum", "minItems",
    "minLength", "minProperties", "minimum", "multipleOf", "not", "oneOf", "pattern", "patternProperties", "properties",
    "propertyNames", "required", "title", "type", "uniqueItems",
}  # fmt: skip
"""Keywords that mean the same in both drafts; `items` too, where it is one schema."""


class Editor(yaml.SafeLoader):
    """YAML as an editor reads it: the core schema of YAML 1.2, numbers as numbers, dates as text."""


Editor.yaml_implicit_resolvers = {}

for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    """The schema and every schema in it."""
    if not isinstance(schema, dict):
        return
    yield schema
    for key, value in schema.items():
        match key, value:
            case (("properties" | "patternProperties"), dict()):
                children: list[Any] = list(value.values())
            case (("allOf" | "anyOf" | "oneOf"), list()):
                children = value
            case (("items" | "additionalProperties" | "not" | "propertyNames"), _):
                children = [value]
            case _:
                children = []
        for child in children:
            yield from subschemas(child)


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("draft", DRAFTS)
def test_it_is_a_schema(name: str, draft: type[Draft7Validator]) -> None:
    draft.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_keeps_to_what_both_drafts_understand(name: str) -> None:
    used = {key for schema in subschemas(SCHEMAS[name]) for key in schema}
    assert used - COMMON - {"items"} == set()
    assert all(isinstance(s["items"], dict) for s in subschemas(SCHEMAS[name]) if "items" in s)
    assert all(set(s) == {"$ref"} for s in subschemas(SCHEMAS[name]) if "$ref" in s)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described_in_both_languages(name: str) -> None:
    for schema in subschemas(SCHEMAS[name]):
        for key, value in schema.get("properties", {}).items():
            if "$ref" not in value:
                chinese, _, english = value["description"].partition(" / ")
                assert CHINESE.search(chinese), key
                assert re.search("[A-Za-z]", english.splitlines()[0]), key


def test_a_chinese_key_refers_to_its_english_twin() -> None:
    schema = plan_schema()
    for field in PLAN.fields:
        assert schema["properties"][field.zh] == {"$ref": f"#/properties/{field.key}"}
        assert schema["properties"][field.key]["title"] == f"{field.zh} / {field.key}"
    for found in subschemas(schema):
        if "$ref" in found:
            target: Any = schema
            for step in found["$ref"].removeprefix("#/").split("/"):
                target = target[int(step) if isinstance(target, list) else step]
            assert "description" in target


def test_words_say_what_they_mean() -> None:
    mode = plan_schema()["properties"]["tables"]["additionalProperties"]["properties"]["mode"]
    assert "- whole / 全额累进: 整个数额按所在段的提点 / one rate on the whole amount\n" in mode["description"]
    assert set(mode["enum"]) == {"whole", "marginal", "lookup", "全额累进", "超额累进", "查表"}


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize("text", [SKELETON, *(p.read_text("utf-8") for p in PLANS)], ids=["skeleton", *map(str, PLANS)])
def test_every_plan_is_valid_as_an_editor_reads_it(text: str, draft: type[Draft7Validator]) -> None:
    plan = yaml.load(text, Loader=Editor)  # noqa: S506 - a SafeLoader
    assert list(draft(plan_schema(), registry=Registry()).iter_errors(plan)) == []


def test_an_editor_reads_numbers() -> None:
    text = "{a: 1, b: -0.5, c: 50%, d: 2026-01-01, e: true, f: no, g: 1:30}"
    plan = yaml.load(text, Loader=Editor)  # noqa: S506 - a SafeLoader
    assert plan == {"a": 1, "b": -0.5, "c": "50%", "d": "2026-01-01", "e": True, "f": "no", "g": "1:30"}


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"metrcs": {}}, []),
        ({"awards": {"prize": {"label": "sales"}}}, ["awards", "prize"]),
        ({"period": "fortnight"}, ["period"]),
        ({"周期": "两周"}, ["周期"]),
        ({"kpi_plan": 2}, ["kpi_plan"]),
        ({"salary": {"lines": {}}}, ["salary", "lines"]),
        ({"工资": {"项目": {"底薪": {"公式": "x", "类别": "底"}}}}, ["工资", "项目", "底薪"]),
    ],
)
def test_a_wrong_plan_is_marked_where_it_is_wrong(
    change: dict[str, Any], place: list[str], draft: type[Draft7Validator]
) -> None:
    plan = {**yaml.load(SKELETON, Loader=Editor), **change}  # noqa: S506 - a SafeLoader
    errors = list(draft(plan_schema(), registry=Registry()).iter_errors(plan))
    assert [list(error.absolute_path) for error in errors] == [place]


def test_no_key_is_left_out_in_either_language() -> None:
    records = [r for r in subschemas(plan_schema()) if "properties" in r]
    assert isinstance(PLAN, Record)
    assert set(records[0]["properties"]) == {name for f in PLAN.fields for name in (f.key, f.zh)}
    assert json.loads(json.dumps(plan_schema())) == plan_schema()
