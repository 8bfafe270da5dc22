"""A payslip as one HTML page that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from engine.base.text import Language
from engine.payslip import words
from engine.payslip.graph import graph
from engine.payslip.html import columns_head, document, header, labelled, note, section, table
from engine.payslip.scale import scale
from engine.payslip.sheet import Part, Row, Sheet, Standing
from engine.payslip.waterfall import waterfall


def to_html(sheet: Sheet) -> str:
    """The page."""
    language = sheet.reader.language
    title = f"{words.PAYSLIP.to(language)} · {sheet.person} · {sheet.title}"
    about = f'<p class="about"><strong>{escape(sheet.person)}</strong> · {escape(" · ".join(sheet.about))}</p>'
    top = header(words.PAYSLIP.to(language), sheet.title, about, (words.TOTAL.to(language), sheet.total))
    sections = (_lines, _by_hand, _pictures, _standings, _levers, _figures, _proof)
    return document(title, language, (top, *(part for made in sections for part in made(sheet))))


def _lines(sheet: Sheet) -> Iterator[str]:
    language = sheet.reader.language
    yield from section("lines", words.LINES.to(language), _sum(sheet))


def _sum(sheet: Sheet) -> Iterator[str]:
    language = sheet.reader.language
    yield "<table>"
    yield from columns_head((words.ITEM.to(language), words.AMOUNT.to(language)))
    for part in sheet.parts:
        yield from _part(part, language)
    if sheet.by_hand is not None:
        row = Row(sheet.by_hand.title, sheet.by_hand.subtotal)
        yield f"<tbody>{labelled(row, 'amount')}</tbody>"
    yield f"<tfoot>{labelled(Row(words.TOTAL.to(language), sheet.total), 'amount')}</tfoot>\n</table>"
    if sheet.beside is not None:
        yield f"<h3>{escape(sheet.beside.title)}</h3>"
        yield from table(sheet.beside.title, sheet.beside.rows)


def _part(part: Part, language: Language) -> Iterator[str]:
    """A part of pay under its heading, the subtotal beside it; a part of one line has its heading beside the label."""
    if len(part.rows) == 1:
        yield f"<tbody>{labelled(part.rows[0], 'amount', part.title)}</tbody>"
        return
    said = f'{escape(part.title)} <span class="how">{escape(words.SUBTOTAL.to(language))}</span>'
    yield f'<tbody><tr class="sub"><th scope="row">{said}</th><td class="amount">{escape(part.subtotal)}</td></tr>'
    yield from (labelled(row, "amount inner") for row in part.rows)
    yield "</tbody>"


def _by_hand(sheet: Sheet) -> Iterator[str]:
    if sheet.by_hand is not None:
        inside = table(sheet.by_hand.title, sheet.by_hand.rows)
        yield from section("by-hand", sheet.by_hand.title, inside, "by-hand")


def _pictures(sheet: Sheet) -> Iterator[str]:
    language, curve = sheet.reader.language, sheet.payslip["outlook"]["curve"]
    yield '<section class="pictures">'
    yield _figure(words.WATERFALL.to(language), waterfall(sheet.payslip, sheet.reader))
    if curve is not None:
        caption = words.CURVE.to(language).format(label=curve["label"])
        yield _figure(caption, graph(curve, sheet.reader), note(words.CURVE_NOTE.to(language)))
    yield "</section>"


def _figure(caption: str, picture: str, told: str = "") -> str:
    return f"<figure>\n<figcaption>{escape(caption)}</figcaption>\n{picture}{told}</figure>"


def _standings(sheet: Sheet) -> Iterator[str]:
    if sheet.standings:
        inside = [f for n, standing in enumerate(sheet.standings, 1) for f in _standing(standing, sheet, f"scale-{n}")]
        title = words.TIERS.to(sheet.reader.language)
        yield from section("tiers", title, ('<div class="standings">', *inside, "</div>"))


def _standing(standing: Standing, sheet: Sheet, name: str) -> Iterator[str]:
    language, following = sheet.reader.language, standing.ladder["next"]
    yield f'<div class="standing">\n<h3>{escape(standing.title)}</h3>\n<p>{escape(standing.why)}</p>'
    picture = scale(standing.ladder, sheet.reader, name)
    if picture is not None:
        yield f"<figure>\n{picture}</figure>"
    told = f'<p><span class="next">{escape(standing.following)}</span></p>'
    yield note(standing.following) if following is None else told
    if standing.ways:
        yield note(words.ALONE.to(language).format(tier=following["tier"])) + "\n<ul>"
        yield from (f"<li>{escape(way)}</li>" for way in standing.ways)
        yield "</ul>"
    yield "</div>"


def _levers(sheet: Sheet) -> Iterator[str]:
    language = sheet.reader.language
    if sheet.levers:
        head = (words.CHANGE.to(language), words.THEN.to(language))
        rows = table(words.LEVERS.to(language), sheet.levers, head=head)
        yield from section("levers", words.LEVERS.to(language), (note(words.LEVERS_TOLD.to(language)), *rows))
    yield from map(note, (*sheet.notes, *sheet.remarks))


def _figures(sheet: Sheet) -> Iterator[str]:
    language = sheet.reader.language
    for name, title, rows in (("reasons", words.REASONS, sheet.reasons), ("given", words.GIVEN, sheet.given)):
        if rows:
            inside = table(title.to(language), rows, "value")
            yield from section(name, title.to(language), ('<div class="figures">', *inside, "</div>"))


def _proof(sheet: Sheet) -> Iterator[str]:
    language = sheet.reader.language
    rows = [f'<tr><th scope="row">{escape(r.label)}</th><td>{escape(r.amount)}</td></tr>' for r in sheet.proof]
    told = note(words.PROOF_TOLD.to(language))
    yield from section("proof", words.PROOF.to(language), ("<table>", *rows, "</table>", told), "proof")
