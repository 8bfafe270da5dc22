"""The zip file that a workbook is: opened only where it is whole and not too large, its parts by name."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from engine.base.limits import DATA_BYTES
from engine.base.text import Text

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What .xls files begin with, and workbooks that are encrypted."""
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ODS: Final = b"mimetypeapplication/vnd.oasis.opendocument"

CORRUPT: Final = Text("文件损坏，或者不是工作簿", "it is damaged, or no workbook")
_ENCRYPTED_WORDS: Final = Text("文件有打开密码", "it is protected by a password")
_OLD: Final = Text("它是 .xls（旧格式）", "it is an .xls file, the format of old")
_OPEN_DOCUMENT: Final = Text("它是 .ods", "it is an .ods file")
_BINARY: Final = Text("它是 .xlsb", "it is an .xlsb file")
_BOMB: Final = Text("解压后超过 {limit} MB", "unpacked it is larger than {limit} MB")

_WORKBOOK: Final = "xl/workbook.xml"
_FAULTS: Final = (BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError, RuntimeError, NotImplementedError)


class NoWorkbookError(Exception):
    """Why a file cannot be read as a workbook; it becomes a finding."""

    def __init__(self, why: Text = CORRUPT) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True)
class Part:
    """A sheet as the workbook lists it: its name, whether people see it, and the part that holds it."""

    name: str
    visible: bool
    path: str


@dataclass(frozen=True)
class Package:
    """A whole workbook's zip file: every part has the size and the checksum it says."""

    archive: ZipFile

    def sheets(self) -> tuple[Part, ...]:
        """The sheets in their order; raises NoWorkbookError."""
        targets = {a.get("Id", ""): a.get("Target", "") for t, a in self.tags(_relations(_WORKBOOK)) if t == _RELATION}
        return tuple(
            Part(a.get("name", ""), a.get("state", "visible") == "visible", _target(targets.get(a.get("id", ""), "")))
            for tag, a in self.tags(_WORKBOOK)
            if tag == "sheet"
        )

    def formats(self) -> tuple[str, ...]:
        """The number format of each cell style, by its place; '' where it is none of ours to know."""
        if "xl/styles.xml" not in self.archive.namelist():
            return ()
        codes = {"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"}
        styles: list[str] = []
        inside = False
        for tag, attributes in self.tags("xl/styles.xml", ends=True):
            if tag in ("cellXfs", "/cellXfs"):
                inside = tag == "cellXfs"
            elif tag == "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif tag == "xf" and inside:
                styles.append(attributes.get("numFmtId", ""))
        return tuple(codes.get(style, "") for style in styles)

    def read(self, path: str) -> bytes:
        """A part's bytes; raises NoWorkbookError."""
        try:
            return self.archive.read(path)
        except _FAULTS as fault:
            raise NoWorkbookError from fault

    def tags(self, path: str, *, ends: bool = False) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The elements of a small part with their attributes, both by their local names; `/name` where one ends."""
        found: list[tuple[str, Mapping[str, str]]] = []
        parser = xml_parser()
        parser.StartElementHandler = lambda tag, a: found.append((local(tag), {local(n): v for n, v in a.items()}))
        if ends:
            parser.EndElementHandler = lambda tag: found.append(("/" + local(tag), {}))
        parse(parser, self.read(path))
        yield from found


_RELATION: Final = "Relationship"


def open_package(data: bytes) -> Package:
    """The workbook in these bytes; raises NoWorkbookError, before anything large is unpacked."""
    if data.startswith(_COMPOUND):
        raise NoWorkbookError(_ENCRYPTED_WORDS if _ENCRYPTED in data else _OLD)
    if _ODS in data[:100]:
        raise NoWorkbookError(_OPEN_DOCUMENT)
    try:
        archive = ZipFile(BytesIO(data))
        if sum(entry.file_size for entry in archive.infolist()) > DATA_BYTES:
            raise NoWorkbookError(_BOMB.format(limit=DATA_BYTES // 1_000_000))
        if "xl/workbook.bin" in archive.namelist():
            raise NoWorkbookError(_BINARY)
        whole = archive.testzip() is None
    except _FAULTS as fault:
        raise NoWorkbookError from fault
    names = archive.namelist()
    if not whole or _WORKBOOK not in names or len({name.casefold() for name in names}) < len(names):
        raise NoWorkbookError  # of two parts of one name each reader takes another
    return Package(archive)


def xml_parser() -> expat.XMLParserType:
    """A parser that refuses a text with entities of its own: no workbook has any, and they can grow without end."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _no_entities
    return parser


def parse(parser: expat.XMLParserType, data: bytes) -> None:
    """Parse all of it; raises NoWorkbookError."""
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as fault:
        raise NoWorkbookError from fault


def local(name: str) -> str:
    """A name without its namespace's prefix."""
    return name.rpartition(":")[2]


def _no_entities(*_: object) -> None:
    raise NoWorkbookError


def _relations(path: str) -> str:
    folder, name = posixpath.split(path)
    return f"{folder}/_rels/{name}.rels"


def _target(target: str) -> str:
    """The part that a relation of the workbook leads to."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
