"""KPI-plan rules engine: check a shop's pay plan, then evaluate it for a team, exactly.

    from engine import load_plan

    plan = load_plan("plans/presales.yaml")
    run = plan.evaluate_many(rows)

`check_plan` gives every finding about a plan's text; `load_plan` raises `PlanError` where there is an error. A `Plan`
is immutable: threads may share it. Results are plain typed objects (`Run`, `PersonResult`, `LineAmount`).
"""

from typing import TYPE_CHECKING

from engine.version import VERSION as __version__  # noqa: N811 - the name that packages give it

if TYPE_CHECKING:
    from engine.api import Plan, check_plan, describe_plan, load_plan
    from engine.diagnostics.checked import Checked
    from engine.diagnostics.errors import DataError, PlanError
    from engine.diagnostics.model import Diagnostic, Severity
    from engine.run.outcome import LineAmount, PersonResult, Run

__all__ = [
    "Checked",
    "DataError",
    "Diagnostic",
    "LineAmount",
    "PersonResult",
    "Plan",
    "PlanError",
    "Run",
    "Severity",
    "__version__",
    "check_plan",
    "describe_plan",
    "load_plan",
]

_HOMES = {
    "engine.api": ("Plan", "check_plan", "describe_plan", "load_plan"),
    "engine.diagnostics.checked": ("Checked",),
    "engine.diagnostics.errors": ("DataError", "PlanError"),
    "engine.diagnostics.model": ("Diagnostic", "Severity"),
    "engine.run.outcome": ("LineAmount", "PersonResult", "Run"),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that `kpiplan --help` waits for no library."""
    from importlib import import_module  # noqa: PLC0415 - the start waits for nothing that it does not need

    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(import_module(home), name)
