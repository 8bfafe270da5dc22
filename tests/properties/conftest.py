"""How many examples the properties run: a few seconds' worth by default, more with KPIPLAN_EXAMPLES=20 (times as many).

`KPIPLAN_EXAMPLES=20 python -m pytest tests/properties -n auto` is a night's run; it also looks for the smallest example
that fails, which takes minutes. A failure prints how to repeat it. By default the same plans are drawn every time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

EXAMPLES = 25
TIMES = int(os.environ.get("KPIPLAN_EXAMPLES", "1"))
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
SLOW_IS_FINE = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
    HealthCheck.filter_too_much,  # some properties are about plans that have a certain construct
)

settings.register_profile(
    "kpiplan",
    max_examples=EXAMPLES * TIMES,
    phases=QUICK if TIMES == 1 else tuple(Phase),
    derandomize=TIMES == 1,
    deadline=None,
    suppress_health_check=SLOW_IS_FINE,
    print_blob=True,
)
settings.load_profile("kpiplan")
