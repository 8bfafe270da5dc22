"""Checking a plan in a process of its own that is not given more memory or time than any plan may need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

MEMORY: Final = 500_000_000
"""Bytes that a check may take, the interpreter included."""

CPU_SECONDS: Final = 6
"""A guard, not a measurement: two seconds are promised on an idle machine, and a busy one is three times slower."""

_PROGRAM: Final = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({CPU_SECONDS}, {CPU_SECONDS}))
from engine import check_plan
found = check_plan(sys.stdin.buffer.read(), "plan.yaml")
print(*sorted({{d.code for d in found.diagnostics if d.severity.value == "error"}}))
"""


def errors(plan: bytes) -> set[str]:
    """The codes of the errors of a plan, found within the guards; fails where the process ends in any other way."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=plan,
        capture_output=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == 0, (done.returncode, done.stderr.decode()[-500:])
    return set(done.stdout.decode().split())
