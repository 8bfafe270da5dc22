"""A folder of payslips: a file for each person and an index, all of them or none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal

from engine.base.text import Language
from engine.payslip.index import Entry, entry, html_index, json_index, text_index
from engine.payslip.names import file_names
from engine.payslip.page import to_html
from engine.payslip.people import Payslips
from engine.payslip.sheet import sheet
from engine.payslip.text import to_text
from engine.run.atomic_folder import filling

Form = Literal["text", "html", "json"]
ENDINGS: Final[dict[Form, str]] = {"text": ".txt", "html": ".html", "json": ".json"}
INDEX: Final = "index"
_INDEXES: Final = {"text": text_index, "html": html_index, "json": json_index}


def rendered(payslip: dict[str, Any], form: Form, language: Language, width: int) -> str:
    """One payslip as the text of a file."""
    if form == "json":
        return json.dumps(payslip, ensure_ascii=False) + "\n"
    made = sheet(payslip, language)
    return to_html(made) if form == "html" else to_text(made, width)


def folder_files(slips: Payslips, form: Form) -> tuple[str, ...]:
    """The names of the files that `write_folder` writes."""
    return (*file_names(slips.people, ENDINGS[form]).values(), f"{INDEX}{ENDINGS[form]}")


def write_folder(  # noqa: PLR0913 - what, where, how, and who hears of it
    slips: Payslips,
    folder: Path,
    form: Form,
    *,
    language: Language,
    width: int,
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Write the payslips, then the index of those written and of who is not paid.

    The folder is made where it is not there; other files in it stay. All files are written, or none: payslips of two
    runs side by side would pass for those of one. Raises OSError where something cannot be written.
    """
    files = file_names(slips.people, ENDINGS[form])
    entries: list[Entry] = []
    with filling(folder) as part:
        for payslip in slips.each():
            file = files[payslip["person"]]
            _write(part / file, rendered(payslip, form, language, width))
            entries.append(entry(payslip, file, language))
            progress(len(entries))
        listed = sorted(entries, key=lambda one: one.row)
        index = _INDEXES[form](slips.evaluator.program.title, listed, slips.unpaid, language)
        _write(part / f"{INDEX}{ENDINGS[form]}", index)


def _write(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
