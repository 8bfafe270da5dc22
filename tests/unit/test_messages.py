"""Every message in both languages: complete, with the same placeholders, each in its own language and punctuation."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from engine.generate.messages import ENGINE, Message, catalogue, every_message, messages
from engine.plan.language import PLAN
from engine.plan.shape import Either, Field, Items, Named, Record, Shape


@cache
def sentences() -> tuple[Message, ...]:
    """Without the starter plan and the tutorial: those are whole pages, with plans and commands in them."""
    pages = ("cli.starter:STARTER", "generate.tutorial")
    return tuple(m for m in every_message() if not m.key.startswith(pages))


CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
WIDE: Final = re.compile(r"[，。；：？！、（）《》【】]")
QUOTED: Final = re.compile(r"`[^`]*`|“[^”]*”|\"[^\"]*\"")
HOLE: Final = re.compile(r"\{[^{}]*\}")
ENGLISH_SENTENCE: Final = re.compile(r"(?<![A-Za-z\-])[A-Za-z']{2,}(?: [A-Za-z']{2,}){2,}")

SAME_WORDS: Final = {
    "plan.zero:instead": "the key `if_zero`, which both languages name so",
    "plan.constructs.option_tables:_options#2": "the key `by`",
    "plan.constructs.scorecards:Scorecard._limits": "the key `within`",
    "diagnostics.order:summary#2": "`plan.yaml：2 个错误`: the words come with the counts",
}
"""Texts that are no words of either language, each with the reason."""

OTHER_HOLES: Final = {
    "plan.shape_check:_missing": "Chinese names the key in both languages of the plan",
    "plan.constructs.tables:_named": "so it does here",
    "formula.syntax:_QUOTE": "the braces are those of a plan",
}
"""Texts that are not filled in alike, each with the reason."""

COMMANDS: Final = ("pip install", "kpiplan rule", "kpiplan new", "kpiplan check", "kpiplan schema", "JSON Schema")


def bare(text: str) -> str:
    """What a message says itself: without what it quotes and what is filled in."""
    return QUOTED.sub("x", HOLE.sub("x", text))


def told(found: list[Message]) -> list[str]:
    return [f"{m.place} {m.key}: {m.zh} | {m.en}" for m in found]


def test_there_are_messages_of_every_part() -> None:
    parts = {m.place.split("/")[0] for m in every_message()}
    assert {"check", "cli", "describe", "diagnostics", "document", "explain", "formula", "plan", "run"} <= parts
    assert len(every_message()) > 1900
    assert [key for key, count in Counter(m.key for m in every_message()).items() if count > 1] == []


def test_no_message_lacks_a_language() -> None:
    assert told([m for m in every_message() if not m.zh.strip() or not m.en.strip()]) == []


def test_both_languages_are_filled_in_alike() -> None:
    assert told([m for m in sentences() if set(m.zh_holes) != set(m.en_holes) and m.key not in OTHER_HOLES]) == []


def test_english_has_no_chinese_but_in_quotes() -> None:
    found = [m for m in sentences() if CHINESE.search(bare(m.en)) or WIDE.search(bare(m.en))]
    assert told(found) == []


def test_chinese_is_translated() -> None:
    def words(m: Message) -> bool:
        return bool(re.search("[A-Za-z]{2}", bare(m.en).replace("x", "")))

    found = [m for m in sentences() if words(m) and not CHINESE.search(m.zh) and m.key not in SAME_WORDS]
    assert told(found) == []


def test_chinese_has_no_english_sentence() -> None:
    def sentence(m: Message) -> bool:
        text = bare(m.zh)
        for command in COMMANDS:
            text = text.replace(command, "")
        return bool(ENGLISH_SENTENCE.search(text))

    assert told([m for m in sentences() if sentence(m)]) == []


def test_chinese_has_chinese_punctuation() -> None:
    narrow = re.compile(r"[\u3400-\u9fff] ?[,;:?!](?:[\u3400-\u9fff ]|$)|[\u3400-\u9fff]\.$")
    assert told([m for m in sentences() if narrow.search(bare(m.zh))]) == []


def test_no_word_or_sign_is_doubled() -> None:
    english = re.compile(r"\b([a-wyz]\w*) \1\b|[,;:] ?[,;:]|(?<!\.)\.\.(?!\.)")
    chinese = re.compile(r"([，。；：、？的了在和])\1")
    twice = [m for m in sentences() if english.search(bare(m.en)) or chinese.search(bare(m.zh))]
    assert told([m for m in twice if "and and/or" not in m.en]) == []


def test_every_quote_and_bracket_is_closed() -> None:
    def open_ended(text: str) -> bool:
        own = HOLE.sub("", text)
        pairs = [("“", "”"), ("「", "」"), *([] if "`" in own else [("（", "）")])]
        return own.count("`") % 2 == 1 or any(own.count(a) != own.count(b) for a, b in pairs)

    assert told([m for m in sentences() if open_ended(m.zh) or open_ended(m.en)]) == []


WORDS_OF_PROGRAMMERS: Final = {
    "zh": ("映射", "标量", "节点", "解析器", "抛出", "异常", "布尔", "字符串", "求值器", "栈", "参数类型"),
    "en": ("scalar", "mapping", "traceback", "exception", "boolean", "parse", "parser", "token", "null", "evaluators"),
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS_OF_PROGRAMMERS)
def test_findings_speak_no_jargon(language: str) -> None:
    own = [m for m in sentences() if m.place.split("/")[0] not in ("columns", "sql", "distributed", "generate")]
    texts = {m.key: bare(m.to("zh" if language == "zh" else "en")) for m in own}
    found = {
        key: word
        for key, text in texts.items()
        for word in WORDS_OF_PROGRAMMERS[language]
        if (word in text if language == "zh" else re.search(rf"\b{word}\b", text))
    }
    assert found == {}


def test_the_catalogues_hold_the_same_keys() -> None:
    zh, en = json.loads(catalogue("zh")), json.loads(catalogue("en"))
    assert list(zh) == list(en) == sorted(m.key for m in every_message())
    assert (zh["KPI412.headline"], en["KPI412.headline"]) == ("{value} 没有{noun}", "{value} has no {noun}")


def source(folder: Path, text: str) -> Message:
    (folder / "module.py").write_text(text, encoding="utf-8")
    (message,) = messages(folder)
    return message


def test_a_message_is_found_however_it_is_written(tmp_path: Path) -> None:
    assert source(tmp_path, 'A = Text("一" "二", en="one")').zh == "一二"
    made = source(tmp_path, 'def f(n):\n    return Text(f"{n.zh} 人", f"{n.en} people")')
    assert (made.key, made.zh, made.en, made.zh_holes) == ("module:f", "{n} 人", "{n} people", ("n",))
    assert source(tmp_path, '_A = "甲"\n_B = "a"\nC = Text(_A, _B)').zh == "甲"
    rule = source(tmp_path, 'X = Rule(code="KPI999", headline=Text("{a} 错", "{b} wrong"))')
    assert (rule.key, rule.zh_holes, rule.en_holes) == ("KPI999.headline", ("a",), ("b",))


SPOKEN_BESIDE: Final = {
    "cli/starter.py": "the starter plan, one text a language",
    "describe/html.py": "a page's frame and style",
    "explain/schema.py": "the JSON Schema of traces, which says everything in both languages",
    "explain/notes_schema.py": "the same, for what a trace notes",
    "explain/schema_parts.py": "the same, for the values in it",
    "run/result_schema.py": "the JSON Schema of results, likewise",
    "run/inputs_schema.py": "the JSON Schema of inputs, likewise",
    "plan/schema.py": "the JSON Schema of plans, likewise",
    "diagnostics/example.py": "the skeleton plan",
    "generate/errors.py": "an introduction in both languages, one after the other",
    "generate/metrics.py": "a page in both languages, one line after the other",
    "document/syntax_cases.py": "what PyYAML says, looked for in its messages",
}
"""Files whose sentences are no messages, each with the reason."""

CALLS_THAT_SAY: Final = ("write", "tell", "print", "UsageError", "ArgumentTypeError", "help", "exit")


def spoken(path: Path) -> Iterator[str]:
    """Literals with words in them that a call prints as they stand, in place of a `Text` in two languages."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = [*node.args, *(k.value for k in node.keywords)] if name in CALLS_THAT_SAY else []
        for argument in given:
            yield from (f"{path.relative_to(ENGINE)}:{node.lineno} {text}" for text in literals(argument))


def literals(node: ast.expr) -> Iterator[str]:
    """The texts with words in an expression that are in no `Text` and no other call's own."""
    match node:
        case ast.Constant(value=str(text)) if is_sentence(text):
            yield text
        case ast.JoinedStr(values=values):
            yield from (text for value in values for text in literals(value))
        case ast.BinOp(left=left, right=right):
            yield from (*literals(left), *literals(right))
        case _:
            return


def is_sentence(text: str) -> bool:
    """Chinese, or two English words in a row that are no command."""
    own = text.replace("kpiplan ", "")
    return bool(CHINESE.search(own) or re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", own))


def test_nothing_is_printed_that_is_not_in_both_languages() -> None:
    files = [p for p in sorted(ENGINE.rglob("*.py")) if p.relative_to(ENGINE).as_posix() not in SPOKEN_BESIDE]
    assert [found for path in files for found in spoken(path)] == []


def chinese_alone(path: Path) -> Iterator[str]:
    """Chinese literals in the parts that speak to people, in no `Text`: nobody has said them in English."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(n) for call in ast.walk(tree) if _holds_words(call) for n in ast.walk(call)}
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    for node in texts:
        both = re.search(r"[\u3400-\u9fff].* / .*[A-Za-z]", str(node.value))  # 在方案的哪一节 / the section of the plan
        if id(node) not in inside and CHINESE.search(str(node.value)) and not (both or _is_docstring(node, tree)):
            yield f"{path.relative_to(ENGINE)}:{node.lineno} {str(node.value)[:60]}"


def _holds_words(node: ast.AST) -> bool:
    """Texts, the examples of rules, and tables of words that lead from one language to the other."""
    called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
    return (
        isinstance(node, ast.Dict)
        or called in ("Text", "Word", "Field")
        or (isinstance(node, ast.keyword) and node.arg in ("bad", "good"))
    )


def _is_docstring(node: ast.Constant, tree: ast.AST) -> bool:
    return any(isinstance(n, ast.Expr) and n.value is node for n in ast.walk(tree))


@pytest.mark.parametrize("part", ["cli", "diagnostics", "describe", "explain"])
def test_no_chinese_stands_alone_where_people_are_spoken_to(part: str) -> None:
    files = [p for p in sorted((ENGINE / part).rglob("*.py")) if p.relative_to(ENGINE).as_posix() not in SPOKEN_BESIDE]
    assert [found for path in files for found in chinese_alone(path)] == []


def test_what_is_printed_as_it_stands_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "module.py"
    monkeypatch.setattr(f"{__name__}.ENGINE", tmp_path)
    for line in ('s.write("all is well")', 'raise UsageError("x", f"{n} wrong words")', 't.tell("完成" + n)'):
        file.write_text(line, encoding="utf-8")
        assert len(list(spoken(file))) == 1, line
    file.write_text('t.tell(Text("全部完成", "all is well").to(x))\ns.write(f"kpiplan {v}\\n")', encoding="utf-8")
    assert list(spoken(file)) == []


def test_a_key_is_called_by_its_chinese_name_in_every_message() -> None:
    """`otherwise` is 否则 and nothing else, wherever a message says both names of a key."""
    known: dict[str, set[str]] = {}
    for field in fields_of(PLAN):
        known.setdefault(field.key, set()).add(field.zh)
    assert known["otherwise"] == {"否则"}
    both = re.compile(r"([\u3400-\u9fff]+)（([a-z_]+)）")
    said = [(m.place, zh, key) for m in sentences() for zh, key in both.findall(m.zh) if key in known]
    assert len(said) > 20
    wrong = {(zh, key) for _, zh, key in said if not zh.endswith(tuple(known[key]))}
    assert wrong == {("不适用", "if_missing")}  # what is so, and which key says what then


def fields_of(shape: Shape) -> Iterator[Field]:
    """Every key of the language under a shape."""
    match shape:
        case Record(fields, others):
            for field in fields:
                yield from (field, *fields_of(field.shape))
            yield from fields_of(others) if others is not None else ()
        case Either(shapes):
            for one in shapes:
                yield from fields_of(one)
        case Items(of) | Named(of):
            yield from fields_of(of)
