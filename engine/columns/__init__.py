"""Whole tables at once: the plan on columns of integers, exact, with the width that the numbers themselves prove."""
