"""The data of a payslip as one JSON document: the trace, the outlook beside it, and the subtotals of the lines."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from engine.explain.exact import number
from engine.explain.tags import MANUAL

PAYSLIP_VERSION: Final = 1
Told = dict[str, Any]
"""A JSON object."""


def payslip(trace: Told, outlook: Told) -> Told:
    """The document; every number that a payslip shows is in it."""
    return {
        "payslip": PAYSLIP_VERSION,
        "person": trace["person"],
        "subtotals": subtotals(trace),
        "trace": trace,
        "outlook": outlook,
    }


def subtotals(trace: Told) -> list[Told]:
    """What the lines of each tag add up to, tags in the order of their first lines, those decided by hand last."""
    amounts = {
        value["name"]: Fraction(value["value"]) for value in trace["values"] if value["role"] in ("line", "total")
    }
    tags = dict.fromkeys(line["tag"] for line in trace["lines"])
    order = [tag for tag in tags if tag != MANUAL] + [tag for tag in tags if tag == MANUAL]
    return [
        {
            "tag": tag,
            "amount": number(sum((amounts[x["value"]] for x in trace["lines"] if x["tag"] == tag), Fraction(0))),
        }
        for tag in order
    ]
