"""The language as a book of cases: `tests/cases/*.yaml`, run on every evaluator.

Each file is a chapter (`chapter`, `about`, `cases`). A case has

    name     a sentence that says what the case shows
    from     the ids of what it follows from (S3-19, A-33, P5 …)
    plan     sections of a plan, laid over the skeleton of `engine.diagnostics.example`
    given    one person's cells, or
    team     several persons' cells by their id (`given` is then what they have in common), or
    data     a CSV text
    expect   what comes out by name, or where there are several people by their id and then by name. A pay line and
             the total are compared as the text that is printed (`720.00`), every other value exactly (`15/190`,
             `7.89%`, `5‰`, `45 days`, `true`, `gold`, `not_applicable`). `lines` lists the whole payslip in its order.
    finding  the code of the finding, or the codes of all of them; nobody is paid but those in `expect`
    at       where the first finding points: `line:column` within `plan` as it is written here, or `row 2, sales`
    says     words of the first finding's message; `help` words of its help
    rows     several of the above that share the rest of the case: each is a case of its own

Every scalar is text, as in a spreadsheet that nobody has converted; no number passes through a float.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from engine import Checked, Diagnostic, PersonResult, Plan, Run, Severity, check_plan
from engine.base.source import SourceFile
from engine.diagnostics.example import complete, sections
from engine.run.table import Table, open_table, table_of
from tests.unit.columns.as_run import columns_run

Evaluator = Callable[[Plan, Table], Run]
Cells = Mapping[str, str]

EVALUATORS: Final[tuple[tuple[str, Evaluator], ...]] = (
    ("compiled", Plan.evaluate_table),
    ("compiled and reference", partial(Plan.evaluate_table, verify=True)),
    *([("columns", columns_run)] if find_spec("numpy") and find_spec("polars") else []),
)
"""Every way to the pay, by its name: all must give what the cases say."""

CASES: Final = Path(__file__).parent / "cases"
CHAPTER_KEYS: Final = {"chapter", "about", "cases"}
GIVEN_KEYS: Final = {"name", "given", "team", "data", "expect", "finding", "at", "says", "help"}
CASE_KEYS: Final = GIVEN_KEYS | {"from", "plan", "rows"}
PERSON: Final = "A1"
UNITS: Final = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), " days": Fraction(86_400), " s": Fraction(1)}


LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every scalar is text; ten times as fast where PyYAML has its compiled part."""


class Texts(LOADER):  # type: ignore[misc]  # one of two, alike
    """Every scalar is text; a key written twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        assert len(found) == len(node.value), f"a key is written twice{node.start_mark}"
        return found


@dataclass(frozen=True)
class Case:
    """One plan, what is given, and what comes of it. `team` and `expect` are by person."""

    title: str
    plan: str
    team: Mapping[str, Cells]
    data: str
    expect: Mapping[str, Mapping[str, Any]]
    codes: tuple[str, ...]
    at: str
    says: str
    help: str

    @property
    def paid(self) -> bool:
        """Whether everybody is paid (else the case is about a mistake, in the plan or in the data)."""
        return not self.codes


def _cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.yaml")):
        chapter = yaml.load(file.read_text(encoding="utf-8"), Texts)  # noqa: S506 - it makes nothing but text
        assert set(chapter) == CHAPTER_KEYS, f"{file.name} has other keys than {sorted(CHAPTER_KEYS)}"
        for case in chapter["cases"]:
            assert set(case) <= CASE_KEYS, f"{file.name}: {case['name']}: {sorted(set(case) - CASE_KEYS)}"
            yield from _rows(file.stem, case)


def _rows(chapter: str, case: dict[str, Any]) -> Iterator[Case]:
    for row in case.get("rows", [{}]):
        assert set(row) <= GIVEN_KEYS, f"{chapter}: {case['name']}: {sorted(set(row) - GIVEN_KEYS)}"
        own = row.get("name") or ", ".join(f"{k} {v}" for k, v in row.get("given", {}).items())
        title = " · ".join(part for part in (chapter, case["name"], own) if part)
        yield _case(title, {**case, **row, "given": {**case.get("given", {}), **row.get("given", {})}})


def _case(title: str, said: dict[str, Any]) -> Case:
    everybody, several = said["given"], "team" in said or "data" in said
    alone = {PERSON: everybody} if everybody else {}
    team = {person: {**everybody, **own} for person, own in said["team"].items()} if "team" in said else alone
    expect = said.get("expect", {})
    codes = said.get("finding", [])
    return Case(
        title, said.get("plan", ""), team, said.get("data", ""),
        expect if several or not expect else {PERSON: expect},
        (codes,) if isinstance(codes, str) else tuple(codes),
        said.get("at", ""), said.get("says", ""), said.get("help", ""),
    )  # fmt: skip


ALL: Final = tuple(_cases())
PAID: Final = [pytest.param(case, id=case.title) for case in ALL if case.paid]
FOUND: Final = [pytest.param(case, id=case.title) for case in ALL if not case.paid]
TOGETHER: Final = [
    pytest.param(list(cases), id=cases[0].title)
    for plan in dict.fromkeys(case.plan for case in ALL)
    if (cases := [case for case in ALL if case.plan == plan and case.paid and case.team])
]
PLANS: Final = [
    pytest.param(next(case for case in ALL if case.plan == plan and case.paid), id=case_id)
    for plan, case_id in {case.plan: case.title for case in reversed(ALL) if case.paid}.items()
]
"""One case of each plan."""


@cache
def _check(plan: str) -> Checked[Plan]:
    return check_plan(plan.encode(), "plan.yaml")


def _plan(text: str) -> Plan:
    checked = _check(text)
    assert checked.value is not None, [f"{d.primary.span.line}: {d.code} {d.message.en}" for d in checked.diagnostics]
    return checked.value


def _table(plan: Plan, case: Case, *, backwards: bool = False) -> Table:
    """The case's data; who somebody is, and which group they are in, is filled in where the case does not say."""
    if case.data:
        lines = case.data.splitlines()
        text = "\n".join([lines[0], *(reversed(lines[1:]) if backwards else lines[1:])])
        table = open_table(BytesIO(text.encode()), "data.csv", "csv")
    else:
        rows = [_row(plan, person, cells) for person, cells in case.team.items()]
        table = table_of(rows[::-1] if backwards else rows, "rows")
    assert table.value is not None, table.diagnostics
    return table.value


def _row(plan: Plan, person: str, cells: Cells, group: str = "T") -> dict[str, str]:
    return {plan.program.person: person, **dict.fromkeys(plan.program.group_by, group), **cells}


def _number(text: str) -> Fraction:
    unit = next((u for u in UNITS if text.endswith(u)), "")
    return Fraction(text.removesuffix(unit)) * UNITS.get(unit, 1)


def _holds(name: str, expected: Any, result: PersonResult) -> bool:
    """Whether what is expected of a name is what came out, to the last digit."""
    lines = {line.name: str(line.amount) for line in result.lines}
    if name == "lines":
        return list(expected.items()) == list(lines.items())
    if name == "total" or name in lines:
        return bool(expected == (str(result.total) if name == "total" else lines[name]))
    computed = result.values[name]
    if isinstance(computed, Fraction):
        return expected != "not_applicable" and _number(expected) == computed
    if isinstance(computed, bool):
        return bool(expected == ("true" if computed else "false"))
    return bool(expected == ("not_applicable" if computed is None else computed))


def _mistakes(case: Case, run: Run) -> list[str]:
    """What differs, in words; everybody who is expected to be paid is, and nobody else."""
    found = {r.person: r for r in run.results}
    problems = [d.message.en for d in run.problems]
    wrong = [] if set(found) == set(case.expect) else [f"paid are {sorted(found)}: {problems}"]
    for person, result in found.items():
        shown = {**result.values, **{line.name: line.amount for line in result.lines}, "lines": result.lines}
        wrong += [
            f"{person}: {name} is {shown[name]}, not {expected}"
            for name, expected in case.expect.get(person, {}).items()
            if not _holds(name, expected, result)
        ]
        if sum(line.amount for line in result.lines) != result.total:
            wrong.append(f"{person}: the lines do not add up to the total")
    return wrong


def _place(case: Case, finding: Diagnostic) -> str:
    if finding.cell is not None:
        parts = (f"row {finding.cell.row}" if finding.cell.row is not None else "", finding.cell.field or "")
        return ", ".join(part for part in parts if part)
    offset = finding.primary.span.start
    for section in sections(complete(case.plan)):
        if offset < len(section):
            line, column = SourceFile("", case.plan).position(case.plan.index(section) + offset)
            return f"{line}:{column}"
        offset -= len(section)
    raise AssertionError("the finding lies behind the end of the plan")


def _pay(run: Run) -> dict[str, tuple[Any, ...]]:
    """Everything about everybody's pay but the number of the row."""
    return {r.person: (r.lines, r.total, dict(r.values), dict(r.group)) for r in run.results}


def _on_all(plan: Plan, table: Table) -> Iterator[tuple[str, Run]]:
    """The table's pay by every evaluator, by its name."""
    return ((name, evaluate(plan, table)) for name, evaluate in EVALUATORS)


@pytest.mark.parametrize("case", PAID)
def test_the_case_is_paid_as_it_says(case: Case) -> None:
    plan = _plan(complete(case.plan))
    for evaluator, run in _on_all(plan, _table(plan, case)):
        assert (evaluator, _mistakes(case, run)) == (evaluator, [])
        assert run.complete, evaluator


@pytest.mark.parametrize("case", FOUND)
def test_the_mistake_is_found_where_it_is(case: Case) -> None:
    checked = _check(complete(case.plan))
    if not (case.team or case.data):
        _expect(case, list(checked.diagnostics), "check")
        return
    plan = _plan(complete(case.plan))
    for evaluator, run in _on_all(plan, _table(plan, case)):
        assert (evaluator, _mistakes(case, run)) == (evaluator, [])
        _expect(case, list(run.problems), evaluator)


def _expect(case: Case, findings: list[Diagnostic], by: str) -> None:
    """The findings the case asks for, and no other error; place, message and help of the one it names first."""
    found = [d for d in findings if d.code in case.codes or d.severity is Severity.ERROR]
    assert sorted(d.code for d in found) == sorted(case.codes), (by, [d.message.en for d in found])
    first = next(d for d in found if d.code == case.codes[0])
    assert not case.at or _place(case, first) == case.at, by
    assert case.says in first.message.en or case.says in first.message.zh, by
    assert case.help in first.help.en or case.help in first.help.zh, by


@pytest.mark.parametrize("case", PAID)
def test_the_order_of_rows_does_not_matter(case: Case) -> None:
    plan = _plan(complete(case.plan))
    backwards = _on_all(plan, _table(plan, case, backwards=True))
    for (evaluator, run), (_, turned) in zip(_on_all(plan, _table(plan, case)), backwards, strict=True):
        assert (evaluator, _pay(turned)) == (evaluator, _pay(run))


@pytest.mark.parametrize("case", PLANS)
def test_the_order_of_keys_does_not_matter(case: Case) -> None:
    text = complete(case.plan)
    plan, turned = _plan(text), _plan("".join(reversed(sections(text))))
    assert _pay(turned.evaluate_table(_table(plan, case))) == _pay(plan.evaluate_table(_table(plan, case)))


@pytest.mark.parametrize("case", PAID)
def test_a_person_asked_for_alone_is_paid_as_in_the_batch(case: Case) -> None:
    plan = _plan(complete(case.plan))
    table = _table(plan, case)
    people = [dict(row.cells) for row in table.rows()]
    around = [[p for p in people if p is not own] if plan.program.uses_groups else [] for own in people]
    alone = [plan.evaluate(own, others) for own, others in zip(people, around, strict=True)]
    paid = _pay(plan.evaluate_table(table))
    assert {r.person: (r.lines, r.total, dict(r.values), dict(r.group)) for r in alone} == paid


@pytest.mark.parametrize("cases", TOGETHER)
def test_all_cases_of_a_plan_are_paid_in_one_batch(cases: list[Case]) -> None:
    plan = _plan(complete(cases[0].plan))
    rows = [_row(plan, f"{i}·{p}", c, f"T{i}") for i, case in enumerate(cases) for p, c in case.team.items()]
    table = table_of(rows, "rows").value
    assert table is not None
    for evaluator, run in _on_all(plan, table):
        paid = {r.person: r for r in run.results}
        assert (evaluator, len(paid)) == (evaluator, len(rows))
        for i, case in enumerate(cases):
            own = Run(plan.provenance, tuple(replace(paid[f"{i}·{person}"], person=person) for person in case.team))
            assert (evaluator, _mistakes(case, own)) == (evaluator, [])


def test_the_book_has_enough_cases_and_each_its_own_name() -> None:
    titles = [case.title for case in ALL]
    assert len(titles) == len(set(titles)), sorted({t for t in titles if titles.count(t) > 1})
    assert len(ALL) >= 1500
    assert all(case.expect or case.codes for case in ALL)
