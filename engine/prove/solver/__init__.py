"""A second opinion by z3 (extra `prove`): the program as logic over real numbers, in a process of its own."""
