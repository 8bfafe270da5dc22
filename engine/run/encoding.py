"""The bytes of a data file and the encoding they are in, found by trying, never by guessing from a part."""

from __future__ import annotations

import codecs
import io
from mmap import mmap
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

from engine.base.frozen import frozen_value
from engine.base.limits import DATA_BYTES
from engine.base.text import Text, same
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Rule, Severity
from engine.run.cells import quoted
from engine.run.size import file_too_large

UNREADABLE_ENCODING: Final = Rule(
    code="KPI501",
    name="unreadable-encoding",
    headline=Text("文件不是可读的 {encoding} 文本", "the file is not text in {encoding}"),
    what=Text("数据文件不是文本，或不是所说编码的文本。", "The data is not text, or not text in the stated encoding."),
    why=Text(
        "猜错编码会把姓名和数字读成别的内容，所以整个文件必须能完整解码。",
        "A wrongly guessed encoding turns names and numbers into others, so the whole file must decode.",
    ),
    bad="--- data latin-1\nagent_id,base_salary,sales\né,3000,100\n",
    good="--- data\nagent_id,base_salary,sales\né,3000,100\n",
)

ENCODING_NOTED: Final = Rule(
    code="KPI519",
    name="encoding-noted",
    headline=Text("按 {encoding} 编码读取", "read as {encoding}"),
    what=Text("数据文件的编码不是 UTF-8。", "The encoding of the data file is not UTF-8."),
    why=Text(
        "编码是由文件内容判断的；写明它，看到乱码时就知道原因。",
        "The encoding was found from the content; said aloud, garbled names have a known cause.",
    ),
    bad="--- data gb18030\nagent_id,base_salary,sales\n张三,3000,100\n",
    good="--- data\nagent_id,base_salary,sales\n张三,3000,100\n",
    severity=Severity.NOTE,
)

_BOMS: Final = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "gb18030": b"\x84\x31\x95\x33",
}
_TRIED: Final = ("utf-8", "gb18030")
_STATED: Final = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312", "big5", "big5hkscs", "cp950",
    "cp1252", "iso8859-1", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949",
)  # fmt: skip
_CHUNK: Final = 1 << 20
_SAVE_AS: Final = Text("在 Excel 里另存为“CSV UTF-8（逗号分隔）”", "in Excel, save it as “CSV UTF-8 (comma delimited)”")


@frozen_value
class TextData:
    """Bytes that are known to decode completely. `skip` is the length of a byte order mark."""

    data: bytes | mmap
    encoding: str
    skip: int

    def stream(self, start: int = 0) -> TextIO:
        """The text from a byte on, decoded as it is read, with line ends as they are."""
        place = max(start, self.skip)
        if isinstance(self.data, mmap):
            return io.TextIOWrapper(io.BufferedReader(_Place(self.data, place)), encoding=self.encoding, newline="")
        raw = io.BytesIO(self.data)
        raw.seek(place)
        return io.TextIOWrapper(raw, encoding=self.encoding, newline="")


class _Place(io.RawIOBase):
    """A mapped file read from a byte on, beside others that read it."""

    def __init__(self, data: mmap, at: int) -> None:
        self._data, self._at = data, at

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._data[self._at : self._at + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)


def read_text(source: Path | BinaryIO, name: str, encoding: str | None) -> Checked[TextData]:
    """Read at most the limit of bytes and find their encoding; raises OSError where the source cannot be read.

    A byte order mark decides; without one UTF-8 is tried, then GB18030. `encoding` takes the place of all that.
    """
    data = read_bytes(source)
    return Checked(None, (file_too_large(name),)) if data is None else decoded(data, name, encoding)


def decoded(data: bytes | mmap, name: str, encoding: str | None) -> Checked[TextData]:
    """The encoding of all these bytes, which may be a file in its place."""
    codecs_to_try = _candidates(data) if encoding is None else _stated(data, encoding)
    if not codecs_to_try:
        message = Text("不认识编码“{word}”", "the encoding “{word}” is not known").format(word=quoted(encoding))
        return Checked(
            None, (UNREADABLE_ENCODING.data(name, message=message, help=same("utf-8, gb18030, utf-16, big5")),)
        )
    codec = next((codec for codec in codecs_to_try if _decodes(data, codec)), None)
    if codec is None:
        tried = " / ".join(codecs_to_try).upper()
        return Checked(None, (UNREADABLE_ENCODING.data(name, help=_SAVE_AS, encoding=tried),))
    noted = () if codec == "utf-8" else (ENCODING_NOTED.data(name, encoding=codec.upper()),)
    mark = _BOMS.get(codec, b"")
    return Checked(TextData(data, codec, len(mark) if mark and data[: len(mark)] == mark else 0), noted)


def read_bytes(source: Path | BinaryIO) -> bytes | None:
    """All bytes of a file, or None where there are more than the limit; raises OSError where it cannot be read."""
    if isinstance(source, Path):
        with source.open("rb") as stream:
            return read_bytes(stream)
    parts, size = [], 0
    while part := source.read(_CHUNK):
        size += len(part)
        if size > DATA_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)


def _candidates(data: bytes | mmap) -> tuple[str, ...]:
    marked = tuple(codec for codec, mark in _BOMS.items() if data[: len(mark)] == mark)
    return marked or _TRIED


def _stated(data: bytes | mmap, encoding: str) -> tuple[str, ...]:
    """The codec of a stated name; nothing where it is not the name of a text encoding we offer."""
    try:
        codec = codecs.lookup(encoding).name.removesuffix("-sig")
    except (LookupError, ValueError):
        return ()
    if codec == "utf-16":
        codec = "utf-16-be" if data[:2] == codecs.BOM_UTF16_BE else "utf-16-le"
    return (codec,) if codec in _STATED else ()


def _decodes(data: bytes | mmap, codec: str) -> bool:
    """Whether all bytes decode, to a text without NUL: a file with NUL is a workbook or another encoding's."""
    decoder = codecs.getincrementaldecoder(codec)()
    view = memoryview(data)
    try:
        parts = (decoder.decode(view[i : i + _CHUNK]) for i in range(0, len(data), _CHUNK))
        return not any("\0" in part for part in parts) and decoder.decode(b"", final=True) == ""
    except UnicodeDecodeError:
        return False


RULES: Final = (UNREADABLE_ENCODING, ENCODING_NOTED)
