"""Which bytes are read as which text, and when the encoding is said."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from engine.base.limits import DATA_BYTES
from engine.diagnostics.checked import Checked
from engine.run.inputs import Inputs
from engine.run.table import open_table

Typed = Callable[..., Checked[Inputs]]
Codes = Callable[[Checked[Inputs]], list[str]]

TEXT = "agent_id,个人销售额\n张三丰,100\n"
INPUTS = "sales: {type: money, label: 个人销售额}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode("utf-8"), None),
        (TEXT.encode("utf-8-sig"), None),
        (TEXT.encode("gbk"), "GB18030"),
        (TEXT.encode("gb18030"), "GB18030"),
        (TEXT.replace("丰", "𠮷").encode("gb18030"), "GB18030"),
        (b"\x84\x31\x95\x33" + TEXT.encode("gb18030"), "GB18030"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "UTF-16-LE"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16-BE"),
    ],
)
def test_the_encoding_is_found_and_noted(data: bytes, said: str | None, typed: Typed, codes: Codes) -> None:
    result = typed(data, INPUTS)
    assert codes(result) == ([] if said is None else ["KPI519"])
    assert all(said in d.message.en for d in result.diagnostics if said)
    assert result.value is not None
    assert result.value.records[0].person in ("张三丰", "张三𠮷")


@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_json_in_another_encoding(kind: str, typed: Typed, codes: Codes) -> None:
    result = typed('{"agent_id": "张三", "sales": 100}'.encode("gb18030"), kind=kind)
    assert codes(result) == ["KPI519"]
    assert result.value is not None and result.value.records[0].person == "张三"


@pytest.mark.parametrize(
    ("stated", "data"),
    [
        ("gbk", TEXT.encode("gbk")),
        ("GB2312", TEXT.encode("gb2312")),
        ("Big5", "agent_id,個人銷售額\n張三豐,100\n".encode("big5")),
        ("utf8", TEXT.encode("utf-8-sig")),
        ("UTF-8-SIG", TEXT.encode("utf-8")),
        ("utf-16", TEXT.encode("utf-16-le")),
        ("utf-16", b"\xfe\xff" + TEXT.encode("utf-16-be")),
        ("utf-16-le", b"\xff\xfe" + TEXT.encode("utf-16-le")),
    ],
)
def test_a_stated_encoding_is_used(stated: str, data: bytes, typed: Typed) -> None:
    inputs = "sales: {type: money, label: 个人销售额, columns: [個人銷售額]}"
    result = typed(data, inputs, encoding=stated)
    assert result.value is not None and result.value.records[0].person in ("张三丰", "張三豐")


@pytest.mark.parametrize(
    "stated", ["utf-9", "rot13", "base64", "unicode_escape", "", "a\0b", "utf-7", "idna", "x" * 999]
)
def test_an_unknown_encoding_is_refused(stated: str, typed: Typed, codes: Codes) -> None:
    assert codes(typed(TEXT.encode(), INPUTS, encoding=stated)) == ["KPI501"]


@pytest.mark.parametrize(
    ("data", "stated"),
    [
        (TEXT.encode("gbk"), "utf-8"),
        (b"agent_id,sales\n\xff,100\n", None),
        (b"\xef\xbb\xbfagent_id,sales\n\xff,100\n", None),
        (b"\xff\xfeagent_id,sales\n", None),
        (b"PK\x03\x04\x14\x00\x06\x00", None),
        (TEXT.encode("utf-16-le"), None),
        (b"agent_id,sales\nA\0,100\n", None),
        (TEXT.encode("gbk") + b"\x81", None),
    ],
)
def test_bytes_that_are_no_such_text(data: bytes, stated: str | None, typed: Typed, codes: Codes) -> None:
    assert codes(typed(data, INPUTS, encoding=stated)) == ["KPI501"]


def test_a_fault_far_behind_is_found(typed: Typed, codes: Codes) -> None:
    """The whole file must decode: the first million characters say nothing about the next."""
    head = "agent_id,个人销售额\n" + "".join(f"员工{i},100\n" for i in range(100_000))
    assert codes(typed(head.encode("utf-8") + b"\xff,100\n", INPUTS)) == ["KPI501"]


def test_a_character_across_the_chunk_border_is_whole(typed: Typed, codes: Codes) -> None:
    data = ("agent_id,个人销售额,note\n张三,100," + "x" * 9000 + "\n") + "".join(f"员{i},1,啊\n" for i in range(90_000))
    result = typed(data.encode("utf-8"), INPUTS)
    assert result.value is not None and len(result.value.records) == 90_001


def test_a_path_and_a_stream_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "team.csv"
    path.write_bytes(TEXT.encode())
    from_path, from_stream = open_table(path, "t", "csv", None), open_table(BytesIO(TEXT.encode()), "t", "csv", None)
    assert from_path.value is not None and from_stream.value is not None
    assert list(from_path.value.rows()) == list(from_stream.value.rows())


def test_a_file_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_table(tmp_path / "none.csv", "t", "csv", None)


@pytest.mark.parametrize(
    ("size", "code"), [(DATA_BYTES - 1, "KPI501"), (DATA_BYTES, "KPI501"), (DATA_BYTES + 1, "KPI513")]
)
def test_bytes_of_a_file_around_the_limit(size: int, code: str, tmp_path: Path) -> None:
    """A file of NUL bytes: up to the limit it is read and refused as no text, beyond it is not looked at."""
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(size)
    assert [d.code for d in open_table(path, "large.csv", "csv", None).diagnostics] == [code]
