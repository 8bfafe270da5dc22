"""The catalogues of messages, one a language: read from the pairs `Text(zh, en)` of the engine's own source.

The pairs are the one source: a message that lacks a language cannot be written. The catalogues are made from them for
those who read, translate or compare the wording as a whole; the tests look at every message here.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.text import Language

ENGINE: Final = Path(__file__).parents[1]

_OPEN, _CLOSE = "{", "}"


@frozen_value
class Message:
    """One message: its key, both texts with `{placeholder}`, the names its placeholders stand for, and its place."""

    key: str
    zh: str
    en: str
    place: str
    zh_holes: tuple[str, ...]
    en_holes: tuple[str, ...]

    def to(self, language: Language) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en


def catalogue(language: Language) -> str:
    """`docs/messages.LANGUAGE.json`: every message by its key, in the order of the keys."""
    texts = {message.key: message.to(language) for message in every_message()}
    return json.dumps(texts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@cache
def every_message() -> tuple[Message, ...]:
    """Every message of the engine, read once."""
    return tuple(messages(ENGINE))


def messages(root: Path) -> Iterator[Message]:
    """Every message in the source below a folder, by file and line; its key names the rule, or where it is said."""
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        place = path.relative_to(root).with_suffix("").as_posix()
        yield from _numbered(_found(tree, _constants(tree)), place)


@frozen_value
class _Pair:
    """A call of `Text`: who says it, and what."""

    owner: str
    line: int
    zh: ast.expr
    en: ast.expr
    constants: dict[str, str]


def _numbered(pairs: Iterator[_Pair], place: str) -> Iterator[Message]:
    """The messages of one file; those that one owner says are counted from the second on."""
    seen: dict[str, int] = {}
    for pair in pairs:
        zh, en = _template(pair.zh, pair.constants), _template(pair.en, pair.constants)
        if not any(character.isalpha() for part in (*zh, *en) if isinstance(part, str) for character in part):
            continue
        key = pair.owner if pair.owner.startswith("KPI") else f"{place.replace('/', '.')}:{pair.owner}"
        seen[key] = number = seen.get(key, 0) + 1
        name = key if number == 1 else f"{key}#{number}"
        yield Message(name, _text(zh), _text(en), f"{place}.py:{pair.line}", _holes(zh), _holes(en))


def _found(tree: ast.AST, constants: dict[str, str], owner: str = "") -> Iterator[_Pair]:
    """The pairs below a node; `owner` is the function, constant or rule that they stand in."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id == "Text":
            both = [*child.args, *(keyword.value for keyword in child.keywords)]
            if len(both) == 2:
                yield _Pair(owner, child.lineno, both[0], both[1], constants)
        yield from _found(child, constants, _owner(child, owner))


def _owner(node: ast.AST, outer: str) -> str:
    match node:
        case ast.Call(func=ast.Name(id="Rule"), keywords=keywords):
            codes = [k.value.value for k in keywords if k.arg == "code" and isinstance(k.value, ast.Constant)]
            return str(codes[0]) if codes else outer
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return f"{outer}.{name}".removeprefix(".")
        case ast.keyword(arg=str(name)) if outer.startswith("KPI"):
            return f"{outer}.{name}"
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]) if not outer:
            return name
        case _:
            return outer


def _constants(tree: ast.Module) -> dict[str, str]:
    """The module's own constants that are texts, by name."""
    found: dict[str, str] = {}
    for node in tree.body:
        match node:
            case (
                ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(text)))
                | ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text)))
            ):
                found[name] = text
            case _:
                pass
    return found


@frozen_value
class _Hole:
    """A part of a text that is known only when it is said."""

    source: str
    names: tuple[str, ...]


def _template(node: ast.expr, constants: dict[str, str]) -> list[str | _Hole]:
    """The parts of a text: what is written, and what is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            return [part for value in values for part in _template(value, constants)]
        case ast.FormattedValue(value=value):
            return [_hole(value)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [*_template(left, constants), *_template(right, constants)]
        case ast.Name(id=name) if name in constants:
            return [constants[name]]
        case _:
            return [_hole(node)]


def _hole(node: ast.expr) -> _Hole:
    """What is filled in, as it is written in the source without the choice of the language."""
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} - {"zh", "en"}
    bound = {n.target.id for n in ast.walk(node) if isinstance(n, ast.comprehension) and isinstance(n.target, ast.Name)}
    return _Hole(ast.unparse(node).removesuffix(".zh").removesuffix(".en"), tuple(sorted(names - bound)))


def _text(parts: list[str | _Hole]) -> str:
    return "".join(part if isinstance(part, str) else f"{_OPEN}{part.source}{_CLOSE}" for part in parts)


def _holes(parts: list[str | _Hole]) -> tuple[str, ...]:
    """The names that the text's placeholders stand for, sorted; those of `str.format` as they are named there."""
    named = [name for part in parts if isinstance(part, str) for name in _fields(part)]
    return tuple(sorted([*named, *(name for part in parts if isinstance(part, _Hole) for name in part.names)]))


def _fields(text: str) -> list[str]:
    """The names in braces; `{key: value}` with a space is a piece of a plan, shown as it is written."""
    try:
        return [name for _, name, form, _ in Formatter().parse(text) if name and not (form or "").startswith(" ")]
    except ValueError:  # a text that is never filled in may show braces of the plan's own
        return []
