"""JSON text to a table: a list of objects, one object, or one object a line; numbers stay digits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.text import Text
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic, Rule
from engine.run.cells import NumberText, RawRow, Table, quoted
from engine.run.encoding import TextData
from engine.run.records import record_row, record_table

BAD_JSON: Final = Rule(
    code="KPI514",
    name="bad-json",
    headline=Text(
        "第 {line} 行第 {position} 个字符处不是 JSON：“{near}”",
        "this is not JSON at line {line}, character {position}: “{near}”",
    ),
    what=Text(
        "文件不是正确的 JSON，或不是由记录 {…} 组成的列表。",
        "The file is not correct JSON, or not a list of records {…}.",
    ),
    why=Text(
        "读错一个括号或逗号，后面的数字就会归到别人名下。", "One bracket misread, and numbers belong to somebody else."
    ),
    bad='--- json\n[{"agent_id": "A1", "base_salary": 3000, "sales": 100},]\n',
    good='--- json\n[{"agent_id": "A1", "base_salary": 3000, "sales": 100}]\n',
)

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_SPACES: Final = " \t\r\n"
_PLAIN_CHARACTERS: Final = 100_000
"""A longer text is no plain record, and is not read twice."""


@frozen_value
class _Object:
    """A JSON object as it is written: its keys may repeat."""

    pairs: list[tuple[str, object]]


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_Object, parse_float=NumberText, parse_int=NumberText, parse_constant=NumberText
)


def _plain_number(digits: str) -> Decimal:
    """Raises ValueError for a number with an exponent."""
    if "e" in digits or "E" in digits:
        raise ValueError(digits)
    return Decimal(digits)


_PLAIN_DECODER: Final = json.JSONDecoder(object_pairs_hook=tuple, parse_float=_plain_number)


def read_plain(text: str) -> dict[str, object] | None:
    """One object as exact Python values, where it leaves no doubt; None where `read_json` is to find out what it is.

    Ints and Decimals, texts, truths and None; a list or object below stays one. An exponent is refused: no cell of
    ours has one.
    """
    if len(text) > _PLAIN_CHARACTERS:
        return None
    plain = text.strip(_SPACES)
    try:
        pairs, end = _PLAIN_DECODER.raw_decode(plain)
    except (ValueError, RecursionError):
        return None
    if type(pairs) is not tuple or end != len(plain):
        return None
    row = dict(pairs)
    return row if len(row) == len(pairs) else None


def read_json(data: TextData, name: str) -> Checked[Table]:
    """A list of objects, or one object; the first record is row 1."""
    try:
        return record_table(name, lambda: _rows(data, name))
    except json.JSONDecodeError as error:
        return Checked(None, (_broken(name, None, error),))
    except RecursionError:
        return Checked(None, (_too_deep(name, None),))


def read_jsonl(data: TextData, name: str) -> Checked[Table]:
    """One object a line; a row's number is its line. A broken line is a finding of that row."""
    return record_table(name, lambda: _line_rows(data, name))


def _rows(data: TextData, name: str) -> Iterator[RawRow]:
    with data.stream() as stream:
        text = stream.read()
    for number, value in enumerate(_values(text), start=1):
        yield _row(name, number, value)


def _line_rows(data: TextData, name: str) -> Iterator[RawRow]:
    with data.stream() as stream:
        for number, line in enumerate(stream, start=1):
            if _SPACE.fullmatch(line) is None:
                yield _line_row(name, number, line)


def _line_row(name: str, number: int, line: str) -> RawRow:
    try:
        value, end = _DECODER.raw_decode(line, _after_space(line, 0))
        _ended(line, end)
    except json.JSONDecodeError as error:
        return RawRow(number, {}, (_broken(name, number, error),))
    except RecursionError:
        return RawRow(number, {}, (_too_deep(name, number),))
    return _row(name, number, value)


def _values(text: str) -> Iterator[object]:
    """The elements of the outer list, one at a time, or the one value that stands alone."""
    start = _after_space(text, 0)
    if text[start : start + 1] != "[":
        value, end = _DECODER.raw_decode(text, start)
        yield value
        return _ended(text, end)
    position = _after_space(text, start + 1)
    if text[position : position + 1] == "]":
        return _ended(text, position + 1)
    while True:
        value, end = _DECODER.raw_decode(text, position)
        yield value
        end = _after_space(text, end)
        if text[end : end + 1] == "]":
            return _ended(text, end + 1)
        if text[end : end + 1] != ",":
            raise json.JSONDecodeError("no comma", text, end)
        position = _after_space(text, end + 1)


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _ended(text: str, position: int) -> None:
    rest = _after_space(text, position)
    if rest < len(text):
        raise json.JSONDecodeError("more text", text, rest)


def _row(name: str, number: int, value: object) -> RawRow:
    if isinstance(value, _Object):
        return record_row(name, number, value.pairs)
    message = Text('第 {number} 条不是记录 {{"列名": 值}}', 'item {number} is not a record {{"heading": value}}')
    return RawRow(number, {}, (BAD_JSON.data(name, number, message=message.format(number=number)),))


def _broken(name: str, row: int | None, error: json.JSONDecodeError) -> Diagnostic:
    near = quoted(error.doc[error.pos : error.pos + 20]) or "…"
    line = error.lineno if row is None else row
    return BAD_JSON.data(name, row, line=line, position=error.colno, near=near)


def _too_deep(name: str, row: int | None) -> Diagnostic:
    return BAD_JSON.data(name, row, message=Text("JSON 嵌套太深", "the JSON is nested too deeply"))


RULES: Final = (BAD_JSON,)
