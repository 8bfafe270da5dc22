"""Situations: all combinations of what conditions ask about, to find holes and overlaps in many dimensions."""
