"""From bytes to text: size, encoding, byte order mark, line ends."""

from __future__ import annotations

import codecs
from typing import Final

from engine.base.limits import PLAN_BYTES
from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Rule, Severity

NOT_UTF8: Final = Rule(
    code="KPI101",
    name="not-utf8",
    headline=Text("文件不是 UTF-8 编码", "the file is not UTF-8"),
    what=Text(
        "方案文件的字节不能按 UTF-8 读出文字，常见于从记事本、Excel 另存的 GBK/GB18030 或 Unicode（UTF-16）文件。",
        "The bytes of the plan cannot be read as UTF-8; typically a file saved as GBK/GB18030 or as UTF-16.",
    ),
    why=Text(
        "猜错编码会把一个字读成另一个字，工资规则不能靠猜。",
        "A wrong guess turns one word into another, and pay must not rest on a guess.",
    ),
    bad="# whole file\n" + "".join(f"{c}\0" for c in "kpi_plan: 1\nid: utf16\n"),
    good="id: utf8\n",
)
PLAN_TOO_LARGE: Final = Rule(
    code="KPI102",
    name="plan-too-large",
    headline=Text("方案有 {size} 字节，上限是 {limit} 字节", "the plan has {size} bytes; the limit is {limit}"),
    what=Text("方案文件超过大小上限。", "The plan file is larger than the limit."),
    why=Text(
        "过大的文件不先拒绝，就可能让检查停不下来。",
        "A file that is not refused first could keep the check busy without end.",
    ),
    bad="# whole file\n#" + "x" * PLAN_BYTES + "\n",
    good="# a plan of a usual size\n",
)
BYTE_ORDER_MARK: Final = Rule(
    code="KPI120",
    name="byte-order-mark",
    headline=Text(
        "文件以字节顺序标记（BOM）开头，已跳过", "the file begins with a byte order mark (BOM); it is skipped"
    ),
    what=Text(
        "Windows 记事本等会在文件开头写一个看不见的标记。", "Some editors put an invisible mark at the beginning."
    ),
    why=Text("它不影响结果，只是告知。", "It changes nothing; you are only told."),
    bad="\ufeffkpi_plan: 1\n",
    good="kpi_plan: 1\n",
    severity=Severity.NOTE,
)

_SAVE_AS_UTF8: Final = Text(
    "用记事本打开，选“另存为”，编码选 UTF-8，再保存",
    "open it in an editor, choose Save As with the encoding UTF-8, and save",
)
_LOOKS_LIKE: Final = Text(
    "文件不是 UTF-8 编码，看起来是 {guess}：第 {number} 个字节是 0x{byte:02X}",
    "the file is not UTF-8, it looks like {guess}: byte {number} is 0x{byte:02X}",
)
_UNKNOWN: Final = Text(
    "文件不是 UTF-8 编码，也可能不是文本：第 {number} 个字节是 0x{byte:02X}",
    "the file is not UTF-8 and perhaps not text at all: byte {number} is 0x{byte:02X}",
)
_SAMPLE_BYTES: Final = 4096


def read_text(data: bytes, name: str) -> Checked[SourceFile]:
    """The text of a plan: strict UTF-8 of at most `limits.PLAN_BYTES`, without a BOM, every line ending in one LF."""
    if len(data) > PLAN_BYTES:
        nowhere = Span(SourceFile(name, ""), 0, 0)
        help_ = Text("删去不用的部分，或拆成几个方案", "remove what is not used, or split it into several plans")
        return Checked(None, (PLAN_TOO_LARGE.at(nowhere, help=help_, size=len(data), limit=PLAN_BYTES),))
    if _is_utf16(data):
        return _refused(data, name, first_bad=0 if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data.index(0))
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _refused(data, name, first_bad=error.start + len(data) - len(body))
    source = SourceFile(name, text.replace("\r\n", "\n").replace("\r", "\n"))
    notes = (BYTE_ORDER_MARK.at(Span(source, 0, 0)),) if len(body) < len(data) else ()
    return Checked(source, notes)


def _is_utf16(data: bytes) -> bool:
    """A UTF-16 mark, or so many NUL bytes that Latin letters must be two bytes wide."""
    sample = data[:_SAMPLE_BYTES]
    return sample.startswith((b"\xff\xfe", b"\xfe\xff")) or sample.count(0) * 4 > len(sample)


def _refused(data: bytes, name: str, first_bad: int) -> Checked[SourceFile]:
    guess = _guess(data)
    codec = guess.lower() if guess else "utf-8"
    text = data.decode(codec, "replace").removeprefix("\ufeff")
    before = data[:first_bad].decode(codec, "replace").removeprefix("\ufeff")
    source = SourceFile(name, text)
    message = (_LOOKS_LIKE if guess else _UNKNOWN).format(guess=guess, number=first_bad + 1, byte=data[first_bad])
    place = Span(source, len(before), min(len(before) + 1, len(text)))
    return Checked(None, (NOT_UTF8.at(place, help=_SAVE_AS_UTF8, message=message),))


def _guess(data: bytes) -> str | None:
    """What the bytes look like, for the message only; nothing is ever read with a guess."""
    if _is_utf16(data):
        big = data.startswith(b"\xfe\xff") or data[:1] == b"\0"
        return "UTF-16BE" if big else "UTF-16LE"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return "GB18030"


RULES: Final = (NOT_UTF8, PLAN_TOO_LARGE, BYTE_ORDER_MARK)
