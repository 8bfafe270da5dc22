"""Plans built by hand from a few words of YAML, and tables typed by them."""

from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
import yaml

from engine.base.quantities import FLAG, QUANTITIES, Choice, Kind, Words, scale_of
from engine.base.source import NOWHERE
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic
from engine.program import Identity, InputSpec, Program
from engine.run.inputs import Inputs, read_inputs
from engine.run.table import Table, TextKind, open_table, table_of

Plan = Callable[..., Program]
Typed = Callable[..., Checked[Inputs]]


def _kind(said: dict[str, Any]) -> Kind:
    match said["type"]:
        case "flag":
            return FLAG
        case "choice":
            return Choice(tuple(said["options"]), said.get("ordered", False))
        case "text" | "date" as words:
            return Words(words)
        case quantity:
            return QUANTITIES[quantity]


def _stored(value: Any, kind: Kind) -> Fraction | bool | int | str | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(kind, Choice):
        return kind.options.index(value)
    text = str(value)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text) * scale_of(kind)


def _number(value: Any, kind: Kind) -> Fraction | None:
    stored = _stored(value, kind)
    return stored if isinstance(stored, Fraction) else None


def _spec(name: str, said: dict[str, Any]) -> InputSpec:
    kind = _kind(said)
    return InputSpec(
        name=name,
        label=said.get("label", name),
        kind=kind,
        span=NOWHERE,
        least=_number(said.get("min"), kind),
        most=_number(said.get("max"), kind),
        decimals=said.get("decimals"),
        default=_stored(said.get("default"), kind),
        optional=said.get("optional", False),
        columns=tuple(said.get("columns", ())),
    )


@pytest.fixture
def plan() -> Plan:
    """A program without values: only what typing the data needs."""

    def build(inputs: str = "sales: {type: money}", **changed: Any) -> Program:
        told: dict[str, Any] = {
            "identity": Identity("example", "1", "0" * 64),
            "title": "Example plan",
            "currency": "CNY",
            "currency_decimals": 2,
            "person": "agent_id",
            "group_by": (),
            "inputs": tuple(_spec(name, said) for name, said in yaml.safe_load(inputs).items()),
            "values": (),
            "lines": (),
            "total": "total",
            "may_be_negative": False,
        }
        return Program(**(told | changed))

    return build


@pytest.fixture
def typed(plan: Plan) -> Typed:
    """Data (bytes, text, or Python rows) typed by a plan with the given inputs; reading faults come out as well."""

    def read(
        data: bytes | str | list[dict[str, object]],
        inputs: str = "sales: {type: money}",
        kind: TextKind = "csv",
        encoding: str | None = None,
        **changed: Any,
    ) -> Checked[Inputs]:
        table: Checked[Table]
        if isinstance(data, list):
            table = table_of(data, "rows")
        else:
            content = data.encode() if isinstance(data, str) else data
            table = open_table(BytesIO(content), "team.csv", kind, encoding)
        if table.value is None:
            return Checked(None, table.diagnostics)
        result = read_inputs(plan(inputs, **changed), table.value)
        return Checked(result.value, (*table.diagnostics, *result.diagnostics))

    return read


@pytest.fixture
def codes() -> Callable[[Checked[Inputs]], list[str]]:
    """The codes of everything that was found, of the table first, then row by row."""

    def of(result: Checked[Inputs]) -> list[str]:
        found: list[Diagnostic] = list(result.diagnostics)
        if result.value is not None:
            found += [d for fault in result.value.faults for d in fault.diagnostics]
        return [d.code for d in found]

    return of
