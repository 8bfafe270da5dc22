"""A folder of payslips: a file for each person and an index, every file complete or not there."""

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
from engine.run.atomic import write_atomically

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

    The folder is made where it is not there; other files in it stay. An interruption leaves complete payslips and the
    index of before, if any. Raises OSError where something cannot be written.
    """
    folder.mkdir(exist_ok=True)
    files = file_names(slips.people, ENDINGS[form])
    entries: list[Entry] = []
    for payslip in slips.each():
        file = files[payslip["person"]]
        with write_atomically(folder / file) as stream:
            stream.write(rendered(payslip, form, language, width))
        entries.append(entry(payslip, file, language))
        progress(len(entries))
    listed = sorted(entries, key=lambda one: one.row)
    with write_atomically(folder / f"{INDEX}{ENDINGS[form]}") as stream:
        stream.write(_INDEXES[form](slips.evaluator.program.title, listed, slips.unpaid, language))
