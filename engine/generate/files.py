"""Which files are generated, and from what."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from engine.explain.schema import trace_schema
from engine.generate.errors import errors_page
from engine.generate.language import language_page
from engine.generate.limits import limits_page
from engine.generate.messages import catalogue
from engine.generate.metrics import metrics_page
from engine.payslip.schema import payslip_schema
from engine.plan.schema import plan_schema
from engine.prove.proof_schema import proof_schema
from engine.report.schema import report_schema
from engine.run.result_schema import result_schema


def _json(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


GENERATED: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        "schemas/plan.schema.json": lambda: _json(plan_schema()),
        "schemas/result.schema.json": lambda: _json(result_schema()),
        "schemas/trace.schema.json": lambda: _json(trace_schema()),
        "schemas/payslip.schema.json": lambda: _json(payslip_schema()),
        "schemas/proof.schema.json": lambda: _json(proof_schema()),
        "schemas/report.schema.json": lambda: _json(report_schema()),
        "docs/language.md": lambda: language_page("en"),
        "docs/language.zh.md": lambda: language_page("zh"),
        "docs/errors.md": errors_page,
        "docs/limits.md": limits_page,
        "docs/metrics.md": metrics_page,
        "docs/messages.zh.json": lambda: catalogue("zh"),
        "docs/messages.en.json": lambda: catalogue("en"),
    }
)
"""Each file's path below the checkout, and what makes its text."""
