"""The core program: what every construct of the language becomes and all that an evaluator knows.

A program is a list of named values in dependency order. Each value is a tree of the operations of `operations.py` over
constants, inputs and earlier values. All operations are total: on a `Missing` operand they give `Missing` (except where
said), and a division by zero gives `Missing`, so no evaluator needs exceptions and a columnar one may compute both
branches of a choice. Numbers are exact rationals; money is in currency units, time in seconds, a percentage is its
ratio.
"""

from engine.program.bands import Band, Bound
from engine.program.operations import (
    MINUS_ONE,
    NOTHING,
    ONE,
    TRUE,
    ZERO,
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    GroupFunction,
    Input,
    IsMissing,
    Logic,
    Missing,
    Node,
    Pick,
    Product,
    Quotient,
    Ref,
    Round,
    Scalar,
    Select,
    Sum,
)
from engine.program.parts import Check, Identity, InputSpec, Line, Output, Promise
from engine.program.program import Program
from engine.program.trees import children, nodes
from engine.program.values import Origin, Role, Value

__all__ = [
    "MINUS_ONE",
    "NOTHING",
    "ONE",
    "TRUE",
    "ZERO",
    "Band",
    "Bound",
    "Check",
    "Choose",
    "Compare",
    "Const",
    "Extreme",
    "Group",
    "GroupFunction",
    "Identity",
    "Input",
    "InputSpec",
    "IsMissing",
    "Line",
    "Logic",
    "Missing",
    "Node",
    "Origin",
    "Output",
    "Pick",
    "Product",
    "Program",
    "Promise",
    "Quotient",
    "Ref",
    "Role",
    "Round",
    "Scalar",
    "Select",
    "Sum",
    "Value",
    "children",
    "nodes",
]
