"""Text becomes located nodes; the same ones whichever of PyYAML's parsers is installed."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.limits import DEPTH, MESSAGE_CHARACTERS, MESSAGES, NODES, PLAN_BYTES, SCALAR_CHARACTERS
from engine.diagnostics.checked import Checked
from engine.diagnostics.example import complete
from engine.diagnostics.model import Rule, Severity
from engine.document import ambiguous, characters, colons, graph, names, reader, scalars, syntax, text
from engine.document.nodes import Document, Mapping, Node, Scalar, Sequence
from engine.document.reader import read_document

RULES: tuple[Rule, ...] = (
    *text.RULES, *characters.RULES, *syntax.RULES, *graph.RULES, *names.RULES, *ambiguous.RULES, *colons.RULES,
    *scalars.RULES, *reader.RULES,
)  # fmt: skip
PLAN = """\
kpi_plan: 1   # 版本
标题: 售前 客服
effective: {from: 2026-01-01, until: '2026-12-31'}
行:
- a: >-
    底薪 +
    提成

  b: "x\\u5e95 y
    z"
- [1, [2], {c: d}]
- 甲 +
    乙
最后: |
  一
   二

"""


def plain(node: Node) -> Any:
    """The node as strings, lists and pairs."""
    match node:
        case Scalar():
            return node.text
        case Mapping():
            return {e.name: plain(e.value) for e in node}
        case _:
            return [plain(item) for item in node]


def located(node: Node) -> Any:
    """Everything a node says, in a form that compares."""
    here = (node.span.start, node.span.end)
    match node:
        case Scalar():
            return (*here, node.text, node.style, node.places)
        case Mapping():
            return (*here, [(located(e.key), e.name, located(e.value)) for e in node])
        case _:
            return (*here, [located(item) for item in node])


def everything(read: Checked[Document]) -> Any:
    """A reading's value and findings, in a form that compares."""
    found = [(d.code, d.message, d.help, d.primary.span.start, d.primary.span.end) for d in read.diagnostics]
    return located(read.value.root) if read.value else None, found


def root(source: str) -> Mapping:
    read = read_document(source.encode(), "plan.yaml")
    assert read.value is not None
    return read.value.root


def codes(source: str) -> list[str]:
    return [d.code for d in read_document(source.encode(), "plan.yaml").diagnostics]


def test_every_value_is_its_text() -> None:
    assert plain(root(PLAN)) == {
        "kpi_plan": "1",
        "标题": "售前 客服",
        "effective": {"from": "2026-01-01", "until": "2026-12-31"},
        "行": [{"a": "底薪 + 提成", "b": "x底 y z"}, ["1", ["2"], {"c": "d"}], "甲 + 乙"],
        "最后": "一\n 二\n",
    }


def test_every_node_has_its_own_characters() -> None:
    plan = root(PLAN)
    lines = plan.get("行")
    effective = plan.get("effective")
    assert isinstance(effective, Mapping)
    assert isinstance(lines, Sequence)
    assert effective.span.text == "{from: 2026-01-01, until: '2026-12-31'}"
    first, second, third = lines
    assert first.span.text.startswith("a: >-") and first.span.text.endswith('z"')
    assert second.span.text == "[1, [2], {c: d}]"
    assert third.span.text == "甲 +\n    乙"
    assert (third.span.line, third.span.column) == (12, 3)
    assert lines.span.text.startswith("- a") and lines.span.text.endswith("乙")
    assert plan.span.text == PLAN[PLAN.index("kpi_plan") :].rstrip()


def test_a_part_of_a_folded_value_is_found_on_its_line() -> None:
    value = root("行:\n  公式: >-\n    底薪 +\n    提成 × 2\n").get("行")
    assert isinstance(value, Mapping)
    formula = value.get("公式")
    assert isinstance(formula, Scalar)
    assert (formula.style, formula.text) == ("block", "底薪 + 提成 × 2")
    place = formula.part(5, 7)
    assert (place.text, place.line, place.column) == ("提成", 4, 5)


def test_a_repeated_or_merged_key_is_left_out_of_the_nodes() -> None:
    assert plain(root("a: 1\na: 2\n<<: {b: 3}\n? [c]\n: 4\nd: 5\n")) == {"a": "1", "d": "5"}


def test_a_key_that_swallowed_its_value_is_left_out_of_the_nodes() -> None:
    assert plain(root("a: {b：1, c:2, d: 3}\n")) == {"a": {"d": "3"}}


def test_the_first_of_several_documents_is_read() -> None:
    assert plain(root("a: 1\n---\nb: [\n")) == {"a": "1"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rules_bad_example_fires_it_alone_and_its_twin_does_not(rule: Rule) -> None:
    assert codes(complete(rule.bad)) == [rule.code]
    assert codes(complete(rule.good)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_both_parsers_agree_on_the_examples(rule: Rule) -> None:
    for example in (rule.bad, rule.good):
        data = complete(example).encode()
        assert everything(read_document(data, "p", loader=yaml.SafeLoader)) == everything(read_document(data, "p"))


def test_both_parsers_lead_to_the_same_nodes() -> None:
    slow = read_document(PLAN.encode(), "p", loader=yaml.SafeLoader)
    assert everything(slow) == everything(read_document(PLAN.encode(), "p"))


def nested(opening: str, levels: int, closing: str) -> str:
    return "a: " + opening * (levels - 1) + "x" + closing * (levels - 1) + "\n"


@pytest.mark.parametrize(("levels", "expected"), [(DEPTH - 1, []), (DEPTH, []), (DEPTH + 1, ["KPI107"])])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_the_depth_is_limited(opening: str, closing: str, levels: int, expected: list[str]) -> None:
    assert codes(nested(opening, levels, closing)) == expected


@pytest.mark.parametrize(("nodes", "expected"), [(NODES - 1, []), (NODES, []), (NODES + 1, ["KPI108"])])
def test_the_number_of_nodes_is_limited(nodes: int, expected: list[str]) -> None:
    items = nodes - 3  # the root, its key and the list
    assert codes("a: [" + ",".join(["x"] * items) + "]\n") == expected


@pytest.mark.parametrize("style", ["{}", "'{}'", '"{}"', "? {}"])
@pytest.mark.parametrize(("size", "expected"), [(-1, []), (0, []), (1, ["KPI109"])])
def test_the_length_of_a_text_is_limited(style: str, size: int, expected: list[str]) -> None:
    written = style.format("底" * (SCALAR_CHARACTERS + size))
    assert codes(f"{written}\n: x\n" if written.startswith("?") else f"a: {written}\n") == expected


HOSTILE = {
    "billion laughs": "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a, *a]\n" for i in range(1000)),
    "brackets": "[" * PLAN_BYTES,
    "braces": "{" * PLAN_BYTES,
    "dashes": "- " * (PLAN_BYTES // 2),
    "keys": "? " * (PLAN_BYTES // 2),
    "open lists": "a: [" * (PLAN_BYTES // 4),
    "anchors": "&a " * (PLAN_BYTES // 3),
    "huge text": "a: " + "x" * (PLAN_BYTES - 3),
    "open quote": 'a: "' + "x" * (PLAN_BYTES - 4),
    "huge code": 'a: "' + "\\UFFFFFFFF" * 1000 + '"',
    "huge version": "%YAML " + "9" * 10_000 + ".1\n---\na: x\n",
    "tabs": "a:\tx\n" * (PLAN_BYTES // 5),
    "ambiguous": "a: [" + "no," * (PLAN_BYTES // 4) + "]",
    "invisible": "a\u200b" * (PLAN_BYTES // 4),
    "wide spaces": "a:\u3000b\n" * (PLAN_BYTES // 7),
    "colons": "a：b\n" * (PLAN_BYTES // 6),
    "directives": "%A\n" * (PLAN_BYTES // 3),
    "block": "a: |\n" + " \n" * (PLAN_BYTES // 2 - 3) + "b: [",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("loader", sorted({yaml.SafeLoader, reader.LOADER}, key=str))
def test_hostile_texts_are_refused_with_few_findings(source: str, loader: reader.Loader) -> None:
    read = read_document(source.encode(), "p", loader=loader)
    assert not read.ok
    found = [d.code for d in read.diagnostics]
    assert max(found.count(code) for code in found) <= MESSAGES
    for diagnostic in read.diagnostics:
        assert (
            max(len(words) for m in (diagnostic.message, diagnostic.help) for words in (m.zh, m.en))
            < MESSAGE_CHARACTERS
        )


def is_sound(read: Checked[Document]) -> bool:
    """A value, or an error that says why not; every place inside the text, in order."""
    starts = [d.primary.span.start for d in read.diagnostics]
    inside = all(0 <= d.primary.span.start <= d.primary.span.end for d in read.diagnostics)
    ends = all(d.primary.span.end <= len(d.primary.span.source.text) for d in read.diagnostics)
    explained = read.value is not None or any(d.severity is Severity.ERROR for d in read.diagnostics)
    return inside and ends and explained and starts == sorted(starts)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    assert is_sound(read_document(data, "p"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(source: str) -> None:
    assert is_sound(read_document(source.encode("utf-8", "surrogatepass"), "p"))


SOUP = st.lists(
    st.sampled_from(
        ["a: ", "b", ": ", ":", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", '"', "'", "\\", "\\u0041", "|",
         ">-\n", " # c", "&a ", "*a ", "!t ", "? ", "<<: ", "%", "@", "no", "1:30", "：", "％", "５", "指标", "\t",
         "\u3000", "\u200b", "\ufeff", "\0", "---\n", "...\n", "%YAML 1.1\n", "😀", "\r\n", "\r", "\x85", "\\UFFFFFFFF",
         "\\ud800", "key: value\n", "-5", "-b"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(SOUP, st.sampled_from([yaml.SafeLoader, reader.LOADER]))
def test_no_soup_of_yaml_raises(source: str, loader: reader.Loader) -> None:
    assert is_sound(read_document(source.encode(), "p", loader=loader))


CONTENTS = ["a: x", "b:", "- c", "d: [1, {e: 2}]", "- f: 'g'", "h: >-", "i 底薪", 'j: "k\\u5e95"', "# l", "m: n # o"]
LINES = st.lists(
    st.tuples(st.sampled_from(["", "  ", "    "]), st.sampled_from(CONTENTS)).map("".join), max_size=8
).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_both_parsers_agree_on_any_lines(source: str) -> None:
    slow = read_document(source.encode(), "p", loader=yaml.SafeLoader)
    assert everything(slow) == everything(read_document(source.encode(), "p"))
