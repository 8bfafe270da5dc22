"""The reference evaluator: slow, exact, obviously right; every other evaluator is tested against it.

It walks the core program with simpleeval, whose operators and functions are a closed table, on exact rationals. No text
ever reaches simpleeval's own parser: the trees handed over are built from our program.
"""

from engine.run.reference.effort import BEYOND, Effort
from engine.run.reference.evaluator import Reference
from engine.run.reference.person import Evaluation, Step

__all__ = ["BEYOND", "Effort", "Evaluation", "Reference", "Step"]
