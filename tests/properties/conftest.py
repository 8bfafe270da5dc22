"""How many examples the properties run: a few seconds' worth by default, more with KPIPLAN_EXAMPLES=20 (times as many).

`KPIPLAN_EXAMPLES=20 python -m pytest tests/properties -n auto` is a night's run; a failure prints how to repeat it.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

EXAMPLES = 25
SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)

settings.register_profile(
    "kpiplan",
    max_examples=EXAMPLES * int(os.environ.get("KPIPLAN_EXAMPLES", "1")),
    deadline=None,
    suppress_health_check=SLOW_IS_FINE,
    print_blob=True,
)
settings.load_profile("kpiplan")
