"""Which column of a table is which input of a plan: by name, label or another declared heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.headed import bare, other_unit, percent_sign
from engine.base.quantities import Kind
from engine.base.text import Text
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import NO_TEXT, Diagnostic, Rule, Severity
from engine.diagnostics.suggest import nearest, nearest_help
from engine.program import InputSpec, Program
from engine.run.cells import Table, quoted
from engine.run.characters import fold_heading

MISSING_COLUMN: Final = Rule(
    code="KPI502",
    name="missing-column",
    headline=Text("数据里没有“{name}”列", "the data has no column {name}"),
    what=Text(
        "方案要用的列不在数据里，也没有默认值。", "A column that the plan uses is not in the data and has no default."
    ),
    why=Text("缺少的输入不会当作 0。", "A missing input is never taken as 0."),
    bad="--- data\nagent_id,base_salary\nA1,3000\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,100\n",
)

UNKNOWN_COLUMN: Final = Rule(
    code="KPI503",
    name="unknown-column",
    headline=Text("方案不用“{name}”列，已忽略", "the plan does not use the column {name}; it is ignored"),
    what=Text("数据里有方案没有声明的列。", "The data has a column that the plan does not declare."),
    why=Text(
        "它可能是多余的，也可能是写错的列名，所以要说出来。",
        "It may be superfluous or a misspelt heading, so it is said aloud.",
    ),
    bad="--- data\nagent_id,base_salary,sales,phone\nA1,3000,100,555\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,100\n",
    severity=Severity.WARNING,
)

AMBIGUOUS_COLUMN: Final = Rule(
    code="KPI524",
    name="ambiguous-column",
    headline=Text("{headings} 都是输入“{name}”", "the columns {headings} are the same input, {name}"),
    what=Text(
        "两列对应同一个输入，或一列对应两个输入。", "Two columns stand for one input, or one column for two inputs."
    ),
    why=Text("无法知道该用哪一列的数。", "Nobody can know which column's numbers are meant."),
    bad="inputs:\n  base_salary: {type: money, label: 底薪}\n  sales: {type: money}\n"
    "--- data\nagent_id,base_salary,底薪,sales\nA1,3000,3100,100\n",
    good="inputs:\n  base_salary: {type: money, label: 底薪}\n  sales: {type: money}\n"
    "--- data\nagent_id,底薪,sales\nA1,3000,100\n",
)


@frozen_value
class Columns:
    """The headings under which a table gives the person, the groups and each input (None: not in the table)."""

    person: str
    groups: tuple[str, ...]
    inputs: tuple[tuple[InputSpec, str | None], ...]


def find_columns(program: Program, table: Table) -> Checked[Columns]:
    """Match headings and declarations; the value is None where a needed column is missing or ambiguous."""
    ids = {name: (name, *program.id_columns.get(name, ())) for name in (program.person, *program.group_by)}
    specs = {spec.name: (spec.name, spec.label, *spec.columns) for spec in program.inputs}
    by_id, by_input = _Match(ids, table), _Match(specs, table)
    kinds = {spec.name: spec.kind for spec in program.inputs}
    may_lack = {s.name for s in program.inputs if s.default is not None or s.optional}
    unknown = [h for h in table.headings if not by_id.knows(h) and not by_input.knows(h)]
    found = [
        *(finding for match in (by_id, by_input) for finding in match.ambiguous()),
        *(_missing(table, names, unknown, kinds) for names in (*by_id.lacks(set()), *by_input.lacks(may_lack))),
    ]
    said = [_unknown(table, heading, {**ids, **specs}, kinds) for heading in unknown]
    if found:
        return Checked(None, (*found, *said))
    inputs = tuple((spec, by_input.heading(spec.name)) for spec in program.inputs)
    groups = tuple(by_id.heading(name) or name for name in program.group_by)
    return Checked(Columns(by_id.heading(program.person) or program.person, groups, inputs), said)


class _Match:
    """The headings of a table against declared names, each with its further headings (the name itself first)."""

    def __init__(self, declared: Mapping[str, tuple[str, ...]], table: Table) -> None:
        self._declared, self._table = declared, table
        self._targets = _targets(declared)
        self._headings: dict[str, list[str]] = {name: [] for name in declared}
        for heading in table.headings:
            for name in self._targets.get(fold_heading(heading), ()):
                self._headings[name].append(heading)

    def knows(self, heading: str) -> bool:
        return fold_heading(heading) in self._targets

    def heading(self, name: str) -> str | None:
        """The one heading of a declared name, where the table has it."""
        return next(iter(self._headings[name]), None)

    def lacks(self, may_lack: set[str]) -> Iterable[tuple[str, ...]]:
        """The headings that would do, for each declared name that has none in the table and needs one."""
        return [self._declared[n] for n, found in self._headings.items() if not found and n not in may_lack]

    def ambiguous(self) -> Iterable[Diagnostic]:
        """Names with several headings, headings with several names."""
        table = self._table.name
        for name, found in self._headings.items():
            if len(found) > 1:
                words = ", ".join(quoted(h) for h in found)
                delete = Text("只保留其中一列", "keep only one of these columns")
                yield AMBIGUOUS_COLUMN.data(table, None, quoted(found[1]), help=delete, headings=words, name=name)
        for heading in self._table.headings:
            names = self._targets.get(fold_heading(heading), ())
            if len(names) > 1:
                yield _shared_heading(table, heading, names)


def _targets(declared: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Folded heading to the declared names it stands for; a name's own heading is never another's label."""
    own = {fold_heading(name): (name,) for name in declared}
    others: dict[str, tuple[str, ...]] = {}
    for name, headings in declared.items():
        for heading in {fold_heading(h) for h in headings if h}:
            others[heading] = (*others.get(heading, ()), name)
    return others | own


def _missing(table: Table, names: tuple[str, ...], unknown: list[str], kinds: Mapping[str, Kind]) -> Diagnostic:
    distinct = tuple(dict.fromkeys(name for name in names if name))
    folded = {fold_heading(name) for name in distinct}
    alike = (heading for heading in unknown if fold_heading(bare(heading)) in folded)
    near = next(alike, None) or next((n for n in (nearest(name, unknown) for name in distinct) if n is not None), None)
    words = " / ".join(quoted(name) for name in distinct)
    help_text = Text("列名可以写：{words}", "the heading may be: {words}").format(words=words)
    if near is not None:
        help_text = _rename(near, names[0], kinds.get(names[0]))
    return MISSING_COLUMN.data(table.name, None, names[0], help=help_text, name=names[0])


def _rename(heading: str, name: str, kind: Kind | None) -> Text:
    """How a column becomes that of a declared name: cells that would be read in another unit are converted first."""
    rename = Text("把列名“{near}”改为“{name}”", "rename the column “{near}” to “{name}”")
    unit = other_unit(kind, heading) if kind is not None else None
    if unit is not None:
        rename = Text(
            "“{near}”的单位是“{unit}”：先把各格换算好，再把列名改为“{name}”",
            "“{near}” says `{unit}`: convert its cells, then rename it to “{name}”",
        )
    elif kind is not None and percent_sign(kind, heading) is not None:
        rename = Text(
            "“{near}”的各格都写上 %（如 95%），再把列名改为“{name}”",
            "write % in each cell of “{near}” (as 95%), then rename it to “{name}”",
        )
    return rename.format(near=quoted(heading), name=name, unit=unit)


def _unknown(
    table: Table, heading: str, declared: Mapping[str, tuple[str, ...]], kinds: Mapping[str, Kind]
) -> Diagnostic:
    names = {word: name for name, words in declared.items() for word in words}
    like = bare(heading) if bare(heading) in names else heading
    kind = kinds.get(names.get(nearest(like, names) or "", ""))
    converted = kind is not None and (other_unit(kind, heading) or percent_sign(kind, heading))
    help_text = NO_TEXT if converted else nearest_help(like, names, otherwise=NO_TEXT)
    return UNKNOWN_COLUMN.data(table.name, None, quoted(heading), help=help_text, name=quoted(heading))


def _shared_heading(table: str, heading: str, names: tuple[str, ...]) -> Diagnostic:
    message = Text("列名“{heading}”同时是 {names}", "the heading “{heading}” stands for {names} at once").format(
        heading=quoted(heading), names=", ".join(names)
    )
    rename = Text("用输入的名字作列名：{names}", "use the inputs' names as headings: {names}")
    return AMBIGUOUS_COLUMN.data(
        table, None, quoted(heading), help=rename.format(names=", ".join(names)), message=message
    )


RULES: Final = (MISSING_COLUMN, UNKNOWN_COLUMN, AMBIGUOUS_COLUMN)
