"""The shape of a plan file, checked by jsonschema; its errors come out in our words, at the right line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from engine.base.frozen import frozen
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT, Diagnostic, Fix, replace_with
from engine.diagnostics.suggest import nearest_help, only_near
from engine.document.nodes import Document, Entry, Mapping, Node, Scalar, Sequence
from engine.plan.canonical import Path, Place, canonical, data, places
from engine.plan.language import PLAN
from engine.plan.misplaced import as_name, called, elsewhere, here_called
from engine.plan.reading import Desk
from engine.plan.shape import Items, Named, OneOf, Record, Shape, TrueFalse, Whole, alternative, fields_for, scalar
from engine.plan.shape_fit import fits
from engine.plan.shape_rules import (
    BAD_VALUE,
    MISSING_KEY,
    NOT_AN_OPTION,
    NOTHING_IN_IT,
    UNKNOWN_KEY,
    UNKNOWN_LANGUAGE_VERSION,
    WRONG_SHAPE,
    missing_key,
)

if TYPE_CHECKING:
    from jsonschema import Draft7Validator
    from jsonschema.exceptions import ValidationError

A_LIST: Final = Text("列表", "a list")
A_MAPPING: Final = Text("“键: 值”的分组", "a group of `key: value`")
A_VALUE: Final = Text("单个值", "a single value")
_FILL: Final = Text("至少写一项，或删去它", "write one entry at least, or leave it out")
_SHOWN_KEYS: Final = 12
_COUNTED_IN: Final = "zero 零|one 一|two 二 两|three 三|four 四|five 五|six 六|seven 七|eight 八|nine 九|ten 十"


def check_shape(document: Document, desk: Desk, shape: Record = PLAN) -> Mapping:
    """The root of a plan (or of another `shape`) in canonical spelling; the desk has findings and faulty nodes."""
    root = canonical(document.root, shape, desk)
    assert isinstance(root, Mapping)
    plain = data(root)
    if fits(plain, shape):
        return root
    before, known = len(desk.findings), _Known(desk, places(root, shape))
    for error in _validator(shape).iter_errors(plain):
        for place, finding in _findings(error, known):
            desk.report(finding)  # one by one, for the desk tells when so many were found that advice is not worth it
            if finding.rule is not MISSING_KEY:
                desk.faulty.add(id(place))
    desk.findings[before:] = sorted(desk.findings[before:], key=lambda finding: finding.primary.span.start)
    return root


@cache
def _validator(shape: Record) -> Draft7Validator:
    """The validator of plan files and of what else has a shape; the registry is empty, so nothing is ever fetched."""
    from jsonschema import Draft7Validator  # noqa: PLC0415 - a sound plan does not wait for it
    from referencing import Registry  # noqa: PLC0415 - likewise

    from engine.plan.schema import schema_of  # noqa: PLC0415 - likewise

    return Draft7Validator(schema_of(shape), registry=Registry())


@frozen
class _Known:
    """What messages are made of: every place of the plan by its path, and the desk."""

    desk: Desk
    places: dict[Path, Place]


def _findings(error: ValidationError, known: _Known) -> Iterator[tuple[Node, Diagnostic]]:
    """The findings of one schema error, each with the node that is to be skipped because of it."""
    place = known.places[tuple(error.absolute_path)]
    where = Text(f"“{place.words}”", f"`{place.words}`") if place.words else Text("方案", "the plan")
    match error.validator:
        case "additionalProperties":
            yield from _unknown_keys(place, known.desk)
        case "anyOf" if "required" in _branches(error)[0]:
            yield place.node, _missing(place, _branches(error)[0]["required"][0])
        case "anyOf":
            yield from _either(error, place, where, known)
        case "type":
            yield place.node, _wrong_type(place, where)
        case "enum":
            yield place.node, _not_an_option(place, where)
        case "minItems" | "minProperties" | "minLength":
            yield place.node, NOTHING_IN_IT.at(_start(place), help=_FILL, where=where)
        case _:
            yield place.node, _bad_value(place, where)


def _either(error: ValidationError, place: Place, where: Text, known: _Known) -> Iterator[tuple[Node, Diagnostic]]:
    """The errors of the alternative that the author meant, told by what kind of node stands there."""
    branches = _branches(error)
    meant = next((i for i, b in enumerate(branches) if _fits(b, place.node)), None)
    inner = [e for e in error.context or () if e.relative_schema_path[0] == meant]
    if not inner:
        yield place.node, _wrong_type(place, where)
    for e in inner:
        yield from _findings(e, known)


def _branches(error: ValidationError) -> list[dict[str, Any]]:
    value = error.validator_value
    assert isinstance(value, list)
    return value


def _fits(branch: dict[str, Any], node: Node) -> bool:
    kind = {Mapping: "object", Sequence: "array"}.get(type(node))
    return branch.get("type") == kind if kind else branch.get("type") not in ("object", "array")


def _unknown_keys(place: Place, desk: Desk) -> Iterator[tuple[Node, Diagnostic]]:
    record = fields_for(place.shape) if place.shape else None
    assert isinstance(record, Record)
    assert isinstance(place.node, Mapping)
    known = {name for f in record.fields for name in (f.key, f.zh)}
    used = {e.name for e in place.node}
    for entry in place.node:
        if entry.name not in known:
            help_text = NO_TEXT if desk.crowded else _key_help(entry, record, used)
            fix = None if desk.crowded else _key_fix(entry.key, record, used)
            yield entry.value, UNKNOWN_KEY.at(entry.key.span, help=help_text, fix=fix, key=entry.key.text)


def _key_fix(key: Scalar, record: Record, used: set[str]) -> Fix | None:
    """The one key that is meant, where no other is like it; a key that names are allowed beside may be a name."""
    meant = called(key.text, [f for f in record.fields if f.key not in used])
    near = here_called(key.text, meant) if meant else only_near(key.text, ((f.key, f.zh) for f in record.fields))
    taken = any(near in (f.key, f.zh) and f.key in used for f in record.fields)
    return None if near is None or taken or record.others is not None else replace_with(key.span, near)


def _key_help(entry: Entry, record: Record, used: set[str]) -> Text:
    """What was meant, the surest first: a word for a key, a slip, a key of another place, a word alike, a name."""
    key = entry.key.text
    free = [f for f in record.fields if f.key not in used] or list(record.fields)
    shown = free[:_SHOWN_KEYS]
    more = Text(" 等", " …") if len(free) > len(shown) else NO_TEXT
    listed = Text(
        "可写：" + "、".join(f"{f.zh}（{f.key}）" for f in shown) + more.zh,
        "it takes: " + ", ".join(f.key for f in shown) + more.en,
    )
    known = [n for f in free for n in (f.key, f.zh)]
    if meant := called(key, free):
        return Text("这里叫 `{word}`", "here that is `{word}`").format(word=here_called(key, meant))
    slip = only_near(key, ((f.key, f.zh) for f in free)) is not None
    home = None if slip else elsewhere(key, record)
    return home or nearest_help(key, known, otherwise=as_name(key, entry.value, record) or listed)


def _missing(place: Place, key: str) -> Diagnostic:
    record = fields_for(place.shape) if place.shape else None
    assert isinstance(record, Record)
    found = next(f for f in record.fields if f.key == key)
    return missing_key(place.key.span if place.key else place.node.span, found)


def _wrong_type(place: Place, where: Text) -> Diagnostic:
    whole = alternative(place.shape, None) if place.shape else None
    if isinstance(place.node, Scalar) and whole is not None:
        return _bad_value(place, where)
    found = A_LIST if isinstance(place.node, Sequence) else A_MAPPING if isinstance(place.node, Mapping) else A_VALUE
    fix = _as_list(place.node, place.shape) if isinstance(place.node, Scalar) and place.shape else None
    return WRONG_SHAPE.at(_start(place), help=_form(place), fix=fix, where=where, wanted=_wanted(place), found=found)


def _as_list(node: Scalar, shape: Shape) -> Fix | None:
    """One value in brackets where a list of values belongs and nothing else could stand."""
    only = alternative(shape, Items) is not None and fields_for(shape) is None and alternative(shape, None) is None
    plain = node.style == "plain" and node.span.text == node.text and not set(node.text) & set(",，、;；[]{}#")
    return replace_with(node.span, f"[{node.text}]") if only and plain else None


def _wanted(place: Place) -> Text:
    shape = place.shape
    if shape is None or scalar(shape):
        return A_VALUE
    names = [A_VALUE] if alternative(shape, None) else []
    names += [A_LIST] if alternative(shape, Items) else []
    names += [A_MAPPING] if alternative(shape, Record) or alternative(shape, Named) else []
    return Text("或".join(n.zh for n in names), " or ".join(n.en for n in names))


def _form(place: Place) -> Text:
    """How what is wanted is written."""
    shape = place.shape
    if shape is not None and (alternative(shape, Record) or alternative(shape, Named)):
        return Text("每行写 `名称: …`，缩进两格", "write lines `name: …`, two spaces deeper")
    if shape is not None and alternative(shape, Items):
        return Text("写成 `[a, b]`，或每行 `- …`", "write `[a, b]`, or lines `- …`")
    return Text("在冒号后面写一个值", "write one value after the colon")


def _start(place: Place) -> Span:
    return place.node.span if isinstance(place.node, Scalar) or place.key is None else place.key.span


def _not_an_option(place: Place, where: Text) -> Diagnostic:
    words = alternative(place.shape, None) if place.shape else None
    assert isinstance(words, OneOf)
    assert isinstance(place.node, Scalar)
    zh = "、".join(w.zh if w.zh == w.name else f"{w.zh}（{w.name}）" for w in words.words)
    options = Text(zh, ", ".join(w.name for w in words.words))
    known = [n for w in words.words for n in (w.name, w.zh)]
    meant = next((w for w in words.words if place.node.text.lower() in w.elsewhere), None)
    here = Text(f"这里叫 `{meant.zh}`（{meant.name}）", f"here that is `{meant.name}`") if meant else NO_TEXT
    help_text = here if meant else nearest_help(place.node.text, known, otherwise=NO_TEXT)
    own = meant and (meant.name if place.node.text.isascii() else meant.zh)
    sure = own or only_near(place.node.text, ((w.name, w.zh) for w in words.words))
    fix = replace_with(place.node.span, sure) if sure else None
    word = place.node.text[:60]
    return NOT_AN_OPTION.at(place.node.span, help=help_text, fix=fix, where=where, word=word, options=options)


def _bad_value(place: Place, where: Text) -> Diagnostic:
    assert isinstance(place.node, Scalar)
    shape = alternative(place.shape, None) if place.shape else None
    word = place.node.text[:60]
    if place.words in ("kpi_plan", "方案语言"):
        fix = replace_with(place.node.span, "1") if word.lower() in _VERSION_ONE else None
        help_text = Text("写 `方案语言: 1`（或 `kpi_plan: 1`）", "write `kpi_plan: 1`")
        return UNKNOWN_LANGUAGE_VERSION.at(place.node.span, help=help_text, fix=fix, word=word)
    match shape:
        case Whole(least, most):
            wanted = Text(f" {least} 到 {most} 的整数", f"a whole number from {least} to {most}")
            example = min(max(least, 2), most)
            help_text = Text(f"例如 `{example}`", f"such as `{example}`")
        case OneOf():
            return _not_an_option(place, where)
        case TrueFalse():
            wanted, help_text = (
                Text(" true 或 false", "true or false"),
                Text("用小写字母，不加引号", "in small letters, no quotes"),
            )
        case _:
            wanted, help_text = Text("文字", "text"), Text(f'加引号：`"{word}"`', f'put it in quotes: `"{word}"`')
    fix = _whole_fix(place.node, shape) if isinstance(shape, Whole) else None
    fix = fix or _value_fix(place.node, flag=isinstance(shape, TrueFalse), number=isinstance(shape, Whole))
    return BAD_VALUE.at(place.node.span, help=help_text, fix=fix, where=where, wanted=wanted, word=word)


_VERSION_ONE: Final = ("1.0", "v1", "v1.0", "1", "一")
_NUMBER_WORDS: Final = {w: n for n, words in enumerate(_COUNTED_IN.split("|")) for w in words.split()}
_WITH_UNIT: Final = re.compile(
    r"([0-9]+)(?:\.0+)? *(?:位小数|位|个月|个|月|decimals?|digits?|months?|places?)?", re.ASCII
)


def _whole_fix(node: Scalar, shape: Whole) -> Fix | None:
    """The digits of a whole number that is a word, has a unit behind it or a point with nothing after it."""
    words = unicodedata.normalize("NFKC", node.text.strip()).lower()
    written = _WITH_UNIT.fullmatch(words)
    number = int(written[1]) if written and len(written[1]) < len("1000") else _NUMBER_WORDS.get(words)
    return replace_with(node.span, str(number)) if number is not None and shape.least <= number <= shape.most else None


def _value_fix(node: Scalar, *, flag: bool, number: bool) -> Fix | None:
    """`true` and `false` without quotes and capitals; text that looks like a number or a flag in quotes."""
    if flag:
        word = node.text.strip().lower()
        return replace_with(node.span, word) if word in ("true", "false") else None
    plain = node.style == "plain" and node.span.text == node.text and not set(node.text) & set('"\\')
    return replace_with(node.span, f'"{node.text}"') if plain and not number else None
