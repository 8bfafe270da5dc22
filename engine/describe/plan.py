"""A plan's text to its contract: the one door to this package."""

from __future__ import annotations

from typing import Literal

from engine.base.text import Language
from engine.describe.contract import contract
from engine.describe.html import to_html
from engine.describe.markdown import to_markdown
from engine.document.nodes import Document
from engine.plan.reading import Desk
from engine.plan.shape_check import check_shape
from engine.program import Program

Form = Literal["markdown", "html"]


def describe(document: Document, program: Program, language: Language, form: Form) -> str:
    """The contract of a plan that has been checked: its document, and the program made of it."""
    blocks = contract(check_shape(document, Desk()), program, language)
    return to_html(blocks, program.title, language) if form == "html" else to_markdown(blocks)
