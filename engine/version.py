"""The version of the engine, said once; every result names it."""

VERSION = "0.1.0"
