"""The core program on integers: fixed scales, quotients as two integers, rounding as the only division."""
