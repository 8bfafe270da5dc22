"""Whatever the bytes are: an answer or findings, never an exception; and what is accepted is exact."""

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Severity
from engine.run.inputs import Inputs
from engine.run.table import DataKind

Typed = Callable[..., Checked[Inputs]]

INPUTS = """
sales: {type: money, label: 销售额, min: 0, optional: true}
rate: {type: percent, default: 5%}
orders: {type: count, default: 0}
cheated: {type: flag, default: false}
shift: {type: choice, options: [day, 夜], default: day}
note: {type: text, optional: true}
joined: {type: date, optional: true}
"""
HEADINGS = ["agent_id", "sales", "销售额", "rate", "orders", "cheated", "shift", "note", "joined", "other", ""]
KINDS: st.SearchStrategy[DataKind] = st.sampled_from(["csv", "json", "jsonl"])

anything = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
cells = st.one_of(st.text(max_size=12), st.from_regex(r"[+-]?[0-9,]{0,6}(\.[0-9]{0,4})?[%‰万]?", fullmatch=True))


def _sound(result: Checked[Inputs]) -> None:
    """No table without an error that says why; no fault without a finding; no one both paid and refused."""
    if result.value is None:
        assert any(d.severity is Severity.ERROR for d in result.diagnostics)
        return
    assert all(fault.diagnostics for fault in result.value.faults)
    people = [record.person for record in result.value.records]
    assert len(set(people)) == len(people)
    assert not set(people) & {fault.person for fault in result.value.faults}


@anything
@given(data=st.binary(max_size=200), kind=KINDS)
def test_any_bytes(data: bytes, kind: DataKind, typed: Typed) -> None:
    _sound(typed(data, INPUTS, kind))


@anything
@given(data=st.text(max_size=200), kind=KINDS, encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_text(data: str, kind: DataKind, encoding: str, typed: Typed) -> None:
    _sound(typed(data.encode(encoding, "replace"), INPUTS, kind))


@anything
@given(headings=st.lists(st.sampled_from(HEADINGS), max_size=8), rows=st.lists(st.lists(cells, max_size=8), max_size=4))
def test_any_table(headings: list[str], rows: list[list[str]], typed: Typed) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [headings, *rows]]
    _sound(typed("\n".join(lines), INPUTS))


@anything
@given(
    records=st.lists(
        st.dictionaries(
            st.sampled_from(HEADINGS) | st.text(max_size=3),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats() | cells,
                st.lists,
                max_leaves=3,
            ),
            max_size=6,
        ),
        max_size=4,
    )
)
def test_any_records(records: list[dict[str, Any]], typed: Typed) -> None:
    text = json.dumps(records).encode()
    _sound(typed(text, INPUTS, "json"))
    _sound(typed(records, INPUTS))


@anything
@given(
    cell=st.one_of(
        st.integers(), st.floats(), st.decimals(), st.fractions(), st.booleans(), st.none(), st.text(max_size=20)
    )
)
def test_any_python_cell(cell: object, typed: Typed) -> None:
    for field in ("sales", "rate", "orders", "cheated", "shift", "note", "joined", "agent_id"):
        _sound(typed([{"agent_id": "A1", "sales": 1, field: cell}], INPUTS))


@anything
@given(cents=st.integers(min_value=0, max_value=10**19))
def test_every_way_to_give_an_amount_is_the_same_amount(cents: int, typed: Typed) -> None:
    amount = Decimal(cents).scaleb(-2)
    ways: list[Checked[Inputs]] = [
        typed(f"agent_id,sales\nA1,{amount:f}\n", INPUTS),
        typed(f'agent_id,sales\nA1,"{amount:,f}"\n', INPUTS),
        typed(f'{{"agent_id": "A1", "sales": {amount:f}}}', INPUTS, "json"),
        typed(f'{{"agent_id": "A1", "sales": "{amount:f}"}}', INPUTS, "jsonl"),
        typed([{"agent_id": "A1", "sales": amount}], INPUTS),
        typed([{"agent_id": "A1", "sales": Fraction(cents, 100)}], INPUTS),
    ]
    for way in ways:
        assert way.value is not None
        assert way.value.records[0].values["sales"] == Fraction(cents, 100)
