"""`tables`: what is looked up by a number or an option, and what it earns. Each form of table is a file of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Rule
from engine.document.leaving_out import without
from engine.document.nodes import Entry
from engine.plan import table_form
from engine.plan.constructs import (
    band_table_showcases,
    band_tables,
    curves,
    matrices,
    option_tables,
    rule_tables,
    steps,
    table_modes,
)
from engine.plan.model import Definition
from engine.plan.reading import Desk, Reader
from engine.plan.shape import LABEL, Field, Named, Record
from engine.plan.shape_rules import missing_key
from engine.plan.showcase import Showcase
from engine.plan.table_form import BANDS_OR_STEPS, TableForm

FORMS: Final[tuple[TableForm, ...]] = (
    band_tables.FORM,
    steps.FORM,
    curves.FORM,
    option_tables.FORM,
    matrices.FORM,
    rule_tables.FORM,
)
"""The forms of a table, in the order in which they are offered."""

_FIELDS: Final = {field.key: replace(field, required=False) for form in FORMS for field in form.fields}
SECTION: Final = Field(
    "tables",
    "表",
    Named(Record((LABEL, *_FIELDS.values()))),
    Text("分段表：得分、提点、奖金", "band tables: scores, rates, bonuses"),
)
RULES: Final[tuple[Rule, ...]] = (
    *table_form.RULES,
    *table_modes.RULES,
    *steps.RULES,
    *curves.RULES,
    *option_tables.RULES,
    *matrices.RULES,
)
SHOWCASES: Final[tuple[Showcase, ...]] = (
    *steps.SHOWCASES,
    *band_table_showcases.SHOWCASES,
    *curves.SHOWCASES,
    *option_tables.SHOWCASES,
    *matrices.SHOWCASES,
    *rule_tables.SHOWCASES,
)

_FORMS: Final = Text(
    "、".join(f"`{_FIELDS[form.key].zh}:`（{form.key}）" for form in FORMS),
    ", ".join(f"`{form.key}:`" for form in FORMS),
)
_WRITE: Final = Text("写 {forms}之一", "write one of {forms}").format(forms=_FORMS)
_KEEP: Final = Text("只留一个", "keep only one of them")


def read(entry: Entry, desk: Desk) -> Definition | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    form = _form(entry, reader) if reader else None
    return form.read(entry, reader) if form and reader else None


def _form(entry: Entry, reader: Reader) -> TableForm | None:
    """The form in which a table is written; None, and a finding, where it is none or not wholly one."""
    written = [form for form in FORMS if reader.has(form.key)]
    if len(written) != 1:
        problem = _both(written) if written else Text("没有分段", "has no bands")
        help_text = _KEEP if written else _WRITE
        reader.desk.report(BANDS_OR_STEPS.at(entry.key.span, help=help_text, name=entry.name, problem=problem))
        return None
    form = written[0]
    missing = [f for f in form.fields if f.required and not reader.has(f.key)]
    for field in missing:
        reader.desk.report(missing_key(entry.key.span, field))
    return None if missing or _strange(entry, reader, form) else form


def _both(written: list[TableForm]) -> Text:
    first, second, *_ = written
    said = Text("又有 {first} 又有 {second}", "has both {first} and {second}")
    return said.format(first=_named(first), second=_named(second))


def _named(form: TableForm) -> Text:
    field = next(f for f in form.fields if f.key == form.key)
    return Text(f"{field.zh}（{field.key}）", field.key)


def _strange(entry: Entry, reader: Reader, form: TableForm) -> bool:
    """Whether a key of another form stands there, where it would do nothing; a finding at each."""
    own = {LABEL.key, *(field.key for field in form.fields)}
    strange = [e for e in reader.node if e.name in _FIELDS and e.name not in own]
    for e in strange:
        problem = Text(f"用 {form.key}，不能写 {e.name}", f"has {form.key} and cannot have {e.name}")
        help_text, fix = Text(f"删去 {e.key.text}", f"leave out {e.key.text}"), without(reader.node, e)
        reader.desk.report(BANDS_OR_STEPS.at(e.key.span, help=help_text, fix=fix, name=entry.name, problem=problem))
    return bool(strange)
