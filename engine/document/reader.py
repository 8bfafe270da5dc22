"""Reads a plan's bytes into located nodes, or says everything that keeps them from being read."""

from __future__ import annotations

from typing import Final

import yaml

from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic, Rule
from engine.document.characters import (
    CONTROL_CHARACTER,
    INVISIBLE_CHARACTER,
    TAB,
    blanked,
    check_characters,
    cleaned,
)
from engine.document.colons import FULL_WIDTH_COLON, colons_in_text
from engine.document.dashes import dashes_in_text
from engine.document.findings import Findings
from engine.document.graph import DIRECTIVE, directives
from engine.document.nodes import Document, Mapping
from engine.document.regions import Regions, regions
from engine.document.syntax import YAML_SYNTAX, trouble
from engine.document.syntax_cases import explain
from engine.document.text import read_text
from engine.document.tree import Tree

EMPTY_PLAN: Final = Rule(
    code="KPI118",
    name="empty-plan",
    headline=Text("方案里什么也没有", "the plan is empty"),
    what=Text("文件是空的，或只有注释。", "The file is empty or holds only comments."),
    why=Text("空方案付不出工资；多半是拿错了文件。", "Nothing can be paid by it; it is mostly the wrong file."),
    bad="# whole file\n# nothing but this line\n",
    good="id: example\n",
)
NOT_A_MAPPING: Final = Rule(
    code="KPI123",
    name="not-a-mapping",
    headline=Text("方案要由“名称: 值”组成，这里却是别的", "a plan is `name: value` lines, and this is not"),
    what=Text("文件最外层是列表或文字，不是“名称: 值”。", "The outermost level is a list or text, not `name: value`."),
    why=Text("没有名称，就不知道每一部分是什么。", "Without names nobody knows what each part is."),
    bad="# whole file\n- id: example\n",
    good="id: example\n",
)  # fmt: skip

_CAUSES: Final = (CONTROL_CHARACTER, INVISIBLE_CHARACTER, TAB, FULL_WIDTH_COLON, YAML_SYNTAX)
"""Findings that explain a syntax error in the same line or the next."""

Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]
LOADER: Final[Loader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser where it is installed; only its events are used, and both parsers lead to the same nodes."""


def read_document(data: bytes, name: str, *, loader: Loader = LOADER) -> Checked[Document]:
    """The one YAML document in `data`; `name` is what messages call the file. Never raises for any bytes.

    There is no value where the text cannot be decoded or parsed, passes a limit, or is not a mapping. Otherwise the
    document is returned beside all that was found, without its repeated keys and references.
    """
    read = read_text(data, name)
    if read.value is None:
        return Checked(None, read.diagnostics)
    source, findings = read.value, Findings()
    findings.extend(read.diagnostics)
    views = regions(source.text)
    findings.extend(directives(source, views.structure))
    findings.extend(check_characters(source, views))
    tree = _parsed(source, views, findings, loader)
    document = _document(source, tree, findings) if tree else None
    return Checked(document, findings.ordered())


def _parsed(source: SourceFile, views: Regions, findings: Findings, loader: Loader) -> Tree | None:
    """The tree of the first document; None where the text ends in a syntax error or beyond a limit."""
    text = _parsable(source, views)
    tree = Tree(source, text, views.structure, findings)
    try:
        more = all(tree.take(event) for event in yaml.parse(text, Loader=loader))
    except (yaml.YAMLError, ValueError, ArithmeticError) as error:
        _syntax_error(error, tree, source, views, findings)
        return None
    return tree if more or tree.root is not None else None


def _parsable(source: SourceFile, views: Regions) -> str:
    """The text for the parser: spaces in the place of refused characters and directive lines."""
    return blanked(cleaned(source, views), (found.span() for found in DIRECTIVE.finditer(views.structure)))


def _syntax_error(error: Exception, tree: Tree, source: SourceFile, views: Regions, findings: Findings) -> None:
    """Report an error of the parser, unless something found before it is the likelier cause."""
    findings.extend(colons_in_text(source, views.structure, tree.read))
    problem = trouble(error, source, tree.read, tree.bracket)
    findings.extend(dashes_in_text(source, views.structure, problem.near.start))
    said = explain(problem)
    if not findings.has(*_CAUSES, between=problem.near) and not findings.has(*_CAUSES, between=_line_of(said)):
        findings.add(said)


def _line_of(found: Diagnostic) -> range:
    """The characters of the line that a finding is about."""
    span = found.primary.span
    end = span.source.text.find("\n", span.start)
    return range(span.source.text.rfind("\n", 0, span.start) + 1, (end if end >= 0 else len(span.source.text)) + 1)


def _document(source: SourceFile, tree: Tree, findings: Findings) -> Document | None:
    if isinstance(tree.root, Mapping):
        return Document(source, tree.root)
    if tree.root is None:
        help_ = Text(
            "看看文件拿对了没有；kpiplan new 写一份可以改的样例",
            "see whether it is the right file; `kpiplan new` writes one to start from",
        )
        findings.add(EMPTY_PLAN.at(Span(source, 0, 0), help=help_))
    elif not findings.has(FULL_WIDTH_COLON, YAML_SYNTAX):
        help_ = Text("每行写成“名称: 值”，如 id: presales", "write `name: value` lines, such as `id: presales`")
        start = tree.root.span.start
        findings.add(NOT_A_MAPPING.at(Span(source, start, min(start + 1, len(source.text))), help=help_))
    return None


RULES: Final = (EMPTY_PLAN, NOT_A_MAPPING)
