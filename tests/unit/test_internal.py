"""The boundary that turns our own mistakes into a finding."""

import pytest

from engine.base.numbers import round_quotient
from engine.diagnostics.checked import Checked
from engine.diagnostics.internal import INTERNAL_ERROR, guarded, reasoned
from engine.diagnostics.model import Diagnostic, Severity


def deep(depth: int) -> int:
    return deep(depth + 1) + 1


def no_memory() -> int:
    raise MemoryError


@pytest.mark.parametrize(
    ("work", "fault"),
    [
        (lambda: round_quotient(1, 0, "half_up"), "ZeroDivisionError"),
        (lambda: deep(0), "RecursionError"),
        (no_memory, "MemoryError"),
    ],
)
def test_every_exception_is_a_finding(work: object, fault: str) -> None:
    assert callable(work)
    found = guarded(work, "p.yaml")
    assert isinstance(found, Diagnostic)
    assert found.rule is INTERNAL_ERROR
    assert found.cell is not None
    assert found.cell.table == "p.yaml"
    assert f"the engine itself failed: {fault} at " in found.message.en
    assert "report" in found.help.en
    assert "报告" in found.help.zh


def test_the_place_is_in_the_engine_and_no_value_is_told() -> None:
    found = guarded(lambda: round_quotient(123456, 0, "half_up"))
    assert isinstance(found, Diagnostic)
    assert " at base/numbers.py:" in found.message.en
    assert "123456" not in found.message.en


def test_work_that_succeeds_gives_its_value() -> None:
    assert guarded(lambda: 7) == 7


def test_an_interrupt_passes() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        guarded(interrupted)


def test_nothing_is_refused_without_a_reason() -> None:
    """A plan that could not be read, and of which nothing was said, was told to be fine."""
    silent: Checked[str] = Checked(None, ())
    (found,) = reasoned(silent, "p.yaml").diagnostics
    assert (found.code, found.severity) == ("KPI900", Severity.ERROR)
    said: Checked[str] = Checked(None, (found,))
    assert reasoned(said, "p.yaml") is said
    fine = Checked("plan", ())
    assert reasoned(fine, "p.yaml") is fine
