"""The page that lists the payslips of a folder: for who hands them out, never linked from a payslip."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any
from urllib.parse import quote

from engine.base.text import Language
from engine.diagnostics.width import columns, padded, visible
from engine.payslip import words
from engine.payslip.html import columns_head, document, header, note, section
from engine.payslip.people import Unpaid
from engine.payslip.spoken import Spoken


@dataclass(frozen=True)
class Entry:
    """One payslip of the folder."""

    row: int
    person: str
    group: tuple[str, ...]
    file: str
    total: str


def entry(payslip: dict[str, Any], file: str, language: Language) -> Entry:
    """What the list says of a payslip; the total as it stands there."""
    trace = payslip["trace"]
    reader = Spoken(trace, language)
    told = reader.value(trace["total"])
    assert told is not None
    return Entry(trace["row"], trace["person"], tuple(trace["group"].values()), file, reader.money(told["value"]))


def html_index(title: str, entries: Sequence[Entry], unpaid: Sequence[Unpaid], language: Language) -> str:
    """The list as a page with links."""
    heading = f"{words.LIST.to(language)} · {title}"
    return document(heading, language, _html(title, entries, unpaid, language))


def text_index(title: str, entries: Sequence[Entry], unpaid: Sequence[Unpaid], language: Language) -> str:
    """The list as text: person, total, file."""
    rows = [(visible(e.person), e.total, e.file) for e in entries]
    wide = [max((columns(row[n]) for row in rows), default=0) for n in range(2)]
    lines = [f"{words.LIST.to(language)} · {visible(title)}", ""]
    lines += [f"  {padded(who, wide[0])}  {padded(total, wide[1], right=True)}  {file}" for who, total, file in rows]
    lines += [] if rows else [words.NOBODY.to(language)]
    if unpaid:
        lines += ["", words.UNPAID.to(language)]
        lines += [
            f"  {words.ROW.to(language)} {one.row}  {visible(one.person)}  {_reason(one, language)}" for one in unpaid
        ]
    return "\n".join(lines) + "\n"


def json_index(title: str, entries: Sequence[Entry], unpaid: Sequence[Unpaid], language: Language) -> str:
    """The list as JSON."""
    told = {
        "title": title,
        "payslips": [asdict(one) for one in entries],
        "unpaid": [{"row": one.row, "person": one.person, "reason": _reason(one, language)} for one in unpaid],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _html(title: str, entries: Sequence[Entry], unpaid: Sequence[Unpaid], language: Language) -> Iterator[str]:
    yield header(words.LIST.to(language), title, "", (words.PEOPLE.to(language), str(len(entries))))
    yield from section("paid", words.LIST.to(language), _paid(entries, language))
    if unpaid:
        inside = ("<ul>", *(_unpaid(one, language) for one in unpaid), "</ul>")
        yield from section("unpaid", words.UNPAID.to(language), inside, "by-hand")


def _paid(entries: Sequence[Entry], language: Language) -> Iterator[str]:
    if not entries:
        yield note(words.NOBODY.to(language))
        return
    yield "<table>"
    yield from columns_head((words.PERSON.to(language), words.TOTAL.to(language)))
    yield "<tbody>"
    yield from (_row(one) for one in entries)
    yield "</tbody></table>"


def _unpaid(one: Unpaid, language: Language) -> str:
    where, why = f"{words.ROW.to(language)} {one.row}", _reason(one, language)
    return f'<li><strong>{escape(one.person)}</strong> ({escape(where)}) <span class="how">{escape(why)}</span></li>'


def _row(one: Entry) -> str:
    group = f'<span class="how">{escape(" · ".join(one.group))}</span>' if one.group else ""
    link = f'<a href="{escape(quote(one.file))}">{escape(one.person)}</a>'
    return f'<tr><th scope="row">{link}{group}</th><td class="amount">{escape(one.total)}</td></tr>'


def _reason(one: Unpaid, language: Language) -> str:
    said = [f"{found.message.to(language)} ({found.code})" for found in one.reasons]
    return words.SEMICOLON.to(language).join(said) or words.SEE_FINDINGS.to(language)
