"""Bytes become text, or the file says why not."""

import pytest

from engine.base.limits import PLAN_BYTES
from engine.document.text import read_text


def test_utf8_is_read_as_it_is() -> None:
    read = read_text("title: 售前\n".encode(), "plan.yaml")
    assert read.value is not None
    assert (read.value.name, read.value.text, read.diagnostics) == ("plan.yaml", "title: 售前\n", ())


def test_every_line_end_becomes_one() -> None:
    read = read_text(b"a: 1\r\nb: 2\rc: 3\n", "p")
    assert read.value is not None
    assert read.value.text == "a: 1\nb: 2\nc: 3\n"


def test_a_byte_order_mark_is_skipped_and_said() -> None:
    read = read_text(b"\xef\xbb\xbfid: x\n", "p")
    assert read.value is not None
    assert read.value.text == "id: x\n"
    assert read.ok
    assert [d.code for d in read.diagnostics] == ["KPI120"]


@pytest.mark.parametrize(
    ("data", "guess", "line", "column"),
    [
        ("id: x\ntitle: 售前\n".encode("gb18030"), "GB18030", 2, 8),
        ("id: x\n".encode("utf-16"), "UTF-16LE", 1, 1),
        ("id: x\n".encode("utf-16-be"), "UTF-16BE", 1, 1),
        ("﻿id: x\n".encode("utf-16-be"), "UTF-16BE", 1, 1),
        ("售前: x\nid: x\n".encode() + b"\xff", None, 3, 1),
        (b"\xef\xbb\xbfid: x\n\xff", None, 2, 1),
    ],
)
def test_another_encoding_is_named_with_its_place(data: bytes, guess: str | None, line: int, column: int) -> None:
    read = read_text(data, "p")
    assert read.value is None
    (found,) = read.diagnostics
    assert found.code == "KPI101"
    assert (found.primary.span.line, found.primary.span.column) == (line, column)
    assert (guess or "not text at all") in found.message.en
    assert (guess or "可能不是文本") in found.message.zh
    assert "UTF-8" in found.help.zh


def test_the_bad_byte_is_counted_and_shown() -> None:
    (found,) = read_text(b"id: \xff\n", "p").diagnostics
    assert "byte 5 is 0xFF" in found.message.en
    assert "第 5 个字节是 0xFF" in found.message.zh


def test_the_excerpt_of_a_chinese_file_is_readable() -> None:
    (found,) = read_text("title: 售前\n".encode("gb18030"), "p").diagnostics
    assert found.primary.span.source.line(1) == "title: 售前"


@pytest.mark.parametrize(("size", "codes"), [(PLAN_BYTES - 1, []), (PLAN_BYTES, []), (PLAN_BYTES + 1, ["KPI102"])])
def test_the_size_is_limited_in_bytes(size: int, codes: list[str]) -> None:
    data = "指".encode() + b"x" * (size - 3)
    assert [d.code for d in read_text(data, "p").diagnostics] == codes
