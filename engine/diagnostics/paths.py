"""Files and columns as programs name them: paths below a folder, URIs, UTF-16 code units."""

from __future__ import annotations

import os.path
from pathlib import Path
from typing import Final
from urllib.parse import quote

from engine.base.source import SourceFile

_STDIN: Final = "<stdin>"


def below(name: str, root: str) -> str:
    """The path of a file from a folder, with `/`; as it is where the file lies elsewhere or is no file."""
    if not name or name == _STDIN:
        return name
    path = os.path.abspath(name)  # noqa: PTH100 - `..` is to be taken away, and links are not followed
    try:
        return Path(path).relative_to(os.path.abspath(root)).as_posix()  # noqa: PTH100
    except ValueError:
        return Path(name).as_posix()


def uri(path: str) -> str:
    """A URI of a path: relative where the path is, every character but the plainest percent-encoded as UTF-8."""
    encoded = quote(os.fsencode(path), safe="/")
    return f"file://{encoded}" if path.startswith("/") else encoded


def utf16_column(source: SourceFile, offset: int) -> int:
    """The column of an offset, from 1, in UTF-16 code units: a character beyond U+FFFF counts twice."""
    start = source.line_starts[source.position(offset)[0] - 1]
    return len(source.text[start:offset].encode("utf-16-le", "surrogatepass")) // 2 + 1
